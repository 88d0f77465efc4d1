"""Risk (风险等级): assessed, raised by one person, lowered by two."""

from typing import Annotated

from msgspec import Meta

from domain.case.refusals import (
    AssessedOtherwise,
    BelowDefault,
    LevelUnchanged,
    NotAssessed,
    NothingToApprove,
    SamePerson,
    SecondPersonNeeded,
    SignalNotRecorded,
    SignalsTooRecent,
)
from domain.case.regions.opening import Downgrade
from domain.case.state import OPEN, Case, case
from domain.codes import CRITERIA
from domain.codes.disputes import FAMILY, default_level
from domain.codes.risks import VIOLENCE, AssessmentMethod, RiskLevel
from domain.ids import CaseId, PersonId
from domain.kernel import (
    Act,
    Command,
    Confidential,
    Event,
    Events,
    Recorded,
    day_of,
)
from domain.roles import Role
from domain.texts import Code, Narrative


class RiskLevelAssessed(Event, tag="risk.assessed"):
    """风险评定: the matter has exactly one level, `provisional` until triage confirms it."""

    level: RiskLevel
    criteria: tuple[str, ...]
    rationale: Confidential
    method: AssessmentMethod
    below_default_reason: Confidential | None
    provisional: bool


class RiskDowngradeProposed(Event, tag="risk.downgrade_proposed"):
    """提出降级: one person proposes a lower level; a second one decides."""

    level: RiskLevel
    reason: Confidential


class RiskLevelChanged(Event, tag="risk.changed"):
    """风险等级变更: the level went up or down; plans and re-assessments start anew."""

    from_level: RiskLevel
    to_level: RiskLevel
    reason: Confidential
    signals: tuple[str, ...]
    proposed_by: PersonId | None


class AssessRisk(Command):
    """Assess the one level a matter has, by named criteria. 风险评定"""

    case: CaseId
    level: RiskLevel
    criteria: Annotated[tuple[Code, ...], Meta(min_length=1, max_length=30)]
    rationale: Narrative
    method: AssessmentMethod = AssessmentMethod.PERSON
    below_default_reason: Narrative | None = None


class ChangeRisk(Command):
    """Raise the level; one person may. 风险等级上调"""

    case: CaseId
    level: RiskLevel
    reason: Narrative
    signals: Annotated[tuple[Code, ...], Meta(max_length=15)] = ()


class ProposeRiskDowngrade(Command):
    """Propose a lower level, for a second person to decide. 提出降级"""

    case: CaseId
    level: RiskLevel
    reason: Narrative


class ApproveRiskDowngrade(Command):
    """Decide, as the second person, on the lower level that was proposed. 同意降级"""

    case: CaseId


@case.evolves
def assessed(state: Case, event: RiskLevelAssessed, fact: Recorded[RiskLevelAssessed]) -> None:
    state.risk.level = event.level
    state.risk.was_red |= event.level is RiskLevel.RED
    state.risk.provisional = event.provisional


@case.evolves
def downgrade_proposed(
    state: Case, event: RiskDowngradeProposed, fact: Recorded[RiskDowngradeProposed]
) -> None:
    state.risk.downgrade = Downgrade(by=fact.actor.person, level=event.level, reason=event.reason)


@case.evolves
def changed(state: Case, event: RiskLevelChanged, fact: Recorded[RiskLevelChanged]) -> None:
    state.risk.level = event.to_level
    state.risk.was_red |= event.to_level is RiskLevel.RED
    state.risk.provisional = False
    state.risk.planned = False
    state.risk.downgrade = None
    state.risk.changed_at = fact.occurred_at


@case.decides(by=[Role.TRIAGE_OFFICER, Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD], during=OPEN)
def assess(state: Case, command: AssessRisk, act: Act) -> Events:
    """[seed 001 三(二)]; domain.md §2.5 B, §4.4: exactly one level, not below the default unsaid.

    What a village head assesses counts at once and is provisional until confirmed. An assessment
    confirms the level the case has; another level is a change.
    """
    known = state.risk.level
    if known is not None and known is not command.level:
        raise AssessedOtherwise(level=known)
    for criterion in command.criteria:
        CRITERIA.require(criterion, day_of(act.at), command.rationale)
    least = starting_level(state)
    if command.level.rank < least.rank and command.below_default_reason is None:
        raise BelowDefault(default=least)
    decides = bool(act.roles & {Role.TRIAGE_OFFICER, Role.COMMITTEE_HEAD})
    confirmed = known is not None and not state.risk.provisional
    yield RiskLevelAssessed(
        level=command.level,
        criteria=tuple(dict.fromkeys(command.criteria)),
        rationale=command.rationale,
        method=command.method,
        below_default_reason=command.below_default_reason,
        provisional=not (decides or confirmed),
    )


def starting_level(state: Case) -> RiskLevel:
    """The level the type starts at; a family dispute with a sign of violence starts at YELLOW.

    domain.md §7.2.
    """
    violent = any(signal.signal in VIOLENCE for signal in state.risk.signals)
    if violent and state.dispute is not None and state.dispute.startswith(FAMILY):
        return RiskLevel.YELLOW
    return default_level(state.dispute, state.people_involved)


@case.decides(by=[Role.TRIAGE_OFFICER, Role.CENTRE_DIRECTOR], during=OPEN)
def change_risk(state: Case, command: ChangeRisk, act: Act) -> Events:
    """domain.md §2.6: up, one person may; it cites signals that were recorded."""
    current = _level(state)
    if command.level is current:
        raise LevelUnchanged
    if command.level.rank < current.rank:
        raise SecondPersonNeeded
    recorded = {signal.signal for signal in state.risk.signals}
    for signal in command.signals:
        if signal not in recorded:
            raise SignalNotRecorded(signal=signal)
    yield RiskLevelChanged(
        from_level=current,
        to_level=command.level,
        reason=command.reason,
        signals=tuple(dict.fromkeys(command.signals)),
        proposed_by=None,
    )


@case.decides(by=[Role.TRIAGE_OFFICER], during=OPEN)
def propose_risk_downgrade(state: Case, command: ProposeRiskDowngrade, act: Act) -> Events:
    """domain.md §2.6, §4.4: down takes two people; a new proposal replaces the one before."""
    current = _level(state)
    if command.level.rank >= current.rank:
        raise LevelUnchanged
    _quiet(state, current, act)
    yield RiskDowngradeProposed(level=command.level, reason=command.reason)


@case.decides(by=[Role.CENTRE_DIRECTOR], during=OPEN)
def approve_risk_downgrade(state: Case, command: ApproveRiskDowngrade, act: Act) -> Events:
    """domain.md §2.5 B, §4.4: R04 proposes, R11 decides, two people, seven quiet days from RED."""
    current = _level(state)
    proposed = state.risk.downgrade
    if proposed is None:
        raise NothingToApprove
    if proposed.by == act.person:
        raise SamePerson
    _quiet(state, current, act)
    yield RiskLevelChanged(
        from_level=current,
        to_level=proposed.level,
        reason=proposed.reason,
        signals=(),
        proposed_by=proposed.by,
    )


def _level(state: Case) -> RiskLevel:
    if state.risk.level is None:
        raise NotAssessed
    return state.risk.level


def _quiet(state: Case, level: RiskLevel, act: Act) -> None:
    heard_at = state.risk.last_heard_at
    if level is not RiskLevel.RED or heard_at is None:
        return
    quiet = act.book.number("quiet_before_leaving_red")
    if act.at - heard_at < quiet.span:
        raise SignalsTooRecent(heard_at=heard_at.isoformat(), days=quiet.whole)
