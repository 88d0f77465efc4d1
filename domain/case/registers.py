"""What the registers say: which persons and units exist, which unit is competent, who is who.

Commands refer to persons and units by id. Their register entries arrive with the act: persons in
`act.others` (named by each decision's `needs`), units through `act.directory`.
"""

from collections.abc import Iterable

from domain.case.refusals import PartyTwice, UnitNotCompetent
from domain.case.values import Party, PartyEntry
from domain.codes.matters import MatterClass
from domain.codes.parties import Side
from domain.ids import PersonId, UnitId
from domain.kernel import Act
from domain.organisation.refusals import UnitUnknown
from domain.person import Person
from domain.person.refusals import PersonUnknown


def registered_person(act: Act, person: PersonId) -> Person:
    """The register's entry of a person. Raises `PersonUnknown`."""
    found = act.others.get(person)
    if not isinstance(found, Person):
        raise PersonUnknown(person=person)
    return found


def registered_unit(act: Act, unit: UnitId) -> str:
    """The area prefix of a unit in force at the act. Raises `UnitUnknown`."""
    area = act.directory.area_of(unit)
    if area is None or not act.directory.is_active(unit, act.at):
        raise UnitUnknown(unit=unit)
    return area


def competent_unit(act: Act, unit: UnitId, matter: MatterClass, dispute: str | None) -> None:
    """Raises `UnitUnknown`, or `UnitNotCompetent` when the duty catalogue does not name it."""
    registered_unit(act, unit)
    if not act.directory.is_competent(unit, matter, dispute):
        raise UnitNotCompetent(unit=unit)


def people_named(entries: Iterable[PartyEntry]) -> list[PersonId]:
    """The persons whose register entries are needed to enter these parties."""
    found = [person for e in entries for person in (e.person, e.guardian) if person is not None]
    return list(dict.fromkeys(found))


def entered(
    act: Act, entries: Iterable[PartyEntry], taken: Iterable[PersonId], alias: str | None
) -> tuple[Party, ...]:
    """The parties as the record keeps them: label and kind from the register.

    With `alias` (`举报人`) applicants stand under a pseudonym instead of their masked label.
    Raises `PartyTwice`, `PersonUnknown`, `UnitUnknown`.
    """
    seen = set(taken)
    parties: list[Party] = []
    for nth, entry in enumerate(entries):
        if entry.person in seen:
            raise PartyTwice(person=entry.person)
        seen.add(entry.person)
        found = registered_person(act, entry.person)
        if entry.guardian is not None:
            registered_person(act, entry.guardian)
        if entry.unit is not None:
            registered_unit(act, entry.unit)
        hidden = alias is not None and entry.side is Side.APPLICANT
        parties.append(
            Party(
                person=entry.person,
                label=pseudonym(act, alias, nth) if alias and hidden else found.label,
                kind=found.kind,
                side=entry.side,
                capacity=entry.capacity,
                under_14=entry.under_14,
                guardian=entry.guardian,
                guardian_consent=entry.guardian_consent,
                unit=entry.unit,
            )
        )
    return tuple(parties)


def pseudonym(act: Act, alias: str, nth: int) -> str:
    """A name that says nothing: `举报人-7F3A` (domain.md §4.5)."""
    return f"{alias}-{act.new_id('pseudonym', nth=nth)[-4:].upper()}"


REPORTER = "举报人"
PROTECTED_PERSON = "受保护人"
"""What stands before a pseudonym: a person who reported, or who is protected for another reason."""
