"""Why a clock stands where it stands (时限说明): every step of it, in Chinese, with its rule.

`liuhen policy explain CASE` prints these lines; the big screen and the reviewers read the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from domain.kernel import SHANGHAI
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, Lateness, State, Step, StepKind, lateness
from domain.policy.clocks import Clocks
from domain.policy.daycount import Due
from domain.policy.rulebook import Number, Rulebook, Rulebooks
from domain.policy.terms import Unit
from domain.policy.timers import Length, Timer

_WEEKDAYS = "一二三四五六日"


def explanation(
    clocks: Clocks,
    rules: Rulebooks,
    calendar: Calendar,
    moment: datetime,
    labels: Mapping[str, str] | None = None,
) -> list[str]:
    """Every clock of a matter at a moment, in the order they began.

    `labels` give codes, such as the reasons of a suspension, their Chinese names.
    """
    return [
        line
        for clock in clocks.clocks
        for line in clock_lines(clock, rules.of(clock.rules), calendar, moment, labels)
    ]


def clock_lines(
    clock: Clock,
    book: Rulebook,
    calendar: Calendar,
    moment: datetime,
    labels: Mapping[str, str] | None = None,
) -> list[str]:
    """One clock: what it is, each thing that happened to it, and how it stands."""
    timer = book.timers[clock.timer]
    scope = f"({clock.scope})" if clock.scope else ""
    return [
        f"{timer.id} {timer.zh}{scope}:{_standing(clock, calendar, moment)}",
        f"  依据:{clock.basis.zh},{clock.source};规则版本 {clock.rules}",
        f"  责任主体:{clock.holder.zh};性质:{clock.kind.zh}",
        *(f"  {_step_line(step, clock, book, labels or {})}" for step in clock.steps),
        *_due_lines(clock, calendar),
    ]


def _standing(clock: Clock, calendar: Calendar, moment: datetime) -> str:
    state = clock.state(moment)
    late = lateness(clock, moment, calendar)
    if late is not None and late.amount:
        return f"{state.zh}{_late(late)}"
    if state is State.RUNNING:
        return f"{state.zh},{due_text(clock.due)}届满"
    return state.zh


def _late(late: Lateness) -> str:
    if late.unit is not Unit.MINUTE:
        return f"{late.amount}{late.unit.zh}"
    hours, minutes = divmod(late.amount, 60)
    return f"{hours}小时{minutes}分钟" if hours else f"{minutes}分钟"


def _step_line(step: Step, clock: Clock, book: Rulebook, labels: Mapping[str, str]) -> str:
    named = book.events.get(step.event)
    event = f"{named.zh if named else step.event},第{step.version}号事件"
    return f"{moment_text(step.at)} {_what(step, clock, labels)}({event})"


def _what(step: Step, clock: Clock, labels: Mapping[str, str]) -> str:
    amount = step.amount.zh if step.amount and step.amount.amount > 0 else ""
    until = f",{due_text(step.due)}届满"
    match step.kind:
        case StepKind.STARTED:
            length = f",期限{amount}" if amount else ",期限由事件确定"
            return f"起算{length}{_first_day(clock, step)}{until}"
        case StepKind.PAUSED | StepKind.PAUSED_TOO_LATE | StepKind.STILL_PAUSED:
            return f"{step.kind.zh}{_why(step, labels)}"
        case StepKind.RESUMED:
            return f"恢复计时{_why(step, labels)},顺延后{due_text(step.due)}届满"
        case StepKind.EXTENDED:
            return f"{step.reason}{amount}{until}"
        case StepKind.EXTENDED_TOO_LATE:
            return f"{step.kind.zh}:{step.reason}{amount}"
        case StepKind.TIGHTENED:
            return f"{step.kind.zh}为{amount}{until}"
        case StepKind.BACKDATED | StepKind.TAKEN_UP:
            return f"{step.kind.zh}{until}"
        case StepKind.ENDED:
            return f"结束:{step.reason}"
        case StepKind.RETURNED | StepKind.RECORDED:
            return step.kind.zh


def _first_day(clock: Clock, step: Step) -> str:
    """D1: the first day is not counted, unless the term runs by the clock or is told."""
    counted = step.amount is not None and step.amount.unit in (
        Unit.DAY,
        Unit.WORKING_DAY,
        Unit.MONTH,
        Unit.YEAR,
    )
    return ",当日不计入" if counted and clock.counted_from == clock.started_at else ""


def _why(step: Step, labels: Mapping[str, str]) -> str:
    return f":{labels.get(step.reason, step.reason)}" if step.reason else ""


def _due_lines(clock: Clock, calendar: Calendar) -> list[str]:
    """The last day, and why it is not the one plain counting gives."""
    due = clock.due
    lines: list[str] = []
    if due.on != due.raw_on:
        lines.append(f"  {day_text(due.raw_on)}为休息日,顺延至{day_text(due.on)}(D2)")
    elif due.rolled_on != due.raw_on:
        lines.append(f"  {day_text(due.raw_on)}为休息日,按规定不顺延(D13)")
    if due.provisional:
        lines.append(f"  放假安排尚未公布,暂按{calendar.version}日历推算")
    return lines


def due_text(due: Due) -> str:
    """When a term ends, as people say it: a day, or a moment for hours."""
    return moment_text(due.at) if due.by_the_clock else day_text(due.on)


def day_text(day: date) -> str:
    """A day with its weekday: `2025-05-06(二)`."""
    return f"{day.isoformat()}({_WEEKDAYS[day.weekday()]})"


def moment_text(moment: datetime) -> str:
    """A moment in the country's legal time: `2025-05-06 09:10`."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def timer_lines(timer: Timer, book: Rulebook) -> list[str]:
    """One rule: what it asks, of whom, for how long, by what, and which events it listens to."""
    beside = f",与{timer.beside}并行" if timer.beside else ""
    return [
        f"{timer.id} {timer.zh}({timer.en}){beside}",
        f"  {timer.kind.zh};责任主体:{timer.holder.zh}",
        *(f"  期限:{_length_text(length)}" for length in timer.lengths),
        *(
            f"  {word}:{'、'.join(_event_names(triggers, book))}"
            for word, triggers in (
                ("起算", [one.event for one in timer.starts]),
                ("履行", [one.event for one in timer.stops]),
                ("终结", [one.event for one in timer.cancels]),
                ("中止", [one.event for one in timer.pauses]),
                ("恢复", [one.event for one in timer.resumes]),
                ("延期", [one.event for one in timer.extends]),
            )
            if triggers
        ),
        *([f"  说明:{timer.note}"] if timer.note else []),
    ]


def _length_text(length: Length) -> str:
    if length.told is not None:
        text = f"由事件确定({length.told})"
    else:
        assert length.term is not None, "a length is a term or is told"
        text = length.term.zh
    when = ",".join(f"{path}={wanted}" for path, wanted in length.when.items())
    condition = f"[{when}]" if when else ""
    return f"{text}{condition} ({length.basis.zh}:{length.source})"


def _event_names(events: Sequence[str], book: Rulebook) -> list[str]:
    return list(dict.fromkeys(book.events[event].zh for event in events))


def number_lines(numbers: Mapping[str, Number]) -> list[str]:
    """Every policy number with its basis."""
    return [
        f"{name} {number.zh}:{number.value:g} {number.unit}({number.basis.zh}:{number.source})"
        for name, number in numbers.items()
    ]
