"""Load and decide: how long a command's thinking takes on a short and on a very long stream.

A case of 30 events (an ordinary mediated one) and one of 5,000 (the longest planned for,
domain.md §8.2). Cold: the stream is read and folded from the database. Warm: it is in the cache,
and only asked whether anything is new.
"""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from rich.console import Console
from rich.table import Table

from benchmarks.servers import SCHEMA, Scratch, scratch, server
from domain.case.intake import RegisterIntake
from domain.case.triage import RecordSignal, RiskSignalRecorded
from domain.case.values import PartyEntry
from domain.codes.matters import Channel, MatterClass
from domain.codes.parties import Side
from domain.codes.risks import SignalSource
from domain.ids import decode
from domain.kernel import Act
from domain.policy.packaged import packaged_policy
from domain.registry import COMMANDS
from domain.roles import Role
from graphql_api.ports import Caller
from infra.store.appender import Append
from infra.store.mapper import Draft
from tests.composed import NOW, Product, product
from tests.conftest import Database

LENGTHS = (30, 5_000)
CHUNK = 250
LIMITS_MS = {30: 10.0, 5_000: 500.0}
"""What we hold ourselves to when cold; the API's budget for a command is 150 ms at the 95th."""


def _act(who: Caller, house: Product) -> Act:
    return Act(
        person=who.person,
        post=who.post,
        unit=who.unit,
        area=who.area,
        roles=who.roles,
        at=NOW + timedelta(hours=1),
        now=NOW + timedelta(hours=1),
        command_id="0",
        directory=house.application.organisation(),
        judged_by=packaged_policy(),
    )


def _case_of(house: Product, clerk: Caller, length: int) -> str:
    """A registered case with signals up to `length` events."""
    person = house.person()
    registered = house.do(
        RegisterIntake(
            matter_class=MatterClass.DISPUTE,
            channel=Channel.CALL,
            received_at=NOW,
            summary="相邻通行纠纷",
            parties=(PartyEntry(person=person, side=Side.APPLICANT),),
            dispute="0201",
        ),
        clerk,
    )
    act = _act(clerk, house)
    recorder, mapper = house.application.recorder, house.application.mapper
    drafts = [
        Draft(
            stream=registered.stream,
            version=version,
            event=_signal(registered.stream, act),
            act=act,
            role=Role.WINDOW_CLERK,
        )
        for version in range(registered.version + 1, length + 1)
    ]
    for start in range(0, len(drafts), CHUNK):
        chunk = drafts[start : start + CHUNK]
        recorder.append(Append(events=tuple(map(mapper.to_stored_event, chunk))))
    return registered.stream


def _command(case: str) -> RecordSignal:
    return RecordSignal(case=case, signal="S03", source=SignalSource.GRID, heard_at=NOW)


def _signal(case: str, act: Act) -> RiskSignalRecorded:
    aggregate, decision = COMMANDS["RecordSignal"]
    event = next(iter(decision.function(aggregate.state(), _command(case), act)))
    assert isinstance(event, RiskSignalRecorded)
    return event


def _milliseconds(work: Callable[[], object], times: int) -> float:
    spans: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spans.append((time.perf_counter() - started) * 1000)
    return statistics.median(spans)


def main() -> bool:
    """Print the table; whether every limit was kept."""
    table = Table(title="Load and decide (milliseconds, median)")
    for column in ("events", "cold load", "warm load", "decide", "limit (cold + decide)"):
        table.add_column(column, justify="right")
    kept = True
    with server() as running:
        made: Scratch = scratch(running)
        database = Database(made.app_dsn, made.admin_dsn, SCHEMA)
        with product(database) as house:
            clerk = house.officer(house.unit(), Role.WINDOW_CLERK)
            act = _act(clerk, house)
            for length in LENGTHS:
                case = _case_of(house, clerk, length)
                cold, warm, decided = _measured(house, case, act, 200 if length < 100 else 20)
                kept &= cold + decided <= LIMITS_MS[length]
                table.add_row(
                    f"{length:,}", f"{cold:.2f}", f"{warm:.2f}", f"{decided:.3f}",
                    f"{LIMITS_MS[length]:.0f}",
                )  # fmt: skip
    Console().print(table)
    return kept


def _measured(house: Product, case: str, act: Act, times: int) -> tuple[float, float, float]:
    application = house.application
    aggregate, _ = COMMANDS["RecordSignal"]

    def cold() -> None:
        assert application.repository.cache is not None
        application.repository.cache.get(decode(case), evict=True)
        assert application.load(case) is not None

    loaded = application.load(case)
    assert loaded is not None
    return (
        _milliseconds(cold, times),
        _milliseconds(lambda: application.load(case), times),
        _milliseconds(lambda: aggregate.decide(loaded.state, _command(case), act), times),
    )
