"""How soon the read models tell of a command while commands keep coming at a given rate.

`liuhen serve` runs on a county-year whose read models are up to date; light commands are offered
open-loop: each at its moment, whether or not the ones before it were answered. What is measured is
the server's own `liuhen_projection_lag_seconds`: from an event's record, which is a little before
its command is answered, to the moment from which `case(minPosition: …)` answers with it.
"""

import asyncio
import ssl
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from math import isinf
from pathlib import Path
from typing import Any

import httpx
import psycopg
from prometheus_client.samples import Sample
from psycopg import sql
from pydantic import SecretStr
from rich.table import Table

from benchmarks.servers import SCHEMA
from benchmarks.serving import Prepared, prepare, processor_time, samples, served
from domain.kernel import day_of
from domain.values import Value
from infra.read.catalogue import Catalogue
from infra.settings import Settings
from infra.wiring import core, now
from projections.registry import PROJECTIONS

OFFERED = 200
"""Commands offered a second."""
SECONDS = 20
WARM_UP = 200
"""Commands before anything is measured, half as fast."""
PROMISED = 1.0
"""Seconds of lag that nineteen of twenty batches of every read model stay under."""
PATIENCE = 300.0
"""Seconds the ledger may take to seal the year, and the read models to catch up."""
CLIENTS = 100
"""Commands under way at once; if all are, the next waits, and its time runs."""
LAG = "liuhen_projection_lag_seconds"

Wanted = tuple[str, dict[str, Any]]
"""A mutation and its input."""


class Lag(Value):
    """What came of it: commands answered a second, how long answers took, lag by read model."""

    answered: int
    rate: float
    refused: int
    p50: float
    p95: float
    processor: float
    """Of the serving process and the working one, as a share of one core."""
    lags: tuple[tuple[str, float], ...]
    """Seconds of lag, for each read model, that 95 of 100 of its batches kept within."""


