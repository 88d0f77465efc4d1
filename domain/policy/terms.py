"""Terms (期限): lengths of time as people write them: "30 wd", "1 mo", "same day", "month end"."""

import re
from datetime import timedelta

from domain.codes.entry import Labelled
from domain.values import Value

MOST = 100_000
"""No amount in a rule is larger; a hundred thousand minutes are ten weeks."""


class Unit(Labelled):
    """期限单位: what a length is counted in."""

    MINUTE = "min", "分钟"
    HOUR = "h", "小时"
    DAY = "d", "日"
    WORKING_DAY = "wd", "个工作日"
    MONTH = "mo", "个月"
    YEAR = "y", "年"
    SAME_DAY = "same day", "当日"
    WEEK_END = "week end", "本周末(周日)"
    HALF_MONTH_END = "half month end", "本半月末"
    MONTH_END = "month end", "本月末"
    NEXT_MONTH_END = "next month end", "次月末"

    @property
    def runs_by_the_clock(self) -> bool:
        """Whether it runs through nights and holidays (民法典 art 201 para 2; D4)."""
        return self in (Unit.MINUTE, Unit.HOUR)

    @property
    def is_counted(self) -> bool:
        """Whether an amount belongs to it; "month end" has none."""
        return self in COUNTED


COUNTED = (Unit.MINUTE, Unit.HOUR, Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR)

_WRITTEN = re.compile(r"([1-9][0-9]{0,5}) (min|h|d|wd|mo|y)")


class Term(Value):
    """期限: an amount of a unit; `strict` ends on a rest day as well (D13)."""

    amount: int
    unit: Unit
    strict: bool = False

    @property
    def zh(self) -> str:
        """As a person reads it: `30个工作日`."""
        return f"{self.amount}{self.unit.zh}" if self.unit.is_counted else self.unit.zh

    @property
    def by_the_clock(self) -> timedelta:
        """The time a term of minutes or hours takes."""
        return timedelta(**{"minutes" if self.unit is Unit.MINUTE else "hours": self.amount})

    @property
    def nominal(self) -> timedelta:
        """Its usual extent, for comparing terms of different units and for nothing else."""
        return self.amount * _NOMINAL[self.unit]


_NOMINAL = {
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.DAY: timedelta(days=1),
    Unit.WORKING_DAY: timedelta(days=7) / 5,
    Unit.MONTH: timedelta(days=30),
    Unit.YEAR: timedelta(days=365),
    Unit.SAME_DAY: timedelta(days=1),
    Unit.WEEK_END: timedelta(days=7),
    Unit.HALF_MONTH_END: timedelta(days=15),
    Unit.MONTH_END: timedelta(days=30),
    Unit.NEXT_MONTH_END: timedelta(days=60),
}


class TermUnreadable(Exception):
    """A text that should be a length of time is not one."""


def term(text: str, *, strict: bool = False) -> Term:
    """The term a text such as `15 wd` or `same day` stands for. Raises `TermUnreadable`."""
    if found := _WRITTEN.fullmatch(text):
        amount = int(found[1])
        if amount <= MOST:
            return Term(amount=amount, unit=Unit(found[2]), strict=strict)
    for unit in Unit:
        if unit.value == text and not unit.is_counted:
            return Term(amount=1, unit=unit, strict=True)
    raise TermUnreadable(f"{text!r} is no length such as '30 wd', '2 h', '1 mo' or 'same day'")
