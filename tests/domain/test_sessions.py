"""Sessions: set with time, place and people, and recorded as they were ([seed 000 二(四)2])."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from domain.case.refusals import DayHasPassed
from domain.case.refusals.mediation import (
    AttendeeNotInCase,
    NotTheMediator,
    NotYourProcedure,
    PlaceMissing,
    SessionUnknown,
    StandsStill,
)
from domain.case.sessions import (
    AdjournSession,
    InvestigationRecorded,
    RecordInvestigation,
    RescheduleSession,
    ScheduleSession,
    SessionAdjourned,
    SessionHeld,
    SessionRescheduled,
    SessionScheduled,
)
from domain.codes.mediation import SessionMode
from domain.organisation.refusals import UnitUnknown
from domain.person.refusals import PersonUnknown
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    LEADER,
    LI,
    NOWHERE,
    STRANGER,
    WANG,
    ZHANG,
    committee_head,
    mediator,
    named,
)
from tests.domain.given import MORNING, given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import (
    MEDIATION,
    SESSION,
    appointed,
    consented,
    not_reached,
    opened,
    scheduled,
    suspended,
    to_hold,
    village_mediator,
)

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())
TOMORROW = MORNING + timedelta(days=1)
YESTERDAY = MORNING - timedelta(days=1)
NO_SESSION = named("session", "none")


def schedule(**changes: Any) -> ScheduleSession:
    plain = ScheduleSession(
        case=CASE,
        mediation=MEDIATION,
        starts_at=TOMORROW,
        mode=SessionMode.ON_SITE,
        place="争议院墙处",
        invited=(ZHANG, LI),
        invited_units=(LAND_OFFICE,),
    )
    return replace(plain, **changes)


def move(**changes: Any) -> RescheduleSession:
    plain = RescheduleSession(
        case=CASE,
        mediation=MEDIATION,
        session=SESSION,
        starts_at=TOMORROW,
        mode=SessionMode.VIDEO,
        explanation="申请人临时外出。",
    )
    return replace(plain, **changes)


def adjourn(**changes: Any) -> AdjournSession:
    plain = AdjournSession(
        case=CASE, mediation=MEDIATION, session=SESSION, explanation="一方情绪激动。"
    )
    return replace(plain, **changes)


def test_a_session_is_set_with_time_place_and_people() -> None:
    case = given(*UNDER_WAY)
    (event,) = case.when(schedule(), by=mediator()).then(SessionScheduled)
    assert (event.invited, event.invited_units) == ((ZHANG, LI), (LAND_OFFICE,))
    state = case.when(schedule(), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].scheduled == {event.session: TOMORROW}


def test_it_lies_ahead() -> None:
    case = given(*UNDER_WAY)
    case.when(schedule(starts_at=YESTERDAY), by=mediator()).then_refused(DayHasPassed)
    case = given(*UNDER_WAY, scheduled())
    case.when(move(starts_at=YESTERDAY), by=mediator()).then_refused(DayHasPassed)
    late = adjourn(continues_at=YESTERDAY)
    case.when(late, by=mediator()).then_refused(DayHasPassed)


def test_only_a_session_at_a_distance_needs_no_place() -> None:
    case = given(*UNDER_WAY)
    case.when(schedule(place=None), by=mediator()).then_refused(PlaceMissing)
    remote = schedule(place=None, mode=SessionMode.VIDEO)
    case.when(remote, by=mediator()).then(SessionScheduled)


def test_those_who_are_to_come_are_known() -> None:
    case = given(*UNDER_WAY)
    stranger = schedule(invited=(WANG,))
    case.when(stranger, by=mediator()).then_refused(AttendeeNotInCase, person=WANG)
    case.when(schedule(invited_units=(NOWHERE,)), by=mediator()).then_refused(UnitUnknown)


def test_a_session_moves() -> None:
    case = given(*UNDER_WAY, scheduled())
    case.when(move(), by=mediator()).then(SessionRescheduled)
    state = case.when(move(), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].scheduled == {SESSION: TOMORROW}
    case.when(move(session=NO_SESSION), by=mediator()).then_refused(SessionUnknown)


def test_a_session_is_recorded_as_it_was() -> None:
    case = given(*UNDER_WAY, scheduled())
    command = to_hold(session=SESSION, undisputed="院墙长十二米。")
    (event,) = case.when(command, by=mediator()).then(SessionHeld)
    assert (event.session, event.duration_minutes) == (SESSION, 90)
    procedure = case.when(command, by=mediator()).then_state().mediations.all[MEDIATION]
    assert (procedure.sessions, procedure.held, procedure.scheduled) == (1, {SESSION}, {})


def test_neither_a_schedule_nor_a_notice_of_rights_is_needed_to_record_one() -> None:
    """S3: what happened is recorded; the review finds what was missing."""
    given(*UNDER_WAY).when(to_hold(), by=mediator()).then(SessionHeld)


def test_a_session_that_was_never_set_is_not_the_one_held() -> None:
    case = given(*UNDER_WAY)
    case.when(to_hold(session=NO_SESSION), by=mediator()).then_refused(SessionUnknown)


def test_it_is_led_by_mediators_of_the_procedure() -> None:
    case = given(*UNDER_WAY)
    wrong = to_hold(mediators=(LEADER,))
    case.when(wrong, by=committee_head()).then_refused(NotTheMediator, person=LEADER)
    case.when(to_hold(), by=village_mediator()).then_refused(NotYourProcedure)


def test_who_attends_takes_part_in_the_case() -> None:
    command = to_hold(attended=(ZHANG, WANG))
    given(*UNDER_WAY).when(command, by=mediator()).then_refused(AttendeeNotInCase, person=WANG)


def test_none_is_held_while_the_procedure_stands_still() -> None:
    case = given(*UNDER_WAY, suspended("P05"))
    case.when(to_hold(), by=mediator()).then_refused(StandsStill, reasons=["P05"])


def test_who_came_counts_as_reached() -> None:
    case = given(*UNDER_WAY, not_reached(MORNING))
    assert case.when(to_hold(), by=mediator()).then_state().mediations.attempts == {}


def test_a_session_breaks_off_and_goes_on_later() -> None:
    case = given(*UNDER_WAY, scheduled())
    case.when(adjourn(), by=mediator()).then(SessionAdjourned)
    state = case.when(adjourn(), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].scheduled == {}
    state = case.when(adjourn(continues_at=TOMORROW), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].scheduled == {SESSION: TOMORROW}
    case.when(adjourn(session=NO_SESSION), by=mediator()).then_refused(SessionUnknown)


def test_an_investigation_is_recorded() -> None:
    asked = RecordInvestigation(
        case=CASE, mediation=MEDIATION, content="邻居证实院墙砌于去年。", informants=(WANG,)
    )
    case = given(*UNDER_WAY)
    case.when(asked, by=mediator()).then(InvestigationRecorded)
    unknown = replace(asked, informants=(STRANGER,))
    case.when(unknown, by=mediator()).then_refused(PersonUnknown)
    assert case.when(asked, by=mediator()).then_state().mediations.under_way is not None
