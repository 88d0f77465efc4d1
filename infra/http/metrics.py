"""Metrics (Prometheus text at `/metrics`): how fast, how far behind, and what has stopped.

They carry names of commands and projections and numbers; never ids of persons or texts.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from infra.read.news import Moved, News, Stopped
from infra.wiring import now

BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """The measurements of one process, in a registry of their own."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self.registry = CollectorRegistry()
        self._commands = Counter(
            "liuhen_commands_total", "Commands by outcome", ["command", "outcome"],
            registry=self.registry,
        )  # fmt: skip
        self._parts = Histogram(
            "liuhen_part_seconds", "Time of each part of the way of a request", ["part"],
            buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._batch = Histogram(
            "liuhen_append_batch_size", "Appends in one commit", buckets=BATCH_SIZES,
            registry=self.registry,
        )  # fmt: skip
        self._append = Histogram(
            "liuhen_append_seconds", "Time of one commit", buckets=SECONDS, registry=self.registry
        )
        self._folded = Counter(
            "liuhen_projection_events_total", "Events folded", ["projection"],
            registry=self.registry,
        )  # fmt: skip
        self._lag = Histogram(
            "liuhen_projection_lag_seconds", "From an event's record to its being readable",
            ["projection"], buckets=SECONDS, registry=self.registry,
        )  # fmt: skip
        self._missed = Counter(
            "liuhen_deadlines_missed_total", "Missed deadlines recorded by this process", ["timer"],
            registry=self.registry,
        )  # fmt: skip
        self.positions: dict[str, int] = {}
        self.stopped: dict[str, int] = {}

    def appended(self, size: int, seconds: float) -> None:
        """One group commit."""
        self._batch.observe(size)
        self._append.observe(seconds)

    def timed(self, part: str) -> AbstractContextManager[object]:
        """What is done within this is timed as one part of the way of a request.

        The parts: `request` (all of it), `sign_in`, `command`, and of that `decide` (load and
        decide) and `append` (wait for the commit).
        """
        return self._parts.labels(part).time()

    def commanded(self, command: str, outcome: str) -> None:
        """One command: stored, replayed, a refusal's code, or fault."""
        self._commands.labels(command, outcome).inc()

    def missed(self, timer: str) -> None:
        """One missed deadline put on record."""
        self._missed.labels(timer).inc()

    def heard(self, news: News) -> None:
        """What the projector tells."""
        match news:
            case Moved():
                self._folded.labels(news.projection).inc(news.events)
                if news.oldest is not None:
                    lag = (self._clock() - news.oldest).total_seconds()
                    self._lag.labels(news.projection).observe(max(0.0, lag))
                self.positions[news.projection] = news.position
                self.stopped.pop(news.projection, None)
            case Stopped():
                self.stopped[news.projection] = news.position

    def watch(self, gauges: Callable[[], Mapping[str, float]]) -> None:
        """Also show what `gauges` says whenever somebody looks: name to value."""
        self.registry.register(_Gauges(self, gauges))

    def endpoint(self, request: Request) -> Response:
        """`GET /metrics`. Blocking: it asks the database for the log's size."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


class Timed:
    """An application whose every request is timed."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        with self._metrics.timed("request"):
            await self._app(scope, receive, send)


class _Gauges(Collector):
    def __init__(self, metrics: Metrics, ask: Callable[[], Mapping[str, float]]) -> None:
        self._metrics = metrics
        self._ask = ask

    def collect(self) -> Iterable[Metric]:
        asked = self._ask()
        for name, value in asked.items():
            yield GaugeMetricFamily(f"liuhen_{name}", name.replace("_", " "), value=value)
        position = GaugeMetricFamily(
            "liuhen_projection_position", "Last event folded", labels=["projection"]
        )
        lag = GaugeMetricFamily(
            "liuhen_projection_lag_events", "Events not folded yet", labels=["projection"]
        )
        stopped = GaugeMetricFamily(
            "liuhen_projection_stopped_at", "Event that does not fold", labels=["projection"]
        )
        size = asked.get("log_size")
        for name, at in list(self._metrics.positions.items()):
            position.add_metric([name], at)
            if size is not None:
                lag.add_metric([name], max(0, size - at))
        for name, at in list(self._metrics.stopped.items()):
            stopped.add_metric([name], at)
        yield from (position, lag, stopped)
