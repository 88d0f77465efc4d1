"""First petitions in the figures (初信初访): settled the first time, or brought again."""

from typing import Any

from msgspec.structs import replace

from domain.case.petition_ending import RepeatPetitionNoted
from domain.codes.matters import PETITIONS
from domain.kernel import Recorded, day_of
from domain.measures.base_sets import FigureKind as Kind
from domain.measures.base_sets import Standing
from domain.policy.rulebook import Policy
from projections.figures import spreading
from projections.figures.rows import Memory
from projections.figures.telling import changed, counts, live, taken_back, told


@counts(RepeatPetitionNoted)
def repeated(row: Memory, fact: Recorded[RepeatPetitionNoted], policy: Policy) -> Memory:
    """The same petition was brought again."""
    heard = day_of(fact.event.heard_at)
    row = settled(replace(row, repeated_on=(*row.repeated_on, heard)), fact, policy)
    return spreading.repeated(row, fact)


def settled(row: Memory, fact: Recorded[Any], policy: Policy) -> Memory:
    """The row with the first petition as it stands: open, closed, or repeated after its closing.

    domain.md §5.2: closed with no repeat within the window of the rules.
    """
    if not row.first_visit:
        return row
    known = live(row, Kind.FIRST_PETITION)
    if row.matter_class not in PETITIONS:
        return taken_back(row, fact, known)
    complaint = live(row, Kind.COMPLAINT)
    if complaint is None or live(row, Kind.REGISTERED) is None:
        return row
    standing = _standing(row, fact, policy)
    if known is not None:
        return changed(row, fact, known, standing=standing)
    return told(
        row,
        fact,
        Kind.FIRST_PETITION,
        version=complaint.version,
        at=complaint.occurred_at,
        dated_by=complaint.dated_by,
        standing=standing,
    )


def _standing(row: Memory, fact: Recorded[Any], policy: Policy) -> Standing:
    closed = [one for one in row.figures if one.kind is Kind.CLOSED and one.retracted_at is None]
    if not closed:
        return Standing.OPEN
    window = policy.rules.of(fact.policy).number("first_visit_window").whole
    closing = closed[0]
    again = [*row.repeated_on, *([closing.until_on] if closing.until_on else [])]
    if any(0 <= (day - closing.on).days <= window for day in again):
        return Standing.REPEATED
    return Standing.CLOSED
