"""The questions of `projections/reads/indicators.py`, asked of PostgreSQL.

One statement counts every base set of the units and the period as known at the moment asked for:

    sums of what is known now - rows told since + rows taken back since

Of the latest moment the rows are none, or as good as none; the further back a question goes, the
more of them there are. All conditions come from the table of base sets, as the reference's do.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from psycopg import Connection, sql

from domain.kernel import SHANGHAI, day_of
from domain.measures.base_sets import BASE_SETS, BaseSet, During, Measured
from domain.policy.packaged import packaged_policy
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.sight import Condition, Parameters
from infra.read.spans import period, within
from infra.read.views import ReadModelNotReady, View, answer, asking, whole
from projections.clocks import clocks_by
from projections.figures import figures_by
from projections.figures.sums import COLUMNS
from projections.kernel import Projection
from projections.reads.indicators import (
    AT_END,
    LINE,
    PERIOD_KINDS,
    Asked,
    Counted,
    RowSet,
)
from projections.spans import EVER, Span
from projections.timeline import timeline

_OF_EVENTS, _OF_TERMS = figures_by(packaged_policy), clocks_by(packaged_policy)
"""The shapes of the tables; their rows are folded by the rules of the installation."""
_READ = (_OF_EVENTS.name, _OF_TERMS.name, timeline.name)
"""The read models that answer; the one that is behind says how much has been seen."""


class PostgresIndicators:
    """`projections.reads.indicators.Indicators`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        tables = [_told(one, schema) for one in (_OF_EVENTS, _OF_TERMS)]
        figures = _BOTH.format(*(one.figures for one in tables))
        entries = View(timeline, schema).identifier
        known = _KNOWN.format(figures=figures, asked=_ASKED)
        (entry_sums,) = timeline.sums
        self._summed = [name for one in tables for name in one.sets]
        self._counts = whole(
            _COUNTS.format(
                now=sql.SQL(", ").join(_now(one) for one in tables),
                since=_SINCE.format(figures=figures, asked=_ASKED),
                counts=sql.SQL(", ").join(_counts(BASE_SETS[name] for name in self._summed)),
            )
        )
        self._row_set = _ROW_SET.format(known=known, line=_line())
        self._entries = _ENTRIES.format(
            entries=entries,
            sums=within(View(entry_sums, schema, of=timeline).identifier, "entries"),
        )
        self._seen = _SEEN.format(
            projections=sql.Identifier(Catalogue(schema).read_schema, "projections"),
            events=sql.Identifier(schema, "events"),
        )

    def counted(self, asked: Asked) -> Counted:
        """How many there are of each base set, and of the entries of the record."""
        with asking(self._pool) as connection:
            position, last_at, next_at = self._seen_by(connection)
            known_at = asked.known_at or last_at
            if known_at is None:
                empty = dict.fromkeys((*BASE_SETS, "ENTRIES", "ENTRIES_LATE"), 0)
                return Counted(counts=empty, known_at=None, complete=True, position=0)
            parameters = _parameters(asked, known_at)
            (found,) = answer(connection, self._counts, parameters)
            ((entries, late),) = answer(connection, self._entries, parameters)
        summed, since = found[: len(self._summed)], found[len(self._summed) :]
        counts = {
            name: int(now) + int(turned)
            for name, now, turned in zip(self._summed, summed, since, strict=True)
        }
        return Counted(
            counts=counts | {"ENTRIES": entries, "ENTRIES_LATE": late},
            known_at=known_at,
            complete=next_at is None or next_at > known_at,
            position=position,
        )

    def row_set(self, asked: Asked) -> RowSet:
        """The rows behind the counts, as they were known at `known_at`."""
        known_at = asked.known_at
        assert known_at is not None, "the rows are those of one moment of knowledge"
        with asking(self._pool) as connection:
            ((rows, first, last, sha256),) = answer(
                connection, self._row_set, _parameters(asked, known_at)
            )
        return RowSet(rows=rows, first_position=first, last_position=last, sha256=sha256)

    def _seen_by(self, connection: Connection[Any]) -> tuple[int, datetime | None, datetime | None]:
        """How far all of them have come, when that was recorded, and when what follows was."""
        ((models, position, last_at, next_at),) = answer(
            connection, self._seen, {"names": [*_READ]}
        )
        if models != len(_READ):
            raise ReadModelNotReady(", ".join(_READ))
        return position, last_at, next_at


_SEEN = sql.SQL(
    "SELECT seen.models, seen.position,"
    " (SELECT recorded_at FROM {events} WHERE position = seen.position),"
    " (SELECT recorded_at FROM {events} WHERE position = seen.position + 1)"
    " FROM (SELECT count(*) AS models, min(position) AS position FROM {projections}"
    " WHERE live AND name = ANY (%(names)s::text[])) AS seen"
)

_ASKED = sql.SQL(
    "t.unit = ANY (%(units)s::text[]) AND (t.kind = ANY (%(kinds)s::text[])"
    ' AND t."on" BETWEEN %(from_on)s AND %(to_on)s'
    ' OR t.kind = ANY (%(at_end)s::text[]) AND t."on" <= %(to_on)s'
    " AND (t.until_on IS NULL OR t.until_on > %(to_on)s))"
)

_BOTH = sql.SQL("(SELECT * FROM {} UNION ALL SELECT * FROM {})")

_KNOWN = sql.SQL(
    "SELECT t.* FROM {figures} t WHERE {asked} AND t.recorded_at <= %(known_at)s"
    " AND (t.retracted_at IS NULL OR t.retracted_at > %(known_at)s)"
)

