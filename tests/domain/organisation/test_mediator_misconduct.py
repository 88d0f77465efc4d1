"""Mediator misconduct: suspended at once, reinstated or removed on a ground (domain.md §2.6)."""

import pytest

from domain.codes.staffing import RemovalGround
from domain.kernel import Command
from domain.organisation.mediators import (
    MediatorReinstated,
    MediatorRemoved,
    MediatorSuspended,
    ReinstateMediator,
    RemoveMediator,
    SuspendMediator,
)
from domain.organisation.proposals import MediatorRemovalProposed, ProposeMediatorRemoval
from domain.organisation.refusals import LaterEntryExists, UnitNotYours
from domain.organisation.refusals.mediators import (
    MediatorIsSuspended,
    MediatorNotSuspended,
    MediatorUnknown,
    NotAboutYourself,
    ProposerMayNotDecide,
)
from domain.organisation.units import UnitMerged
from tests.domain.organisation.county import (
    ABROAD,
    QIAN,
    SUN,
    TOWN,
    VILLAGE,
    committee_head,
    justice,
)
from tests.domain.organisation.given import MORNING, fact, given
from tests.domain.organisation.states import (
    accredited,
    county,
    mediating,
    mediator_removed,
    mediator_suspended,
    yesterday,
)

SUSPEND = SuspendMediator(person=QIAN, reason="有人反映收受财物")
REINSTATE = ReinstateMediator(person=QIAN, reason="查无实据")
REMOVE = RemoveMediator(person=QIAN, ground=RemovalGround.TAKING_MONEY, reason="查证属实")
PROPOSE = ProposeMediatorRemoval(
    person=QIAN, committee=VILLAGE, ground=RemovalGround.PARTIALITY, reason="偏袒一方"
)


def test_a_suspended_mediator_does_not_mediate() -> None:
    case = given(*mediating(), accredited()).when(SUSPEND, by=justice())
    case.then(MediatorSuspended)
    assert not case.then_state().may_mediate(QIAN, MORNING)


def test_a_reinstated_mediator_mediates_again() -> None:
    case = given(*mediating(), accredited(), mediator_suspended()).when(REINSTATE, by=justice())
    case.then(MediatorReinstated)
    assert case.then_state().may_mediate(QIAN, MORNING)
    assert not case.then_state().may_mediate(QIAN, yesterday())


def test_a_suspension_is_open_once() -> None:
    resting = given(*county(), accredited(), mediator_suspended())
    resting.when(SUSPEND, by=justice()).then_refused(MediatorIsSuspended)
    working = given(*county(), accredited())
    working.when(REINSTATE, by=justice()).then_refused(MediatorNotSuspended)


@pytest.mark.parametrize("suspended", [True, False])
def test_a_removal_ends_every_accreditation(suspended: bool) -> None:
    """人民调解法 art 15."""
    before = [mediator_suspended()] if suspended else []
    case = given(*mediating(), accredited(), *before).when(REMOVE, by=justice())
    case.then(MediatorRemoved)
    entry = case.then_state().mediators[QIAN]
    assert [one.ended_at for one in entry.accreditations] == [MORNING]
    assert [one.ground for one in entry.removals] == [RemovalGround.TAKING_MONEY]
    assert all(pause.to_at == MORNING for pause in entry.pauses)
    assert not case.then_state().may_mediate(QIAN, MORNING)


def test_a_committee_proposes_the_removal_of_its_own_mediator() -> None:
    case = given(*county(), accredited())
    case.when(PROPOSE, by=committee_head()).then(MediatorRemovalProposed)
    case.when(PROPOSE, by=committee_head(TOWN)).then_refused(UnitNotYours)
    given(*county()).when(PROPOSE, by=committee_head()).then_refused(MediatorUnknown)
    theirs = given(*county(), accredited(committee=TOWN))
    theirs.when(PROPOSE, by=committee_head()).then_refused(MediatorUnknown)


def test_whoever_proposed_the_removal_does_not_decide_it() -> None:
    proposed = fact(
        MediatorRemovalProposed(
            person=QIAN, committee=VILLAGE, ground=RemovalGround.INSULT, reason="有人反映"
        ),
        by=committee_head(person=SUN),
        at=yesterday(),
    )
    case = given(*county(), accredited(), proposed)
    case.when(REMOVE, by=justice(person=SUN)).then_refused(ProposerMayNotDecide)
    assert case.when(REMOVE, by=justice()).then_state().proposals == {}


@pytest.mark.parametrize("command", [SUSPEND, REINSTATE, REMOVE])
def test_who_decides_is_of_the_area_and_somebody_else(command: Command) -> None:
    case = given(*county(), accredited(), mediator_suspended())
    case.when(command, by=justice(ABROAD)).then_refused(UnitNotYours)
    case.when(command, by=justice(person=QIAN)).then_refused(NotAboutYourself)
    case.when(command, by=justice(), at=yesterday(2)).then_refused(LaterEntryExists)


@pytest.mark.parametrize("command", [SUSPEND, REINSTATE, REMOVE])
def test_only_a_mediator_of_the_register_is_decided_about(command: Command) -> None:
    given(*county()).when(command, by=justice()).then_refused(MediatorUnknown)
    gone = given(*county(), accredited(), mediator_removed())
    gone.when(command, by=justice()).then_refused(MediatorUnknown)


def test_a_mediator_of_a_merged_committee_can_still_be_removed() -> None:
    merged = fact(UnitMerged(unit=VILLAGE, into=TOWN, reason="撤并"), at=yesterday())
    given(*county(), accredited(), merged).when(REMOVE, by=justice()).then(MediatorRemoved)
