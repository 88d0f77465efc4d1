"""Somebody uninvolved asks how it stands (domain.md §2.5 I; §3.2 T50, T51; §4.6 SoD-3)."""

from datetime import date, timedelta

import msgspec
import pytest

from domain.case.refusals import CopyToAccused, PartyUnknown, StaffIsParty
from domain.case.refusals.ending import HadAnotherPart, NothingToVisit, TriedToday
from domain.case.satisfaction import SatisfactionRated
from domain.case.visits import RecordUnreachable, ReturnVisitMade, ReturnVisitUnreachable
from domain.codes.ending import (
    FulfilmentSeen,
    Mood,
    Recurrence,
    Satisfaction,
    VisitMethod,
)
from domain.codes.matters import MatterClass
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_BUREAU,
    LI,
    ONE,
    STRANGER,
    ZHANG,
    acting,
    triage,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states import accepted, protected, registered, reported
from tests.domain.states_ending import (
    Change,
    agreed,
    checked,
    closed,
    concluded,
    rated,
    to_visit,
    visited,
    visitor,
)

DONE = (registered(), accepted(), concluded())
TRY = RecordUnreachable(case=CASE, method=VisitMethod.PHONE, tried=ZHANG)
A_DAY = timedelta(days=1)


def tried(attempts: int, on: date) -> Fact:
    return fact(
        ReturnVisitUnreachable(
            method=VisitMethod.PHONE, tried=ZHANG, tried_on=on, attempts=attempts
        ),
        by=visitor(),
    )


def test_a_visit_is_made_and_who_made_it_is_remembered() -> None:
    after = given(*DONE).when(
        to_visit(mood=Mood.UNEASY, recurrence=Recurrence.POSSIBLE, opinion="希望再看看。"),
        by=visitor(),
    )
    after.then(
        ReturnVisitMade(
            method=VisitMethod.PHONE,
            answered_by=ZHANG,
            fulfilment=FulfilmentSeen.NOTHING_OWED,
            mood=Mood.UNEASY,
            recurrence=Recurrence.POSSIBLE,
            satisfaction=None,
            pressed=None,
            opinion="希望再看看。",
        )
    )
    state = after.then_state()
    assert state.ending.visited_or_tried(3)
    assert visitor().person in state.hands.visitors


def test_a_visit_recorded_before_it_was_asked_tells_nothing_of_it() -> None:
    """Stored events are for ever: what they do not say was not asked."""
    stored = msgspec.to_builtins(visited(solved=True).event)
    del stored["solved"]
    assert msgspec.convert(stored, ReturnVisitMade).solved is None


@pytest.mark.parametrize("answer", [True, False, None])
def test_whether_it_is_solved_is_told_as_it_was_answered(answer: bool | None) -> None:
    """[F24 art 32] 解决率; None where nobody asked."""
    when = given(*DONE).when(to_visit(solved=answer), by=visitor())
    (made,) = when.then(ReturnVisitMade)
    assert made.solved is answer


def test_what_a_party_says_of_it_is_their_rating() -> None:
    told = to_visit(satisfaction=Satisfaction.DISSATISFIED)
    after = given(*DONE).when(told, by=visitor())
    after.then(ReturnVisitMade, SatisfactionRated)
    assert after.then_state().ending.dissatisfied == {ZHANG}


def test_who_has_rated_is_asked_again_but_not_counted_twice() -> None:
    told = to_visit(satisfaction=Satisfaction.DISSATISFIED)
    given(*DONE, rated(Satisfaction.SATISFIED)).when(told, by=visitor()).then(ReturnVisitMade)


def test_before_the_conclusion_nothing_is_rated() -> None:
    told = to_visit(satisfaction=Satisfaction.SATISFIED)
    given(registered(), accepted()).where(agreed()).when(told, by=visitor()).then(ReturnVisitMade)


@pytest.mark.parametrize("more", [(), (checked(),), (closed(),)])
def test_visits_go_on_after_the_closing(more: tuple[Fact, ...]) -> None:
    """domain.md §3.2 T51: a second visit ninety days later."""
    given(*DONE, *more).when(to_visit(), by=visitor(ONE)).then(ReturnVisitMade)


