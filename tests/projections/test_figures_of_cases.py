"""Cases in the figures: registered, accepted, ended, reopened, corrected. domain.md §5.1."""

from datetime import timedelta

import pytest

from domain.case import Stage
from domain.case.checking import ConclusionRejected
from domain.case.merging import CaseUnmerged
from domain.case.petition_ending import RepeatPetitionNoted
from domain.case.refusing import RefusalOverturned
from domain.case.reopening import CaseReopened
from domain.codes.ending import CheckPoint, Satisfaction
from domain.codes.matters import Channel, MatterClass
from domain.organisation.levels import Level
from tests.domain.county import LAND_OFFICE, LI, TOWN, VILLAGE, ZHANG, director, triage
from tests.domain.given import Fact, fact
from tests.domain.states import accepted, merged, petitioned, redirected, refused, registered
from tests.domain.states import screened as screened_fact
from tests.domain.states_agreements import moment
from tests.domain.states_ending import closed, concluded, rated, resolved, visited, withdrawn
from tests.domain.states_orders import completed, issued, upheld
from tests.projections.counting import at, corrected, count, month, rows, voided


def reopened() -> Fact:
    again = CaseReopened(reason="R02", explanation="纠纷反复。", documents=())
    return fact(again, by=director())


def rejected() -> Fact:
    back = ConclusionRejected(
        failed=(CheckPoint.RECORD,), deficiencies=("缺笔录。",), stage=Stage.IN_PROGRESS
    )
    return fact(back, by=triage())


ACCEPTED = (registered(), at("2025-03-26", accepted()))
CONCLUDED = (*ACCEPTED, at("2025-04-10", concluded()))


def test_a_merged_complaint_counts_on_the_main_case_only() -> None:
    found = rows(*ACCEPTED, merged())
    assert count(found, "REG_RAW", "REG", "ACC", "OPEN") == (1, 0, 0, 0)


def test_what_is_taken_out_of_a_main_case_counts_again() -> None:
    out = CaseUnmerged(out_of=registered().event.case, complaints=(), reason="两件事。")  # type: ignore[attr-defined]
    found = rows(*ACCEPTED, merged(), fact(out, by=triage()))
    assert count(found, "REG_RAW", "REG", "ACC", "OPEN") == (1, 1, 1, 1)


def test_before_the_merger_was_recorded_two_were_known() -> None:
    found = rows(*ACCEPTED, at("2025-04-01", merged()))
    before = moment("2025-04-01") - timedelta(seconds=1)
    assert count(found, "REG", "ACC", known_at=before) == (1, 1)
    assert count(found, "REG", "ACC", known_at=moment("2025-04-01")) == (0, 0)


def test_a_case_is_concluded_once_and_a_reopening_counts_by_itself() -> None:
    found = rows(*CONCLUDED, at("2025-05-06", reopened()), at("2025-06-03", concluded()))
    assert count(found, "ACC", "ACC_RE", "CON", "ACC_CONCLUDED") == (1, 1, 1, 1)
    assert count(found, "CON", period=month(4)) == 1
    assert count(found, "CON", "ACC_RE", period=month(5)) == (0, 1)
    assert count(found, "CON", period=month(6)) == 0


def test_a_case_reopened_by_then_is_not_concluded_by_then() -> None:
    found = rows(*CONCLUDED, at("2025-05-06", reopened()), at("2025-06-03", concluded()))
    known = [moment(day) for day in ("2025-04-10", "2025-05-06", "2025-06-03")]
    assert [count(found, "ACC_CONCLUDED", known_at=one) for one in known] == [1, 0, 1]


def test_what_was_open_at_the_end_of_each_month() -> None:
    found = rows(*CONCLUDED, at("2025-05-06", reopened()), at("2025-06-03", concluded()))
    assert [count(found, "OPEN", period=month(one)) for one in (2, 3, 4, 5, 6)] == [0, 1, 0, 1, 0]


