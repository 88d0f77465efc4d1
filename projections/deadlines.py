"""Deadlines (时限明细): every clock of every case as a row of its own, with who answers for it.

A row says until when a term ran and who had the duty then; it changes when something happens and
never because time passes. How it stands at a moment is asked of these columns:

    begun and open    started_at <= m < open_until
    over              over_at <= m
    standing still    m lies in one of `pauses`

domain.md §5.4. Whom the duty belonged to is read from the case's chain of duty at the last moment
of the term (or when it ended); once the miss is on record, the record says it.
"""

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from domain.case.chain import AsOf, Chain, as_recorded, seat
from domain.case.chronology import Chronology
from domain.case.corrections import EventCorrected
from domain.case.deadlines import DeadlineMissed, last_moment
from domain.case.holders import Seat
from domain.case.supervision import SupervisionOrdered, UrgeIssued
from domain.codes.entry import Labelled
from domain.ids import CaseId, PersonId, UnitId
from domain.kernel import Recorded
from domain.policy.clock import Clock, How
from domain.policy.overdue import (
    NEVER,
    Bucket,
    Standing,
    Standstill,
    amber_at,
    bucket_at_end,
    late_extension_at,
    open_until,
    over_at,
    recorded_at,
    standing_at_end,
    standstills,
)
from domain.policy.rulebook import Policy, Rulebook
from domain.policy.terms import Unit
from domain.policy.timers import Basis, Holder, Kind
from domain.values import Value
from projections.kernel import Row


class Deadline(Row, key=("case", "timer", "scope", "started")):
    """时限明细: one term, until when it runs, and who has the duty at its end."""

    case: CaseId
    timer: str
    scope: str
    started: int
    kind: Kind
    basis: Basis
    mandatory: bool
    duty: Holder
    unit: UnitId | None
    person: PersonId | None
    rules: str
    started_at: datetime
    first_due_on: date
    """The last day as it was counted when the term began."""
    raw_due_on: date
    """The last day by plain counting, not moved past days of rest."""
    due_on: date
    due_at: datetime
    over_at: datetime
    """The first moment at which the term is over."""
    amber_at: datetime
    """From when on little is left."""
    late_unit: Unit
    """In what its lateness is counted."""
    pauses: tuple[Standstill, ...]
    stood_still: bool
    """Whether there are any."""
    open_until: datetime
    """When it ended; the end of time for what has not."""
    how: How | None
    stood: Standing | None
    """How it stood when it ended."""
    ever_over: bool
    """Whether it was over while it was open, or ended late; if not, it is neither at any moment."""
    bucket: Bucket | None
    """How late it was when it ended, if it was."""
    recorded: int | None
    """The version of the event that put the miss on record."""
    recorded_at: datetime | None
    late_extension_at: datetime | None
    """When it was prolonged although it was over."""
    urged_twice_at: datetime | None
    """When its unit was urged for the last time before the term counts as urged in vain."""
    supervised_before: bool
    """Whether its unit was put under supervision in this case before the term was over."""
    apart_until: datetime | None
    """Until when a duty must be asked how it stands, since no sum says it; None if never."""
    place: int
    """Where its clock stands among those of the case."""


class Tracked(Value):
    """时限及其经过: the row of a term, and its clock with every step, for showing."""

    row: Deadline
    clock: Clock


class PressKind(Labelled):
    """督促: what was done to make a unit move."""

    URGED = "urged", "催办"
    SUPERVISED = "supervised", "督办"


class Press(Value):
    """督促记录: a unit was urged, or put under supervision."""

    kind: PressKind
    unit: UnitId
    at: datetime
    version: int


class Miss(Value):
    """超期登记: whom a recorded miss names."""

    version: int
    seat: Seat


def pressed(before: tuple[Press, ...], fact: Recorded[Any]) -> tuple[Press, ...]:
    """Who was pressed, after one more event; the same object after any other."""
    event = fact.event
    if isinstance(event, EventCorrected):
        return _at_the_right_moment(before, event)
    kind = _PRESSES.get(type(event))
    if kind is None:
        return before
    press = Press(kind=kind, unit=event.unit, at=fact.occurred_at, version=fact.version)
    return (*before, press)


def _at_the_right_moment(before: tuple[Press, ...], event: EventCorrected) -> tuple[Press, ...]:
    if event.happened_at is None or all(one.version != event.version for one in before):
        return before
    return tuple(
        replace(one, at=event.happened_at) if one.version == event.version else one
        for one in before
    )


_PRESSES: dict[type[Any], PressKind] = {
    UrgeIssued: PressKind.URGED,
    SupervisionOrdered: PressKind.SUPERVISED,
}


def misses(before: tuple[Miss, ...], fact: Recorded[Any]) -> tuple[Miss, ...]:
    """Who was named for misses, after one more event; the same object after any other."""
    event = fact.event
    if not isinstance(event, DeadlineMissed):
        return before
    named = Seat(unit=event.holder_unit, person=event.holder_person)
    return (*before, Miss(version=fact.version, seat=named))


