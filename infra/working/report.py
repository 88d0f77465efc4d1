"""Reports: what whoever does the background work tells, so that others can wait, measure and warn.

Between two processes a report is one line of JSON. It carries names of read models and timers,
positions and times; never ids of persons or texts.
"""

from collections.abc import Callable

import msgspec

from domain.values import Value
from infra.ledger.checkpointer import Status
from infra.read.news import Moved, Stopped


class Missed(Value, tag=True):
    """A missed deadline was put on record; `timer` is its name."""

    timer: str


class Behind(Value, tag=True):
    """The watch has looked; the oldest miss it found had waited so many seconds, 0 for none."""

    seconds: float


Report = Moved | Stopped | Status | Missed | Behind
Tell = Callable[[Report], None]

_decoder: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)
_encode: Callable[[Report], bytes] = msgspec.json.Encoder().encode


def line_of(report: Report) -> bytes:
    """The line that says it."""
    return _encode(report) + b"\n"


def report_of(line: bytes) -> Report:
    """What a line says. Raises `msgspec.DecodeError`."""
    return _decoder.decode(line)
