"""Who has an interest steps aside; a head decides (信访工作条例 art 28)."""

import pytest
from msgspec.structs import replace

from domain.case.parties import RepresentativeAppointed
from domain.case.recusal import (
    ConflictDisclosed,
    DecideRecusal,
    DiscloseConflict,
    RecusalDecided,
    RecusalRequested,
    RequestRecusal,
)
from domain.case.refusals import ExplanationNeeded, PartyUnknown
from domain.case.refusals.orders import (
    NoRecusalPending,
    NotOnTheCase,
    RecusalNotYours,
    RecusalStands,
)
from domain.case.values import Representation
from domain.codes.orders import ConflictRelation
from domain.codes.parties import Power
from domain.kernel import Act
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    LAWYER,
    LI,
    ONE,
    OWNER,
    STRANGER,
    TOWN,
    TWO,
    ZHANG,
    acting,
    committee_head,
    director,
    party,
)
from tests.domain.given import Fact, fact, given
from tests.domain.states_orders import (
    ORDER,
    SIGNED,
    assigned,
    completed,
    conflicted,
    owner,
    recusal_requested,
    recused,
    unit_head,
)

ASSIGNED = (*SIGNED, assigned(OWNER, ONE))
DISCLOSE = DiscloseConflict(case=CASE, relation=ConflictRelation.KIN)
REQUEST = RequestRecusal(case=CASE, person=OWNER, reason="与对方是表兄弟。")
DECIDE = DecideRecusal(case=CASE, person=OWNER, recused=True, reason="确有亲属关系。")


def test_disclosing_an_interest_asks_for_a_decision() -> None:
    disclosed, requested = (
        given(*ASSIGNED).when(DISCLOSE, by=owner()).then(ConflictDisclosed, RecusalRequested)
    )
    assert disclosed.relation is ConflictRelation.KIN
    assert (requested.person, requested.party) == (OWNER, None)
    case = given(*ASSIGNED).when(DISCLOSE, by=owner()).then_state()
    assert case.orders.disclosed == {OWNER: ConflictRelation.KIN}
    assert case.orders.recusals == {OWNER}


def test_it_is_asked_for_once() -> None:
    case = given(*ASSIGNED, recusal_requested())
    case.when(DISCLOSE, by=owner()).then(ConflictDisclosed)


@pytest.mark.parametrize("before", [conflicted(), recused()])
def test_it_is_disclosed_once(before: Fact) -> None:
    given(*ASSIGNED, before).when(DISCLOSE, by=owner()).then_refused(RecusalStands)


def test_another_interest_is_told_in_words() -> None:
    other = replace(DISCLOSE, relation=ConflictRelation.OTHER)
    given(*ASSIGNED).when(other, by=owner()).then_refused(ExplanationNeeded, field="relation")
    told = replace(other, remark="与申请人合伙经营。")
    given(*ASSIGNED).when(told, by=owner()).then(ConflictDisclosed, RecusalRequested)


def test_a_party_asks() -> None:
    (event,) = given(*ASSIGNED).when(REQUEST, by=party(ZHANG)).then(RecusalRequested)
    assert (event.person, event.party) == (OWNER, ZHANG)
    case = given(*ASSIGNED).when(REQUEST, by=party(ZHANG)).then_state()
    assert case.orders.recusals == {OWNER}


def test_a_representative_asks_for_a_party_and_nobody_else_does() -> None:
    for_zhang = replace(REQUEST, party=ZHANG)
    spoken_for = Representation(
        person=LAWYER, represents=(ZHANG,), powers=(Power.PRESENT,), document=None
    )
    case = given(*ASSIGNED, fact(RepresentativeAppointed(representation=spoken_for)))
    case.when(for_zhang, by=party(LAWYER)).then(RecusalRequested)
    case.when(replace(REQUEST, party=LI), by=party(LAWYER)).then_refused(PartyUnknown)
    given(*ASSIGNED).when(for_zhang, by=party(LI)).then_refused(PartyUnknown)


def test_staff_ask_for_a_party_or_for_themselves() -> None:
    colleague = acting(Role.HANDLER, person=ONE, unit=LAND_OFFICE)
    for_zhang = replace(REQUEST, party=ZHANG)
    given(*ASSIGNED).when(for_zhang, by=colleague).then(RecusalRequested)
    given(*ASSIGNED).when(REQUEST, by=owner()).then(RecusalRequested)
    given(*ASSIGNED).when(REQUEST, by=colleague).then_refused(PartyUnknown, person=ONE)
    stranger = replace(REQUEST, party=STRANGER)
    given(*ASSIGNED).when(stranger, by=colleague).then_refused(PartyUnknown, person=STRANGER)


def test_only_who_has_a_part_in_the_case_steps_aside() -> None:
    uninvolved = replace(REQUEST, person=TWO)
    given(*ASSIGNED).when(uninvolved, by=party()).then_refused(NotOnTheCase, person=TWO)


@pytest.mark.parametrize("before", [recusal_requested(), recused()])
def test_twice_is_not_asked(before: Fact) -> None:
    given(*ASSIGNED, before).when(REQUEST, by=party()).then_refused(RecusalStands)


ASKED = (*ASSIGNED, recusal_requested())


@pytest.mark.parametrize("by", [unit_head(), director()])
def test_who_steps_aside_has_the_order_no_more(by: Act) -> None:
    given(*ASKED).when(DECIDE, by=by).then(RecusalDecided)
    case = given(*ASKED).when(DECIDE, by=by).then_state()
    assert case.hands.recused == {OWNER}
    assert case.orders.recusals == set()
    assert (case.orders.all[ORDER].handler, case.orders.all[ORDER].assistants) == (None, {ONE})
    helper = (*ASSIGNED, recusal_requested(ONE))
    state = given(*helper).when(replace(DECIDE, person=ONE), by=by).then_state()
    assert (state.orders.all[ORDER].handler, state.orders.all[ORDER].assistants) == (
        OWNER,
        set(),
    )


def test_an_order_that_comes_back_is_not_theirs_any_more() -> None:
    case = given(*ASKED, completed()).when(DECIDE, by=unit_head()).then_state()
    assert case.orders.all[ORDER].handler is None


def test_who_may_stay_goes_on() -> None:
    stays = replace(DECIDE, recused=False)
    facts = (*ASSIGNED, conflicted(), recusal_requested())
    case = given(*facts).when(stays, by=unit_head()).then_state()
    assert (case.orders.disclosed, case.orders.recusals, case.hands.recused) == ({}, set(), set())
    assert case.orders.all[ORDER].handler == OWNER


def test_nothing_is_decided_that_nobody_asked() -> None:
    given(*ASSIGNED).when(DECIDE, by=unit_head()).then_refused(NoRecusalPending)


@pytest.mark.parametrize(
    "by",
    [
        committee_head(),
        unit_head(TOWN),
        acting(Role.UNIT_HEAD, person=OWNER, unit=LAND_OFFICE),
        acting(Role.CENTRE_DIRECTOR, person=OWNER),
    ],
)
def test_the_head_of_their_own_unit_decides_and_not_they(by: Act) -> None:
    given(*ASKED).when(DECIDE, by=by).then_refused(RecusalNotYours)
