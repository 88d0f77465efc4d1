"""The metric fixtures of domain.md §9 F1, from generated lives of that size, on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from domain.measures.figures import figures
from domain.policy.packaged import packaged, packaged_policy
from infra.database.embedded import EmbeddedPostgres
from infra.read.indicators import PostgresIndicators
from projections.figures import figures_by
from projections.reads.indicators import Asked
from tests.conftest import _fresh as fresh
from tests.domain.county import TOWN, VILLAGE
from tests.read.lives import DUE, Life, stored
from tests.read.world import World

ACCEPTED, CONCLUDED = 23_724, 23_487
ENDED, AGREED = 5_935, 5_894
ORDERS, LATE = 601, 4
BOOK = packaged().books[-1]
YEAR = Asked(
    from_on=date(2025, 1, 1),
    to_on=date(2025, 12, 31),
    units=(TOWN, VILLAGE),
    known_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def lives() -> list[Life]:
    """So many accepted, concluded, mediated, agreed and ordered as the fixtures say."""
    in_time, too_late = (datetime.combine(DUE, time(one), tzinfo=UTC) for one in (2, 23))
    return [
        Life(
            concluded=nth < CONCLUDED,
            agreed=None if nth >= ENDED else nth < AGREED,
            order_answered=None if nth >= ORDERS else too_late if nth < LATE else in_time,
        )
        for nth in range(ACCEPTED)
    ]


@pytest.fixture(scope="module")
def asked_of(embedded_server: EmbeddedPostgres) -> Iterator[PostgresIndicators]:
    with fresh(embedded_server) as database:
        world = World(database)
        stored(world, figures_by(packaged_policy), lives())
        yield PostgresIndicators(world.pool, world.schema)
        world.close()


@pytest.fixture(scope="module")
def shown(asked_of: PostgresIndicators) -> dict[str, tuple[int, int | None, str, bool | None]]:
    found = asked_of.counted(YEAR)
    told = (one for one in figures(found.counts, BOOK) if one.rate is not None)
    return {
        one.id: (one.rate.numerator, one.rate.denominator, one.rate.text, one.met)
        for one in told
        if one.rate is not None
    }


Shown = dict[str, tuple[int, int | None, str, bool | None]]


def test_23724_accepted_and_23487_concluded_are_99_percent(shown: Shown) -> None:
    """F1 no. 1 [seed 003]."""
    assert shown["conclusion_rate"] == (CONCLUDED, ACCEPTED, "99.00%", None)


def test_237_are_open(asked_of: PostgresIndicators) -> None:
    counts = asked_of.counted(YEAR).counts
    assert (counts["ACC_OPEN"], counts["OPEN"]) == (237, 237)


def test_5935_ended_and_5894_agreed_pass_96_percent(shown: Shown) -> None:
    """F1 no. 2 [F55]."""
    assert shown["success_rate"] == (AGREED, ENDED, "99.31%", True)


def test_601_orders_of_which_4_late_are_99_33_percent_on_time_and_all_done(shown: Shown) -> None:
    """F1 no. 3 [F29]."""
    assert shown["order_on_time_rate"] == (ORDERS - LATE, ORDERS, "99.33%", None)
    assert shown["order_done_rate"] == (ORDERS, ORDERS, "100.00%", None)


def test_the_rows_behind_it_are_the_same_bytes_each_time(asked_of: PostgresIndicators) -> None:
    first, again = asked_of.row_set(YEAR), asked_of.row_set(YEAR)
    assert first == again
    assert first.rows > ACCEPTED * 4
    assert (first.first_position, len(first.sha256)) == (1, 64)
