"""The small invented county of the register's tests: its units, people and who acts for what."""

from datetime import UTC, datetime

from domain.kernel import Act
from domain.organisation import Organisation
from domain.person import Person, PersonKind, masked
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from tests.domain.county import named

_SEED = datetime(2025, 1, 1, tzinfo=UTC)

CENTRE, TOWN, NEXT_TOWN = (named("unit", one) for one in ("centre", "town", "next town"))
VILLAGE, GRID, BUREAU = (named("unit", one) for one in ("village", "grid", "justice bureau"))
ABROAD, NOWHERE = named("unit", "another county"), named("unit", "never registered")

AREAS = {
    CENTRE: ("990101", "county"),
    BUREAU: ("990101", "county"),
    TOWN: ("990101100", "town"),
    NEXT_TOWN: ("990101200", "town"),
    VILLAGE: ("990101100201", "village"),
    GRID: ("990101100201-3", "grid"),
    ABROAD: ("990102", "county"),
}

_NAMES = ["钱守正", "孙听雨", "周明理", "吴远帆", "郑知秋", "冯若谷", "陈思齐", "褚长风", "卫青禾"]
QIAN, SUN, ZHOU, WU, ZHENG, FENG, CHEN, CHU, WEI = (named("person", one) for one in _NAMES)
MANY = [QIAN, SUN, ZHOU, WU, ZHENG, FENG, CHEN, CHU, WEI, named("person", "蒋望山")]
COMPANY, STRANGER = named("person", "a company"), named("person", "never registered")

PEOPLE: dict[str, Person] = {
    key: Person(label=masked(name, PersonKind.NATURAL), began_at=_SEED)
    for key, name in zip(MANY, [*_NAMES, "蒋望山"], strict=True)
}
PEOPLE[COMPANY] = Person(label="云溪***公司", kind=PersonKind.ORGANISATION, began_at=_SEED)


def acting(*roles: Role, unit: str | None, person: str | None = None) -> Act:
    """Somebody acting in some roles for a post of a unit; `given(...).when` says when."""
    return Act(
        person=person or named("person", f"holder of {roles[0].name}"),
        post=None,
        unit=unit,
        area="" if unit is None else AREAS[unit][0],
        roles=frozenset(roles),
        at=_SEED,
        now=_SEED,
        command_id="11111111-2222-4333-8444-555555555555",
        directory=Organisation(),
        judged_by=packaged_policy(),
    )


def administrator() -> Act:
    """The system administrator."""
    return acting(Role.SYSTEM_ADMINISTRATOR, unit=None)


def director(unit: str = TOWN) -> Act:
    """The director of a centre."""
    return acting(Role.CENTRE_DIRECTOR, unit=unit)


def unit_head(unit: str) -> Act:
    """The head of a unit."""
    return acting(Role.UNIT_HEAD, unit=unit)


def committee_head(unit: str = VILLAGE, person: str | None = None) -> Act:
    """The head of a mediation committee."""
    return acting(Role.COMMITTEE_HEAD, unit=unit, person=person)


def village_head(unit: str = VILLAGE) -> Act:
    """The head of a village."""
    return acting(Role.VILLAGE_HEAD, unit=unit)


def justice(unit: str = BUREAU, person: str | None = None) -> Act:
    """The justice bureau's officer for mediation."""
    return acting(Role.JUSTICE_BUREAU, unit=unit, person=person)


def political_legal(unit: str = CENTRE) -> Act:
    """The political-legal committee of the county."""
    return acting(Role.POLITICAL_LEGAL_COMMITTEE, unit=unit)
