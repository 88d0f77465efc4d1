"""Channel up and crowd size up in the figures, each once for a case. [seed 001]; domain.md §5.2."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from domain.case.merging import CaseUnmerged, ComplaintsSeparated
from domain.case.petition_ending import RepeatPetitionNoted
from domain.case.reopening import CaseReopened
from domain.codes.emergency import EmergencyReportStage
from domain.codes.matters import Channel
from tests.domain.county import LAND_OFFICE, OTHER, VILLAGE, ZHANG, director, named, triage
from tests.domain.given import MORNING, Fact, fact
from tests.domain.states import accepted, complaint, joined, merged, registered
from tests.domain.states_agreements import moment
from tests.domain.states_emergency import alarmed, incident
from tests.domain.states_ending import closed, concluded
from tests.domain.states_orders import completed, issued
from tests.projections.counting import at, corrected, count, month, rows

THIRD = named("case", "the third")
LATER, EARLIER = moment("2025-03-26"), moment("2025-03-20")
UP = ("CHANNEL_UP", "CROWD_UP")


def came_again(channel: Channel | None, received_at: datetime = LATER, case: str = OTHER) -> Fact:
    return joined(replace(complaint(case), channel=channel, received_at=received_at))


def unmerged(*complaints: str) -> Fact:
    out = CaseUnmerged(out_of=OTHER, complaints=complaints, reason="两件事。")
    return fact(out, by=triage())


def separated(*complaints: str) -> Fact:
    return fact(ComplaintsSeparated(complaints=complaints), by=triage())


def reopened(reason: str) -> Fact:
    again = CaseReopened(reason=reason, explanation="重新办理。", documents=())
    return fact(again, by=director())


def repeated(channel: Channel) -> Fact:
    again = RepeatPetitionNoted(
        petitioner=ZHANG, channel=channel, heard_at=LATER, explanation="已终结。", care=None
    )
    return fact(again, by=triage())


@pytest.mark.parametrize(
    ("began", "again", "received_at", "up"),
    [
        (Channel.WALK_IN, Channel.SUPERIOR, LATER, 1),
        (Channel.SUPERIOR, Channel.WALK_IN, EARLIER, 1),
        (Channel.WALK_IN, Channel.SUPERIOR, EARLIER, 0),
        (Channel.SUPERIOR, Channel.WALK_IN, LATER, 0),
        (Channel.SUPERIOR, Channel.SUPERIOR, LATER, 0),
        (Channel.WALK_IN, Channel.NET_PETITION, LATER, 0),
        (Channel.WALK_IN, None, LATER, 0),
    ],
)
def test_a_matter_went_up_if_it_came_from_above_after_it_had_come_otherwise(
    began: Channel, again: Channel | None, received_at: datetime, up: int
) -> None:
    """Whichever of the two became the main case; what nobody told is not guessed."""
    found = rows(registered(channel=began), came_again(again, received_at))
    assert count(found, "CHANNEL_UP") == up


def test_a_case_goes_up_once_on_the_day_it_is_known() -> None:
    first = at("2025-04-02", came_again(Channel.SUPERIOR))
    again = at("2025-05-06", came_again(Channel.SUPERIOR, moment("2025-05-05"), THIRD))
    found = rows(registered(), first, again)
    assert count(found, "CHANNEL_UP") == 1
    assert count(found, "CHANNEL_UP", period=month(4)) == 1
    assert count(found, "CHANNEL_UP", known_at=moment("2025-04-01")) == 0


def test_two_complaints_may_show_together_what_neither_shows_alone() -> None:
    """The main case came last; the one before it was handed down, the first was not."""
    main = registered(channel=Channel.WALK_IN, received_at=MORNING)
    above = came_again(Channel.SUPERIOR, EARLIER)
    first = came_again(Channel.CALL, moment("2025-03-18"), THIRD)
    assert count(rows(main, above), "CHANNEL_UP") == 0
    assert count(rows(main, above, first), "CHANNEL_UP") == 1


def test_a_complaint_that_was_another_matter_shows_nothing() -> None:
    wrong = at("2025-04-02", came_again(Channel.SUPERIOR))
    found = rows(registered(), wrong, at("2025-05-06", separated(OTHER)))
    assert count(found, "CHANNEL_UP") == 0
    assert count(found, "CHANNEL_UP", known_at=moment("2025-05-05")) == 1


def test_what_joined_complaints_show_counts_on_the_main_case_only() -> None:
    """domain.md §5.1: once for a matter; taken out again, it takes its own complaints along."""
    told = (registered(), came_again(Channel.SUPERIOR), merged())
    assert count(rows(*told), "CHANNEL_UP") == 0
    assert count(rows(*told, unmerged(OTHER)), "CHANNEL_UP") == 1
    assert count(rows(*told, unmerged()), "CHANNEL_UP") == 0


@pytest.mark.parametrize(
    ("began", "reason", "up"),
    [(Channel.WALK_IN, "R05", 1), (Channel.WALK_IN, "R02", 0), (Channel.SUPERIOR, "R05", 0)],
)
def test_a_superior_has_it_taken_up_again(began: Channel, reason: str, up: int) -> None:
    ended = (registered(channel=began), accepted(), concluded(), closed())
    assert count(rows(*ended, reopened(reason)), "CHANNEL_UP") == up


def test_a_final_petition_comes_back_from_above() -> None:
    assert count(rows(registered(), repeated(Channel.SUPERIOR)), "CHANNEL_UP") == 1
    assert count(rows(registered(), repeated(Channel.WALK_IN)), "CHANNEL_UP") == 0
    wrong = at("2025-05-06", repeated(Channel.SUPERIOR))
    before = corrected(
        2, "petition.repeat_noted", field="heard_at", value="2025-03-20T01:00:00+00:00"
    )
    assert count(rows(registered(), wrong, before), "CHANNEL_UP") == 0


@pytest.mark.parametrize(("people", "up"), [(None, 0), (0, 0), (10, 0), (11, 1)])
def test_a_crowd_is_larger_than_what_was_registered(people: int | None, up: int) -> None:
    begun = (registered(people_count=10), accepted())
    assert count(rows(*begun, alarmed(people_count=people)), *UP) == (0, up)
    assert count(rows(*begun, incident(people_count=people or 0)), "CROWD_UP") == up


def test_the_parties_by_name_were_registered_too() -> None:
    """Two parties are two people, whatever number was written."""
    assert count(rows(registered(people_count=1), alarmed(people_count=2)), "CROWD_UP") == 0
    assert count(rows(registered(people_count=1), alarmed(people_count=3)), "CROWD_UP") == 1


def test_a_crowd_counts_once_on_the_first_day_for_the_unit_responsible_then() -> None:
    later = alarmed(EmergencyReportStage.FOLLOW_UP, people_count=80)
    found = rows(
        registered(),
        accepted(),
        at("2025-04-02", alarmed(people_count=40)),
        issued(),
        completed(),
        at("2025-05-06", later),
        incident(),
    )
    assert count(found, "CROWD_UP") == 1
    assert count(found, "CROWD_UP", period=month(4), units=(VILLAGE,)) == 1
    assert count(found, "CROWD_UP", units=(LAND_OFFICE,)) == 0


def test_a_corrected_number_is_a_crowd_from_the_correction_on() -> None:
    small = at("2025-04-02", alarmed(people_count=2))
    right = corrected(2, "emergency.reported", field="people_count", value="20")
    found = rows(registered(), small, at("2025-05-06", right))
    assert count(found, "CROWD_UP", period=month(4)) == 1
    assert count(found, "CROWD_UP", known_at=moment("2025-05-05")) == 0
    many = corrected(1, "intake.registered", field="people_count", value="50")
    found = rows(registered(), at("2025-04-02", incident()), at("2025-05-06", many))
    assert count(found, "CROWD_UP") == 0
    assert count(found, "CROWD_UP", known_at=moment("2025-05-05")) == 1


def test_a_crowd_on_another_day_than_was_written_counts_on_its_right_day() -> None:
    right = corrected(2, "incident.occurred", happened_at=moment("2025-03-28"))
    found = rows(registered(), at("2025-04-02", incident()), right)
    assert count(found, "CROWD_UP", period=month(3)) == 1
    assert count(found, "CROWD_UP", period=month(4)) == 0
    other = corrected(1, "intake.registered", field="received_at", value="2025-03-24T01:00:00Z")
    assert count(rows(registered(), incident(), other), "CROWD_UP") == 1
