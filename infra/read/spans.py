"""Reading sums of a period: by the few spans that make it up (`projections/spans.py`)."""

from datetime import datetime

from psycopg import sql

from infra.read.sight import Parameters
from projections.spans import Span, stretches

_WITHIN = sql.SQL(
    "unnest(%(spans)s::text[], %(begins)s::timestamptz[], %(befores)s::timestamptz[])"
    " AS stretch (span, from_at, before) CROSS JOIN LATERAL (SELECT * FROM {} s"
    " WHERE s.span = stretch.span AND s.begins_at >= stretch.from_at"
    # Looked up for each stretch, whatever the planner thinks of how many there are.
    " AND s.begins_at < stretch.before OFFSET 0) AS t"
)


def within(sums: sql.Composable) -> sql.Composed:
    """The rows `t` of sums that make up the period of `period`."""
    return _WITHIN.format(sums)


def period(from_at: datetime, before: datetime, narrowest: Span = Span.MOMENT) -> Parameters:
    """The period asked about, its end not included."""
    found = stretches(from_at, before, narrowest)
    return {
        "spans": [str(one.span) for one in found],
        "begins": [one.from_at for one in found],
        "befores": [one.before for one in found],
    }
