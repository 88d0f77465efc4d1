"""Units meet over a case, and what they resolve is done by its unit (§2.5 E)."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.case.consultation import (
    AdoptResolution,
    ConsultationConvened,
    ConsultationHeld,
    ConveneConsultation,
    FinishItem,
    HoldConsultation,
    ResolutionAdopted,
    ResolutionItemDone,
    Task,
)
from domain.case.refusals import AccusedUnitMayNot, CopyToAccused, DayHasPassed, StaffIsParty
from domain.case.refusals.consultation import (
    ConsultationUnknown,
    HeldAlready,
    ItemDoneAlready,
    ItemOfAnotherUnit,
    ItemUnknown,
    NotHeldYet,
)
from domain.case.refusals.whistle import RecusedMayNotCome
from domain.codes.meetings import ConsultationKind
from domain.organisation.refusals import UnitUnknown
from domain.person.refusals import PersonUnknown
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LAND_OFFICE,
    NOWHERE,
    OWNER,
    STRANGER,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    director,
    handler,
    named,
    triage,
)
from tests.domain.given import MORNING, fact, given
from tests.domain.states import accepted, petitioned, protected, registered, reported
from tests.domain.states_meetings import ITEM, MEETING, convened, held, resolved

CONVENE = ConveneConsultation(
    case=CASE,
    kind=ConsultationKind.SPECIAL,
    agenda="研究化解方案。",
    units=(LAND_OFFICE, VILLAGE, LAND_OFFICE),
)
HOLD = HoldConsultation(
    case=CASE, consultation=MEETING, units=(LAND_OFFICE, TOWN), minutes="记录。", people=(OWNER,)
)
TASK = Task(unit=LAND_OFFICE, task="重新测量。", due_on=date(2025, 4, 10))
ADOPT = AdoptResolution(case=CASE, consultation=MEETING, items=(TASK, replace(TASK, unit=TOWN)))
FINISH = FinishItem(case=CASE, item=ITEM, result="已测量。")
MET = (registered(), accepted(), convened(), held())


@pytest.mark.parametrize("kind", ConsultationKind)
def test_units_are_asked_to_meet_and_see_the_case(kind: ConsultationKind) -> None:
    when = given(registered()).when(replace(CONVENE, kind=kind), by=triage())
    (event,) = when.then(ConsultationConvened)
    assert event.units == (LAND_OFFICE, VILLAGE)
    state = when.then_state()
    assert {LAND_OFFICE, VILLAGE} <= state.units
    (meeting,) = state.meetings.consultations.values()
    assert (meeting.kind, meeting.held) == (kind, False)


def test_only_units_in_force_meet() -> None:
    case = given(registered(), convened())
    for kind in (ConsultationKind.WEEKLY, ConsultationKind.HEARING):
        command = replace(CONVENE, units=(NOWHERE,), kind=kind)
        case.when(command, by=director()).then_refused(UnitUnknown)
    case.when(replace(HOLD, units=(NOWHERE,)), by=director()).then_refused(UnitUnknown)


def test_the_unit_complained_of_comes_to_be_heard_and_not_to_decide() -> None:
    given(petitioned()).when(CONVENE, by=director()).then_refused(AccusedUnitMayNot)
    hearing = replace(CONVENE, kind=ConsultationKind.HEARING)
    given(petitioned()).when(hearing, by=director()).then(ConsultationConvened)
    at_it = given(petitioned(), convened(kind=ConsultationKind.HEARING))
    at_it.when(HOLD, by=director()).then(ConsultationHeld)


def test_of_a_report_the_unit_complained_of_hears_nothing() -> None:
    hearing = replace(CONVENE, kind=ConsultationKind.HEARING)
    case = given(reported(), protected(director().person))
    case.when(hearing, by=director()).then_refused(AccusedUnitMayNot)


def test_of_a_report_the_person_complained_of_is_not_at_the_table() -> None:
    case = given(reported(), protected(director().person), convened(TOWN))
    command = replace(HOLD, units=(TOWN,), people=(LAND_BUREAU,))
    case.when(command, by=director()).then_refused(CopyToAccused)
    case.when(replace(command, people=(OWNER,)), by=director()).then(ConsultationHeld)


def test_a_meeting_is_planned_ahead() -> None:
    past = replace(CONVENE, planned_at=MORNING - timedelta(days=1))
    given(registered()).when(past, by=director()).then_refused(DayHasPassed)
    ahead = replace(CONVENE, planned_at=MORNING + timedelta(days=1))
    given(registered()).when(ahead, by=director()).then(ConsultationConvened)


def test_a_lead_unit_that_stays_away_is_noted() -> None:
    """The village leads; it was asked and did not come."""
    when = given(registered(), accepted(), convened()).when(HOLD, by=director())
    (event,) = when.then(ConsultationHeld)
    assert (event.units, event.absent_units) == ((LAND_OFFICE, TOWN), (VILLAGE,))
    assert event.lead_unit_absent
    assert when.then_state().meetings.consultations[MEETING].held


def test_a_lead_unit_that_came_is_not_absent() -> None:
    command = replace(HOLD, units=(VILLAGE, LAND_OFFICE))
    case = given(registered(), accepted(), convened())
    (event,) = case.when(command, by=director()).then(ConsultationHeld)
    assert (event.absent_units, event.lead_unit_absent) == ((), False)


def test_parties_may_be_heard_at_a_meeting() -> None:
    command = replace(HOLD, people=(ZHANG, OWNER, ZHANG))
    (event,) = given(registered(), convened()).when(command, by=director()).then(ConsultationHeld)
    assert event.people == (ZHANG, OWNER)


def test_who_met_is_registered() -> None:
    command = replace(HOLD, people=(STRANGER,))
    given(registered(), convened()).when(command, by=director()).then_refused(PersonUnknown)


def test_a_meeting_is_held_once() -> None:
    given(*MET).when(HOLD, by=director()).then_refused(HeldAlready)


def test_a_meeting_that_was_never_convened_is_neither_held_nor_resolves() -> None:
    case = given(registered())
    case.when(HOLD, by=director()).then_refused(ConsultationUnknown)
    case.when(ADOPT, by=director()).then_refused(ConsultationUnknown)


def test_every_resolved_item_has_a_number_a_unit_and_a_day() -> None:
    when = given(*MET).when(ADOPT, by=director())
    (event,) = when.then(ResolutionAdopted)
    first, second = event.items
    assert first.item != second.item
    assert (first.unit, first.due_on, second.unit) == (LAND_OFFICE, date(2025, 4, 10), TOWN)
    state = when.then_state()
    assert {one.unit for one in state.meetings.open_items} == {LAND_OFFICE, TOWN}


def test_a_unit_that_was_given_an_item_sees_the_case() -> None:
    item = replace(TASK, unit=LAND_OFFICE)
    case = given(registered(), convened(VILLAGE), held())
    state = case.when(replace(ADOPT, items=(item,)), by=director()).then_state()
    assert LAND_OFFICE in state.units


def test_nothing_is_resolved_before_the_meeting() -> None:
    given(registered(), convened()).when(ADOPT, by=director()).then_refused(NotHeldYet)


def test_an_item_is_due_today_or_later() -> None:
    late = replace(ADOPT, items=(replace(TASK, due_on=date(2025, 3, 24)),))
    given(*MET).when(late, by=director()).then_refused(DayHasPassed)
    today = replace(ADOPT, items=(replace(TASK, due_on=date(2025, 3, 25)),))
    given(*MET).when(today, by=director()).then(ResolutionAdopted)


def test_an_item_is_given_to_a_unit_in_force_that_is_not_complained_of() -> None:
    nobody = replace(ADOPT, items=(replace(TASK, unit=NOWHERE),))
    given(*MET).when(nobody, by=director()).then_refused(UnitUnknown)
    case = given(petitioned(), convened(), held())
    case.when(ADOPT, by=director()).then_refused(AccusedUnitMayNot)


def test_an_item_is_done_by_its_unit_once() -> None:
    when = given(*MET, resolved()).when(FINISH, by=handler())
    when.then(ResolutionItemDone)
    state = when.then_state()
    assert state.meetings.open_items == []
    assert handler().person in state.hands.handlers
    assert LAND_OFFICE in state.hands.handling_units
    done = ResolutionItemDone(item=ITEM, unit=LAND_OFFICE, result="已测量。", documents=())
    again = given(*MET, resolved(), fact(done, by=handler()))
    again.when(FINISH, by=handler()).then_refused(ItemDoneAlready)


def test_another_unit_does_not_say_that_it_is_done() -> None:
    given(*MET, resolved()).when(FINISH, by=handler(TOWN)).then_refused(ItemOfAnotherUnit)


def test_an_item_nobody_resolved_is_not_done() -> None:
    command = replace(FINISH, item=named("item", "another"))
    given(*MET, resolved()).when(command, by=handler()).then_refused(ItemUnknown)


def test_neither_a_party_nor_who_stepped_aside_says_that_it_is_done() -> None:
    case = given(*MET, resolved()).where(lambda state: state.hands.recused.add(OWNER))
    party = acting(Role.HANDLER, person=ZHANG, unit=LAND_OFFICE)
    case.when(FINISH, by=party).then_refused(StaffIsParty)
    aside = acting(Role.HANDLER, person=OWNER, unit=LAND_OFFICE)
    case.when(FINISH, by=aside).then_refused(RecusedMayNotCome)
