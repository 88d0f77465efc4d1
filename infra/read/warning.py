"""What came in, as known at a moment: `projections/reads/warning.py`, asked of PostgreSQL.

By the centres' index over the days received; the days of a warning's windows, no more. How many
there were is counted like every figure (`infra/read/indicators.py`):

    sums of what is known now - rows told since + rows no longer known since
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from psycopg import sql

from domain.ids import UnitId
from infra.database.connections import ReadPool
from infra.read.sight import Parameters
from infra.read.views import KNOWN_THEN, View, answer, asking, one_snapshot
from projections.intakes import intake_book, intakes
from projections.reads.clusters import Seen
from projections.reads.warning import Tally


class PostgresIntakes:
    """`projections.reads.warning.Intakes`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        (sums,) = intake_book.sums
        self._intakes = View(intakes, schema, of=intake_book).identifier
        self._sums = _SUMS.format(sums=View(sums, schema, of=intake_book).identifier, asked=_ASKED)
        self._since = _SINCE.format(intakes=self._intakes, asked=_ASKED)

    def tallies(
        self, units: Sequence[UnitId], days: tuple[date, date], known_at: datetime
    ) -> Sequence[Tally]:
        """What came in to these centres from one day to another, merged registrations aside."""
        parameters = _of(units, days, known_at)
        with asking(self._pool) as connection, one_snapshot(connection):
            summed = answer(connection, self._sums, parameters)
            since = answer(connection, self._since, parameters)
        found = {
            (centre, dispute, on): (cases, people)
            for centre, dispute, *columns in summed
            for on, cases, people in zip(*columns, strict=True)
        }
        for centre, dispute, on, more, with_people in since:
            cases, people = found.get((centre, dispute, on), (0, 0))
            found[centre, dispute, on] = cases + more, people + with_people
        return [
            Tally(centre=centre, dispute=dispute, on=on, cases=cases, people=people)
            for (centre, dispute, on), (cases, people) in sorted(found.items())
            if cases
        ]

    def seen(
        self, units: Sequence[UnitId], days: tuple[date, date], known_at: datetime
    ) -> Sequence[Seen]:
        """Every registration at these centres from one day to another."""
        statement = sql.SQL(
            'SELECT t."case", t.main, t.centre, t.place, t.respondents, t.complainants'
            ' FROM {} t WHERE {} ORDER BY t."case"'
        ).format(self._intakes, _KNOWN)
        return [
            Seen(
                case=case,
                main=main,
                centre=centre,
                place=place,
                respondents=tuple(respondents),
                complainants=tuple(complainants),
            )
            for case, main, centre, place, respondents, complainants in self._answer(
                statement, _of(units, days, known_at)
            )
        ]

    def begins(self, known_at: datetime) -> date | None:
        """The first day on which anything came in anywhere."""
        statement = sql.SQL(
            "SELECT t.received_on FROM {} t WHERE {} ORDER BY t.received_on LIMIT 1"
        ).format(self._intakes, KNOWN_THEN)
        found = self._answer(statement, {"known_at": known_at})
        return found[0][0] if found else None

    def _answer(self, statement: sql.Composed, parameters: Parameters) -> list[Any]:
        with asking(self._pool) as connection:
            return answer(connection, statement, parameters)


_ASKED = sql.SQL(
    "t.centre = ANY (%(units)s::text[])"
    " AND t.received_on BETWEEN %(first)s::date AND %(last)s::date"
)

_KNOWN = sql.SQL(" AND ").join([_ASKED, KNOWN_THEN])

_SUMS = sql.SQL(
    "SELECT t.centre, t.dispute, array_agg(t.received_on), array_agg(t.cases), array_agg(t.people)"
    " FROM {sums} t WHERE {asked} GROUP BY t.centre, t.dispute"
)
"""Day by day: so many small rows take longer to send than to find."""

_SINCE = sql.SQL(
    "SELECT t.centre, t.dispute, t.received_on, sum(turned.sign)::bigint,"
    " sum(turned.sign * t.people)::bigint"
    " FROM {intakes} t CROSS JOIN LATERAL"
    " (SELECT CASE WHEN t.known_until IS NULL THEN -1 ELSE 1 END) AS turned (sign)"
    " WHERE {asked} AND t.main IS NULL AND t.dispute IS NOT NULL"
    " AND (t.known_at > %(known_at)s AND t.known_until IS NULL"
    " OR t.known_until > %(known_at)s AND t.known_at <= %(known_at)s)"
    " GROUP BY t.centre, t.dispute, t.received_on"
)
"""What was told since, and is not known yet; what is known no longer, and was known still."""


def _of(units: Sequence[UnitId], days: tuple[date, date], known_at: datetime) -> Parameters:
    return {"units": list(units), "first": days[0], "last": days[1], "known_at": known_at}
