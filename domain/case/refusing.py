"""Refusing (不予受理): two people, in writing, with the next door; and its overturning (撤销)."""

from msgspec.structs import asdict

from domain.case.protection import goes_to_discipline
from domain.case.refusals import (
    AccusedUnitMayNot,
    CoolDownMissing,
    NothingOutstanding,
    NothingProposed,
    ProposalStands,
    RiskNotChecked,
    SamePerson,
    SecondPersonNeeded,
    SupplementPending,
)
from domain.case.regions.opening import Proposal
from domain.case.registers import registered_unit
from domain.case.state import UNDECIDED, Case, Stage, case
from domain.case.values import Grounds
from domain.codes import REFUSAL_REASONS, ROUTES
from domain.codes.matters import TWO_PERSON_REFUSALS
from domain.codes.reasons import NOT_SUPPLIED
from domain.ids import CaseId, DocumentId, PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Narrative


class RefusalProposed(Event, tag="case.refusal_proposed"):
    """提出不予受理: one person proposes to refuse; a second one decides."""

    reason: str
    explanation: Confidential
    route: str
    organ: str
    unit: UnitId | None
    limitation: str | None
    notice_document: DocumentId
    cool_down: Confidential | None


class CaseRefused(Event, tag="case.refused"):
    """不予受理: the matter is not taken up, and the applicant knows why and where to go."""

    reason: str
    explanation: Confidential
    route: str
    organ: str
    unit: UnitId | None
    limitation: str | None
    notice_document: DocumentId
    cool_down: Confidential | None
    proposed_by: PersonId | None


class RefusalOverturned(Event, tag="case.refusal_overturned"):
    """撤销不予受理: the matter is open again, as it was when registered."""

    reason: Confidential


class ProposeRefusal(Command):
    """Propose not to take a matter up, with reason, notice and the next door. 提出不予受理"""

    case: CaseId
    grounds: Grounds


class RefuseCase(Command):
    """Decide not to take a matter up: approve what was proposed, or give the grounds. 不予受理"""

    case: CaseId
    grounds: Grounds | None = None


class OverturnRefusal(Command):
    """Undo a refusal, as superior or after a review. 撤销不予受理"""

    case: CaseId
    reason: Narrative


@case.evolves
def refusal_proposed(state: Case, event: RefusalProposed, fact: Recorded[RefusalProposed]) -> None:
    state.refusal.proposal = Proposal(by=fact.actor.person, grounds=Grounds(**asdict(event)))


@case.evolves
def refused(state: Case, event: CaseRefused, fact: Recorded[CaseRefused]) -> None:
    state.stage = Stage.REFUSED
    state.orders.lapse()
    state.refusal.proposal = None
    state.refusal.proposed_by = event.proposed_by
    state.refusal.decided_by = fact.actor.person


@case.evolves
def refusal_overturned(
    state: Case, event: RefusalOverturned, fact: Recorded[RefusalOverturned]
) -> None:
    state.stage = Stage.REGISTERED
    state.supplement.missing = set()
    state.supplement.due_on = None


@case.decides(by=[Role.WINDOW_CLERK, Role.TRIAGE_OFFICER], during=UNDECIDED)
def propose_refusal(state: Case, command: ProposeRefusal, act: Act) -> Events:
    """domain.md §2.5 A, §4.6 SoD-1: the first of two; a new proposal replaces the one before."""
    _sound(state, command.grounds, act)
    yield RefusalProposed(**asdict(command.grounds))


@case.decides(
    by=[Role.COMMITTEE_HEAD, Role.CENTRE_DIRECTOR, Role.PETITION_OFFICE], during=UNDECIDED
)
def refuse(state: Case, command: RefuseCase, act: Act) -> Events:
    """domain.md §2.5 A, §4.4, §4.6 SoD-1: two people; a committee head alone in plain matters.

    Petitions and reports are never refused by one person, nor by the unit complained of
    (信访工作条例 arts 30, 46).
    """
    proposal = state.refusal.proposal
    if proposal is None:
        if command.grounds is None:
            raise NothingProposed
        if Role.COMMITTEE_HEAD not in act.roles or state.matter_class in TWO_PERSON_REFUSALS:
            raise SecondPersonNeeded
        grounds, proposed_by = command.grounds, None
    else:
        if command.grounds is not None:
            raise ProposalStands
        if act.person == proposal.by:
            raise SamePerson
        grounds, proposed_by = proposal.grounds, proposal.by
    _sound(state, grounds, act)
    yield CaseRefused(**asdict(grounds), proposed_by=proposed_by)


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.PETITION_OFFICE, Role.POLITICAL_LEGAL_COMMITTEE],
    during=[Stage.REFUSED],
)
def overturn_refusal(state: Case, command: OverturnRefusal, act: Act) -> Events:
    """domain.md §2.5 A: by a superior or a review, never by those who refused."""
    if act.person in (state.refusal.proposed_by, state.refusal.decided_by):
        raise SamePerson
    yield RefusalOverturned(reason=command.reason)


def _sound(state: Case, grounds: Grounds, act: Act) -> None:
    """What every refusal needs, whoever proposes or decides it."""
    if state.matter_class in TWO_PERSON_REFUSALS and act.unit in state.accused_units:
        raise AccusedUnitMayNot(unit=act.unit)
    today = day_of(act.at)
    REFUSAL_REASONS.require(grounds.reason, today, grounds.explanation)
    ROUTES.require(grounds.route, today, grounds.organ)
    _material_lapsed(state, grounds, act)
    if not state.risk.looked_at:
        raise RiskNotChecked
    if state.risk.heated and grounds.cool_down is None:
        raise CoolDownMissing
    receivers = [] if grounds.unit is None else [grounds.unit]
    for unit in receivers:
        registered_unit(act, unit)
    goes_to_discipline(state, grounds.route, receivers)


def _material_lapsed(state: Case, grounds: Grounds, act: Act) -> None:
    """domain.md §3.2 T04: while material is asked for, only its lapse ends the matter."""
    due_on = state.supplement.due_on
    lapse = grounds.reason == NOT_SUPPLIED
    if state.stage is Stage.SUPPLEMENTING:
        assert due_on is not None, "material is asked for until a day"
        if not lapse or day_of(act.at) <= due_on:
            raise SupplementPending(due_on=due_on.isoformat())
    elif lapse:
        raise NothingOutstanding
