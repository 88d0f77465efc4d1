"""What a serving process knows of the background work, from the reports of whoever does it."""

from collections.abc import Mapping
from typing import Protocol

from infra.http.metrics import Metrics
from infra.ledger.checkpointer import Status
from infra.ledger.faults import LedgerFault
from infra.read.news import Moved, Stopped
from infra.read.waiting import PostgresPositions
from infra.working.report import Behind, Missed, Report


class SealingRefused(LedgerFault):
    """The signer refuses to seal the log: its past is not the one that was signed."""


class Work(Protocol):
    """Who does it: a process of its own, or this one."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End after the work at hand. Any number of times."""
        ...

    def check(self) -> None:
        """Raises when the work is not being done."""
        ...


class Background:
    """Hears the reports; wakes who waits for a position, counts, and keeps how things stand."""

    def __init__(self, metrics: Metrics, positions: PostgresPositions) -> None:
        self._metrics = metrics
        self._positions = positions
        self._ledger: Status | None = None
        self._behind = 0.0

    def heard(self, report: Report) -> None:
        """What was just done."""
        match report:
            case Moved() | Stopped():
                self._metrics.heard(report)
                self._positions.heard(report)
            case Status():
                self._ledger = report
            case Missed():
                self._metrics.missed(report.timer)
            case Behind():
                self._behind = report.seconds

    def check_ledger(self) -> None:
        """Raises `SealingRefused` while the ledger is not sealed for a reason of its own."""
        if self._ledger is not None and self._ledger.refused:
            raise SealingRefused(self._ledger.error)

    def gauges(self, log_size: int | None) -> Mapping[str, float]:
        """The ledger and the watch in numbers; of the ledger none before anything was heard."""
        status = self._ledger
        gauges = {"watch_behind_seconds": self._behind}
        if status is None:
            return gauges
        size = status.size if log_size is None else log_size
        return gauges | {
            "ledger_sealed_size": status.sealed,
            "ledger_unsealed_events": max(0, size - status.sealed),
            "ledger_refusals": status.refusals,
        }