def test_before_anything_has_come_of_it_nobody_is_visited() -> None:
    given(registered(), accepted()).when(to_visit(), by=visitor()).then_refused(NothingToVisit)
    given(registered()).when(to_visit(), by=visitor()).then_refused(StageDoesNotFit)


@pytest.mark.parametrize("person", [LI, ZHANG])
def test_both_sides_may_be_asked(person: str) -> None:
    given(*DONE).when(to_visit(answered_by=person), by=visitor()).then(ReturnVisitMade)


def test_a_stranger_is_not_asked() -> None:
    given(*DONE).when(to_visit(answered_by=STRANGER), by=visitor()).then_refused(PartyUnknown)


def test_the_accused_hears_nothing_of_a_report() -> None:
    """信访工作条例 arts 30, 46."""
    taken = accepted(matter_class=MatterClass.REPORT)
    told = (reported(), taken, protected(visitor().person), concluded())
    given(*told).when(to_visit(answered_by=LAND_BUREAU), by=visitor()).then_refused(CopyToAccused)


PARTS: dict[str, Change] = {
    "handled": lambda state: state.hands.handlers.add(ONE),
    "mediated": lambda state: state.hands.mediators.add(ONE),
    "checked": lambda state: state.hands.checkers.add(ONE),
    "reviewed": lambda state: state.ending.reviewers.add(ONE),
}


@pytest.mark.parametrize("part", PARTS)
def test_who_had_another_part_does_not_visit(part: str) -> None:
    """domain.md §4.6 SoD-3, §2.7 invariant 9."""
    start = given(*DONE).where(PARTS[part])
    start.when(to_visit(), by=visitor(ONE)).then_refused(HadAnotherPart)
    start.when(TRY, by=visitor(ONE)).then_refused(HadAnotherPart)


def test_a_checker_does_not_visit_what_they_checked() -> None:
    by = acting(Role.RETURN_VISITOR, person=triage().person)
    given(*DONE, checked()).when(to_visit(), by=by).then_refused(HadAnotherPart)


def test_a_party_does_not_visit() -> None:
    given(*DONE).when(to_visit(), by=visitor(ZHANG)).then_refused(StaffIsParty)


def test_three_attempts_on_three_days_count_as_a_visit() -> None:
    start = given(*DONE)
    days = [date(2025, 3, 25), date(2025, 3, 26), date(2025, 3, 27)]
    for nth, day in enumerate(days, start=1):
        assert start.state is not None
        assert not start.state.ending.visited_or_tried(3)
        after = start.when(TRY, by=visitor(), after=A_DAY * (nth - 1))
        after.then(
            ReturnVisitUnreachable(
                method=VisitMethod.PHONE, tried=ZHANG, tried_on=day, attempts=nth
            )
        )
        start.state = after.then_state()
    assert start.state is not None
    assert start.state.ending.visited_or_tried(3)
    assert visitor().person in start.state.hands.visitors


def test_two_attempts_on_one_day_are_one() -> None:
    start = given(*DONE, tried(1, date(2025, 3, 25)))
    start.when(TRY, by=visitor()).then_refused(TriedToday)
    start.when(TRY, by=visitor(), after=A_DAY).then(ReturnVisitUnreachable)


def test_an_attempt_entered_late_does_not_count_behind_a_later_one() -> None:
    start = given(*DONE, tried(1, date(2025, 3, 26)))
    start.when(TRY, by=visitor()).then_refused(TriedToday)


def test_after_a_visit_attempts_are_counted_anew() -> None:
    """domain.md §3.2 T51: the second visit has attempts of its own."""
    start = given(*DONE, tried(1, date(2025, 3, 25)), visited())
    (found,) = start.when(TRY, by=visitor()).then(ReturnVisitUnreachable)
    assert found.attempts == 1
    assert start.when(TRY, by=visitor()).then_state().ending.visited_or_tried(3)


def test_only_those_concerned_are_tried() -> None:
    stranger = RecordUnreachable(case=CASE, method=VisitMethod.HOME, tried=STRANGER)
    given(*DONE).when(stranger, by=visitor()).then_refused(PartyUnknown)
