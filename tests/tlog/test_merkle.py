"""Roots and proofs are those of RFC 6962, of a naive tree, and of two trees that others wrote."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from sigstore._internal.merkle import verify_merkle_inclusion

from sbt.tlog import merkle
from sbt.tlog.edge import Edge
from sbt.tlog.tiles import Tile, TileFault, TileReader, bundle, entries_of, new_bundles, new_tiles, parse_path, tile_at
from tests.tlog import naive

VECTORS = [
    *("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"),
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The vectors of the RFC's own test set: eight leaves in hexadecimal, and the root after each."""
SIZES = st.one_of(st.integers(1, 40), st.sampled_from([255, 256, 257, 511, 512, 513, 700]))


def leaves_of(size: int) -> list[bytes]:
    return [f"catatan {number}".encode() for number in range(size)]


def grown(size: int) -> dict[Tile, bytes]:
    """Every tile that a log of this size ever published, growing by one."""
    edge, store = Edge(), dict[Tile, bytes]()
    for leaf in leaves_of(size):
        store |= edge.add([merkle.leaf_hash(leaf)])
    return store


STORE = grown(700)


def reader(size: int) -> TileReader:
    return TileReader(size, STORE.__getitem__)


def test_roots_are_those_of_the_rfc() -> None:
    hashes = [merkle.leaf_hash(bytes.fromhex(vector)) for vector in VECTORS]
    assert [merkle.root_of(hashes[:size]).hex() for size in range(9)] == ROOTS
    edge = Edge()
    found = [edge.root().hex()]
    for one in hashes:
        edge.add([one])
        found.append(edge.root().hex())
    assert found == ROOTS


@pytest.mark.parametrize("size", [*range(1, 70), 255, 256, 257, 300, 512, 513, 700])
def test_roots_from_tiles_are_the_naive_ones(size: int) -> None:
    leaves = leaves_of(size)
    edge = Edge(size, [(tile, STORE[tile]) for tile in Edge.needed(size)])
    other = InmemoryTree()
    for leaf in leaves:
        other.append_entry(leaf)
    roots = {merkle.tree_root(size, reader(size)), edge.root(), naive.mth(leaves), other.get_root()}
    assert len(roots) == 1


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_every_leaf_proves_and_no_other_does(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)
    root = naive.mth(leaves)
    proof = merkle.inclusion_proof(index, size, reader(size))
    assert proof == naive.path(index, leaves)
    leaf = merkle.leaf_hash(leaves[index])
    merkle.verify_inclusion(leaf, index, size, proof, root)
    wrong = data.draw(st.integers(0, size + 3).filter(lambda other: other != index))
    spoilt = [
        (merkle.leaf_hash(b"other"), index, size, proof, root),
        (leaf, wrong, size, proof, root),
        (leaf, index, size, [*proof, root], root),
        (leaf, index, size, proof, merkle.leaf_hash(root)),
    ]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = (int.from_bytes(proof[at]) ^ (1 << bit)).to_bytes(32)
        spoilt.append((leaf, index, size, [*proof[:at], flipped, *proof[at + 1 :]], root))
        spoilt.append((leaf, index, size, proof[:-1], root))
    for one in spoilt:
        with pytest.raises(merkle.ProofFault):
            merkle.verify_inclusion(*one)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_a_tree_begins_with_each_earlier_one(data: st.DataObject) -> None:
    new = data.draw(SIZES)
    old = data.draw(st.integers(0, new))
    leaves = leaves_of(new)
    proof = merkle.consistency_proof(old, new, reader(new))
    if old > 0:
        assert proof == naive.proof(old, leaves)
    roots = naive.mth(leaves[:old]), naive.mth(leaves)
    merkle.verify_consistency(old, new, proof, *roots)
    other = merkle.leaf_hash(b"fork")
    with pytest.raises(merkle.ProofFault):
        merkle.verify_consistency(old, new, proof, other, roots[1])
    with pytest.raises(merkle.ProofFault):
        merkle.verify_consistency(old, new, [*proof, other], *roots)
    if 0 < old < new:
        for faulty in (proof[:-1], [other, *proof[1:]]):
            with pytest.raises(merkle.ProofFault):
                merkle.verify_consistency(old, new, faulty, *roots)
        with pytest.raises(merkle.ProofFault):
            merkle.verify_consistency(old, new, proof, roots[0], other)
        with pytest.raises(merkle.ProofFault):
            merkle.verify_consistency(new, old, proof, roots[1], roots[0])


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_verifier_that_others_wrote_takes_the_proof(data: st.DataObject) -> None:
    size = data.draw(SIZES)
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)
    proof = SimpleNamespace(
        log_index=index,
        tree_size=size,
        hashes=merkle.inclusion_proof(index, size, reader(size)),
        root_hash=merkle.tree_root(size, reader(size)),
    )
    inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=leaves[index])
    verify_merkle_inclusion(cast("Any", SimpleNamespace(_inner=inner)))


@pytest.mark.parametrize(
    ("index", "written"),
    [(0, "000"), (67, "067"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")],
)
def test_paths_are_those_of_the_specification(index: int, written: str) -> None:
    for tile, path in (
        (Tile(0, index), f"tile/0/{written}"),
        (Tile(3, index, 17), f"tile/3/{written}.p/17"),
        (Tile(-1, index, 255), f"tile/entries/{written}.p/255"),
    ):
        assert tile.path == path
        assert parse_path(path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "tile", "tile/0", "tile/00/000", "tile/0/00", "tile/0/0000", "tile/0/x000/000", "tile/64/000", "tile/0/000.p/0",
     "tile/0/000.p/256", "tile/0/000.p/01", "tile/-1/000", "tile/0/../000", "tile/0/٠٠٠", "tile/0/000.p/"],
)  # fmt: skip
def test_other_paths_are_no_tiles(path: str) -> None:
    with pytest.raises(TileFault):
        parse_path(path)


def test_the_example_of_the_specification_has_these_tiles() -> None:
    tiles = list(new_tiles(0, 70_000))
    assert sum(1 for tile in tiles if tile.level == 0 and tile.width == 256) == 273
    rest = [tile for tile in tiles if tile.level or tile.width < 256]
    assert rest == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]
    assert list(new_tiles(0, 256)) == [Tile(0, 0), Tile(1, 0, 1)]


@given(st.integers(0, 700), st.integers(0, 700))
@settings(deadline=None, max_examples=100)
def test_new_tiles_are_those_that_growing_makes(one: int, two: int) -> None:
    old, new = sorted((one, two))
    edge = Edge(old, [(tile, STORE[tile]) for tile in Edge.needed(old)])
    before = set(edge.partial())
    made = edge.add(merkle.leaf_hash(leaf) for leaf in leaves_of(new)[old:])
    assert set(made) - before == set(new_tiles(old, new)) - before
    assert all(STORE[tile] == data for tile, data in made.items())
    assert edge.size == new
    assert {tile.index for tile in new_bundles(old, new)} == {at // 256 for at in range(old, new)}
    assert all(tile == tile_at(-1, tile.index, new) for tile in new_bundles(old, new))


@given(st.lists(st.binary(max_size=300), max_size=20), st.integers(1, 40))
def test_bundles_come_apart_as_they_were_put_together(entries: list[bytes], cut: int) -> None:
    data = bundle(entries)
    assert entries_of(data) == entries
    if entries:
        with pytest.raises(TileFault):
            entries_of(data[:-1] if len(entries[-1]) else data + b"\x00")


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    assert len(bundle([bytes(65_535)])) == 65_537
    with pytest.raises(TileFault):
        bundle([bytes(65_536)])
