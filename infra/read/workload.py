"""The questions of `projections/reads/workload.py`, asked of PostgreSQL.

One statement counts everything: parts in cases by difficulty, role and what became of them, parts
done lately, and activities by kind. What a count weighs is policy and is said in the domain. Of
most parts, and of all activities, sums tell (`projections/workload/sums.py`); of several parts of
one unit or person in a case the heaviest counts, so that those are read row by row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from psycopg import sql

from domain.codes.matters import Difficulty
from domain.ids import CaseId
from domain.measures.workload import Left, Share, Tally, WorkRole
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.sight import Parameters
from infra.read.spans import period as period_of
from infra.read.spans import within
from infra.read.views import ReadModelNotReady, View, answer, asking
from projections.reads.workload import Tallies, WorkloadBy, WorkloadQuestion
from projections.scope import Scope
from projections.spans import EVER, Span
from projections.workload import Activity, WorkloadRow, assigned, workload

_ROLES = [str(role) for role in WorkRole]
"""The heaviest first: of several parts in one case the heaviest counts."""

_COUNTED = {
    "lately": "done_lately",
    str(Activity.SESSION): "sessions",
    str(Activity.INVESTIGATION): "investigations",
    str(Activity.VISIT): "visits",
    str(Activity.CONSULTATION): "consultations",
    str(Activity.WHISTLE): "whistles",
    str(Activity.CONTACT): "contacts",
}
"""Which number of a tally a row of the statement tells."""
_PARTS, _ALONE = "parts", "alone"
"""Cases in which whoever it is had several parts, and those in which they had one."""

_QUESTION = """
SELECT seen.position, found.* FROM
  (SELECT position FROM {projections} WHERE name = 'workload' AND live) AS seen
