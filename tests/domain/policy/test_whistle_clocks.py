"""Whistles and resolved items run on clocks of their own (domain.md §3.2 T18, T40 to T43)."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.case.whistle_answers import WhistleExtended
from domain.codes.meetings import WhistleKind
from domain.kernel import SHANGHAI
from domain.policy.clock import State
from domain.policy.clocks import Clocks, clocks_of
from tests.domain.county import LAND_OFFICE, TOWN, VILLAGE, director
from tests.domain.given import Fact, fact, recorded
from tests.domain.policy.history import POLICY, due_at, due_on, state
from tests.domain.states import registered
from tests.domain.states_meetings import (
    ITEM,
    WHISTLE,
    blown,
    convened,
    decline_decided,
    declined,
    held,
    received,
    reported_in,
    resolved,
    task_done,
)

NINE = datetime(2025, 3, 25, 9, 0, tzinfo=SHANGHAI)
LAND, LIUWAN = f"{WHISTLE}/{LAND_OFFICE}", f"{WHISTLE}/{VILLAGE}"


def clocks(*facts: Fact) -> Clocks:
    """The clocks after facts ten minutes apart, the first at nine o'clock."""
    return clocks_of(
        [
            recorded(one.event, one.by, NINE + timedelta(minutes=10) * nth, version=nth + 1)
            for nth, one in enumerate(facts)
        ],
        POLICY,
    )


def test_every_unit_that_was_called_has_clocks_of_its_own() -> None:
    both = blown(target_units=(LAND_OFFICE, VILLAGE))
    found = clocks(registered(), both, received())
    assert due_at(found, "T40", LIUWAN) == "2025-03-25 13:10"
    assert state(found, "T40", "2025-03-25 10:00", LAND) is State.MET
    assert state(found, "T40", "2025-03-25 10:00", LIUWAN) is State.RUNNING
    assert due_at(found, "T41", LAND) == "2025-03-26 09:10"
    assert due_on(found, "T42", LAND) == "2025-04-09"


def test_an_urgent_whistle_is_done_when_it_says() -> None:
    urgent = blown(kind=WhistleKind.URGENT, due_at=NINE + timedelta(hours=3))
    found = clocks(registered(), urgent)
    assert due_at(found, "T40", LAND) == "2025-03-25 09:25"
    assert due_at(found, "T41", LAND) == "2025-03-25 09:40"
    assert due_at(found, "T42", LAND) == "2025-03-25 12:00"


def test_coming_and_finishing_meet_the_terms() -> None:
    found = clocks(registered(), blown(), reported_in(), task_done())
    for timer in ("T40", "T41", "T42"):
        assert state(found, timer, "2025-04-20", LAND) is State.MET


def test_an_upheld_decline_ends_the_terms_and_a_rejected_one_does_not() -> None:
    facts = (registered(), blown(), declined())
    asked = clocks(*facts)
    assert due_on(asked, "T18", WHISTLE) == "2025-03-27"
    assert state(asked, "T41", "2025-03-25 10:00", LAND) is State.RUNNING
    upheld = clocks(*facts, decline_decided(upheld=True))
    assert upheld.of("T41", LAND) is not None
    assert state(upheld, "T41", "2025-03-25 10:00", LAND) is State.CANCELLED
    rejected = clocks(*facts, decline_decided(upheld=False))
    assert state(rejected, "T18", "2025-03-25 10:00", WHISTLE) is State.MET
    assert state(rejected, "T41", "2025-03-25 10:00", LAND) is State.RUNNING


def test_an_extension_is_one_units_and_no_other_ones() -> None:
    longer = WhistleExtended(
        whistle=WHISTLE, unit=LAND_OFFICE, days=5, due_at=None, reason="需复测。"
    )
    both = blown(target_units=(LAND_OFFICE, VILLAGE))
    found = clocks(registered(), both, fact(longer, by=director()))
    assert due_on(found, "T42", LAND) == "2025-04-16"
    assert due_on(found, "T42", LIUWAN) == "2025-04-09"
    until = replace(longer, days=None, due_at=datetime(2025, 4, 20, 12, 0, tzinfo=SHANGHAI))
    found = clocks(registered(), both, fact(until, by=director()))
    assert due_on(found, "T42", LAND) == "2025-04-21"


def test_a_resolved_item_is_due_on_its_day() -> None:
    found = clocks(registered(), convened(), held(), resolved(TOWN))
    assert due_on(found, "T43", ITEM) == "2025-04-10"
