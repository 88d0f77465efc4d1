"""Mediation in the figures: MED_END and AGR_DUE with their exclusions. domain.md §5.1, §5.2."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case.amending import AgreementInvalidated
from domain.case.breach import ObligationDeferred
from domain.case.routes_filed import RouteFiled
from domain.case.rulings import ConfirmationDismissed
from domain.case.sessions import SessionHeld
from domain.codes.agreements import AgreementForm, AgreementScope, InvalidityBasis, RulingForm
from domain.codes.mediation import SessionMode
from domain.organisation.levels import Level
from tests.domain.county import LI, SCAN, TOWN, VILLAGE, ZHANG, mediator, named
from tests.domain.given import Fact, fact
from tests.domain.states import accepted, registered
from tests.domain.states_agreements import (
    AGREEMENT,
    MEDIATION,
    MONEY,
    ONLY_MONEY,
    effective,
    enforcing,
    liaison,
    moment,
    reached,
)
from tests.domain.states_ending import concluded, withdrawn
from tests.domain.states_fulfilment import paid, pulled_down
from tests.domain.states_mediation import opened, overtaken, terminated
from tests.projections.counting import at, corrected, count, month, rows, voided

FIRST = named("mediation", "the first procedure")
PARTIAL = AgreementScope.PARTIAL


def held() -> Fact:
    """A session took place."""
    session = SessionHeld(
        mediation=FIRST,
        session=named("session", "the first session"),
        mode=SessionMode.ROOM,
        place=None,
        mediators=(mediator().person,),
        attended=(ZHANG, LI),
        others_present=None,
        duration_minutes=60,
        minutes="未能达成一致。",
        undisputed=None,
        documents=(),
    )
    return fact(session, by=mediator())


BEGUN = (registered(dispute="0902"), accepted(dispute="0902"))
IN_VILLAGE = opened(organisation=VILLAGE, level=Level.VILLAGE)
IN_TOWN = opened(mediation=MEDIATION)
AGREED = (*BEGUN, IN_TOWN, reached(), effective())
"""Versions 1 to 5."""
FAILING: Any = terminated().event
ALL_ENDS = ("AGREED", "PARTIAL", "FAILED", "EXCLUDED")


def test_the_villages_failure_and_the_towns_success_are_two_procedures_of_one_case() -> None:
    """domain.md §9 S1: both in April; the case is one in ACC, resolved above where it arose."""
    found = rows(
        registered(area="990101101201", dispute="0902"),
        accepted(dispute="0902"),
        IN_VILLAGE,
        held(),
        at("2025-04-02", terminated()),
        at("2025-04-03", IN_TOWN),
        reached(),
        effective(),
        at("2025-04-28", concluded(outcome="AGREED_WRITTEN", resolved_level=Level.TOWN)),
        pulled_down(),
        paid("6500", at=moment("2025-06-27")),
    )
    april = month(4)
    assert count(found, *ALL_ENDS, period=april, units=(TOWN,)) == (1, 0, 0, 0)
    assert count(found, *ALL_ENDS, period=april, units=(VILLAGE,)) == (0, 0, 1, 0)
    assert count(found, "ACC") == 1
    assert count(found, "CIVIL_AGREED", "CIVIL_FAILED") == (1, 1)
    assert count(found, "AGR_DUE", "AGR_FREELY", "AGR_FREELY_ON_TIME", period=month(6)) == (1, 1, 1)
    assert count(found, "RESOLVED_TOWN", "RESOLVED_LOCAL", period=april) == (1, 0)


def test_an_agreement_in_part_is_below_the_line_and_fulfilled_by_itself() -> None:
    """domain.md §9 S4: +1 ended, +0 agreed, +1 partial; fulfilment +1/+1 before the lawsuit."""
    suing = RouteFiled(
        route="LITIGATION",
        organ="云溪县人民法院",
        filed_on=date(2025, 5, 6),
        filed_by=ZHANG,
        reference=None,
        proof=None,
    )
    ending = replace(FAILING, mediation=MEDIATION, reason="M04")
    found = rows(
        *BEGUN,
        IN_TOWN,
        reached(scope=PARTIAL, obligations=ONLY_MONEY),
        effective(scope=PARTIAL),
        paid("6500", at=moment("2025-04-28", "17:00")),
        at("2025-04-30", fact(ending, by=mediator())),
        at("2025-05-06", fact(suing)),
    )
    assert count(found, *ALL_ENDS) == (0, 1, 0, 0)
    assert count(found, "AGR_DUE", "AGR_FREELY") == (1, 1)


@pytest.mark.parametrize("reason", ["M02", "M10"])
def test_who_gives_up_before_the_first_session_is_left_out(reason: str) -> None:
    assert count(rows(*BEGUN, IN_VILLAGE, terminated(reason)), *ALL_ENDS) == (0, 0, 0, 1)
    assert count(rows(*BEGUN, IN_VILLAGE, held(), terminated(reason)), *ALL_ENDS) == (0, 0, 1, 0)


@pytest.mark.parametrize("reason", ["M03", "M04", "M05", "M07", "M09", "M11"])
def test_every_other_end_without_agreement_is_a_failure(reason: str) -> None:
    assert count(rows(*BEGUN, IN_VILLAGE, terminated(reason)), *ALL_ENDS) == (0, 0, 1, 0)


def test_what_a_court_took_over_is_left_out_whatever_was_tried() -> None:
    found = rows(*BEGUN, IN_VILLAGE, held(), overtaken(), terminated("M08"))
    assert count(found, *ALL_ENDS) == (0, 0, 0, 1)


def test_withdrawing_the_matter_ends_its_procedure() -> None:
    assert count(rows(*BEGUN, IN_VILLAGE, withdrawn()), *ALL_ENDS) == (0, 0, 0, 1)
    assert count(rows(*BEGUN, IN_VILLAGE, held(), withdrawn()), *ALL_ENDS) == (0, 0, 1, 0)


def test_a_session_that_was_not_held_makes_no_failure() -> None:
    found = rows(
        *BEGUN,
        IN_VILLAGE,
        held(),
        at("2025-04-02", terminated("M02")),
        at("2025-04-09", voided(4, "mediation.session_held")),
    )
    assert count(found, *ALL_ENDS, known_at=moment("2025-04-08")) == (0, 0, 1, 0)
    assert count(found, *ALL_ENDS) == (0, 0, 0, 1)


def test_by_word_of_mouth_is_agreed_all_the_same() -> None:
    """domain.md §5.2 (b)."""
    oral = AgreementForm.ORAL
    found = rows(*BEGUN, IN_TOWN, reached(form=oral), effective(form=oral, confirmable=False))
    assert count(found, *ALL_ENDS) == (1, 0, 0, 0)


def dismissed(ground: str) -> Fact:
    ruling = ConfirmationDismissed(
        agreement=AGREEMENT,
        ruling_form=RulingForm.RULING,
        ruling_number="(2025)云0101民调确12号",
        court_ground=ground,
        explanation=None,
        document=None,
    )
    return at("2025-06-10", fact(ruling, by=liaison()))


@pytest.mark.parametrize(
    ("ground", "taken"), [("DG1", 1), ("DG2", 1), ("DG3", 1), ("DG4", 1), ("DG5", 0), ("DG6", 0)]
)
def test_a_dismissal_for_illegality_takes_the_success_out_in_its_own_period(
    ground: str, taken: int
) -> None:
    """domain.md §5.2 (a)."""
    found = rows(*AGREED, dismissed(ground), dismissed(ground))
    assert count(found, "AGREED", "SUCCESS_DISMISSED", period=month(4)) == (1, 0)
    assert count(found, "AGREED", "SUCCESS_DISMISSED", period=month(6)) == (0, taken)


def test_what_was_no_success_cannot_be_taken_out() -> None:
    found = rows(
        *BEGUN, IN_TOWN, reached(scope=PARTIAL), effective(scope=PARTIAL), dismissed("DG1")
    )
    assert count(found, "SUCCESS_DISMISSED") == 0


def test_an_agreement_is_due_with_its_last_obligation() -> None:
    """Money by 30 June, a Monday; the wall by 31 May, a holiday, which does not count."""
    found = rows(*AGREED)
    assert [count(found, "AGR_DUE", period=month(one)) for one in (4, 5, 6)] == [0, 0, 1]


def test_a_day_of_rest_moves_to_the_next_working_day() -> None:
    """domain.md §9 S1: 31 May 2025 is a holiday; 3 June is the day."""
    (wall,) = reached().event.obligations[:1]  # type: ignore[attr-defined]
    found = rows(*BEGUN, IN_TOWN, reached(obligations=(wall,)), effective())
    assert count(found, "AGR_DUE", period=month(5)) == 0
    assert count(found, "AGR_DUE", period=(date(2025, 6, 3), date(2025, 6, 3))) == 1


def test_what_is_done_on_the_spot_is_due_on_the_day_of_effect() -> None:
    """Saturday 26 April 2025 is not moved."""
    saturday = moment("2025-04-26")
    found = rows(*BEGUN, IN_TOWN, reached(obligations=()), effective(saturday))
    day = (saturday.date(), saturday.date())
    assert count(found, "AGR_DUE", "AGR_FREELY", period=day) == (1, 1)


def later(due_on: date) -> Fact:
    more = ObligationDeferred(
        obligation=MONEY,
        due_on=due_on,
        before_on=date(2025, 6, 30),
        creditor_consent=SCAN,
        reason="困难。",
    )
    return at("2025-06-20", fact(more, by=mediator()))


def test_more_time_moves_the_day_it_is_due() -> None:
    found = rows(*AGREED, later(date(2025, 7, 31)))
    assert (count(found, "AGR_DUE", period=month(6)), count(found, "AGR_DUE", period=month(7))) == (
        0,
        1,
    )
    assert count(found, "AGR_DUE", period=month(6), known_at=moment("2025-06-19")) == 1


def test_enforcement_is_no_free_fulfilment_though_everything_is_paid() -> None:
    found = rows(
        *AGREED, pulled_down(), at("2025-07-10", enforcing()), at("2025-08-01", paid("6500"))
    )
    assert count(found, "AGR_DUE", "AGR_FREELY") == (1, 0)


def test_late_is_free_but_not_on_time() -> None:
    payment = paid("6500", at=moment("2025-07-02"))
    late = replace(payment, event=replace(payment.event, late=True))  # type: ignore[type-var]
    found = rows(*AGREED, pulled_down(), late)
    assert count(found, "AGR_FREELY", "AGR_FREELY_ON_TIME") == (1, 0)


def test_money_is_added_up_in_fen() -> None:
    found = rows(*AGREED, paid("1500.50"))
    assert count(found, "AGR_AMOUNT", "AGR_PAID") == (650_000, 150_050)


def test_an_agreement_that_does_not_bind_is_not_due() -> None:
    undone = AgreementInvalidated(
        agreement=AGREEMENT,
        basis=InvalidityBasis.RESCINDED,
        obligations=(),
        whole_claim_settled=False,
        explanation="协商解除。",
        document=SCAN,
    )
    found = rows(*AGREED, fact(undone, by=mediator()))
    assert count(found, "AGR_DUE", "AGREED") == (0, 1)


@pytest.mark.parametrize(
    ("version", "event", "right", "names", "numbers"),
    [
        (7, "fulfilment.recorded", {"field": "amount", "value": "6000"}, ("AGR_PAID",), 600_000),
        (
            7,
            "fulfilment.recorded",
            {"field": "done_on", "value": "2025-07-01"},
            ("AGR_FREELY", "AGR_FREELY_ON_TIME"),
            (1, 0),
        ),
        (
            5,
            "agreement.effective",
            {"field": "effective_at", "value": "2025-03-31T02:00:00+00:00"},
            ("AGREED",),
            1,
        ),
    ],
)
def test_a_corrected_entry_counts_as_it_is_right(
    version: int, event: str, right: dict[str, Any], names: tuple[str, ...], numbers: Any
) -> None:
    found = rows(*AGREED, pulled_down(), paid("6500"), corrected(version, event, **right))
    assert count(found, *names) == numbers
    if event == "agreement.effective":
        assert count(found, "AGREED", period=month(3)) == 1
