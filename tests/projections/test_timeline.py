"""The timeline (全程留痕): nothing is left out, late entries stay marked, no words are repeated."""

from datetime import timedelta
from random import Random

import msgspec
import pytest

from benchmarks.drawing import NARRATIVE
from domain.case.regions.record import LATE_AFTER
from domain.policy.packaged import packaged
from projections.timeline import is_late, timeline
from tests.projections.facts import random_lives

FACTS, _ = random_lives(Random(9), 800)


def test_every_event_of_every_case_has_one_row() -> None:
    rows = timeline.fold(FACTS)
    assert list(rows) == [(fact.stream, fact.position) for fact in FACTS]


def test_a_row_says_who_acted_and_when() -> None:
    for fact, row in zip(FACTS, timeline.fold(FACTS).values(), strict=True):
        assert (row.type, row.version) == (fact.name, fact.version)
        actor = fact.actor
        assert (row.person, row.post, row.unit, row.role) == (
            actor.person,
            actor.post,
            actor.unit,
            actor.role,
        )
        assert (row.occurred_at, row.recorded_at) == (fact.occurred_at, fact.recorded_at)
        assert (row.late_reason, row.client) == (fact.late_reason, fact.source.client)


@pytest.mark.parametrize(
    ("lag", "late"),
    [(timedelta(0), False), (LATE_AFTER, False), (LATE_AFTER + timedelta(microseconds=1), True)],
)
def test_an_entry_is_late_when_more_than_a_day_has_passed(lag: timedelta, late: bool) -> None:
    """domain.md §2.3, §5.2: the share of late entries is judged by `recorded_at`."""
    fact = msgspec.structs.replace(FACTS[0], recorded_at=FACTS[0].occurred_at + lag)
    assert is_late(fact) is late
    (row,) = timeline.fold([fact]).values()
    assert row.late is late


def test_every_version_of_the_rules_calls_the_same_entry_late() -> None:
    """A version with another lag needs a fold that asks which version judged the event."""
    assert {book.number("late_entry_lag").span for book in packaged().books} == {LATE_AFTER}


def test_no_row_repeats_what_was_said() -> None:
    said = msgspec.json.encode(list(timeline.fold(FACTS).values())).decode()
    assert NARRATIVE not in said
    assert "王*" not in said
