"""What holds for every projection: no event is forgotten, no narrative and no identity in a row."""

from typing import Any, get_type_hints

import pytest

from domain.case import case
from infra.read.columns import columns_of
from projections.kernel import Projection
from projections.registry import PROJECTIONS

IDENTIFYING = {"name", "label", "labels", "id_number", "phone", "address", "summary", "statement"}


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_every_event_of_a_case_is_folded_or_ignored_on_purpose(projection: Projection[Any]) -> None:
    forgotten = set(case.evolutions) - set(projection.events) - projection.ignored
    assert not forgotten, f"{projection.name} says nothing about {forgotten}"


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_no_row_holds_narrative_or_identity(projection: Projection[Any]) -> None:
    hints = get_type_hints(projection.row, include_extras=True)
    assert not IDENTIFYING & set(hints)
    assert "confidential" not in str(hints)


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_every_row_can_be_a_table_with_its_indexes(projection: Projection[Any]) -> None:
    for shape in projection.shapes:
        columns = {column.name: column for column in columns_of(shape.row)}
        for index in shape.indexes:
            lists = [columns[name].type == "text[]" for name in index.columns]
            assert all(lists) if index.kind == "gin" else not any(lists)
            assert not {columns[name].type for name in index.include} & {"text[]", "jsonb"}
            assert index.where is None or index.where.column in columns


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_sums_are_whole_numbers(projection: Projection[Any]) -> None:
    for sums in projection.sums:
        kinds = {column.name: column.type for column in columns_of(sums.row)}
        assert {kinds[name] for name in sums.columns} == {"bigint"}


def test_tables_have_names_of_their_own() -> None:
    names = [shape.name for projection in PROJECTIONS for shape in projection.shapes]
    assert len(set(names)) == len(names)
