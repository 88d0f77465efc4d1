"""A note opens for whoever knows a key that signed it, and for nobody else (C2SP signed-note)."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.faults import (
    KeyAmbiguous,
    NoteMalformed,
    SignatureInvalid,
    SignerUnknown,
)
from infra.ledger.note import SigningKey, VerifierKey, open_note, parse_note, sign_note
from infra.ledger.suite import SHA256_ED25519

COUNTY, COURT, STRANGER = (
    SigningKey(name, SHA256_ED25519.scheme, bytes([n]) * 32)
    for n, name in enumerate(("county.example/log", "court.example/witness", "stranger.example"))
)
TEXT = "county.example/log\n3\n\nOgnuno\n"
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
TEXTS = st.lists(LINES, min_size=1, max_size=5).map(lambda lines: "\n".join(lines) + "\n")


def note_lines(*keys: SigningKey) -> list[str]:
    return sign_note(TEXT, keys).decode().removeprefix(TEXT + "\n").splitlines(keepends=True)


def note_with(*lines: str) -> bytes:
    return (TEXT + "\n" + "".join(lines)).encode()


@given(text=TEXTS)
def test_what_was_signed_is_always_what_is_read(text: str) -> None:
    opened = open_note(sign_note(text, [COUNTY]), [COUNTY.verifier])
    assert opened.text == text
    assert opened.keys == (COUNTY.verifier,)


def test_the_keys_that_signed_are_named_in_the_note_s_order() -> None:
    note = sign_note(TEXT, [COURT, STRANGER, COUNTY])
    known = [COUNTY.verifier, COURT.verifier]
    assert open_note(note, known).keys == (COURT.verifier, COUNTY.verifier)


def test_signatures_of_unknown_keys_are_ignored() -> None:
    note = sign_note(TEXT, [STRANGER, COUNTY])
    assert open_note(note, [COUNTY.verifier]).keys == (COUNTY.verifier,)


def test_a_note_without_a_known_signature_is_refused() -> None:
    note = sign_note(TEXT, [STRANGER])
    with pytest.raises(SignerUnknown, match=r"stranger\.example"):
        open_note(note, [COUNTY.verifier, COURT.verifier])
    with pytest.raises(SignerUnknown):
        open_note(note, [])


def test_the_same_name_with_another_key_is_unknown() -> None:
    impostor = SigningKey(COUNTY.verifier.name, SHA256_ED25519.scheme, b"\x09" * 32)
    with pytest.raises(SignerUnknown):
        open_note(sign_note(TEXT, [impostor]), [COUNTY.verifier])


def test_a_wrong_signature_of_a_known_key_spoils_the_note_however_many_are_right() -> None:
    other = sign_note("another text\n", [COURT]).decode().split("\n\n")[1]
    note = note_with(*note_lines(COUNTY), other)
    with pytest.raises(SignatureInvalid, match=r"court\.example"):
        open_note(note, [COUNTY.verifier, COURT.verifier])
    assert open_note(note, [COUNTY.verifier]).text == TEXT


def test_a_signature_repeated_counts_once() -> None:
    (line,) = note_lines(COUNTY)
    assert open_note(note_with(line, line), [COUNTY.verifier]).keys == (COUNTY.verifier,)


def test_a_wrong_signature_after_a_right_one_of_the_same_key_spoils_the_note() -> None:
    (line,) = note_lines(COUNTY)
    other = sign_note("another text\n", [COUNTY]).decode().split("\n\n")[1]
    for lines in ((line, other), (other, line)):
        with pytest.raises(SignatureInvalid):
            open_note(note_with(*lines), [COUNTY.verifier])


def test_a_key_given_twice_is_one_key() -> None:
    note = sign_note(TEXT, [COUNTY])
    assert open_note(note, [COUNTY.verifier, COUNTY.verifier]).keys == (COUNTY.verifier,)


def test_two_known_keys_with_one_name_and_id_are_refused() -> None:
    """The two numbers were found by trying: a key id has only 32 bits."""
    twins = [
        VerifierKey("county.example/log", SHA256_ED25519.scheme, sha256(b"%d" % n).digest())
        for n in (10210, 20766)
    ]
    assert twins[0].key_id() == twins[1].key_id()
    with pytest.raises(KeyAmbiguous):
        open_note(sign_note(TEXT, [COUNTY]), [COUNTY.verifier, *twins])


def test_a_text_may_look_like_a_note_itself() -> None:
    inner = sign_note(TEXT, [STRANGER]).decode()
    opened = open_note(sign_note(inner, [COUNTY]), [COUNTY.verifier, STRANGER.verifier])
    assert opened.text == inner
    assert opened.keys == (COUNTY.verifier,)


def test_sixteen_signatures_are_read_as_the_specification_asks() -> None:
    keys = [SigningKey(f"w{n}.example", SHA256_ED25519.scheme, bytes([n]) * 32) for n in range(16)]
    note = sign_note(TEXT, keys)
    assert len(open_note(note, [key.verifier for key in keys]).keys) == 16
    assert len(parse_note(note).signatures) == 16


@pytest.mark.parametrize(
    "text", ["", "no newline", "x\n\nno newline", "tab\there\n", "\r\n", "\ud800\n"]
)
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(NoteMalformed):
        sign_note(text, [COUNTY])


def test_a_note_is_not_made_without_a_key() -> None:
    with pytest.raises(NoteMalformed):
        sign_note(TEXT, [])
