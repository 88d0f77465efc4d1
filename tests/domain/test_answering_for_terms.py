"""Whose terms began, were kept and missed, and how long each holder had them (domain.md §5.4)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from domain.case.chain import Chain, chain_of
from domain.case.chronology import Chronology
from domain.case.holders import Seat
from domain.measures.accountability import (
    Share,
    Terms,
    answered_by,
    answered_seat,
    posts,
    shares,
    terms,
)
from domain.organisation.state import Appointment, Organisation, Post
from domain.policy.clock import Clock, State
from domain.policy.clocks import clocks_of
from domain.policy.timers import Holder, Kind
from domain.roles import Role
from tests.domain.county import LAND_OFFICE, ONE, OWNER, REGISTER, TOWN, TWO, VILLAGE, named
from tests.domain.given import MORNING, Fact, fact, happened
from tests.domain.policy.history import POLICY
from tests.domain.states import accepted, registered
from tests.domain.states_orders import ORDER, SIGNED, TAKEN_UP, assigned, issued, signed
from tests.domain.test_chain_of_duty import in_time, played
from tests.domain.test_first_responsibility import handed_over

LATER = MORNING + timedelta(days=60)


def told(*facts: Fact) -> tuple[Chain, Chronology, tuple[Clock, ...]]:
    found, _ = happened(facts)
    return chain_of(found), in_time(found), clocks_of(found, POLICY).clocks


def of(counted: dict[tuple[Holder, str, int], Terms], duty: Holder, scope: str = "") -> Terms:
    """The terms of the last span of a duty."""
    return next(one for key, one in reversed(counted.items()) if key[:2] == (duty, scope))


def test_a_term_is_kept_by_whoever_did_what_it_asked_for() -> None:
    counted = terms(*told(*TAKEN_UP, issued(), signed()), MORNING + timedelta(hours=2))
    theirs = of(counted, Holder.LEAD_UNIT, ORDER)
    assert (theirs.started, theirs.met, theirs.missed) == (2, 1, 0), "to sign, and to report"
    assert theirs.running == 1, "objecting is a right and no duty"


def test_a_term_is_missed_by_whoever_held_the_duty_in_its_last_moment() -> None:
    """The overall term is of the unit responsible first; who has the order in hand answers."""
    late_hand = fact(handed_over().event, by=handed_over().by, at=MORNING + timedelta(days=10))
    chain, times, clocks = told(*SIGNED, assigned(), late_hand)
    (progress,) = (one for one in clocks if one.timer == "T31" and one.is_open)
    assert answered_by(chain, times, progress) == chain.spans[-2], "seven days after the signature"
    assert answered_seat(chain, times, progress) == Seat(unit=LAND_OFFICE, person=OWNER)


def test_a_late_hand_over_is_visible_in_the_shares() -> None:
    late_hand = fact(handed_over().event, by=handed_over().by, at=MORNING + timedelta(days=6))
    chain, times, clocks = told(*SIGNED, assigned(), late_hand)
    (progress,) = (one for one in clocks if one.timer == "T31" and one.is_open)
    before, owner, one = shares(chain, times, progress, LATER)
    assert (before.person, owner.person, one.person) == (None, OWNER, ONE)
    assert before.held == timedelta(minutes=10)
    assert owner.held + before.held + one.held == owner.of
    assert owner.held > 3 * one.held


def test_a_share_is_rounded_half_up_and_of_nothing_there_is_none() -> None:
    def share(held: int, of: int) -> str:
        hours = timedelta(hours=1)
        return Share(unit=TOWN, person=None, held=held * hours, of=of * hours).percent

    assert [share(1, 3), share(2, 3), share(1, 8), share(1, 800), share(5, 5), share(0, 0)] == [
        "33.33",
        "66.67",
        "12.50",
        "0.13",
        "100.00",
        "—",
    ]


@settings(max_examples=20, deadline=None)
@for_all(st.integers(0, 2**32))
def test_always_the_shares_make_the_whole(seed: int) -> None:
    for facts in played(seed, steps=20):
        chain, times = chain_of(facts), in_time(facts)
        at = max(one.occurred_at for one in facts) + timedelta(days=400)
        clocks = clocks_of(facts, POLICY).clocks
        for clock in clocks:
            parts = shares(chain, times, clock, at)
            assert all(timedelta(0) < one.held <= one.of for one in parts)
            assert sum((one.held for one in parts), timedelta(0)) <= clock.due.at - min(
                clock.started_at, clock.due.at
            )
        counted = terms(chain, times, clocks, at)
        ours = [one for one in clocks if one.kind is Kind.DUTY]
        missed = [one for one in ours if one.state(at) is State.MISSED]
        theirs = [one for one in missed if answered_by(chain, times, one) is not None]
        assert sum(one.missed for one in counted.values()) == len(theirs)
        keys = {one.key for one in chain.spans}
        assert counted.keys() <= keys
        assert len(keys) == len(chain.spans)


def staffed() -> Organisation:
    """The land office had two heads one after the other, and a handler."""
    register = Organisation(units=REGISTER.units)
    held = [
        (ONE, Role.UNIT_HEAD, date(2025, 1, 1), date(2025, 3, 31)),
        (TWO, Role.UNIT_HEAD, date(2025, 4, 1), None),
        (OWNER, Role.HANDLER, date(2025, 1, 1), None),
    ]
    for nth, (person, role, from_on, to_on) in enumerate(held):
        post = named("post", f"office {nth}")
        register.posts[post] = Post(unit=LAND_OFFICE, title="岗位", roles=frozenset({role}))
        one = Appointment(person=person, post=post, from_on=from_on, to_on=to_on)
        register.appoint(named("appointment", f"office {nth}"), one)
    return register


def test_posts_are_told_as_they_were_then() -> None:
    chain, _, _ = told(*TAKEN_UP, issued())
    span = chain.latest(Holder.LEAD_UNIT, ORDER)
    assert span is not None
    soon, later = MORNING + timedelta(days=1), datetime(2025, 5, 1, tzinfo=UTC)
    assert [one.person for one in posts(span, staffed(), soon)] == [ONE]
    assert [one.person for one in posts(span, staffed(), later)] == [ONE, TWO]


def test_of_a_person_the_case_names_it_is_their_own_post() -> None:
    chain, _, _ = told(*SIGNED, assigned())
    (held,) = posts(chain.spans[-1], staffed(), LATER)
    assert (held.person, held.unit, held.post) == (OWNER, LAND_OFFICE, named("post", "office 2"))


def test_a_duty_without_a_unit_has_no_posts() -> None:
    chain, _, _ = told(registered(), accepted())
    first = chain.latest(Holder.FIRST_RESPONSIBLE_UNIT)
    assert first is not None
    assert first.unit == VILLAGE
    assert posts(first, Organisation(), LATER) == ()
