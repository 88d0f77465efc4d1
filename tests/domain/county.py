"""A small invented county: its units, its people, and who acts for which post."""

from datetime import UTC, date, datetime

from domain.ids import derived
from domain.kernel import Act
from domain.organisation.state import ANY_DUTY, Appointment, Level, Organisation, Post, Unit
from domain.person import Person, PersonKind, masked
from domain.policy.packaged import packaged_policy
from domain.roles import Role

_SEED = datetime(2025, 1, 1, tzinfo=UTC)


def named(kind: str, name: str) -> str:
    """The id of something in the county; the same name gives the same id."""
    return derived(kind, _SEED, name)


CASE = named("case", "boundary wall")
OTHER = named("case", "the same wall again")
THIRD = named("case", "and once more")
NOTICE, SCAN = named("document", "notice"), named("document", "scan")

CITY = named("unit", "city centre")
COUNTY = named("unit", "county centre")
TOWN = named("unit", "town centre")
VILLAGE = named("unit", "village committee")
GRID = named("unit", "grid")
LAND_OFFICE = named("unit", "natural resources office")
NEXT_TOWN = named("unit", "next town")
FORMER_OFFICE = named("unit", "land office, until it was merged")
NOWHERE = named("unit", "never registered")

REGISTER = Organisation()
for _id, _name, _level, _area, _parent, _duties in [
    (CITY, "市中心", Level.CITY, "990100000000", None, (ANY_DUTY,)),
    (COUNTY, "县中心", Level.COUNTY, "990101000000", CITY, (ANY_DUTY,)),
    (TOWN, "青石镇中心", Level.TOWN, "990101100000", COUNTY, (ANY_DUTY,)),
    (VILLAGE, "柳湾村调委会", Level.VILLAGE, "990101100201", TOWN, ("01", "02", "0902")),
    (GRID, "柳湾村第三网格", Level.GRID, "990101100201-3", VILLAGE, ()),
    (LAND_OFFICE, "自然资源所", Level.TOWN, "990101100000", COUNTY, ("09", "11")),
    (NEXT_TOWN, "白石镇中心", Level.TOWN, "990101200000", COUNTY, (ANY_DUTY,)),
]:
    REGISTER.units[_id] = Unit(
        name=_name,
        level=_level,
        kind="单位",
        area=_area,
        parent=_parent,
        line_parent=None,
        duties=_duties,
        valid_from=date(2020, 1, 1),
    )


MERGED_AT = datetime(2025, 3, 25, 2, 40, tzinfo=UTC)
"""When the former land office went into the natural resources office: 25 March, 10:40."""
REGISTER.units[FORMER_OFFICE] = Unit(
    name="国土所",
    level=Level.TOWN,
    kind="单位",
    area="990101100000",
    parent=None,
    line_parent=None,
    duties=(ANY_DUTY,),
    valid_from=date(2020, 1, 1),
    ended_at=MERGED_AT,
    successor=LAND_OFFICE,
)


def posted(person: str, unit: str, *roles: Role) -> None:
    """Give a person a post in a unit, from the beginning of the year on."""
    post = named("post", f"{sorted(roles)} of {person} in {unit}")
    appointment = named("appointment", post)
    REGISTER.posts[post] = Post(unit=unit, title="岗位", roles=frozenset(roles))
    REGISTER.appoint(appointment, Appointment(person=person, post=post, from_on=date(2025, 1, 1)))


_NAMES = {
    "ZHANG": "张远山",
    "LI": "李望舒",
    "WANG": "王大树",
    "CHILD": "赵小禾",
    "MOTHER": "赵春禾",
    "LAWYER": "孙明理",
    "LEADER": "周定国",
    "OWNER": "吴承办",
    "ONE": "甲一",
    "TWO": "乙二",
    "FOUR": "丁四",
    "FIVE": "戊五",
    "SIX": "己六",
}
ZHANG, LI, WANG, CHILD, MOTHER, LAWYER, LEADER, OWNER, ONE, TWO, FOUR, FIVE, SIX = (
    named("person", name) for name in _NAMES
)
LAND_BUREAU = named("person", "a body complained of")
STRANGER = named("person", "never registered")

for _person, _unit in [
    (OWNER, LAND_OFFICE),
    (ONE, LAND_OFFICE),
    (OWNER, VILLAGE),
    (TWO, VILLAGE),
    (TWO, TOWN),
]:
    posted(_person, _unit, Role.HANDLER)

PEOPLE: dict[str, Person] = {
    named("person", key): Person(label=masked(name, PersonKind.NATURAL), began_at=_SEED)
    for key, name in _NAMES.items()
}
PEOPLE[LAND_BUREAU] = Person(label="自然***源所", kind=PersonKind.ORGANISATION, began_at=_SEED)

ON_THE_ROSTER = (ONE, TWO, named("person", f"holder of {Role.MEDIATOR.name}"))
"""Who holds a people's mediator's post, in the town's committee."""

MEDIATORS_POST = named("post", "people's mediator")
REGISTER.posts[MEDIATORS_POST] = Post(
    unit=TOWN, title="人民调解员", roles=frozenset({Role.MEDIATOR})
)
for _person in ON_THE_ROSTER:
    REGISTER.appoint(
        named("appointment", _person),
        Appointment(person=_person, post=MEDIATORS_POST, from_on=date(2020, 1, 1)),
    )


def acting(role: Role, *, person: str | None = None, unit: str | None = TOWN) -> Act:
    """Somebody acting in a role, for a post of a unit; `given(...).when` says when."""
    found = None if unit is None else REGISTER.area_of(unit)
    return Act(
        person=person or named("person", f"holder of {role.name}"),
        post=None if unit is None else named("post", f"{role.name} of {unit}"),
        unit=unit,
        area=found or "",
        roles=frozenset({role}),
        at=_SEED,
        now=_SEED,
        command_id="11111111-2222-4333-8444-555555555555",
        directory=REGISTER,
        judged_by=packaged_policy(),
    )


def clerk() -> Act:
    """The comprehensive window of the town centre."""
    return acting(Role.WINDOW_CLERK)


def triage() -> Act:
    """The town's triage officer."""
    return acting(Role.TRIAGE_OFFICER)


def handler(unit: str = LAND_OFFICE) -> Act:
    """A handler of the natural resources office."""
    return acting(Role.HANDLER, unit=unit)


def mediator() -> Act:
    """A people's mediator of the town."""
    return acting(Role.MEDIATOR)


def committee_head() -> Act:
    """The head of the town's mediation committee."""
    return acting(Role.COMMITTEE_HEAD)


def village_head() -> Act:
    """The head of the village."""
    return acting(Role.VILLAGE_HEAD, unit=VILLAGE)


def director() -> Act:
    """The director of the town centre."""
    return acting(Role.CENTRE_DIRECTOR)


def petition_office() -> Act:
    """The county's petition office."""
    return acting(Role.PETITION_OFFICE, unit=COUNTY)


def political_legal_committee() -> Act:
    """The county's political-legal committee."""
    return acting(Role.POLITICAL_LEGAL_COMMITTEE, unit=COUNTY)


def custodian() -> Act:
    """The county's clue custodian."""
    return acting(Role.CLUE_CUSTODIAN, unit=COUNTY)


def machine() -> Act:
    """The centre's own machine client."""
    return acting(Role.MACHINE_CLIENT)


def party(person: str = ZHANG) -> Act:
    """A party at the portal: no unit, no area."""
    return acting(Role.PARTY, person=person, unit=None)
