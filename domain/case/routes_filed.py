"""Routes filed (已进入法定途径): a party went to arbitration, an organ or court."""

from datetime import date, datetime, time

from domain.case.refusals import PartyUnknown, ToldFromTheFuture
from domain.case.refusals.ending import NotTheirVoice, RouteIsNotFiled
from domain.case.state import Case, Stage, case
from domain.codes import ROUTES
from domain.codes.ending import FILED_ROUTES
from domain.codes.parties import Power
from domain.ids import CaseId, DocumentId, PersonId
from domain.kernel import SHANGHAI, Act, Command, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Code, Label

SINCE_ACCEPTANCE = (
    Stage.ACCEPTED,
    Stage.ASSIGNED,
    Stage.IN_PROGRESS,
    Stage.AGREED,
    Stage.CONCLUDED,
    Stage.CLOSED,
)


class RouteFiled(Event, tag="case.route_filed"):
    """已提起: a party filed for arbitration, a ruling, reconsideration, or sued."""

    route: str
    organ: str
    filed_on: date
    filed_by: PersonId
    reference: str | None
    proof: DocumentId | None


class RecordRouteFiled(Command):
    """Record that a party has gone to arbitration, an administrative organ or court. 登记已提起"""

    case: CaseId
    route: Code
    organ: Label
    filed_on: date
    filed_by: PersonId
    reference: Label | None = None
    proof: DocumentId | None = None


@case.evolves
def route_filed(state: Case, event: RouteFiled, fact: Recorded[RouteFiled]) -> None:
    state.ending.route_filed = True


@case.decides(
    by=[Role.PARTY, Role.HANDLER, Role.MEDIATOR, Role.COURT_LIAISON], during=SINCE_ACCEPTANCE
)
def record_route_filed(state: Case, command: RecordRouteFiled, act: Act) -> Events:
    """domain.md §2.6 failed mediation: ArbitrationFiled, AdminRulingFiled, ReconsiderationFiled,
    LawsuitFiled.

    A fact is recorded whether or not anybody advised it, before or after the conclusion (a party
    may sue on the agreement). A party tells of their own filing.
    """
    ROUTES.require(command.route, day_of(act.at), command.organ)
    if command.route not in FILED_ROUTES:
        raise RouteIsNotFiled
    if command.filed_by not in state.parties:
        raise PartyUnknown(person=command.filed_by)
    own = Role.PARTY in act.roles
    if own and not state.may_act_for(act.person, command.filed_by, Power.PRESENT):
        raise NotTheirVoice(person=command.filed_by)
    if command.filed_on > day_of(act.at):
        told = datetime.combine(command.filed_on, time.min, SHANGHAI)
        raise ToldFromTheFuture(field="filed_on", told=told.isoformat(), at=act.at.isoformat())
    yield RouteFiled(
        route=command.route,
        organ=command.organ,
        filed_on=command.filed_on,
        filed_by=command.filed_by,
        reference=command.reference,
        proof=command.proof,
    )
