"""Workload (工作量): what a case weighs for whoever works on it, and what follows from the sum.

    W(u, P) = Σ over cases of  difficulty × role × (concluded 1, carried over 0.5)   domain.md §5.3

Everything is counted in ten-thousandths of a point, by whole numbers: a difficulty is whole points,
a role and what became of the part are hundredths. What is shown is rounded half-up at the very end.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from domain.codes.entry import Labelled
from domain.codes.matters import Difficulty
from domain.policy.rulebook import Rulebook
from domain.values import Value

POINT = 10_000
"""Parts of a point that loads and capacities are counted in."""


class WorkRole(Labelled):
    """工作角色: what somebody is in a case, the heaviest first."""

    LEAD = "LEAD", "主办(主调)"
    CO_MEDIATOR = "CO_MEDIATOR", "共同调解"
    ASSISTANT = "ASSISTANT", "协助承办"
    CO_UNIT = "CO_UNIT", "协办单位"
    RECORDER = "RECORDER", "记录"


class Left(Labelled):
    """离手方式: how a part in a case ended for whoever had it."""

    DONE = "DONE", "办结"
    PASSED_ON = "PASSED_ON", "移交他人"
    TAKEN_BACK = "TAKEN_BACK", "收回(非其职责)"
    LAPSED = "LAPSED", "随事项终结"


class Share(Value):
    """工作量分组: so many cases of one difficulty, in one part, concluded or carried over."""

    difficulty: Difficulty | None
    role: WorkRole
    concluded: bool
    cases: int


class Tally(Value):
    """工作量计数: what one unit or person did in a period, counted. `minutes` are of sessions.

    `new`, `done` and `open` are orders and mediation procedures; `done_lately` are those done in
    the window by which the backlog is judged.
    """

    new: int = 0
    done: int = 0
    open: int = 0
    done_lately: int = 0
    sessions: int = 0
    minutes: int = 0
    visits: int = 0
    consultations: int = 0
    whistles: int = 0
    contacts: int = 0
    investigations: int = 0
    shares: tuple[Share, ...] = ()


NOTHING = Tally()


def load(shares: Iterable[Share], book: Rulebook) -> int:
    """The weighted load W of counted cases, in ten-thousandths of a point. domain.md §5.3.

    A case that nobody has graded yet counts as an ordinary one.
    """
    return sum(one.cases * weight(one, book) for one in shares)


def weight(share: Share, book: Rulebook) -> int:
    """What one case of a share weighs, in ten-thousandths of a point."""
    difficulty = share.difficulty or Difficulty.ORDINARY
    role = book.number(f"workload_role_{share.role.lower()}").whole
    state = "concluded" if share.concluded else "carried_over"
    points = book.number(f"workload_{difficulty.lower()}").whole
    return points * role * book.number(f"workload_{state}").whole


def utilisation(loaded: int, capacity: int) -> Fraction | None:
    """Load ÷ capacity in percent; None where there is no capacity to fill. domain.md §5.3."""
    return None if capacity == 0 else Fraction(100 * loaded, capacity)


def backlog_days(tally: Tally, window: int) -> Fraction | None:
    """Working days until what is open is done, at the pace of the last `window` working days.

    OPEN(t) ÷ mean daily done (domain.md §5.3). None when nothing was done: there is no pace.
    """
    return None if tally.done_lately == 0 else Fraction(tally.open * window, tally.done_lately)


class Fairness(Value):
    """均衡度: how evenly load lies on peers. Of no load, and of no peers, nothing can be said."""

    peers: int
    gini: Fraction | None
    max_to_median: Fraction | None


def fairness(loads: Sequence[int]) -> Fairness:
    """Gini coefficient and max ÷ median of the loads of peers. domain.md §5.3.

    Gini is the mean difference between two peers ÷ twice the mean load: 0 when all carry the same,
    and (n - 1) ÷ n when one carries everything. With a median of nothing, max ÷ median is None.
    """
    return Fairness(peers=len(loads), gini=_gini(loads), max_to_median=_max_to_median(loads))


def _gini(loads: Sequence[int]) -> Fraction | None:
    total, count = sum(loads), len(loads)
    if total == 0:
        return None
    # In rising order the k-th of n stands above k others and below the rest: Σ (2k - n + 1) x_k is
    # the sum of all differences, each pair counted once.
    differences = sum((2 * k - count + 1) * one for k, one in enumerate(sorted(loads)))
    return Fraction(differences, count * total)


def _max_to_median(loads: Sequence[int]) -> Fraction | None:
    if not loads:
        return None
    rising = sorted(loads)
    middle = len(rising) // 2
    twice_median = rising[middle] + rising[-middle - 1] if rising else 0
    return None if twice_median == 0 else Fraction(2 * rising[-1], twice_median)


def shown(value: Fraction | None) -> str:
    """Two decimals, half-up; "—" where nothing can be said. domain.md §5."""
    if value is None:
        return "—"
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}"


def points(amount: int) -> Fraction:
    """Ten-thousandths of a point as points."""
    return Fraction(amount, POINT)
