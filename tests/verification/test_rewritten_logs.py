"""A log that was rewritten, rebuilt and signed again is revealed by what was kept elsewhere."""

from pathlib import Path

import pytest

from infra.ledger.checkpoint import Checkpoint, sign_checkpoint
from infra.ledger.note import SigningKey
from infra.ledger.signer import read_key_file
from infra.ledger.suite import SHA256_ED25519
from infra.verification.report import Level
from tests.ledger.conftest import ORIGIN
from tests.ledger.county import County
from tests.verification.test_tampered_events import shifted
from tests.verification.verifying import places, said, verified, wrong

RENAME = (
    "UPDATE liuhen.events"
    " SET data = convert_to(replace(convert_from(data, 'UTF8'), '张17', '李17'), 'UTF8')"
    " WHERE position = 17"
)
REORDER = (
    "UPDATE liuhen.events SET position = 10^6 WHERE position = 17",
    "UPDATE liuhen.events SET position = 17 WHERE position = 18",
    "UPDATE liuhen.events SET position = 18 WHERE position = 10^6",
    "UPDATE liuhen.commands SET first_position = 35 - first_position,"
    " last_position = 35 - last_position WHERE key IN ('window:17', 'window:18')",
    "UPDATE liuhen.events SET recorded_at = (SELECT recorded_at FROM liuhen.events"
    " WHERE position = 16) WHERE position IN (17, 18)",
    "UPDATE liuhen.commands SET recorded_at = (SELECT recorded_at FROM liuhen.events"
    " WHERE position = 16) WHERE key IN ('window:17', 'window:18')",
)
LOSE = (
    "DELETE FROM liuhen.events WHERE position = 50",
    "DELETE FROM liuhen.commands WHERE key = 'window:50'",
    "UPDATE liuhen.events SET version = version - 1 WHERE position > 50 AND stream_id ="
    " '00000000-0000-0000-0000-000000000003'",
    *shifted(-1, 50),
)


def forged(county: County, *statements: str) -> None:
    """Done by somebody with the database, the key folder, and this program."""
    county.tamper(
        *statements,
        "DELETE FROM liuhen.tiles",
        "DELETE FROM liuhen.checkpoints",
    )
    nothing = Checkpoint(ORIGIN, 0, SHA256_ED25519.hasher.empty())
    key = read_key_file(county.folder / "ledger.key")
    county.memory.write_bytes(sign_checkpoint(nothing, [key]))
    county.seal()


@pytest.fixture(params=[100, 200, 223, 300])
def kept(request: pytest.FixtureRequest, sealed: County) -> tuple[str, bytes]:
    """A checkpoint that somebody saved before."""
    size: int = request.param
    note = sealed.reads().checkpoint(size)
    assert note is not None
    return f"checkpoint {size} of the county court", note.encode()


@pytest.mark.parametrize("forgery", [(RENAME,), REORDER, LOSE], ids=["rename", "reorder", "lose"])
def test_only_a_checkpoint_kept_elsewhere_reveals_a_perfect_forgery(
    sealed: County, kept: tuple[str, bytes], forgery: tuple[str, ...]
) -> None:
    assert verified(sealed, kept=(kept,)).ok
    forged(sealed, *forgery)
    inside = verified(sealed)
    assert (inside.ok, inside.level) == (True, Level.SIGNED), inside.problems
    report = wrong(sealed, kept=(kept,))
    assert places(report) == [kept[0]]
    assert "events" in said(report, kept[0])


def test_a_log_cut_and_grown_again_is_revealed(sealed: County) -> None:
    note = sealed.reads().checkpoint()
    assert note is not None
    sealed.cut(250)
    sealed.append(60)
    forged(sealed)
    assert verified(sealed).ok
    kept = ("stick", note.encode())
    assert "its root" in said(wrong(sealed, kept=(kept,)), "stick")


def test_a_log_that_is_shorter_than_a_kept_checkpoint_is_revealed(sealed: County) -> None:
    note = sealed.reads().checkpoint()
    assert note is not None
    sealed.cut(250)
    forged(sealed)
    kept = ("stick", note.encode())
    assert said(wrong(sealed, kept=(kept,)), "stick") == ("it covers 300 events, the log has 250")


def test_without_the_logs_key_a_forgery_is_revealed_by_the_key(
    sealed: County, tmp_path: Path
) -> None:
    """Somebody with the database alone signs with a key of his own."""
    key = sealed.key
    sealed.tamper(RENAME, "DELETE FROM liuhen.tiles", "DELETE FROM liuhen.checkpoints")
    true_folder, sealed.folder = sealed.folder, tmp_path / "forger"
    sealed.folder.mkdir()
    sealed.seal()
    assert verified(sealed).ok, "by the forger's own key"
    sealed.folder = true_folder
    report = wrong(sealed)
    assert "SignerUnknown" in said(report, "checkpoint of 300 events")
    assert "is not that of the events" in said(report, "signer's memory")
    abroad = wrong(sealed, verifier=key, memory=None)
    assert places(abroad) == ["checkpoint of 300 events"]


def test_a_kept_checkpoint_that_the_key_did_not_sign_proves_nothing(sealed: County) -> None:
    note = sealed.reads().checkpoint(200)
    assert note is not None
    for content, what in [
        (note.replace("\n200\n", "\n100\n"), "SignatureInvalid"),
        (note.split("\n\n")[0] + "\n", "NoteMalformed"),
        ("", "NoteMalformed"),
    ]:
        assert what in said(wrong(sealed, kept=(("stick", content.encode()),)), "stick")
    other = SigningKey.generate(ORIGIN, SHA256_ED25519.scheme).verifier
    assert "SignerUnknown" in said(
        wrong(sealed, verifier=other, memory=None, kept=(("stick", note.encode()),)), "stick"
    )


def test_without_any_key_a_kept_checkpoint_still_shows_a_forgery(sealed: County) -> None:
    """Its signature cannot be checked, so nothing is claimed about who made it."""
    note = sealed.reads().checkpoint(200)
    assert note is not None
    kept = (("stick", note.encode()),)
    nobody = {"verifier": None, "memory": None, "kept": kept}
    assert verified(sealed, **nobody).level == Level.SELF_CONSISTENT
    forged(sealed, RENAME)
    assert places(wrong(sealed, **nobody)) == ["stick"]


def test_an_edit_whose_leaf_was_edited_too_is_left_without_a_voucher(sealed: County) -> None:
    """The forger forgot the checkpoints; neither rows nor tiles have their roots."""
    sealed.tamper(RENAME)
    leaf = sealed.leaves()[16]
    sealed.tamper(
        "UPDATE liuhen.tiles SET hashes = substring(hashes FOR 16 * 32) ||"
        f" '\\x{leaf.hex()}' || substring(hashes FROM 17 * 32 + 1) WHERE level = 0 AND index = 0"
    )
    report = wrong(sealed)
    assert "its last hash is not the root" in said(report, "tile/1/000.p/1")
    assert "is not that of the events" in said(report, "checkpoint of 100 events")
