"""A day's warning, from what was known: by unit with all beneath it, by type, by what gathers."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from domain.acts import noon_of
from domain.ids import derived
from domain.measures.warning import AlertColour, numbers_of
from domain.organisation.state import Level, Organisation, Unit
from domain.policy.packaged import packaged_policy
from projections.reads.clusters import ClusterGround, Seen
from projections.reads.warning import (
    AlertGround,
    Knowledge,
    Tally,
    Warnings,
    lines_of,
    warnings,
)
from tests.projections.facts import random_lives
from tests.projections.test_intakes import rows_of, seen, tallies

DAY = date(2026, 6, 14)
NOW = datetime(2026, 6, 14, 10, tzinfo=UTC)
NUMBERS = numbers_of(packaged_policy().rules.at(NOW))
LONG_AGO = date(2020, 1, 1)


def unit(level: Level, parent: str | None) -> Unit:
    return Unit(
        name=level, level=level, kind="centre", area="990101000000", parent=parent,
        line_parent=None, duties=(), valid_from=LONG_AGO,
    )  # fmt: skip


COUNTY, TOWN, OTHER, EAST, WEST = (derived("unit", NOW, str(nth)) for nth in range(5))
REGISTER = Organisation(
    units={
        COUNTY: unit(Level.COUNTY, None),
        TOWN: unit(Level.TOWN, COUNTY),
        OTHER: unit(Level.TOWN, COUNTY),
        EAST: unit(Level.VILLAGE, TOWN),
        WEST: unit(Level.VILLAGE, TOWN),
    }
)


def told(*came: Tally, seen: tuple[Seen, ...] = (), begins: date = LONG_AGO,
         populations: dict[str, int] | None = None) -> Warnings:  # fmt: skip
    known = Knowledge(on=DAY, known_at=NOW, begins=begins, tallies=came, seen=seen)
    lines = lines_of(REGISTER, COUNTY, DAY)
    return warnings(known, lines, REGISTER, populations or {}, lambda day: True, NUMBERS)


def tally(centre: str, cases: int, on: date = DAY, dispute: str = "0902") -> Tally:
    return Tally(centre=centre, dispute=dispute, on=on, cases=cases, people=cases)


def test_a_surge_spread_over_villages_shows_at_their_town() -> None:
    found = told(tally(EAST, 3), tally(WEST, 3))
    assert {(one.unit, one.dispute) for one in found.alerts} == {
        (unit, dispute) for unit in (TOWN, COUNTY) for dispute in ("09", "0902")
    }
    assert {one.colour for one in found.alerts} == {AlertColour.YELLOW}


def test_a_class_of_types_may_surge_where_no_type_of_it_does() -> None:
    found = told(*(tally(EAST, 2, dispute=one) for one in ("0901", "0902", "0904")))
    assert {one.dispute for one in found.alerts} == {"09"}


def test_what_came_in_on_other_days_is_no_surge() -> None:
    before = (tally(EAST, 5, on=DAY - timedelta(days=7 * nth)) for nth in range(9))
    assert told(*before).alerts == ()


def test_a_unit_without_a_past_is_judged_by_its_peers_or_not_at_all() -> None:
    young = {"begins": DAY - timedelta(days=3)}
    found = told(tally(TOWN, 10), tally(OTHER, 1), **young)
    assert found.alerts == ()
    assert set(found.unjudged) == {COUNTY, TOWN, OTHER}
    populations = {TOWN: 10_000, OTHER: 10_000}
    found = told(tally(TOWN, 10), tally(OTHER, 1), populations=populations, **young)
    assert {(one.unit, one.colour, one.ground) for one in found.alerts} == {
        (TOWN, AlertColour.RED, AlertGround.PEERS)
    }
    assert {(one.rate, one.peers_rate) for one in found.alerts} == {("10.00", "1.00")}
    assert found.unjudged == (COUNTY,)


def registration(nth: int, **told_of: Any) -> Seen:
    plain = Seen(case=derived("case", NOW, str(nth)), main=None, centre=EAST, place=None,
                 respondents=(), complainants=())  # fmt: skip
    return replace(plain, **told_of)


def test_three_cases_about_one_respondent_are_a_cluster() -> None:
    two = [registration(nth, respondents=("person_x",)) for nth in range(2)]
    assert told(seen=tuple(two)).clusters == ()
    (found,) = told(seen=(*two, registration(3, respondents=("person_x", "person_y")))).clusters
    assert (found.ground, found.about, found.cases) == (ClusterGround.RESPONDENT, "person_x", 3)


def test_five_complainants_about_one_place_are_a_cluster() -> None:
    people = tuple(f"person_{nth}" for nth in range(5))
    assert told(seen=(registration(1, place=WEST, complainants=people[:4]),)).clusters == ()
    (found,) = told(seen=(registration(1, place=WEST, complainants=people),)).clusters
    assert (found.ground, found.about, found.complainants) == (ClusterGround.PLACE, WEST, 5)
    assert told(seen=(registration(1, place=TOWN, complainants=people),)).clusters == ()


def test_a_complaint_raised_three_times_is_a_cluster_and_one_case() -> None:
    main = registration(1, respondents=("person_x",))
    again = [registration(nth, main=main.case, respondents=("person_x",)) for nth in (2, 3)]
    (found,) = told(seen=(main, *again)).clusters
    assert (found.ground, found.about, found.cases) == (ClusterGround.COMPLAINT, main.case, 3)


def test_units_stand_in_one_another_as_they_did_that_day() -> None:
    register = Organisation(units=dict(REGISTER.units))
    later = noon_of(DAY + timedelta(days=1))
    register.change_unit(EAST, later, unit(Level.VILLAGE, OTHER))
    assert EAST in lines_of(register, TOWN, DAY)
    assert EAST not in lines_of(register, TOWN, DAY + timedelta(days=2))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_log_gives_the_same_alerts_whenever_it_is_asked(seed: int) -> None:
    """Back-testing: what is recorded after a moment changes no alert as known at that moment."""
    facts, _ = random_lives(Random(seed), 600, newcomers=0.7)
    rows = rows_of(facts)
    centres = sorted({row.centre for row in rows})
    register = Organisation(
        units={COUNTY: unit(Level.COUNTY, None)}
        | {one: unit(Level.TOWN, COUNTY) for one in centres}
    )
    days = sorted({row.received_on for row in rows})
    moment = facts[len(facts) // 2].recorded_at
    told_then = [one for one in facts if one.recorded_at <= moment]
    found = [_asked(register, rows_of(log), days[-1], moment) for log in (told_then, facts)]
    assert found[0] == found[1]
    assert found[0].alerts


def _asked(register: Organisation, rows: list[Any], on: date, moment: datetime) -> Warnings:
    """Without clusters of people, whom a later protection takes out of the past as well."""
    lines = lines_of(register, COUNTY, on)
    units, far = list(lines), (on - timedelta(days=400), on)
    known = Knowledge(
        on=on,
        known_at=moment,
        begins=LONG_AGO,
        tallies=tuple(tallies(rows, units, far, moment)),
        seen=tuple(
            replace(one, respondents=(), complainants=()) for one in seen(rows, units, far, moment)
        ),
    )
    return warnings(known, lines, register, {}, lambda day: True, NUMBERS)
