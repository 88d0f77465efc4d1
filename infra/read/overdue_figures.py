"""The figures of overdue terms, counted from sums (`projections/overdue_sums.py`).

What the sums leave out is counted by its rows, which are few. Each statement answers for all units
asked about at once; a test holds it against the terms themselves, over random histories.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection, sql

from domain.ids import UnitId
from domain.kernel import day_of
from domain.measures.overdue import CaseTally, Extended, Tallies, Tally
from domain.policy.calendar import Calendar
from domain.policy.clock import Colour
from domain.policy.overdue import NEVER, Bucket, Standing
from infra.read.sight import Parameters
from infra.read.spans import period, within
from infra.read.standings import (
    BUCKET_BY_DAY,
    BUCKET_OF_OVERDUE,
    COLOUR_OF_OVERDUE,
    DUTY,
    STANDINGS,
    at,
)
from infra.read.views import View, answer, whole
from projections.clocks import ClocksRow
from projections.kernel import Projection
from projections.spans import EVER

_TICK = timedelta(microseconds=1)

_NOW = """
SELECT unit, mandatory, bucket, colour, sum(terms)::bigint, min(due_on) FROM (
  SELECT t.unit, t.mandatory, {bucket_by_day} AS bucket, {red} AS colour, t.terms, t.due_on
  FROM {open_terms} t WHERE t.unit = ANY (%(units)s::text[]) AND t.due_on < %(today)s
UNION ALL
  SELECT t.unit, t.mandatory, {bucket}, {colour}, 1, t.due_on
  FROM {deadlines} t WHERE t.apart_until > %(moment)s
    AND t.unit = ANY (%(units)s::text[]) AND {duty} AND {overdue}
) AS t GROUP BY 1, 2, 3, 4
"""

_CONCLUDED = """
SELECT unit, mandatory, bucket, sum(terms)::bigint FROM (
  SELECT t.unit, t.mandatory, t.bucket, t.terms
  FROM {late_terms} WHERE t.unit = ANY (%(units)s::text[])
UNION ALL
  SELECT t.unit, t.mandatory, t.bucket, 1
  FROM {deadlines} t WHERE t.apart_until = %(never)s AND t.unit = ANY (%(units)s::text[])
    AND {duty} AND {late} AND t.open_until >= %(begin)s AND t.open_until < %(end)s
) AS t GROUP BY 1, 2, 3
"""

_CASES = """
SELECT t.units, t.mandatory, sum(t.cases)::bigint FROM {overdue_cases}
GROUP BY 1, 2 HAVING sum(t.cases) <> 0
"""

_EXTENDED = """
SELECT t.unit, count(*) FROM {deadlines} t
WHERE t.late_extension_at >= %(begin)s AND t.late_extension_at < %(end)s
  AND t.late_extension_at <= %(moment)s AND t.unit = ANY (%(units)s::text[]) AND {duty}
GROUP BY 1
"""


class OverdueFigures:
    """What is overdue at a moment, and what was concluded late in a period."""

    def __init__(self, schema: str, projection: Projection[ClocksRow], calendar: Calendar) -> None:
        self._calendar = calendar
        deadlines, *_ = projection.parts
        tables = {
            shape.name: View(shape, schema, of=projection).identifier
            for shape in (deadlines, *projection.sums)
        }
        names = {
            **tables,
            "late_terms": within(tables["late_terms"]),
            "overdue_cases": within(tables["overdue_cases"]),
            "bucket": BUCKET_OF_OVERDUE,
            "bucket_by_day": BUCKET_BY_DAY,
            "colour": COLOUR_OF_OVERDUE,
            "duty": DUTY,
            "late": STANDINGS[Standing.LATE],
            "overdue": STANDINGS[Standing.OVERDUE],
            "red": sql.Literal(str(Colour.RED)),
        }
        self._now, self._concluded, self._cases, self._extended = (
            whole(sql.SQL(statement).format(**names))
            for statement in (_NOW, _CONCLUDED, _CASES, _EXTENDED)
        )

    def tallies(
        self,
        connection: Connection[Any],
        units: Sequence[UnitId],
        moment: datetime,
        begin: datetime,
        end: datetime,
    ) -> Tallies:
        """The figures of each of the units, counted at a moment."""
        asked: Parameters = {
            "units": list(units),
            "begin": begin,
            "end": end,
            "today": day_of(moment),
            "never": NEVER,
            **at(moment, self._calendar),
        }
        known = min(end, moment + _TICK)
        return Tallies(
            now=tuple(_overdue(answer(connection, self._now, asked))),
            concluded=tuple(
                _late(answer(connection, self._concluded, asked | period(begin, known)))
            ),
            cases=tuple(
                case_tallies(answer(connection, self._cases, period(EVER, moment + _TICK)), units)
            ),
            extended=tuple(
                Extended(unit=unit, terms=terms)
                for unit, terms in answer(connection, self._extended, asked)
            ),
        )


def _overdue(found: Iterable[Any]) -> Iterator[Tally]:
    for unit, mandatory, bucket, colour, terms, due_on in found:
        yield Tally(
            unit=unit,
            mandatory=mandatory,
            bucket=Bucket(bucket),
            colour=Colour(colour),
            terms=terms,
            due_on=due_on,
        )


def _late(found: Iterable[Any]) -> Iterator[Tally]:
    """What ended late stays red."""
    for unit, mandatory, bucket, terms in found:
        yield Tally(
            unit=unit,
            mandatory=mandatory,
            bucket=Bucket(bucket),
            colour=Colour.RED,
            terms=terms,
        )


def case_tallies(
    found: Iterable[tuple[str, bool, int]], units: Sequence[UnitId]
) -> list[CaseTally]:
    """How many cases of each unit, and of all of them (None), by the units that have them overdue.

    `found` has the ids of those units, whether a mandatory duty is meant or any, and the cases. A
    case of two units that are asked about is one case of all of them.
    """
    asked = set(units)
    every: Counter[UnitId | None] = Counter({None: 0})
    mandatory: Counter[UnitId | None] = Counter()
    for theirs, weighty, cases in found:
        if having := asked.intersection(theirs.split(" ")):
            counted = mandatory if weighty else every
            for unit in (None, *having):
                counted[unit] += cases
    return [
        CaseTally(unit=unit, overdue=mandatory[unit], internally=number - mandatory[unit])
        for unit, number in every.items()
    ]
