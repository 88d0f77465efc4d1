"""Reports: what one process says of the work is what the other hears."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.http.background import Background, SealingRefused
from infra.http.metrics import Metrics
from infra.ledger.checkpointer import Status
from infra.read.news import Moved, Stopped
from infra.read.waiting import PostgresPositions
from infra.working.report import Behind, Missed, Report, line_of, report_of
from tests.composed import product
from tests.conftest import Database

TIMES = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
NUMBERS = st.integers(0, 2**53)
SECONDS = st.floats(0, 1e9)
TEXTS = st.text(st.characters(codec="utf-8"))
REPORTS = st.one_of(
    st.builds(
        Moved,
        projection=TEXTS,
        position=NUMBERS,
        head=NUMBERS,
        events=NUMBERS,
        seconds=SECONDS,
        oldest=st.none() | TIMES,
    ),
    st.builds(Stopped, projection=TEXTS, position=NUMBERS, error=TEXTS),
    st.builds(
        Status,
        sealed=NUMBERS,
        size=NUMBERS,
        leads=st.booleans(),
        refusals=NUMBERS,
        refused=st.booleans(),
        error=st.none() | TEXTS,
    ),
    st.builds(Missed, timer=TEXTS),
    st.builds(Behind, seconds=SECONDS),
)


@given(REPORTS)
def test_whatever_is_reported_is_one_line_and_heard_as_it_was_said(report: Report) -> None:
    line = line_of(report)
    assert line.index(b"\n") == len(line) - 1
    assert report_of(line) == report


def test_what_is_heard_is_counted_and_wakes_who_waits(database: Database) -> None:
    metrics = Metrics()
    with product(database) as it:
        positions = PostgresPositions(it.pool, database.schema, ())
        background = Background(metrics, positions)
        assert background.gauges(log_size=7) == {"watch_behind_seconds": 0.0}
        moved = Moved(projection="clocks", position=5, head=7, events=2, seconds=0.1)
        for report in (moved, Missed(timer="T02"), Behind(seconds=3.0), Status(sealed=4, size=5)):
            background.heard(report)
    assert metrics.positions == {"clocks": 5}
    value = metrics.registry.get_sample_value
    assert value("liuhen_projection_events_total", {"projection": "clocks"}) == 2
    assert value("liuhen_deadlines_missed_total", {"timer": "T02"}) == 1
    assert background.gauges(log_size=7) == {
        "watch_behind_seconds": 3.0,
        "ledger_sealed_size": 4,
        "ledger_unsealed_events": 3,
        "ledger_refusals": 0,
    }


def test_a_refusal_to_seal_is_said_until_it_is_over(database: Database) -> None:
    with product(database) as it:
        background = Background(Metrics(), PostgresPositions(it.pool, database.schema, ()))
    background.check_ledger()
    background.heard(Status(refused=True, error="RewrittenPast: 3 events"))
    with pytest.raises(SealingRefused, match="RewrittenPast: 3 events"):
        background.check_ledger()
    background.heard(Status())
    background.check_ledger()