def test_a_conclusion_that_was_sent_back_is_none() -> None:
    found = rows(*CONCLUDED, at("2025-04-11", rejected()))
    assert count(found, "CON", "RESOLVED", "ACC_CONCLUDED", "ACC_OPEN") == (0, 0, 0, 1)
    assert count(found, "OPEN", period=month(4)) == 1
    assert count(found, "CON", known_at=moment("2025-04-10")) == 1
    again = rows(*CONCLUDED, at("2025-04-11", rejected()), at("2025-05-06", concluded()))
    assert count(again, "CON", period=month(5)) == 1


def test_rejecting_the_second_conclusion_leaves_the_first() -> None:
    found = rows(
        *CONCLUDED,
        at("2025-05-06", reopened()),
        at("2025-06-03", concluded()),
        at("2025-06-04", rejected()),
    )
    assert count(found, "CON", period=month(4)) == 1
    assert count(found, "ACC_OPEN", "OPEN", period=month(3)) == (1, 1)
    assert count(found, "OPEN") == 1


def test_an_overturned_refusal_is_none_and_is_counted_as_overturned() -> None:
    undone = fact(RefusalOverturned(reason="属本中心。"), by=director())
    found = rows(registered(), refused(), undone)
    assert count(found, "REF", "REF_OVERTURNED") == (0, 1)


def test_what_was_screened_and_redirected_was_not_mediable() -> None:
    assert count(rows(registered(), redirected()), "RED", "NOT_MEDIABLE") == (1, 0)
    assert count(rows(registered(), screened_fact(), redirected()), "RED", "NOT_MEDIABLE") == (1, 1)


def test_a_withdrawal_is_no_conclusion() -> None:
    found = rows(*ACCEPTED, withdrawn())
    assert count(found, "WITHDRAWN", "CON", "ACC_CONCLUDED", "ACC_OPEN", "OPEN") == (1, 0, 0, 0, 0)


def test_what_ends_at_the_window_is_a_conclusion_only_if_it_was_accepted() -> None:
    assert count(rows(registered(), resolved()), "ON_THE_SPOT", "CON") == (1, 0)
    assert count(rows(*ACCEPTED, resolved()), "ON_THE_SPOT", "CON", "OPEN") == (1, 1, 0)


def test_each_fact_counts_for_the_unit_responsible_when_it_happened() -> None:
    found = rows(*ACCEPTED, issued(), completed(), at("2025-04-10", concluded()))
    assert count(found, "REG", units=(TOWN,)) == 1
    assert count(found, "ACC", units=(VILLAGE,)) == 1
    assert count(found, "CON", units=(LAND_OFFICE,)) == 1
    assert count(found, "CON", units=(VILLAGE, TOWN)) == 0


@pytest.mark.parametrize(
    ("area", "level", "local"),
    [
        ("990101100201", Level.VILLAGE, 1),
        ("990101100201", Level.TOWN, 0),
        ("990101100", Level.TOWN, 1),
        ("990101100201-1", Level.VILLAGE, 0),
        ("990101", Level.GRID, 1),
    ],
)
def test_a_matter_is_resolved_locally_no_higher_than_where_it_arose(
    area: str, level: Level, local: int
) -> None:
    """domain.md §5.2 就地化解率."""
    found = rows(registered(area=area), accepted(), concluded(resolved_level=level))
    assert count(found, "RESOLVED", "RESOLVED_LOCAL") == (1, local)
    assert count(found, f"RESOLVED_{level.upper()}") == 1


@pytest.mark.parametrize(("day", "again"), [("2025-07-19", 1), ("2025-07-20", 0)])
def test_a_case_comes_back_within_ninety_days_of_its_closing(day: str, again: int) -> None:
    """domain.md §5.2 Reopen rate; closed on 20 April."""
    found = rows(*CONCLUDED, at("2025-04-20", closed()), at(day, reopened()))
    assert count(found, "CLOSED", "CLOSED_REOPENED") == (1, again)


