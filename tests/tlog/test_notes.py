"""Notes, policies and proofs are taken as their formats say, and not with one byte changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sbt.tlog.canonical import canonical, record
from sbt.tlog.checkpoint import Checkpoint, Note, parse_checkpoint, parse_note, parse_signatures
from sbt.tlog.coding import FormatFault, from_base64, to_number
from sbt.tlog.commitment import commitments, opening
from sbt.tlog.keys import COSIGNATURE, ED25519, SigningKey, good_name, parse_signing, parse_verifier
from sbt.tlog.merkle import ProofFault, inclusion_proof, leaf_hash, tree_root
from sbt.tlog.policy import Policy, parse_policy
from sbt.tlog.proof import NotBelieved, Proof, parse_proof
from sbt.tlog.submission import Submission, parse_submission
from tests.tlog.test_merkle import leaves_of, reader

LOG = SigningKey("sbt.contoh/log", ED25519, bytes(range(32)))
WITNESSES = [SigningKey(f"saksi{number}.contoh", COSIGNATURE, bytes([number]) * 32) for number in range(1, 6)]
AT = 1_733_274_000
SIZE, INDEX = 300, 211
FOUR = "negara"


def policy_text(quorum: str = "kuorum") -> bytes:
    lines = [f"log {LOG.verifier} https://sbt.contoh/log", "", "# empat lembaga dan satu di luar"]
    lines += [f"witness\tw{number}  {key.verifier}" for number, key in enumerate(WITNESSES, 1)]
    lines += [f"group {FOUR} 3 w1 w2 w3 w4", f"group kuorum all {FOUR} w5", f"quorum {quorum}", ""]
    return "\n".join(lines).encode()


def note_of(signers: list[SigningKey], size: int = SIZE) -> Note:
    checkpoint = Checkpoint(LOG.name, size, tree_root(size, reader(size)))
    lines = "".join(key.sign(checkpoint.text, at=AT) for key in signers)
    return Note(checkpoint, parse_signatures(lines))


POLICY = parse_policy(policy_text())
NOTE = note_of([LOG, *WITNESSES[:3], WITNESSES[4]])
ENTRY = leaves_of(SIZE)[INDEX]
PROOF = Proof(INDEX, tuple(inclusion_proof(INDEX, SIZE, reader(SIZE))), NOTE, b"salam")


def test_a_published_key_and_note_of_others_are_read() -> None:
    """The example that Go's own documentation of signed notes gives."""
    key = parse_verifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    coded = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert key.kind == ED25519
    assert from_base64(coded)[:4] == key.id
    assert key.time_of(text, from_base64(coded)[4:]) == 0
    assert key.time_of(text + "x", from_base64(coded)[4:]) is None


def test_keys_are_read_as_they_are_written() -> None:
    for key in (LOG, *WITNESSES):
        assert parse_verifier(str(key.verifier)) == key.verifier
        assert parse_signing(str(key)) == key
        assert repr(key.seed) not in repr(key)
    with pytest.raises(FormatFault):
        parse_verifier(str(LOG.verifier).replace("+", "+0", 1))
    for bad in ("", "dua kata", "a+b", "a\u00a0b"):
        assert not good_name(bad)


def test_a_note_is_read_as_it_is_written() -> None:
    assert parse_note(NOTE.text.encode()) == NOTE
    assert parse_checkpoint(NOTE.checkpoint.text) == NOTE.checkpoint
    verdict = POLICY.judge(NOTE)
    assert verdict.valid
    assert verdict.witnesses == dict.fromkeys(("w1", "w2", "w3", "w5"), AT)


@pytest.mark.parametrize(
    ("signers", "valid"),
    [
        ([LOG, *WITNESSES], True),
        ([LOG, *WITNESSES[1:5]], True),
        ([LOG, *WITNESSES[:4]], False),
        ([LOG, *WITNESSES[:2], WITNESSES[4]], False),
        ([LOG, WITNESSES[0], WITNESSES[0], WITNESSES[0], WITNESSES[4]], False),
        (WITNESSES, False),
    ],
)
def test_a_checkpoint_needs_the_log_and_the_quorum(signers: list[SigningKey], valid: bool) -> None:
    assert POLICY.judge(note_of(signers)).valid is valid


def test_an_unknown_signature_is_passed_over_and_a_false_one_is_not() -> None:
    stranger = SigningKey("lain.contoh", COSIGNATURE, bytes(32))
    assert POLICY.judge(note_of([LOG, *WITNESSES, stranger])).valid
    assert not POLICY.judge(note_of([SigningKey("lain", ED25519, bytes(32)), *WITNESSES])).valid
    false = NOTE.text.replace(f"{NOTE.checkpoint.size}\n", f"{NOTE.checkpoint.size + 1}\n", 1)
    with pytest.raises(FormatFault, match="false"):
        POLICY.judge(parse_note(false.encode()))


