"""What may happen when units are called together, and when the record is corrected."""

from collections.abc import Sequence
from datetime import timedelta

from benchmarks.drawing import NARRATIVE, PAPER, Draw, Happening, invented
from domain.case import Case
from domain.case.consultation import (
    ConsultationConvened,
    ConsultationHeld,
    ResolutionAdopted,
    ResolutionItemDone,
    ResolvedItem,
)
from domain.case.corrections import (
    EventAnnotated,
    EventCorrected,
    EventVoided,
    LateEntryExplained,
    VoidingProposed,
)
from domain.case.experts import ExpertConsulted, HearingHeld
from domain.case.regions.whistles import Whistle
from domain.case.state import OPEN, Stage
from domain.case.voidable import VOIDABLE
from domain.case.whistle import (
    WhistleBlown,
    WhistleDeclined,
    WhistleDeclineRejected,
    WhistleDeclineUpheld,
    WhistleReceived,
)
from domain.case.whistle_answers import (
    ReportInConfirmed,
    UnitReportedIn,
    WhistleEscalated,
    WhistleEvaluated,
    WhistleExtended,
    WhistleTaskDone,
)
from domain.codes.meetings import ConsultationKind, ReportingMode, WhistleGround, WhistleKind
from domain.kernel import Event, day_of
from domain.organisation.state import Level

EVERYWHERE = tuple(stage for stage in Stage if stage is not Stage.DRAFT)


def _one_called(draw: Draw, state: Case) -> tuple[Whistle, str] | None:
    """A whistle of the case and a unit it called; None when it has none."""
    whistles = [one for one in state.meetings.whistles.values() if one.targets]
    if not whistles:
        return None
    whistle = draw.random.choice(whistles)
    return whistle, draw.random.choice(sorted(whistle.targets))


def _blown(draw: Draw, state: Case) -> Event:
    return WhistleBlown(
        whistle=invented("whistle", draw.random.randrange(10**6)),
        kind=draw.random.choice(list(WhistleKind)),
        ground=draw.random.choice(list(WhistleGround)),
        facts=NARRATIVE,
        task=NARRATIVE,
        wanted_result=NARRATIVE,
        blown_by=state.centre,
        target_units=(draw.unit(),),
        due_at=None,
    )


