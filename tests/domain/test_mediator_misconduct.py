"""A mediator misbehaves: it is reported, another one comes (人民调解法 art 15; domain.md §2.6)."""

from domain.case.mediators import (
    AppointMediators,
    MediatorReplaced,
    MisconductReported,
    ReplaceMediator,
    ReportMisconduct,
)
from domain.case.refusals import ExplanationNeeded
from domain.case.refusals.mediation import (
    MayNotReturn,
    MediationUnknown,
    NotAMediator,
    NotTheMediator,
)
from domain.codes.mediation import MisconductGround, ReplacementGround
from tests.domain.county import (
    CASE,
    LEADER,
    ONE,
    TWO,
    ZHANG,
    committee_head,
    director,
    named,
    party,
)
from tests.domain.given import given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed(ONE))
HEAD = committee_head()


def report(mediator: str = ONE, mediation: str = MEDIATION) -> ReportMisconduct:
    return ReportMisconduct(
        case=CASE,
        mediation=mediation,
        mediator=mediator,
        ground=MisconductGround.PARTIALITY,
        facts="调解中只听一方陈述。",
    )


def swap(
    replaced: str = ONE,
    replacement: str = TWO,
    ground: ReplacementGround = ReplacementGround.MISCONDUCT,
) -> ReplaceMediator:
    return ReplaceMediator(
        case=CASE,
        mediation=MEDIATION,
        replaced=replaced,
        replacement=replacement,
        ground=ground,
    )


def test_a_party_reports_it() -> None:
    case = given(*UNDER_WAY)
    for by in (party(ZHANG), director()):
        case.when(report(), by=by).then(MisconductReported)
    state = case.when(report(), by=party(ZHANG)).then_state()
    assert state.mediations.all[MEDIATION].mediators == {ONE}, "a report decides nothing"


def test_it_is_about_a_mediator_of_the_procedure() -> None:
    case = given(*UNDER_WAY)
    case.when(report(TWO), by=party(ZHANG)).then_refused(NotTheMediator, person=TWO)
    nowhere = report(mediation=named("mediation", "none"))
    case.when(nowhere, by=party(ZHANG)).then_refused(MediationUnknown)


def test_one_goes_and_another_comes() -> None:
    case = given(*UNDER_WAY)
    (event,) = case.when(swap(), by=HEAD).then(MediatorReplaced)
    assert (event.replaced, event.replacement) == (ONE, TWO)
    state = case.when(swap(), by=HEAD).then_state()
    assert state.mediations.all[MEDIATION].mediators == {TWO}
    assert state.hands.mediators == {ONE, TWO}, "who mediated is remembered"


def test_who_goes_mediates_and_who_comes_may() -> None:
    case = given(*UNDER_WAY)
    case.when(swap(replaced=TWO), by=HEAD).then_refused(NotTheMediator, person=TWO)
    case.when(swap(replacement=LEADER), by=HEAD).then_refused(NotAMediator, person=LEADER)


def test_other_reasons_need_words() -> None:
    case = given(*UNDER_WAY)
    case.when(swap(ground=ReplacementGround.OTHER), by=HEAD).then_refused(ExplanationNeeded)


def test_who_was_replaced_does_not_come_back() -> None:
    state = given(*UNDER_WAY).when(swap(), by=HEAD).then_state()
    case = given(*UNDER_WAY)
    case.state = state
    again = AppointMediators(case=CASE, mediation=MEDIATION, mediators=(ONE,))
    case.when(again, by=HEAD).then_refused(MayNotReturn, person=ONE)
    case.when(report(ONE), by=party(ZHANG)).then(MisconductReported)


def test_it_is_reported_and_another_mediator_goes_on() -> None:
    """domain.md §2.6 调解员失职; the register suspends or removes the mediator by itself."""
    case = given(*UNDER_WAY)
    case.went(report(), MisconductReported, by=party(ZHANG))
    case.went(swap(), MediatorReplaced, by=HEAD)
    assert case.now.mediations.all[MEDIATION].mediators == {TWO}
