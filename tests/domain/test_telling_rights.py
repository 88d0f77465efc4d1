"""Parties are told their rights and duties (人民调解工作若干规定 art 30)."""

from domain.case.mediation import NotifyRights, RightsNotified
from domain.case.refusals import PartyUnknown
from tests.domain.county import CASE, LI, WANG, ZHANG, mediator
from tests.domain.given import given
from tests.domain.states import accepted, registered
from tests.domain.states_mediation import MEDIATION, appointed, consented, opened

UNDER_WAY = (registered(), accepted(), *consented(), opened(), appointed())


def tell(*people: str) -> NotifyRights:
    return NotifyRights(case=CASE, mediation=MEDIATION, parties=people, text_version="2025-1")


def test_it_is_done_when_every_party_was_told() -> None:
    case = given(*UNDER_WAY)
    case.when(tell(ZHANG, LI), by=mediator()).then(RightsNotified)
    state = case.when(tell(ZHANG), by=mediator()).then_state()
    assert not state.mediations.all[MEDIATION].notified
    state = case.when(tell(ZHANG, LI), by=mediator()).then_state()
    assert state.mediations.all[MEDIATION].notified


def test_only_parties_are_told() -> None:
    given(*UNDER_WAY).when(tell(WANG), by=mediator()).then_refused(PartyUnknown, person=WANG)
