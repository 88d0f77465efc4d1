"""Scope (可见范围): for whom rows are read. Every question asked of the read models carries one.

`sees_row` is the rule of sight of `domain/case/sight.py` over a row instead of a state; the SQL
predicate of `infra/read/sight.py` says the same a third time, and a test holds the three together.
"""

from enum import StrEnum
from typing import Protocol

from msgspec.structs import replace

from domain.case.sight import AREA_READERS, NO_BUSINESS, PROTECTED_READERS, reads_by_area
from domain.codes.matters import PETITIONS, MatterClass
from domain.ids import PersonId, UnitId
from domain.roles import Role
from domain.values import Value


class Scope(Value):
    """Who is reading: the person, and the unit, area and roles of the post they act for.

    `area` is the area prefix of the unit; without one nothing is seen by area.
    """

    person: PersonId
    unit: UnitId | None
    area: str
    roles: frozenset[Role]


class Visible(Protocol):
    """What the rule of sight needs to know of a row."""

    @property
    def area(self) -> str:
        """Where the case lies."""
        ...

    @property
    def matter_class(self) -> MatterClass:
        """What kind of matter it is."""
        ...

    @property
    def protected(self) -> bool:
        """Whether identities in it are protected."""
        ...

    @property
    def units(self) -> tuple[UnitId, ...]:
        """The units that have or had the case in hand."""
        ...

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Who takes part."""
        ...

    @property
    def custodians(self) -> tuple[PersonId, ...]:
        """Who was named to work with the case although it is protected."""
        ...

    @property
    def accused(self) -> tuple[PersonId, ...]:
        """Persons complained of."""
        ...

    @property
    def accused_units(self) -> tuple[UnitId, ...]:
        """Units complained of."""
        ...


def sees_row(scope: Scope, row: Visible) -> bool:
    """Whether the reader may know that the case exists: the reference for the SQL predicate."""
    in_area = bool(scope.area) and row.area.startswith(scope.area)
    if row.protected:
        named = scope.person in row.accused or scope.unit in row.accused_units
        trusted = bool(scope.roles & PROTECTED_READERS) or scope.person in row.custodians
        return not named and in_area and trusted
    petition = row.matter_class in PETITIONS and Role.PETITION_OFFICE in scope.roles
    return (
        (scope.unit in row.units and bool(scope.roles - NO_BUSINESS))
        or scope.person in row.people
        or (in_area and (reads_by_area(scope.roles, scope.area) or petition))
    )


HEADS = frozenset({Role.UNIT_HEAD, Role.COMMITTEE_HEAD, Role.CENTRE_DIRECTOR, Role.VILLAGE_HEAD})
"""Roles that read the figures of their own unit, wherever it lies (domain.md §4.3)."""

COUNTERS = AREA_READERS | {Role.STATISTICIAN, Role.PETITION_OFFICE}
"""Roles that read the figures of all units of their area: oversight, and who counts for it."""


def oversees(scope: Scope, unit: UnitId, area: str | None) -> bool:
    """Whether the reader may see the figures of a unit, whose area begins with `area`.

    Figures say how much was done and how late, by unit; of which cases, the rule of sight says.
    """
    if unit == scope.unit and scope.roles & HEADS:
        return True
    in_area = bool(scope.area) and area is not None and area.startswith(scope.area)
    return in_area and bool(scope.roles & COUNTERS)


OUTSIDE = frozenset({Role.STATISTICIAN, Role.EXTERNAL_OVERSIGHT})
"""Roles that read what is published: aggregates, without small numbers (domain.md §4.3, §4.5)."""


class Openness(StrEnum):
    """How much of a unit's aggregated figures a reader is shown."""

    ALL = "ALL"
    PUBLISHED = "PUBLISHED"
    NOTHING = "NOTHING"


def openness(scope: Scope, unit: UnitId, area: str | None) -> Openness:
    """All to who oversees the unit, what is published to outside readers of its area."""
    staff = replace(scope, roles=scope.roles - OUTSIDE)
    if oversees(staff, unit, area):
        return Openness.ALL
    in_area = bool(scope.area) and area is not None and area.startswith(scope.area)
    return Openness.PUBLISHED if in_area and scope.roles & OUTSIDE else Openness.NOTHING
