"""Disposal (分级处置): the plan, the special ledger and the leader that a high risk calls for."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.case.refusals import (
    DayHasPassed,
    InLedgerAlready,
    NotAssessed,
    NotForSpecialLedger,
    NotRed,
    StaffIsParty,
)
from domain.case.registers import registered_person
from domain.case.state import OPEN, Case, case
from domain.codes.risks import LIKELY_TO_TURN_VIOLENT, RiskLevel, SpecialLedger
from domain.ids import CaseId, PersonId, StreamId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.organisation.refusals import DatesInWrongOrder
from domain.roles import Role
from domain.texts import Narrative


class DisposalPlanFiled(Event, tag="risk.plan_filed"):
    """调处方案(一案一策): who sees to it, by which measures, watching whom, from when to when."""

    level: RiskLevel
    owner: PersonId
    measures: tuple[Confidential, ...]
    watched: tuple[PersonId, ...]
    from_on: date
    to_on: date


class SpecialLedgerEntered(Event, tag="risk.special_ledger_entered"):
    """列入专门台账: the matter is on a list that must not slip."""

    ledger: SpecialLedger
    reason: Confidential


class LeaderBundled(Event, tag="risk.leader_bundled"):
    """领导包案: a leader took the matter on, with a duty in words."""

    leader: PersonId
    duty: Confidential


class FilePlan(Command):
    """File the plan a YELLOW or RED matter needs: owner, measures, people, dates. 调处方案"""

    case: CaseId
    owner: PersonId
    measures: Annotated[tuple[Narrative, ...], Meta(min_length=1, max_length=30)]
    from_on: date
    to_on: date
    watched: Annotated[tuple[PersonId, ...], Meta(max_length=50)] = ()


class EnterSpecialLedger(Command):
    """Enter a matter of great risk in a special ledger. 列入专门台账"""

    case: CaseId
    ledger: SpecialLedger
    reason: Narrative


class BundleToLeader(Command):
    """Give a RED matter to a leader, with a duty in words. 领导包案"""

    case: CaseId
    leader: PersonId
    duty: Narrative


@case.evolves
def plan_filed(state: Case, event: DisposalPlanFiled, fact: Recorded[DisposalPlanFiled]) -> None:
    state.risk.planned = True


@case.evolves
def special_ledger_entered(
    state: Case, event: SpecialLedgerEntered, fact: Recorded[SpecialLedgerEntered]
) -> None:
    state.risk.ledgers.add(event.ledger)


@case.evolves
def leader_bundled(state: Case, event: LeaderBundled, fact: Recorded[LeaderBundled]) -> None:
    state.risk.leader = event.leader


def _owner_and_watched(state: Case | None, command: FilePlan) -> list[StreamId]:
    return [command.owner, *command.watched]


@case.decides(by=[Role.HANDLER, Role.COMMITTEE_HEAD], during=OPEN, needs=_owner_and_watched)
def file_plan(state: Case, command: FilePlan, act: Act) -> Events:
    """[seed 001 三(二)] 一案一策: after an assessment, by a registered owner who is no party."""
    if state.risk.level is None:
        raise NotAssessed
    for person in (command.owner, *command.watched):
        registered_person(act, person)
    if command.owner in state.parties:
        raise StaffIsParty(person=command.owner)
    if command.to_on < command.from_on:
        raise DatesInWrongOrder(
            from_on=command.from_on.isoformat(), to_on=command.to_on.isoformat()
        )
    if command.to_on < day_of(act.at):
        raise DayHasPassed(field="to_on", day=command.to_on.isoformat())
    yield DisposalPlanFiled(
        level=state.risk.level,
        owner=command.owner,
        measures=command.measures,
        watched=tuple(dict.fromkeys(command.watched)),
        from_on=command.from_on,
        to_on=command.to_on,
    )


@case.decides(by=[Role.TRIAGE_OFFICER], during=OPEN)
def enter_special_ledger(state: Case, command: EnterSpecialLedger, act: Act) -> Events:
    """[seed 001 三(二)]: RED, or tagged as likely to turn violent."""
    if state.risk.level is not RiskLevel.RED and LIKELY_TO_TURN_VIOLENT not in state.tags:
        raise NotForSpecialLedger
    if command.ledger in state.risk.ledgers:
        raise InLedgerAlready
    yield SpecialLedgerEntered(ledger=command.ledger, reason=command.reason)


def _the_leader(state: Case | None, command: BundleToLeader) -> list[StreamId]:
    return [command.leader]


@case.decides(
    by=[Role.CENTRE_DIRECTOR, Role.POLITICAL_LEGAL_COMMITTEE], during=OPEN, needs=_the_leader
)
def bundle_to_leader(state: Case, command: BundleToLeader, act: Act) -> Events:
    """domain.md §2.5 B: RED has a leader, who is registered and no party of the case."""
    if state.risk.level is not RiskLevel.RED:
        raise NotRed
    registered_person(act, command.leader)
    if command.leader in state.parties:
        raise StaffIsParty(person=command.leader)
    yield LeaderBundled(leader=command.leader, duty=command.duty)
