"""Code lists are closed, dated, sourced, and end with "other" (domain.md §7)."""

from datetime import date

import pytest

from domain.codes import (
    CODE_LISTS,
    DISPUTES,
    REFUSAL_REASONS,
    ROUTES,
    SIGNALS,
    Code,
    CodeList,
    CodeNeedsText,
    CodeUnknown,
)
from domain.codes.disputes import default_level
from domain.codes.matters import Channel, MatterClass
from domain.codes.risks import RiskLevel

TODAY = date(2025, 3, 25)
BLUE, YELLOW, RED = RiskLevel

LIST = CodeList(
    "COLOURS",
    "颜色",
    [
        Code(code="OLD", zh="旧", en="Old", source="[design]", valid_to=date(2025, 3, 24)),
        Code(code="NOW", zh="今", en="Now", source="[design]", valid_to=TODAY),
        Code(code="NEW", zh="新", en="New", source="[design]", valid_from=date(2025, 3, 26)),
        Code(code="OTHER", zh="其他", en="Other", source="[design]", needs_text=True),
    ],
)


@pytest.mark.parametrize("code", ["OLD", "NEW", "NEVER"])
def test_a_code_is_used_while_it_is_in_force(code: str) -> None:
    with pytest.raises(CodeUnknown):
        LIST.require(code, TODAY)
    assert LIST.require("NOW", TODAY).zh == "今"


def test_an_old_code_stays_readable() -> None:
    assert "OLD" in LIST
    assert LIST["OLD"].en == "Old"


def test_other_needs_words() -> None:
    with pytest.raises(CodeNeedsText):
        LIST.require("OTHER", TODAY)
    assert LIST.require("OTHER", TODAY, "说明").needs_text


CLOSED = {"SUSPENSIONS"}
"""Lists that know no "other": nothing stands still for a reason that nobody has foreseen (§2.6)."""


@pytest.mark.parametrize("codes", CODE_LISTS, ids=lambda codes: codes.name)
def test_a_list_ends_with_other_and_every_entry_is_labelled_and_sourced(codes: CodeList) -> None:
    entries = list(codes)
    assert entries[-1].needs_text or codes.name in CLOSED
    assert all(entry.zh and entry.en and entry.source for entry in entries)


def test_dispute_types_have_two_levels() -> None:
    """domain.md §7.2: seventeen kinds."""
    kinds = [entry for entry in DISPUTES if entry.parent is None]
    assert [entry.code for entry in kinds] == [*(f"{n:02}" for n in range(1, 17)), "99"]
    assert all(entry.parent in DISPUTES for entry in DISPUTES if entry.parent is not None)
    assert [entry.code for entry in DISPUTES.children("15")] == ["1501", "1502", "1599"]
    assert len([entry for entry in DISPUTES if entry.parent is not None]) == 78


def test_lists_are_as_long_as_the_design_says() -> None:
    """domain.md §7.1, §7.3, §7.4, §7.6, §7.8."""
    assert [entry.code for entry in REFUSAL_REASONS] == [f"N{n:02}" for n in range(1, 18)]
    assert [entry.code for entry in SIGNALS] == [*(f"S{n:02}" for n in range(1, 14)), "S99"]
    assert (len(list(ROUTES)), len(MatterClass), len(Channel)) == (25, 13, 23)


@pytest.mark.parametrize(
    ("dispute", "people", "level"),
    [
        (None, 100, BLUE),
        ("0101", 2, BLUE),
        ("0402", 2, YELLOW),
        ("0502", 2, YELLOW),
        ("0503", 2, YELLOW),
        ("0504", 2, YELLOW),
        ("0501", 2, BLUE),
        ("0901", 2, YELLOW),
        ("0902", 2, BLUE),
        ("11", 2, YELLOW),
        ("1105", 2, YELLOW),
        ("1601", 2, YELLOW),
        ("0701", 9, BLUE),
        ("0701", 10, YELLOW),
    ],
)
def test_each_type_starts_at_a_level(dispute: str | None, people: int, level: RiskLevel) -> None:
    """[seed 001 三(二)], domain.md §7.2."""
    assert default_level(dispute, people) is level


def test_levels_rise() -> None:
    assert BLUE.rank < YELLOW.rank < RED.rank


def test_an_enumerations_member_is_its_code_and_carries_its_label() -> None:
    assert MatterClass("REPORT") is MatterClass.REPORT
    assert (MatterClass.REPORT, MatterClass.REPORT.zh) == ("REPORT", "检举控告、投诉举报")
