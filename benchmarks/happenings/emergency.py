"""What may happen in emergencies and of incidents."""

from collections.abc import Sequence

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening, invented
from domain.case import Case
from domain.case.alarm import DirectReported, MandatoryReportMade, PoliceReported
from domain.case.emergency import (
    EmergencyEnded,
    EmergencyReported,
    ForceDispatched,
    MeasureTaken,
    OnSceneArrived,
    PlanActivated,
)
from domain.case.incidents import IncidentOccurred, ReviewLinked, ReviewWaived
from domain.case.regions.emergency import Incident
from domain.case.state import NOT_ARCHIVED, Stage
from domain.codes.emergency import (
    EmergencyChannel,
    EmergencyMeasure,
    EmergencyReportStage,
    IncidentKind,
    MandatoryReportKind,
    ReportedTo,
)
from domain.kernel import Event


def _reported(draw: Draw, state: Case) -> Event:
    return EmergencyReported(
        stage=draw.random.choice(list(EmergencyReportStage)),
        channel=draw.random.choice(list(EmergencyChannel)),
        to=("PARTY_AND_GOVERNMENT", "DEPARTMENT"),
        to_other=None,
        facts=NARRATIVE,
        happened_at=draw.at,
        spot=NARRATIVE,
        people_count=draw.random.randrange(200),
        cause=NARRATIVE,
        measures=NARRATIVE,
        receipt=PAPER,
    )


def _plan_activated(draw: Draw, state: Case) -> Event:
    return PlanActivated(plan=NARRATIVE, commander=draw.person())


def _dispatched(draw: Draw, state: Case) -> Event:
    return ForceDispatched(units=(draw.unit(), draw.unit()), people_count=8, task=NARRATIVE)


def _arrived(draw: Draw, state: Case) -> Event:
    return OnSceneArrived(unit=draw.unit(), situation=NARRATIVE)


def _measure(draw: Draw, state: Case) -> Event:
    kind = draw.random.choice(list(EmergencyMeasure))
    return MeasureTaken(measure=kind, content=NARRATIVE, documents=(PAPER,))


def _ended(draw: Draw, state: Case) -> Event:
    return EmergencyEnded(result=NARRATIVE)


def _directly(draw: Draw, state: Case) -> Event:
    return DirectReported(leaders=(draw.person(),), channel=EmergencyChannel.PHONE, facts=NARRATIVE)


def _police(draw: Draw, state: Case) -> Event:
    return PoliceReported(organ="青石派出所", facts=NARRATIVE, police_number="A-0926")


def _mandatory(draw: Draw, state: Case) -> Event:
    return MandatoryReportMade(
        kind=draw.random.choice(list(MandatoryReportKind)),
        to=(ReportedTo.POLICE,),
        organ="青石派出所",
        facts=NARRATIVE,
        receipt=PAPER,
    )


def _incident(draw: Draw, state: Case) -> Event:
    return IncidentOccurred(
        incident=invented("incident", draw.random.randrange(1 << 40)),
        kind=draw.random.choice(list(IncidentKind)),
        further_kinds=(),
        facts=NARRATIVE,
        people_count=draw.random.randrange(100),
        injured=draw.random.randrange(3),
        dead=0,
        police_number=None,
    )


def _unsettled(draw: Draw, state: Case) -> Incident | None:
    waiting = [one for one in state.emergency.incidents.values() if not one.settled]
    return draw.random.choice(waiting) if waiting else None


def _review_linked(draw: Draw, state: Case) -> Event | None:
    found = _unsettled(draw, state)
    if found is None:
        return None
    return ReviewLinked(incident=found.incident, review=invented("review", 1))


def _review_waived(draw: Draw, state: Case) -> Event | None:
    found = _unsettled(draw, state)
    return None if found is None else ReviewWaived(incident=found.incident, reason=NARRATIVE)


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    (NOT_ARCHIVED, _reported),
    (NOT_ARCHIVED, _plan_activated),
    (NOT_ARCHIVED, _dispatched),
    (NOT_ARCHIVED, _arrived),
    (NOT_ARCHIVED, _measure),
    (NOT_ARCHIVED, _ended),
    (NOT_ARCHIVED, _directly),
    (NOT_ARCHIVED, _police),
    (NOT_ARCHIVED, _mandatory),
    (NOT_ARCHIVED, _incident),
    (NOT_ARCHIVED, _review_linked),
    (NOT_ARCHIVED, _review_waived),
)
