"""Any two offices open, one alone never does, and nothing that was changed or moved opens at all."""

from __future__ import annotations

import hmac
import json
from itertools import combinations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from sbt.sealing import envelope, hpke, padding, sharing
from sbt.sealing.envelope import Recipient
from sbt.sealing.hpke import NotOpenedError

KEYS = {office: hpke.new_private() for office in ("satu", "dua", "tiga")}
OFFICES = tuple(KEYS)
REPORT = "8a1c3f6e-0000-4000-8000-000000000001"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
identities = st.fixed_dictionaries({"name": texts, "address": texts, "phone": texts, "email": texts})


def sealed(identity: dict[str, str], offices: tuple[str, ...] = OFFICES) -> envelope.Envelope:
    recipients = [Recipient(f"kunci-{office}", office, hpke.public_of(KEYS[office])) for office in offices]
    return envelope.seal(identity, report=REPORT, choice="rahasia", policy="1", offices=offices, recipients=recipients)


def opened_by(given: envelope.Envelope, *offices: str) -> dict[str, str]:
    shares = {office: envelope.open_share(given, f"kunci-{office}", KEYS[office]) for office in offices}
    return envelope.open_identity(given, shares)


@given(identities, st.sampled_from([OFFICES, OFFICES[:2]]))
def test_any_two_offices_open_it(identity: dict[str, str], offices: tuple[str, ...]) -> None:
    made = envelope.read(json.loads(json.dumps(sealed(identity, offices).written())))
    for pair in combinations(offices, 2):
        assert opened_by(made, *pair) == identity
        assert opened_by(made, *reversed(pair)) == identity


@given(identities, st.sampled_from(OFFICES))
def test_one_office_alone_opens_nothing(identity: dict[str, str], office: str) -> None:
    made = sealed(identity)
    with pytest.raises(NotOpenedError):
        opened_by(made, office)
    with pytest.raises(NotOpenedError):
        envelope.open_share(made, "kunci-satu", KEYS["dua"])
    share = envelope.open_share(made, f"kunci-{office}", KEYS[office])
    halves = [share[start : start + 32] for start in range(0, len(share), 32)]
    guesses = [*halves, bytes(a ^ b for a, b in zip(*halves, strict=True))]
    for guess in guesses:
        with pytest.raises(NotOpenedError):
            _opened_with_key(made, guess)


@given(st.binary(min_size=32, max_size=32), st.integers(2, 6))
def test_every_pair_of_holders_has_the_key_and_no_holder_has(key: bytes, holders: int) -> None:
    shares = sharing.split(key, holders)
    for one, other in combinations(range(holders), 2):
        assert sharing.join((one, shares[one]), (other, shares[other]), holders=holders) == key
    again = sharing.split(key, holders)
    assert all(mine != yours for mine, yours in zip(shares, again, strict=True)), "a share is new chance each time"


@given(st.data())
def test_any_flipped_bit_fails(data: st.DataObject) -> None:
    made = sealed({"name": "Sari", "address": "Jl. Satu"})
    written = made.written()
    part = data.draw(st.sampled_from(["nonce", "sealed", "satu", "dua"]))
    share = next((one for one in made.shares if one.office == part), None)
    body = share.sealed if share else getattr(made, part)
    bit = data.draw(st.integers(0, len(body) * 8 - 1))
    flipped = bytearray(body)
    flipped[bit // 8] ^= 1 << (bit % 8)
    text = envelope.to_text(bytes(flipped))
    if share:
        written["shares"] = [
            {"office": one.office, "key": one.key, "sealed": text if one is share else envelope.to_text(one.sealed)}
            for one in made.shares
        ]
    else:
        written[part] = text
    with pytest.raises(NotOpenedError):
        opened_by(envelope.read(written), "satu", "dua")


@pytest.mark.parametrize(
    "moved",
    [
        {"report": "8a1c3f6e-0000-4000-8000-000000000002"},
        {"policy": "2"},
        {"choice": "terbuka"},
        {"offices": ["dua", "satu", "tiga"]},
    ],
)
def test_it_opens_under_no_other_report_choice_policy_or_offices(moved: dict[str, object]) -> None:
    made = envelope.read(sealed({"name": "Sari"}).written() | moved)
    with pytest.raises(NotOpenedError):
        opened_by(made, "satu", "dua")


def test_a_share_of_one_office_does_not_pass_for_anothers() -> None:
    made = sealed({"name": "Sari"})
    share = envelope.open_share(made, "kunci-satu", KEYS["satu"])
    with pytest.raises(NotOpenedError):
        envelope.open_identity(made, {"satu": share, "dua": share})


def test_a_share_passed_on_opens_for_its_session_only() -> None:
    made, session = sealed({"name": "Sari"}), hpke.new_private()
    passed = {
        office: envelope.pass_on(
            made,
            office,
            envelope.open_share(made, f"kunci-{office}", KEYS[office]),
            session=hpke.public_of(session),
        )
        for office in ("satu", "tiga")
    }
    shares = {office: envelope.take_over(made, office, one, session) for office, one in passed.items()}
    assert envelope.open_identity(made, shares) == {"name": "Sari"}
    with pytest.raises(NotOpenedError):
        envelope.take_over(made, "satu", passed["satu"], KEYS["dua"])
    with pytest.raises(NotOpenedError):
        envelope.take_over(made, "dua", passed["satu"], session)


@given(identities)
def test_the_length_tells_nothing(identity: dict[str, str]) -> None:
    assert len(sealed(identity).sealed) == len(sealed({"name": ""}).sealed) == 4096 + 16


@given(st.binary(max_size=padding.BUCKETS[-1] - 4))
def test_padding_gives_back_what_it_took(plain: bytes) -> None:
    padded = padding.pad(plain)
    assert len(padded) in padding.BUCKETS
    assert padding.unpad(padded) == plain


def test_what_no_bucket_holds_is_refused() -> None:
    with pytest.raises(padding.TooLongError):
        padding.pad(bytes(padding.BUCKETS[-1]))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"v": 2},
        {"offices": ["satu"]},
        {"offices": ["satu", "dua", "dua"]},
        {"offices": ["satu", "dua", 3]},
        {"nonce": "AAAA"},
        {"sealed": "AAAA"},
        {"sealed": "bukan base64"},
        {"shares": []},
        {"shares": [{"office": "satu", "key": "k", "sealed": "AAAA"}]},
        {"shares": "x"},
    ],
)
def test_an_envelope_of_a_wrong_shape_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        envelope.read(sealed({"name": "Sari"}).written() | spoilt)


