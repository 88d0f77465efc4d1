"""The rows of the figures (统计台账): the facts that count, and what folding must remember.

Ids of agreements, orders and people stay in the memory; the rows that are counted have none.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import starmap
from typing import Any

from domain.codes.matters import Channel, MatterClass
from domain.ids import AgreementId, CaseId, MediationId, ObligationId, OrderId, UnitId
from domain.measures.base_sets import FigureKind, Standing
from domain.organisation.levels import Level
from domain.values import Value
from projections.kernel import Index, Part, PiecePart, Row


class Told(Value, gc=False, omit_defaults=True):
    """统计事实: one fact that counts, as it was known from one moment until another.

    `subject` tells facts of one kind apart. `version` is the event it is dated by, `dated_by` the
    field of it that says when (empty: the event's own moment). `until_on` is the day it ended.
    """

    n: int
    kind: FigureKind
    subject: str
    version: int
    position: int
    recorded_at: datetime
    occurred_at: datetime
    on: date
    unit: UnitId
    matter_class: MatterClass
    dispute: str | None = None
    standing: Standing = Standing.NONE
    level: Level | None = None
    until_on: date | None = None
    until_version: int | None = None
    amount: int = 0
    paid: int = 0
    dated_by: str = ""
    retracted_at: datetime | None = None


class Procedure(Value, gc=False, omit_defaults=True):
    """调解程序: what decides how its end counts; `how` is empty while it is under way."""

    mediation: MediationId
    unit: UnitId
    sessions: tuple[int, ...] = ()
    """The versions of the sessions that were held and not voided."""
    partly: bool = False
    how: str = ""


class Payment(Value, gc=False, omit_defaults=True):
    """履行: what was done of an obligation, in fen where it is money."""

    version: int
    done_on: date
    amount: int = 0
    voluntary: bool = True
    late: bool = False
    complete: bool = False


class Promise(Value, gc=False, omit_defaults=True):
    """义务: one obligation, the day it is due, and what was done of it."""

    obligation: ObligationId
    due_on: date
    due_version: int
    amount: int = 0
    payments: tuple[Payment, ...] = ()

    @property
    def done(self) -> bool:
        """Whether nothing of it is left."""
        return any(one.complete for one in self.payments)


class Pact(Value, gc=False, omit_defaults=True):
    """协议: an agreement with its obligations; `version` is that of its taking effect."""

    agreement: AgreementId
    mediation: MediationId
    unit: UnitId
    promises: tuple[Promise, ...] = ()
    whole: bool = False
    in_force: bool = False
    forced: bool = False
    effective_at: datetime | None = None
    version: int = 0
    dated_by: str = ""

    @property
    def fulfilled(self) -> bool:
        """Whether it binds and everything promised is done."""
        return self.in_force and all(one.done for one in self.promises)


class Order(Value, gc=False, omit_defaults=True):
    """交办单: the day its answer is due, moved past days of rest, and the day it came."""

    order: OrderId
    due_on: date | None
    due_version: int
    keeps_due: bool = False
    done_on: date | None = None
    done_version: int = 0


class Conclusion(Value, gc=False, omit_defaults=True):
    """办结: the last conclusion, if it says that the matter was resolved."""

    version: int
    occurred_at: datetime
    unit: UnitId
    level: Level
    by_agreement: bool


class Came(Value, gc=False, omit_defaults=True):
    """再次提出: the same matter came in once more, as this entry tells.

    `at` is when, if not at the entry's own moment; `complaint` the registration that was joined.
    """

    version: int
    occurred_at: datetime
    unit: UnitId
    channel: Channel | None = None
    at: datetime | None = None
    complaint: CaseId = ""


class Crowd(Value, gc=False, omit_defaults=True):
    """聚集规模: how many people an entry tells of."""

    version: int
    occurred_at: datetime
    unit: UnitId
    people: int


class Telling(Value, gc=False, omit_defaults=True):
    """统计账页: the countable facts of one case so far, and what each new one is told with."""

    area: str
    channel: Channel
    matter_class: MatterClass
    centre: UnitId
    figures: tuple[Told, ...] = ()
    dispute: str | None = None

    @property
    def unit(self) -> UnitId:
        """The unit a fact counts for that says no other."""
        return self.centre


class Memory(Telling, gc=False, omit_defaults=True):
    """统计记忆: the countable facts of one case so far, and what is needed to go on.

    `round` counts how often it was concluded or reopened; `ended` is the version of its last end.
    `set_aside` are the facts that left with a merger and come back should it be undone. `people`
    and `parties` are how many were registered, by number and by name.
    """

    first_unit: UnitId | None = None
    lead_unit: UnitId | None = None
    screened: bool = False
    first_visit: bool = False
    round: int = 0
    ended: int = 0
    repeated_on: tuple[date, ...] = ()
    voided: tuple[int, ...] = ()
    set_aside: tuple[Told, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    pacts: tuple[Pact, ...] = ()
    orders: tuple[Order, ...] = ()
    conclusion: Conclusion | None = None
    people: int = 0
    parties: int = 0
    came: tuple[Came, ...] = ()
    crowds: tuple[Crowd, ...] = ()

    @property
    def unit(self) -> UnitId:
        """The unit responsible now: who leads, else who was responsible first, else the centre."""
        return self.lead_unit or self.first_unit or self.centre


class FiguresRow(Row, key=("case",)):
    """统计台账: one case with the facts of it that count, which are its part `figures`."""

    case: CaseId
    memory: Memory


class FigureRow(Row, key=("case", "n")):
    """统计事实: one fact that counts.

    Known from `recorded_at`, and until `retracted_at` if something took it back. `position` is
    that of the event that told it. Amounts are in fen.
    """

    case: CaseId
    n: int
    kind: FigureKind
    version: int
    position: int
    recorded_at: datetime
    retracted_at: datetime | None
    occurred_at: datetime
    on: date
    until_on: date | None
    unit: UnitId
    area: str
    matter_class: MatterClass
    dispute: str | None
    channel: Channel
    standing: Standing
    level: Level | None
    amount: int
    paid: int


def figure_part(
    name: str, of: Callable[[Any], tuple[CaseId, Telling]], *, zh: str
) -> Part[FigureRow]:
    """The part that shows what a projection's rows tell; `of` a row are its case and its facts."""
    return PiecePart(
        name,
        FigureRow,
        lambda row: pieces(*of(row)),
        figure,
        zh=zh,
        indexes=[
            Index(columns=("unit", "kind", "on")),
            Index(columns=("recorded_at",)),
            Index(columns=("retracted_at",)),
        ],
    )


def pieces(case: CaseId, told: Telling) -> list[tuple[CaseId, Told, str, Channel]]:
    """What the facts of a case are told from."""
    area, channel = told.area, told.channel
    return [(case, one, area, channel) for one in told.figures]


def figure(case: CaseId, one: Told, area: str, channel: Channel) -> FigureRow:
    """A fact of a case as a row of its own."""
    return FigureRow(
        case=case,
        n=one.n,
        kind=one.kind,
        version=one.version,
        position=one.position,
        recorded_at=one.recorded_at,
        retracted_at=one.retracted_at,
        occurred_at=one.occurred_at,
        on=one.on,
        until_on=one.until_on,
        unit=one.unit,
        area=area,
        matter_class=one.matter_class,
        dispute=one.dispute,
        channel=channel,
        standing=one.standing,
        level=one.level,
        amount=one.amount,
        paid=one.paid,
    )


def shown(row: FiguresRow) -> Iterator[FigureRow]:
    """The facts of a case as rows of their own."""
    return starmap(figure, pieces(row.case, row.memory))