def test_every_byte_of_a_cosigned_checkpoint_counts() -> None:
    """Five signatures of which the policy needs all that are there: no byte may be another."""
    text = NOTE.text.encode()
    for at in range(len(text)):
        for other in {text[at] ^ 1, text[at] ^ 0x20, 0x0A} - {text[at]}:
            spoilt = text[:at] + bytes([other]) + text[at + 1 :]
            try:
                taken = POLICY.judge(parse_note(spoilt)).valid
            except FormatFault:
                continue
            assert not taken, (at, other)


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_a_proof_with_one_byte_changed_or_cut_is_refused(data: st.DataObject) -> None:
    text = str(Proof(PROOF.index, PROOF.path, PROOF.note)).encode()
    at = data.draw(st.integers(0, len(text) - 1))
    if data.draw(st.booleans()):
        spoilt = text[:at]
    else:
        spoilt = text[:at] + bytes([text[at] ^ data.draw(st.integers(1, 255))]) + text[at + 1 :]
    with pytest.raises((FormatFault, ProofFault, NotBelieved)):
        parse_proof(spoilt).verify(ENTRY, POLICY)


def test_a_proof_stands_alone() -> None:
    read = parse_proof(str(PROOF).encode())
    assert read == PROOF
    assert read.verify(ENTRY, POLICY).valid
    with pytest.raises(ProofFault):
        read.verify(ENTRY + b"x", POLICY)
    with pytest.raises(NotBelieved):
        Proof(INDEX, PROOF.path, note_of([LOG, *WITNESSES[:2]])).verify(ENTRY, POLICY)
    single = Proof(0, (), note_of([LOG, *WITNESSES], 1))
    assert parse_proof(str(single).encode()).verify(leaves_of(1)[0], POLICY).valid


def test_a_policy_is_read_as_it_is_written() -> None:
    assert parse_policy(str(POLICY).encode()) == POLICY
    assert POLICY.logs[0].url == "https://sbt.contoh/log"
    assert parse_policy(b"quorum none\n") == Policy((), {})


@pytest.mark.parametrize(
    "line",
    [
        "quorum lain", "quorum w1", "log x", f"log {WITNESSES[0].verifier}", f"log {LOG.verifier}", f"witness w9 {LOG.verifier}",
        f"witness w1 {SigningKey('a', COSIGNATURE, bytes(32)).verifier}", f"witness w9 {WITNESSES[0].verifier}",
        "group g 0 w5", "group g 2 w5", "group g any w1", "group g any lain", "group g any", "apa", "group none any w5",
        f"witness none {SigningKey('a', COSIGNATURE, bytes(32)).verifier}", "a\x00b", "\x7f",
    ],
)  # fmt: skip
def test_a_policy_with_a_wrong_line_is_refused(line: str) -> None:
    with pytest.raises(FormatFault):
        parse_policy(policy_text() + line.encode() + b"\n")


def test_a_policy_without_quorum_is_refused() -> None:
    with pytest.raises(FormatFault, match="quorum"):
        parse_policy(f"log {LOG.verifier}\n".encode())


def test_a_submission_is_read_as_it_is_written() -> None:
    one = Submission(200, (leaf_hash(b"a"), leaf_hash(b"b")), NOTE)
    assert parse_submission(bytes(one)) == one
    for spoilt in (b"", b"old 1\n", b"old 01\n\n" + NOTE.text.encode(), b"neu 1\n\n" + NOTE.text.encode()):
        with pytest.raises(FormatFault):
            parse_submission(spoilt)


@pytest.mark.parametrize("text", ["", "-1", "+1", "01", "1 ", "٣", str(1 << 63), "1_0"])
def test_other_numbers_are_refused(text: str) -> None:
    with pytest.raises(FormatFault):
        to_number(text)


@pytest.mark.parametrize("text", ["AB==", "AA", "AA=\n=", "A A=", "é"])
def test_base64_is_written_in_one_way(text: str) -> None:
    with pytest.raises(FormatFault):
        from_base64(text)


def test_a_record_has_one_byte_form() -> None:
    value = {"z": 1, "a": {"ü": None, "\U0001f600": True, "\ufb33": "é"}, "l": ["x", -5]}
    assert canonical(value) == '{"a":{"ü":null,"\U0001f600":true,"\ufb33":"é"},"l":["x",-5],"z":1}'.encode()
    assert record(canonical(value)) == value
    for bad in (b'{"z":1, "a":2}', b'{"z":1,"a":2}', b"[1]", b"{", b'{"a":1.5}', b'{"a":1,"a":1}', b'{"a":1e1}'):
        with pytest.raises(FormatFault):
            record(bad)


def test_a_commitment_says_nothing_without_its_salt_and_opens_one_field() -> None:
    one, two = b"\x01" * 32, b"\x02" * 32
    fields = {"instansi": "x", "langkah": "x"}
    assert commitments(one, fields) == commitments(one, fields)
    assert not set(commitments(one, fields).values()) & set(commitments(two, fields).values())
    assert len(set(commitments(one, fields).values())) == 2
    opened = opening(one, "langkah", "x")
    assert opened.commitment == commitments(one, fields)["langkah"]
    assert opening(one, "instansi", "x").salt != opened.salt
