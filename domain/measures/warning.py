"""Surge early warning (急剧攀升预警): when what comes in is more than chance (domain.md §5.7).

A window of so many days is held against the windows of the same length before it: their mean μ and
standard deviation σ (over these windows, at least 1), each window counted per working day, so that
a holiday week is not taken for a calm one. A window without a working day counts as one of one.

Everything is counted in whole numbers and fractions: `n ≥ μ + kσ` is decided as
`(n - μ)² ≥ k²σ²`, so no rounding ever decides.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import isqrt

from domain.codes.entry import Labelled
from domain.policy.rulebook import Rulebook
from domain.values import Value

DAY = timedelta(days=1)


class AlertColour(Labelled):
    """预警级别: how much more than chance."""

    YELLOW = "YELLOW", "黄色预警"
    RED = "RED", "红色预警"


class Threshold(Value):
    """预警阈值: how many cases, how far above the mean, and how many times the mean."""

    least: int
    deviations: int
    percent: int

    def reached(self, count: int, baseline: "Baseline") -> bool:
        """Whether a window's count is that high."""
        above = count - baseline.mean
        return (
            count >= self.least
            and above >= 0
            and above * above >= self.deviations**2 * baseline.variance
            and count * 100 >= self.percent * baseline.mean
        )


class Numbers(Value):
    """预警参数: the policy numbers of the early warning, as a rulebook has them."""

    window: int
    window_rare: int
    rare_below: int
    windows: int
    yellow: Threshold
    red: Threshold
    red_people: int
    cluster_window: int
    cluster_cases: int
    cluster_complainants: int
    repeated: int

    @property
    def reach(self) -> int:
        """How many days, back from a day, its warning looks at."""
        return max(self.window, self.window_rare) * (self.windows + 1)


def numbers_of(book: Rulebook) -> Numbers:
    """The numbers a rulebook has. Raises `NumberUnknown`."""

    def number(name: str) -> int:
        return book.number(f"warning_{name}").whole

    def threshold(name: str) -> Threshold:
        return Threshold(
            least=number(f"{name}_least"),
            deviations=number(f"{name}_deviations"),
            percent=number(f"{name}_percent"),
        )

    return Numbers(
        window=number("window"),
        window_rare=number("window_rare"),
        rare_below=number("rare_below"),
        windows=number("windows"),
        yellow=threshold("yellow"),
        red=threshold("red"),
        red_people=number("red_people"),
        cluster_window=number("cluster_window"),
        cluster_cases=number("cluster_cases"),
        cluster_complainants=number("cluster_complainants"),
        repeated=number("repeated"),
    )


class Window(Value):
    """窗口: days in a row, both included."""

    first: date
    last: date

    @property
    def days(self) -> Iterator[date]:
        """Each day of it."""
        return (self.first + nth * DAY for nth in range((self.last - self.first).days + 1))

    def total(self, daily: Mapping[date, int]) -> int:
        """What was counted on its days."""
        return sum(daily.get(day, 0) for day in self.days)


def windows(on: date, length: int, count: int) -> list[Window]:
    """The window that ends on a day and the `count` windows before it, the latest first."""
    ends = [on - nth * length * DAY for nth in range(count + 1)]
    return [Window(first=end - (length - 1) * DAY, last=end) for end in ends]


class Baseline(Value):
    """基线: what windows like this one held before; variance is at least 1 (σ floor 1)."""

    mean: Fraction
    variance: Fraction


def baseline(past: Sequence[tuple[int, int]], working_days: int) -> Baseline:
    """The baseline of earlier windows (count, working days) for one of so many working days."""
    now = max(working_days, 1)
    held = [Fraction(count * now, max(days, 1)) for count, days in past]
    mean = sum(held, Fraction(0)) / len(held)
    variance = sum(((one - mean) ** 2 for one in held), Fraction(0)) / len(held)
    return Baseline(mean=mean, variance=max(variance, Fraction(1)))


def colour(count: int, people: int, known: Baseline, numbers: Numbers) -> AlertColour | None:
    """What a window's cases and the people involved in them call for (domain.md §5.7)."""
    if numbers.red.reached(count, known) or people >= numbers.red_people:
        return AlertColour.RED
    return AlertColour.YELLOW if numbers.yellow.reached(count, known) else None


class Surge(Value):
    """攀升: a window held against its baseline."""

    window: Window
    count: int
    people: int
    past: tuple[int, ...]
    """The baseline windows' counts as they were, the latest first."""
    known: Baseline
    colour: AlertColour | None


class Series(Value):
    """逐日登记: how many cases, with how many people, came in on each day."""

    cases: dict[date, int]
    people: dict[date, int]


def surge(
    series: Series, on: date, begins: date, is_working: Callable[[date], bool], numbers: Numbers
) -> Surge | None:
    """The surge of a series on a day; None where there are not enough windows to know (cold start).

    `begins` is the first day of which anything is known. A rare type is held against longer
    windows as soon as there are enough of those.
    """
    short = windows(on, numbers.window, numbers.windows)
    if begins > short[-1].first:
        return None
    chosen = short
    if sum(one.total(series.cases) for one in short[1:]) < numbers.rare_below:
        long = windows(on, numbers.window_rare, numbers.windows)
        chosen = short if begins > long[-1].first else long
    window, *before = chosen
    worked = [sum(map(is_working, one.days)) for one in chosen]
    past = tuple(one.total(series.cases) for one in before)
    known = baseline(list(zip(past, worked[1:], strict=True)), worked[0])
    count, people = window.total(series.cases), window.total(series.people)
    return Surge(
        window=window,
        count=count,
        people=people,
        past=past,
        known=known,
        colour=colour(count, people, known, numbers),
    )


class Among(Value):
    """人口与件数: how many cases came in where so many people live."""

    cases: int
    population: int


def cold_colour(own: Among, people: int, peers: Among, numbers: Numbers) -> AlertColour | None:
    """Without a past, a unit's rate per 10,000 people is held against its peers' together.

    As many times the peers' rate as otherwise the mean, with as many cases at least.
    """
    if people >= numbers.red_people:
        return AlertColour.RED
    for found, threshold in ((AlertColour.RED, numbers.red), (AlertColour.YELLOW, numbers.yellow)):
        own_share = own.cases * peers.population * 100
        if own.cases >= threshold.least and (
            own_share >= threshold.percent * peers.cases * own.population
        ):
            return found
    return None


def hundredths(value: Fraction) -> str:
    """A fraction to two decimals, half-up: `4.13`. For people to read, never to decide by."""
    return _decimal((value.numerator * 200 // value.denominator + 1) // 2)


def deviation(known: Baseline) -> str:
    """σ to two decimals, half-up."""
    v = known.variance
    return _decimal((isqrt(v.numerator * 40_000 // v.denominator) + 1) // 2)


def rate(among: Among) -> str:
    """Cases per 10,000 people to two decimals, half-up; “—” where nobody lives."""
    if not among.population:
        return "—"
    return hundredths(Fraction(among.cases * 10_000, among.population))


def _decimal(hundred: int) -> str:
    return f"{hundred // 100}.{hundred % 100:02d}"
