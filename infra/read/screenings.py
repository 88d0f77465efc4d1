"""The questions of `projections/reads/screenings.py`, asked of PostgreSQL.

What units owe comes from the register and goes along with the question, as lists of units and
days; each statement reads the windows of those units that ended within the period, by one index.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from psycopg import sql

from domain.ids import ScreeningId, UnitId
from domain.measures.period import Period
from domain.measures.screening import Tally
from domain.screening.duties import Owed
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.sight import Parameters
from infra.read.views import KNOWN_THEN, ReadModelNotReady, View, answer, asking
from projections.screenings import ScreeningRow, screening_book, screenings


class PostgresScreenings:
    """`projections.reads.screenings.Screenings`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._rows = View(screenings, schema, of=screening_book)
        counted = _COUNTED.format(rows=self._rows.identifier, known=KNOWN_THEN)
        self._tally = _TALLY.format(counted=counted)
        self._performed = _PERFORMED.format(counted=counted)
        self._position = sql.SQL("SELECT position FROM {} WHERE name = %(name)s AND live").format(
            sql.Identifier(Catalogue(schema).read_schema, "projections")
        )

    def tally(self, owed: Sequence[Owed], period: Period, known_at: datetime) -> Tally:
        """Of the windows owed that ended within a period: how many were screened, and how."""
        ((performed, on_time, grids),) = self._answer(self._tally, _of(owed, period, known_at))
        return Tally(performed=performed, on_time=on_time, grids=grids)

    def performed(
        self, owed: Sequence[Owed], period: Period, known_at: datetime
    ) -> dict[tuple[UnitId, date], date]:
        """By unit and the window's last day, when it was screened: the windows of `tally`."""
        found = self._answer(self._performed, _of(owed, period, known_at))
        return {(unit, last_on): performed_on for unit, last_on, performed_on in found}

    def rows(
        self, tasks: Sequence[ScreeningId], known_at: datetime
    ) -> dict[ScreeningId, ScreeningRow]:
        """What was entered for these tasks, withdrawn entries too; nothing for the others."""
        where = sql.SQL("t.screening = ANY (%(tasks)s::text[]) AND {}").format(KNOWN_THEN)
        with asking(self._pool) as connection:
            found = self._rows.rows(connection, where, {"tasks": [*tasks], "known_at": known_at})
        return {row.screening: row for row in found}

    def position(self) -> int:
        """How much of the log the table has seen."""
        found = self._answer(self._position, {"name": screening_book.name})
        if not found:
            raise ReadModelNotReady(screening_book.name)
        return int(found[0][0])

    def _answer(self, statement: sql.Composed, parameters: Parameters) -> list[Any]:
        with asking(self._pool) as connection:
            return answer(connection, statement, parameters)


_COUNTED = sql.SQL(
    "{rows} t JOIN unnest(%(units)s::text[], %(rhythms)s::text[], %(from_on)s::date[],"
    " %(to_on)s::date[]) AS owed (unit, rhythm, from_on, to_on)"
    " ON t.unit = owed.unit AND t.rhythm = owed.rhythm"
    " AND t.first_on >= owed.from_on AND t.last_on <= owed.to_on"
    " WHERE t.last_on BETWEEN %(first)s::date AND %(last)s::date"
    " AND NOT t.withdrawn AND {known}"
)
_TALLY = sql.SQL(
    "SELECT count(*), count(*) FILTER (WHERE t.performed_on <= t.last_on),"
    " coalesce(sum(t.grid_count), 0)::bigint FROM {counted}"
)
_PERFORMED = sql.SQL("SELECT t.unit, t.last_on, t.performed_on FROM {counted}")


def _of(owed: Sequence[Owed], period: Period, known_at: datetime) -> Parameters:
    return {
        "units": [one.unit for one in owed],
        "rhythms": [str(one.rhythm) for one in owed],
        "from_on": [one.from_on for one in owed],
        "to_on": [one.to_on for one in owed],
        "first": period.first,
        "last": period.last,
        "known_at": known_at,
    }
