"""Overdue terms as somebody in a story reads them over the API."""

from typing import Any

from tests.api import Client
from tests.stories.telling import moment

EVERY_STANDING = ["OVERDUE", "RUNNING", "PAUSED", "MET", "LATE", "CANCELLED"]
OVERDUE = """
query($unit: ID, $at: DateTime, $where: DeadlineWhere) {
  overdue(unit: $unit, at: $at, where: $where, first: 100) {
    totalCount
    nodes {
      standing bucket firstDueOn holderPerson holderRecorded caseStanding
      case { id } holderUnit { id } paused { fromAt untilAt }
      clock { timer scope state colour basis mandatory dueOn rawDueOn late { amount unit } }
      proposal { measure addressee ground }
    }
  }
}
"""


def terms(
    who: Client, at: str, *timers: str, unit: str | None = None, **where: Any
) -> list[dict[str, Any]]:
    """The duties of these rows of the rules at a moment by the country's clock; all if none."""
    asked = {"timers": list(timers)} | where
    found = who.query(OVERDUE, at=moment(at).isoformat(), unit=unit, where=asked)["overdue"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes
