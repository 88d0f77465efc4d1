"""Escalation (超期升级): what should be done about a term, as its lateness grows; proposals only.

    little left                     提醒  remind the handler
    over                            催办  urge the head of the unit
    2 working days late             一般督办  put the unit under supervision
    5 working days, or once before  重点督办  close supervision, and the leader in charge
    10 working days, or 3 cases     约谈  interview the unit's chief
      of the unit in a quarter

domain.md §5.4; measures named in [seed 000 三(三)], the interview also in [F67 art 47]. People
decide; nothing here is recorded. The numbers are policy (`[numbers]` of the rule file).
"""

from collections.abc import Callable
from datetime import date, datetime

from domain.codes.entry import Labelled
from domain.kernel import day_of
from domain.policy.calendar import Calendar
from domain.policy.clock import Clock, Colour
from domain.policy.daycount import midnight
from domain.policy.overdue import Standing, standing
from domain.policy.rulebook import Rulebook
from domain.policy.timers import Kind
from domain.values import Value


class Measure(Labelled):
    """督促措施: a rung of the ladder, lowest first."""

    REMIND = "remind", "提醒"
    URGE = "urge", "催办"
    SUPERVISE = "supervise", "一般督办"
    SUPERVISE_CLOSELY = "supervise_closely", "重点督办"
    INTERVIEW = "interview", "约谈"


class Addressee(Labelled):
    """督促对象: whom the measure is for."""

    HANDLER = "handler", "承办人"
    UNIT_HEAD = "unit_head", "单位负责人"
    UNIT = "unit", "承办单位"
    UNIT_AND_LEADER = "unit_and_leader", "承办单位及分管领导"
    CHIEF = "chief", "单位主要负责人"


class Ground(Labelled):
    """督促理由: why this rung and not a lower one."""

    LITTLE_LEFT = "little_left", "临近届满"
    OVER = "over", "已经超期"
    DAYS_LATE = "days_late", "超期天数"
    SUPERVISED_BEFORE = "supervised_before", "再次超期(曾被督办)"
    CASES_IN_QUARTER = "cases_in_quarter", "本季度超期件数"


class Proposal(Value):
    """督促建议: a measure, for whom, and why."""

    measure: Measure
    addressee: Addressee
    ground: Ground


class Circumstances(Value):
    """情形: what the ladder looks at beside the clock.

    `working_days` is how many working days the term is over, `supervised_before` whether the unit
    was under supervision in this case before the term was over, `cases` how many cases of the unit
    were late in the quarter (None: not for this reader, or not known).
    """

    working_days: int
    supervised_before: bool
    cases: int | None


Rung = tuple[Measure, Addressee, Ground, Callable[[Circumstances, Rulebook], bool]]


def _late(number: str) -> Callable[[Circumstances, Rulebook], bool]:
    return lambda known, book: known.working_days >= book.number(number).whole


def _many_cases(known: Circumstances, book: Rulebook) -> bool:
    return known.cases is not None and known.cases >= book.number("interview_after_cases").whole


def _again(known: Circumstances, book: Rulebook) -> bool:
    """Ordinary supervision would be due, and the unit has had it before."""
    return known.supervised_before and _late("supervise_after")(known, book)


LADDER: tuple[Rung, ...] = (
    (Measure.INTERVIEW, Addressee.CHIEF, Ground.DAYS_LATE, _late("interview_after")),
    (Measure.INTERVIEW, Addressee.CHIEF, Ground.CASES_IN_QUARTER, _many_cases),
    (
        Measure.SUPERVISE_CLOSELY,
        Addressee.UNIT_AND_LEADER,
        Ground.DAYS_LATE,
        _late("supervise_closely_after"),
    ),
    (Measure.SUPERVISE_CLOSELY, Addressee.UNIT_AND_LEADER, Ground.SUPERVISED_BEFORE, _again),
    (Measure.SUPERVISE, Addressee.UNIT, Ground.DAYS_LATE, _late("supervise_after")),
    (Measure.URGE, Addressee.UNIT_HEAD, Ground.OVER, lambda known, book: True),
)
"""The rungs for a term that is over, highest first: the first that fits is proposed."""


def proposal(
    clock: Clock, moment: datetime, colour: Colour, known: Circumstances, book: Rulebook
) -> Proposal | None:
    """What should be done about a duty at a moment; nothing about other terms and ended ones."""
    if clock.kind is not Kind.DUTY:
        return None
    match standing(clock, moment):
        case Standing.RUNNING if colour is Colour.AMBER:
            return Proposal(
                measure=Measure.REMIND,
                addressee=Addressee.HANDLER,
                ground=Ground.LITTLE_LEFT,
            )
        case Standing.OVERDUE:
            measure, addressee, ground = next(
                (measure, addressee, ground)
                for measure, addressee, ground, fits in LADDER
                if fits(known, book)
            )
            return Proposal(measure=measure, addressee=addressee, ground=ground)
        case _:
            return None


def working_days_over(clock: Clock, moment: datetime, calendar: Calendar) -> int:
    """How many working days a moment is later than the last day, whatever the term counts in."""
    return calendar.working_days_between(clock.due.on, day_of(moment))


def quarter_of(moment: datetime) -> datetime:
    """When the calendar quarter of a moment began."""
    day = day_of(moment)
    return midnight(date(day.year, day.month - (day.month - 1) % 3, 1))
