"""What follows from a receipt opens its letters and no others; a key file opens with its passphrase only."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.intake.receipt import new_receipt
from sbt.rules.check_character import clean
from sbt.sealing import hpke, keyfile, mailbox
from sbt.sealing.hpke import NotOpenedError

CODE = clean(new_receipt())


def test_the_same_receipt_gives_the_same_key_and_another_gives_another() -> None:
    assert mailbox.public_key(CODE) == mailbox.public_key(CODE)
    assert mailbox.public_key(CODE) != mailbox.public_key(clean(new_receipt()))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=800))
def test_a_letter_opens_with_its_receipt_under_its_name(text: str) -> None:
    sealed = mailbox.seal(text, mailbox.public_key(CODE), letter="1")
    assert mailbox.unseal(sealed, mailbox.private_key(CODE), letter="1") == text
    assert len(sealed) == len(mailbox.seal("", mailbox.public_key(CODE), letter="1")), "all letters are as long"
    with pytest.raises(NotOpenedError):
        mailbox.unseal(sealed, mailbox.private_key(CODE), letter="2")
    with pytest.raises(NotOpenedError):
        mailbox.unseal(sealed, mailbox.private_key(clean(new_receipt())), letter="1")


def test_a_key_file_opens_with_its_passphrase_only() -> None:
    private = hpke.new_private()
    locked = keyfile.lock(private, "kalimat sandi pemegang", iterations=1000)
    file = keyfile.read(json.loads(json.dumps(locked.written())))
    assert hpke.public_of(file.unlock("kalimat sandi pemegang")) == hpke.public_of(private)
    with pytest.raises(NotOpenedError):
        file.unlock("kalimat sandi lainnya")
    other = keyfile.read(
        file.written() | {"public": keyfile.lock(hpke.new_private(), "x", iterations=1).written()["public"]}
    )
    with pytest.raises(NotOpenedError):
        other.unlock("kalimat sandi pemegang")


@pytest.mark.parametrize(
    "spoilt", [{"kind": "x"}, {"iterations": 0}, {"iterations": 10**9}, {"public": "AAAA"}, {"salt": 1}]
)
def test_what_is_no_key_file_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        keyfile.read(keyfile.lock(hpke.new_private(), "x", iterations=1).written() | spoilt)
