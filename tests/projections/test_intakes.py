"""Intakes as known at a moment: whatever is recorded later changes nothing of what was known."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import Case
from domain.case.corrections import EventCorrected
from domain.case.intake import IntakeRegistered
from domain.kernel import Recorded, day_of
from projections.intakes import IntakeRow, Intakes, intake_book, intakes_of
from projections.reads.clusters import Seen
from projections.reads.warning import Tally
from tests.domain.county import CASE, LI, ZHANG, mediator
from tests.domain.given import fact, happened
from tests.domain.states import protected, registered
from tests.projections.facts import random_lives


def rows_of(facts: Sequence[Recorded[Any]]) -> list[IntakeRow]:
    return [row for book in intake_book.fold(facts).values() for row in intakes_of(book)]


def known_at(rows: Sequence[IntakeRow], moment: datetime) -> list[IntakeRow]:
    return [
        row
        for row in rows
        if row.known_at <= moment and (row.known_until is None or row.known_until > moment)
    ]


def tallies(
    rows: Sequence[IntakeRow], units: Sequence[str], days: tuple[date, date], moment: datetime
) -> list[Tally]:
    """What `projections.reads.warning.Intakes.tallies` is to answer."""
    cases: Counter[tuple[str, str, date]] = Counter()
    people: Counter[tuple[str, str, date]] = Counter()
    for row in known_at(rows, moment):
        counted = row.centre in units and days[0] <= row.received_on <= days[1]
        if counted and row.main is None and row.dispute is not None:
            name = (row.centre, row.dispute, row.received_on)
            cases[name] += 1
            people[name] += row.people
    return [
        Tally(centre=centre, dispute=dispute, on=on, cases=count,
              people=people[centre, dispute, on])
        for (centre, dispute, on), count in sorted(cases.items())
    ]  # fmt: skip


def seen(
    rows: Sequence[IntakeRow], units: Sequence[str], days: tuple[date, date], moment: datetime
) -> list[Seen]:
    """What `projections.reads.warning.Intakes.seen` is to answer."""
    return [
        Seen(case=row.case, main=row.main, centre=row.centre, place=row.place,
             respondents=row.respondents, complainants=row.complainants)
        for row in sorted(known_at(rows, moment), key=lambda row: row.case)
        if row.centre in units and days[0] <= row.received_on <= days[1]
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_what_was_known_at_a_moment_never_changes(seed: int) -> None:
    facts, cases = random_lives(Random(seed), 500, ties=0.3)
    all_rows = rows_of(facts)
    for cut in (40, len(facts) // 2, len(facts)):
        moment = facts[cut - 1].recorded_at
        known = [one for one in facts if one.recorded_at <= moment]
        before, after = known_at(rows_of(known), moment), known_at(all_rows, moment)
        assert [_plain(row) for row in before] == [_plain(row) for row in after]
        assert Counter(row.case for row in after).most_common(1)[0][1] == 1
    assert _as_the_domain(cases, known_at(all_rows, facts[-1].recorded_at))


def _plain(row: IntakeRow) -> IntakeRow:
    """Without people, whom protection takes out of the past as well, and without its end."""
    return replace(row, known_until=None, respondents=(), complainants=(), protected=False)


def _as_the_domain(cases: dict[str, Case], rows: list[IntakeRow]) -> bool:
    for row in rows:
        state = cases[row.case]
        assert row.main == state.joining.into
        assert row.dispute == state.dispute
        assert row.protected == state.protected
        assert state.received_at is None or row.received_on == day_of(state.received_at)
    return bool(rows)


def book(*facts: Any) -> Intakes:
    return intake_book.fold(happened(facts)[0])[(CASE,)]


def test_nobody_in_a_protected_case_is_named_not_even_before() -> None:
    (row,) = intakes_of(book(registered()))
    assert (row.complainants, row.respondents) == ((ZHANG,), (LI,))
    unnamed = book(registered(), protected())
    assert ZHANG not in str(unnamed)
    assert LI not in str(unnamed)


def test_a_correction_is_known_from_its_own_moment_on() -> None:
    earlier = datetime.fromisoformat("2025-03-01T10:00:00+08:00")
    event = EventCorrected(
        version=1,
        event="intake.registered",
        field="received_at",
        value=earlier.isoformat(),
        happened_at=None,
        remark=None,
        reason="笔误",
    )
    facts, _ = happened([registered(), fact(event, by=mediator())])
    before, after = rows_of(facts)
    assert isinstance(facts[0].event, IntakeRegistered)
    assert before.received_on == day_of(facts[0].event.received_at)
    assert (after.received_on, before.known_until) == (date(2025, 3, 1), after.known_at)
    assert after.known_at - before.known_at == timedelta(minutes=10)
