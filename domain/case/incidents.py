"""Incidents (案事件): what grew out of a case, and that each is reviewed or need not be."""

from typing import Annotated

from msgspec import Meta

from domain.case.apart import did_not_lead_it, did_not_work_on_it, not_a_party
from domain.case.refusals.emergency import IncidentSettled, IncidentUnknown
from domain.case.regions.emergency import Incident
from domain.case.state import NOT_ARCHIVED, Case, Stage, case
from domain.codes.emergency import IncidentKind
from domain.ids import CaseId, IncidentId, ReviewId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Label, Narrative

Harm = Annotated[int, Meta(ge=0, le=100_000)]


class IncidentOccurred(Event, tag="incident.occurred"):
    """发生案事件: it came to violence, to a crowd, to a death; a review follows."""

    may_precede = True

    incident: IncidentId
    kind: IncidentKind
    further_kinds: tuple[IncidentKind, ...]
    facts: Confidential
    people_count: int
    injured: int
    dead: int
    police_number: str | None


class ReviewLinked(Event, tag="case.review_linked"):
    """关联责任倒查: a review of the incident was opened."""

    incident: IncidentId
    review: ReviewId


class ReviewWaived(Event, tag="case.review_waived"):
    """决定不启动责任倒查: the superior decided, with reasons, that none is needed."""

    incident: IncidentId
    reason: Confidential


class RecordIncident(Command):
    """Record what grew out of the case: violence, a crowd, a death. 登记案事件"""

    case: CaseId
    kind: IncidentKind
    facts: Narrative
    further_kinds: Annotated[tuple[IncidentKind, ...], Meta(max_length=7)] = ()
    people_count: Harm = 0
    injured: Harm = 0
    dead: Harm = 0
    police_number: Label | None = None


class LinkReview(Command):
    """Name the review that was opened about an incident. 关联责任倒查"""

    case: CaseId
    incident: IncidentId
    review: ReviewId


class WaiveReview(Command):
    """Decide, with reasons, that an incident needs no review. 决定不启动责任倒查"""

    case: CaseId
    incident: IncidentId
    reason: Narrative


@case.evolves
def occurred(state: Case, event: IncidentOccurred, fact: Recorded[IncidentOccurred]) -> None:
    state.emergency.begin()
    state.emergency.incidents[event.incident] = Incident(
        incident=event.incident, kind=event.kind, occurred_at=fact.occurred_at
    )


@case.evolves
def review_linked(state: Case, event: ReviewLinked, fact: Recorded[ReviewLinked]) -> None:
    state.emergency.incidents[event.incident].review = event.review


@case.evolves
def review_waived(state: Case, event: ReviewWaived, fact: Recorded[ReviewWaived]) -> None:
    state.emergency.incidents[event.incident].waived = True


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.JUSTICE_BUREAU, Role.MACHINE_CLIENT], during=NOT_ARCHIVED
)
def record_incident(state: Case, command: RecordIncident, act: Act) -> Events:
    """domain.md §2.5 L: no condition; whatever became of the case, an incident is on record.

    It opens an emergency unless one is open, and asks for a review (T60). One happening may be of
    several kinds; it is one incident.
    """
    further = dict.fromkeys(kind for kind in command.further_kinds if kind is not command.kind)
    yield IncidentOccurred(
        incident=act.new_id("incident"),
        kind=command.kind,
        further_kinds=tuple(further),
        facts=command.facts,
        people_count=command.people_count,
        injured=command.injured,
        dead=command.dead,
        police_number=command.police_number,
    )


AT_ANY_TIME = (*NOT_ARCHIVED, Stage.ARCHIVED)
"""A review may concern a case in the archive (domain.md §2.7 invariant 2)."""


UNINVOLVED = [not_a_party, did_not_work_on_it, did_not_lead_it]
"""domain.md §4.6 SoD-5, SoD-14: of a review decides who neither handled nor led the case."""


@case.decides(by=[Role.POLITICAL_LEGAL_COMMITTEE], during=AT_ANY_TIME, when=UNINVOLVED)
def link_review(state: Case, command: LinkReview, act: Act) -> Events:
    """domain.md §2.7 invariant 15: exactly one review for each incident."""
    _unsettled(state, command.incident)
    yield ReviewLinked(incident=command.incident, review=command.review)


@case.decides(by=[Role.POLITICAL_LEGAL_COMMITTEE], during=AT_ANY_TIME, when=UNINVOLVED)
def waive_review(state: Case, command: WaiveReview, act: Act) -> Events:
    """domain.md §2.7 invariant 15: or the superior decides, with reasons, that none is needed."""
    _unsettled(state, command.incident)
    yield ReviewWaived(incident=command.incident, reason=command.reason)


def _unsettled(state: Case, incident: IncidentId) -> None:
    found = state.emergency.incidents.get(incident)
    if found is None:
        raise IncidentUnknown(incident=incident)
    if found.settled:
        raise IncidentSettled
