"""The terms for asking again (复查、复核申请期限): from service, by the rules in force that day."""

from datetime import datetime

from domain.case.petition_standing import petitioners
from domain.case.refusals.petition import AskingTermOver, NotServedOnPetitioner
from domain.case.state import Case
from domain.codes.parties import Power
from domain.ids import PersonId
from domain.kernel import Act
from domain.policy.daycount import Due, filed_at


def _ends(state: Case, timer: str, petitioner: PersonId, act: Act) -> Due | None:
    """When a petitioner's own term for asking ends; None while the opinion has not reached them."""
    served = state.petition.served.items()
    reached = (at for who, at in served if state.may_act_for(who, petitioner, Power.RECEIVE))
    at = min(reached, default=None)
    return None if at is None else act.due(timer, at)


def asked_in_time(
    state: Case, timer: str, petitioner: PersonId, posted_at: datetime | None, act: Act
) -> None:
    """信访工作条例 arts 35, 36; a letter is in time if it was posted in time (民事诉讼法 art 85).

    Raises `NotServedOnPetitioner`, `AskingTermOver`.
    """
    due = _ends(state, timer, petitioner, act)
    if due is None:
        raise NotServedOnPetitioner
    if not due.kept_by(filed_at(act.at, posted_at)):
        raise AskingTermOver(due_on=due.on.isoformat())


def nobody_may_ask(state: Case, timer: str, act: Act) -> bool:
    """Whether every petitioner was served, and every term for asking is over."""
    ends = [_ends(state, timer, petitioner, act) for petitioner in petitioners(state)]
    return all(due is not None and not due.kept_by(act.at) for due in ends)
