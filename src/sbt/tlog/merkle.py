"""The tree of RFC 6962 (section 2.1): hashes, roots, and proofs of inclusion and of consistency.

Reads complete subtrees through a function that it is given; where they are kept is not its business.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
LONGEST_PROOF = 63

type Subtree = tuple[int, int]
"""A complete subtree: its height, and how many subtrees of that height stand before it."""
type Reader = Callable[[int, int], bytes]
"""Gives the hash of the complete subtree of a height at an index."""


class ProofFault(ValueError):
    """The proof does not show what it should show"""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash one entry."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes that are all at hand."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        above = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        if len(row) % 2:
            above.append(row[-1])
        row = above
    return row[0]


def complete_subtrees(start: int, end: int) -> Iterator[Subtree]:
    """Cut the range into the fewest complete subtrees, from left to right; `start` lies as RFC 6962 would cut."""
    while start < end:
        height = (end - start).bit_length() - 1
        if start:
            height = min(height, (start & -start).bit_length() - 1)
        yield height, start >> height
        start += 1 << height


def range_hash(start: int, end: int, read: Reader) -> bytes:
    """Give the hash over the leaves of the range."""
    row = [read(height, index) for height, index in complete_subtrees(start, end)]
    if not row:
        return EMPTY_ROOT
    joined = row.pop()
    while row:
        joined = node_hash(row.pop(), joined)
    return joined


def tree_root(size: int, read: Reader) -> bytes:
    """Give the root of the tree of this size."""
    return range_hash(0, size, read)


def _split(size: int) -> int:
    """Give the largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, read: Reader) -> list[bytes]:
    """Prove that the leaf is in the tree of this size: siblings from the leaf up."""
    if not 0 <= index < size:
        raise ProofFault(f"no leaf {index} in a tree of {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(range_hash(middle, end, read))
            end = middle
        else:
            proof.append(range_hash(start, middle, read))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: Reader) -> list[bytes]:
    """Prove that the tree of size `new` begins with the tree of size `old`."""
    if not 0 <= old <= new:
        raise ProofFault(f"a tree of {new} cannot begin with one of {old}")
    if old in (0, new):
        return []
    proof: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_hash(middle, end, read))
            end = middle
        else:
            proof.append(range_hash(start, middle, read))
            start, whole = middle, False
    if not whole:
        proof.append(range_hash(start, end, read))
    return proof[::-1]


def _climb(at: int, last: int, proof: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Go up from the node `at` of the row that ends with `last`: each sibling, and whether it stands to the left."""
    for sibling in proof:
        if last == 0:
            raise ProofFault("proof is too long")
        left = bool(at & 1) or at == last
        yield sibling, left
        while left and not at & 1 and at:
            at, last = at >> 1, last >> 1
        at, last = at >> 1, last >> 1
    if last:
        raise ProofFault("proof is too short")


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Compute the root that the proof leads to; ProofFault when it cannot belong to this leaf and size."""
    if not 0 <= index < size:
        raise ProofFault(f"no leaf {index} in a tree of {size}")
    found = leaf
    for sibling, left in _climb(index, size - 1, proof):
        found = node_hash(sibling, found) if left else node_hash(found, sibling)
    return found


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Return when the leaf with this hash is in the tree; ProofFault otherwise."""
    if root_from_inclusion(leaf, index, size, proof) != root:
        raise ProofFault("the proof leads to another root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Return when the tree of `new` begins with the tree of `old`; ProofFault otherwise."""
    if not 0 <= old <= new:
        raise ProofFault(f"a tree of {new} cannot begin with one of {old}")
    if old in (0, new):
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofFault("two trees of one size differ" if old == new else "nothing begins otherwise than empty")
        return
    rest = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not rest:
        raise ProofFault("proof is too short")
    shared = ((old - 1) ^ old).bit_length() - 1
    first = second = rest[0]
    for sibling, left in _climb((old - 1) >> shared, (new - 1) >> shared, rest[1:]):
        first = node_hash(sibling, first) if left else first
        second = node_hash(sibling, second) if left else node_hash(second, sibling)
    if first != old_root or second != new_root:
        raise ProofFault("the newer tree does not begin with the older one")
