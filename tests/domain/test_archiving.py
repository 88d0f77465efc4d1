"""A volume is complete, or every gap is explained (domain.md §2.8 [F10]; §10 retention [F13])."""

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.archive import (
    Absence,
    AbsenceExplained,
    ArchiveCase,
    CaseArchived,
    VolumeItem,
)
from domain.case.merging import LinkCases
from domain.case.parties import RepresentativeAppointed
from domain.case.refusals.archive import (
    AbsenceNotNeeded,
    FileItemsMissing,
    RatingNotReviewed,
    RetentionTooShort,
    TasksStillOpen,
)
from domain.case.regions.emergency import Incident
from domain.case.regions.mediations import ProcedureStage
from domain.case.regions.record import Entry
from domain.case.state import NOT_ARCHIVED, case
from domain.case.values import Representation
from domain.case.volume import CONTENTS, lacking, least_retention, papers
from domain.codes.ending import FileItem, Retention, Satisfaction
from domain.codes.matters import LinkKind
from domain.codes.parties import Power
from domain.codes.risks import RiskLevel
from domain.refusals import StageDoesNotFit
from tests.domain import states_meetings as meetings
from tests.domain.county import CASE, LAWYER, OTHER, SCAN, ZHANG, triage
from tests.domain.given import MORNING, Given, fact, given
from tests.domain.states import (
    accepted,
    assessed,
    raised,
    redirected,
    registered,
)
from tests.domain.states_ending import (
    Change,
    agreed,
    archived,
    archivist,
    checked,
    closed,
    concluded,
    mediated,
    rated,
    village_handler,
    visited,
)

DONE = (registered(), accepted(), concluded(), checked(), visited(), closed())
PLAIN = ArchiveCase(
    case=CASE, volume="云调字第12号", retention=Retention.YEARS_10, package_hash="0" * 64
)


def recorded(*names: str) -> Change:
    """The record says that these happened, too."""

    def change(state: Case) -> None:
        for name in names:
            state.record = (
                *state.record,
                Entry(
                    event=name,
                    person=village_handler().person,
                    unit=None,
                    occurred_at=MORNING,
                    recorded_at=MORNING,
                ),
            )

    return change


def absent(*items: FileItem) -> ArchiveCase:
    explained = tuple(Absence(item=item, reason="当事人未提交。") for item in items)
    return replace(PLAIN, absences=explained)


def test_the_table_of_contents_follows_from_the_record() -> None:
    given(*DONE).when(PLAIN, by=archivist()).then(
        CaseArchived(
            volume="云调字第12号",
            items=(
                VolumeItem(item=FileItem.APPLICATION, versions=(1,)),
                VolumeItem(item=FileItem.IDENTITY, versions=(1,)),
                VolumeItem(item=FileItem.VISITS, versions=(5,)),
                VolumeItem(item=FileItem.CONCLUSION, versions=(3, 4)),
                VolumeItem(item=FileItem.BACK_COVER, versions=(6,)),
            ),
            retention=Retention.YEARS_10,
            package_hash="0" * 64,
            absences=(),
        )
    )


def test_the_archived_case_knows_when_and_for_how_long() -> None:
    state = given(*DONE).when(PLAIN, by=archivist()).then_state()
    assert state.stage is Stage.ARCHIVED
    assert state.ending.archived_at == given(*DONE).at
    assert state.ending.retention is Retention.YEARS_10


def test_only_a_closed_case_is_archived_and_once() -> None:
    given(*DONE[:-1]).when(PLAIN, by=archivist()).then_refused(StageDoesNotFit)
    given(*DONE, archived()).when(PLAIN, by=archivist()).then_refused(StageDoesNotFit)


def test_a_power_of_attorney_is_a_paper_of_its_own() -> None:
    power = RepresentativeAppointed(
        representation=Representation(
            person=LAWYER, represents=(ZHANG,), powers=(Power.PRESENT,), document=SCAN
        )
    )
    state = given(registered(), fact(power)).state
    assert state is not None
    assert papers(state)[FileItem.AUTHORITY] == (2,)


