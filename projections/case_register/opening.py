"""The opening chapters: registered, accepted or refused, merged, assessed."""

from typing import Any

from domain.case import Stage
from domain.case.acceptance import CaseAccepted, CaseRedirected
from domain.case.disposal import DisposalPlanFiled, LeaderBundled, SpecialLedgerEntered
from domain.case.intake import IntakeRegistered, MaterialReceived, SupplementRequested
from domain.case.merging import (
    CaseMerged,
    CaseUnmerged,
    ComplaintsJoined,
    ComplaintsSeparated,
    MainCaseChanged,
)
from domain.case.parties import PartyAdded, RepresentativeAppointed
from domain.case.protection import IdentityProtectionGranted
from domain.case.refusing import CaseRefused, RefusalOverturned
from domain.case.risk import RiskLevelAssessed, RiskLevelChanged
from domain.case.triage import (
    CaseClassified,
    RiskSignalRecorded,
)
from domain.case.values import Complaint
from domain.case.window import HandedBackToCentre, ResolvedOnTheSpot, SelfHandledFiled
from domain.case.withdrawal import CaseWithdrawn
from domain.codes.matters import MatterClass
from domain.kernel import Recorded
from projections.case_register.projection import after, case_register, with_units
from projections.case_row import CaseRow, Joined, circle, circle_with, seat, speakers
from projections.timeline import is_late


@case_register.folds
def registered(row: None, fact: Recorded[IntakeRegistered]) -> CaseRow:
    event = fact.event
    chosen = tuple(sorted(set(event.representatives)))
    return CaseRow(
        case=event.case,
        code=event.code,
        matter_class=event.matter_class,
        channel=event.channel,
        stage=Stage.REGISTERED,
        dispute=event.dispute,
        area=event.area,
        centre=event.centre,
        units=(event.centre,),
        protected=event.matter_class is MatterClass.REPORT,
        people_count=event.people_count,
        received_at=event.received_at,
        first_received_at=event.received_at,
        registered_at=fact.occurred_at,
        first_position=fact.position,
        last_position=fact.position,
        version=fact.version,
        last_event=fact.name,
        last_event_at=fact.recorded_at,
        late_entries=int(is_late(fact)),
        **circle(list(map(seat, event.parties)), chosen, (), None),
    )


@case_register.folds
def supplement_requested(row: CaseRow, fact: Recorded[SupplementRequested]) -> CaseRow:
    return after(row, fact, stage=Stage.SUPPLEMENTING)


@case_register.folds
def material_received(row: CaseRow, fact: Recorded[MaterialReceived]) -> CaseRow:
    return after(row, fact, stage=Stage.REGISTERED if fact.event.complete else row.stage)


@case_register.folds
def concluded(row: CaseRow, fact: Recorded[ResolvedOnTheSpot]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.CONCLUDED,
        outcome=fact.event.outcome,
        concluded_at=fact.occurred_at,
    )


@case_register.folds
def self_handled(row: CaseRow, fact: Recorded[SelfHandledFiled]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.CONCLUDED,
        outcome=fact.event.outcome,
        concluded_at=fact.occurred_at,
        units=with_units(row, fact.event.unit),
    )


@case_register.folds
def handed_back(row: CaseRow, fact: Recorded[HandedBackToCentre]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        centre=event.centre,
        units=with_units(row, event.centre),
        lead_unit=None if row.lead_unit == event.unit else row.lead_unit,
    )


@case_register.folds
def party_added(row: CaseRow, fact: Recorded[PartyAdded]) -> CaseRow:
    added = seat(fact.event.party)
    seats = (*(one for one in row.own_seats if one.person != added.person), added)
    return after(row, fact, **circle_with(row, own_seats=seats))


@case_register.folds
def representative_appointed(row: CaseRow, fact: Recorded[RepresentativeAppointed]) -> CaseRow:
    person = fact.event.representation.person
    spoken = tuple(sorted({*row.own_speakers, person}))
    return after(row, fact, **circle_with(row, own_speakers=spoken))


@case_register.folds
def accepted(row: CaseRow, fact: Recorded[CaseAccepted]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        stage=event.stage,
        matter_class=event.matter_class,
        protected=row.protected or event.matter_class is MatterClass.REPORT,
        dispute=event.dispute,
        difficulty=event.difficulty,
        first_responsible_unit=event.first_responsible_unit,
        lead_unit=event.lead_unit,
        units=with_units(row, event.first_responsible_unit, event.lead_unit),
        accepted_at=fact.occurred_at,
    )


