"""Whatever is done to an event by a superuser with triggers off is named, at its position."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.county import County
from tests.verification.verifying import said, verified, wrong

EVENTS = "liuhen.events"


def rewritten(old: str, new: str) -> str:
    """SQL for the data with one text put in the place of another."""
    return f"convert_to(replace(convert_from(data, 'UTF8'), '{old}', '{new}'), 'UTF8')"


def test_a_changed_name_is_named(sealed: County) -> None:
    """The most innocent edit: the event can still be read, and all else is as it should be."""
    sealed.tamper(f"UPDATE {EVENTS} SET data = {rewritten('张17', '李17')} WHERE position = 17")
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert said(report, "position 17") == "edited: this is not the event that was sealed here"
    assert "3 later ones are denied too" in said(report, "checkpoint of 100 events")
    assert len(report.problems) == 3, "the event, the checkpoints, and the signer's memory"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(position=st.integers(1, 300), byte=st.integers(0, 10**4), bit=st.integers(0, 7))
def test_one_flipped_bit_of_any_event_is_always_named(
    sealed: County, position: int, byte: int, bit: int
) -> None:
    place = f"{byte} % octet_length(data) * 8 + {bit}"
    flip = (
        f"UPDATE {EVENTS} SET data = set_bit(data, {place}, 1 - get_bit(data, {place}))"
        f" WHERE position = {position}"
    )
    sealed.tamper(flip)
    report = wrong(sealed)
    assert report.first_wrong == position
    assert "not the event that was sealed" in said(report, f"position {position}")
    sealed.tamper(flip)


def test_a_changed_type_is_named_with_the_old_one(sealed: County) -> None:
    sealed.tamper(f"UPDATE {EVENTS} SET type = 'person.vanished' WHERE position = 17")
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "its type was person.registered" in said(report, "position 17")
    assert "it cannot be read" in said(report, "position 17")


def test_a_changed_time_is_named_with_the_old_one(sealed: County) -> None:
    """One microsecond: too little to disturb the order."""
    ((before,),) = sealed.ask(
        f"SELECT recorded_at AT TIME ZONE 'UTC' FROM {EVENTS} WHERE position = 300"
    )
    later = "recorded_at + interval '1 microsecond'"
    sealed.tamper(f"UPDATE {EVENTS} SET recorded_at = {later} WHERE position = 300")
    report = wrong(sealed)
    assert report.first_wrong == 300
    assert f"its recorded_at was {before.isoformat()}" in said(report, "position 300")
    assert "recorded at another time" in said(report, "command 'window:104'")
    assert "it says the last event was recorded at" in said(report, "head")


def test_a_time_that_was_set_back_is_named_with_what_came_before(sealed: County) -> None:
    earlier = "recorded_at - interval '1 day'"
    sealed.tamper(f"UPDATE {EVENTS} SET recorded_at = {earlier} WHERE position = 17")
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "is before that of the event before it" in said(report, "position 17")


def test_a_changed_version_is_named_with_the_old_one(sealed: County) -> None:
    sealed.tamper(f"UPDATE {EVENTS} SET version = 1000 WHERE position = 17")
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "edited: its version was 6" in said(report, "position 17")
    assert "expected 6" in said(report, "position 17")


def test_an_event_given_to_another_stream_is_named(sealed: County) -> None:
    sealed.tamper(
        f"UPDATE {EVENTS} SET stream_id = '00000000-0000-0000-0000-0000000000ff', version = 1"
        " WHERE position = 17"
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "edited" in said(report, "position 17")


def test_a_deleted_event_is_named(sealed: County) -> None:
    sealed.tamper(f"DELETE FROM {EVENTS} WHERE position = 17")
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert said(report, "position 17") == "missing: position 17 is not there"
    assert "there is no position 17" in said(report, "command 'window:17'")
    assert "299 rows are counted" in said(report, "events")


def test_several_deleted_events_are_named_as_one_gap(sealed: County) -> None:
    sealed.tamper(f"DELETE FROM {EVENTS} WHERE position BETWEEN 90 AND 210")
    report = wrong(sealed)
    assert report.first_wrong == 90
    assert "positions 90 to 210 are not there" in said(report, "position 90")


def shifted(by: int, after: int) -> list[str]:
    """SQL that moves all later positions, in the log and in its keys, and the head."""
    far = 10**6
    return [
        f"UPDATE {EVENTS} SET position = position + {far} WHERE position > {after}",
        f"UPDATE {EVENTS} SET position = position - {far - by} WHERE position > {far}",
        f"UPDATE liuhen.commands SET first_position = first_position + {by},"
        f" last_position = last_position + {by} WHERE first_position > {after}",
        f"UPDATE liuhen.head SET size = size + {by}",
    ]


def test_a_deleted_event_is_named_although_the_others_closed_up(sealed: County) -> None:
    sealed.tamper(
        f"DELETE FROM {EVENTS} WHERE position = 17",
        "DELETE FROM liuhen.commands WHERE key = 'window:17'",
        *shifted(-1, 17),
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "missing: the event sealed here is gone, here stands that of 18" in said(
        report, "position 17"
    )
    assert "273 more are not what their stored leaves say" in said(report, "events")
    assert "positions 300 to 300 were sealed and are not there" in said(report, "position 300")


def test_an_inserted_event_is_named(sealed: County) -> None:
    sealed.tamper(
        *shifted(1, 16),
        f"INSERT INTO {EVENTS} SELECT 17, gen_random_uuid(), 1, type, recorded_at, data"
        f" FROM {EVENTS} WHERE position = 16",
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "inserted: this event was never sealed, the one sealed here stands at 18" in said(
        report, "position 17"
    )


def test_an_event_added_at_the_end_without_the_appender_is_named(sealed: County) -> None:
    sealed.tamper(
        f"INSERT INTO {EVENTS} SELECT 301, gen_random_uuid(), 1, type, recorded_at, data"
        f" FROM {EVENTS} WHERE position = 300"
    )
    report = wrong(sealed)
    assert "it says 300 events, the last position is 301" in said(report, "head")


@pytest.mark.parametrize(("one", "other"), [(17, 18), (17, 290), (1, 300)])
def test_two_swapped_events_are_named(sealed: County, one: int, other: int) -> None:
    sealed.tamper(
        f"UPDATE {EVENTS} SET position = 10^6 WHERE position = {one}",
        f"UPDATE {EVENTS} SET position = {one} WHERE position = {other}",
        f"UPDATE {EVENTS} SET position = {other} WHERE position = 10^6",
    )
    report = wrong(sealed)
    assert report.first_wrong == one
    for place, partner in ((one, other), (other, one)):
        assert f"swapped: this event and that of position {partner}" in said(
            report, f"position {place}"
        )


def test_swapped_contents_are_named(sealed: County) -> None:
    sealed.tamper(
        f"UPDATE {EVENTS} AS e SET data = o.data FROM {EVENTS} AS o"
        " WHERE (e.position, o.position) IN ((17, 20), (20, 17))"
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "its content now stands at position 20" in said(report, "position 17")
    assert "its content now stands at position 17" in said(report, "position 20")


def test_a_lost_end_is_named_although_the_head_was_set_back(sealed: County) -> None:
    sealed.cut(250)
    report = wrong(sealed)
    assert report.first_wrong == 251
    assert said(report, "position 251") == (
        "missing: positions 251 to 300 were sealed and are not there"
    )


def test_all_events_gone_is_named(sealed: County) -> None:
    sealed.tamper(f"DELETE FROM {EVENTS}", "DELETE FROM liuhen.commands")
    report = wrong(sealed)
    assert report.first_wrong == 1
    assert "positions 1 to 300 were sealed" in said(report, "position 1")


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        (f"DELETE FROM {EVENTS} WHERE position = 305", "position 305", "missing"),
        (f"DELETE FROM {EVENTS} WHERE position = 310", "head", "the last position is 309"),
        (
            f"UPDATE {EVENTS} SET version = version + 1 WHERE position = 309",
            "position 309",
            "expected",
        ),
        (
            f"UPDATE {EVENTS} SET recorded_at = recorded_at - interval '1 day'"
            " WHERE position = 305",
            "position 305",
            "is before that of the event before it",
        ),
        (
            f"UPDATE {EVENTS} SET data = data || ' ' WHERE position = 305",
            "position 305",
            "canonical",
        ),
        (
            f"UPDATE {EVENTS} SET data = {rewritten('02:00:00Z', '10:00:00+08:00')}"
            " WHERE position = 305",
            "position 305",
            "canonical",
        ),
        (
            f"UPDATE {EVENTS} SET data = '{{}}' WHERE position = 305",
            "position 305",
            "cannot be read",
        ),
        (
            f"UPDATE {EVENTS} SET data = {rewritten(':1,', ':7,')} WHERE position = 305",
            "position 305",
            "newer than this program",
        ),
    ],
)
def test_events_that_are_not_sealed_yet_are_held_to_all_other_rules(
    sealed: County, statement: str, where: str, what: str
) -> None:
    sealed.append(*[1] * 10)
    assert verified(sealed).ok
    sealed.tamper(statement)
    assert what in said(wrong(sealed), where)
