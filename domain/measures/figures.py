"""Figures (指标值): every indicator computed from counts, and judged by a version of the rules."""

from collections.abc import Mapping
from fractions import Fraction

from domain.measures.indicator import Indicator
from domain.measures.indicators import INDICATORS
from domain.measures.rates import Goal, Rate, meets
from domain.policy.rulebook import Rulebook
from domain.values import Value

Counts = Mapping[str, int]
"""How many there are of each base set; a name that is missing could not be counted."""


class Figure(Value):
    """指标值: an indicator with its numbers, and whether they meet the target.

    `rate` is None where a denominator must be given and was not (population).
    """

    id: str
    rate: Rate | None
    target: str | None = None
    met: bool | None = None
    beside: tuple[str, ...] = ()


def figure(one: Indicator, counts: Counts, book: Rulebook) -> Figure:
    """An indicator from the counts, judged by one version of the rules."""
    if any(name.lstrip("-") not in counts for name in (*one.numerator, *one.denominator)):
        return Figure(id=one.id, rate=None, beside=one.beside)
    rate = Rate(
        numerator=_total(one.numerator, counts),
        denominator=_total(one.denominator, counts) if one.denominator else None,
        scale=one.scale,
    )
    if one.target is None:
        return Figure(id=one.id, rate=rate, beside=one.beside)
    target = Fraction(str(book.number(one.target).value))
    return Figure(
        id=one.id,
        rate=rate,
        target=_shown(target, one.goal),
        met=meets(rate, one.goal, target),
        beside=one.beside,
    )


def figures(counts: Counts, book: Rulebook) -> tuple[Figure, ...]:
    """Every indicator in the order of the table."""
    return tuple(figure(one, counts, book) for one in INDICATORS.values())


def _total(terms: tuple[str, ...], counts: Counts) -> int:
    return sum(-counts[term[1:]] if term.startswith("-") else counts[term] for term in terms)


def _shown(target: Fraction, goal: Goal) -> str:
    hundredths = int(target * 100)
    sign = "≥" if goal is Goal.AT_LEAST else "<"
    return f"{sign} {hundredths // 100}.{hundredths % 100:02d}%"
