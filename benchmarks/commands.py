"""Commands over HTTP, end to end: `acceptCase` by 32 clients at once against `liuhen serve`.

The server runs in a process of its own on the embedded database, durable as in production. Where
the time goes is read from its own `/metrics` and from the processor time of both processes.
"""

import asyncio
import os
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import httpx
from prometheus_client.samples import Sample
from rich.console import Console
from rich.table import Table

from benchmarks.serving import Prepared, prepare, processor_time, samples, served
from infra.settings import load_settings
from infra.wiring import core

CLIENTS = 32
CASES = 1_200
WARM_UP = 100
MUTATION = """mutation($input: AcceptCaseInput!) {
  acceptCase(input: $input) { position replayed case { stage } events { name } refusals { code } }
}"""


async def _accept(address: str, prepared: Prepared, cases: list[str]) -> list[float]:
    """Accept every case, `CLIENTS` at a time; the seconds each took."""
    waiting = list(reversed(cases))
    spans: list[float] = []
    headers = {"Authorization": f"Bearer {prepared.token}"}
    deadline = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011

    async def client() -> None:
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as http:
            while waiting:
                case = waiting.pop()
                wanted = {
                    "case": case, "idempotencyKey": f"accept {case}", "expectedVersion": 1,
                    "matterClass": "DISPUTE", "difficulty": "SIMPLE", "dispute": "0201",
                    "firstResponsibleUnit": prepared.unit, "procedure": "PM",
                    "deadlineOn": deadline,
                }  # fmt: skip
                began = time.perf_counter()
                body = {"query": MUTATION, "variables": {"input": wanted}}
                answer = (await http.post("/graphql", json=body)).json()
                spans.append(time.perf_counter() - began)
                assert answer["data"]["acceptCase"]["case"]["stage"] == "ACCEPTED", answer

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return spans


def _metrics(address: str) -> dict[str, float]:
    """Sums and counts of the server's histograms, by name and part: `request_sum`, …"""
    return {
        _named(sample): sample.value
        for sample in samples(address)
        if sample.name.endswith(("_sum", "_count"))
    }


def _named(sample: Sample) -> str:
    family, _, what = sample.name.rpartition("_")
    return f"{sample.labels.get('part', family)}_{what}"


def main() -> bool:
    """Print the figures; nothing here can fail but an answer that is wrong."""
    with tempfile.TemporaryDirectory(prefix="lh-bench-") as folder:
        home = Path(folder)
        os.environ["LIUHEN_HOME"] = str(home)
        with core(load_settings()) as parts:
            prepared = prepare(parts, CASES + WARM_UP)
        with served({"LIUHEN_HOME": str(home)}) as (address, process):
            asyncio.run(_accept(address, prepared, prepared.cases[:WARM_UP]))
            before, cpu_before = _metrics(address), processor_time(process)
            own_before, started = time.process_time(), time.perf_counter()
            spans = asyncio.run(_accept(address, prepared, prepared.cases[WARM_UP:]))
            seconds = time.perf_counter() - started
            own = time.process_time() - own_before
            after, cpu_after = _metrics(address), processor_time(process)
    grown = {name: after[name] - before.get(name, 0.0) for name in after}
    _print(sorted(spans), seconds, grown, cpu_after - cpu_before, own)
    return True


def _print(
    spans: list[float], seconds: float, grown: dict[str, float], cpu: float, own: float
) -> None:
    def part(name: str) -> float:
        return grown[f"{name}_sum"] / grown[f"{name}_count"] * 1000

    count = len(spans)
    mean = statistics.mean(spans) * 1000
    request, sign_in, command = part("request"), part("sign_in"), part("command")
    decide, append, commit = part("decide"), part("append"), part("liuhen_append_seconds")
    batch = grown["liuhen_append_batch_size_sum"] / grown["liuhen_append_batch_size_count"]
    table = Table(
        title=f"acceptCase over HTTP, {CLIENTS} clients, {count:,} commands", show_header=False
    )
    for name, value in (
        ("commands a second", f"{count / seconds:,.0f}"),
        ("p50", f"{spans[count // 2] * 1000:.0f} ms"),
        ("p99", f"{spans[int(count * 0.99)] * 1000:.0f} ms"),
        ("mean, as the client sees it", f"{mean:.1f} ms"),
        ("  sign in: token, register", f"{sign_in:.1f} ms"),
        ("  command: key known? take turns", f"{command - decide - append:.1f} ms"),
        ("  command: load and decide", f"{decide:.1f} ms"),
        ("  command: wait for the commit", f"{append:.1f} ms"),
        ("  GraphQL, and read the case back", f"{request - sign_in - command:.1f} ms"),
        ("  HTTP, and waiting for the event loop", f"{mean - request:.1f} ms"),
        ("one commit", f"{commit:.1f} ms for {batch:.1f} commands"),
        (
            "server's and worker's processor time",
            f"{cpu / count * 1000:.1f} ms a command, {cpu / seconds:.0%}",
        ),
        ("clients' processor time", f"{own / count * 1000:.1f} ms a command, {own / seconds:.0%}"),
    ):
        table.add_row(name, value)
    Console().print(table)
