"""From the agreement to the archive, each step by somebody else (domain.md §9 S1)."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.case import Stage
from domain.case.archive import ArchiveCase
from domain.case.checking import ApproveConclusion
from domain.case.closing import CloseCase
from domain.case.refusals import StaffIsParty
from domain.case.refusals.ending import HadAnotherPart
from domain.case.regions.agreements import ObligationStage
from domain.case.regions.mediations import ProcedureStage
from domain.case.satisfaction import RateSatisfaction
from domain.codes.ending import CheckPoint, FileItem, FulfilmentSeen, Retention, Satisfaction
from domain.kernel import SHANGHAI, Act, Command
from tests.domain.county import CASE, ZHANG, director, party, triage
from tests.domain.given import Given, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import (
    agreed,
    archivist,
    mediated,
    to_conclude,
    to_visit,
    village_handler,
    visitor,
)
from tests.domain.test_archiving import recorded

ON_RECORD = (
    "mediation.rights_notified", "party.representative_appointed",
    "mediation.investigation_recorded", "mediation.session_held", "mediation.session_held",
    "mediation.session_held", "mediation.session_held", "agreement.effective",
    "confirmation.applied", "confirmation.granted", "fulfilment.recorded",
    "fulfilment.recorded", "agreement.fulfilled",
)  # fmt: skip


def on(day: int, hour: int, month: int = 7) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=SHANGHAI)


CONCLUDE = to_conclude(outcome="AGREED_WRITTEN", summary="双方就界址达成书面协议。")
APPROVE = ApproveConclusion(case=CASE, checklist=tuple(CheckPoint))
VISIT = to_visit(fulfilment=FulfilmentSeen.FULFILLED)
RATE = RateSatisfaction(case=CASE, party=ZHANG, score=Satisfaction.SATISFIED)
CLOSE = CloseCase(case=CASE, reason="C01")
ARCHIVE = ArchiveCase(
    case=CASE, volume="(青)人调字第7号", retention=Retention.PERMANENT, package_hash="a" * 64
)
WAY: list[tuple[Command, Act, datetime]] = [
    (CONCLUDE, village_handler(), on(28, 17, month=4)),
    (APPROVE, triage(), on(29, 9, month=4)),
    (VISIT, visitor(), on(10, 9)),
    (RATE, party(ZHANG), on(10, 10)),
    (CLOSE, director(), on(10, 11)),
    (ARCHIVE, archivist(), on(8, 9, month=8)),
]


def mediated_and_fulfilled() -> Given:
    done = ObligationStage.FULFILLED
    return (
        given(registered(), accepted(dispute="0902"))
        .where(mediated(ProcedureStage.AGREED))
        .where(agreed(done, done))
        .where(recorded(*ON_RECORD))
    )


def walked(steps: int) -> Given:
    start = mediated_and_fulfilled()
    for command, by, at in WAY[:steps]:
        start.state = start.when(command, by=by, at=at).then_state()
    return start


def test_the_whole_way_to_the_archive() -> None:
    stages = [walked(steps).state for steps in range(len(WAY) + 1)]
    found = [state.stage for state in stages if state is not None]
    assert found == [
        Stage.ACCEPTED, Stage.CONCLUDED, Stage.CONCLUDED, Stage.CONCLUDED, Stage.CONCLUDED,
        Stage.CLOSED, Stage.ARCHIVED,
    ]  # fmt: skip


def test_the_volume_holds_what_the_scenario_names() -> None:
    coming = walked(5).when(ARCHIVE, by=archivist(), at=WAY[5][2])
    (archived,) = coming.decided()
    items: dict[FileItem, Any] = {one.item: one.versions for one in archived.items}
    assert {
        FileItem.APPLICATION, FileItem.RIGHTS, FileItem.IDENTITY, FileItem.AUTHORITY,
        FileItem.INVESTIGATION, FileItem.SESSIONS, FileItem.AGREEMENT, FileItem.FULFILMENT,
        FileItem.VISITS, FileItem.CONFIRMATION,
    } <= items.keys()  # fmt: skip
    assert len(items[FileItem.SESSIONS]) == 4


def test_nobody_walks_two_steps_of_the_way() -> None:
    """domain.md §4.6 SoD-2, SoD-3."""
    as_handler = village_handler().person
    walked(1).when(APPROVE, by=replace(triage(), person=as_handler)).then_refused(HadAnotherPart)
    walked(2).when(VISIT, by=replace(visitor(), person=as_handler)).then_refused(HadAnotherPart)
    walked(2).when(VISIT, by=replace(visitor(), person=triage().person)).then_refused(
        HadAnotherPart
    )
    walked(4).when(CLOSE, by=replace(director(), person=ZHANG)).then_refused(StaffIsParty)
