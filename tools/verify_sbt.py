#!/usr/bin/env python3
"""Checks the public log of SBT without installing or trusting it: one file, Python 3.9 or newer, nothing else.

  verify_sbt.py log PLACE [--policy FILE] [--old FILE ...]   a whole log: a folder or an address (http, https)
  verify_sbt.py checkpoint FILE --policy FILE                who signed a checkpoint
  verify_sbt.py proof FILE [ENTRY] --policy FILE             a proof and the entry it is about, or a receipt of SBT
  verify_sbt.py field ENTRY NAME VALUE SALT                  one disclosed field (VALUE as JSON, SALT in hexadecimal)

Take the policy from the institutions that it names: without --policy the log's own is used. Exit code 0: everything holds.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
import urllib.request

SHA = hashlib.sha256
WIDE = 256
LONGEST = 1 << 24
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


class Fault(Exception):
    """Something does not hold; the message says what and where."""


def point_add(one: Point, two: Point) -> Point:
    """Ed25519 (RFC 8032, section 5.1.4); only verification: nothing secret is handled."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_sum(first: int, one: Point, second: int, two: Point) -> Point:
    """So many times the one point and so many times the other, both in one go."""
    found: Point = (0, 1, 1, 0)
    choice = (None, one, two, point_add(one, two))
    for bit in range(255, -1, -1):
        found = point_add(found, found)
        chosen = choice[(first >> bit & 1) + 2 * (second >> bit & 1)]
        found = point_add(found, chosen) if chosen else found
    return found


def point_read(data: bytes) -> Point | None:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * ROOT_OF_MINUS_ONE % P if (x * x - square) % P else x
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_read(bytes([0x58]) + bytes([0x66]) * 31) or (0, 1, 1, 0)


def ed25519_good(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is the key's over the message."""
    point = point_read(key)
    number = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or point is None or number >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    times = int.from_bytes(digest, "little") % Q
    negative = (P - point[0], point[1], 1, P - point[3])
    x, y, z, _ = point_sum(number, BASE, times, negative)
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def unbase64(text: str, length: int | None = None) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Fault("not base64") from None
    if base64.b64encode(data).decode() != text or (length is not None and len(data) != length):
        raise Fault("not base64 as it must be written")
    return data


def number_of(text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text):
        raise Fault("not a number: " + text[:30])
    return int(text)


class Key:
    """A public key with its name: kind 1 signs a note, kind 4 co-signs a checkpoint with the moment."""

    def __init__(self, text: str) -> None:
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Fault("not a key: " + text[:60])
        self.name, data = parts[0], unbase64(parts[2], 33)
        self.kind, self.key = data[0], data[1:]
        self.id = SHA(self.name.encode() + b"\n" + data).digest()[:4]
        if self.id.hex() != parts[1] or self.kind not in (1, 4) or not self.name or re.search(r"[\s+]", self.name):
            raise Fault("not a key: " + text[:60])

    def moment(self, text: str, signature: bytes) -> int | None:
        """The moment that a good signature states (0 for a log's); None for a false one."""
        if self.kind == 1:
            return 0 if ed25519_good(self.key, text.encode(), signature) else None
        moment = int.from_bytes(signature[:8], "big")
        message = f"cosignature/v1\ntime {moment}\n{text}"
        return moment if ed25519_good(self.key, message.encode(), signature[8:]) else None


class Policy:
    """Whose signatures a checkpoint needs."""

    def __init__(self, data: bytes) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, list[str]]] = {}
        self.quorum = ""
        for line in data.decode("utf-8", "surrogateescape").split("\n"):
            words = re.split("[ \t]+", line.strip(" \t"))
            if words != [""] and not words[0].startswith("#") and not self.takes([*words, "", "", ""]):
                raise Fault("not a line of a policy: " + line[:80])
        if not self.quorum:
            raise Fault("the policy names no quorum")

    def takes(self, words: list[str]) -> bool:
        known = {*self.witnesses, *self.groups}
        kind, name, third = words[:3]
        if kind == "log":
            self.logs.append(Key(name))
        elif kind == "witness" and name not in known:
            self.witnesses[name] = Key(third)
        elif kind == "group" and name not in known:
            members = [word for word in words[3:] if word]
            need = {"all": len(members), "any": 1}.get(third) or number_of(third)
            free = known - {one for _, group in self.groups.values() for one in group}
            self.groups[name] = (need, members)
            return 1 <= need <= len(set(members)) == len(members) and free.issuperset(members)
        elif kind == "quorum" and not self.quorum and name in {*known, "none"}:
            self.quorum = name
        else:
            return False
        return True

    def met(self, name: str, signed: dict[str, int]) -> bool:
        if name in self.groups:
            need, members = self.groups[name]
            return sum(self.met(one, signed) for one in members) >= need
        return name == "none" or name in signed


