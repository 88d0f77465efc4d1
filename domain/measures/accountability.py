"""Accountability (责任): whose terms were kept or missed, who held a duty how long, in which post.

    terms(chain, times, clocks, at)      the terms of each span of duty
    shares(chain, times, clock, at)      for how long each holder had the duty of one term
    responsible_first(chain, clocks)     the chain, as the term for objecting leaves it
    posts(span, register, until)         who stood in the posts of a duty meanwhile, by the register

domain.md §5.4 Attribution, §5.5.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from domain.case.chain import Chain, Span, holder, seat
from domain.case.chronology import Chronology
from domain.case.deadlines import last_moment
from domain.case.holders import OF_THE_CENTRE, ROLE_OF, Seat
from domain.case.spans import mark
from domain.case.turns import RESTING
from domain.codes.duties import Turn
from domain.ids import PersonId, PostId, UnitId
from domain.kernel import day_of
from domain.organisation.entries import Appointment
from domain.organisation.state import Organisation
from domain.policy.clock import Clock, State
from domain.policy.timers import Holder, Kind
from domain.values import Value

MINUTE = timedelta(minutes=1)

SpanKey = tuple[Holder, str, int]
"""Duty, scope and the version of the event it began with: `Span.key`."""


class Terms(Value):
    """时限计数: of the terms of one span of duty, how many began, were kept, missed, and run."""

    started: int = 0
    met: int = 0
    missed: int = 0
    running: int = 0
    """Not over yet, standing still included."""


def terms(
    chain: Chain, times: Chronology, clocks: Iterable[Clock], at: datetime
) -> dict[SpanKey, Terms]:
    """The duties' terms by span, as they stand at a moment; spans without terms are left out.

    A term begins with whoever holds the duty when it begins, is kept by whoever does what it asks
    for, and missed by whoever held it in its last moment; one that nobody needs to keep any more
    counts for nobody.
    """
    found: dict[SpanKey, Terms] = {}
    for clock in clocks:
        if clock.kind is not Kind.DUTY or clock.started_at > at:
            continue
        _count(found, _holder(chain, times, clock, clock.started_at), "started")
        state = standing(clock, at)
        if state is State.MISSED:
            _count(found, answered_by(chain, times, clock), "missed")
        elif state is State.MET and clock.end is not None:
            _count(found, _holder(chain, times, clock, clock.end.at), "met")
        elif state in (State.RUNNING, State.PAUSED):
            _count(found, _holder(chain, times, clock, at), "running")
    return found


def standing(clock: Clock, at: datetime) -> State:
    """How a term stood at a moment, maybe past: what ended it or was recorded later did not yet.

    Its length is that of today: what was granted or corrected since counts.
    """
    ended_later = clock.end is not None and clock.end.at > at
    over_later = clock.recorded is not None and clock.due.kept_by(at)
    return replace(
        clock,
        end=None if ended_later else clock.end,
        recorded=None if over_later else clock.recorded,
    ).state(at)


def answered_by(chain: Chain, times: Chronology, clock: Clock) -> Span | None:
    """The span that holds the duty in the last moment of a term: whose miss it is (§5.4)."""
    return _holder(chain, times, clock, last_moment(clock))


def answered_seat(chain: Chain, times: Chronology, clock: Clock) -> Seat:
    """The unit and person that answer for a term, as the case says it."""
    at = last_moment(clock)
    return seat(chain, clock.holder, clock.scope, at, since=clock.started, times=times)


def _holder(chain: Chain, times: Chronology, clock: Clock, at: datetime) -> Span | None:
    return holder(chain, clock.holder, clock.scope, at, since=clock.started, times=times)


def _count(found: dict[SpanKey, Terms], span: Span | None, name: str) -> None:
    if span is not None:
        before = found.get(span.key, Terms())
        found[span.key] = replace(before, **{name: getattr(before, name) + 1})


class Share(Value):
    """责任时间占比: for how long one holder had the duty of a term, of how long it ran in all."""

    unit: UnitId | None
    person: PersonId | None
    held: timedelta
    of: timedelta

    @property
    def percent(self) -> str:
        """Half-up to two decimals; "—" of a term that took no time (domain.md §5)."""
        whole = self.of // timedelta(microseconds=1)
        if whole == 0:
            return "—"
        part = self.held // timedelta(microseconds=1)
        hundredths = (part * 20_000 + whole) // (2 * whole)
        return f"{hundredths // 100}.{hundredths % 100:02d}"


def shares(chain: Chain, times: Chronology, clock: Clock, at: datetime) -> tuple[Share, ...]:
    """For how long each holder had the duty of a term, in the order they had it first.

    From its start to when it was over, ended, or the moment asked for: so a hand-over shortly
    before the end is seen. Times in which the case names nobody count for nobody.
    """
    end = min(clock.due.at, at, clock.due.at if clock.end is None else clock.end.at)
    held: dict[Seat, timedelta] = {}
    for begin, until in _pieces(chain, clock.started_at, end):
        by = seat(chain, clock.holder, clock.scope, begin, since=clock.started, times=times)
        held[by] = held.get(by, timedelta(0)) + (until - begin)
    whole = sum(held.values(), timedelta(0))
    return tuple(
        Share(unit=by.unit, person=by.person, held=time, of=whole)
        for by, time in held.items()
        if by != Seat()
    )


def _pieces(chain: Chain, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The time between two moments, cut wherever some duty of the case turned."""
    turns = {moment for one in chain.spans for moment in (one.from_at, one.to_at) if moment}
    turns.update(one.at for one in chain.followed)
    cuts = [begin, *sorted(one for one in turns if begin < one < end), end]
    yield from ((one, other) for one, other in itertools.pairwise(cuts) if one < other)


