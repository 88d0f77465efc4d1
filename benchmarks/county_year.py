"""A county's year of events, made of real lives: 5,000 disputes, 20,000 orders (domain.md §8.2).

The demo county is played once, through the product's own commands. Its lives are then told again,
each with other parties, ids and days, until the year is full; an order is the beginning of a life,
as far as its 8 to 12 events reach, which then its applicants mostly give up, as the rules allow.

    a few dozen lives ──ids, parties and days changed──> 25,000 lives ──by time──> one log

The log goes straight into the table, with the moments at which it would have been recorded.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import psycopg
from msgspec.structs import replace
from psycopg import sql
from rich.console import Console
from rich.progress import track

from benchmarks.servers import SCHEMA
from domain.case.code import case_code
from domain.ids import ORGANISATION, encode
from domain.values import Value
from infra.demo.loading import load
from infra.demo.play import DemoPlan
from infra.settings import Settings
from infra.wiring import core

DISPUTES, ORDERS = 5_000, 20_000
"""Matters of a typical county in a year."""
SHORTEST_DISPUTE = 20
"""So that a dispute has the 32 events of domain.md §8.2 in the mean; shorter lives are orders."""
SHORTEST_ORDER, LONGEST_ORDER = 8, 12
WITHDRAWN = "case.withdrawn"
UNPRESSED = b'"call_back_required":true', b'"call_back_required":false'
GIVEN_UP = 0.9
"""So many orders end with a withdrawal; a year in which every one is left lying has no use."""
TEMPLATES = 66
"""Lives of the demo that are told again: two decks of them."""
YEAR = date(2025, 1, 1)
DAYS = 365
RECORDED_AFTER = timedelta(seconds=2)

_ID = re.compile(rb"\b(?!unit_|post_)[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}\b")
_DAY = re.compile(rb"\b20\d\d-\d\d-\d\d(?=[T\"])")
_CODE = re.compile(rb'"code":"\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}"')
_LATE = re.compile(rb'"late_reason":"[^"]*"')
_OCCURRED = re.compile(rb'"occurred_at":"([^"]+)"')

Row = tuple[int, UUID, int, str, datetime, bytes]
"""Position, stream, version, type, recorded_at, data."""


class Written(Value):
    """An event of a life that is told again."""

    type: str
    day: int
    """Days after the life's first event."""
    at: datetime
    data: bytes


class Life(Value):
    """The stream of one demo case, and what must be different whenever it is told."""

    began: date
    code: bytes
    case: bytes
    ids: tuple[bytes, ...]
    events: tuple[Written, ...]


class County(Value):
    """What the demo left: the register and its people as they stand, and lives to tell again."""

    register: tuple[Row, ...]
    lives: tuple[Life, ...]
    withdrawn: Life
    """One of them, in which the applicants gave the matter up."""


def county(seed: int = 3) -> County:
    """Play the demo on a server of its own, and read what it recorded."""
    with tempfile.TemporaryDirectory(prefix="lh-county-") as home:
        settings = Settings(home=Path(home))
        plan = DemoPlan(cases=TEMPLATES, seed=seed, until=YEAR + timedelta(days=200))
        load(settings, plan, lambda *told: None)
        with core(settings) as parts:
            log = parts.application.recorder
            rows: list[Row] = list(log.log(1, log.size()))
    streams: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        streams[row[1]].append(row)
    cases = [told for told in streams.values() if told[0][3] == "intake.registered"]
    staff = frozenset(
        found for row in rows if encode("organisation", row[1]) == ORGANISATION
        for found in _ID.findall(row[5])
    )  # fmt: skip
    known = {told[0][1] for told in cases}
    lives = tuple(life for told in cases if (life := _life(told, staff)) is not None)
    return County(
        register=tuple(row for row in rows if row[1] not in known),
        lives=lives,
        withdrawn=next(
            life for life in lives if any(event.type == WITHDRAWN for event in life.events)
        ),
    )


def _life(told: list[Row], staff: frozenset[bytes]) -> Life | None:
    """A life by itself; None when it is tied to another case."""
    case = encode("case", told[0][1]).encode()
    every = {found for row in told for found in _ID.findall(row[5])} - staff
    if any(found.startswith(b"case_") for found in every - {case}):
        return None
    code = _CODE.search(told[0][5])
    assert code is not None, "a registration has a code"
    moments = [_occurred(row[5]) for row in told]
    began = moments[0].date()
    return Life(
        began=began,
        code=code.group(),
        case=case,
        ids=tuple(sorted(every)),
        events=tuple(
            Written(type=row[3], day=(at.date() - began).days, at=at, data=_LATE.sub(
                b'"late_reason":null', row[5]
            ))
            for row, at in zip(told, moments, strict=True)
        ),
    )  # fmt: skip


def _occurred(data: bytes) -> datetime:
    found = _OCCURRED.search(data)
    assert found is not None, "an envelope says when it happened"
    return datetime.fromisoformat(found.group(1).decode())


class Plan(Value):
    """One life of the year: which is told, how far, and from which day on."""

    life: Life
    events: int
    day: int
    stream: UUID


