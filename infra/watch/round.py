"""One round of the watch (时限值守): every miss that waits to be recorded is asked for, once.

    table of clocks: look_at <= now ──> clocks of the case ──> RecordMissedDeadline ──> application
                                                                  │ the decision counts again
                                                                  └─> recorded, or refused: no miss

The table may lag behind the log; that is why the decision, and not the watch, says what was missed.
Any number of watches may run at once, stop in the middle, or come late: a miss has one idempotency
key, and the case's version protects what is decided.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256

from domain.case.deadlines import RecordMissedDeadline
from domain.ids import CaseId
from domain.policy.clock import Clock
from domain.refusals import Refusal
from domain.values import Value
from graphql_api.ports import Request
from infra.application import Application
from infra.authority import operator
from infra.read.queries import DueCase, PostgresClocks
from projections.clocks import ClocksRow

CLIENT = "watch"
PAGE = 200
"""Cases read at a time."""


class Round(Value):
    """What one round came to. `oldest` is the earliest moment at which a miss had waited."""

    cases: int = 0
    recorded: tuple[str, ...] = ()
    """The timers whose misses were recorded now."""
    refused: int = 0
    """Misses the table knew of and the log did not, or no more."""
    oldest: datetime | None = None


def go_round(
    application: Application,
    clocks: PostgresClocks,
    now: datetime,
    *,
    ending: Callable[[], bool] = lambda: False,
) -> Round:
    """Look at every case that is due at `now`; leaves early, in order, when `ending` says so.

    Raises `Unavailable` and faults of the database; what was recorded until then stays recorded.
    """
    cases, refused, oldest = 0, 0, None
    recorded: list[str] = []
    for row in _due(clocks, now):
        if ending():
            break
        cases += 1
        oldest = oldest or row.look_at
        for clock in row.engine.unrecorded(now):
            if _record(application, row.case, clock):
                recorded.append(clock.timer)
            else:
                refused += 1
    return Round(cases=cases, recorded=tuple(recorded), refused=refused, oldest=oldest)


def _due(clocks: PostgresClocks, now: datetime) -> Iterator[ClocksRow]:
    """Every case with a miss to record, page after page; each once, whatever becomes of it."""
    after: DueCase | None = None
    while rows := clocks.due(now, after, PAGE):
        yield from rows
        last = rows[-1]
        assert last.look_at is not None, "it was found by this moment"
        after = DueCase(at=last.look_at, case=last.case)


def _record(application: Application, case: CaseId, clock: Clock) -> bool:
    """Ask for the record of one miss; whether it was made just now."""
    command = RecordMissedDeadline(
        case=case, timer=clock.timer, scope=clock.scope, started=clock.started
    )
    request = Request(command=command, caller=operator(CLIENT), key=_key(command))
    try:
        return not application.handle(request).replayed
    except Refusal:
        return False


def _key(command: RecordMissedDeadline) -> str:
    """The same miss, the same key: asked twice, it is answered with the first record."""
    named = "\x00".join((command.case, command.timer, command.scope, str(command.started)))
    return f"missed-{sha256(named.encode()).hexdigest()[:40]}"
