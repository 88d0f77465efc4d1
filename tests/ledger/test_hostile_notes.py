"""Whatever bytes arrive as a note, they are read rightly or refused by name, never half-read."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.faults import NoteFault, NoteMalformed, SignatureInvalid
from infra.ledger.note import MAX_NOTE_BYTES, SigningKey, open_note, parse_note, sign_note
from infra.ledger.suite import SHA256_ED25519

KEY = SigningKey("county.example/log", SHA256_ED25519.scheme, b"\x07" * 32)
TEXT = "county.example/log\n3\nT2dudW5v\n"
NOTE = sign_note(TEXT, [KEY])
LINE = NOTE.decode().removeprefix(TEXT + "\n")
NAMED = "— county.example/log "


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_are_never_more_than_refused(data: bytes) -> None:
    with pytest.raises(NoteFault):
        open_note(data, [KEY.verifier])


@given(at=st.integers(0, len(NOTE) - 1), mask=st.integers(1, 255))
def test_a_note_never_survives_a_changed_byte(at: int, mask: int) -> None:
    changed = NOTE[:at] + bytes([NOTE[at] ^ mask]) + NOTE[at + 1 :]
    with pytest.raises(NoteFault):
        open_note(changed, [KEY.verifier])


def test_a_note_never_survives_being_cut() -> None:
    for end in range(len(NOTE)):
        with pytest.raises(NoteFault):
            open_note(NOTE[:end], [KEY.verifier])
        with pytest.raises(NoteFault):
            open_note(NOTE[end + 1 :], [KEY.verifier])


@given(at=st.integers(0, len(NOTE)), extra=st.binary(min_size=1, max_size=4))
def test_a_note_never_survives_bytes_slipped_in(at: int, extra: bytes) -> None:
    with pytest.raises(NoteFault):
        open_note(NOTE[:at] + extra + NOTE[at:], [KEY.verifier])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\n\n",
        b"\n\n\n",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE.replace(b"\n", b"\r"),
        NOTE + b"\n",
        NOTE + b"\n\n",
        b"\xef\xbb\xbf" + NOTE[:-1],
        NOTE.decode().encode("utf-16"),
        NOTE.decode().encode("gb18030"),
        NOTE.replace(b"3", b"\x00"),
        NOTE.replace(b"3", b"\xff"),
        NOTE.replace(b"3", b"\xed\xa0\x80"),
        NOTE.replace("—".encode(), b"-"),
        NOTE.replace("—".encode(), "–".encode()),
        NOTE.replace("— ".encode(), "—".encode()),
        f"{TEXT}\n{NAMED}\n".encode(),
        f"{TEXT}\n{NAMED}????\n".encode(),
        f"{TEXT}\n{NAMED}{b64encode(b'four').decode()}\n".encode(),
        f"{TEXT}\n{LINE.rstrip()} \n".encode(),
        f"{TEXT}\n{LINE.rstrip()}=\n".encode(),
        f"{TEXT}\n{LINE}".replace("— county", "—  county").encode(),
        f"{TEXT}\n{LINE}".replace("— county", "— coun+ty").encode(),
        f"{TEXT}\n{LINE}".replace("— county", "— coun\u2003ty").encode(),
        f"{TEXT}\n{LINE}not a signature line\n".encode(),
        f"{TEXT}\n{LINE}\n{LINE}\n".encode(),
    ],
    ids=lambda data: repr(data[-40:]),
)
def test_what_is_not_quite_a_note_is_malformed(data: bytes) -> None:
    with pytest.raises(NoteMalformed):
        parse_note(data)


def test_base64_has_one_spelling_only() -> None:
    """Unused bits at the end could otherwise carry anything, and make two notes of one."""
    data = KEY.verifier.key_id().to_bytes(4, "big") + b"123456"
    line = b64encode(data).decode()
    assert line.endswith("Ng==")
    parse_note(f"{TEXT}\n{NAMED}{line}\n".encode())
    with pytest.raises(NoteMalformed):
        parse_note(f"{TEXT}\n{NAMED}{line.replace('Ng==', 'Nh==')}\n".encode())


@pytest.mark.parametrize("length", [1, 63, 65, 4096])
def test_a_known_key_s_signature_of_the_wrong_length_is_invalid(length: int) -> None:
    data = KEY.verifier.key_id().to_bytes(4, "big") + bytes(length)
    note = f"{TEXT}\n{NAMED}{b64encode(data).decode()}\n".encode()
    with pytest.raises(SignatureInvalid):
        open_note(note, [KEY.verifier])


def test_a_huge_note_is_refused_unread() -> None:
    padding = "x" * MAX_NOTE_BYTES + "\n"
    with pytest.raises(NoteMalformed, match="at most 1000000 are read"):
        parse_note(f"{padding}\n{LINE}".encode())


def test_a_note_with_very_many_signatures_is_refused() -> None:
    parse_note(f"{TEXT}\n{LINE * 100}".encode())
    with pytest.raises(NoteMalformed, match="101 signature lines, at most 100"):
        parse_note(f"{TEXT}\n{LINE * 101}".encode())
