"""How a term stood at a moment, as predicates over the columns of its row `t`.

The same as `domain/policy/overdue.py` says of its clock: a test holds the two together over random
histories. `at` gives the parameters.
"""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from psycopg import sql

from domain.policy.calendar import Calendar
from domain.policy.clock import Colour
from domain.policy.overdue import BOUNDS, NEVER, Bucket, Standing, beyond
from domain.policy.terms import Unit
from domain.policy.timers import Kind
from infra.read.sight import Condition, Parameters


def at(moment: datetime, calendar: Calendar) -> Parameters:
    """The moment asked about, and the ends of terms that are later than each bound at it."""
    found: Parameters = {"moment": moment}
    for most in BOUNDS.values():
        later = beyond(most, moment, calendar)
        found |= {
            f"clock_{most}": later.by_the_clock,
            f"days_{most}": later.days,
            f"working_{most}": later.working_days,
        }
    return found


DUTY = sql.SQL("t.kind = {}").format(sql.Literal(Kind.DUTY.value))

_STILL = sql.SQL(
    "(t.stood_still AND EXISTS (SELECT FROM"
    " jsonb_to_recordset(t.pauses) AS pause (from_at timestamptz, until_at timestamptz)"
    " WHERE pause.from_at <= %(moment)s"
    " AND (pause.until_at IS NULL OR %(moment)s < pause.until_at)))"
)
_BEGUN = sql.SQL("t.started_at <= %(moment)s")
OPEN = sql.SQL("t.open_until > %(moment)s")
OVER = sql.SQL("t.over_at <= %(moment)s")


def _ended(stood: Standing) -> Condition:
    return sql.SQL("({} AND NOT {} AND t.stood = {})").format(
        _BEGUN, OPEN, sql.Literal(stood.value)
    )


def _standings(open_then: Condition, still: Condition) -> dict[Standing, Condition]:
    return {
        Standing.OVERDUE: sql.SQL("({} AND {} AND {} AND NOT {})").format(
            _BEGUN, open_then, OVER, still
        ),
        Standing.RUNNING: sql.SQL("({} AND {} AND NOT {} AND NOT {})").format(
            _BEGUN, open_then, OVER, still
        ),
        Standing.PAUSED: sql.SQL("({} AND {} AND {})").format(_BEGUN, open_then, still),
        Standing.MET: _ended(Standing.MET),
        Standing.LATE: _ended(Standing.LATE),
        Standing.CANCELLED: _ended(Standing.CANCELLED),
    }


STANDINGS = _standings(OPEN, _STILL)
"""`domain.policy.overdue.standing`, one predicate for each answer."""

UNDISTURBED = _standings(OPEN, sql.SQL("false"))
"""The same of what never stood still (`NOT t.stood_still`): indexes tell all of it."""

UNENDED = sql.SQL("t.open_until = {}").format(sql.Literal(NEVER))
ENDED = sql.SQL("t.open_until < {}").format(sql.Literal(NEVER))
STANDINGS_UNENDED = _standings(sql.SQL("%(moment)s < {}").format(sql.Literal(NEVER)), _STILL)
"""The same of what has not ended to this day (`UNENDED`): it was open at every moment."""

COLOUR = sql.SQL(
    "(CASE WHEN {overdue} AND t.urged_twice_at <= %(moment)s THEN {black}"
    " WHEN {overdue} OR {late} OR t.recorded_at <= %(moment)s THEN {red}"
    " WHEN {running} AND t.amber_at <= %(moment)s THEN {amber} ELSE {green} END)"
).format(
    overdue=STANDINGS[Standing.OVERDUE],
    late=STANDINGS[Standing.LATE],
    running=STANDINGS[Standing.RUNNING],
    **{one.value: sql.Literal(one.value) for one in Colour},
)
"""`domain.policy.overdue.colour`."""


COLOUR_OF_OVERDUE = sql.SQL(
    "(CASE WHEN t.urged_twice_at <= %(moment)s THEN {black} ELSE {red} END)"
).format(**{one.value: sql.Literal(one.value) for one in (Colour.BLACK, Colour.RED)})
"""The same of what is known to be overdue."""


def _later_by_days(most: int) -> Condition:
    return sql.SQL("(CASE t.late_unit WHEN {} THEN t.due_on <= {} ELSE t.due_on <= {} END)").format(
        sql.Literal(Unit.DAY.value),
        sql.Placeholder(f"days_{most}"),
        sql.Placeholder(f"working_{most}"),
    )


def _later_than(most: int) -> Condition:
    return sql.SQL("(CASE t.late_unit WHEN {} THEN t.due_at <= {} ELSE {} END)").format(
        sql.Literal(Unit.MINUTE.value), sql.Placeholder(f"clock_{most}"), _later_by_days(most)
    )


def _bucket(first: Condition, later: Callable[[int], Condition]) -> Condition:
    """The bucket after the last bound that is passed, unless what is asked first decides."""
    buckets = tuple(Bucket)
    after = {BOUNDS[one]: following for one, following in pairwise(buckets)}
    return sql.SQL("(CASE {} {} ELSE {} END)").format(
        first,
        # The latest first: of all that is overdue, most has been so for long.
        sql.SQL(" ").join(
            sql.SQL("WHEN {} THEN {}").format(later(most), sql.Literal(after[most].value))
            for most in sorted(after, reverse=True)
        ),
        sql.Literal(buckets[0].value),
    )


BUCKET = _bucket(
    sql.SQL("WHEN NOT {} THEN t.bucket WHEN NOT {} THEN NULL").format(
        OPEN, STANDINGS[Standing.OVERDUE]
    ),
    _later_than,
)
"""`domain.policy.overdue.bucket` of what is overdue, and of what ended late."""

BUCKET_OF_OVERDUE = _bucket(sql.SQL(""), _later_than)
"""The same of what is known to be overdue."""

BUCKET_BY_DAY = _bucket(sql.SQL(""), _later_by_days)
"""The same of what is known to be overdue, and does not count by the clock."""