def mediated_volume() -> Given:
    return given(*DONE).where(mediated(ProcedureStage.AGREED)).where(agreed_in_writing)


def agreed_in_writing(state: Case) -> None:
    agreed()(state)
    state.outcome = "AGREED_WRITTEN"


def test_a_mediated_case_holds_rights_sessions_and_agreement() -> None:
    wanting = mediated_volume().when(replace(PLAIN, retention=Retention.YEARS_30), by=archivist())
    refusal = wanting.then_refused(FileItemsMissing)
    assert refusal.details["items"] == [FileItem.RIGHTS, FileItem.SESSIONS, FileItem.AGREEMENT]


def test_with_them_it_is_complete() -> None:
    there = recorded(
        "mediation.rights_notified", "mediation.session_held", "mediation.session_held",
        "agreement.sealed", "agreement.effective",
    )  # fmt: skip
    command = replace(PLAIN, retention=Retention.YEARS_30)
    (found,) = mediated_volume().where(there).when(command, by=archivist()).then(CaseArchived)
    versions = {one.item: one.versions for one in found.items}
    assert versions[FileItem.SESSIONS] == (8, 9)
    assert versions[FileItem.AGREEMENT] == (10, 11), "the seal is part of it"


def test_a_gap_is_explained_item_by_item() -> None:
    some = replace(absent(FileItem.RIGHTS, FileItem.SESSIONS), retention=Retention.YEARS_30)
    refusal = mediated_volume().when(some, by=archivist()).then_refused(FileItemsMissing)
    assert refusal.details["items"] == [FileItem.AGREEMENT]
    every = replace(
        absent(FileItem.AGREEMENT, FileItem.RIGHTS, FileItem.SESSIONS),
        retention=Retention.YEARS_30,
    )
    (found,) = mediated_volume().when(every, by=archivist()).then(CaseArchived)
    assert found.absences == tuple(
        AbsenceExplained(item=item, reason="当事人未提交。")
        for item in (FileItem.RIGHTS, FileItem.SESSIONS, FileItem.AGREEMENT)
    )


@pytest.mark.parametrize("item", [FileItem.CONCLUSION, FileItem.AUTHORITY])
def test_what_is_there_or_is_not_needed_has_no_absence(item: FileItem) -> None:
    given(*DONE).when(absent(item), by=archivist()).then_refused(AbsenceNotNeeded, item=item)


def test_a_redirected_matter_holds_the_notice() -> None:
    over = given(registered(), redirected(), closed("C03"))
    refusal = over.when(PLAIN, by=archivist()).then_refused(FileItemsMissing)
    assert refusal.details["items"] == [FileItem.NOTICES]
    over.where(recorded("case.notice_served")).when(PLAIN, by=archivist()).then(CaseArchived)


def test_an_answered_petition_holds_the_opinion_and_its_service() -> None:
    def answered(state: Case) -> None:
        state.petition.opinion = "SUPPORTED"

    state = given(*DONE).where(answered).state
    assert state is not None
    assert lacking(state) == [FileItem.OPINION, FileItem.OPINION_SERVICE]


def test_every_paper_stands_in_the_contents_once_and_in_order() -> None:
    assert [paper.item for paper in CONTENTS] == list(FileItem)


def test_no_bad_rating_is_left_behind() -> None:
    unhappy = (*DONE, rated(Satisfaction.DISSATISFIED))
    given(*unhappy).when(PLAIN, by=archivist()).then_refused(RatingNotReviewed)


def incident(state: Case) -> None:
    one = "incident_00000000000000000000000000"
    state.emergency.incidents[one] = Incident(incident=one, kind="GROUP", occurred_at=MORNING)


def answered(state: Case) -> None:
    state.petition.opinion = "EXPLAINED"


