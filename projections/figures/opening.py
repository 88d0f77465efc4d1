"""The opening in the figures: registered, accepted, refused, redirected, merged, handed on."""

from msgspec.structs import replace

from domain.case.acceptance import CaseAccepted, CaseRedirected
from domain.case.escalation import CaseEscalated
from domain.case.intake import IntakeRegistered
from domain.case.merging import CaseMerged, CaseUnmerged
from domain.case.refusing import CaseRefused, RefusalOverturned
from domain.case.reorganisation import UnitSucceeded
from domain.case.triage import CaseClassified, CaseScreened
from domain.case.window import HandedBackToCentre
from domain.codes.matters import PETITIONS
from domain.ids import UnitId
from domain.kernel import Recorded
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.policy.rulebook import Policy
from projections.figures import orders, petitions, spreading
from projections.figures.rows import Memory, Told
from projections.figures.telling import added, again, changed, counts, live, taken_back, told


@counts(IntakeRegistered)
def registered(row: None, fact: Recorded[IntakeRegistered], policy: Policy) -> Memory:
    """domain.md §5.1 REG, REG_raw: by the moment it was received."""
    event = fact.event
    begun = Memory(
        area=event.area,
        channel=event.channel,
        matter_class=event.matter_class,
        centre=event.centre,
        dispute=first_level(event.dispute),
        first_visit=event.first_visit,
        people=event.people_count,
        parties=len(event.parties),
    )
    kinds = [Kind.COMPLAINT, Kind.REGISTERED]
    if event.first_visit and event.matter_class in PETITIONS:
        kinds.append(Kind.FIRST_PETITION)
    for kind in kinds:
        standing = Standing.OPEN if kind is Kind.FIRST_PETITION else Standing.NONE
        begun = told(
            begun, fact, kind, at=event.received_at, dated_by="received_at", standing=standing
        )
    return begun


@counts(CaseScreened)
def screened(row: Memory, fact: Recorded[CaseScreened], policy: Policy) -> Memory:
    """domain.md §2.6: what is screened and then redirected is not mediable."""
    return row if row.screened else replace(row, screened=True)


@counts(CaseClassified)
def classified(row: Memory, fact: Recorded[CaseClassified], policy: Policy) -> Memory:
    """What is counted from here on has this type."""
    return replace(row, dispute=first_level(fact.event.dispute))


@counts(CaseAccepted)
def accepted(row: Memory, fact: Recorded[CaseAccepted], policy: Policy) -> Memory:
    """domain.md §5.1 ACC: by its first acceptance, and open from then on."""
    event = fact.event
    row = replace(
        row,
        matter_class=event.matter_class,
        dispute=first_level(event.dispute) or row.dispute,
        first_unit=event.first_responsible_unit,
        lead_unit=event.lead_unit,
    )
    if live(row, Kind.ACCEPTED) is None:
        row = told(row, fact, Kind.ACCEPTED, standing=Standing.OPEN)
        row = told(row, fact, Kind.UNDER_WAY, str(fact.version))
    return petitions.settled(row, fact, policy)


@counts(CaseRefused)
def refused(row: Memory, fact: Recorded[CaseRefused], policy: Policy) -> Memory:
    """domain.md §5.1 REF."""
    return orders.lapsed(told(row, fact, Kind.REFUSED), fact)


@counts(RefusalOverturned)
def overturned(row: Memory, fact: Recorded[RefusalOverturned], policy: Policy) -> Memory:
    """A refusal that was overturned is none; that it was overturned counts by itself."""
    row = taken_back(row, fact, live(row, Kind.REFUSED))
    return told(row, fact, Kind.OVERTURNED, str(fact.version))


@counts(CaseRedirected)
def redirected(row: Memory, fact: Recorded[CaseRedirected], policy: Policy) -> Memory:
    """domain.md §5.1 RED, §2.6 不宜调解."""
    standing = Standing.SCREENED if row.screened else Standing.NONE
    return orders.lapsed(told(row, fact, Kind.REDIRECTED, standing=standing), fact)


_WITH_THE_MAIN_CASE = frozenset(
    {Kind.REGISTERED, Kind.FIRST_PETITION, Kind.ACCEPTED, Kind.UNDER_WAY}
)
"""What counts once, on the main case, while complaints are merged (domain.md §5.1 REG)."""


@counts(CaseMerged)
def merged(row: Memory, fact: Recorded[CaseMerged], policy: Policy) -> Memory:
    """domain.md §5.1: merged complaints count once, on the main case; REG_raw counts each."""
    leaving = tuple(
        one for one in row.figures if one.kind in _WITH_THE_MAIN_CASE and one.retracted_at is None
    )
    for one in leaving:
        row = taken_back(row, fact, one)
    return spreading.grown(replace(orders.lapsed(row, fact), set_aside=leaving), fact)


@counts(CaseUnmerged)
def unmerged(row: Memory, fact: Recorded[CaseUnmerged], policy: Policy) -> Memory:
    """It stands by itself again, as it did before."""
    for one in row.set_aside:
        row = added(row, again(row, fact, one))
    return spreading.taken_out(replace(row, set_aside=()), fact)


@counts(HandedBackToCentre)
def handed_back(row: Memory, fact: Recorded[HandedBackToCentre], policy: Policy) -> Memory:
    """Who passed it on leads no longer."""
    lead = None if row.lead_unit == fact.event.unit else row.lead_unit
    return replace(row, centre=fact.event.centre, lead_unit=lead)


@counts(CaseEscalated)
def escalated(row: Memory, fact: Recorded[CaseEscalated], policy: Policy) -> Memory:
    """domain.md §5.2 Escalation: it went up from the unit below, and the one above leads."""
    event = fact.event
    row = told(row, fact, Kind.ESCALATED, str(fact.version), unit=event.from_unit)
    return replace(row, lead_unit=event.to_unit)


@counts(UnitSucceeded)
def succeeded(row: Memory, fact: Recorded[UnitSucceeded], policy: Policy) -> Memory:
    """What is still open counts for the unit that has the duty now; what is counted stays."""
    event = fact.event
    old, new = event.from_unit, event.to_unit
    for one in row.figures:
        if one.kind is Kind.ORDER_DUE and one.unit == old and _is_open(one):
            row = changed(row, fact, one, unit=new)
    return replace(
        row,
        centre=event.centre,
        lead_unit=event.lead_unit,
        first_unit=_followed(row.first_unit, old, new),
        procedures=tuple(
            replace(one, unit=new) if one.unit == old and not one.how else one
            for one in row.procedures
        ),
    )


def first_level(dispute: str | None) -> str | None:
    """The first level of a dispute type: `02` of `0202`."""
    return None if dispute is None else dispute[:2]


def _is_open(one: Told) -> bool:
    return one.standing is Standing.OPEN and one.retracted_at is None


def _followed(unit: UnitId | None, old: UnitId, new: UnitId) -> UnitId | None:
    return new if unit == old else unit
