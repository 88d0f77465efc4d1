"""Whatever is done to keys, tiles, checkpoints or the head is named at its place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.ledger.checkpoint import Checkpoint, sign_checkpoint
from infra.ledger.note import SigningKey
from infra.ledger.signer import read_key_file
from infra.ledger.suite import Ed25519
from tests.ledger.conftest import ORIGIN
from tests.ledger.county import County
from tests.verification.verifying import places, said, verified, wrong

FLIP = "set_byte(hashes, {0}, get_byte(hashes, {0}) # 1)"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("last_position = last_position + 1", "but position 58 belongs to another act"),
        ("last_position = last_position - 1", "but its act goes on after them"),
        ("first_position = first_position + 1", "but its act began before, at 51 or earlier"),
        ("first_position = first_position - 1", "of which some belong to the key 'window:50'"),
        ("first_position = 10^6, last_position = 10^6", "which the log does not have"),
        ("last_position = 10^6", "which the log does not have"),
        ("first_position = -7", "but there is no position -7"),
        ("last_position = 50", "which is no range"),
        ("recorded_at = recorded_at + interval '1 s'", "recorded at another time than position 51"),
        ("recorded_at = 'infinity'", "recorded at another time than position 51"),
    ],
)
def test_a_changed_key_is_named(sealed: County, change: str, what: str) -> None:
    sealed.tamper(f"UPDATE liuhen.commands SET {change} WHERE key = 'window:51'")
    assert what in said(wrong(sealed), "command 'window:51'")


def test_a_key_that_leads_into_the_events_of_another_is_named(sealed: County) -> None:
    sealed.tamper(
        "INSERT INTO liuhen.commands SELECT 'forged', fingerprint, 53, 53, recorded_at"
        " FROM liuhen.commands WHERE key = 'window:51'"
    )
    assert "belong to the key 'window:51'" in said(wrong(sealed), "command 'forged'")


def test_events_without_a_key_are_counted(sealed: County) -> None:
    """Not every event needs a key, so this is no problem; but a reader of reports may ask."""
    sealed.tamper("DELETE FROM liuhen.commands WHERE key = 'window:51'")
    report = verified(sealed)
    assert (report.ok, report.unkeyed, report.commands) == (True, 7, 103)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(position=st.integers(1, 300), byte=st.integers(0, 31))
def test_a_changed_stored_leaf_is_always_named_and_not_the_event(
    sealed: County, position: int, byte: int
) -> None:
    index, offset = divmod(position - 1, 256)
    flip = (
        f"UPDATE liuhen.tiles SET hashes = {FLIP.format(offset * 32 + byte)}"
        f" WHERE level = 0 AND index = {index}"
    )
    sealed.tamper(flip)
    report = wrong(sealed)
    assert f"its hash {offset} is not that of the event at position {position}" in said(
        report, f"tile/0/{index:03}"
    )
    assert report.first_wrong is None
    assert (report.sealed, report.unsealed) == (300, 0)
    sealed.tamper(flip)


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        (
            f"UPDATE liuhen.tiles SET hashes = {FLIP.format(0)} WHERE level = 1",
            "tile/1/000.p/1",
            "its last hash is not the root of tile/0/000",
        ),
        ("DELETE FROM liuhen.tiles WHERE level = 1", "tile/1/000", "it is not there"),
        ("DELETE FROM liuhen.tiles WHERE level = 0 AND index = 0", "tile/0/000", "it is not there"),
        ("DELETE FROM liuhen.tiles WHERE level = 0 AND index = 1", "tile/0/001", "it is not there"),
        (
            "DELETE FROM liuhen.tiles WHERE level = 0",
            "tile/0/000",
            "it is not there, nor are the 1 after it",
        ),
        (
            "UPDATE liuhen.tiles SET width = 43, hashes = substring(hashes FOR 43 * 32)"
            " WHERE index = 1",
            "tile/0/001.p/43",
            "the newest checkpoint needs 44",
        ),
        (
            "UPDATE liuhen.tiles SET width = 45, hashes = hashes || substring(hashes FOR 32)"
            " WHERE index = 1",
            "tile/0/001.p/45",
            "the newest checkpoint needs 44",
        ),
        (
            "INSERT INTO liuhen.tiles SELECT 0, 2, width, hashes FROM liuhen.tiles WHERE index = 1",
            "tile/0/002.p/44",
            "does not reach so far",
        ),
        (
            "INSERT INTO liuhen.tiles SELECT 2, 0, width, hashes FROM liuhen.tiles WHERE index = 1",
            "tile/2/000.p/44",
            "does not reach so far",
        ),
        (
            "INSERT INTO liuhen.tiles SELECT 63, 2^62, width, hashes FROM liuhen.tiles"
            " WHERE index = 1",
            "tile/63/x004/x611/x686/x018/x427/x387/904.p/44",
            "does not reach so far",
        ),
    ],
)
def test_tiles_that_are_not_those_of_the_tree_are_named(
    sealed: County, statement: str, where: str, what: str
) -> None:
    sealed.tamper(statement)
    report = wrong(sealed)
    assert what in said(report, where)
    assert report.first_wrong is None


@pytest.mark.parametrize("size", [100, 200, 223, 300])
@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("root = sha256(root)", "its row"),
        ("note = substring(note FOR 40)", "NoteMalformed"),
        ("note = set_byte(note, 10, get_byte(note, 10) # 1)", "SignatureInvalid"),
        ("note = 'nonsense'", "NoteMalformed"),
        ("note = convert_to(replace(convert_from(note, 'UTF8'), 'q', 'b'), 'UTF8')", ""),
    ],
)
def test_a_changed_checkpoint_is_named(sealed: County, size: int, change: str, what: str) -> None:
    sealed.tamper(f"UPDATE liuhen.checkpoints SET {change} WHERE size = {size}")
    report = wrong(sealed)
    assert what in said(report, f"checkpoint of {size} events")
    assert report.first_wrong is None


def test_a_checkpoint_given_to_another_size_is_named(sealed: County) -> None:
    sealed.tamper("UPDATE liuhen.checkpoints SET size = 10^15 WHERE size = 300")
    assert "its note says 300 events" in said(
        wrong(sealed), "checkpoint of 1000000000000000 events"
    )


def test_the_newest_checkpoints_cannot_vanish_unless_the_tiles_go_too(sealed: County) -> None:
    sealed.tamper("DELETE FROM liuhen.checkpoints WHERE size = 300")
    report = wrong(sealed)
    assert "the newest checkpoint needs 223" in said(report, "tile/0/000")
    assert "does not reach so far" in said(report, "tile/0/001.p/44")


@pytest.fixture
def stranger() -> SigningKey:
    """Somebody with another key for a log of the same name."""
    return SigningKey.generate(ORIGIN, Ed25519())


def test_a_checkpoint_signed_by_somebody_else_is_named(
    sealed: County, stranger: SigningKey
) -> None:
    root = sealed.checkpoints()[-1].root
    note = sign_checkpoint(Checkpoint(ORIGIN, 300, root), [stranger])
    sealed.tamper(
        f"UPDATE liuhen.checkpoints SET note = '\\x{note.hex()}' WHERE size = 300",
    )
    assert "SignerUnknown" in said(wrong(sealed), "checkpoint of 300 events")


def test_a_wrong_root_is_named_even_if_the_right_key_signed_it(sealed: County) -> None:
    """Somebody who has the key, and does not know how to make the tree agree."""
    key = read_key_file(sealed.folder / "ledger.key")
    note = sign_checkpoint(Checkpoint(ORIGIN, 223, b"r" * 32), [key])
    sealed.tamper(
        f"UPDATE liuhen.checkpoints SET note = '\\x{note.hex()}', root = repeat('r', 32)::bytea"
        " WHERE size = 223",
    )
    report = wrong(sealed)
    assert "is not that of the events" in said(report, "checkpoint of 223 events")
    assert places(report) == ["checkpoint of 223 events"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("size = 299", "it says 299 events, the last position is 300"),
        ("size = 10^15", "it says 1000000000000000 events, the last position is 300"),
        ("recorded_at = now()", "it says the last event was recorded at"),
        ("recorded_at = 'infinity'", "it says the last event was recorded at no time"),
    ],
)
def test_a_changed_head_is_named(sealed: County, change: str, what: str) -> None:
    sealed.tamper(f"UPDATE liuhen.head SET {change}")
    report = wrong(sealed)
    assert what in said(report, "head")
    assert places(report) == ["head"]


def test_a_missing_head_is_named(sealed: County) -> None:
    sealed.tamper("DELETE FROM liuhen.head")
    assert "missing" in said(wrong(sealed), "head")


def test_the_signers_memory_is_held_against_the_rows(sealed: County) -> None:
    key = read_key_file(sealed.folder / "ledger.key")
    memory = sealed.memory.read_bytes()
    for size, root, what in [
        (300, b"r" * 32, "is not that of the events"),
        (301, b"r" * 32, "it covers 301 events, the log has 300"),
        (0, b"r" * 32, "is not that of the events"),
    ]:
        sealed.memory.write_bytes(sign_checkpoint(Checkpoint(ORIGIN, size, root), [key]))
        assert what in said(wrong(sealed), "signer's memory")
    sealed.memory.write_bytes(memory[:-9])
    assert "ledger.last" in said(wrong(sealed), "signer's memory")
    sealed.memory.unlink()
    assert "is gone" in said(wrong(sealed), "signer's memory")
    sealed.memory.write_bytes(memory)
    assert verified(sealed).ok
