"""The wall is agreed away, confirmed and pulled down: domain.md §9 S1, from 2025-04-28 on.

The commands are real, and so are the clocks the rulebook folds from what they brought.
"""

from datetime import date, datetime
from typing import Any

from domain.case import Stage, case
from domain.case.agreement import ReachAgreement
from domain.case.confirmation import AdviseConfirmation, ApplyForConfirmation
from domain.case.fulfilment import RecordFulfilment
from domain.case.refusals.confirmation import ConfirmationNotAtThisPoint, ConfirmationWindowClosed
from domain.case.regions.agreements import AgreementStage, ConfirmationStage
from domain.case.rulings import AcceptConfirmation, GrantConfirmation
from domain.case.signing import SealAgreement, SignAgreement
from domain.codes.agreements import ProofKind, SigningMethod
from domain.kernel import Act, Command, Recorded
from domain.policy.clock import State
from domain.policy.clocks import Clocks, clocks_of
from tests.domain.county import CASE, LI, SCAN, ZHANG, committee_head, mediator, party
from tests.domain.given import Given, recorded
from tests.domain.policy.history import POLICY, due_on, state
from tests.domain.states_agreements import (
    AGREED_AT,
    AGREEMENT,
    COURT,
    in_mediation,
    liaison,
    moment,
    to_reach,
)

NUMBER = "(2025)云0101民调确12号"


class Story:
    """Commands one after another, and what they brought."""

    def __init__(self) -> None:
        self.now: Given = in_mediation(dispute="0902")
        self.facts: list[Recorded[Any]] = []

    def then(self, command: Command, by: Act, at: datetime) -> "Story":
        for event in self.now.when(command, by=by, at=at).decided():
            fact = recorded(event, by, at, version=len(self.facts) + 1)
            self.facts.append(fact)
            self.now = Given(case.evolve(self.now.state, fact), at)
        return self

    def clocks(self) -> Clocks:
        return clocks_of(self.facts, POLICY)

    @property
    def agreement(self) -> str:
        assert self.now.state is not None
        (agreement,) = self.now.state.agreements.all
        return agreement

    @property
    def obligations(self) -> tuple[str, str]:
        assert self.now.state is not None
        wall, money = self.now.state.agreements.obligations
        return wall, money


def agreed(command: ReachAgreement | None = None) -> Story:
    """28 April: reached, signed by all, sealed at twenty past four."""
    story = Story().then(command or to_reach(), mediator(), AGREED_AT)
    by_hand = SignAgreement(case=CASE, agreement=story.agreement, method=SigningMethod.FINGERPRINT)
    return (
        story.then(by_hand, party(ZHANG), moment("2025-04-28", "15:30"))
        .then(by_hand, party(LI), moment("2025-04-28", "15:40"))
        .then(by_hand, mediator(), moment("2025-04-28", "16:00"))
        .then(
            SealAgreement(case=CASE, agreement=story.agreement),
            committee_head(),
            moment("2025-04-28", "16:20"),
        )
    )


def applying(story: Story) -> ApplyForConfirmation:
    return ApplyForConfirmation(
        case=CASE,
        agreement=story.agreement,
        applicants=(ZHANG, LI),
        court=COURT,
        document=SCAN,
    )


def confirmed() -> Story:
    """12, 14 and 26 May: applied for, taken up, granted."""
    story = agreed()
    told = AdviseConfirmation(case=CASE, agreement=story.agreement, text_version="2025-1")
    return (
        story.then(told, mediator(), moment("2025-04-28", "16:30"))
        .then(applying(story), liaison(), moment("2025-05-12"))
        .then(
            AcceptConfirmation(case=CASE, agreement=story.agreement, court_number=NUMBER),
            liaison(),
            moment("2025-05-14"),
        )
        .then(
            GrantConfirmation(case=CASE, agreement=story.agreement, ruling_number=NUMBER),
            liaison(),
            moment("2025-05-26"),
        )
    )


def doing(obligation: str, day: date, amount: str | None = None) -> RecordFulfilment:
    return RecordFulfilment(
        case=CASE,
        obligation=obligation,
        done_on=day,
        proof_kind=ProofKind.RECEIPT,
        amount=amount,
        proof=SCAN,
    )


def test_it_takes_effect_with_the_seal_and_opens_its_terms() -> None:
    story = agreed()
    assert story.now.state is not None
    assert story.now.state.stage is Stage.AGREED
    assert [fact.name for fact in story.facts][-2:] == ["agreement.sealed", "agreement.effective"]
    assert story.facts[-1].occurred_at == moment("2025-04-28", "16:20")
    wall, money = story.obligations
    clocks = story.clocks()
    assert state(clocks, "T32", "2025-04-28 17:00", story.agreement) is State.MET
    assert due_on(clocks, "T33", story.agreement) == "2025-05-28"
    assert due_on(clocks, "T34", wall) == "2025-06-03"
    assert due_on(clocks, "T34", money) == "2025-06-30"


def test_the_court_is_watched_and_confirms() -> None:
    story = confirmed()
    clocks = story.clocks()
    assert state(clocks, "T33", "2025-05-13 09:00", story.agreement) is State.MET
    assert due_on(clocks, "T36", story.agreement) == "2025-05-15"
    assert due_on(clocks, "T37", story.agreement) == "2025-05-29"
    assert story.now.state is not None
    agreement = story.now.state.agreements.all[story.agreement]
    assert agreement.confirmation is ConfirmationStage.GRANTED


def test_a_second_attempt_is_refused() -> None:
    """The window closed on 2025-05-28, for a clone of the agreement too."""
    clone, late = agreed(), moment("2025-05-29", "09:00")
    clone.now.when(applying(clone), by=liaison(), at=late).then_refused(
        ConfirmationWindowClosed, due_on="2025-05-28"
    )
    story = confirmed()
    story.now.when(applying(story), by=liaison(), at=late).then_refused(ConfirmationNotAtThisPoint)


def test_both_obligations_are_done_freely_and_in_time() -> None:
    story = confirmed()
    wall, money = story.obligations
    story.then(doing(wall, date(2025, 5, 30)), mediator(), moment("2025-05-30"))
    assert story.facts[-1].name == "fulfilment.recorded"
    story.then(doing(money, date(2025, 6, 27), "6500"), mediator(), moment("2025-06-27"))
    fulfilled = story.facts[-1].event
    assert story.facts[-1].name == "agreement.fulfilled"
    assert (fulfilled.voluntary, fulfilled.late) == (True, False)
    clocks = story.clocks()
    for obligation in (wall, money):
        assert state(clocks, "T34", "2025-07-01 09:00", obligation) is State.MET
    assert due_on(clocks, "T50") == "2025-07-14"
    assert story.now.state is not None
    assert story.now.state.agreements.all[story.agreement].stage is AgreementStage.FULFILLED


def test_ids_are_the_stories_own() -> None:
    assert agreed().agreement != AGREEMENT