LEFT JOIN (
  SELECT 'parts' AS what, who, difficulty, rank, concluded, count(*) AS number,
    sum(new)::bigint AS new, sum(done)::bigint AS done, sum(open)::bigint AS open
  FROM (
    SELECT t.{who} AS who, min(t.difficulty) AS difficulty,
      min(array_position(%(roles)s::text[], t.role))
        FILTER (WHERE t."left" IS DISTINCT FROM %(taken_back)s) AS rank,
      coalesce(bool_or(t."left" = %(done)s AND t.to_at < %(before)s), false)
        AND NOT bool_or((t.to_at IS NULL OR t.to_at >= %(before)s)
          AND t."left" IS DISTINCT FROM %(taken_back)s) AS concluded,
      count(*) FILTER (WHERE t.role <> %(recorder)s AND NOT t.continued
        AND t.from_at >= %(begins)s) AS new,
      count(*) FILTER (WHERE t.role <> %(recorder)s AND t."left" = %(done)s
        AND t.to_at < %(before)s) AS done,
      count(*) FILTER (WHERE t.role <> %(recorder)s
        AND (t.to_at IS NULL OR t.to_at >= %(before)s)) AS open
    FROM {assignments} t
    WHERE t.several AND {whose} AND t.from_at < %(before)s
      AND (t.unit = ANY (%(units)s::text[]) AND t.to_at >= %(begins)s
        OR t.unit = ANY (%(units)s::text[]) AND t.to_at IS NULL)
    GROUP BY t.{who}, t."case"
  ) AS cases
  GROUP BY who, difficulty, rank, concluded
UNION ALL
  SELECT 'alone', who, nullif(difficulty, ''), rank, taken_back, overlapping::bigint, new::bigint,
    done::bigint, open::bigint
  FROM (
    SELECT t.{who} AS who, t.difficulty, array_position(%(roles)s::text[], t.role) AS rank,
      t.taken_back,
      sum(t.begun) - coalesce(sum(t.ended) FILTER (WHERE t.begins_at < %(begins)s), 0)
        AS overlapping,
      coalesce(sum(t.fresh) FILTER (WHERE t.begins_at >= %(begins)s), 0) AS new,
      coalesce(sum(t.done) FILTER (WHERE t.begins_at >= %(begins)s), 0) AS done,
      sum(t.begun) - sum(t.ended) AS open
    FROM {work_parts} WHERE {summed} AND t.unit = ANY (%(units)s::text[])
    GROUP BY 1, 2, 3, 4
  ) AS alone WHERE overlapping > 0
UNION ALL
  SELECT 'lately', t.{who}, NULL, NULL, NULL, count(*), 0, 0, 0
  FROM {assignments} t
  WHERE {whose} AND t.unit = ANY (%(units)s::text[])
    AND t.to_at >= %(lately)s AND t.to_at < %(before)s
    AND t."left" = %(done)s AND t.role <> %(recorder)s
  GROUP BY t.{who}
UNION ALL
  SELECT t.kind, t.{who}, NULL, NULL, NULL, sum(t.number)::bigint, sum(t.minutes)::bigint, 0, 0
  FROM {work_done}
  WHERE {summed} AND ({worked_for})
  GROUP BY t.kind, t.{who}
) AS found ON true
"""

_OF_THE_UNITS = sql.SQL("t.unit = ANY (%(units)s::text[])")
_OF_THE_PEOPLE = sql.SQL(
    "t.unit = ANY (%(units)s::text[]) OR t.unit = '' AND t.person = ANY (%(people)s::text[])"
)


class PostgresWorkload:
    """`projections.reads.WorkloadReads`."""

    def __init__(self, pool: ReadPool, schema: str) -> None:
        self._pool = pool
        self._view = View(workload, schema)
        projections = sql.Identifier(Catalogue(schema).read_schema, "projections")
        self._tables = {
            "projections": projections,
            "assignments": View(assigned, schema, of=workload).identifier,
            **{
                sums.name: within(View(sums, schema, of=workload).identifier, sums.name)
                for sums in workload.sums
            },
        }

    def tallies(self, question: WorkloadQuestion) -> Tallies:
        """What was done, by unit or person; who did nothing is not in it."""
        people = question.by is WorkloadBy.PERSON
        whose = "t.person IS NOT NULL" if people else "t.person IS NULL"
        summed = "t.person <> ''" if people else "t.person = ''"
        if question.only is not None:
            whose = summed = "t.person = %(only)s::text"
        statement = sql.SQL(_QUESTION).format(
            who=sql.Identifier("person" if people else "unit"),
            whose=sql.SQL(whose),
            summed=sql.SQL(summed),
            worked_for=_OF_THE_PEOPLE if people else _OF_THE_UNITS,
            **self._tables,
        )
        with asking(self._pool) as connection:
            found = answer(connection, statement, _parameters(question))
        if not found:
            raise ReadModelNotReady(workload.name)
        counted = (row[1:] for row in found if row[1] is not None)
        return Tallies(position=found[0][0], of=_tallies(counted))

    def of_case(self, case: CaseId, scope: Scope) -> WorkloadRow | None:
        """Who worked on a case; None when nobody did, or it is absent or not for the reader."""
        return self._view.of_case(self._pool, case, scope)


def _parameters(question: WorkloadQuestion) -> Parameters:
    period = question.period
    return {
        "units": list(question.units),
        "people": list(question.people),
        "only": question.only,
        "roles": _ROLES,
        "recorder": str(WorkRole.RECORDER),
        "done": str(Left.DONE),
        "taken_back": str(Left.TAKEN_BACK),
        "begins": period.begins_at,
        "before": period.ends_before,
        "lately": question.lately.begins_at,
        **_days("work_parts", EVER, period.begins_at, period.ends_before),
        **_days("work_done", period.begins_at, period.ends_before),
    }


def _tallies(counted: Iterable[Any]) -> dict[str, Tally]:
    """Rows of the statement, put together by whom they are about."""
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    shares: dict[str, Counter[_Share]] = defaultdict(Counter)
    for what, who, difficulty, rank, concluded, number, new, done, left in counted:
        of = numbers[who]
        if what == _PARTS:
            of.update(new=new, done=done, open=left)
            if rank is not None:  # Otherwise it was taken back: somebody else's duty.
                shares[who][difficulty, rank, concluded] += number
        elif what == _ALONE:
            taken_back = concluded
            if _ROLES[rank - 1] != WorkRole.RECORDER:
                of.update(new=new, done=done, open=left)
            if not taken_back:
                shares[who][difficulty, rank, True] += done
                shares[who][difficulty, rank, False] += number - done
        else:
            of[_COUNTED[what]] = number
            if what == Activity.SESSION:
                of["minutes"] = new
    return {who: Tally(shares=_shares(shares[who]), **of) for who, of in numbers.items()}


_Share = tuple[str | None, int, bool]
"""A difficulty, the place of a role, and whether the cases were concluded."""


def _shares(found: Counter[_Share]) -> tuple[Share, ...]:
    return tuple(
        Share(
            difficulty=None if difficulty is None else Difficulty(difficulty),
            role=WorkRole(_ROLES[rank - 1]),
            concluded=concluded,
            cases=cases,
        )
        for (difficulty, rank, concluded), cases in sorted(found.items(), key=_order)
        if cases
    )


def _order(share: tuple[_Share, int]) -> tuple[str, int, bool]:
    (difficulty, rank, concluded), _ = share
    return str(difficulty), rank, concluded


def _days(name: str, *turns: datetime) -> Parameters:
    """The days of a period asked of the sums of this name."""
    return period_of(*turns, narrowest=Span.DAY, name=name)
