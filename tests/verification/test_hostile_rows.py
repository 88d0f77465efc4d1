"""No content of the tables, however absurd, keeps a verification from ending and naming it."""

import pytest

from infra.verification.report import LISTED, Findings
from tests.ledger.county import County
from tests.verification.verifying import said, wrong

DEEP = "repeat('[', 200000)"


@pytest.mark.parametrize(
    "data",
    [
        "''",
        "'\\x00'",
        "'\\xff'",
        "'null'",
        "'[]'",
        f"{DEEP}::bytea",
        '(\'{"schema":1,"payload":\' || repeat(\'{"a":\', 100000))::bytea',
        "convert_to(replace(convert_from(data, 'UTF8'), 'schema\":1', 'schema\":0'), 'UTF8')",
        "convert_to(replace(convert_from(data, 'UTF8'), 'schema\":1', 'schema\":-1'), 'UTF8')",
        "convert_to(replace(convert_from(data, 'UTF8'), 'schema\":1', 'schema\":1e9'), 'UTF8')",
        "convert_to(replace(convert_from(data, 'UTF8'), '张', '\\ud800'), 'UTF8')",
        "convert_to(replace(convert_from(data, 'UTF8'), '2025', '0000'), 'UTF8')",
        "repeat('x', 3000000)::bytea",
        "NULL",
    ],
)
def test_absurd_data_is_named(sealed: County, data: str) -> None:
    sealed.tamper(
        "ALTER TABLE liuhen.events DROP CONSTRAINT events_data_check",
        "ALTER TABLE liuhen.events ALTER COLUMN data DROP NOT NULL",
        f"UPDATE liuhen.events SET data = {data} WHERE position = 17",
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "cannot be read" in said(report, "position 17")
    assert "not the event that was sealed" in said(report, "position 17")


@pytest.mark.parametrize(
    "change",
    [
        "recorded_at = 'infinity'",
        "recorded_at = '-infinity'",
        "recorded_at = '294276-12-31'",
        "recorded_at = '4713-01-01 BC'",
        "recorded_at = NULL",
        "version = NULL",
        "version = -2147483648",
        "stream_id = NULL",
        "type = NULL",
        "type = ''",
        "type = E'\"}\\n{\"'",
    ],
)
def test_absurd_columns_are_named(sealed: County, change: str) -> None:
    columns = ("recorded_at", "version", "stream_id", "type")
    sealed.tamper(
        "ALTER TABLE liuhen.events DROP CONSTRAINT events_version_check",
        "ALTER TABLE liuhen.events DROP CONSTRAINT events_type_check",
        *[f"ALTER TABLE liuhen.events ALTER COLUMN {one} DROP NOT NULL" for one in columns],
        f"UPDATE liuhen.events SET {change} WHERE position = 17",
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert said(report, "position 17")


def test_a_position_that_is_there_twice_is_named(sealed: County) -> None:
    sealed.tamper(
        "ALTER TABLE liuhen.events DROP CONSTRAINT events_pkey",
        "INSERT INTO liuhen.events SELECT 17, gen_random_uuid(), 1, type, recorded_at, data"
        " FROM liuhen.events WHERE position = 17",
    )
    report = wrong(sealed)
    assert report.first_wrong == 17
    assert "inserted: this position is there more than once" in said(report, "position 17")


@pytest.mark.parametrize("position", [0, -5, -(2**63)])
def test_an_event_before_the_first_is_counted(sealed: County, position: int) -> None:
    sealed.tamper(
        "ALTER TABLE liuhen.events DROP CONSTRAINT events_position_check",
        f"INSERT INTO liuhen.events SELECT {position}, gen_random_uuid(), 1, type, recorded_at,"
        " data FROM liuhen.events WHERE position = 17",
    )
    assert "301 rows are counted" in said(wrong(sealed), "events")


@pytest.mark.parametrize("position", [10**9, 2**63 - 1])
def test_an_event_moved_far_away_is_named_without_walking_there(
    sealed: County, position: int
) -> None:
    sealed.tamper(f"UPDATE liuhen.events SET position = {position} WHERE position = 300")
    report = wrong(sealed)
    assert report.first_wrong == 300
    assert f"positions 300 to {position - 1} are not there" in said(report, "position 300")


def test_a_checkpoint_of_an_absurd_size_is_named_without_walking_there(sealed: County) -> None:
    sealed.tamper(
        "INSERT INTO liuhen.checkpoints SELECT 2^62, root, note FROM liuhen.checkpoints"
        " WHERE size = 300"
    )
    assert "its note says 300 events" in said(wrong(sealed), f"checkpoint of {2**62} events")


def test_tables_that_were_emptied_are_named(sealed: County) -> None:
    sealed.tamper("TRUNCATE liuhen.events, liuhen.commands, liuhen.tiles, liuhen.head")
    report = wrong(sealed)
    assert report.first_wrong == 1
    assert "missing" in said(report, "head")
    assert "it is not there" in said(report, "tile/0/000")


def test_a_thousand_wrong_events_are_listed_up_to_a_limit_and_counted(sealed: County) -> None:
    sealed.tamper("UPDATE liuhen.events SET data = data || ' ', version = version + 1000")
    report = wrong(sealed)
    assert report.first_wrong == 1
    assert len(report.problems) <= 2 * LISTED
    assert report.unlisted > 100


def test_findings_keep_the_first_by_position_whatever_the_order() -> None:
    findings = Findings()
    for position in range(5000, 0, -1):
        findings.at(position, "wrong")
        findings.add(f"place {position}", "wrong")
    problems, unlisted = findings.finish()
    assert [one.position for one in problems[:LISTED]] == list(range(1, LISTED + 1))
    assert problems[LISTED].where == "place 5000"
    assert len(problems) + unlisted == 10_000
