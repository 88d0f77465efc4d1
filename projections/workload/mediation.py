"""Mediation in the workload: the organisation, its mediators, and the end of a procedure."""

from msgspec.structs import replace

from domain.case.agreement import AgreementEffective
from domain.case.mediation import MediationOpened, MediationTerminated
from domain.case.mediators import MediatorAppointed, MediatorReplaced
from domain.codes.agreements import AgreementScope
from domain.kernel import Recorded
from domain.measures.workload import Left, WorkRole
from projections.workload.projection import (
    also,
    begins,
    ends,
    ends_work,
    holders,
    row_of,
    unit_of,
    workload,
)
from projections.workload.rows import WorkloadRow


@workload.folds
def mediation_opened(row: WorkloadRow | None, fact: Recorded[MediationOpened]) -> WorkloadRow:
    """A further procedure: who was replaced in the one before may mediate again."""
    event = fact.event
    before = replace(row_of(row, fact), replaced=())
    return begins(before, fact, event.mediation, event.organisation, (None,), WorkRole.LEAD)


@workload.folds
def mediator_appointed(row: WorkloadRow | None, fact: Recorded[MediatorAppointed]) -> WorkloadRow:
    """The mediator named first leads; whoever comes later mediates beside them."""
    event, before = fact.event, row_of(row, fact)
    unit = unit_of(before, event.mediation) or fact.actor.unit
    if unit is None:
        return before
    there = holders(before, event.mediation)
    led = any(one.role is WorkRole.LEAD for one in there.values())
    coming = [one for one in dict.fromkeys(event.mediators) if one not in there]
    leading = 0 if led else 1
    after = begins(before, fact, event.mediation, unit, coming[:leading], WorkRole.LEAD)
    return begins(after, fact, event.mediation, unit, coming[leading:], WorkRole.CO_MEDIATOR)


@workload.folds
def mediator_replaced(row: WorkloadRow | None, fact: Recorded[MediatorReplaced]) -> WorkloadRow:
    """Who comes takes the part of whoever goes."""
    event, before = fact.event, row_of(row, fact)
    gone = holders(before, event.mediation).get(event.replaced)
    after = ends(
        before,
        fact,
        Left.PASSED_ON,
        lambda one: one.work == event.mediation and one.person == event.replaced,
    )
    after = replace(after, replaced=also(after.replaced, event.replaced))
    unit = unit_of(before, event.mediation) if gone is None else gone.unit
    if unit is None or event.replacement in holders(after, event.mediation):
        return after
    role = WorkRole.CO_MEDIATOR if gone is None else gone.role
    return begins(after, fact, event.mediation, unit, (event.replacement,), role)


@workload.folds
def mediation_terminated(
    row: WorkloadRow | None, fact: Recorded[MediationTerminated]
) -> WorkloadRow:
    """A procedure that failed was work like one that succeeded."""
    return ends_work(row_of(row, fact), fact, Left.DONE, fact.event.mediation)


@workload.folds
def agreement_effective(row: WorkloadRow | None, fact: Recorded[AgreementEffective]) -> WorkloadRow:
    """An agreement on all of it ends the procedure; one on a part leaves it open."""
    before = row_of(row, fact)
    if fact.event.scope is AgreementScope.PARTIAL:
        return before
    return ends_work(before, fact, Left.DONE, fact.event.mediation)
