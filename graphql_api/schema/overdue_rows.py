"""What is found out about the terms of one page: their cases, holders, and what should be done.

All of a page is asked for at once, so the number of questions does not grow with its length.
"""

from collections.abc import Sequence
from datetime import datetime

from domain.case.deadlines import last_moment
from domain.case.holders import Held, Seat, answering
from domain.ids import UnitId
from domain.policy import escalation, overdue
from domain.policy.escalation import Circumstances, Proposal
from domain.policy.overdue import Bucket, CaseStanding, Standing
from domain.policy.timers import Holder
from domain.values import Value
from graphql_api.context import Context
from graphql_api.schema.clocks import CaseClock, shown
from graphql_api.schema.organisation import sees_appointments
from projections.case_row import CaseRow
from projections.deadlines import Deadline, Tracked
from projections.scope import oversees


class Answered(Value):
    """时限情况: a term at a moment, with everything that is shown of it."""

    row: Deadline
    case: CaseRow
    clock: CaseClock
    held: Held
    standing: Standing | None
    bucket: Bucket | None
    case_standing: CaseStanding
    proposal: Proposal | None


def answered(context: Context, terms: Sequence[Tracked], moment: datetime) -> list[Answered]:
    """The terms of a page at a moment, in order. Blocking."""
    services = context.services
    rows = [one.row for one in terms]
    ids = list(dict.fromkeys(one.case for one in rows))
    cases = services.cases.cases(ids, context.scope)
    standings = services.overdue.cases(ids, moment)
    late = _late_cases(context, rows, moment)
    desks = Desks(context)
    return [
        _answered(context, one, cases[one.row.case], moment, standings[one.row.case], late, desks)
        for one in terms
        if one.row.case in cases
    ]


def _answered(
    context: Context,
    one: Tracked,
    case: CaseRow,
    moment: datetime,
    case_standing: CaseStanding,
    late: dict[UnitId, int],
    desks: "Desks",
) -> Answered:
    policy = context.services.judged_by
    row, clock = one.row, one.clock
    by = overdue.lateness(clock, moment, policy.calendar)
    known = Circumstances(
        working_days=escalation.working_days_over(clock, moment, policy.calendar),
        supervised_before=row.supervised_before,
        cases=None if row.unit is None else late.get(row.unit),
    )
    return Answered(
        row=row,
        case=case,
        clock=shown(one, policy, moment),
        held=desks.held(one, moment),
        standing=overdue.standing(clock, moment),
        bucket=None if by is None else overdue.bucket(by),
        case_standing=case_standing,
        proposal=escalation.proposal(
            clock,
            moment,
            overdue.colour(clock, moment, row.amber_at, row.urged_twice_at),
            known,
            policy.rules.of(row.rules),
        ),
    )


def _late_cases(context: Context, rows: Sequence[Deadline], moment: datetime) -> dict[UnitId, int]:
    """How many cases of each unit were late in the quarter, of units the reader oversees."""
    register = context.register
    units = {one.unit for one in rows if one.unit is not None}
    theirs = [one for one in units if oversees(context.scope, one, register.area_of(one))]
    if not theirs:
        return {}
    since = escalation.quarter_of(moment)
    return dict(context.services.overdue.late_cases(sorted(theirs), since, moment))


class Desks:
    """Who answers for seats by the register, each asked for once.

    What the case or the record of a miss says needs no register. Who holds a post is not for
    readers without one: they see the unit.
    """

    def __init__(self, context: Context) -> None:
        self._register = context.register
        self._may_know = sees_appointments(context.caller)
        self._known: dict[tuple[Holder, Seat, datetime], Held] = {}

    def held(self, one: Tracked, moment: datetime) -> Held:
        """Whoever has the duty at the moment, or had it in the last moment of the term."""
        row = one.row
        seat = Seat(unit=row.unit, person=row.person)
        if row.recorded is not None:
            return Held(unit=seat.unit, person=seat.person)
        at = min(moment, last_moment(one.clock), row.open_until)
        asked = (row.duty, seat, at)
        if asked not in self._known:
            self._known[asked] = answering(row.duty, seat, at, self._register)
        held = self._known[asked]
        return held if self._may_know else Held(unit=held.unit, person=seat.person)