def lag(admin_dsn: str) -> Lag:
    """Serve a database whose read models are up to date, and offer it commands."""
    _nothing_missed(admin_dsn)
    with tempfile.TemporaryDirectory(prefix="lh-lag-") as home:
        settings = Settings(home=Path(home), database_url=SecretStr(admin_dsn))
        with core(settings) as parts:
            prepared = prepare(parts, (WARM_UP + OFFERED * SECONDS) // 3)
        environment = {"LIUHEN_HOME": home, "LIUHEN_DATABASE_URL": admin_dsn}
        with served(environment) as (address, process):
            _settle(address)
            wanted = list(_wanted(prepared))
            asyncio.run(_offer(address, prepared.token, wanted[:WARM_UP], OFFERED / 2))
            _settle(address)
            before, spent = samples(address), processor_time(process)
            offered = _offer(address, prepared.token, wanted[WARM_UP:], OFFERED)
            spans, refused, seconds = asyncio.run(offered)
            used = processor_time(process)
            _settle(address)
            after = samples(address)
    return Lag(
        answered=len(spans),
        rate=len(spans) / seconds,
        refused=refused,
        p50=_nth(spans, 0.5),
        p95=_nth(spans, 0.95),
        processor=(used - spent) / seconds,
        lags=tuple(
            (one.name, behind)
            for one in PROJECTIONS
            if (behind := _lag95(before, after, one.name)) is not None
        ),
    )


def _nothing_missed(admin_dsn: str) -> None:
    """Let no deadline of the year wait to be put on record.

    The lives were told without a watch beside them. Years later, as it were, it would be busy for
    minutes with what it would have recorded day by day.
    """
    clocks = sql.Identifier(Catalogue(SCHEMA).read_schema, "clocks")
    with psycopg.connect(admin_dsn) as connection:
        connection.execute(sql.SQL("UPDATE {} SET look_at = NULL").format(clocks))


def _wanted(prepared: Prepared) -> Iterator[Wanted]:
    """Three light commands for each case, in turns; never two of one case at a time."""
    cases = prepared.cases
    received = now()
    matter = {"matterClass": "DISPUTE", "dispute": "0201"}
    for nth, case in enumerate(cases):
        yield "acceptCase", matter | {
            "case": case, "expectedVersion": None, "difficulty": "SIMPLE", "procedure": "PM",
            "firstResponsibleUnit": prepared.unit,
            "deadlineOn": (day_of(received) + timedelta(days=30)).isoformat(),
        }  # fmt: skip
        yield "recordContact", {
            "case": cases[nth - len(cases) // 2], "expectedVersion": None, "method": "PHONE",
            "contacted": prepared.person, "content": "电话告知受理情况。",
        }  # fmt: skip
        yield "registerIntake", matter | {
            "channel": "CALL", "receivedAt": received.isoformat(), "summary": "相邻通行纠纷。",
            "parties": [{"person": prepared.person, "side": "APPLICANT"}],
        }  # fmt: skip


async def _offer(
    address: str, token: str, wanted: Sequence[Wanted], rate: float
) -> tuple[list[float], int, float]:
    """Send each at its moment; seconds each took from that moment, refusals, seconds in all."""
    headers = {"Authorization": f"Bearer {token}"}
    waiting = iter(enumerate(wanted))
    spans: list[float] = []
    refused = 0
    started = time.perf_counter()

    plain = ssl.SSLContext()  # Made once: reading the authorities takes each client 20 ms.

    async def client() -> None:
        nonlocal refused
        async with httpx.AsyncClient(
            base_url=address, headers=headers, timeout=60, trust_env=False, verify=plain
        ) as http:
            for nth, (mutation, given) in waiting:
                due = started + nth / rate
                await asyncio.sleep(due - time.perf_counter())
                body = _body(mutation, given | {"idempotencyKey": f"{rate} {nth}"})
                answer = (await http.post("/graphql", json=body)).json()
                spans.append(time.perf_counter() - due)
                assert not answer.get("errors"), answer
                refused += bool(answer["data"][mutation]["refusals"])

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return sorted(spans), refused, time.perf_counter() - started


def _body(mutation: str, given: dict[str, Any]) -> dict[str, Any]:
    kind = mutation[0].upper() + mutation[1:]
    return {
        "query": f"mutation($input: {kind}Input!) {{"
        f" {mutation}(input: $input) {{ position refusals {{ code }} }} }}",
        "variables": {"input": given},
    }


def _settle(address: str) -> None:
    """Wait until the log is sealed and folded. Raises `TimeoutError`."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = samples(address)
        behind = [
            one.value
            for one in found
            if one.name in ("liuhen_ledger_unsealed_events", "liuhen_projection_lag_events")
        ]
        if behind and not any(behind):
            return
        time.sleep(0.5)
    raise TimeoutError("the ledger or a read model did not catch up")


def _lag95(before: Sequence[Sample], after: Sequence[Sample], projection: str) -> float | None:
    """The 95th percentile of what was added to a histogram, between the bounds of its bucket.

    None when nothing was: no command made an event that the read model reads.
    """
    old = _buckets(before, projection)
    new = _buckets(after, projection)
    added = {bound: count - old.get(bound, 0.0) for bound, count in new.items()}
    wanted = max(added.values(), default=0.0) * 0.95
    if not wanted:
        return None
    for (low, fewer), (high, more) in pairwise([(0.0, 0.0), *added.items()]):
        if more >= wanted:
            return low + (high - low) * (wanted - fewer) / (more - fewer)
    raise AssertionError("the last bucket holds everything")


def _buckets(found: Sequence[Sample], projection: str) -> dict[float, float]:
    """How many batches had at most so much lag, by rising bound in seconds."""
    return {
        float(one.labels["le"]): one.value
        for one in found
        if one.name == f"{LAG}_bucket" and one.labels["projection"] == projection
    }


def _nth(spans: Sequence[float], share: float) -> float:
    return spans[min(len(spans) - 1, int(len(spans) * share))]


def kept(found: Lag) -> dict[str, bool]:
    """The promise about lag, and whether it was kept."""
    return {
        f"lag of every read model under {PROMISED:.0f} s (p95)": all(
            seconds < PROMISED for _, seconds in found.lags
        )
    }


def lag_table(found: Lag, events: int) -> Table:
    """The rate that was reached, and how far the read models were behind."""
    table = Table(
        title=f"Live, on a log of {events:,} events: {OFFERED} commands/s offered for {SECONDS} s",
        show_header=False,
    )
    for name, value in (
        ("commands a second, answered", f"{found.rate:,.0f}"),
        ("refused", f"{found.refused}"),
        ("answer, p50", f"{found.p50 * 1000:.0f} ms"),
        ("answer, p95", f"{found.p95 * 1000:.0f} ms"),
        ("server's and worker's processor time", f"{found.processor:.0%} of a core"),
        *((f"lag of {name}, p95", _lag_said(seconds)) for name, seconds in found.lags),
    ):
        table.add_row(name, value)
    return table


def _lag_said(seconds: float) -> str:
    """Milliseconds, or that it lies beyond the histogram's last bound."""
    return "beyond the last bound" if isinf(seconds) else f"{seconds * 1000:.0f} ms"
