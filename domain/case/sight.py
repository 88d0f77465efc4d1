"""Who may see a case (可见范围): one rule for acting and for reading. domain.md §4.4, §4.5.

The read side turns `sees` into an SQL predicate, condition by condition and in this order:

    protected:      not accused (person, unit)
                    and area matches and (role in PROTECTED_READERS or person in custodians)
    not protected:  (role outside NO_BUSINESS and unit in units)
                    or person in people
                    or (area matches and role in AREA_READERS)
                    or (area matches and PETITION_OFFICE and the class is a petition)

"Area matches" means that the case's area begins with the area of the acting post; a post without
an area matches none.
"""

from collections.abc import Collection, Set
from typing import Protocol

from domain.codes.matters import PETITIONS, MatterClass
from domain.ids import SYSTEM, PersonId, UnitId
from domain.kernel import Act
from domain.roles import Role

AREA_READERS = frozenset(
    {
        Role.TRIAGE_OFFICER,
        Role.VILLAGE_HEAD,
        Role.CENTRE_DIRECTOR,
        Role.SUPERVISOR,
        Role.JUSTICE_BUREAU,
        Role.POLITICAL_LEGAL_COMMITTEE,
        Role.ACCOUNTABILITY_REVIEWER,
        Role.DISCIPLINE_REVIEWER,
        Role.COMPLIANCE_AUDITOR,
    }
)
"""Roles whose scope is their area and everything below it (domain.md §4.3)."""

PROTECTED_READERS = frozenset(
    {
        Role.CLUE_CUSTODIAN,
        Role.CENTRE_DIRECTOR,
        Role.DISCIPLINE_REVIEWER,
        Role.ACCOUNTABILITY_REVIEWER,
    }
)
"""The only roles that see a protected case without being named its custodian (class L3)."""

NO_BUSINESS = frozenset(
    {
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
        Role.STATISTICIAN,
        Role.EXTERNAL_OVERSIGHT,
    }
)
"""Roles that see no case, even when their unit works on it (R24 to R26, R29, R30)."""


class Sighted(Protocol):
    """What the rule of sight needs to know of a case: the columns of the predicate."""

    area: str
    matter_class: MatterClass
    units: set[UnitId]

    @property
    def protected(self) -> bool:
        """Whether identities in it are protected (class REPORT, or granted)."""
        ...

    @property
    def people(self) -> Set[PersonId]:
        """Who takes part: parties, guardians, representatives, the bundled leader."""
        ...

    @property
    def custodians(self) -> Set[PersonId]:
        """Who was named to work with the case although it is protected."""
        ...

    @property
    def accused(self) -> Set[PersonId]:
        """Persons complained of."""
        ...

    @property
    def accused_units(self) -> Set[UnitId]:
        """Units complained of."""
        ...


def sees(state: Sighted, act: Act) -> bool:
    """Whether the actor may know that the case exists.

    Nobody named in a protected report sees it, at any time (domain.md §2.7 invariant 10).
    """
    in_area = bool(act.area) and state.area.startswith(act.area)
    if state.protected:
        if act.person in state.accused or act.unit in state.accused_units:
            return False
        return in_area and (bool(act.roles & PROTECTED_READERS) or act.person in state.custodians)
    return (
        (act.unit in state.units and bool(act.roles - NO_BUSINESS))
        or act.person in state.people
        or (in_area and bool(act.roles & AREA_READERS))
        or (in_area and state.matter_class in PETITIONS and Role.PETITION_OFFICE in act.roles)
    )


def admits(state: Sighted, act: Act) -> bool:
    """Whether a command may reach the case: of those who see it, and of the product's own watch.

    The watch is told of no case what it holds; the few decisions open to it count for themselves.
    """
    return act.person == SYSTEM or sees(state, act)


NARRATIVE_READERS = frozenset(
    {
        Role.WINDOW_CLERK,
        Role.TRIAGE_OFFICER,
        Role.HANDLER,
        Role.UNIT_HEAD,
        Role.MEDIATOR,
        Role.COMMITTEE_HEAD,
        Role.CENTRE_DIRECTOR,
        Role.PETITION_OFFICE,
    }
)
"""Roles that read the words of cases their own unit works on (class L2, domain.md §4.4)."""


def reads_narrative(
    person: PersonId,
    unit: UnitId | None,
    roles: Set[Role],
    units: Collection[UnitId],
    custodians: Collection[PersonId],
    *,
    protected: bool,
) -> bool:
    """Whether somebody who sees a case may read its words as well.

    Minimum necessary (个人信息保护法 art 6): those who work on it do, and of a protected case its
    named custodians and the clue custodian only. Reviewers read by warrant, which comes with the
    review chapters; until then they see what happened, when and by whom, and no words.
    """
    if protected:
        return person in custodians or Role.CLUE_CUSTODIAN in roles
    return unit in units and bool(roles & NARRATIVE_READERS)
