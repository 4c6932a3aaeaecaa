// Walks a whole published log with the code of Go's own checksum database, and knows nothing of ours.
//
// golog FOLDER LOG-KEY NEED WITNESS-KEYS OLD-CHECKPOINTS PROOFS SAMPLES
//
// The last three are folders and a number: every file of the first is an earlier checkpoint; the second holds
// pairs NAME.tlog-proof and NAME.entry; SAMPLES inclusion proofs are made from tiles alone.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error, what string) {
	if err != nil {
		fmt.Printf("FAILED %s: %v\n", what, err)
		os.Exit(1)
	}
}

// cosigner verifies cosignature/v1, which the note package leaves to its user.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 4 {
		return nil, errors.New("not a key of a witness")
	}
	return cosigner{parts[0], uint32(hash), ed25519.PublicKey(raw[1:])}, nil
}

type trust struct {
	log       note.Verifier
	verifiers note.Verifiers
	need      int
}

func (t trust) open(raw []byte) (tlog.Tree, error) {
	var tree tlog.Tree
	opened, err := note.Open(raw, t.verifiers)
	if err != nil {
		return tree, err
	}
	signed, witnesses := false, 0
	for _, one := range opened.Sigs {
		if one.Name == t.log.Name() && one.Hash == t.log.KeyHash() {
			signed = true
		} else {
			witnesses++
		}
	}
	if !signed || witnesses < t.need {
		return tree, fmt.Errorf("signed by the log: %v; witnesses: %d of %d", signed, witnesses, t.need)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != t.log.Name() {
		return tree, errors.New("not a checkpoint of this log")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	return tree, tree.Hash.UnmarshalJSON([]byte(`"` + lines[2] + `"`))
}

// files reads tiles where C2SP tlog-tiles puts them.
type files struct{ folder string }

func (f files) Height() int                        { return 8 }
func (f files) SaveTiles([]tlog.Tile, [][]byte)     {}
func (f files) path(tile tlog.Tile) string          { return strings.Replace(tile.Path(), "tile/8/", "tile/", 1) }
func (f files) read(tile tlog.Tile) ([]byte, error) { return os.ReadFile(filepath.Join(f.folder, f.path(tile))) }
func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for at, tile := range tiles {
		data, err := f.read(tile)
		if err != nil {
			return nil, err
		}
		found[at] = data
	}
	return found, nil
}

func entries(folder string, index, count int64) [][]byte {
	tile := tlog.Tile{H: 8, L: 0, N: index, W: 256}
	if left := count - index*256; left < 256 {
		tile.W = int(left)
	}
	path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(folder, path))
	must(err, path)
	var found [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			must(errors.New("breaks off"), path)
		}
		size := 2 + int(binary.BigEndian.Uint16(data))
		found, data = append(found, data[2:size]), data[size:]
	}
	if len(found) != tile.W {
		must(fmt.Errorf("%d entries instead of %d", len(found), tile.W), path)
	}
	return found
}

func main() {
	if len(os.Args) != 8 {
		must(errors.New("seven words are needed"), "call")
	}
	folder := os.Args[1]
	log, err := note.NewVerifier(os.Args[2])
	must(err, "log key")
	need, err := strconv.Atoi(os.Args[3])
	must(err, "number of witnesses")
	known := []note.Verifier{log}
	for _, vkey := range strings.Fields(os.Args[4]) {
		one, err := newCosigner(vkey)
		must(err, vkey)
		known = append(known, one)
	}
	believed := trust{log, note.VerifierList(known...), need}
	samples, err := strconv.Atoi(os.Args[7])
	must(err, "number of samples")

	raw, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	must(err, "checkpoint")
	tree, err := believed.open(raw)
	must(err, "checkpoint")

	// every entry, and the whole tree from them
	var stored []tlog.Hash
	kept := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for at, index := range indexes {
			found[at] = stored[index]
		}
		return found, nil
	})
	leaves := make([]tlog.Hash, 0, tree.N)
	for index := int64(0); index*256 < tree.N; index++ {
		for _, entry := range entries(folder, index, tree.N) {
			more, err := tlog.StoredHashes(int64(len(leaves)), entry, kept)
			must(err, "entries")
			stored = append(stored, more...)
			leaves = append(leaves, tlog.RecordHash(entry))
		}
	}
	root, err := tlog.TreeHash(tree.N, kept)
	must(err, "root")
	if root != tree.Hash {
		must(errors.New("the entries give another root"), "checkpoint")
	}

	// every tile
	tiles := tlog.NewTiles(8, 0, tree.N)
	for _, tile := range tiles {
		if left := tree.N>>(8*uint(tile.L)) - tile.N*256; tile.W < 256 && int64(tile.W) != left {
			continue // narrower than this tree has it
		}
		expected, err := tlog.ReadTileData(tile, kept)
		must(err, tile.Path())
		data, err := files{folder}.read(tile)
		must(err, tile.Path())
		if !bytes.Equal(data, expected) {
			must(errors.New("other hashes than the entries give"), tile.Path())
		}
	}

	// every earlier checkpoint, from tiles alone
	olds, err := os.ReadDir(os.Args[5])
	must(err, "earlier checkpoints")
	for _, file := range olds {
		raw, err := os.ReadFile(filepath.Join(os.Args[5], file.Name()))
		must(err, file.Name())
		old, err := believed.open(raw)
		must(err, file.Name())
		cold := tlog.TileHashReader(tree, files{folder})
		proof, err := tlog.ProveTree(tree.N, old.N, cold)
		must(err, file.Name())
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), file.Name())
	}

	// entries by themselves, from tiles alone
	for at := 0; at < samples; at++ {
		index := rand.Int63n(tree.N)
		proof, err := tlog.ProveRecord(tree.N, index, tlog.TileHashReader(tree, files{folder}))
		must(err, "inclusion")
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]), "inclusion")
	}

	// proofs that stand alone
	proofs, err := filepath.Glob(filepath.Join(os.Args[6], "*.tlog-proof"))
	must(err, "proofs")
	for _, name := range proofs {
		raw, err := os.ReadFile(name)
		must(err, name)
		entry, err := os.ReadFile(strings.TrimSuffix(name, ".tlog-proof") + ".entry")
		must(err, name)
		must(alone(string(raw), entry, believed), name)
	}
	fmt.Printf("ok: %d entries, %d tiles, %d earlier checkpoints, %d inclusions, %d proofs\n",
		tree.N, len(tiles), len(olds), samples, len(proofs))
}

func alone(text string, entry []byte, believed trust) error {
	head, checkpoint, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	tree, err := believed.open([]byte(checkpoint))
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		var hash tlog.Hash
		if err := hash.UnmarshalJSON([]byte(`"` + line + `"`)); err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}