def test_a_first_petition_is_settled_at_once_unless_it_comes_again() -> None:
    taken_up = accepted(matter_class=MatterClass.PETITION_DEMAND)
    closing = (petitioned(), taken_up, concluded(), at("2025-04-20", closed("C04")))
    assert count(rows(*closing[:3]), "PETITION_FIRST", "PETITION_ONCE") == (1, 0)
    assert count(rows(*closing), "PETITION_FIRST", "PETITION_ONCE") == (1, 1)
    for day, once in (("2025-07-19", 0), ("2025-07-20", 1)):
        again = RepeatPetitionNoted(
            petitioner=ZHANG,
            channel=Channel.WALK_IN,
            heard_at=moment(day),
            explanation="已终结。",
            care=None,
        )
        assert count(rows(*closing, at(day, fact(again))), "PETITION_ONCE") == once
    assert count(rows(petitioned(first_visit=False)), "PETITION_FIRST") == 0


@pytest.mark.parametrize(
    ("done", "standing"), [("2025-04-18", "ORDER_ON_TIME"), ("2025-04-21", "ORDER_LATE")]
)
def test_an_order_is_on_time_up_to_its_day_moved_past_rest(done: str, standing: str) -> None:
    """Due on Friday 4 April, a holiday until Sunday: Monday 7 April; or by 18 April."""
    due = moment("2025-04-18").date()
    found = rows(*ACCEPTED, issued(due_on=due), at(done, completed()))
    assert count(found, standing) == 1
    holiday = moment("2025-04-04").date()
    found = rows(*ACCEPTED, issued(due_on=holiday), at("2025-04-07", completed()))
    assert count(found, "ORDER_ON_TIME") == 1


def test_an_unanswered_order_is_overdue_from_the_day_after_it_was_due() -> None:
    found = rows(*ACCEPTED, issued(due_on=moment("2025-04-18").date()))
    assert count(found, "ORDER_OVERDUE", known_at=moment("2025-04-18")) == 0
    assert count(found, "ORDER_OVERDUE", known_at=moment("2025-04-19")) == 1


def test_an_order_taken_back_is_owed_by_nobody() -> None:
    found = rows(*ACCEPTED, issued(due_on=moment("2025-04-18").date()), upheld())
    assert count(found, "ORDER_ON_TIME", "ORDER_LATE", "ORDER_OVERDUE") == (0, 0, 0)


def test_a_hotline_order_is_due_by_the_law() -> None:
    """T29: five working days from the order, whatever day it names."""
    hotline = (registered(channel=Channel.HOTLINE_12345), accepted(), issued(due_on=None))
    assert count(rows(*hotline, at("2025-04-01", completed())), "ORDER_ON_TIME") == 1
    assert count(rows(*hotline, at("2025-04-02", completed())), "ORDER_LATE") == 1


def test_everybody_is_counted_once_a_round_by_what_they_said_last() -> None:
    good, bad = Satisfaction.SATISFIED, Satisfaction.DISSATISFIED
    found = rows(*CONCLUDED, visited(), rated(good), visited(), rated(bad, LI))
    assert count(found, "ASKED", "RATED", "RATED_GOOD") == (2, 2, 1)
    found = rows(*CONCLUDED, visited())
    assert count(found, "ASKED", "RATED") == (1, 0)
    found = rows(*CONCLUDED, rated(good), reopened(), concluded(), rated(bad))
    assert count(found, "RATED", "RATED_GOOD") == (2, 1)


def test_a_voided_visit_leaves_what_was_said_before() -> None:
    bad = visited(satisfaction=Satisfaction.DISSATISFIED)
    found = rows(*CONCLUDED, rated(Satisfaction.SATISFIED), bad, voided(5, "visit.made"))
    assert count(found, "RATED", "RATED_GOOD") == (1, 1)
    alone = rows(*CONCLUDED, bad, voided(4, "visit.made"))
    assert count(alone, "ASKED") == 0


