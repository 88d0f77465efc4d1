"""Entrustment (委派、委托): a court hands a dispute over, and an organisation takes it on.

The organisation confirms within the term of timer T24a (在线调解规则 art 12); from then the term of
the court's mediation runs (T24).
"""

from domain.case.procedure import MEDIABLE, impartial
from domain.case.refusals.mediation import DelegationStands, NothingEntrusted, OrganisationIsParty
from domain.case.regions.mediations import Delegation
from domain.case.state import Case, Stage, case
from domain.codes.mediation import Entrustment
from domain.ids import CaseId, DocumentId, UnitId
from domain.kernel import Act, Command, Event, Events, Moment, Past, Recorded
from domain.roles import Role
from domain.texts import Label


class DelegationReceived(Event, tag="delegation.received"):
    """收到委派、委托: a court entrusted the dispute to mediation, before or after filing."""

    entrustment: Entrustment
    organ: str
    source_ref: str | None
    received_at: Moment
    documents: tuple[DocumentId, ...]


class DelegationConfirmed(Event, tag="delegation.confirmed"):
    """确认接受委派、委托: an organisation took the court's entrustment on."""

    organisation: UnitId


class RecordDelegation(Command):
    """Record that a court entrusted the dispute to mediation. 登记委派、委托"""

    case: CaseId
    entrustment: Entrustment
    organ: Label
    received_at: Past
    source_ref: Label | None = None
    document: DocumentId | None = None


class ConfirmDelegation(Command):
    """Take a court's entrustment on, for the organisation one heads. 确认接受委派、委托"""

    case: CaseId


@case.evolves
def delegation_received(
    state: Case, event: DelegationReceived, fact: Recorded[DelegationReceived]
) -> None:
    state.mediations.delegation = Delegation(entrustment=event.entrustment)


@case.evolves
def delegation_confirmed(
    state: Case, event: DelegationConfirmed, fact: Recorded[DelegationConfirmed]
) -> None:
    delegation = state.mediations.delegation
    assert delegation is not None, "what is confirmed was received"
    state.mediations.delegation = Delegation(
        entrustment=delegation.entrustment, confirmed_by=event.organisation
    )
    state.units.add(event.organisation)


@case.decides(
    by=[Role.COURT_LIAISON, Role.MACHINE_CLIENT],
    during=(Stage.REGISTERED, *MEDIABLE),
    when=[impartial],
)
def record_delegation(state: Case, command: RecordDelegation, act: Act) -> Events:
    """特邀调解规定; 在线调解规则 art 12: once for each procedure."""
    if state.mediations.delegation is not None:
        raise DelegationStands
    yield DelegationReceived(
        entrustment=command.entrustment,
        organ=command.organ,
        source_ref=command.source_ref,
        received_at=command.received_at,
        documents=() if command.document is None else (command.document,),
    )


@case.decides(by=[Role.COMMITTEE_HEAD], during=(Stage.REGISTERED, *MEDIABLE), when=[impartial])
def confirm_delegation(state: Case, command: ConfirmDelegation, act: Act) -> Events:
    """在线调解规则 art 12: by the head of the organisation that mediates, once."""
    delegation = state.mediations.delegation
    if delegation is None:
        raise NothingEntrusted
    if delegation.confirmed_by is not None:
        raise DelegationStands
    organisation = act.unit or ""
    if organisation in {entry.unit for entry in state.entries}:
        raise OrganisationIsParty
    yield DelegationConfirmed(organisation=organisation)