def _received(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleReceived(whistle=found[0].whistle, unit=found[1])


def _declined(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleDeclined(
        whistle=found[0].whistle,
        unit=found[1],
        reason=NARRATIVE,
        legal_basis=NARRATIVE,
        suggested_unit=draw.unit(),
    )


def _decline_decided(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    kind = draw.random.choice((WhistleDeclineUpheld, WhistleDeclineRejected))
    return found and kind(whistle=found[0].whistle, unit=found[1], reason=NARRATIVE)


def _reported_in(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and UnitReportedIn(
        whistle=found[0].whistle,
        unit=found[1],
        people=(draw.person(),),
        mode=draw.random.choice(list(ReportingMode)),
        arrived_at=draw.at,
    )


def _confirmed(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and ReportInConfirmed(whistle=found[0].whistle, unit=found[1])


def _task_done(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleTaskDone(
        whistle=found[0].whistle, unit=found[1], result=NARRATIVE, documents=(PAPER,)
    )


def _evaluated(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleEvaluated(
        whistle=found[0].whistle,
        by_unit=found[0].blown_by,
        unit=found[1],
        score=draw.random.randrange(101),
        remark=NARRATIVE,
    )


def _extended(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleExtended(
        whistle=found[0].whistle, unit=found[1], days=5, due_at=None, reason=NARRATIVE
    )


def _escalated(draw: Draw, state: Case) -> Event | None:
    found = _one_called(draw, state)
    return found and WhistleEscalated(
        whistle=found[0].whistle,
        to_level=Level.COUNTY,
        outstanding_units=(found[1],),
        reason=NARRATIVE,
    )


def _convened(draw: Draw, state: Case) -> Event:
    return ConsultationConvened(
        consultation=invented("consultation", draw.random.randrange(10**6)),
        kind=draw.random.choice(list(ConsultationKind)),
        agenda=NARRATIVE,
        units=(draw.unit(), draw.unit()),
        planned_at=draw.at,
    )


def _held(draw: Draw, state: Case) -> Event | None:
    if not state.meetings.consultations:
        return None
    return ConsultationHeld(
        consultation=draw.one(sorted(state.meetings.consultations)),
        units=(draw.unit(),),
        absent_units=(draw.unit(),),
        lead_unit_absent=draw.random.random() < 0.5,
        people=(draw.person(),),
        minutes=NARRATIVE,
        documents=(),
    )


def _resolved(draw: Draw, state: Case) -> Event | None:
    if not state.meetings.consultations:
        return None
    return ResolutionAdopted(
        consultation=draw.one(sorted(state.meetings.consultations)),
        items=(
            ResolvedItem(
                item=invented("item", draw.random.randrange(10**6)),
                unit=draw.unit(),
                task=NARRATIVE,
                due_on=day_of(draw.at) + timedelta(days=10),
            ),
        ),
    )


def _item_done(draw: Draw, state: Case) -> Event | None:
    if not state.meetings.items:
        return None
    item = state.meetings.items[draw.one(sorted(state.meetings.items))]
    return ResolutionItemDone(item=item.item, unit=item.unit, result=NARRATIVE, documents=())


def _expert(draw: Draw, state: Case) -> Event:
    return ExpertConsulted(
        expert=draw.person(), question=NARRATIVE, opinion=NARRATIVE, documents=()
    )


def _hearing(draw: Draw, state: Case) -> Event:
    return HearingHeld(days=draw.random.randrange(1, 4), result=NARRATIVE, documents=())


def _somewhere(draw: Draw, state: Case) -> tuple[int, str]:
    version = draw.random.randrange(len(state.record)) + 1
    return version, state.record[version - 1].event


def _corrected(draw: Draw, state: Case) -> Event:
    version, event = _somewhere(draw, state)
    return EventCorrected(
        version=version,
        event=event,
        field=None,
        value=None,
        happened_at=draw.at,
        remark=NARRATIVE,
        reason=NARRATIVE,
    )


def _voiding_proposed(draw: Draw, state: Case) -> Event:
    version, event = _somewhere(draw, state)
    return VoidingProposed(version=version, event=event, reason=NARRATIVE)


def _voided(draw: Draw, state: Case) -> Event | None:
    fitting = [
        (version, entry.event)
        for version, entry in enumerate(state.record, start=1)
        if entry.event in VOIDABLE and version not in state.corrections.voided
    ]
    if not fitting:
        return None
    version, event = draw.random.choice(fitting)
    return EventVoided(version=version, event=event, reason=NARRATIVE, proposed_by=draw.person())


def _annotated(draw: Draw, state: Case) -> Event:
    version, event = _somewhere(draw, state)
    return EventAnnotated(version=version, event=event, note=NARRATIVE)


def _explained(draw: Draw, state: Case) -> Event:
    version, event = _somewhere(draw, state)
    return LateEntryExplained(version=version, event=event, reason=NARRATIVE)


HAPPENINGS: tuple[tuple[Sequence[Stage], Happening], ...] = (
    (OPEN, _blown),
    (EVERYWHERE, _received),
    (EVERYWHERE, _declined),
    (EVERYWHERE, _decline_decided),
    (EVERYWHERE, _reported_in),
    (EVERYWHERE, _confirmed),
    (EVERYWHERE, _task_done),
    (EVERYWHERE, _evaluated),
    (EVERYWHERE, _extended),
    (EVERYWHERE, _escalated),
    (OPEN, _convened),
    (EVERYWHERE, _held),
    (EVERYWHERE, _resolved),
    (EVERYWHERE, _item_done),
    (OPEN, _expert),
    (EVERYWHERE, _hearing),
    (EVERYWHERE, _corrected),
    (EVERYWHERE, _voiding_proposed),
    (EVERYWHERE, _voided),
    (EVERYWHERE, _annotated),
    (EVERYWHERE, _explained),
)
"""At which stages each thing may happen."""