def test_a_corrected_day_counts_from_the_correction_on() -> None:
    right = corrected(2, "case.accepted", happened_at=moment("2025-04-01"))
    found = rows(*ACCEPTED, at("2025-04-20", right))
    assert (count(found, "ACC", period=month(3)), count(found, "ACC", period=month(4))) == (0, 1)
    before = moment("2025-04-19")
    assert count(found, "ACC", period=month(3), known_at=before) == 1


def test_what_was_received_is_counted_by_the_corrected_moment() -> None:
    right = corrected(
        1, "intake.registered", field="received_at", value="2025-02-28T01:00:00+00:00"
    )
    found = rows(*ACCEPTED, right)
    assert count(found, "REG_RAW", "REG", period=month(2)) == (1, 1)
    assert count(found, "ACC", period=month(3)) == 1


def test_a_corrected_conclusion_moves_everything_that_hangs_on_it() -> None:
    right = corrected(3, "case.concluded", happened_at=moment("2025-03-28"))
    found = rows(*CONCLUDED, right)
    assert count(found, "CON", "RESOLVED", "OPEN", period=month(3)) == (1, 1, 0)
    assert count(found, "CON", period=month(4)) == 0


ANSWERS = ("VISITS", "VISITS_VALID", "VISITS_SOLVED")


def test_a_visit_counts_as_valid_only_if_it_asked_whether_it_is_solved() -> None:
    """[F24 art 32] 解决率: visits answering solved of those that asked."""
    said = (visited(solved=True), visited(solved=False), visited())
    assert count(rows(*CONCLUDED, *said), *ANSWERS) == (3, 2, 1)


def test_a_visit_counts_on_its_day_for_the_unit_responsible_then() -> None:
    taken_up = (*ACCEPTED, issued(), completed())
    found = rows(*taken_up, concluded(), at("2025-05-06", visited(solved=True)))
    assert count(found, "VISITS_SOLVED", period=month(5), units=(LAND_OFFICE,)) == 1
    assert count(found, "VISITS_SOLVED", period=month(5), units=(VILLAGE, TOWN)) == 0
    assert count(found, "VISITS_SOLVED", period=month(4)) == 0


def test_a_voided_visit_answered_nothing_from_the_voiding_on() -> None:
    wrong = (at("2025-05-06", visited(solved=True)), voided(4, "visit.made"))
    found = rows(*CONCLUDED, wrong[0], at("2025-05-20", wrong[1]))
    assert count(found, *ANSWERS) == (0, 0, 0)
    assert count(found, *ANSWERS, known_at=moment("2025-05-19")) == (1, 1, 1)


@pytest.mark.parametrize(
    ("heard", "right", "counted"),
    [(True, "false", (1, 1, 0)), (False, "true", (1, 1, 1)), (None, "true", (1, 1, 1))],
)
def test_a_corrected_answer_counts_from_the_correction_on(
    heard: bool | None, right: str, counted: tuple[int, int, int]
) -> None:
    found = rows(
        *CONCLUDED,
        at("2025-05-06", visited(solved=heard)),
        at("2025-05-20", corrected(4, "visit.made", field="solved", value=right)),
    )
    assert count(found, *ANSWERS) == counted
    before = (1, int(heard is not None), int(heard is True))
    assert count(found, *ANSWERS, known_at=moment("2025-05-19")) == before


def test_a_visit_of_another_day_than_was_written_counts_on_its_right_day() -> None:
    visit = at("2025-05-06", visited(solved=True))
    earlier = corrected(4, "visit.made", happened_at=moment("2025-04-30"))
    found = rows(*CONCLUDED, visit, earlier)
    assert count(found, "VISITS_SOLVED", period=month(4)) == 1
    assert count(found, "VISITS_SOLVED", period=month(5)) == 0
