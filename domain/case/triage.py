"""Triage (研判): screening what came in, classifying it, and hearing the signals of danger."""

from typing import Annotated

from msgspec import Meta

from domain.case.regions.opening import Classification, Signal
from domain.case.state import BEFORE_ASSIGNMENT, NOT_ARCHIVED, OPEN, Case, case
from domain.case.values import Documents
from domain.codes import DISPUTES, FOCUS_TAGS, SIGNALS
from domain.codes.disputes import default_level
from domain.codes.matters import Difficulty, Scale, Suspicion
from domain.codes.risks import RiskLevel, SignalSource, is_red_class
from domain.ids import CaseId, DocumentId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Moment,
    Past,
    Recorded,
    day_of,
)
from domain.roles import STAFF, Role
from domain.texts import Code, Label, Narrative

Tags = Annotated[tuple[Code, ...], Meta(max_length=20)]


class CaseScreened(Event, tag="triage.screened"):
    """审核筛查: somebody looked the matter through: found, missing, suspected."""

    findings: Confidential
    missing: tuple[Confidential, ...]
    suspicions: tuple[Suspicion, ...]


class ClassificationProposed(Event, tag="triage.classification_proposed"):
    """分级分类建议: a machine or a village proposed a classification; it stays on record."""

    dispute: str
    difficulty: Difficulty
    scale: Scale
    tags: tuple[str, ...]
    remark: Confidential | None
    rule_version: str | None


class CaseClassified(Event, tag="triage.classified"):
    """分级分类: type, difficulty, scale and tags, with the proposal they confirm or correct."""

    dispute: str
    difficulty: Difficulty
    scale: Scale
    tags: tuple[str, ...]
    remark: Confidential | None
    proposal: Classification | None


class RiskSignalRecorded(Event, tag="risk.signal_recorded"):
    """风险信号: something was heard that may mean danger; never deleted."""

    may_precede = True

    signal: str
    red_class: bool
    source: SignalSource
    heard_at: Moment
    evidence: Confidential | None
    documents: tuple[DocumentId, ...]


class ScreenCase(Command):
    """Look a matter through: findings, what is missing, what is suspected. 审核筛查"""

    case: CaseId
    findings: Narrative
    missing: Annotated[tuple[Narrative, ...], Meta(max_length=30)] = ()
    suspicions: Annotated[tuple[Suspicion, ...], Meta(max_length=8)] = ()


class ProposeClassification(Command):
    """Propose type, difficulty, scale and tags; a person decides unless BLUE. 分级分类建议"""

    case: CaseId
    dispute: Code
    difficulty: Difficulty
    scale: Scale
    tags: Tags = ()
    remark: Narrative | None = None
    rule_version: Label | None = None


class ClassifyCase(Command):
    """Decide type, difficulty, scale and tags, beside what was proposed. 分级分类"""

    case: CaseId
    dispute: Code
    difficulty: Difficulty
    scale: Scale
    tags: Tags = ()
    remark: Narrative | None = None


class RecordSignal(Command):
    """Record a sign of danger as it was heard; anyone may, nobody can delete it. 登记风险信号"""

    case: CaseId
    signal: Code
    source: SignalSource
    heard_at: Past
    evidence: Narrative | None = None
    documents: Documents = ()


@case.evolves
def screened(state: Case, event: CaseScreened, fact: Recorded[CaseScreened]) -> None:
    state.risk.screened = True


@case.evolves
def classification_proposed(
    state: Case, event: ClassificationProposed, fact: Recorded[ClassificationProposed]
) -> None:
    state.proposed_classification = Classification(
        dispute=event.dispute,
        difficulty=event.difficulty,
        scale=event.scale,
        tags=event.tags,
        by=fact.actor.person,
        by_machine=fact.actor.role is Role.MACHINE_CLIENT,
        rule_version=event.rule_version,
    )


@case.evolves
def classified(state: Case, event: CaseClassified, fact: Recorded[CaseClassified]) -> None:
    state.dispute = event.dispute
    state.difficulty = event.difficulty
    state.scale = event.scale
    state.tags = set(event.tags)
    state.proposed_classification = None


@case.evolves
def signal_recorded(
    state: Case, event: RiskSignalRecorded, fact: Recorded[RiskSignalRecorded]
) -> None:
    state.risk.signals.append(Signal(signal=event.signal, heard_at=event.heard_at))
    state.risk.downgrade = None


@case.decides(by=[Role.TRIAGE_OFFICER], during=BEFORE_ASSIGNMENT)
def screen(state: Case, command: ScreenCase, act: Act) -> Events:
    """[seed 002 五(二)] 审核筛查: no condition; looking is always allowed."""
    yield CaseScreened(
        findings=command.findings,
        missing=command.missing,
        suspicions=tuple(dict.fromkeys(command.suspicions)),
    )


@case.decides(by=[Role.VILLAGE_HEAD, Role.MACHINE_CLIENT], during=OPEN)
def propose_classification(state: Case, command: ProposeClassification, act: Act) -> Events:
    """domain.md §2.5 B: what a machine proposes stands by itself only while everything is BLUE.

    A type that starts at YELLOW, or a case that is YELLOW or RED, waits for a person.
    """
    tags = _known(command, act)
    yield ClassificationProposed(
        dispute=command.dispute,
        difficulty=command.difficulty,
        scale=command.scale,
        tags=tags,
        remark=command.remark,
        rule_version=command.rule_version,
    )
    starts_at = default_level(command.dispute, state.people_involved)
    harmless = starts_at is RiskLevel.BLUE and state.risk.level in (None, RiskLevel.BLUE)
    if Role.MACHINE_CLIENT in act.roles and harmless and not state.risk.signals:
        yield CaseClassified(
            dispute=command.dispute,
            difficulty=command.difficulty,
            scale=command.scale,
            tags=tags,
            remark=command.remark,
            proposal=None,
        )


@case.decides(by=[Role.TRIAGE_OFFICER, Role.COMMITTEE_HEAD], during=OPEN)
def classify(state: Case, command: ClassifyCase, act: Act) -> Events:
    """domain.md §2.5 B: the decision is kept beside the proposal it confirms or corrects."""
    yield CaseClassified(
        dispute=command.dispute,
        difficulty=command.difficulty,
        scale=command.scale,
        tags=_known(command, act),
        remark=command.remark,
        proposal=state.proposed_classification,
    )


def _known(command: ProposeClassification | ClassifyCase, act: Act) -> tuple[str, ...]:
    """The tags without repetition. Raises `CodeUnknown`, `CodeNeedsText`."""
    today = day_of(act.at)
    DISPUTES.require(command.dispute, today, command.remark)
    for tag in command.tags:
        FOCUS_TAGS.require(tag, today, command.remark)
    return tuple(dict.fromkeys(command.tags))


@case.decides(by=[*sorted(STAFF), Role.PARTY], during=NOT_ARCHIVED)
def record_signal(state: Case, command: RecordSignal, act: Act) -> Events:
    """domain.md §2.5 B, §4.4: anyone who does business for a centre, and the parties.

    It may have been heard before the matter was registered.
    """
    SIGNALS.require(command.signal, day_of(act.at), command.evidence)
    yield RiskSignalRecorded(
        signal=command.signal,
        red_class=is_red_class(command.signal),
        source=command.source,
        heard_at=command.heard_at,
        evidence=command.evidence,
        documents=command.documents,
    )