class Checkpoint:
    """A checkpoint that the policy takes: size, root, and who vouches for it since when."""

    def __init__(self, data: bytes, policy: Policy) -> None:
        text = data.decode("utf-8", "replace")
        body, blank, lines = text.rpartition("\n\n")
        parts = body.split("\n")
        if text.encode() != data or not blank or len(parts) != 3 or re.search("[\x00-\x09\x0b-\x1f]", text):
            raise Fault("not a checkpoint")
        self.origin, self.size, self.root = parts[0], number_of(parts[1]), unbase64(parts[2], 32)
        keys = {(key.name, key.id): (name, key) for name, key in policy.witnesses.items()}
        keys.update({(key.name, key.id): ("", key) for key in policy.logs if key.name == self.origin})
        self.signed: dict[str, int] = {}
        for line in lines.split("\n")[:-1]:
            name, _, coded = line[2:].partition(" ")
            signature = unbase64(coded)
            who, key = keys.get((name, signature[:4]), ("", None))
            if line[:2] != "\u2014 " or key is None:
                raise Fault("a signature of nobody whom the policy knows: " + line[:60])
            moment = key.moment(body + "\n", signature[4:])
            if moment is None:
                raise Fault(f"the signature of {name} is false")
            self.signed[who] = moment
        if self.signed.pop("", None) is None or not lines.endswith("\n"):
            raise Fault("not signed by the log")
        if not policy.met(policy.quorum, self.signed):
            raise Fault("too few witnesses: " + (", ".join(sorted(self.signed)) or "none"))


def root_of(row: bytes) -> bytes:
    """The root over so many hashes as a power of two."""
    while len(row) > 32:
        row = b"".join([SHA(b"\x01" + row[at : at + 64]).digest() for at in range(0, len(row), 64)])
    return row


