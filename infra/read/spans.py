"""Reading sums of a period: by the few spans that make it up (`projections/spans.py`)."""

from datetime import datetime
from itertools import pairwise

from psycopg import sql

from infra.read.sight import Parameters
from projections.spans import Span, stretches

_WITHIN = sql.SQL(
    "unnest({spans}::text[], {begins}::timestamptz[], {befores}::timestamptz[])"
    " AS stretch (span, from_at, before) CROSS JOIN LATERAL (SELECT * FROM {sums} s"
    " WHERE s.span = stretch.span AND s.begins_at >= stretch.from_at"
    # Looked up for each stretch, whatever the planner thinks of how many there are.
    " AND s.begins_at < stretch.before OFFSET 0) AS t"
)


def within(sums: sql.Composable, name: str = "period") -> sql.Composed:
    """The rows `t` of sums that make up the period which `period` gives under that name."""
    asked = {part: sql.Placeholder(f"{name}_{part}") for part in ("spans", "begins", "befores")}
    return _WITHIN.format(sums=sums, **asked)


def period(*turns: datetime, narrowest: Span = Span.MOMENT, name: str = "period") -> Parameters:
    """The period from the first turn to the last, which is not in it; no span lies across one."""
    found = [one for two in pairwise(turns) for one in stretches(*two, narrowest)]
    return {
        f"{name}_spans": [str(one.span) for one in found],
        f"{name}_begins": [one.from_at for one in found],
        f"{name}_befores": [one.before for one in found],
    }
