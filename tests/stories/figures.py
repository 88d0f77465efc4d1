"""What a story adds to the figures of a unit in a period, as somebody of the county reads it."""

from typing import Any

from tests.api import Client

COUNTS = """
query ($unit: ID!, $from: Date!, $to: Date!) {
  indicators(unit: $unit, from: $from, to: $to) { counts { name count } figures { name rate met } }
}
"""


def figures(who: Client, unit: str, first: str, last: str) -> dict[str, Any]:
    """Base sets (`ACC`) as numbers and indicators (`success_rate`) as text, by name."""
    found = who.query(COUNTS, **{"unit": unit, "from": first, "to": last})["indicators"]
    counts: dict[str, Any] = {one["name"]: int(one["count"]) for one in found["counts"]}
    return counts | {one["name"]: one["rate"] for one in found["figures"]}
