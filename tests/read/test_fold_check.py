"""Checking the fold: whoever changes a stored row is found out, by row, column and event."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.read.fold_check import Difference, compared
from projections.case_register import CaseRow, case_register
from projections.registry import PROJECTIONS
from projections.timeline import is_late, timeline
from tests.read.listening import Heard, running
from tests.read.world import World


def a_row(world: World, nth: int = 5) -> CaseRow:
    """One of the stored cases, in the order of their ids."""
    rows = world.stored(case_register)
    return rows[sorted(rows)[nth]]


def found(world: World) -> Difference:
    difference = world.check(case_register).difference
    assert difference is not None
    return difference


def test_what_the_projector_stored_is_the_fold(world: World) -> None:
    last = world.happens(200)
    world.projector().catch_up()
    for projection in PROJECTIONS:
        checked = world.check(projection)
        assert (checked.difference, checked.position) == (None, last)
        assert checked.rows == sum(len(world.stored(shape)) for shape in projection.shapes)


def last_late(world: World, row: CaseRow) -> int:
    """The last event that was late, which made the number of late entries what it is."""
    late = [fact.position for fact in world.facts() if fact.stream == row.case and is_late(fact)]
    return late[-1] if late else row.first_position


def test_a_changed_value_is_named_by_key_column_and_the_event_that_made_it(world: World) -> None:
    world.happens(200)
    world.projector().catch_up()
    row = a_row(world)
    world.tamper(
        case_register, """UPDATE {table} SET late_entries = 77 WHERE "case" = %s""", row.case
    )
    assert found(world) == Difference(
        table="case_register",
        key=(row.case,),
        column="late_entries",
        stored="77",
        folded=str(row.late_entries),
        since=last_late(world, row),
    )


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("stage", "'NONSENSE'"),
        ("units", "array_append(units, 'unit_x')"),
        ("people", "'{{}}'"),
        ("joined", """'[{{"case": "x"}}]'"""),
        ("received_at", "received_at - interval '1 microsecond'"),
        ("protected", "NOT protected"),
        ("leader", "'person_x'"),
    ],
)
def test_no_column_can_be_changed_unnoticed(world: World, column: str, change: str) -> None:
    world.happens(120)
    world.projector().catch_up()
    row = a_row(world)
    world.tamper(
        case_register, f"""UPDATE {{table}} SET {column} = {change} WHERE "case" = %s""", row.case
    )
    difference = found(world)
    assert (difference.key, difference.column) == ((row.case,), column)


def test_a_row_taken_away_is_missed(world: World) -> None:
    world.happens(120)
    world.projector().catch_up()
    row = a_row(world)
    world.tamper(case_register, """DELETE FROM {table} WHERE "case" = %s""", row.case)
    difference = found(world)
    assert (difference.key, difference.column) == ((row.case,), None)
    assert (difference.stored, difference.folded) == (None, "a row")
    assert difference.since == row.first_position


def test_a_row_put_in_is_noticed(world: World) -> None:
    """No event ever touched it."""
    world.happens(120)
    world.projector().catch_up()
    row = a_row(world)
    columns = ", ".join(f'"{name}"' for name in CaseRow.__struct_fields__ if name != "case")
    world.tamper(
        case_register,
        f"""INSERT INTO {{table}} ("case", {columns}) SELECT 'case_0000', {columns} FROM {{table}}
            WHERE "case" = %s""",
        row.case,
    )
    assert found(world) == Difference(
        table="case_register",
        key=("case_0000",),
        column=None,
        stored="a row",
        folded=None,
        since=None,
    )


def test_a_row_of_the_timeline_is_named_by_case_and_position(world: World) -> None:
    world.happens(120)
    world.projector().catch_up()
    fact = world.facts()[40]
    world.tamper(timeline, "UPDATE {table} SET late = NOT late WHERE position = %s", fact.position)
    difference = world.check(timeline).difference
    assert difference is not None
    assert difference.key == (fact.stream, str(fact.position))
    assert (difference.column, difference.since) == ("late", fact.position)


def test_a_check_compares_one_moment_while_the_log_goes_on(world: World) -> None:
    heard = Heard(world.happens(60))
    with running(world.projector(tell=heard)):
        assert heard.all_reached()
        for _ in range(3):
            last = world.happens(20)
            assert world.check(case_register).difference is None
            assert heard.all_reached(last)
    assert world.check(case_register).position == world.recorder.size()


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_the_first_difference_is_always_the_smallest_key(left: list[int], right: list[int]) -> None:
    def rows(keys: list[int]) -> Iterator[tuple[Any, ...]]:
        return ((key, "same") for key in sorted(keys))

    comparison = compared(("key", "value"), ("key",), rows(left), rows(right))
    odd = sorted(set(left) ^ set(right))
    if not odd:
        assert (comparison.rows, comparison.difference) == (len(left), None)
    else:
        assert comparison.difference is not None
        assert comparison.difference.key == (str(odd[0]),)
        assert (comparison.difference.stored is None) == (odd[0] in right)
