"""The parts that run beside the API: projector, checkpointer and watch, each in its own thread."""

from collections.abc import Mapping
from threading import Event, Thread

from infra.ledger.checkpointer import Checkpointer
from infra.ledger.faults import LedgerFault
from infra.read.projector import Projector
from infra.watch.watcher import Watch


class SealingRefused(LedgerFault):
    """The signer refuses to seal the log: its past is not the one that was signed."""


class Background:
    """Starts and stops what runs beside the API, and says how the ledger stands."""

    def __init__(self, projector: Projector, checkpointer: Checkpointer, watch: Watch) -> None:
        self.watch = watch
        self._projector = projector
        self._checkpointer = checkpointer
        self._stopping = Event()
        self._sealing = Thread(
            target=checkpointer.run, args=(self._stopping,), name="liuhen-checkpointer", daemon=True
        )

    def start(self) -> None:
        """Follow the log, seal it and watch the deadlines, until `stop`."""
        self._projector.start()
        self._sealing.start()
        self.watch.start()

    def stop(self) -> None:
        """End after the work at hand."""
        self._stopping.set()
        self.watch.stop()
        if self._sealing.ident is not None:
            self._sealing.join()
        self._projector.stop()

    def check_ledger(self) -> None:
        """Raises `SealingRefused` while the ledger is not sealed for a reason of its own."""
        status = self._checkpointer.status
        if status.refused:
            raise SealingRefused(status.error)

    def gauges(self) -> Mapping[str, float]:
        """The ledger and the watch in numbers."""
        status = self._checkpointer.status
        return {
            "ledger_sealed_size": status.sealed,
            "ledger_unsealed_events": max(0, status.size - status.sealed),
            "ledger_refusals": status.refusals,
            **self.watch.gauges(),
        }