@case_register.folds
def redirected(row: CaseRow, fact: Recorded[CaseRedirected]) -> CaseRow:
    return after(row, fact, stage=Stage.REDIRECTED, redirected_at=fact.occurred_at)


@case_register.folds
def refused(row: CaseRow, fact: Recorded[CaseRefused]) -> CaseRow:
    return after(row, fact, stage=Stage.REFUSED, refused_at=fact.occurred_at)


@case_register.folds
def refusal_overturned(row: CaseRow, fact: Recorded[RefusalOverturned]) -> CaseRow:
    return after(row, fact, stage=Stage.REGISTERED, refused_at=None)


@case_register.folds
def withdrawn(row: CaseRow, fact: Recorded[CaseWithdrawn]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.WITHDRAWN,
        withdrawn_at=fact.occurred_at,
        call_back_required=fact.event.call_back_required,
    )


@case_register.folds
def identity_protected(row: CaseRow, fact: Recorded[IdentityProtectionGranted]) -> CaseRow:
    named = tuple(sorted({*row.custodians, *fact.event.custodians}))
    return after(row, fact, protected=True, custodians=named)


@case_register.folds
def merged(row: CaseRow, fact: Recorded[CaseMerged]) -> CaseRow:
    return after(
        row,
        fact,
        stage=Stage.MERGED,
        stage_before_merger=row.stage,
        merged_at=fact.occurred_at,
        merged_into=fact.event.into,
    )


@case_register.folds
def main_case_changed(row: CaseRow, fact: Recorded[MainCaseChanged]) -> CaseRow:
    return after(row, fact, merged_into=fact.event.main)


@case_register.folds
def complaints_joined(row: CaseRow, fact: Recorded[ComplaintsJoined]) -> CaseRow:
    joined = (*row.joined, *map(_joined, fact.event.complaints))
    return after(row, fact, **_with_joined(row, joined))


@case_register.folds
def complaints_separated(row: CaseRow, fact: Recorded[ComplaintsSeparated]) -> CaseRow:
    left = set(fact.event.complaints)
    joined = tuple(one for one in row.joined if one.case not in left)
    return after(row, fact, **_with_joined(row, joined))


@case_register.folds
def unmerged(row: CaseRow, fact: Recorded[CaseUnmerged]) -> CaseRow:
    own = set(fact.event.complaints)
    joined = tuple(one for one in row.joined if one.case in own)
    return after(
        row,
        fact,
        stage=row.stage_before_merger,
        stage_before_merger=None,
        merged_at=None,
        merged_into=None,
        **_with_joined(row, joined),
    )


@case_register.folds
def classified(row: CaseRow, fact: Recorded[CaseClassified]) -> CaseRow:
    event = fact.event
    return after(
        row,
        fact,
        dispute=event.dispute,
        difficulty=event.difficulty,
        scale=event.scale,
        tags=tuple(sorted(set(event.tags))),
    )


@case_register.folds
def signal_recorded(row: CaseRow, fact: Recorded[RiskSignalRecorded]) -> CaseRow:
    return after(row, fact, signals=row.signals + 1)


@case_register.folds
def risk_assessed(row: CaseRow, fact: Recorded[RiskLevelAssessed]) -> CaseRow:
    return after(row, fact, risk=fact.event.level, risk_provisional=fact.event.provisional)


@case_register.folds
def risk_changed(row: CaseRow, fact: Recorded[RiskLevelChanged]) -> CaseRow:
    return after(row, fact, risk=fact.event.to_level, risk_provisional=False, planned=False)


@case_register.folds
def plan_filed(row: CaseRow, fact: Recorded[DisposalPlanFiled]) -> CaseRow:
    return after(row, fact, planned=True)


@case_register.folds
def special_ledger_entered(row: CaseRow, fact: Recorded[SpecialLedgerEntered]) -> CaseRow:
    ledgers = tuple(sorted({*row.special_ledgers, fact.event.ledger}))
    return after(row, fact, special_ledgers=ledgers)


@case_register.folds
def leader_bundled(row: CaseRow, fact: Recorded[LeaderBundled]) -> CaseRow:
    return after(row, fact, **circle_with(row, leader=fact.event.leader))


def _joined(complaint: Complaint) -> Joined:
    return Joined(
        case=complaint.case,
        received_at=complaint.received_at,
        seats=tuple(map(seat, complaint.parties)),
        speakers=speakers(complaint.representations),
    )


def _with_joined(row: CaseRow, joined: tuple[Joined, ...]) -> dict[str, Any]:
    received = min([row.received_at, *(one.received_at for one in joined)])
    return {"first_received_at": received, **circle_with(row, joined=joined)}
