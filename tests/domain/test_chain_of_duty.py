"""The chain of duty says of every term what its miss says: who answered (domain.md §5.4, §5.5)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from msgspec.json import decode, encode
from msgspec.structs import replace

from domain.case import Case, case
from domain.case.chain import Chain, chain_of, seat, step
from domain.case.chronology import Chronology
from domain.case.chronology import step as one_later
from domain.case.deadlines import DeadlineMissed, RecordMissedDeadline, last_moment
from domain.case.holders import Held, answering, seat_of
from domain.case.retention import DestructionExecuted
from domain.ids import SYSTEM
from domain.kernel import Act, Recorded
from domain.policy.clock import Clock
from domain.policy.clocks import clocks_of
from domain.policy.timers import Holder
from domain.roles import Role
from tests.domain.beginnings import BEGINNINGS
from tests.domain.county import REGISTER, acting
from tests.domain.play import History
from tests.domain.policy.history import POLICY

Facts = Sequence[Recorded[Any]]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
MUCH_LATER = timedelta(days=4000)


def played(seed: int, steps: int = 30) -> list[list[Recorded[Any]]]:
    """The streams of a random history, some of whose entries claim to have happened earlier."""
    history = History(seed, BEGINNINGS[seed % len(BEGINNINGS)])
    for _ in range(steps):
        history.step()
    chance = Random(seed)
    return [[backdated(fact, chance) for fact in facts] for facts in history.facts.values()]


def backdated(fact: Recorded[Any], chance: Random) -> Recorded[Any]:
    if fact.version == 1 or chance.random() < 0.85:
        return fact
    earlier = timedelta(hours=chance.choice((1, 30, 500)))
    return replace(fact, occurred_at=fact.occurred_at - earlier)


def in_time(facts: Facts) -> Chronology:
    times = Chronology()
    for fact in facts:
        times = one_later(times, fact)
    return times


def scopes(state: Case) -> set[str]:
    """Everything of the matter that a term may be about."""
    whistles = state.meetings.whistles.values()
    return {
        "",
        *state.orders.all,
        *state.mediations.all,
        *state.agreements.all,
        *state.agreements.obligations,
        *state.meetings.items,
        *state.meetings.whistles,
        *(f"{one.whistle}/{unit}" for one in whistles for unit in one.targets),
    }


@settings(max_examples=40, deadline=None)
@for_all(st.integers(0, 2**32))
def test_at_every_entry_the_chain_says_what_the_case_says(seed: int) -> None:
    for facts in played(seed):
        chain = chain_of(facts)
        state: Case | None = None
        for fact in facts:
            state = case.evolve(state, fact)
            for duty in set(Holder) - {Holder.PETITION_UNIT, Holder.FIRST_RESPONSIBLE_UNIT}:
                for scope in scopes(state):
                    known = seat(chain, duty, scope, LONG_AGO, since=fact.version)
                    if duty is not Holder.TARGET_UNIT or "/" in scope:
                        assert known == seat_of(duty, scope, state), (duty, scope, fact.version)
            for duty, units in (
                (Holder.FIRST_RESPONSIBLE_UNIT, {""}),
                (Holder.PETITION_UNIT, {"", *state.petition.given_to}),
            ):
                for scope in units:
                    known = seat(chain, duty, scope, LONG_AGO, since=fact.version)
                    assert known == seat_of(duty, scope, state), (duty, scope, fact.version)


@settings(max_examples=40, deadline=None)
@for_all(st.integers(0, 2**32))
def test_every_missed_term_names_whom_the_chain_names(seed: int) -> None:
    for facts in played(seed):
        chain, times = chain_of(facts), in_time(facts)
        for clock in missed(facts):
            at = last_moment(clock)
            found = seat(chain, clock.holder, clock.scope, at, since=clock.started, times=times)
            shown = answering(clock.holder, found, at, REGISTER)
            assert shown == recorded_miss(facts, clock, MUCH_LATER), clock.key


@settings(max_examples=20, deadline=None)
@for_all(st.integers(0, 2**32), st.integers(0, 900))
def test_the_watch_late_by_days_changes_no_attribution(seed: int, days: int) -> None:
    for facts in played(seed):
        for clock in missed(facts):
            late = recorded_miss(facts, clock, MUCH_LATER + timedelta(days=days))
            assert late == recorded_miss(facts, clock, MUCH_LATER)


@settings(max_examples=20, deadline=None)
@for_all(st.integers(0, 2**32))
def test_the_chain_goes_on_from_where_it_was_stored(seed: int) -> None:
    for facts in played(seed, steps=15):
        chain = Chain()
        for fact in facts:
            chain = step(decode(encode(chain), type=Chain), fact)
        assert chain == chain_of(facts)


def missed(facts: Facts) -> list[Clock]:
    """Duties whose term was over and whose miss nobody has recorded."""
    if any(isinstance(fact.event, DestructionExecuted) for fact in facts):
        return []  # A destroyed case is told nothing more.
    at = max(fact.occurred_at for fact in facts) + MUCH_LATER
    return clocks_of(facts, POLICY).unrecorded(at)


def recorded_miss(facts: Facts, clock: Clock, later: timedelta) -> Held:
    """What the case itself decides about the miss, so much later."""
    at = max(fact.occurred_at for fact in facts) + later
    (event,) = case.decide(case.fold(facts), asked(facts, clock), the_watch(facts, at))
    assert isinstance(event, DeadlineMissed)
    return Held(unit=event.holder_unit, person=event.holder_person)


def asked(facts: Facts, clock: Clock) -> RecordMissedDeadline:
    return RecordMissedDeadline(
        case=facts[0].stream, timer=clock.timer, scope=clock.scope, started=clock.started
    )


def the_watch(facts: Facts, at: datetime) -> Act:
    watch = acting(Role.SYSTEM_ADMINISTRATOR, person=SYSTEM, unit=None)
    return replace(watch, at=at, now=at, history=tuple(facts))
