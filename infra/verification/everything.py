"""The whole verification: the log against the ledger, and the read models against the log."""

from collections.abc import Sequence
from typing import Any

from domain.values import Value
from infra.ledger.key_files import verifier_key
from infra.ledger.signer import read_key_file
from infra.ledger.suite import SHA256_ED25519
from infra.read.fold_check import Checked, FoldCheck
from infra.read.folding import Poisoned
from infra.verification.log_check import Progress, check_log
from infra.verification.outside import Outside
from infra.verification.report import Report
from infra.wiring import Core
from projections.kernel import Projection


class ProjectionFinding(Value):
    """What was found of one projection: `problem` is None when it equals its fold.

    `position` is None where there is nothing to compare: no process has served this log yet.
    """

    projection: str
    rows: int
    position: int | None
    problem: str | None

    def line(self) -> str:
        """The finding in words."""
        if self.problem is not None:
            return f"WRONG in {self.projection}: {self.problem}"
        if self.position is None:
            return f"{self.projection}: not made yet"
        return f"{self.projection}: {self.rows} rows at position {self.position} equal their fold"


class Verification(Value):
    """Everything that was found; `ok` when nothing is wrong."""

    ok: bool
    log: Report
    projections: tuple[ProjectionFinding, ...]

    def lines(self) -> list[str]:
        """The findings in words, the first thing wrong first."""
        log = self.log
        said = [f"WRONG at {p.where}: {p.what}" for p in log.problems]
        if log.unlisted:
            said.append(f"… and {log.unlisted} more")
        said += [one.line() for one in self.projections if one.problem is not None]
        said.append(
            f"log: {log.events} events in {log.streams} streams, {log.sealed} sealed under"
            f" {log.checkpoints} checkpoints, {log.unsealed} not sealed yet; level {log.level}"
        )
        said += [one.line() for one in self.projections if one.problem is None]
        said.append("everything is as it was signed" if self.ok else "NOT as it was signed")
        return said


def verify_everything(
    parts: Core,
    *,
    kept: Sequence[tuple[str, bytes]],
    key: str | None,
    projections: bool,
    progress: Progress,
) -> Verification:
    """Check log and read models. `kept` are checkpoints from elsewhere: a name and the note.

    `key` is the log's public key from elsewhere; without it the key folder's is trusted.
    Raises `LedgerFault` for a key that cannot be read, `DatabaseFault`.
    """
    settings = parts.settings
    log = check_log(
        parts.database.app_dsn,
        settings.schema_name,
        reader=parts.application.mapper,
        suite=SHA256_ED25519,
        outside=_outside(parts, kept, key),
        progress=progress,
    )
    found = (
        tuple(_checked(parts, each, progress) for each in parts.projections) if projections else ()
    )
    return Verification(
        ok=log.ok and all(one.problem is None for one in found), log=log, projections=found
    )


def _outside(parts: Core, kept: Sequence[tuple[str, bytes]], key: str | None) -> Outside:
    """What is relied on: the key given or our own, the signer's memory, checkpoints kept.

    The memory belongs to our own key; where that signs the log, a memory that is gone is a finding.
    """
    own = read_key_file(parts.keys.ledger).verifier if parts.keys.ledger.exists() else None
    trusted = own if key is None else verifier_key(key)
    memory = parts.keys.ledger_memory if own is not None and trusted == own else None
    return Outside(verifier=trusted, memory=memory, kept=tuple(kept))


def _checked(parts: Core, projection: Projection[Any], progress: Progress) -> ProjectionFinding:
    check = FoldCheck(
        projection,
        dsn=parts.database.app_dsn,
        schema=parts.settings.schema_name,
        reader=parts.application.mapper,
        progress=progress,
    )
    name = projection.name
    try:
        found = check.run()
    except Poisoned as poison:
        return ProjectionFinding(
            projection=name, rows=0, position=poison.position, problem=str(poison)
        )
    if found is None:
        return ProjectionFinding(projection=name, rows=0, position=None, problem=None)
    return ProjectionFinding(
        projection=name,
        rows=found.rows,
        position=found.position,
        problem=None if found.difference is None else _described(found),
    )


def _described(found: Checked) -> str:
    wrong = found.difference
    assert wrong is not None
    where = f"row {' '.join(wrong.key)}" + (f", column {wrong.column}" if wrong.column else "")
    table = "" if wrong.table == found.projection else f"{wrong.table} "
    since = f", since the event at position {wrong.since}" if wrong.since else ""
    return f"{table}{where}: stored {wrong.stored}, but the log folds to {wrong.folded}{since}"
