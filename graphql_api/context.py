"""What resolvers know of one operation: who asks, in which language, and whom to ask in turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from domain.organisation.state import Organisation
from domain.policy.rulebook import Policy
from graphql_api.errors import Language, NotYet
from graphql_api.ports import Caller, Commands, Events, LedgerReads, Past, People, Standing
from projections.case_row import CaseRow
from projections.reads import CaseClocks, CaseRegister, Overdue, Positions, WorkloadReads
from projections.reads.accountability import Accountability
from projections.reads.indicators import Indicators
from projections.reads.mediations import Mediations
from projections.reads.screenings import Screenings
from projections.reads.staff import Staff
from projections.reads.warning import Intakes
from projections.scope import Scope

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Services:
    """Everything the API asks of the rest of the product. Made once, shared by all requests.

    `judged_by` holds the rules and the calendar that clocks are explained by. `register` answers
    the organisation register of this moment (blocking). `cursor_key` signs cursors and must be the
    same in every process. `may_read_narrative` says who may read the words of a case they may see.
    `threads` bounds the blocking calls under way at once, `waiting` the reads that wait for a
    position (at most `wait_seconds`), so that waiting never keeps anybody from working.
    """

    commands: Commands
    cases: CaseRegister
    clocks: CaseClocks
    workload: WorkloadReads
    accountability: Accountability
    mediations: Mediations
    staff: Staff
    intakes: Intakes
    indicators: Indicators
    screenings: Screenings
    overdue: Overdue
    judged_by: Policy
    positions: Positions
    events: Events
    past: Past
    people: People
    ledger: LedgerReads
    register: Callable[[], Organisation]
    cursor_key: bytes
    may_read_narrative: Callable[[Caller, CaseRow], bool]
    clock: Callable[[], datetime]
    threads: CapacityLimiter
    waiting: CapacityLimiter
    wait_seconds: float = 5.0


class Context:
    """One operation's context: `info.context` in every resolver."""

    def __init__(self, services: Services, standing: Standing, language: Language) -> None:
        self.services = services
        self.caller: Caller = standing.caller
        self.register: Organisation = standing.register
        self.language = language
        self.now = services.clock()
        self.scope = Scope(
            person=standing.caller.person,
            unit=standing.caller.unit,
            area=standing.caller.area,
            roles=standing.caller.roles,
        )

    @property
    def english(self) -> bool:
        """Whether people are answered in English."""
        return self.language is Language.ENGLISH

    def may_read_narrative(self, case: CaseRow) -> bool:
        """Whether the caller may read the words of a case they see."""
        return self.services.may_read_narrative(self.caller, case)

    async def blocking(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a blocking function answers, called in a worker thread."""
        return await to_thread.run_sync(
            partial(function, *args, **kwargs), limiter=self.services.threads
        )

    async def reach(self, position: int | None) -> None:
        """Wait until the read models have seen a position. Raises `NotYet` after some seconds.

        No position, and 0, are behind everything.
        """
        if not position:
            return
        seen = await to_thread.run_sync(
            self.services.positions.wait_for,
            position,
            self.services.wait_seconds,
            limiter=self.services.waiting,
        )
        if not seen:
            raise NotYet
