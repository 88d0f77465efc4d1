"""Rows come back from PostgreSQL as they went in, whatever they hold."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.codes.risks import RiskLevel
from domain.values import Value
from infra.read.columns import columns_of
from infra.read.tables import ShapeChanged, Table
from projections.case_register import case_register
from projections.kernel import Index, Part, Projection, Row
from projections.registry import PROJECTIONS
from tests.projections.facts import random_lives
from tests.read.world import World


class Piece(Value, gc=False):
    """A piece of a row, kept as JSON."""

    name: str
    level: RiskLevel | None
    at: datetime


class AnyRow(Row, key=("one", "two")):
    """A row with every kind of column."""

    one: str
    two: int
    flag: bool
    on: date
    at: datetime
    level: RiskLevel
    words: tuple[str, ...]
    levels: tuple[RiskLevel, ...]
    part: Piece
    parts: tuple[Piece, ...]
    maybe_text: str | None = None
    maybe_number: int | None = None
    maybe_level: RiskLevel | None = None
    maybe_at: datetime | None = None
    maybe_words: tuple[str, ...] | None = None
    maybe_part: Piece | None = None


class Shown(Row, key=("one", "two", "nth")):
    """What is asked of a row whose own columns only its fold reads."""

    one: str
    two: int
    nth: int


ANY = Projection("any_rows", AnyRow, version=1, zh="任意", indexes=[Index(columns=("at",))])
REMEMBERED = Projection(
    "remembered_rows",
    AnyRow,
    version=1,
    zh="任意",
    parts=[Part("shown", Shown, lambda _: (), zh="分表")],
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
numbers = st.integers(-(2**63), 2**63 - 1)
moments = st.datetimes(
    min_value=datetime.fromisoformat("1900-01-01"),
    max_value=datetime.fromisoformat("2200-01-01"),
    timezones=st.just(UTC),
)
levels = st.sampled_from(RiskLevel)
parts = st.builds(Piece, name=texts, level=st.none() | levels, at=moments)
rows = st.builds(
    AnyRow,
    one=texts,
    two=numbers,
    flag=st.booleans(),
    on=st.dates(),
    at=moments,
    level=levels,
    words=st.lists(texts, max_size=4).map(tuple),
    levels=st.lists(levels, max_size=4).map(tuple),
    part=parts,
    parts=st.lists(parts, max_size=3).map(tuple),
    maybe_text=st.none() | texts,
    maybe_number=st.none() | numbers,
    maybe_level=st.none() | levels,
    maybe_at=st.none() | moments,
    maybe_words=st.none() | st.lists(texts, max_size=2).map(tuple),
    maybe_part=st.none() | parts,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([ANY, REMEMBERED]),
    st.lists(rows, min_size=1, max_size=8, unique_by=ANY.key_of),
)
def test_any_row_comes_back_as_it_was(
    world: World, kept: Projection[AnyRow], written: list[AnyRow]
) -> None:
    table = Table(kept, "pg_temp", "any_rows")
    with world.session() as connection, connection.transaction(force_rollback=True):
        table.create(connection)
        table.write(connection, [], written)
        keys = [ANY.key_of(row) for row in written]
        assert table.load(connection, keys) == {ANY.key_of(row): row for row in written}
        scanned = [table.row(values) for values in table.scan(connection)]
        assert scanned == sorted(written, key=ANY.key_of), "in the order of code points"


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: p.name)
def test_rows_of_real_histories_come_back_as_they_were(
    world: World, projection: Projection[Any]
) -> None:
    facts, _ = random_lives(Random(4), 300, ties=0.2)
    folded = projection.fold(facts)
    table = Table(projection, "pg_temp", "real")
    with world.session() as connection:
        table.create(connection)
        table.write(connection, [], list(folded.values()))
        assert table.load(connection, list(folded)) == folded


def test_rows_are_replaced_and_removed(world: World) -> None:
    table = Table(ANY, "pg_temp", "changing")
    at = datetime(2025, 3, 25, tzinfo=UTC)
    part = Piece(name="a", level=None, at=at)

    def row(two: int, *, flag: bool) -> AnyRow:
        return AnyRow(
            one="a", two=two, flag=flag, on=at.date(), at=at, level=RiskLevel.RED, words=(),
            levels=(), part=part, parts=(),
        )  # fmt: skip

    with world.session() as connection:
        table.create(connection)
        table.write(connection, [], [row(1, flag=False), row(2, flag=False)])
        table.write(connection, [("a", 1), ("a", 2)], [row(2, flag=True)])
        assert table.load(connection, [("a", 1), ("a", 2), ("a", 3)]) == {
            ("a", 2): row(2, flag=True)
        }


def test_moments_are_in_utc_whatever_the_server_thinks(world: World) -> None:
    table = Table(case_register, "pg_temp", "moments")
    facts, _ = random_lives(Random(4), 3)
    folded = case_register.fold(facts)
    with world.session() as connection:
        connection.execute("SET timezone = 'Asia/Shanghai'")
        table.create(connection)
        table.write(connection, [], list(folded.values()))
        loaded = table.load(connection, list(folded))
    assert all(row.received_at.utcoffset() == timedelta(0) for row in loaded.values())


def test_a_changed_row_of_the_same_version_is_noticed(world: World) -> None:
    world.projector(ANY).prepare()

    class OtherRow(AnyRow):
        """The same row with a field more, and the version forgotten."""

        colour: str | None = None

    forgotten = Projection("any_rows", OtherRow, version=1, zh="任意")
    with pytest.raises(ShapeChanged, match=r"colour.*raise the version"):
        world.projector(forgotten).prepare()


def test_a_field_that_no_column_can_hold_is_refused() -> None:
    class Wrong(Row, key=("one",)):
        """A row with a set."""

        one: str
        some: frozenset[str]

    with pytest.raises(TypeError, match="no column can hold"):
        columns_of(Wrong)
