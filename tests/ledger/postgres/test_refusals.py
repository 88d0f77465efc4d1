"""A rewritten past is never sealed: the checkpointer refuses, says so, and signs nothing."""

from pathlib import Path

import pytest

from infra.ledger.checkpoint import Checkpoint, sign_checkpoint
from infra.ledger.signer import read_key_file
from tests.ledger.conftest import ORIGIN
from tests.ledger.county import County

FORGET = ("DELETE FROM liuhen.tiles", "DELETE FROM liuhen.checkpoints")


@pytest.fixture
def sealed(county: County) -> County:
    """300 events, sealed in two checkpoints."""
    county.grown(250, 50)
    return county


def refused(county: County, *, why: str) -> None:
    """Nothing is sealed or signed, however often it is asked, and the status says why."""
    stored = county.ask("SELECT * FROM liuhen.checkpoints ORDER BY size")
    tiles = county.tiles()
    signed = county.memory.read_bytes() if county.memory.exists() else None
    checkpointer = county.checkpointer()
    for attempt in (1, 2, 3):
        assert checkpointer.step() is None
        status = checkpointer.status
        assert status.refused
        assert why in str(status.error)
        assert status.refusals == attempt
    checkpointer.close()
    assert county.ask("SELECT * FROM liuhen.checkpoints ORDER BY size") == stored
    assert county.tiles() == tiles
    assert (county.memory.read_bytes() if county.memory.exists() else None) == signed


def test_a_log_that_lost_its_end_is_refused(sealed: County) -> None:
    sealed.cut(250)
    refused(sealed, why="the log has 250 events, but 300 were signed before")


def test_so_is_one_whose_tree_and_checkpoints_were_cut_with_it(sealed: County) -> None:
    """Everything in the database is as it was at 250 events; the signer remembers 300."""
    sealed.cut(250)
    sealed.tamper(
        "DELETE FROM liuhen.checkpoints WHERE size > 250",
        "UPDATE liuhen.tiles SET width = 250, hashes = substring(hashes FOR 8000)"
        " WHERE level = 0 AND index = 0",
        "DELETE FROM liuhen.tiles WHERE level = 1 OR index = 1",
    )
    refused(sealed, why="the log has 250 events, but 300 were signed before")
    # Others have happened since: it is longer again, but another log.
    sealed.append(90)
    refused(sealed, why="RewrittenPast: 340 entries do not continue the 300 signed before")


def test_an_edited_event_is_refused_when_the_tree_was_rebuilt_for_it(sealed: County) -> None:
    sealed.tamper("UPDATE liuhen.events SET data = data || ' ' WHERE position = 7", *FORGET)
    refused(sealed, why="RewrittenPast: 300 entries do not continue the 300 signed before")
    sealed.append(20)
    refused(sealed, why="RewrittenPast: 320 entries do not continue the 300 signed before")


def test_a_tree_that_was_only_lost_is_built_again(sealed: County) -> None:
    before = sealed.tiles()
    sealed.tamper(*FORGET)
    sealed.append(20)
    assert sealed.seal(batch_events=100) == [300, 320]
    assert {place: sealed.tiles()[place][: len(tile)] for place, tile in before.items()} == before


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE liuhen.events SET data = data || ' ' WHERE position = 300", "give root"),
        (
            "UPDATE liuhen.tiles SET hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1)"
            " WHERE level = 0 AND index = 1",
            "give root",
        ),
        ("DELETE FROM liuhen.tiles WHERE level = 0 AND index = 1", "TileMissing"),
        (
            "UPDATE liuhen.tiles SET width = 2, hashes = substring(hashes FOR 64)"
            " WHERE level = 0 AND index = 1",
            "TileDamaged",
        ),
        ("UPDATE liuhen.checkpoints SET root = sha256(root) WHERE size = 300", "its row"),
        ("UPDATE liuhen.checkpoints SET note = sha256(note) WHERE size = 300", "NoteMalformed"),
        ("DELETE FROM liuhen.checkpoints WHERE size = 300", "only more may follow"),
        ("DELETE FROM liuhen.events WHERE position = 300", "position 300 is missing"),
        ("DELETE FROM liuhen.events WHERE position = 303", "position 303 is missing"),
        ("UPDATE liuhen.head SET size = size + 1", "position 311 is missing"),
        (
            "UPDATE liuhen.events SET recorded_at = 'infinity' WHERE position = 305",
            "not a readable one",
        ),
    ],
)
def test_what_was_tampered_with_where_the_log_grows_is_refused(
    sealed: County, statement: str, why: str
) -> None:
    sealed.append(10)
    sealed.tamper(statement)
    refused(sealed, why=why)


def test_events_that_read_differently_a_second_time_are_refused(sealed: County) -> None:
    """The database makes the second reading's lines by itself; here it was taught to lie."""
    sealed.append(10)
    (definition,) = sealed.ask(
        "SELECT replace(pg_get_functiondef('liuhen.line'::regproc),"
        " 'SELECT convert_to(', 'SELECT CASE WHEN nth = 304 THEN ''lie'' ELSE '''' END::bytea"
        " || convert_to(')"
    )[0]
    sealed.tamper(str(definition))
    refused(sealed, why="when read again")


def test_a_log_is_not_sealed_with_a_new_key(sealed: County, tmp_path: Path) -> None:
    sealed.append(1)
    sealed.folder = tmp_path / "new"
    sealed.folder.mkdir()
    sealed.signer()
    refused(sealed, why="SignerUnknown")


def test_a_signer_whose_memory_is_of_another_story_is_refused(sealed: County) -> None:
    """The database says 300 events with one root, the signer with another."""
    other = sealed.checkpoints()[-1].root[::-1]
    key = read_key_file(sealed.folder / "ledger.key")
    sealed.memory.write_bytes(sign_checkpoint(Checkpoint(ORIGIN, 300, other), [key]))
    refused(sealed, why="was signed before")


def test_without_its_memory_the_signer_does_not_seal_until_it_is_put_back(sealed: County) -> None:
    sealed.append(1)
    memory = sealed.memory.read_bytes()
    checkpointer = sealed.checkpointer()
    sealed.memory.unlink()
    assert checkpointer.step() is None
    assert "MemoryMissing" in str(checkpointer.status.error)
    sealed.memory.write_bytes(memory)
    assert checkpointer.step() == 301
    assert checkpointer.status.error is None
    assert (checkpointer.status.refused, checkpointer.status.refusals) == (False, 1)
    checkpointer.close()


def test_what_cannot_be_remembered_is_not_sealed(sealed: County) -> None:
    sealed.append(1)
    # The new version of the memory cannot be written where a folder is.
    sealed.memory.with_name("ledger.last.new").mkdir()
    refused(sealed, why="IsADirectoryError")
