"""The rule of sight as an SQL predicate: which rows of the case register a reader may see.

Condition by condition the same as `projections.scope.sees_row`. Conditions that cannot hold for
this reader are left out, so that the planner sees only what matters and can use the indexes.
"""

from typing import Any

from psycopg import sql

from domain.case.sight import NO_BUSINESS, PROTECTED_READERS, reads_by_area
from domain.codes.matters import PETITIONS
from domain.roles import Role
from projections.scope import Scope

Condition = sql.Composable
Parameters = dict[str, Any]

NOBODY = sql.SQL("false")


def visible(scope: Scope) -> tuple[Condition, Parameters]:
    """The predicate over a row of the case register called `t`, and its named parameters."""
    parameters: Parameters = {
        "sight_person": scope.person,
        "sight_unit": scope.unit,
        "sight_area": scope.area,
        "sight_petitions": sorted(str(petition) for petition in PETITIONS),
    }
    condition = sql.SQL("(t.protected AND ({}) OR NOT t.protected AND ({}))").format(
        _protected(scope), _open(scope)
    )
    return condition, parameters


def _protected(scope: Scope) -> Condition:
    """Nobody named in it; in the area: the roles trusted with it, and its custodians."""
    if not scope.area:
        return NOBODY
    conditions = [_IN_AREA, sql.SQL("NOT %(sight_person)s::text = ANY (t.accused)")]
    if scope.unit is not None:
        conditions.append(sql.SQL("NOT %(sight_unit)s::text = ANY (t.accused_units)"))
    if not scope.roles & PROTECTED_READERS:
        conditions.append(sql.SQL("%(sight_person)s::text = ANY (t.custodians)"))
    return sql.SQL(" AND ").join(conditions)


def _open(scope: Scope) -> Condition:
    """The unit that has it in hand, who takes part, and readers by area."""
    conditions: list[Condition] = [sql.SQL("t.people @> ARRAY[%(sight_person)s::text]")]
    if scope.unit is not None and scope.roles - NO_BUSINESS:
        conditions.append(sql.SQL("t.units @> ARRAY[%(sight_unit)s::text]"))
    if reads_by_area(scope.roles, scope.area):
        conditions.append(_IN_AREA)
    elif scope.area and Role.PETITION_OFFICE in scope.roles:
        petition = sql.SQL("t.matter_class = ANY (%(sight_petitions)s::text[])")
        conditions.append(sql.SQL("({} AND {})").format(_IN_AREA, petition))
    return sql.SQL(" OR ").join(conditions)


_IN_AREA = sql.SQL("t.area ^@ %(sight_area)s::text")
