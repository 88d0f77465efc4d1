"""Staffing of centres and committees as of a day. domain.md §5.2, §9 F1 no. 5."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes.staffing import MediatorFooting, MediatorGrade
from domain.measures.staffing import centres, counts, staffed
from domain.organisation.entries import Accreditation, Committee, Mediator, Pause, Post, Unit
from domain.organisation.levels import Level
from domain.organisation.state import Organisation
from domain.policy.packaged import packaged
from domain.roles import Role
from tests.domain.county import named

BOOK = packaged().books[-1]
DAY = date(2025, 6, 30)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
COUNTY, TOWN, COMMITTEE, VILLAGE = (
    named("unit", name) for name in ("county", "town", "town committee", "village")
)
FULL, PART = MediatorFooting.FULL_TIME, MediatorFooting.PART_TIME


def unit(level: Level, area: str, kind: str = "中心") -> Unit:
    return Unit(
        name="云溪县",
        level=level,
        kind=kind,
        area=area,
        parent=None,
        line_parent=None,
        duties=(),
        valid_from=date(2020, 1, 1),
    )


def register() -> Organisation:
    found = Organisation()
    found.units = {
        COUNTY: unit(Level.COUNTY, "990101000000"),
        TOWN: unit(Level.TOWN, "990101101000"),
        COMMITTEE: unit(Level.TOWN, "990101101000", "调委会"),
        VILLAGE: unit(Level.VILLAGE, "990101101201", "调委会"),
    }
    for nth, here in enumerate((COUNTY, TOWN)):
        directing = frozenset({Role.CENTRE_DIRECTOR})
        found.posts[named("post", str(nth))] = Post(unit=here, title="主任", roles=directing)
    return found


def mediating(
    found: Organisation, name: str, committee: str, footing: MediatorFooting = FULL, **more: Any
) -> None:
    made = Accreditation(
        committee=committee,
        footing=footing,
        grade=MediatorGrade.UNGRADED,
        fields=(),
        court_listed=False,
        workload_cap=None,
        from_on=more.pop("from_on", date(2020, 1, 1)),
        to_on=more.pop("to_on", None),
        from_at=LONG_AGO,
    )
    found.mediators[named("person", name)] = Mediator(accreditations=(made,), **more)


@pytest.mark.parametrize(
    ("level", "full_time", "met", "above"),
    [
        (Level.COUNTY, 1, False, False),
        (Level.COUNTY, 2, True, False),
        (Level.TOWN, 0, False, False),
        (Level.TOWN, 1, True, False),
        (Level.TOWN, 2, True, False),
        (Level.TOWN, 3, True, True),
    ],
)
def test_a_county_needs_two_and_a_town_one(
    level: Level, full_time: int, met: bool, above: bool
) -> None:
    """domain.md §9 F1 no. 5: 3 in a town passes with a note."""
    found = staffed(TOWN, level, full_time, BOOK)
    assert (found.met, found.above) == (met, above)


def test_a_centres_mediators_are_those_of_its_level_and_area() -> None:
    found = register()
    mediating(found, "one", COMMITTEE)
    mediating(found, "two", COUNTY)
    mediating(found, "three", VILLAGE)
    mediating(found, "four", COUNTY, PART)
    told = {one.unit: one for one in centres(found, [COUNTY, TOWN, VILLAGE], DAY, BOOK)}
    assert {key: (one.full_time, one.met) for key, one in told.items()} == {
        COUNTY: (1, False),
        TOWN: (1, True),
    }


def test_only_who_may_mediate_on_the_day_is_counted() -> None:
    found = register()
    mediating(found, "suspended", TOWN, pauses=(Pause(from_at=LONG_AGO),))
    mediating(found, "over", TOWN, to_on=DAY - timedelta(days=1))
    mediating(found, "to come", TOWN, from_on=DAY + timedelta(days=1))
    mediating(found, "last day", TOWN, to_on=DAY)
    total = counts(found, [TOWN], DAY, BOOK)
    assert (total["MEDIATORS"], total["MEDIATORS_FULL_TIME"]) == (1, 1)


def test_committees_are_those_in_office_and_standard_by_the_day() -> None:
    found = register()

    def committee(standardised: datetime | None) -> tuple[Committee, ...]:
        person = named("person", "chair")
        return (
            Committee(
                chair=person,
                members=frozenset({person}),
                women=1,
                minority=0,
                elected_on=date(2024, 1, 1),
                term_to_on=date(2026, 12, 31),
                standardised_at=standardised,
            ),
        )

    found.committees = {
        VILLAGE: committee(datetime(2025, 6, 30, 2, tzinfo=UTC)),
        TOWN: committee(None),
    }
    total = counts(found, [VILLAGE, TOWN], DAY, BOOK)
    assert (total["COMMITTEES"], total["COMMITTEES_STANDARD"]) == (1, 1)
    before = counts(found, [VILLAGE], DAY - timedelta(days=1), BOOK)
    assert (before["COMMITTEES"], before["COMMITTEES_STANDARD"]) == (1, 0)