VECTOR = {
    "private": "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
    "enc": "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    "info": "4f6465206f6e2061204772656369616e2055726e",
    "key": "868c066ef58aae6dc589b6cfdd18f97e",
    "base_nonce": "4e0bc5018beba4bf004cca59",
    "ct": "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
}
"""RFC 9180, A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, first message (aad `Count-0`)."""


def rfc_key(
    private: ec.EllipticCurvePrivateKey, enc: bytes, info: bytes, *, aead: int, length: int
) -> tuple[bytes, bytes]:
    """Key and nonce of the first message, written after the RFC and by nothing of ours."""

    def extract(salt: bytes, suite: bytes, label: bytes, given: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + given, "sha256")

    def expand(prk: bytes, suite: bytes, label: bytes, given: bytes, size: int) -> bytes:
        labeled = size.to_bytes(2) + b"HPKE-v1" + suite + label + given
        return hmac.digest(prk, labeled + b"\1", "sha256")[:size]

    kem, suite = b"KEM\x00\x10", b"HPKE\x00\x10\x00\x01" + aead.to_bytes(2)
    shared = private.exchange(ec.ECDH(), hpke.public_key(enc))
    context = enc + hpke.public_of(private)
    secret = expand(extract(b"", kem, b"eae_prk", shared), kem, b"shared_secret", context, 32)
    schedule = b"\0" + extract(b"", suite, b"psk_id_hash", b"") + extract(b"", suite, b"info_hash", info)
    base = extract(secret, suite, b"secret", b"")
    return expand(base, suite, b"key", schedule, length), expand(base, suite, b"base_nonce", schedule, 12)


def test_the_reading_of_the_rfc_agrees_with_its_vector() -> None:
    private = ec.derive_private_key(int(VECTOR["private"], 16), hpke.CURVE)
    enc, info, ct = (bytes.fromhex(VECTOR[name]) for name in ("enc", "info", "ct"))
    key, nonce = rfc_key(private, enc, info, aead=1, length=16)
    assert (key.hex(), nonce.hex()) == (VECTOR["key"], VECTOR["base_nonce"])
    assert AESGCM(key).decrypt(nonce, ct, b"Count-0") == b"Beauty is truth, truth beauty"


@given(st.binary(max_size=300), st.binary(max_size=80))
def test_what_we_seal_is_what_the_rfc_says(plain: bytes, purpose: bytes) -> None:
    private = hpke.new_private()
    made = hpke.seal(plain, hpke.public_of(private), purpose=purpose)
    key, nonce = rfc_key(private, made[:65], purpose, aead=2, length=32)
    assert AESGCM(key).decrypt(nonce, made[65:], b"") == plain
    assert hpke.unseal(made, private, purpose=purpose) == plain


@pytest.mark.parametrize("point", [b"", b"\4" + bytes(64), b"\2" + bytes(32), b"\4" + b"\xff" * 64])
def test_what_is_no_point_of_the_curve_is_no_key(point: bytes) -> None:
    with pytest.raises(ValueError):
        hpke.public_key(point)


def _opened_with_key(made: envelope.Envelope, key: bytes) -> None:
    half = bytes(32 * (len(made.offices) - 1))
    first = key + half[32:]
    envelope.open_identity(made, {made.offices[0]: first, made.offices[1]: half})
