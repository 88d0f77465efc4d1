"""The rows of the read model of duties: a case's memory, its spans of duty, its breaches."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import starmap

from domain.case.chain import Chain, Span
from domain.case.chronology import Chronology
from domain.codes.duties import Breach, Turn
from domain.ids import CaseId, PersonId, PostId, UnitId
from domain.policy.timers import Basis, Holder
from domain.values import Value
from projections.kernel import Row


class Tally(Value, gc=False, omit_defaults=True):
    """履职计数: what was done in one span of duty, by whoever held it."""

    actions: int = 0
    late_entries: int = 0
    objections: int = 0
    objections_rejected: int = 0
    returns: int = 0
    post: PostId | None = None
    """For which post the person first acted."""
    first_position: int | None = None
    last_position: int | None = None


class Happening(Value, gc=False, omit_defaults=True):
    """失责情形: something that counts against a unit or a person, and which event says so."""

    version: int
    kind: Breach
    unit: UnitId | None
    person: PersonId | None
    happened_at: datetime
    """When it happened; of a missed term the moment it was over."""
    recorded_at: datetime
    position: int
    timer: str | None = None
    basis: Basis | None = None
    scope: str = ""


class Refuser(Value, gc=False):
    """不予受理决定人: who refused the case, for which unit."""

    unit: UnitId | None
    person: PersonId


class Memory(Value, gc=False, omit_defaults=True):
    """What must be remembered to count further events, and to take back what turned out void."""

    counted: Mapping[str, tuple[int, ...]] = {}
    """For which spans an entry that may be voided was counted, by its version."""
    raised: Mapping[str, PersonId] = {}
    """Who objected to an order, or declined a whistle for a unit."""
    refused: Refuser | None = None


class DutiesRow(Row, key=("case",)):
    """责任链: the chain of duty of one case, with what was counted along it."""

    case: CaseId
    chain: Chain = Chain()
    times: Chronology = Chronology()
    tallies: tuple[Tally, ...] = ()
    """One for each span of the chain, in the same order."""
    happenings: tuple[Happening, ...] = ()
    memory: Memory = Memory()


class DutySpanRow(Row, key=("case", "n")):
    """责任区间: one holder of one duty of a case, from when to when, and what was done meanwhile.

    `n` counts the spans of a case from 1, in the order they began.
    """

    case: CaseId
    n: int
    duty: Holder
    scope: str
    unit: UnitId | None
    person: PersonId | None
    also: tuple[PersonId, ...]
    beside: tuple[UnitId, ...]
    came: Turn
    from_at: datetime
    from_position: int
    ended: Turn | None
    to_at: datetime | None
    to_position: int | None
    signed: int | None
    post: PostId | None
    actions: int
    late_entries: int
    objections: int
    objections_rejected: int
    returns: int
    first_position: int | None
    last_position: int | None


class BreachRow(Row, key=("case", "version", "kind")):
    """失责情形: one happening that counts against a unit or a person."""

    case: CaseId
    version: int
    kind: Breach
    unit: UnitId | None
    person: PersonId | None
    happened_at: datetime
    recorded_at: datetime
    position: int
    timer: str | None
    basis: Basis | None
    scope: str


UNCORRECTED = Chain()
"""A chain of which every moment is right as it was told."""


def span_pieces(row: DutiesRow) -> list[tuple[CaseId, int, Span, Tally, Chain]]:
    """What the spans of a case are told from; the chain matters only if moments were corrected."""
    case, chain = row.case, row.chain
    right = chain if chain.corrected else UNCORRECTED
    pairs = zip(chain.spans, row.tallies, strict=True)
    return [(case, n, span, tally, right) for n, (span, tally) in enumerate(pairs, start=1)]


def span_row(case: CaseId, n: int, span: Span, tally: Tally, chain: Chain) -> DutySpanRow:
    """A span as it is asked for, with corrected moments."""
    to_at, to_version = span.to_at, span.to_version
    return DutySpanRow(
        case=case,
        n=n,
        duty=span.duty,
        scope=span.scope,
        unit=span.unit,
        person=span.person,
        also=span.also,
        beside=span.beside,
        came=span.came,
        from_at=chain.right_moment(span.from_version, span.from_at),
        from_position=span.from_position,
        ended=span.ended,
        to_at=None
        if to_at is None or to_version is None
        else chain.right_moment(to_version, to_at),
        to_position=span.to_position,
        signed=span.signed,
        post=tally.post,
        actions=tally.actions,
        late_entries=tally.late_entries,
        objections=tally.objections,
        objections_rejected=tally.objections_rejected,
        returns=tally.returns,
        first_position=tally.first_position,
        last_position=tally.last_position,
    )


def spans_of(row: DutiesRow) -> Iterator[DutySpanRow]:
    """The spans of a case as they are asked for."""
    return starmap(span_row, span_pieces(row))


def breach_pieces(row: DutiesRow) -> list[tuple[CaseId, Happening]]:
    """What the happenings of a case are told from."""
    return [(row.case, one) for one in row.happenings]


def breach_row(case: CaseId, one: Happening) -> BreachRow:
    """A happening as it is asked for."""
    return BreachRow(
        case=case,
        version=one.version,
        kind=one.kind,
        unit=one.unit,
        person=one.person,
        happened_at=one.happened_at,
        recorded_at=one.recorded_at,
        position=one.position,
        timer=one.timer,
        basis=one.basis,
        scope=one.scope,
    )


def breaches_of(row: DutiesRow) -> Iterator[BreachRow]:
    """What counts against somebody in a case."""
    return starmap(breach_row, breach_pieces(row))
