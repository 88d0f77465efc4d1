"""The archive (归档): a closed case becomes a volume, complete or with every gap explained."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals.archive import (
    AbsenceNotNeeded,
    FileItemsMissing,
    RatingNotReviewed,
    RetentionTooShort,
    TasksStillOpen,
)
from domain.case.state import Case, Stage, case
from domain.case.volume import lacking, least_retention, papers
from domain.codes.ending import FileItem, Retention
from domain.ids import CaseId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Label, Narrative
from domain.values import Value

PackageHash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
"""The SHA-256 or SM3 value of the archive package, in small hexadecimal letters."""


class VolumeItem(Value):
    """卷内材料: one paper of the volume, and the versions of the events it consists of."""

    item: FileItem
    versions: tuple[int, ...]


class AbsenceExplained(Value):
    """缺失说明: a paper the volume must hold and does not, and why, as the record keeps it."""

    item: FileItem
    reason: Confidential


class Absence(Value):
    """缺失说明: a paper the volume must hold and does not, and why."""

    item: FileItem
    reason: Narrative


class CaseArchived(Event, tag="case.archived"):
    """归档: the volume, its table of contents, how long it is kept, and the package's hash."""

    volume: str
    items: tuple[VolumeItem, ...]
    retention: Retention
    package_hash: str
    absences: tuple[AbsenceExplained, ...]


class ArchiveCase(Command):
    """Put a closed case into the archive as a volume; explain what is missing. 归档"""

    case: CaseId
    volume: Label
    retention: Retention
    package_hash: PackageHash
    absences: Annotated[tuple[Absence, ...], Meta(max_length=20)] = ()


@case.evolves
def archived(state: Case, event: CaseArchived, fact: Recorded[CaseArchived]) -> None:
    state.stage = Stage.ARCHIVED
    state.ending.archived_at = fact.occurred_at
    state.ending.retention = event.retention


@case.decides(by=[Role.ARCHIVIST], during=[Stage.CLOSED])
def archive(state: Case, command: ArchiveCase, act: Act) -> Events:
    """domain.md §2.8: the table of contents follows from the record; every gap has a reason.

    Nothing can be looked into or answered any more once it is archived, so no bad rating may be
    open (T52), no whistle (T40 to T42) and no task of a meeting (T43).

    档案法 arts 14, 15; kept at least as long as the matter asks for [F13].
    """
    if state.ending.dissatisfied:
        raise RatingNotReviewed
    if state.meetings.open_whistles or state.meetings.open_items:
        raise TasksStillOpen
    missing = lacking(state)
    reasons = {absence.item: absence.reason for absence in command.absences}
    for item in reasons:
        if item not in missing:
            raise AbsenceNotNeeded(item=item)
    unexplained = [item for item in missing if item not in reasons]
    if unexplained:
        raise FileItemsMissing(items=unexplained)
    least = least_retention(state)
    if command.retention.shorter_than(least):
        raise RetentionTooShort(least=least)
    yield CaseArchived(
        volume=command.volume,
        items=tuple(
            VolumeItem(item=item, versions=versions) for item, versions in papers(state).items()
        ),
        retention=command.retention,
        package_hash=command.package_hash,
        absences=tuple(AbsenceExplained(item=item, reason=reasons[item]) for item in missing),
    )
