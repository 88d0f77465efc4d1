"""Raising the alarm (报警与直报): the police, what the law tells to report, a line to the top."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals import CopyToAccused
from domain.case.refusals.emergency import PoliceNotTold
from domain.case.registers import registered_person
from domain.case.state import NOT_ARCHIVED, Case, case
from domain.codes.emergency import EmergencyChannel, MandatoryReportKind, ReportedTo
from domain.codes.matters import MatterClass
from domain.ids import CaseId, DocumentId, PersonId, StreamId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import STAFF, Role
from domain.texts import Label, Narrative


class DirectReported(Event, tag="emergency.direct_reported"):
    """直报: the director told leaders at once, past the levels in between."""

    leaders: tuple[PersonId, ...]
    channel: EmergencyChannel
    facts: Confidential


class PoliceReported(Event, tag="emergency.police_reported"):
    """向公安机关报告: the police know that order or safety is in danger."""

    organ: str
    facts: Confidential
    police_number: str | None


class MandatoryReportMade(Event, tag="emergency.mandatory_report_made"):
    """强制报告: what the law tells everyone to report was reported."""

    kind: MandatoryReportKind
    to: tuple[ReportedTo, ...]
    organ: str
    facts: Confidential
    receipt: DocumentId | None


class ReportDirectly(Command):
    """Tell leaders at once, past the levels in between. 直报"""

    case: CaseId
    leaders: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=10)]
    channel: EmergencyChannel
    facts: Narrative


class ReportToPolice(Command):
    """Report to the police when order or somebody's safety is in danger. 向公安机关报告"""

    case: CaseId
    organ: Label
    facts: Narrative
    police_number: Label | None = None


class MakeMandatoryReport(Command):
    """Make the report the law demands: harm to a minor, domestic violence. 强制报告"""

    case: CaseId
    kind: MandatoryReportKind
    to: Annotated[tuple[ReportedTo, ...], Meta(min_length=1, max_length=4)]
    organ: Label
    facts: Narrative
    receipt: DocumentId | None = None


@case.evolves
def direct_reported(state: Case, event: DirectReported, fact: Recorded[DirectReported]) -> None:
    """Told, and on record; no later decision asks for it."""


@case.evolves
def police_reported(state: Case, event: PoliceReported, fact: Recorded[PoliceReported]) -> None:
    """Told, and on record; the term for telling the police (T45) ends with it."""


@case.evolves
def mandatory_report_made(
    state: Case, event: MandatoryReportMade, fact: Recorded[MandatoryReportMade]
) -> None:
    """Told, and on record; the term for telling them (T46) ends with it."""


def _leaders(state: Case | None, command: ReportDirectly) -> list[StreamId]:
    return list(command.leaders)


@case.decides(by=[Role.CENTRE_DIRECTOR], during=NOT_ARCHIVED, needs=_leaders)
def report_directly(state: Case, command: ReportDirectly, act: Act) -> Events:
    """[seed 003 二] 直报: levels may be skipped; a report is never told to those it accuses.

    信访工作条例 arts 30, 46.
    """
    for leader in command.leaders:
        registered_person(act, leader)
        if state.matter_class is MatterClass.REPORT and leader in state.accused:
            raise CopyToAccused
    yield DirectReported(
        leaders=tuple(dict.fromkeys(command.leaders)),
        channel=command.channel,
        facts=command.facts,
    )


@case.decides(by=sorted(STAFF), during=NOT_ARCHIVED)
def report_to_police(state: Case, command: ReportToPolice, act: Act) -> Events:
    """人民调解法 art 25; domain.md §4.4: any member of staff; no condition, and not too often."""
    yield PoliceReported(
        organ=command.organ, facts=command.facts, police_number=command.police_number
    )


@case.decides(by=sorted(STAFF), during=NOT_ARCHIVED)
def make_mandatory_report(state: Case, command: MakeMandatoryReport, act: Act) -> Events:
    """未成年人保护法 art 11, 反家庭暴力法 art 14 [F68]: by anybody; violence to the police."""
    violence = command.kind is MandatoryReportKind.DOMESTIC_VIOLENCE
    if violence and ReportedTo.POLICE not in command.to:
        raise PoliceNotTold
    yield MandatoryReportMade(
        kind=command.kind,
        to=tuple(dict.fromkeys(command.to)),
        organ=command.organ,
        facts=command.facts,
        receipt=command.receipt,
    )
