"""What may happen in a mediation procedure."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening, invented
from domain.case import Case
from domain.case.mediation import (
    Advice,
    MediationOpened,
    MediationTerminated,
    RightsNotified,
    RouteAdvised,
)
from domain.case.mediators import MediatorAppointed, MediatorReplaced, MisconductReported
from domain.case.regions.mediations import Procedure
from domain.case.sessions import (
    InvestigationRecorded,
    SessionAdjourned,
    SessionHeld,
    SessionRescheduled,
    SessionScheduled,
)
from domain.case.standstill import (
    AppraisalCommissioned,
    AppraisalReported,
    MediationExtended,
    MediationResumed,
    MediationSuspended,
)
from domain.case.state import OPEN, Stage
from domain.codes.mediation import (
    Docking,
    MediationKind,
    MisconductGround,
    ReplacementGround,
    SessionMode,
)
from domain.kernel import Event, day_of
from domain.organisation.state import Level

PAUSES = ("P03", "P04", "P05", "P06", "P07", "P09")


def _running(state: Case) -> Procedure | None:
    return state.mediations.under_way


def _opened(draw: Draw, state: Case) -> Event | None:
    if _running(state) is not None:
        return None
    return MediationOpened(
        mediation=invented("mediation", draw.random.randrange(10**9)),
        kind=draw.random.choice(list(MediationKind)),
        organisation=draw.unit(),
        level=draw.random.choice(list(Level)),
        docking=draw.random.choice((None, *Docking)),
    )


def _told(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return RightsNotified(
        mediation=running.mediation,
        parties=tuple(state.parties),
        text_version="2025-1",
        document=None,
    )


def _appointed(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediatorAppointed(mediation=running.mediation, mediators=(draw.person(),), chosen_by=())


def _replaced(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediatorReplaced(
        mediation=running.mediation,
        replaced=draw.one(sorted(running.mediators) or [draw.person()]),
        replacement=draw.person(),
        ground=draw.random.choice(list(ReplacementGround)),
        explanation=NARRATIVE,
    )


def _misconduct(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MisconductReported(
        mediation=running.mediation,
        mediator=draw.one(sorted(running.mediators) or [draw.person()]),
        ground=draw.random.choice(list(MisconductGround)),
        facts=NARRATIVE,
        documents=(),
    )


def _session(draw: Draw, running: Procedure) -> str:
    """One that was scheduled; a new one, where none was."""
    new = invented("session", draw.random.randrange(10**9))
    return draw.one(sorted(running.scheduled) or [new])


def _scheduled(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return SessionScheduled(
        mediation=running.mediation,
        session=invented("session", draw.random.randrange(10**9)),
        starts_at=draw.at + timedelta(days=2),
        mode=draw.random.choice(list(SessionMode)),
        place="镇中心调解室",
        invited=tuple(state.parties),
        invited_units=(),
    )


def _rescheduled(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return SessionRescheduled(
        mediation=running.mediation,
        session=_session(draw, running),
        starts_at=draw.at + timedelta(days=3),
        mode=SessionMode.VIDEO,
        place=None,
        explanation=NARRATIVE,
    )


def _held(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return SessionHeld(
        mediation=running.mediation,
        session=_session(draw, running),
        mode=SessionMode.ROOM,
        place="镇中心调解室",
        mediators=tuple(sorted(running.mediators)),
        attended=tuple(state.parties),
        others_present=None,
        duration_minutes=draw.random.randrange(10, 240),
        minutes=NARRATIVE,
        undisputed=None,
        documents=(PAPER,),
    )


def _adjourned(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return SessionAdjourned(
        mediation=running.mediation,
        session=_session(draw, running),
        explanation=NARRATIVE,
        continues_at=draw.random.choice((None, draw.at + timedelta(days=1))),
    )


def _investigated(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return InvestigationRecorded(
        mediation=running.mediation,
        informants=(draw.person(),),
        content=NARRATIVE,
        documents=(),
    )


def _commissioned(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return AppraisalCommissioned(
        mediation=running.mediation,
        institution="云溪司法鉴定所",
        question=NARRATIVE,
        agreed_by=tuple(state.parties),
        expected_until=day_of(draw.at) + timedelta(days=30),
        documents=(),
    )


def _appraised(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return AppraisalReported(mediation=running.mediation, opinion=NARRATIVE, document=PAPER)


def _suspended(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediationSuspended(
        mediation=running.mediation,
        reason=draw.one(PAUSES),
        evidence=NARRATIVE,
        documents=(PAPER,),
        expected_until=None,
        agreed_by=(),
    )


def _resumed(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediationResumed(
        mediation=running.mediation,
        reason=draw.one(sorted(running.pauses) or PAUSES),
        explanation=None,
        documents=(),
    )


def _extended(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediationExtended(
        mediation=running.mediation,
        days=draw.random.randrange(1, 20),
        due_on=None,
        agreed_by=tuple(state.parties),
        explanation=NARRATIVE,
    )


def _terminated(draw: Draw, state: Case) -> Event | None:
    running = _running(state)
    if running is None:
        return None
    return MediationTerminated(
        mediation=running.mediation,
        reason=draw.one(("M02", "M03", "M04", "M10")),
        undisputed=None,
        explanation=NARRATIVE,
        notice_document=None,
    )


def _routed(draw: Draw, state: Case) -> Event | None:
    if not state.mediations.all:
        return None
    return RouteAdvised(
        advised=tuple(state.parties),
        routes=(Advice(route="LITIGATION", limitation="诉讼时效三年"),),
        rights=NARRATIVE,
        written=draw.random.random() < 0.5,
        document=PAPER,
    )


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    ((Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_PROGRESS), _opened),
    (OPEN, _told),
    (OPEN, _appointed),
    (OPEN, _replaced),
    (OPEN, _misconduct),
    (OPEN, _scheduled),
    (OPEN, _rescheduled),
    (OPEN, _held),
    (OPEN, _adjourned),
    (OPEN, _investigated),
    (OPEN, _commissioned),
    (OPEN, _appraised),
    (OPEN, _suspended),
    (OPEN, _resumed),
    (OPEN, _extended),
    (OPEN, _terminated),
    (OPEN, _routed),
)
