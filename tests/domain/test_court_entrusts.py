"""A court entrusts a dispute, and an organisation takes it on (在线调解规则 art 12)."""

from domain.case.entrustment import (
    ConfirmDelegation,
    DelegationConfirmed,
    DelegationReceived,
    RecordDelegation,
)
from domain.case.mediation import OpenMediation
from domain.case.refusals.mediation import (
    DelegationMissing,
    DelegationStands,
    NothingEntrusted,
    OrganisationIsParty,
)
from domain.codes.mediation import Entrustment, MediationKind
from domain.codes.parties import Side
from tests.domain.county import CASE, LAND_BUREAU, LI, TOWN, ZHANG, clerk, committee_head, machine
from tests.domain.given import MORNING, given
from tests.domain.policy.history import due_on
from tests.domain.states import APPLICANT, accepted, one_party, registered, to_accept, to_register
from tests.domain.states_mediation import (
    applied,
    consented,
    delegated,
    liaison,
    opened,
    taken_on,
    terminated,
)
from tests.domain.story import Story, on

RECEIVED = RecordDelegation(
    case=CASE,
    entrustment=Entrustment.BEFORE_FILING,
    organ="云溪县人民法院",
    received_at=MORNING,
)
CONFIRM = ConfirmDelegation(case=CASE)


def test_it_is_received_and_confirmed() -> None:
    case = given(registered(), accepted())
    for by in (liaison(), machine()):
        case.when(RECEIVED, by=by).then(DelegationReceived)
    case = given(registered(), accepted(), delegated())
    (event,) = case.when(CONFIRM, by=committee_head()).then(DelegationConfirmed)
    assert event.organisation == TOWN
    state = case.when(CONFIRM, by=committee_head()).then_state()
    assert state.mediations.delegation is not None
    assert state.mediations.delegation.confirmed_by == TOWN


def test_each_is_done_once() -> None:
    case = given(registered(), accepted(), delegated())
    case.when(RECEIVED, by=liaison()).then_refused(DelegationStands)
    case = given(registered(), accepted(), delegated(), taken_on())
    case.when(CONFIRM, by=committee_head()).then_refused(DelegationStands)
    case = given(registered(), accepted())
    case.when(CONFIRM, by=committee_head()).then_refused(NothingEntrusted)


def test_nobody_takes_on_their_own_dispute() -> None:
    a_unit = one_party(LAND_BUREAU, Side.RESPONDENT, unit=TOWN)
    case = given(registered(parties=(APPLICANT, a_unit)), accepted(), delegated())
    case.when(CONFIRM, by=committee_head()).then_refused(OrganisationIsParty)


def test_a_further_procedure_needs_a_further_entrustment() -> None:
    kind = MediationKind.COURT_BEFORE_FILING
    facts = (registered(), accepted(), delegated(), taken_on(), *consented())
    case = given(*facts, opened(kind=kind), terminated(), applied(ZHANG, LI))
    command = OpenMediation(case=CASE, kind=kind)
    case.when(command, by=committee_head()).then_refused(DelegationMissing)


def test_its_terms_run_from_the_receipt_and_from_the_confirmation() -> None:
    """Timers T24a and T24."""
    story = Story().then(to_register(), clerk(), on("2025-03-25", "09:10"))
    story.then(to_accept(), clerk(), on("2025-03-25", "10:00"))
    story.then(RECEIVED, liaison(), on("2025-03-25", "11:00"))
    assert due_on(story.clocks(), "T24a") == "2025-03-28"
    story.then(CONFIRM, committee_head(), on("2025-03-26"))
    asked = applied(ZHANG, LI)
    story.happened(asked.event, asked.by, on("2025-03-27"))
    court = OpenMediation(case=CASE, kind=MediationKind.COURT_BEFORE_FILING)
    story.then(court, committee_head(), on("2025-03-28"))
    (mediation,) = story.state.mediations.all
    assert due_on(story.clocks(), "T24", mediation) == "2025-04-25"
