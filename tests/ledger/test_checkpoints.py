"""A checkpoint is one text, and only the log it names can sign it (C2SP tlog-checkpoint)."""

from base64 import b64encode
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ledger.checkpoint import MAX_SIZE, Checkpoint, open_checkpoint, sign_checkpoint
from infra.ledger.faults import CheckpointMalformed, SignerUnknown
from infra.ledger.note import SigningKey, sign_note
from infra.ledger.suite import SHA256_ED25519

ORIGIN = "county.example/log"
LOG, WITNESS = (
    SigningKey(name, SHA256_ED25519.scheme, bytes([n]) * 32)
    for n, name in enumerate((ORIGIN, "court.example/witness"))
)
ROOT = bytes(range(32))
ENCODED = b64encode(ROOT).decode()
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20)
CHECKPOINTS = st.builds(
    Checkpoint,
    origin=LINES,
    size=st.integers(0, MAX_SIZE),
    root=st.binary(min_size=32, max_size=32),
    extensions=st.lists(LINES, max_size=3).map(tuple),
)


@given(checkpoint=CHECKPOINTS)
def test_a_checkpoint_is_always_found_again_in_its_text(checkpoint: Checkpoint) -> None:
    assert Checkpoint.parse(checkpoint.text()) == checkpoint


def test_a_checkpoint_is_written_as_the_specification_says() -> None:
    checkpoint = Checkpoint(ORIGIN, 20852163, ROOT, ("an extension", "another"))
    assert checkpoint.text() == f"{ORIGIN}\n20852163\n{ENCODED}\nan extension\nanother\n"


def test_a_signed_checkpoint_opens_with_the_log_s_key_and_names_its_witnesses() -> None:
    checkpoint = Checkpoint(ORIGIN, 3, ROOT)
    note = sign_checkpoint(checkpoint, [WITNESS, LOG])
    opened = open_checkpoint(note, [LOG.verifier, WITNESS.verifier])
    assert opened.checkpoint == checkpoint
    assert opened.keys == (WITNESS.verifier, LOG.verifier)
    assert open_checkpoint(note, [LOG.verifier]).keys == (LOG.verifier,)


def test_a_witness_alone_cannot_speak_for_the_log() -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, ROOT), [WITNESS])
    with pytest.raises(SignerUnknown, match=r"signed only by 'court\.example/witness'"):
        open_checkpoint(note, [LOG.verifier, WITNESS.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "\n",
        f"{ORIGIN}\n",
        f"{ORIGIN}\n3\n",
        f"{ORIGIN}\n3\n{ENCODED}",
        f"{ORIGIN}\n3\n{ENCODED}\nan extension without a newline",
        f"\n3\n{ENCODED}\n",
        f"{ORIGIN}\n\n{ENCODED}\n",
        f"{ORIGIN}\n03\n{ENCODED}\n",
        f"{ORIGIN}\n-3\n{ENCODED}\n",
        f"{ORIGIN}\n+3\n{ENCODED}\n",
        f"{ORIGIN}\n 3\n{ENCODED}\n",
        f"{ORIGIN}\n3.0\n{ENCODED}\n",
        f"{ORIGIN}\n1_000\n{ENCODED}\n",
        f"{ORIGIN}\n\u0663\n{ENCODED}\n",
        f"{ORIGIN}\n9223372036854775808\n{ENCODED}\n",
        f"{ORIGIN}\n{'9' * 10_000}\n{ENCODED}\n",
        f"{ORIGIN}\n3\n\n",
        f"{ORIGIN}\n3\n{ENCODED[:-1]}\n",
        f"{ORIGIN}\n3\n {ENCODED}\n",
        f"{ORIGIN}\n3\n{b64encode(ROOT[:31]).decode()}\n",
        f"{ORIGIN}\n3\n{b64encode(ROOT + b'x').decode()}\n",
        f"{ORIGIN}\n3\n{ENCODED}\n\n",
        f"{ORIGIN}\n3\n{ENCODED}\nan extension\n\nanother\n",
        f"{ORIGIN}\r\n3\r\n{ENCODED}\r\n",
    ],
    ids=lambda text: repr(text[:50]),
)
def test_what_is_not_quite_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(CheckpointMalformed):
        Checkpoint.parse(text)


@given(
    text=st.from_regex(
        r"log\n\d{1,4}\n[0-9A-Za-z+/]{42}[A-Za-z0-9]=?(\n[ab\r]?){1,3}", fullmatch=True
    )
)
def test_whatever_is_read_as_a_checkpoint_is_that_checkpoint_s_text(text: str) -> None:
    with suppress(CheckpointMalformed):
        assert Checkpoint.parse(text).text() == text


def test_a_signed_note_that_is_not_a_checkpoint_is_refused() -> None:
    with pytest.raises(CheckpointMalformed):
        open_checkpoint(sign_note("only a letter\n", [LOG]), [LOG.verifier])


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 3, ROOT, ()),
        ("two\nlines", 3, ROOT, ()),
        (ORIGIN, -1, ROOT, ()),
        (ORIGIN, MAX_SIZE + 1, ROOT, ()),
        (ORIGIN, 3, b"", ()),
        (ORIGIN, 3, ROOT[:31], ()),
        (ORIGIN, 3, ROOT, ("",)),
        (ORIGIN, 3, ROOT, ("two\nlines",)),
    ],
)
def test_a_checkpoint_cannot_be_made_of_what_has_no_text_form(
    origin: str, size: int, root: bytes, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(CheckpointMalformed):
        Checkpoint(origin, size, root, extensions)
