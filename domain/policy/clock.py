"""One clock (时限实例): a running term of one matter, and what can be asked of it at any moment.

A clock is made by `clocks.py` from events; here it is only read. The same clock asked at two
moments may give two answers: that is all that time does to it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.codes.entry import Labelled
from domain.kernel import day_of
from domain.policy.calendar import Calendar
from domain.policy.daycount import Due, Pause, due, union
from domain.policy.terms import Term, Unit
from domain.policy.timers import Basis, Holder, Kind
from domain.values import Value


class State(Labelled):
    """时限状态: how a clock stands at a moment."""

    RUNNING = "running", "计时中"
    PAUSED = "paused", "中止"
    MET = "met", "按期"
    MISSED = "missed", "超期"
    CANCELLED = "cancelled", "终结"


class Colour(Labelled):
    """预警颜色: green, amber when little is left, red when it is over, black when urged in vain."""

    GREEN = "green", "绿"
    AMBER = "amber", "黄"
    RED = "red", "红"
    BLACK = "black", "黑"


class How(Labelled):
    """结束方式: why a clock no longer runs."""

    DONE = "done", "已履行"
    RENEWED = "renewed", "已履行并重新起算"
    CANCELLED = "cancelled", "不再需要"
    REPLACED = "replaced", "由新期限取代"
    MOVED = "moved", "并入主案"


class StepKind(Labelled):
    """变动: what an event did to a clock."""

    STARTED = "started", "起算"
    PAUSED = "paused", "中止"
    STILL_PAUSED = "still_paused", "中止事由部分消除"
    RESUMED = "resumed", "恢复"
    EXTENDED = "extended", "延期"
    TIGHTENED = "tightened", "期限缩短"
    BACKDATED = "backdated", "按并案最早受理时间起算"
    PAUSED_TOO_LATE = "paused_too_late", "已超期,不予中止"
    EXTENDED_TOO_LATE = "extended_too_late", "逾期后延期,超期不消除"
    ENDED = "ended", "结束"
    RETURNED = "returned", "拆案后恢复"
    TAKEN_UP = "taken_up", "办结退回,继续计时"
    RECORDED = "recorded", "超期已登记"


class Step(Value, omit_defaults=True):
    """变动记录: an event that did something to the clock, and when the term ended from then on."""

    kind: StepKind
    event: str
    version: int
    """The event's version in the stream."""
    position: int
    at: datetime
    due: Due
    reason: str | None = None
    amount: Term | None = None


class Gap(Value, omit_defaults=True):
    """中止: a reason for which the clock stood still, and until when at most."""

    reason: str
    of: str
    from_at: datetime
    to_at: datetime | None = None
    at_most: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        """When it ended, or will end by itself; None while it lasts without limit."""
        return min((end for end in (self.to_at, self.at_most) if end is not None), default=None)

    def covers(self, moment: datetime) -> bool:
        """Whether the clock stands still at a moment for this reason."""
        ends_at = self.ends_at
        return self.from_at <= moment and (ends_at is None or moment < ends_at)


class Joined(Value):
    """并入的诉求: a merged complaint and when it was received."""

    case: str
    received_at: datetime


class End(Value):
    """结束: how, when and by which event the clock ended."""

    how: How
    at: datetime
    version: int


