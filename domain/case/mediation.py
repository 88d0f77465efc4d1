"""Mediation (调解): a procedure from its opening to its end, and the advice when it has failed.

Who may open it: the head of the organisation that mediates, once every party of both sides has
agreed (consent.py), in a matter that was accepted. What stops it: a refusal (`MustEnd`: only the
end is left, the same day), another organ taking the claim up or a party ceasing to be
(interruptions.py, succession.py), the term running out, or an agreement's effect; then what is
left is routed. What pauses and prolongs it stands in standstill.py; who mediates in mediators.py;
the sessions in sessions.py.

Which clocks run: T20 (people's mediation), T23 (medical), T24 (entrusted by a court), T25 (labour,
from the application) or T26 (administrative), by the kind it was opened as; T24a until a court's
entrustment is confirmed; T31, renewed by every session and investigation; T35a and T35 from a
failure until the parties were told where else they may go. Their lengths stand in the rule file.

Facts are recorded as they were: nothing refuses a session because the rights were not told before
it. Whether they were is asked by the accountability review.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.procedure import (
    MEDIABLE,
    SIDES,
    disputants,
    going_on,
    impartial,
    led_by,
    mediable,
)
from domain.case.refusals import PartyUnknown
from domain.case.refusals.mediation import (
    ApplicationMissing,
    ConsentMissing,
    DelegationMissing,
    EndsByAgreement,
    NobodyGone,
    NobodyRefused,
    NothingToAdvise,
    NotOvertaken,
    NotTriedEnough,
    OrganisationIsParty,
    OtherSideMissing,
    PaperMissing,
    PartyRefuses,
    ProcedureOpen,
)
from domain.case.refusals.standstill import SuccessorsMissing
from domain.case.regions.mediations import Procedure, ProcedureStage
from domain.case.registers import registered_unit
from domain.case.state import OPEN, Case, Stage, case
from domain.codes import ENDINGS, ROUTES
from domain.codes.mediation import (
    ABATED,
    BY_AGREEMENT,
    ENTRUSTED_BY_COURT,
    OVERTAKEN,
    REFUSED,
    UNREACHABLE,
    Docking,
    MediationKind,
)
from domain.ids import CaseId, DocumentId, MediationId, PersonId, UnitId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.organisation.state import Level
from domain.roles import Role
from domain.texts import Code, Label, Line, Narrative
from domain.values import Value

People = Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=100)]


class Advice(Value):
    """引导途径: one way that is open, and until when."""

    route: Code
    limitation: Line | None = None
    until_on: date | None = None


class MediationOpened(Event, tag="mediation.opened"):
    """调解受理: every party has consented and the procedure has begun."""

    mediation: MediationId
    kind: MediationKind
    organisation: UnitId
    level: Level
    docking: Docking | None


class RightsNotified(Event, tag="mediation.rights_notified"):
    """权利义务告知: these parties were told their rights and duties in mediation."""

    mediation: MediationId
    parties: tuple[PersonId, ...]
    text_version: str
    document: DocumentId | None


class MediationTerminated(Event, tag="mediation.terminated"):
    """调解终止: the procedure ended without an agreement on all of it."""

    mediation: MediationId
    reason: str
    undisputed: Confidential | None
    explanation: Confidential | None
    notice_document: DocumentId | None


class RouteAdvised(Event, tag="case.route_advised"):
    """引导: parties were told where else they may go, and until when."""

    advised: tuple[PersonId, ...]
    routes: tuple[Advice, ...]
    rights: Confidential
    written: bool
    document: DocumentId | None


class OpenMediation(Command):
    """Open a mediation procedure by the organisation one heads. 调解受理"""

    case: CaseId
    kind: MediationKind
    docking: Docking | None = None


class NotifyRights(Command):
    """Record that parties were told their rights and duties. 权利义务告知"""

    case: CaseId
    mediation: MediationId
    parties: People
    text_version: Label
    document: DocumentId | None = None


class TerminateMediation(Command):
    """End a procedure that reached no agreement on all of it. 调解终止"""

    case: CaseId
    mediation: MediationId
    reason: Code
    undisputed: Narrative | None = None
    explanation: Narrative | None = None
    notice_document: DocumentId | None = None


class AdviseRoute(Command):
    """Tell parties where else they may go, and until when. 引导"""

    case: CaseId
    advised: People
    routes: Annotated[tuple[Advice, ...], Meta(min_length=1, max_length=10)]
    rights: Narrative
    written: bool = False
    document: DocumentId | None = None


@case.evolves
def opened(state: Case, event: MediationOpened, fact: Recorded[MediationOpened]) -> None:
    state.mediations.all[event.mediation] = Procedure(
        mediation=event.mediation,
        kind=event.kind,
        organisation=event.organisation,
        opened_at=fact.occurred_at,
    )
    state.units.add(event.organisation)
    state.hands.handling_units.add(event.organisation)
    if state.stage in (Stage.ACCEPTED, Stage.ASSIGNED):
        state.stage = Stage.IN_PROGRESS


@case.evolves
def rights_notified(state: Case, event: RightsNotified, fact: Recorded[RightsNotified]) -> None:
    procedure = state.mediations.all[event.mediation]
    procedure.told.update(event.parties)
    procedure.notified = procedure.told.issuperset(disputants(state))


@case.evolves
def terminated(
    state: Case, event: MediationTerminated, fact: Recorded[MediationTerminated]
) -> None:
    partly = state.mediations.all[event.mediation].partly_agreed
    stage = ProcedureStage.PARTIAL if partly else ProcedureStage.FAILED
    state.mediations.end(event.mediation, stage)
    state.ending.route_advised = False


@case.evolves
def route_advised(state: Case, event: RouteAdvised, fact: Recorded[RouteAdvised]) -> None:
    state.ending.route_advised = True


@case.decides(by=[Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def open_mediation(state: Case, command: OpenMediation, act: Act) -> Events:
    """人民调解法 art 17; 人民调解工作若干规定: everybody consents, nobody else has the claim.

    What a court entrusts is opened upon its confirmed entrustment (在线调解规则 art 12); labour
    mediation upon an application (劳动争议调解仲裁法 art 14). Nobody mediates their own dispute,
    and a party who died is replaced first (民事诉讼法 art 153, by analogy).
    """
    organisation = act.unit or ""
    registered_unit(act, organisation)
    mediable(state)
    if state.mediations.under_way is not None:
        raise ProcedureOpen
    if organisation in {entry.unit for entry in state.entries}:
        raise OrganisationIsParty
    if state.mediations.deceased:
        raise SuccessorsMissing(missing=sorted(state.mediations.deceased))
    _asked_for(state, command.kind, organisation)
    _everybody_consents(state)
    yield MediationOpened(
        mediation=act.new_id("mediation"),
        kind=command.kind,
        organisation=organisation,
        level=_level(act, organisation),
        docking=command.docking,
    )


def _level(act: Act, organisation: UnitId) -> Level:
    rank = act.directory.rank_of(organisation)
    return next(level for level in Level if level.rank == rank)


def _asked_for(state: Case, kind: MediationKind, organisation: UnitId) -> None:
    """Raises `DelegationMissing`, `ApplicationMissing`."""
    wanted = ENTRUSTED_BY_COURT.get(kind)
    if wanted is not None:
        given = state.mediations.delegation
        if given is None or given.entrustment is not wanted or given.confirmed_by != organisation:
            raise DelegationMissing(kind=kind)
    if kind is MediationKind.LABOUR and kind not in state.mediations.applied:
        raise ApplicationMissing


def _everybody_consents(state: Case) -> None:
    """Raises `OtherSideMissing`, `PartyRefuses`, `ConsentMissing`."""
    if not all(state.present_on(side) for side in SIDES):
        raise OtherSideMissing
    consents = state.mediations.consents
    if refusing := [one for one in disputants(state) if consents.get(one) is False]:
        raise PartyRefuses(refusing=refusing)
    if missing := [one for one in disputants(state) if one not in consents]:
        raise ConsentMissing(missing=missing)


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def notify_rights(state: Case, command: NotifyRights, act: Act) -> Events:
    """人民调解工作若干规定 art 30: parties are told before the first session."""
    going_on(state, command.mediation, act)
    for party in command.parties:
        if party not in state.parties:
            raise PartyUnknown(person=party)
    yield RightsNotified(
        mediation=command.mediation,
        parties=tuple(dict.fromkeys(command.parties)),
        text_version=command.text_version,
        document=command.document,
    )


@case.decides(by=[Role.MEDIATOR, Role.COMMITTEE_HEAD], during=MEDIABLE, when=[impartial])
def terminate(state: Case, command: TerminateMediation, act: Act) -> Events:
    """人民调解法 arts 23, 26; domain.md §7.10: for a reason that the record bears out.

    Agreement is no reason: it ends the procedure by its own effect.
    """
    procedure = led_by(state, command.mediation, act)
    ENDINGS.require(command.reason, day_of(act.at), command.explanation)
    _borne_out(state, procedure, command.reason, act)
    yield MediationTerminated(
        mediation=command.mediation,
        reason=command.reason,
        undisputed=command.undisputed,
        explanation=command.explanation,
        notice_document=command.notice_document,
    )


def _borne_out(state: Case, procedure: Procedure, reason: str, act: Act) -> None:
    """Raises what the record lacks for this reason."""
    mediations = state.mediations
    if reason == BY_AGREEMENT:
        raise EndsByAgreement
    if reason == REFUSED and procedure.refused_at is None:
        raise NobodyRefused
    needed = act.book.number("contact_attempts").whole
    if reason == UNREACHABLE and not mediations.unreachable(needed):
        tried = max(map(len, mediations.attempts.values()), default=0)
        raise NotTriedEnough(tried=tried, needed=needed)
    if reason == OVERTAKEN and not mediations.overtaken:
        raise NotOvertaken
    if reason == ABATED and not mediations.deceased | mediations.extinct:
        raise NobodyGone


@case.decides(by=[Role.MEDIATOR, Role.HANDLER], during=OPEN, when=[impartial])
def advise_route(state: Case, command: AdviseRoute, act: Act) -> Events:
    """人民调解法 art 26; [seed 001 三(四)]: after every failure, and where mediation is barred.

    Limitation periods are told with the way they belong to (domain.md §3.3).
    """
    failures = (ProcedureStage.FAILED, ProcedureStage.PARTIAL)
    failed = any(one.stage in failures for one in state.mediations.all.values())
    consents = state.mediations.consents
    refused = any(consents.get(person) is False for person in disputants(state))
    if not (failed or refused or state.mediations.overtaken):
        raise NothingToAdvise
    today = day_of(act.at)
    for advice in command.routes:
        ROUTES.require(advice.route, today, command.rights)
    for person in command.advised:
        if person not in state.participants:
            raise PartyUnknown(person=person)
    if command.written and command.document is None:
        raise PaperMissing
    yield RouteAdvised(
        advised=tuple(dict.fromkeys(command.advised)),
        routes=command.routes,
        rights=command.rights,
        written=command.written,
        document=command.document,
    )
