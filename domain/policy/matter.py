"""All clocks of one matter (时限台账), and what must be known of it to go on counting.

An event goes over the clocks that are open; what has ended, however much of it there is, costs
nothing any more. Therefore it is kept in mind which clocks are open, and which ended late.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from domain.policy.clock import Clock, Gap, State
from domain.policy.matching import Note
from domain.policy.timers import Kind
from domain.values import Value

PAGE = 100
"""Events on a page of the record."""

Facts = tuple[tuple[Note, ...], ...]
"""The record, page by page."""


class Held(Value, omit_defaults=True):
    """持续的中止事由: a pause in force, for clocks of the timer that start while it lasts."""

    timer: str
    scope: str | None
    gap: Gap


class Before(Value):
    """起算前已履行: what a timer asks for was done before the timer began."""

    timer: str
    scope: str | None
    at: datetime


class Clocks(Value, omit_defaults=True):
    """时限台账: the clocks of one matter, and what must be known to go on.

    All of it are plain values: stored as JSON and read back, it goes on as if it had never left.
    """

    clocks: tuple[Clock, ...] = ()
    open: tuple[int, ...] = ()
    """The places of the clocks that nothing has ended; an event goes over these alone."""
    late: tuple[int, ...] = ()
    """The places of the duties that ended late without a record of it, the earliest due first."""
    known: Mapping[str, Any] = {}
    """Facts about the matter that lengths depend on, such as its risk level."""
    held: tuple[Held, ...] = ()
    done_before: tuple[Before, ...] = ()
    facts: Facts = ()
    """The events that mattered, page by page, to count again when one turns out wrong."""
    voided: frozenset[int] = frozenset()
    corrected: Mapping[str, Mapping[str, Any]] = {}
    """What is right instead, by the version of the wrong event."""

    def facts_with(self, fact: Note) -> Facts:
        """One more event that mattered; on pages, so that long records stay cheap."""
        last = self.facts[-1] if self.facts else ()
        if len(last) == PAGE:
            return (*self.facts, (fact,))
        return (*self.facts[:-1], (*last, fact))

    def fact_at(self, version: int) -> Note | None:
        """The event at a version, if it mattered."""
        page = next((one for one in reversed(self.facts) if one[0].version <= version), ())
        return next((one for one in page if one.version == version), None)

    def with_clocks(self, clocks: Sequence[Clock]) -> "Clocks":
        """The same matter with other clocks, whatever has become of them."""
        late = [place for place, one in enumerate(clocks) if _ended_late(one)]
        return replace(
            self,
            clocks=tuple(clocks),
            open=tuple(place for place, one in enumerate(clocks) if one.is_open),
            late=tuple(sorted(late, key=lambda place: (clocks[place].due.at, place))),
        )

    def of(self, timer: str, scope: str = "") -> Clock | None:
        """The latest clock of a timer and scope."""
        found = (one for one in reversed(self.clocks) if (one.timer, one.scope) == (timer, scope))
        return next(found, None)

    def overdue(self, moment: datetime) -> list[Clock]:
        """Open clocks whose term is over at a moment, the oldest due first."""
        still_open = (self.clocks[place] for place in self.open)
        return sorted(
            (one for one in still_open if one.is_overdue(moment)), key=lambda one: one.due.at
        )

    def unrecorded(self, moment: datetime) -> list[Clock]:
        """Missed duties whose miss is not on record yet, ended late or not, oldest due first.

        The watch records each of them once; asking late, or again, gives the same list.
        """
        waiting = (self.clocks[place] for place in sorted((*self.open, *self.late)))
        return sorted(
            (
                one
                for one in waiting
                if one.kind is Kind.DUTY
                and one.recorded is None
                and one.state(moment) is State.MISSED
            ),
            key=lambda one: one.due.at,
        )

    def look_at(self) -> datetime | None:
        """From when on a miss may have to be recorded, by everything known now; None: never.

        In the past while a miss waits for its record.
        """
        found: datetime | None = None
        for place in (*self.open, *self.late[:1]):
            at = self.clocks[place].missed_from
            if at is not None and (found is None or at < found):
                found = at
        return found


class Table:
    """时限台面: the clocks of a matter while one event goes over them."""

    def __init__(self, matter: Clocks) -> None:
        self._matter = matter
        self._first_new = len(matter.clocks)
        self._new: list[Clock] = []
        self._changed: dict[int, Clock] = {}
        self.held = matter.held
        self.done_before = matter.done_before

    def open_before(self) -> Iterator[tuple[int, Clock]]:
        """The clocks that were open when the event came, as they were, each with its place."""
        return ((place, self._matter.clocks[place]) for place in self._matter.open)

    def asked_for(self, timer: str, scope: str | None) -> bool:
        """Whether a clock of a timer (and scope, if one is named) was open when the event came."""
        return any(
            one.timer == timer and scope in (None, one.scope) for _, one in self.open_before()
        )

    def at(self, place: int) -> Clock:
        """The clock at a place, as the event has left it so far."""
        if place >= self._first_new:
            return self._new[place - self._first_new]
        return self._changed.get(place) or self._matter.clocks[place]

    def running(self, timer: str, scope: str) -> int | None:
        """The place of the clock of a timer and scope that is open now."""
        clocks = self._matter.clocks
        for place in self._matter.open:
            one = clocks[place]
            if one.timer == timer and one.scope == scope and self.at(place).end is None:
                return place
        for place, one in enumerate(self._new, start=self._first_new):
            if one.timer == timer and one.scope == scope and one.end is None:
                return place
        return None

    def put(self, place: int, clock: Clock) -> None:
        """What has become of the clock at a place."""
        if place >= self._first_new:
            self._new[place - self._first_new] = clock
        else:
            self._changed[place] = clock

    def add(self, clock: Clock) -> None:
        """A clock the event starts."""
        self._new.append(clock)

    def cleared(self, known: Mapping[str, Any], facts: Facts) -> Clocks:
        """The matter after the event, with what is known of it now, and its record."""
        clocks, opened, late = self._matter.clocks, self._matter.open, self._matter.late
        if self._changed or self._new:
            after = [*clocks, *self._new]
            for place, clock in self._changed.items():
                after[place] = clock
            clocks = tuple(after)
            opened = tuple([place for place in self._open_once() if after[place].end is None])
            late = self._late(clocks)
        return replace(
            self._matter,
            clocks=clocks,
            open=opened,
            late=late,
            known=known,
            held=self.held,
            done_before=self.done_before,
            facts=facts,
        )

    def _open_once(self) -> Iterable[int]:
        """The places of the clocks that were open when the event came, or began with it."""
        return (*self._matter.open, *range(self._first_new, self._first_new + len(self._new)))

    def _late(self, clocks: Sequence[Clock]) -> tuple[int, ...]:
        """The duties that ended late, those that ended with the event among them."""
        places = (*self._changed, *range(self._first_new, len(clocks)))
        ended = [place for place in places if _ended_late(clocks[place])]
        if not ended:
            return self._matter.late
        late = list(self._matter.late)
        for place in ended:
            insort(late, place, key=lambda one: (clocks[one].due.at, one))
        return tuple(late)


def _ended_late(clock: Clock) -> bool:
    """Whether a duty ended too late, and no record of it has been made."""
    return clock.end is not None and clock.missed_from is not None
