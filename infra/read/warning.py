"""What came in, as known at a moment: `projections/reads/warning.py`, asked of PostgreSQL.

By the centres' index over the days received; the days of a warning's windows, no more.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from psycopg import sql

from domain.ids import UnitId
from infra.database.connections import ReadPool
from infra.read.sight import Parameters
from infra.read.views import View, answer, asking
from projections.intakes import intake_book, intakes
from projections.reads.clusters import Seen
from projections.reads.warning import Tally


class PostgresIntakes:
    """`projections.reads.warning.Intakes`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._intakes = View(intakes, schema, of=intake_book).identifier

    def tallies(
        self, units: Sequence[UnitId], days: tuple[date, date], known_at: datetime
    ) -> Sequence[Tally]:
        """What came in to these centres from one day to another, merged registrations aside."""
        statement = sql.SQL(
            "SELECT t.centre, t.dispute, t.received_on, count(*), sum(t.people)::bigint"
            " FROM {} t WHERE {} AND t.main IS NULL AND t.dispute IS NOT NULL"
            " GROUP BY t.centre, t.dispute, t.received_on"
            " ORDER BY t.centre, t.dispute, t.received_on"
        ).format(self._intakes, _KNOWN)
        return [
            Tally(centre=centre, dispute=dispute, on=on, cases=cases, people=people)
            for centre, dispute, on, cases, people in self._answer(
                statement, _of(units, days, known_at)
            )
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
        ).format(self._intakes, _AT)
        found = self._answer(statement, {"known_at": known_at})
        return found[0][0] if found else None

    def _answer(self, statement: sql.Composed, parameters: Parameters) -> list[Any]:
        with asking(self._pool) as connection:
            return answer(connection, statement, parameters)


_AT = sql.SQL(
    "t.known_at <= %(known_at)s AND (t.known_until IS NULL OR t.known_until > %(known_at)s)"
)
_KNOWN = (
    sql.SQL(
        "t.centre = ANY (%(units)s::text[])"
        " AND t.received_on BETWEEN %(first)s::date AND %(last)s::date AND "
    )
    + _AT
)


def _of(units: Sequence[UnitId], days: tuple[date, date], known_at: datetime) -> Parameters:
    return {"units": list(units), "first": days[0], "last": days[1], "known_at": known_at}
