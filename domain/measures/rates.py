"""Rates (比率): so many of so many, in integers, with both numbers beside the percentage.

domain.md §5: percentages are computed in integers and rounded half up to two decimals; an empty
denominator is "—", never 0 or 100 %; a target is compared by multiplying crosswise, not by the
rounded percentage.
"""

from enum import StrEnum
from fractions import Fraction

from domain.codes.entry import Labelled
from domain.values import Value

NOTHING = "—"
"""What is shown where there is nothing to divide by."""


class Scale(Labelled):
    """单位: by how much a quotient is multiplied before it is shown."""

    PERCENT = "PERCENT", "百分比"
    PER_TEN_THOUSAND = "PER_TEN_THOUSAND", "每万人"
    COUNT = "COUNT", "件数"


_FACTOR = {Scale.PERCENT: 100, Scale.PER_TEN_THOUSAND: 10_000}
_SIGN = {Scale.PERCENT: "%", Scale.PER_TEN_THOUSAND: "", Scale.COUNT: ""}


class Rate(Value):
    """比率: numerator over denominator; without a denominator it is a plain count."""

    numerator: int
    denominator: int | None
    scale: Scale = Scale.PERCENT

    @property
    def hundredths(self) -> int | None:
        """The rate in hundredths of its unit, half up: 9900 is 99.00 %; None when empty."""
        if self.denominator is None or self.denominator <= 0:
            return None
        return half_up(self.numerator * _FACTOR[self.scale] * 100, self.denominator)

    @property
    def text(self) -> str:
        """As people read it: `99.00%`, `12`, or `—` for an empty denominator."""
        if self.denominator is None:
            return str(self.numerator)
        if (found := self.hundredths) is None:
            return NOTHING
        sign = "-" if found < 0 else ""
        return f"{sign}{abs(found) // 100}.{abs(found) % 100:02d}{_SIGN[self.scale]}"


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number to a quotient; a half is rounded away from zero."""
    found = (2 * abs(numerator) + denominator) // (2 * denominator)
    return found if numerator >= 0 else -found


class Goal(StrEnum):
    """目标方向: on which side of a target a rate must lie."""

    AT_LEAST = "AT_LEAST"
    BELOW = "BELOW"


def meets(rate: Rate, goal: Goal, target: Fraction) -> bool | None:
    """Whether a rate meets a target given in its unit (96 for 96 %); None when it is empty.

    `960 / 1000` is at least 96 %, `959 / 1000` is not (domain.md §9 F1 no. 2).
    """
    if rate.denominator is None or rate.denominator <= 0:
        return None
    reached = rate.numerator * _FACTOR[rate.scale] * target.denominator
    wanted = target.numerator * rate.denominator
    return reached >= wanted if goal is Goal.AT_LEAST else reached < wanted