def root_at(levels: list[bytes], size: int) -> bytes:
    """The root of the tree as it was at this size, from the hashes of the whole."""
    right = b""
    for row in levels:
        part, pieces = row[size // WIDE * WIDE * 32 : size * 32], []
        while part:
            step = 32 << ((len(part) // 32).bit_length() - 1)
            pieces.append(root_of(part[:step]))
            part = part[step:]
        for piece in reversed(pieces):
            right = SHA(b"\x01" + piece + right).digest() if right else piece
        size //= WIDE
    return right or SHA(b"").digest()


def root_from_proof(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    if not 0 <= index < size:
        raise Fault(f"no entry {index} in a log of {size}")
    at, last = index, size - 1
    for one in proof:
        if last == 0:
            raise Fault("the proof is too long")
        if at & 1 or at == last:
            leaf = SHA(b"\x01" + one + leaf).digest()
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            leaf = SHA(b"\x01" + leaf + one).digest()
        at, last = at >> 1, last >> 1
    if last:
        raise Fault("the proof is too short")
    return leaf


def tile_path(level: int | str, index: int, width: int) -> str:
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDE else "")


def entry_hashes(data: bytes, path: str) -> bytes:
    """The hashes of the entries of a bundle, joined."""
    row, at, end, sha = [], 0, len(data), SHA
    while at < end:
        start = at + 2
        at = start + (data[at] << 8 | data[at + 1])
        row.append(sha(b"\x00" + data[start:at]).digest())
    if at != end:
        raise Fault(path + " breaks off")
    return b"".join(row)


class Place:
    """Where a log lies: a folder, or an address."""

    def __init__(self, name: str) -> None:
        self.name = name.rstrip("/")
        self.far = re.match("https?://", name) is not None

    def read(self, path: str) -> bytes:
        whole = f"{self.name}/{path}" if self.name else path
        try:
            if self.far:
                with urllib.request.urlopen(whole, timeout=30) as answer:
                    return bytes(answer.read(LONGEST))
            with open(whole, "rb", 0) as file:  # noqa: PTH123 - the place may be an address
                return file.read()
        except OSError as fault:
            raise Fault(f"{path} is missing: {fault}") from None

    def tile(self, level: int | str, index: int, width: int) -> tuple[str, bytes]:
        """A tile or bundle; where a partial tile has been removed, the beginning of the full one."""
        path = tile_path(level, index, width)
        try:
            return path, self.read(path)
        except Fault:
            if width == WIDE or level == "entries":
                raise
            return path, self.read(tile_path(level, index, WIDE))[: width * 32]


def walk(place: Place, size: int) -> list[bytes]:
    """Hash every entry and compare every tile on the way; the hashes of each level, from the entries up."""
    levels: list[bytes] = []
    count, below = size, b""
    while count:
        row, above = bytearray(), []
        for index in range(-(-count // WIDE)):
            width = min(WIDE, count - index * WIDE)
            part = below[index * WIDE * 32 : (index + 1) * WIDE * 32]
            if not levels:
                path, data = place.tile("entries", index, width)
                part = entry_hashes(data, path)
            path, data = place.tile(len(levels), index, width)
            if data != part or len(part) != width * 32:
                raise Fault(path + " holds other hashes than the entries give")
            row += part
            if width == WIDE:
                above.append(root_of(part))
        levels.append(bytes(row))
        count, below = count // WIDE, b"".join(above)
    return levels


def verify_log(place: Place, policy: Policy, olds: list[tuple[str, bytes]]) -> Checkpoint:
    """The whole log is what its checkpoint says, and begins with what each earlier checkpoint said."""
    checkpoint = Checkpoint(place.read("checkpoint"), policy)
    levels = walk(place, checkpoint.size)
    if root_at(levels, checkpoint.size) != checkpoint.root:
        raise Fault("the entries give another root than the checkpoint")
    for name, data in olds:
        old = Checkpoint(data, policy)
        if old.origin != checkpoint.origin:
            raise Fault(f"{name} is of another log")
        if old.size > checkpoint.size:
            raise Fault(f"the log is shorter than {name} says: {checkpoint.size} entries instead of {old.size}")
        if root_at(levels, old.size) != old.root:
            raise Fault(f"the first {old.size} entries are not those of {name}")
    return checkpoint


def verify_proof(data: bytes, entry: bytes, policy: Policy) -> Checkpoint:
    """The entry is in the log; a receipt of SBT brings it along, in base64 on a first line of its own."""
    if not entry:
        line, _, data = data.partition(b"\n")
        entry = unbase64(line.decode("ascii", "replace").removeprefix("entry "))
        print("entry: " + entry.decode("utf-8", "replace"))
    head, _, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1" or not lines:
        raise Fault("not a proof")
    if lines[0].startswith("extra "):
        unbase64(lines.pop(0)[6:])
    if not lines or not lines[0].startswith("index "):
        raise Fault("not a proof")
    checkpoint, index = Checkpoint(note, policy), number_of(lines[0][6:])
    proof = [unbase64(line, 32) for line in lines[1:]]
    if root_from_proof(SHA(b"\x00" + entry).digest(), index, checkpoint.size, proof) != checkpoint.root:
        raise Fault("the proof is not about this entry in this log")
    print(f"number {index + 1} of {checkpoint.size}")
    return checkpoint


def verify_field(entry: bytes, name: str, value: object, salt: bytes) -> None:
    """The entry committed to this value of the field."""
    written = name + "\x00" + json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if json.loads(entry).get("f", {}).get(name) != hmac.new(salt, written.encode(), "sha256").hexdigest():
        raise Fault("the entry does not commit to this value of " + name)


def run(words: list[str] | None) -> None:
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds, read = top.add_subparsers(dest="kind", required=True), Place("").read
    for kind, names in {
        "log": "place",
        "checkpoint": "file",
        "proof": "file",
        "field": "entry name value salt",
    }.items():
        one = kinds.add_parser(kind)
        for name in names.split():
            one.add_argument(name)
        if kind == "proof":
            one.add_argument("entry", nargs="?")
        if kind != "field":
            one.add_argument("--policy", required=kind != "log")
            one.add_argument("--old", nargs="*", default=[])
    asked = top.parse_args(words)
    if asked.kind == "field":
        verify_field(read(asked.entry), asked.name, json.loads(asked.value), bytes.fromhex(asked.salt))
        return
    policy = Policy(read(asked.policy) if asked.policy else Place(asked.place).read("policy"))
    if asked.kind == "log":
        print("policy: " + (asked.policy or "the log's own; better take it from the institutions"))
        checkpoint = verify_log(Place(asked.place), policy, [(name, read(name)) for name in asked.old])
    elif asked.kind == "checkpoint":
        checkpoint = Checkpoint(read(asked.file), policy)
    else:
        checkpoint = verify_proof(read(asked.file), read(asked.entry) if asked.entry else b"", policy)
    print(f"origin {checkpoint.origin}, {checkpoint.size} entries, root {checkpoint.root.hex()}")
    print("co-signed by " + (", ".join(sorted(checkpoint.signed)) or "nobody, and the policy asks for nobody"))


def main(words: list[str] | None = None) -> int:
    """Check what is asked; the exit code says whether it holds."""
    try:
        run(words)
    except (Fault, ValueError, LookupError, TypeError, AttributeError) as fault:
        print("FAILED: " + (str(fault) if isinstance(fault, Fault) else f"cannot be read ({type(fault).__name__})"))
        return 1
    print("OK")
    return 0


if __name__ == "__main__":
    sys.exit(main())
