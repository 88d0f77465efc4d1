"""Different hands (职责分离): who had one part in a case does not have another. domain.md §4.6.

Guards for the heads of decisions: they need the state and the actor, never the command.
"""

from domain.case.refusals import StaffIsParty
from domain.case.refusals.ending import HadAnotherPart
from domain.case.refusals.shared import SteppedAside
from domain.case.state import Case
from domain.codes.entry import Labelled
from domain.kernel import Act


class Part(Labelled):
    """经手环节: what somebody did in a case."""

    HANDLED = "HANDLED", "承办或调解"
    TOOK_WITHDRAWAL = "TOOK_WITHDRAWAL", "办理撤回"
    CHECKED = "CHECKED", "审核办结"
    VISITED = "VISITED", "回访"
    REVIEWED = "REVIEWED", "核查不满意评价"
    LED = "LED", "包案"


def not_a_party(state: Case, act: Act) -> None:
    """Nobody works on their own case. Raises `StaffIsParty`."""
    if act.person in state.participants:
        raise StaffIsParty(person=act.person)


def not_recused(state: Case, act: Act) -> None:
    """Who stepped aside has no further part. Raises `SteppedAside`."""
    if act.person in state.hands.recused:
        raise SteppedAside(person=act.person)


def did_not_work_on_it(state: Case, act: Act) -> None:
    """Who handled, mediated or concluded it does not judge it. Raises `HadAnotherPart`."""
    if act.person in state.hands.worked or act.person == state.ending.concluded_by:
        raise HadAnotherPart(part=Part.HANDLED)


def did_not_take_the_withdrawal(state: Case, act: Act) -> None:
    """Who took a withdrawal does not ask whether it was free. Raises `HadAnotherPart`."""
    if act.person == state.withdrawal_taken_by:
        raise HadAnotherPart(part=Part.TOOK_WITHDRAWAL)


def did_not_check_it(state: Case, act: Act) -> None:
    """Raises `HadAnotherPart`."""
    if act.person in state.hands.checkers:
        raise HadAnotherPart(part=Part.CHECKED)


def did_not_visit(state: Case, act: Act) -> None:
    """Raises `HadAnotherPart`."""
    if act.person in state.hands.visitors:
        raise HadAnotherPart(part=Part.VISITED)


def did_not_review(state: Case, act: Act) -> None:
    """Raises `HadAnotherPart`."""
    if act.person in state.ending.reviewers:
        raise HadAnotherPart(part=Part.REVIEWED)


def did_not_lead_it(state: Case, act: Act) -> None:
    """Who took the case on as a leader decides nothing of its review. Raises `HadAnotherPart`."""
    if act.person == state.risk.leader:
        raise HadAnotherPart(part=Part.LED)
