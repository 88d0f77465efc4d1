"""Units that were called come, are seen to come, and finish their task (§2.5 D)."""

from datetime import timedelta

from msgspec.structs import replace

from domain.case.refusals import StaffIsParty, ToldFromTheFuture
from domain.case.refusals.whistle import (
    AnswerDoesNotFit,
    ConfirmedAlready,
    JudgesItself,
    NotTheBlower,
    RecusedMayNotCome,
    UnitNotCalled,
)
from domain.case.whistle_answers import (
    ConfirmReportIn,
    FinishWhistleTask,
    ReportIn,
    ReportInConfirmed,
    UnitReportedIn,
    WhistleTaskDone,
)
from domain.codes.meetings import ReportingMode
from domain.person.refusals import PersonUnknown
from domain.roles import Role
from tests.domain.county import (
    CASE,
    COUNTY,
    LAND_OFFICE,
    LI,
    ONE,
    OWNER,
    STRANGER,
    TOWN,
    acting,
    director,
    village_head,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_meetings import (
    WHISTLE,
    blown,
    declined,
    received,
    reported_in,
    task_done,
    unit_head,
)

COME = ReportIn(
    case=CASE,
    whistle=WHISTLE,
    people=(OWNER, ONE, OWNER),
    mode=ReportingMode.ON_SITE,
    arrived_at=MORNING,
)
SEEN = ConfirmReportIn(case=CASE, whistle=WHISTLE, unit=LAND_OFFICE)
DONE = FinishWhistleTask(case=CASE, whistle=WHISTLE, result="已测量。")
CALLED = (registered(), accepted(), blown())


def test_a_unit_comes_and_its_people_have_worked_on_the_case() -> None:
    when = given(*CALLED).when(COME, by=unit_head())
    (event,) = when.then(UnitReportedIn)
    assert (event.people, event.arrived_at) == ((OWNER, ONE), MORNING)
    state = when.then_state()
    assert state.hands.worked == {OWNER, ONE}
    assert state.hands.handling_units == {LAND_OFFICE}


def test_a_unit_comes_after_having_received_too() -> None:
    given(*CALLED, received()).when(COME, by=unit_head()).then(UnitReportedIn)


def test_a_unit_that_declined_waits_for_the_decision() -> None:
    case = given(*CALLED, declined())
    case.when(COME, by=unit_head()).then_refused(AnswerDoesNotFit)


def test_a_unit_that_was_not_called_does_not_report_in() -> None:
    given(*CALLED).when(COME, by=unit_head(TOWN)).then_refused(UnitNotCalled)


def test_who_comes_is_registered() -> None:
    command = replace(COME, people=(STRANGER,))
    given(*CALLED).when(command, by=unit_head()).then_refused(PersonUnknown)


def test_a_party_does_not_come_for_a_unit() -> None:
    command = replace(COME, people=(LI,))
    given(*CALLED).when(command, by=unit_head()).then_refused(StaffIsParty)


def test_who_stepped_aside_does_not_come() -> None:
    case = given(*CALLED).where(lambda state: state.hands.recused.add(OWNER))
    case.when(COME, by=unit_head()).then_refused(RecusedMayNotCome)


def test_nobody_comes_in_the_future() -> None:
    command = replace(COME, arrived_at=MORNING + timedelta(days=1))
    given(*CALLED).when(command, by=unit_head()).then_refused(ToldFromTheFuture)


def test_the_village_or_the_centre_that_blew_confirms_once() -> None:
    case = given(*CALLED, reported_in())
    case.when(SEEN, by=village_head()).then(ReportInConfirmed)
    when = case.when(SEEN, by=director())
    when.then(ReportInConfirmed)
    assert when.then_state().meetings.whistles[WHISTLE].confirmed == {LAND_OFFICE}
    confirmed = fact(ReportInConfirmed(whistle=WHISTLE, unit=LAND_OFFICE), by=village_head())
    again = given(*CALLED, reported_in(), confirmed)
    again.when(SEEN, by=director()).then_refused(ConfirmedAlready)


def test_another_centre_does_not_confirm() -> None:
    county = acting(Role.CENTRE_DIRECTOR, unit=COUNTY)
    given(*CALLED, reported_in()).when(SEEN, by=county).then_refused(NotTheBlower)


def test_a_unit_does_not_confirm_itself() -> None:
    own = acting(Role.VILLAGE_HEAD, unit=LAND_OFFICE)
    given(*CALLED, reported_in()).when(SEEN, by=own).then_refused(JudgesItself)


def test_who_has_not_come_is_not_confirmed() -> None:
    given(*CALLED).when(SEEN, by=village_head()).then_refused(AnswerDoesNotFit)


def test_a_unit_finishes_what_it_came_for() -> None:
    case = given(*CALLED, reported_in())
    when = case.when(DONE, by=unit_head())
    when.then(WhistleTaskDone)
    state = when.then_state()
    assert state.meetings.open_whistles == []
    assert unit_head().person in state.hands.handlers


def test_nothing_is_finished_before_reporting_in_or_twice() -> None:
    given(*CALLED).when(DONE, by=unit_head()).then_refused(AnswerDoesNotFit)
    done = given(*CALLED, reported_in(), task_done())
    done.when(DONE, by=unit_head()).then_refused(AnswerDoesNotFit)


def test_who_stepped_aside_does_not_finish_it() -> None:
    case = given(*CALLED, reported_in())
    case.where(lambda state: state.hands.recused.add(unit_head().person))
    case.when(DONE, by=unit_head()).then_refused(RecusedMayNotCome)