def plans(of: County, random: Random, *, times: float = 1) -> list[Plan]:
    """The year's lives; `times` as many for a county so much larger or smaller."""
    long = [one for one in of.lives if len(one.events) >= SHORTEST_DISPUTE]
    handled = [
        one for one in of.lives
        if len(one.events) >= SHORTEST_ORDER
        and any(event.type == "order.issued" for event in one.events[:LONGEST_ORDER])
    ]  # fmt: skip
    made = []
    for nth in range(round((DISPUTES + ORDERS) * times)):
        dispute = nth % (1 + ORDERS // DISPUTES) == 0
        life = random.choice(long if dispute else handled)
        most = len(life.events) if dispute else random.randint(SHORTEST_ORDER, LONGEST_ORDER)
        stream = UUID(int=random.getrandbits(128), version=4)
        day = random.randrange(DAYS)
        if not dispute and random.random() < GIVEN_UP:
            life = _given_up(life, most, of.withdrawn)
        made.append(Plan(life=life, events=min(most, len(life.events)), day=day, stream=stream))
    return made


def _given_up(life: Life, events: int, by: Life) -> Life:
    """A life of so many events, the last of them that it was given up on the following day.

    Nobody was talked out of it, so that there is nothing to ask about afterwards.
    """
    kept = life.events[: events - 1]
    (gone,) = (event for event in by.events if event.type == WITHDRAWN)
    on = max(event.at for event in kept).date() + timedelta(days=1)
    last = replace(
        gone,
        day=(on - life.began).days,
        at=datetime.combine(on, gone.at.timetz()),
        data=_DAY.sub(on.isoformat().encode(), gone.data).replace(*UNPRESSED),
    )
    ids = {found for found in _ID.findall(gone.data) if found in by.ids}
    return replace(life, ids=tuple(sorted({*life.ids, *ids})), events=(*kept, last))


def log(of: County, told: list[Plan]) -> Iterator[Row]:
    """Every event of the year, in the order in which it would have been recorded."""
    opened = datetime.combine(YEAR, datetime.min.time(), UTC)
    for position, row in enumerate(of.register, start=1):
        yield position, *row[1:4], opened, row[5]
    order = sorted(
        (_recorded(plan, nth), which, nth)
        for which, plan in enumerate(told)
        for nth in range(plan.events)
    )
    retold: dict[int, Retold] = {}
    last = opened
    for position, (at, which, nth) in enumerate(order, start=len(of.register) + 1):
        plan = told[which]
        voice = retold.get(which) or retold.setdefault(which, Retold(plan, which))
        last = max(last, at)
        event = plan.life.events[nth]
        yield position, plan.stream, nth + 1, event.type, last, voice.tell(event)
        if nth + 1 == plan.events:
            del retold[which]


def _recorded(plan: Plan, nth: int) -> datetime:
    """When an event was recorded: never before the events ahead of it in its stream."""
    shift = timedelta(days=plan.day) + (
        datetime.combine(YEAR, datetime.min.time())
        - datetime.combine(plan.life.began, datetime.min.time())
    )
    latest = max(event.at for event in plan.life.events[: nth + 1])
    return latest + shift + RECORDED_AFTER


class Retold:
    """One life told again: the same events, of other people, on other days."""

    def __init__(self, plan: Plan, which: int) -> None:
        chance = Random(which)  # Repeatable on purpose.
        life = plan.life
        case = encode("case", plan.stream)
        self._names = {one: _renamed(one, chance) for one in life.ids}
        self._names[life.case] = case.encode()
        self._shift = (YEAR - life.began).days + plan.day
        self._days: dict[bytes, bytes] = {}
        received = YEAR + timedelta(days=plan.day)
        self._code = life.code, f'"code":"{case_code(received, case)}"'.encode()

    def tell(self, event: Written) -> bytes:
        """The bytes of an event."""
        data = event.data.replace(*self._code)
        data = _ID.sub(lambda found: self._names.get(found.group(), found.group()), data)
        return _DAY.sub(self._day, data)

    def _day(self, found: re.Match[bytes]) -> bytes:
        day = found.group()
        known = self._days.get(day)
        if known is None:
            moved = date.fromisoformat(day.decode()) + timedelta(days=self._shift)
            known = self._days[day] = moved.isoformat().encode()
        return known


def _renamed(name: bytes, chance: Random) -> bytes:
    """Another id of the same kind."""
    return encode(name.decode().partition("_")[0], UUID(int=chance.getrandbits(128))).encode()


def fill(dsn: str, rows: Iterator[Row], total: int, console: Console) -> int:
    """Put a log into an empty database, as its administrator; how many events it has."""
    events, head = sql.Identifier(SCHEMA, "events"), sql.Identifier(SCHEMA, "head")
    copy = sql.SQL(
        "COPY {} (position, stream_id, version, type, recorded_at, data) FROM STDIN (FORMAT BINARY)"
    )
    with psycopg.connect(dsn) as connection, connection.cursor() as cursor:
        with cursor.copy(copy.format(events)) as into:
            into.set_types(["bigint", "uuid", "int4", "text", "timestamptz", "bytea"])
            last = None
            for row in track(rows, "the year's events", total=total, console=console):
                into.write_row(row)
                last = row
        assert last is not None, "a year has events"
        cursor.execute(
            sql.SQL("UPDATE {} SET size = %s, recorded_at = %s").format(head), [last[0], last[4]]
        )
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(events))
    return last[0]