class Held:
    """责任所在: the chain of duty of a case, and the order in which it was recorded."""

    def __init__(self, chain: Chain, times: Chronology, misses: tuple[Miss, ...]) -> None:
        self.chain = chain
        self.times = times
        self.misses = misses
        self._latest = _latest(chain, times)
        self._now: AsOf | None = None
        self._seats: dict[tuple[Holder, str], Seat] = {}

    def seat(self, clock: Clock) -> Seat:
        """Who had the duty when the term ended, or when it was done."""
        if clock.recorded is not None:
            for one in self.misses:
                if one.version == clock.recorded:
                    return one.seat
        if self._latest is None or answers(clock, self._latest):
            return self._seat_now(clock.holder, clock.scope)
        return seat(
            self.chain,
            clock.holder,
            clock.scope,
            asked_at(clock),
            since=clock.started,
            times=self.times,
        )

    def _seat_now(self, duty: Holder, scope: str) -> Seat:
        """By the chain as all of the record has it: most terms end after its last turn."""
        found = self._seats.get((duty, scope))
        if found is None:
            if self._now is None:
                self._now = as_recorded(self.chain)
            found = self._seats[duty, scope] = self._now.seat(duty, scope)
        return found


def _latest(chain: Chain, times: Chronology) -> datetime | None:
    """The latest moment of which a turn of duty, or an entry before one, tells; None: none does."""
    told = [one.at for one in times.peaks]
    for span in chain.spans:
        told.append(span.from_at)
        if span.to_at is not None:
            told.append(span.to_at)
        if span.recused_at is not None:
            told.append(span.recused_at)
    told += [one.at for one in chain.followed]
    return max(told, default=None)


def asked_at(clock: Clock) -> datetime:
    """The moment whose holder answers for a clock: its last one, or that at which it ended."""
    return min(last_moment(clock), open_until(clock))


def answers(clock: Clock, moment: datetime) -> bool:
    """Whether a moment is not later than that whose holder answers for a clock (`asked_at`)."""
    return clock.due.kept_by(moment) and (clock.end is None or moment <= clock.end.at)


Piece = tuple[CaseId, int, Clock, Seat, tuple[Press, ...], Policy]
"""What the row of a clock is told from: a clock that nothing touched is the same object."""


def deadline(
    case: CaseId, place: int, clock: Clock, seat: Seat, pressed: tuple[Press, ...], policy: Policy
) -> Deadline:
    """The row of the clock at a place of its case, which this seat answers for."""
    book = policy.rules.of(clock.rules)
    due, end, stood = clock.due, clock.end, standing_at_end(clock)
    pauses = standstills(clock) if clock.gaps else ()
    urged_twice_at, supervised_before = _pressing(clock, seat.unit, pressed, book)
    return Deadline(
        case=case,
        timer=clock.timer,
        scope=clock.scope,
        started=clock.started,
        kind=clock.kind,
        basis=clock.basis,
        mandatory=clock.is_mandatory,
        duty=clock.holder,
        unit=seat.unit,
        person=seat.person,
        rules=clock.rules,
        started_at=clock.started_at,
        first_due_on=clock.steps[0].due.on,
        raw_due_on=due.raw_on,
        due_on=due.on,
        due_at=due.at,
        over_at=over_at(clock),
        amber_at=amber_at(clock, book.amber_of(clock.timer), policy.calendar),
        late_unit=clock.late_unit,
        pauses=pauses,
        stood_still=bool(pauses),
        open_until=open_until(clock),
        how=None if end is None else end.how,
        stood=stood,
        ever_over=stood is Standing.LATE or over_at(clock) < open_until(clock),
        bucket=bucket_at_end(clock, policy.calendar) if stood is Standing.LATE else None,
        recorded=clock.recorded,
        recorded_at=recorded_at(clock),
        late_extension_at=late_extension_at(clock),
        urged_twice_at=urged_twice_at,
        supervised_before=supervised_before,
        apart_until=_apart_until(clock, seat, stood, urged_twice_at),
        place=place,
    )


def _apart_until(
    clock: Clock, seat: Seat, stood: Standing | None, urged_twice_at: datetime | None
) -> datetime | None:
    """Most duties are overdue whenever their last day is over: by that day they are summed up.

    Those are not that count hours, stood still, were urged in vain, or have ended since. What
    ended late before it began, as things entered late may have it, is always asked.
    """
    if clock.kind is not Kind.DUTY or seat.unit is None:
        return None
    until, over = open_until(clock), over_at(clock)
    if stood is Standing.LATE and until < clock.started_at:
        return NEVER
    from_at = max(over, clock.started_at)
    by_its_day = (
        until == NEVER
        and from_at == over
        and urged_twice_at is None
        and not clock.gaps
        and not clock.due.by_the_clock
    )
    return None if by_its_day or until <= from_at else until


def _pressing(
    clock: Clock, unit: UnitId | None, pressed: tuple[Press, ...], book: Rulebook
) -> tuple[datetime | None, bool]:
    """When the unit was urged in vain for the term, and whether it was supervised before."""
    if not pressed:
        return None, False
    urges = book.number("black_after_urges").whole
    theirs = [one for one in pressed if one.unit == unit]
    urged = sorted(
        one.at for one in theirs if one.kind is PressKind.URGED and one.at >= clock.started_at
    )
    over = over_at(clock)
    before = any(one.kind is PressKind.SUPERVISED and one.at < over for one in theirs)
    return (urged[urges - 1] if len(urged) >= urges else None), before