OBJECTING = "T17"
"""时限编号: the term in which a unit may object to an order (domain.md §3.2)."""


def responsible_first(chain: Chain, clocks: Iterable[Clock]) -> Chain:
    """The chain with the first responsibility of a unit whose objection came too late (§6.4).

    An objection that was upheld excuses the unit that was responsible first only if it was raised
    in time; otherwise the unit stays responsible until the matter is over.
    """
    first = chain.latest(Holder.FIRST_RESPONSIBLE_UNIT)
    if first is None or first.ended is not Turn.OBJECTION_UPHELD:
        return chain
    orders = {one.scope for one in chain.spans if one.to_version == first.to_version}
    late = any(
        one.timer == OBJECTING
        and one.scope in orders
        and one.end is not None
        and not one.due.kept_by(one.end.at)
        for one in clocks
    )
    return _until_it_rested(chain, first) if late else chain


def _until_it_rested(chain: Chain, first: Span) -> Chain:
    assert first.to_version is not None, "it was ended by an objection"
    after = first.to_version
    rested = (
        one
        for one in chain.spans
        if one.ended in RESTING and one.to_version is not None and one.to_version > after
    )
    end = next(rested, None)
    return mark(
        chain,
        first,
        ended=None if end is None else end.ended,
        to_at=None if end is None else end.to_at,
        to_version=None if end is None else end.to_version,
        to_position=None if end is None else end.to_position,
    )


class HeldPost(Value):
    """任职情况: who stood in which post while a unit had a duty, as the register knows it."""

    unit: UnitId
    post: PostId
    person: PersonId
    from_on: date
    to_on: date | None


def posts(span: Span, register: Organisation, until: datetime) -> tuple[HeldPost, ...]:
    """Who held the posts of a duty during a span, as posts were then, in order of appointment.

    Of a person the case names: their posts in the unit. Otherwise the posts whose work the duty is,
    at the desk that does it for the unit. A span that has not ended lasts `until` here.
    """
    unit, begin, end = span.unit, span.from_at, max(span.from_at, span.to_at or until)
    if unit is None:
        return ()
    if span.person is not None:
        held = (one for _, one in register.appointments_of(span.person))
        return _standing(held, {unit}, register, begin, end)
    role = ROLE_OF.get(span.duty)
    if role is None:
        return ()
    if span.duty in OF_THE_CENTRE:
        unit = register.desk_of(unit, role, begin)
    held = (
        one
        for post in register.posts
        if role in register.post_at(post, begin).roles
        for _, one in register.appointments_to(post)
    )
    return _standing(held, {unit}, register, begin, end)


def _standing(
    held: Iterable[Appointment],
    units: set[UnitId],
    register: Organisation,
    begin: datetime,
    end: datetime,
) -> tuple[HeldPost, ...]:
    """Those of the appointments that were in force in the units on some day of the time."""
    found = [
        HeldPost(
            unit=register.post_at(one.post, begin).unit,
            post=one.post,
            person=one.person,
            from_on=one.from_on,
            to_on=_last_day(one),
        )
        for one in held
        if register.post_at(one.post, begin).unit in units
        and one.from_on <= day_of(end)
        and ((last := _last_day(one)) is None or last >= day_of(begin))
    ]
    return tuple(sorted(found, key=lambda one: (one.from_on, one.post, one.person)))


def _last_day(held: Appointment) -> date | None:
    """The last day of an appointment, as it was set or as it came sooner."""
    ended = None if held.ended_at is None else day_of(held.ended_at)
    return min((one for one in (held.to_on, ended) if one is not None), default=None)
