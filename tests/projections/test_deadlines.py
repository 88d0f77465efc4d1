"""Each deadline as a row: who answers for it, who was urged, and that no order of folding matters.

domain.md §5.4.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case import case, chain
from domain.case.corrections import EventCorrected
from domain.case.deadlines import DeadlineMissed, RecordMissedDeadline, last_moment
from domain.case.holders import Held as Answering
from domain.case.holders import Seat, answering
from domain.case.supervision import SupervisionOrdered, UrgeIssued
from domain.codes.orders import SupervisionLevel
from domain.kernel import Recorded
from domain.policy.packaged import packaged_policy
from domain.policy.timers import Holder
from domain.roles import Role
from projections import deadlines
from projections.clocks import ClocksRow, clocks_by, tracked
from projections.deadlines import Deadline
from tests.domain.county import REGISTER, TOWN, TWO, VILLAGE, acting, named
from tests.domain.given import MORNING, Fact, fact, happened, recorded
from tests.domain.states import registered
from tests.domain.test_chain_of_duty import (
    MUCH_LATER,
    Facts,
    missed,
    played,
    recorded_miss,
    the_watch,
)
from tests.projections.facts import random_lives

POLICY = packaged_policy()
CLOCKS = clocks_by(packaged_policy)


def row_of(facts: Facts) -> ClocksRow:
    (row,) = CLOCKS.fold(facts).values()
    return row


def shown(facts: Facts) -> dict[tuple[str, str, int], Deadline]:
    return {one.clock.key: one.row for one in tracked(row_of(facts), POLICY)}


def answered_for(row: ClocksRow) -> None:
    """Whoever the chain names at the very moment of a term answers for it."""
    rows = {one.clock.key: one.row for one in tracked(row, POLICY)}
    for clock in row.clocks:
        if clock.recorded is None:
            at = deadlines.asked_at(clock)
            named = chain.seat(
                row.chain, clock.holder, clock.scope, at, since=clock.started, times=row.times
            )
            found = rows[clock.key]
            assert Seat(unit=found.unit, person=found.person) == named


@settings(max_examples=25, deadline=None)
@for_all(st.integers(0, 2**32))
def test_a_term_is_theirs_who_had_the_duty_at_its_end(seed: int) -> None:
    """Also where entries were made late and claim to have happened before."""
    for facts in played(seed):
        row: ClocksRow | None = None
        for one in facts:
            row = CLOCKS.step(row, one, (one.stream,))
            assert row is not None
            answered_for(row)


@pytest.mark.parametrize("seed", range(2))
def test_corrections_change_nothing_about_that(seed: int) -> None:
    facts, _ = random_lives(Random(seed), 400)
    for row in CLOCKS.fold(facts).values():
        answered_for(row)


@settings(max_examples=25, deadline=None)
@for_all(st.integers(0, 2**32))
def test_before_it_is_recorded_a_miss_is_whose_the_record_will_say(seed: int) -> None:
    for facts in played(seed):
        rows = shown(facts)
        for clock in missed(facts):
            row = rows[clock.key]
            by_register = answering(
                clock.holder, Seat(unit=row.unit, person=row.person), last_moment(clock), REGISTER
            )
            assert by_register == recorded_miss(facts, clock, MUCH_LATER)


@settings(max_examples=15, deadline=None)
@for_all(st.integers(0, 2**32), st.integers(0, 900))
def test_the_watch_late_by_days_changes_no_attribution(seed: int, days: int) -> None:
    for facts in played(seed, steps=20):
        for clock in missed(facts)[:3]:
            named_at = max(one.occurred_at for one in facts) + MUCH_LATER + timedelta(days=days)
            on_record = [*facts, the_record(facts, clock.key, named_at)]
            row = shown(on_record)[clock.key]
            at_once = recorded_miss(facts, clock, MUCH_LATER)
            assert row.recorded == len(on_record)
            assert Answering(unit=row.unit, person=row.person) == at_once


def the_record(facts: Facts, key: tuple[str, str, int], at: datetime) -> Recorded[Any]:
    """The record of a miss, made by the watch at a moment."""
    timer, scope, started = key
    command = RecordMissedDeadline(case=facts[0].stream, timer=timer, scope=scope, started=started)
    watch = the_watch(facts, at)
    (event,) = case.decide(case.fold(facts), command, watch)
    assert isinstance(event, DeadlineMissed)
    return recorded(event, watch, at, stream=facts[0].stream, version=len(facts) + 1)


def decision(*facts: Fact) -> Deadline:
    """Whether to take the matter up: due on Friday, 28 March 2025, the town's triage desk's."""
    found = shown(happened(facts)[0])
    return found["T02", "", 1]


def supervisor() -> Any:
    return acting(Role.SUPERVISOR, person=TWO)


def urged(unit: str, days: int) -> Fact:
    event = UrgeIssued(unit=unit, ground="S01", content="请尽快办理。", due_on=None)
    return fact(event, by=supervisor(), at=MORNING + timedelta(days=days))


def supervised(unit: str, days: int) -> Fact:
    event = SupervisionOrdered(
        supervision=named("supervision", str(days)),
        level=SupervisionLevel.GENERAL,
        unit=unit,
        ground="S01",
        content="限期办理。",
        due_on=None,
    )
    return fact(event, by=supervisor(), at=MORNING + timedelta(days=days))


def test_a_running_term_is_whose_it_is_now() -> None:
    row = decision(registered())
    assert (row.duty, row.unit, row.person) == (Holder.TRIAGE, TOWN, None)
    assert row.due_on.isoformat() == row.first_due_on.isoformat() == "2025-03-28"
    assert row.mandatory is False


def test_the_second_urge_of_its_unit_counts_and_no_other() -> None:
    assert decision(registered(), urged(TOWN, 4)).urged_twice_at is None
    assert decision(registered(), urged(TOWN, 4), urged(VILLAGE, 5)).urged_twice_at is None
    twice = decision(registered(), urged(TOWN, 4), urged(VILLAGE, 5), urged(TOWN, 6))
    assert twice.urged_twice_at == MORNING + timedelta(days=6)


def test_an_urge_counts_when_it_really_happened() -> None:
    right = EventCorrected(
        version=3,
        event="supervision.urge_issued",
        field=None,
        value=None,
        happened_at=MORNING + timedelta(days=5),
        remark=None,
        reason="录入时间有误。",
    )
    corrected = fact(right, by=supervisor(), at=MORNING + timedelta(days=7))
    row = decision(registered(), urged(TOWN, 4), urged(TOWN, 6), corrected)
    assert row.urged_twice_at == MORNING + timedelta(days=5)


def test_supervision_before_it_was_over_is_a_first_time() -> None:
    assert decision(registered()).supervised_before is False
    assert decision(registered(), supervised(TOWN, 1)).supervised_before is True
    assert decision(registered(), supervised(VILLAGE, 1)).supervised_before is False
    assert decision(registered(), supervised(TOWN, 9)).supervised_before is False


def keys(rows: Sequence[Deadline]) -> list[tuple[Any, ...]]:
    return [(one.case, one.timer, one.scope, one.started) for one in rows]


def test_every_clock_has_one_row() -> None:
    facts, _ = random_lives(Random(5), 300)
    for row in CLOCKS.fold(facts).values():
        found = tracked(row, POLICY)
        assert [one.clock for one in found] == list(row.clocks)
        assert len(set(keys([one.row for one in found]))) == len(found)


def test_a_term_is_asked_about_as_the_watch_asks() -> None:
    facts, _ = random_lives(Random(5), 100)
    for row in CLOCKS.fold(facts).values():
        for clock in row.clocks:
            at = deadlines.asked_at(clock)
            assert at <= last_moment(clock)
            assert clock.end is None or at <= clock.end.at
