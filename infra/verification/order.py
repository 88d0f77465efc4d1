"""Order (次序): positions without gaps, versions without gaps, time that never runs backwards."""

from datetime import datetime
from uuid import UUID

from infra.ledger.log_rows import LogRow
from infra.verification.report import Findings


class OrderCheck:
    """Takes the rows in order of position.

    Keeps the last version of every stream: about 100 bytes each, so 100 MB for a million cases.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._versions: dict[int, int] = {}
        self._position = 0
        self._latest: datetime | None = None

    @property
    def streams(self) -> int:
        """How many streams there are."""
        return len(self._versions)

    def take(self, row: LogRow) -> None:
        """Check the next row."""
        position, stream, version, _, recorded_at, _ = row
        if position != self._position + 1:
            self._gap(position)
        self._position = max(position, self._position)
        self._version(position, stream, version)
        if recorded_at is None:
            self._findings.at(position, "its recorded_at is not a moment of the years 1 to 9999")
            return
        if self._latest is not None and recorded_at < self._latest:
            self._findings.at(
                position,
                f"its recorded_at, {recorded_at.isoformat()}, is before that of the event before "
                f"it, {self._latest.isoformat()}",
            )
        self._latest = recorded_at

    def finish(self, size: int | None, recorded_at: datetime | None, counted: int) -> None:
        """Compare with the log's head, and with how many rows the table counts."""
        if size is None:
            self._findings.add("head", "the log's head is missing, or there are several")
        elif size != self._position:
            self._findings.add(
                "head", f"it says {size} events, the last position is {self._position}"
            )
        elif recorded_at != self._latest:
            self._findings.add(
                "head",
                f"it says the last event was recorded at {_shown(recorded_at)}, "
                f"which was at {_shown(self._latest)}",
            )
        if counted != self._position:
            self._findings.add(
                "events", f"{counted} rows are counted, the last position is {self._position}"
            )

    def _gap(self, position: int) -> None:
        if position <= self._position:
            self._findings.at(position, "inserted: this position is there more than once")
            return
        first, last = self._position + 1, position - 1
        range_ = f"position {first} is" if first == last else f"positions {first} to {last} are"
        self._findings.at(first, f"missing: {range_} not there")

    def _version(self, position: int, stream: UUID, version: int) -> None:
        expected = self._versions.get(stream.int, 0) + 1
        if version != expected:
            self._findings.at(
                position, f"it has version {version} of stream {stream}, expected {expected}"
            )
        self._versions[stream.int] = version


def _shown(moment: datetime | None) -> str:
    return "no time" if moment is None else moment.isoformat()
