"""Who answered for what in a case, as a reviewer asks it over HTTP (domain.md §5.5)."""

from typing import Any

from tests.api import Client

ANSWERING = """
query($id: ID!, $at: DateTime) { case(id: $id) { accountability(at: $at) {
  chain {
    n duty scope came ended fromAt toAt fromPosition toPosition signed
    unit { id } personId alsoIds beside { id } actedFor { unit { id } }
    posts { personId post { id roles } fromOn toOn }
    actions lateEntries objections objectionsRejected returns firstPosition lastPosition
    clocksStarted clocksMet clocksMissed clocksRunning
  }
  terms {
    timer zh scope duty basis state startedAt startedPosition dueAt endedAt missedPosition
    unit { id } personId shares { minutes ofMinutes percent unit { id } personId }
  }
  breaches { kind timer basis unit { id } personId happenedAt recordedAt position version }
} } }
"""

IN_A_PERIOD = """
query($unit: ID!, $from: Date!, $to: Date!, $kinds: [BreachKind!], $timers: [String!],
      $person: ID, $first: Int!, $after: Cursor) {
  accountability(unit: $unit, from: $from, to: $to, kinds: $kinds, timers: $timers,
                 person: $person) {
    unit { id } fromOn toOn position
    totals { kind count }
    timers { timer timerName basis count }
    units { unit { id } count }
    breaches(first: $first, after: $after) {
      totalCount position pageInfo { hasNextPage endCursor }
      nodes { case kind timer happenedAt position unit { id } personId }
    }
  }
}
"""


def answering(who: Client, case: str, at: str | None = None) -> dict[str, Any]:
    """The chain of duty of a case, its terms, and what counts against somebody."""
    found: dict[str, Any] = who.query(ANSWERING, id=case, at=at)["case"]["accountability"]
    return found


def spans(found: dict[str, Any], duty: str, scope: str | None = None) -> list[dict[str, Any]]:
    """The spans of one duty, in the order they began."""
    return [one for one in found["chain"] if one["duty"] == duty and scope in (None, one["scope"])]


def of_unit(who: Client, unit: str, begins: str, ends: str, **more: Any) -> Any:
    """What counts against a unit from one day to another."""
    given = {"unit": unit, "from": begins, "to": ends, "first": 100} | more
    return who.query(IN_A_PERIOD, **given)["accountability"]
