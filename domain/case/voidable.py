"""What may be voided (可作废的记录): entries no decision rests on, and how each is undone.

A wrong acceptance, order or agreement has a command of its own that undoes it (overturn, return,
invalidate, reopen), which also sets right what followed. So only these may be voided:

    case.notice_served                  a notice entered in the wrong case reached nobody here; it
                                        is taken off the list of notices, unless the case has ended
    order.progress_reported             a report on the way decides nothing
    mediation.investigation_recorded    what was asked and answered decides nothing
    mediation.session_held              a session that was not held here is no longer counted,
                                        unless an agreement was reached since
    visit.made                          the case is unvisited again, unless another visit was made
                                        since it was last taken up, or it has been closed upon it
    expert.consulted                    an opinion decides nothing
    hearing.held                        only its days are counted, and the clocks count them anew

Never: emergencies, incidents, petitions, reviews and clues, missed deadlines, signals of danger
(domain.md §2.5 B, K, L, M, N, O), and corrections themselves. Who had a part in the case stays
written down even if the entry is void: separation of duties errs on the safe side.
"""

from collections.abc import Callable

from domain.case.state import Case, Stage
from domain.values import Value


class Voidable(Value):
    """可作废: how an entry is undone, and at which stages the case rests upon it."""

    undo: Callable[[Case, int], None]
    rested_upon: tuple[Stage, ...] = ()

    @property
    def left_nothing(self) -> bool:
        """Whether the entry left nothing behind that a decision reads."""
        return self.undo is _nothing


def _nothing(state: Case, version: int) -> None:
    """There is nothing to undo."""


def _notice_taken_off(state: Case, version: int) -> None:
    state.notices = [notice for notice in state.notices if notice.version != version]


def _session_not_counted(state: Case, version: int) -> None:
    procedure = state.mediations.all.get(state.record[version - 1].mediation or "")
    if procedure is not None:
        procedure.sessions = max(0, procedure.sessions - 1)


def _unvisited(state: Case, version: int) -> None:
    since_reopened = 0
    visits: list[int] = []
    for number, entry in enumerate(state.record, start=1):
        if entry.event == "case.reopened":
            since_reopened = number
        elif entry.event == "visit.made" and number not in state.corrections.voided:
            visits.append(number)
    state.ending.visited = any(number > since_reopened for number in visits)


_ENDED = (Stage.CONCLUDED, Stage.CLOSED, Stage.ARCHIVED)

VOIDABLE: dict[str, Voidable] = {
    "case.notice_served": Voidable(undo=_notice_taken_off, rested_upon=(*_ENDED, Stage.WITHDRAWN)),
    "order.progress_reported": Voidable(undo=_nothing),
    "mediation.investigation_recorded": Voidable(undo=_nothing),
    "mediation.session_held": Voidable(
        undo=_session_not_counted, rested_upon=(Stage.AGREED, *_ENDED)
    ),
    "visit.made": Voidable(undo=_unvisited, rested_upon=(Stage.CLOSED, Stage.ARCHIVED)),
    "expert.consulted": Voidable(undo=_nothing),
    "hearing.held": Voidable(undo=_nothing),
}
"""By stored name."""
