"""The rules that come with the product: complete, sound, and each number with its basis."""

from datetime import date

import pytest

from domain.policy.explain import number_lines, timer_lines
from domain.policy.packaged import packaged
from domain.policy.rulebook import TimerUnknown
from domain.policy.terms import term
from domain.policy.timers import Basis, Kind, Timer
from tests.domain.policy.history import BOOK, RULES, at

IN_THE_TABLE = [
    *(f"T{n:02}" for n in [*range(1, 48), *range(50, 55), *range(60, 65), *range(70, 82)]),
    *("T24a", "T27a", "T28a", "T28b"),
]
"""Every row of domain.md §3.2."""

TIMERS = list(BOOK.timers.values())


def test_every_row_of_the_policy_table_is_there() -> None:
    assert [row for row in IN_THE_TABLE if row not in BOOK.timers] == []


@pytest.mark.parametrize("timer", TIMERS, ids=lambda one: one.id)
def test_every_length_has_a_basis_and_a_citation(timer: Timer) -> None:
    for start in timer.starts:
        for length in (*timer.lengths, *start.lengths):
            assert length.source
            if length.basis is Basis.LAW:
                assert "第" in length.source or "规则" in length.source or "约定" in length.source
            if length.basis is Basis.SEED:
                assert "seed" in length.source


LAW = {
    "T21": "15 d",
    "T22": "15 d",
    "T23": "30 wd",
    "T24a": "3 wd",
    "T25": "15 d",
    "T27": "60 d",
    "T27a": "30 d",
    "T28": "30 d",
    "T28a": "30 d",
    "T28b": "30 d",
    "T29": "5 wd",
    "T33": "30 d",
    "T36": "3 d",
    "T37": "15 d",
    "T38": "2 y",
    "T63": "5 wd",
    "T64": "15 wd",
    "T64a": "15 wd",
}


@pytest.mark.parametrize(("timer", "length"), LAW.items())
def test_a_term_of_law_is_what_the_law_says(timer: str, length: str) -> None:
    (only,) = BOOK.timers[timer].lengths
    assert only.term is not None
    assert f"{only.term.amount} {only.term.unit}" == length
    assert only.basis is Basis.LAW


def test_the_objection_of_a_petition_is_law_and_others_are_default() -> None:
    petition, other = BOOK.timers["T17"].lengths
    assert (petition.basis, other.basis) == (Basis.LAW, Basis.DEFAULT)


def test_what_belongs_to_others_is_no_duty_of_the_centre() -> None:
    kinds = {timer.id: timer.kind for timer in TIMERS}
    assert {kinds[one] for one in ("T36", "T37", "T63", "T64")} == {Kind.WATCH}
    assert {kinds[one] for one in ("T04", "T17", "T27a", "T28a", "T33", "T38")} == {Kind.WINDOW}
    assert kinds["T34"] is Kind.OBLIGATION


def test_the_kernels_version_is_one_of_the_files() -> None:
    assert packaged().of(RULES).version == RULES


def test_the_oldest_rules_also_judge_what_was_before_them() -> None:
    assert packaged().at(at("1999-01-01")).version == packaged().books[0].version
    assert packaged().at(at("2030-01-01")).version == packaged().books[-1].version


def test_every_version_begins_after_the_one_before() -> None:
    begun = [book.valid_from for book in packaged().books]
    assert begun == sorted(set(begun))
    assert begun[0] <= date(2024, 1, 1)


def test_a_rule_can_be_read_aloud() -> None:
    lines = timer_lines(BOOK.timers["T27"], BOOK)
    assert lines[0] == "T27 信访事项办理(Petition handling)"
    assert lines[1] == "  办理时限;责任主体:信访事项处理机关"
    assert lines[2].startswith("  期限:60日 (法律法规:《信访工作条例》第34条:")
    assert "  起算:受理" in lines
    assert "  延期:办理延期" in lines


@pytest.mark.parametrize("timer", TIMERS, ids=lambda one: one.id)
def test_every_rule_can_be_read_aloud(timer: Timer) -> None:
    assert len(timer_lines(timer, BOOK)) >= 4


def test_the_numbers_can_be_read_aloud() -> None:
    (line,) = (one for one in number_lines(BOOK.numbers) if one.startswith("representatives "))
    assert line.startswith("representatives 代表人数上限:5 people(法律法规:《信访工作条例》第20条")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("late_entry_lag", 24),
        ("quiet_before_leaving_red", 7),
        ("contact_attempts", 3),
        ("withdrawal_after_contact", 3),
        ("representatives", 5),
        ("joint_visit", 5),
        ("success_rate", 96),
        ("fulfilment_rate", 90),
    ],
)
def test_numbers_decisions_need_are_there(name: str, value: int) -> None:
    assert BOOK.number(name).whole == value


def test_a_pause_on_request_lasts_what_the_number_says() -> None:
    most = {pause.most for timer in TIMERS for pause in timer.pauses if pause.most is not None}
    assert most == {BOOK.number("joint_pause_most").term}


def test_how_far_a_term_may_be_prolonged_is_written_beside_it() -> None:
    petition = BOOK.lengthening("T27", "petition.handling_extended")
    assert (petition.most, petition.times) == (term("30 d"), 1)
    court = BOOK.lengthening("T37", "confirmation.term_extended")
    assert (court.most, court.times) == (term("10 d"), 1)
    with pytest.raises(TimerUnknown):
        BOOK.lengthening("T33", "mediation.extended")
