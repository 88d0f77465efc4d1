"""The case (事项): one matter from registration to the archive, chapter by chapter."""

from domain.case import (
    acceptance,
    deadlines,
    disposal,
    intake,
    merging,
    notices,
    parties,
    protection,
    refusing,
    risk,
    triage,
    window,
    withdrawal,
)
from domain.case.state import Case, Stage, case

__all__ = [
    "Case",
    "Stage",
    "acceptance",
    "case",
    "deadlines",
    "disposal",
    "intake",
    "merging",
    "notices",
    "parties",
    "protection",
    "refusing",
    "risk",
    "triage",
    "window",
    "withdrawal",
]