_SINCE = sql.SQL(
    "SELECT t.*, CASE WHEN t.retracted_at IS NULL THEN -1 ELSE 1 END AS sign"
    " FROM {figures} t WHERE {asked} AND (t.recorded_at > %(known_at)s AND t.retracted_at IS NULL"
    " OR t.retracted_at > %(known_at)s AND t.recorded_at <= %(known_at)s)"
)
"""What was told since, and is not known yet; what was taken back since, and is known still."""

_COUNTS = sql.SQL("SELECT * FROM {now}, (SELECT {counts} FROM ({since}) AS t) AS turned")
_NOW = sql.SQL("(SELECT {summed} FROM {sums} WHERE t.unit = ANY (%(units)s::text[])) AS {name}")

_ROW_SET = sql.SQL(
    "SELECT count(*), min(t.position), max(t.position),"
    " encode(sha256(convert_to(coalesce(string_agg({line}, E'\\n'"
    " ORDER BY t.\"case\", t.n, t.kind), ''), 'UTF8')), 'hex') FROM ({known}) AS t"
)
"""Each table numbers its own facts of a case, and tells kinds of its own."""

_ENTRIES = sql.SQL(
    "SELECT now.entries - since.entries, now.late - since.late FROM"
    " (SELECT coalesce(sum(t.entries), 0)::bigint AS entries, coalesce(sum(t.late), 0)::bigint"
    " AS late FROM {sums} WHERE t.unit = ANY (%(units)s::text[])) AS now,"
    " (SELECT count(*) AS entries, count(*) FILTER (WHERE t.late) AS late FROM {entries} t"
    " WHERE t.unit = ANY (%(units)s::text[]) AND t.occurred_at >= %(from_at)s"
    " AND t.occurred_at < %(before)s AND t.recorded_at > %(known_at)s) AS since"
)
"""Entries are never taken back."""

_CONDITIONS = {
    "standings": sql.SQL("t.standing = ANY ({})"),
    "disputes": sql.SQL("t.dispute = ANY ({})"),
    "channels": sql.SQL("t.channel = ANY ({})"),
    "classes": sql.SQL("t.matter_class = ANY ({})"),
    "levels": sql.SQL("t.level = ANY ({})"),
}

_MEASURES = {
    Measured.ONE: sql.SQL("sum(t.sign)"),
    Measured.AMOUNT: sql.SQL("sum(t.sign * t.amount)"),
    Measured.PAID: sql.SQL("sum(t.sign * t.paid)"),
}

_DURING: dict[During, Condition] = {
    During.PERIOD: sql.SQL("t.begins_at >= %(from_at)s"),
    During.OVERDUE: sql.SQL("t.begins_at >= %(from_at)s AND t.begins_at < %(known_from)s"),
    During.AT_END: sql.SQL("true"),
}
"""Which spans count of all up to the end of the period; none lies across one of these moments."""


class _Told(NamedTuple):
    """Where facts are told: the table of them, that of their sums, and the base sets summed."""

    figures: sql.Identifier
    sums: sql.Identifier
    name: str
    sets: tuple[str, ...]


def _told(projection: Projection[Any], schema: str) -> _Told:
    """The part of a projection that tells facts, which is the last, with its sums."""
    *_, figures = projection.parts
    (sums,) = (one for one in projection.sums if one.over is figures)
    return _Told(
        figures=View(figures, schema, of=projection).identifier,
        sums=View(sums, schema, of=projection).identifier,
        name=sums.name,
        sets=tuple(name for name in BASE_SETS if COLUMNS[name] in sums.columns),
    )


def _now(told: _Told) -> sql.Composed:
    """For each base set of a table, the sum of its column."""
    summed = (
        sql.SQL("coalesce(sum(t.{}) FILTER (WHERE {}), 0)").format(
            sql.Identifier(COLUMNS[name]), _DURING[BASE_SETS[name].during]
        )
        for name in told.sets
    )
    return _NOW.format(
        summed=sql.SQL(", ").join(summed), sums=within(told.sums), name=sql.Identifier(told.name)
    )


def _counts(sets: Iterable[BaseSet]) -> Iterator[sql.Composed]:
    """For each base set, how many more rows belonged to it than do now."""
    for one in sets:
        conditions = sql.SQL(" AND ").join(_conditions(one))
        yield sql.SQL("coalesce({} FILTER (WHERE {}), 0)").format(
            _MEASURES[one.measured], conditions
        )


def _conditions(one: BaseSet) -> Iterator[Condition]:
    yield sql.SQL("t.kind = {}").format(sql.Literal(str(one.kind)))
    for name, condition in _CONDITIONS.items():
        if wanted := [str(value) for value in getattr(one, name)]:
            yield condition.format(sql.Literal(wanted))
    if one.during is During.OVERDUE:
        yield sql.SQL('t."on" < %(known_on)s')


def _line() -> sql.Composed:
    """The line of a row, as `projections.reads.indicators.line` writes it."""
    texts = (sql.SQL("coalesce({}::text, '-')").format(sql.Identifier("t", name)) for name in LINE)
    return sql.SQL("concat_ws('|', {})").format(sql.SQL(", ").join(texts))


def _parameters(asked: Asked, known_at: datetime) -> Parameters:
    from_at, before = _midnight(asked.from_on), _midnight(asked.to_on + timedelta(days=1))
    known_from = _midnight(day_of(known_at))
    turns = (one for one in sorted({EVER, from_at, known_from, before}) if one <= before)
    return {
        "units": [*asked.units],
        "from_on": asked.from_on,
        "to_on": asked.to_on,
        "known_at": known_at,
        "known_on": day_of(known_at),
        "kinds": [*PERIOD_KINDS],
        "at_end": sorted(map(str, AT_END)),
        "from_at": from_at,
        "before": before,
        "known_from": known_from,
        **period(*turns, narrowest=Span.DAY),
        **period(from_at, before, narrowest=Span.DAY, name="entries"),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=SHANGHAI)
