"""How a rule reads an event: paths into it, and conditions on what stands there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes.risks import RiskLevel
from domain.policy.matching import View, meets, moment_of, noted, read, scopes, texts
from tests.domain.policy.history import at, facts, it


@pytest.mark.parametrize(
    ("value", "wanted", "met"),
    [
        ("RED", "RED", True),
        (RiskLevel.RED, "RED", True),
        ("RED", "YELLOW|RED", True),
        ("BLUE", "YELLOW|RED", False),
        ("RED", "!RED", False),
        ("BLUE", "!RED", True),
        (None, "!RED", True),
        ("P08", "!P08|P09", False),
        ("P01", "!P08|P09", True),
        ("0902", "09*", True),
        ("1102", "09*|1102", True),
        ("1109", "09*|1102", False),
        (("LAND", "FAMILY_VIOLENCE"), "FAMILY_VIOLENCE", True),
        ((), "FAMILY_VIOLENCE", False),
        ("anything", "*", True),
        (False, "*", True),
        (None, "*", False),
        ("", "*", False),
        ((), "-", True),
        (None, "-", True),
        ("x", "-", False),
        (True, "true", True),
        (False, "!false", False),
        (None, "!false", True),
        (3, ">=3", True),
        (2, ">=3", False),
        (("a", "b", "c"), ">=3", True),
        (None, ">=3", False),
        ("3", ">=3", False),
        (date(2025, 3, 3), "2025-03-03", True),
    ],
)
def test_a_condition_is_met_or_not(value: object, wanted: str, met: bool) -> None:
    assert meets(value, wanted) is met


def view(**payload: Any) -> View:
    (fact,) = facts(it("order.issued", "2025-03-03", recorded="2025-03-04", **payload))
    return View(
        fact=noted(fact, payload),
        name=fact.name,
        occurred_at=fact.occurred_at,
        before={"level": "BLUE"},
        now={"level": "RED"},
        corrected={"lead": "the right one"},
    )


def test_a_path_reads_the_payload_the_envelope_and_what_is_known() -> None:
    seen = view(order="wo_1", place={"unit": "u"}, items=({"on": 1}, {"on": 2}), lead="wrong")
    assert read(seen, "order") == "wo_1"
    assert read(seen, "place.unit") == "u"
    assert read(seen, "items[].on") == (1, 2)
    assert read(seen, "items[].on", 1) == 2
    assert read(seen, "occurred_at") == at("2025-03-03")
    assert read(seen, "recorded_at") == at("2025-03-04")
    assert (read(seen, "before.level"), read(seen, "now.level")) == ("BLUE", "RED")
    assert read(seen, "lead") == "the right one"


@pytest.mark.parametrize("path", ["absent", "order.unit", "absent[].on", "now.absent"])
def test_what_is_not_there_is_absent(path: str) -> None:
    assert texts(read(view(order="wo_1"), path)) == ()


def test_scopes_are_the_matter_one_thing_or_each_of_several() -> None:
    seen = view(whistle="wh", units=("a", "b"), nobody=None)
    assert scopes(seen, ()) == [("", None)]
    assert scopes(seen, ("whistle",)) == [("wh", None)]
    assert scopes(seen, ("whistle", "units[]")) == [("wh/a", 0), ("wh/b", 1)]
    assert scopes(seen, ("nobody",)) == []


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-03-03", at("2025-03-03 00:00")),
        (date(2025, 3, 3), at("2025-03-03 00:00")),
        ("2025-03-03T09:00:00+08:00", at("2025-03-03 09:00")),
        (datetime(2025, 3, 3, 1, tzinfo=UTC), at("2025-03-03 09:00")),
        ("2025-03-03T09:00:00", None),
        ("2025-02-30", None),
        ("soon", None),
        (20250303, None),
        (None, None),
    ],
)
def test_a_moment_is_read_from_a_day_or_a_moment(value: object, moment: datetime | None) -> None:
    assert moment_of(value) == moment
