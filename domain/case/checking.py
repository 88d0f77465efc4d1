"""Checking a conclusion (办结审核): somebody else looks at it, and approves it or sends it back."""

from typing import Annotated

from msgspec import Meta

from domain.case.apart import did_not_visit, did_not_work_on_it, not_a_party
from domain.case.outcomes import ON_THE_SPOT, SELF_HANDLED, last_end, settled_whole
from domain.case.refusals.ending import ChecklistIncomplete, ConclusionChecked
from domain.case.state import Case, Stage, case
from domain.codes.ending import CheckPoint
from domain.ids import CaseId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative

Points = Annotated[tuple[CheckPoint, ...], Meta(min_length=1, max_length=5)]


class ConclusionApproved(Event, tag="conclusion.approved"):
    """办结审核通过: every point was looked at and is in order."""

    checklist: tuple[CheckPoint, ...]
    remark: Confidential | None


class ConclusionRejected(Event, tag="conclusion.rejected"):
    """办结审核退回: it goes back to work, to `stage`, with what is wrong."""

    failed: tuple[CheckPoint, ...]
    deficiencies: tuple[Confidential, ...]
    stage: Stage


class ApproveConclusion(Command):
    """Approve a conclusion, point by point. 办结审核通过"""

    case: CaseId
    checklist: Points
    remark: Narrative | None = None


class RejectConclusion(Command):
    """Send a conclusion back to work, saying what is wrong. 办结审核退回"""

    case: CaseId
    failed: Points
    deficiencies: Annotated[tuple[Narrative, ...], Meta(min_length=1, max_length=20)]


@case.evolves
def approved(state: Case, event: ConclusionApproved, fact: Recorded[ConclusionApproved]) -> None:
    state.ending.approved = True
    state.hands.checkers.add(fact.actor.person)


@case.evolves
def rejected(state: Case, event: ConclusionRejected, fact: Recorded[ConclusionRejected]) -> None:
    state.stage = event.stage
    state.outcome = None
    state.concluded_at = None
    state.hands.checkers.add(fact.actor.person)


def not_approved(state: Case, act: Act) -> None:
    """Raises `ConclusionChecked`."""
    if state.ending.approved:
        raise ConclusionChecked


APART = [not_a_party, did_not_work_on_it, did_not_visit, not_approved]
"""domain.md §4.6 SoD-2, §2.7 invariant 9: neither handler nor visitor checks it, and once."""


@case.decides(by=[Role.TRIAGE_OFFICER, Role.SUPERVISOR], during=[Stage.CONCLUDED], when=APART)
def approve_conclusion(state: Case, command: ApproveConclusion, act: Act) -> Events:
    """domain.md §2.5 J, T53: the whole checklist, or it is sent back."""
    missing = [point for point in CheckPoint if point not in command.checklist]
    if missing:
        raise ChecklistIncomplete(missing=missing)
    yield ConclusionApproved(checklist=tuple(CheckPoint), remark=command.remark)


@case.decides(by=[Role.TRIAGE_OFFICER, Role.SUPERVISOR], during=[Stage.CONCLUDED], when=APART)
def reject_conclusion(state: Case, command: RejectConclusion, act: Act) -> Events:
    """domain.md §2.5 J: back to where it stood, with what is to be put right."""
    yield ConclusionRejected(
        failed=tuple(dict.fromkeys(command.failed)),
        deficiencies=command.deficiencies,
        stage=_back_to(state),
    )


def _back_to(state: Case) -> Stage:
    """Where work goes on: an agreement stands, work was under way, or the window had it."""
    if settled_whole(state):
        return Stage.AGREED
    if last_end(state) in (ON_THE_SPOT, SELF_HANDLED):
        return Stage.REGISTERED if state.accepted_at is None else Stage.ACCEPTED
    return Stage.IN_PROGRESS
