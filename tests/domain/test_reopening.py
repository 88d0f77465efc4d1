"""A case is taken up again for a reason the record shows (domain.md §2.5 J, §2.6; §7.12)."""

import pytest

from domain.case import Case, Stage
from domain.case.refusals import SamePerson, StaffIsParty
from domain.case.refusals.ending import (
    ArchivedStaysArchived,
    ReopeningNeedsDocuments,
    ReopeningReasonDoesNotFit,
)
from domain.case.regions.agreements import ConfirmationStage, ObligationStage
from domain.case.reopening import CaseReopened, ReopenCase
from domain.codes.ending import Satisfaction
from domain.codes.entry import CodeUnknown
from domain.kernel import Act
from domain.refusals import StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    CASE,
    SCAN,
    ZHANG,
    acting,
    committee_head,
    director,
    political_legal_committee,
    triage,
)
from tests.domain.given import Fact, given
from tests.domain.states import accepted, redirected, refused, registered
from tests.domain.states_ending import (
    AGREEMENT,
    Change,
    agreed,
    archived,
    checked,
    closed,
    concluded,
    mediated,
    rated,
    resolved,
    visited,
    withdrawn,
)

DONE = (registered(), accepted(), concluded(), checked(), visited(), closed())


def reopen(reason: str, *documents: str) -> ReopenCase:
    return ReopenCase(case=CASE, reason=reason, explanation="又起争执。", documents=documents)


def test_a_reopened_case_begins_a_new_round() -> None:
    after = given(*DONE).when(reopen("R02"), by=director())
    after.then(CaseReopened(reason="R02", explanation="又起争执。", documents=()))
    state = after.then_state()
    assert (state.stage, state.outcome, state.concluded_at) == (Stage.ACCEPTED, None, None)
    ending = state.ending
    assert (ending.reopened, ending.approved, ending.visited) == (1, False, False)
    assert (ending.closed_at, ending.concluded_by, ending.ratings) == (None, None, {})


def test_who_had_a_part_before_has_had_it_for_good() -> None:
    state = given(*DONE).when(reopen("R02"), by=director()).then_state()
    before = given(*DONE).state
    assert before is not None
    assert state.hands == before.hands


@pytest.mark.parametrize("by", [triage(), director(), political_legal_committee()])
@pytest.mark.parametrize(
    "facts",
    [
        (registered(), accepted(), concluded()),
        DONE,
        (registered(), withdrawn()),
        (registered(), redirected()),
        (registered(), resolved()),
    ],
)
def test_whatever_ended_may_be_taken_up_again(facts: tuple[Fact, ...], by: Act) -> None:
    state = given(*facts).when(reopen("R02"), by=by).then_state()
    assert state.stage is Stage.ACCEPTED
    assert state.accepted_at is not None


def test_what_is_open_is_not_reopened() -> None:
    given(registered(), accepted()).when(reopen("R02"), by=director()).then_refused(StageDoesNotFit)


def test_what_is_archived_goes_on_in_a_new_case() -> None:
    refusal = (given(*DONE, archived()).when(reopen("R02"), by=director())).then_refused(
        ArchivedStaysArchived
    )
    assert "接续" in (refusal.next_step or "")


def breached(state: Case) -> None:
    agreed(ObligationStage.FULFILLED, ObligationStage.BREACHED)(state)


def founded(state: Case) -> None:
    state.ending.founded = True


def dismissed(state: Case) -> None:
    agreed()(state)
    state.agreements.all[AGREEMENT].confirmation = ConfirmationStage.DISMISSED


SHOWN: list[tuple[str, Change]] = [
    ("R01", breached),
    ("R04", founded),
    ("R07", mediated()),
    ("R08", dismissed),
]


@pytest.mark.parametrize(("reason", "change"), SHOWN)
def test_the_record_shows_the_reason(reason: str, change: Change) -> None:
    start = given(*DONE)
    start.when(reopen(reason, SCAN), by=director()).then_refused(
        ReopeningReasonDoesNotFit, reason=reason
    )
    start.where(change).when(reopen(reason, SCAN), by=director()).then(CaseReopened)


def test_an_agreement_that_is_kept_is_no_breach() -> None:
    kept = agreed(ObligationStage.FULFILLED)
    given(*DONE).where(kept).when(reopen("R01"), by=director()).then_refused(
        ReopeningReasonDoesNotFit
    )


def test_a_bad_rating_nobody_has_looked_into_is_not_founded() -> None:
    unhappy = (*DONE, rated(Satisfaction.VERY_DISSATISFIED))
    given(*unhappy).when(reopen("R04"), by=director()).then_refused(ReopeningReasonDoesNotFit)


@pytest.mark.parametrize("reason", ["R03", "R05"])
def test_new_evidence_and_orders_are_on_paper(reason: str) -> None:
    given(*DONE).when(reopen(reason), by=director()).then_refused(ReopeningNeedsDocuments)
    given(*DONE).when(reopen(reason, SCAN), by=director()).then(CaseReopened)


def test_false_mediation_is_suspected_on_record_or_on_paper() -> None:
    def suspected(state: Case) -> None:
        state.mediations.suspected_false = True

    start = given(*DONE).where(mediated())
    start.when(reopen("R07"), by=director()).then_refused(ReopeningNeedsDocuments)
    start.where(suspected).when(reopen("R07"), by=director()).then(CaseReopened)


@pytest.mark.parametrize("reason", ["R02", "R06", "R09"])
def test_the_other_reasons_rest_on_the_words_given(reason: str) -> None:
    given(*DONE).when(reopen(reason), by=director()).then(CaseReopened)


def test_a_reason_outside_the_list_is_refused() -> None:
    given(*DONE).when(reopen("R77"), by=director()).then_refused(CodeUnknown)


def test_a_party_does_not_reopen_their_own_case() -> None:
    own = acting(Role.CENTRE_DIRECTOR, person=ZHANG)
    given(*DONE).when(reopen("R02"), by=own).then_refused(StaffIsParty)


@pytest.mark.parametrize("person", [triage().person, committee_head().person])
def test_who_refused_a_matter_does_not_take_it_up_again(person: str) -> None:
    """domain.md §4.6 SoD-1: as with the overturning of a refusal."""
    over = (registered(), refused(), closed("C07"))
    by = acting(Role.CENTRE_DIRECTOR, person=person)
    given(*over).when(reopen("R06"), by=by).then_refused(SamePerson)
    given(*over).when(reopen("R06"), by=director()).then(CaseReopened)
