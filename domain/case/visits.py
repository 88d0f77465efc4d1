"""Return visits (回访): somebody who had no part in the work asks the people concerned."""

from datetime import date

from domain.case.apart import (
    did_not_check_it,
    did_not_review,
    did_not_take_the_withdrawal,
    did_not_work_on_it,
    not_a_party,
)
from domain.case.refusals import CopyToAccused, PartyUnknown
from domain.case.refusals.ending import CoercionNotAsked, NothingToVisit, TriedToday
from domain.case.satisfaction import ROUND, SatisfactionRated
from domain.case.state import Case, Stage, case
from domain.codes.ending import FulfilmentSeen, Mood, Recurrence, Satisfaction, VisitMethod
from domain.codes.matters import MatterClass
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded, day_of
from domain.roles import Role
from domain.texts import Narrative

VISITED = (
    Stage.ACCEPTED,
    Stage.ASSIGNED,
    Stage.IN_PROGRESS,
    Stage.AGREED,
    Stage.CONCLUDED,
    Stage.CLOSED,
    Stage.WITHDRAWN,
)


class ReturnVisitMade(Event, tag="visit.made"):
    """回访: somebody concerned was asked how it stands; `pressed`: into withdrawing.

    `solved` is what they say of the matter itself; None where they were not asked.
    """

    method: VisitMethod
    answered_by: PersonId
    fulfilment: FulfilmentSeen
    mood: Mood
    recurrence: Recurrence
    satisfaction: Satisfaction | None
    pressed: bool | None
    opinion: Confidential | None
    solved: bool | None = None


class ReturnVisitUnreachable(Event, tag="visit.unreachable"):
    """回访未联系上: nobody answered on that day; so many days were tried so far."""

    method: VisitMethod
    tried: PersonId
    tried_on: date
    attempts: int


class MakeReturnVisit(Command):
    """Record a return visit: who answered, what is fulfilled, mood, risk, satisfaction. 回访"""

    case: CaseId
    method: VisitMethod
    answered_by: PersonId
    fulfilment: FulfilmentSeen
    mood: Mood
    recurrence: Recurrence
    satisfaction: Satisfaction | None = None
    pressed: bool | None = None
    opinion: Narrative | None = None
    solved: bool | None = None


class RecordUnreachable(Command):
    """Record that somebody was tried on this day and did not answer. 回访未联系上"""

    case: CaseId
    method: VisitMethod
    tried: PersonId


@case.evolves
def visit_made(state: Case, event: ReturnVisitMade, fact: Recorded[ReturnVisitMade]) -> None:
    state.ending.visited = True
    state.ending.attempts = 0
    state.ending.last_tried_on = None
    if event.pressed is not None:
        state.ending.pressed = event.pressed
    state.hands.visitors.add(fact.actor.person)


@case.evolves
def unreachable(
    state: Case, event: ReturnVisitUnreachable, fact: Recorded[ReturnVisitUnreachable]
) -> None:
    state.ending.attempts = event.attempts
    state.ending.last_tried_on = event.tried_on
    state.hands.visitors.add(fact.actor.person)


def something_to_ask(state: Case, act: Act) -> None:
    """An end, an agreement in force, or a withdrawal to ask after. Raises `NothingToVisit`."""
    ended = state.stage in (Stage.AGREED, Stage.CONCLUDED, Stage.CLOSED, Stage.WITHDRAWN)
    if not (ended or state.agreements.in_force or state.call_back_required):
        raise NothingToVisit


APART = [
    something_to_ask,
    not_a_party,
    did_not_work_on_it,
    did_not_take_the_withdrawal,
    did_not_check_it,
    did_not_review,
]
"""domain.md §4.6 SoD-3: the visitor neither handled, nor took the withdrawal, nor checked it."""


@case.decides(by=[Role.RETURN_VISITOR], during=VISITED, when=APART)
def make_return_visit(state: Case, command: MakeReturnVisit, act: Act) -> Events:
    """domain.md §2.5 I, §2.6: fulfilment, satisfaction, disputes, signs of escalation [F69].

    After a withdrawal it asks whether anybody was pressed (T61). What a party says of the
    handling is their rating of this round, unless they have given it already. Whether it is solved
    is a question of its own [F24 art 32].
    """
    _concerned(state, command.answered_by)
    asked = command.pressed is not None
    if asked != (state.stage is Stage.WITHDRAWN):
        raise CoercionNotAsked
    yield ReturnVisitMade(
        method=command.method,
        answered_by=command.answered_by,
        fulfilment=command.fulfilment,
        mood=command.mood,
        recurrence=command.recurrence,
        satisfaction=command.satisfaction,
        pressed=command.pressed,
        opinion=command.opinion,
        solved=command.solved,
    )
    party = command.answered_by
    may_rate = state.stage in ROUND and party in state.parties
    if command.satisfaction is not None and may_rate and party not in state.ending.ratings:
        yield SatisfactionRated(
            party=party, score=command.satisfaction, points=(), opinion=command.opinion
        )


@case.decides(by=[Role.RETURN_VISITOR], during=VISITED, when=APART)
def record_unreachable(state: Case, command: RecordUnreachable, act: Act) -> Events:
    """domain.md §2.5 I: three attempts on three days count as a visit; two on one day do not."""
    _concerned(state, command.tried)
    today = day_of(act.at)
    if state.ending.last_tried_on is not None and today <= state.ending.last_tried_on:
        raise TriedToday
    yield ReturnVisitUnreachable(
        method=command.method,
        tried=command.tried,
        tried_on=today,
        attempts=state.ending.attempts + 1,
    )


def _concerned(state: Case, person: PersonId) -> None:
    """A party or who speaks for one; the accused hears nothing of a report.

    信访工作条例 arts 30, 46. Raises `PartyUnknown`, `CopyToAccused`.
    """
    if person not in state.participants:
        raise PartyUnknown(person=person)
    if state.matter_class is MatterClass.REPORT and person in state.accused:
        raise CopyToAccused