def about_land(state: Case) -> None:
    state.dispute = "0902"


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda state: None, Retention.YEARS_10),
        (agreed(form="ORAL"), Retention.YEARS_10),
        (agreed(), Retention.YEARS_30),
        (answered, Retention.YEARS_30),
        (incident, Retention.PERMANENT),
        (about_land, Retention.PERMANENT),
    ],
)
def test_how_long_it_is_kept_at_least(change: Change, least: Retention) -> None:
    state = given(*DONE).where(change).state
    assert state is not None
    assert least_retention(state) is least


def test_a_case_that_was_ever_red_is_kept_for_ever() -> None:
    facts = (registered(), assessed(RiskLevel.YELLOW), raised(RiskLevel.RED))
    calmed = raised(RiskLevel.BLUE, before=RiskLevel.RED)
    state = given(*facts, calmed).state
    assert state is not None
    assert least_retention(state) is Retention.PERMANENT
    red = given(registered(), assessed(RiskLevel.RED), raised(RiskLevel.BLUE)).state
    assert red is not None
    assert least_retention(red) is Retention.PERMANENT


def test_no_volume_is_kept_shorter_than_it_must_be() -> None:
    start = (
        given(*DONE)
        .where(answered)
        .where(recorded("petition.opinion_issued", "petition.opinion_served"))
    )
    start.when(PLAIN, by=archivist()).then_refused(RetentionTooShort, least=Retention.YEARS_30)
    for longer in (Retention.YEARS_30, Retention.PERMANENT):
        start.when(replace(PLAIN, retention=longer), by=archivist()).then(CaseArchived)


def test_after_the_archive_nothing_happens_but_what_belongs_to_it() -> None:
    """domain.md §2.7 invariant 2: retention, corrections, review links; reopening is refused."""
    open_to = {
        command.__name__
        for command, decision in case.decisions.items()
        if not decision.opens and (Stage.ARCHIVED in decision.during or not decision.during)
    }
    retention = {
        "ExtendRetention",
        "PlaceHold",
        "LiftHold",
        "ApproveDestruction",
        "ExecuteDestruction",
    }
    corrections = {
        "CorrectEvent",
        "ProposeVoiding",
        "ApproveVoiding",
        "AnnotateEvent",
        "ExplainLateEntry",
    }
    reviews = {"LinkReview", "WaiveReview"}
    missed_before = {"RecordMissedDeadline"}
    assert open_to == {"ReopenCase"} | missed_before | retention | corrections | reviews
    assert Stage.ARCHIVED not in NOT_ARCHIVED


def test_a_new_case_continues_an_archived_one() -> None:
    start = given(registered()).beside(OTHER, registered(case=OTHER))
    link = LinkCases(case=CASE, other=OTHER, kind=LinkKind.CONTINUES)
    state = start.when(link, by=triage()).then_state()
    assert state.joining.links == {OTHER: LinkKind.CONTINUES}


def test_the_archive_waits_for_who_was_called_or_given_a_task() -> None:
    """domain.md §3.2 T40 to T43: after the archive nobody could answer."""
    called = given(*DONE, meetings.blown())
    called.when(PLAIN, by=archivist()).then_refused(TasksStillOpen)
    given(*DONE, meetings.blown(), meetings.task_done()).when(PLAIN, by=archivist()).then(
        CaseArchived
    )
    tasked = given(*DONE, meetings.convened(), meetings.held(), meetings.resolved())
    tasked.when(PLAIN, by=archivist()).then_refused(TasksStillOpen)


def test_what_was_voided_is_no_paper() -> None:
    """domain.md §2.6 更正."""
    case = given(*DONE).where(lambda state: state.corrections.voided.add(5))
    state = case.state
    assert state is not None
    assert FileItem.VISITS not in papers(state)
    assert papers(state)[FileItem.CONCLUSION] == (3, 4)


def test_a_corrected_paper_counts_once() -> None:
    state = given(*DONE).where(recorded("event.corrected")).state
    assert state is not None
    assert papers(state)[FileItem.APPLICATION] == (1,)
    assert papers(state)[FileItem.REMARKS] == (7,)
