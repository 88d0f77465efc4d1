"""The rule of sight as an SQL predicate: which rows of the case register a reader may see.

Condition by condition the same as `projections.scope.sees_row`. Conditions that cannot hold for
this reader are left out, so that the planner sees only what matters and can use the indexes.
"""

from typing import Any

from psycopg import sql

from domain.case.sight import NO_BUSINESS, PROTECTED_READERS, reads_by_area
from domain.codes.matters import PETITIONS
from domain.roles import Role
from domain.values import Value
from projections.scope import Scope

Condition = sql.Composable
Parameters = dict[str, Any]

NOBODY = sql.SQL("false")


class Sight(Value):
    """可见范围: the predicate over a row called `t`, and its named parameters.

    A page asks `whole` of the few rows it looks at. To count, `apart` says the same in conditions
    of which exactly one holds for each row that is seen, so that an index can count each of them.
    """

    whole: Condition
    apart: tuple[Condition, ...]
    parameters: Parameters

    def of_case_in(self, register: sql.Identifier) -> "Sight":
        """The same over rows that name a `case`: whoever sees the case sees them."""
        theirs = sql.SQL('t."case" IN (SELECT t."case" FROM {} t WHERE {})')
        return Sight(
            whole=theirs.format(register, self.whole),
            apart=tuple(theirs.format(register, one) for one in self.apart),
            parameters=self.parameters,
        )


def visible(scope: Scope) -> Sight:
    """Which rows of the case register a reader may see."""
    parameters: Parameters = {
        "sight_person": scope.person,
        "sight_unit": scope.unit,
        "sight_area": scope.area,
        "sight_beyond": scope.area + LAST_CHARACTER,
        "sight_petitions": sorted(str(petition) for petition in PETITIONS),
    }
    protected = sql.SQL("t.protected AND ({})").format(_protected(scope))
    opened = sql.SQL("NOT t.protected AND ({})").format(_open(scope))
    whole = sql.SQL("({} OR {})").format(protected, opened)
    apart: tuple[Condition, ...] = (whole,)
    if reads_by_area(scope.roles, scope.area):
        # Nearly all that is seen lies in the area, which an index tells without looking at a row.
        inside = sql.SQL("NOT t.protected AND {}").format(_IN_AREA)
        outside = sql.SQL("{} AND {}").format(_OUT_OF_AREA, opened)
        apart = (inside, protected, outside)
    return Sight(whole=whole, apart=apart, parameters=parameters)


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
LAST_CHARACTER = "\U0010ffff"
"""Behind an area's code it comes after every code that begins with it."""
_OUT_OF_AREA = sql.SQL(
    "(t.area < %(sight_area)s::text OR t.area > %(sight_beyond)s::text) AND NOT {}"
).format(_IN_AREA)
"""Said twice: as ranges of an index, and as what is meant."""