class Clock(Value, omit_defaults=True):
    """时限: one term of one timer for one part of a matter."""

    timer: str
    scope: str
    rules: str
    """The version of the rules it keeps for life."""
    kind: Kind
    holder: Holder
    basis: Basis
    source: str
    started: int
    """The version, in the stream, of the event that started it."""
    started_at: datetime
    counted_from: datetime
    """What the term is counted from: the start, a told day, or when it was tightened."""
    term: Term
    due: Due
    """When it ends by everything known, a pause that still lasts left out."""
    gaps: tuple[Gap, ...] = ()
    extensions: tuple[Term, ...] = ()
    joined: tuple[Joined, ...] = ()
    end: End | None = None
    recorded: int | None = None
    """The version of the event that recorded the miss."""
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it apart from every other clock of the matter."""
        return (self.timer, self.scope, self.started)

    @property
    def is_mandatory(self) -> bool:
        """Whether law or a policy document asks for it; the rest is internal (domain.md §5.4)."""
        return self.basis in (Basis.LAW, Basis.SEED)

    @property
    def late_unit(self) -> Unit:
        """In what its lateness is counted: minutes, days or working days (domain.md §5.4)."""
        if self.due.by_the_clock:
            return Unit.MINUTE
        return Unit.WORKING_DAY if self.term.unit is Unit.WORKING_DAY else Unit.DAY

    @property
    def is_open(self) -> bool:
        """Whether nothing has ended it, in time or late."""
        return self.end is None

    def is_paused(self, moment: datetime) -> bool:
        """Whether it stands still at a moment for at least one reason (D11)."""
        return self.is_open and any(gap.covers(moment) for gap in self.gaps)

    def state(self, moment: datetime) -> State:
        """How it stands at a moment, by everything recorded; a recorded miss stays (§2.5 K)."""
        if self.recorded is not None:
            return State.MISSED
        if self.end is None:
            if self.is_paused(moment):
                return State.PAUSED
            return State.RUNNING if self.due.kept_by(moment) else State.MISSED
        ended_at = self.end.at
        if not (self.due.kept_by(ended_at) or any(gap.covers(ended_at) for gap in self.gaps)):
            return State.MISSED
        done = self.end.how in (How.DONE, How.RENEWED)
        return State.MET if done else State.CANCELLED

    @property
    def missed_from(self) -> datetime | None:
        """When a duty will be missed if nothing happens, or was; None: never, or on record.

        A pause without end never lets it be missed.
        """
        if self.kind is not Kind.DUTY or self.recorded is not None:
            return None
        at = self.due.at
        if self.end is not None:
            return at if self.state(self.end.at) is State.MISSED else None
        while self.gaps and (gaps := [gap for gap in self.gaps if gap.covers(at)]):
            ends = [gap.ends_at for gap in gaps if gap.ends_at is not None]
            if len(ends) < len(gaps):
                return None
            at = max(ends)
        return at

    def is_overdue(self, moment: datetime) -> bool:
        """Whether it is open and over at a moment; a paused clock never is (domain.md §5.4)."""
        return self.is_open and not self.is_paused(moment) and not self.due.kept_by(moment)


def counted(clock: Clock, calendar: Calendar) -> Due:
    """When the clock's term ends, by its start, length, ended pauses and extensions."""
    return due(
        clock.counted_from,
        clock.term,
        calendar,
        pauses=_pauses(clock.gaps),
        extensions=clock.extensions,
    )


def _pauses(gaps: Sequence[Gap]) -> list[Pause]:
    return [
        Pause(from_at=gap.from_at, to_at=ends_at)
        for gap in gaps
        if (ends_at := gap.ends_at) is not None
    ]


class Lateness(Value):
    """超期程度: how late, in the term's own unit; minutes for hour terms (domain.md §5.4)."""

    amount: int
    unit: Unit


def lateness(clock: Clock, moment: datetime, calendar: Calendar) -> Lateness | None:
    """How late the clock is at a moment, or was when it ended; None when it is not missed."""
    if clock.state(moment) is not State.MISSED:
        return None
    return late_in(clock, moment if clock.end is None else clock.end.at, calendar)


def late_in(clock: Clock, at: datetime, calendar: Calendar) -> Lateness:
    """How much a moment is later than the term, whether or not anything was missed."""
    unit = clock.late_unit
    if unit is Unit.MINUTE:
        late = max(timedelta(0), at - clock.due.at)
        return Lateness(amount=late // timedelta(minutes=1), unit=unit)
    until = day_of(at)
    if unit is Unit.WORKING_DAY:
        return Lateness(amount=calendar.working_days_between(clock.due.on, until), unit=unit)
    return Lateness(amount=clock.due.days_late(until), unit=unit)


def term_length(clock: Clock, calendar: Calendar) -> timedelta | int:
    """How long the term is without its pauses: time, or (working) days as the term counts them."""
    gaps = union(_pauses(clock.gaps)) if clock.gaps else []
    if clock.due.by_the_clock:
        paused = sum((gap.to_at - gap.from_at for gap in gaps), timedelta(0))
        return clock.due.at - clock.counted_from - paused
    first, last = day_of(clock.counted_from), clock.due.on
    if clock.term.unit is Unit.WORKING_DAY:
        return calendar.working_days_between(first, last) - sum(
            calendar.working_days_between(day_of(gap.from_at), day_of(gap.to_at)) for gap in gaps
        )
    return (last - first).days - sum((day_of(gap.to_at) - day_of(gap.from_at)).days for gap in gaps)
