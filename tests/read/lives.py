"""Minimal lives in any number: cases that are registered, accepted, mediated, concluded; orders.

    stored(world, lives) -> the number of events folded

They are folded as recorded events and stored as the projector stores them, without the log.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from domain.ids import derived
from domain.kernel import Event, Recorded
from domain.policy.packaged import packaged_policy
from domain.values import Value
from projections.clocks import clocks_by
from projections.kernel import Projection
from projections.timeline import timeline
from tests.domain.county import TOWN, clerk
from tests.domain.given import recorded
from tests.domain.states import accepted, registered
from tests.domain.states_agreements import ONLY_MONEY, effective, reached
from tests.domain.states_ending import concluded
from tests.domain.states_mediation import MEDIATION, opened, terminated
from tests.domain.states_orders import completed, issued
from tests.read.world import World

BEGINNING = datetime(2025, 1, 2, 1, tzinfo=UTC)
DUE = datetime(2025, 10, 24, tzinfo=UTC).date()
"""A working day on which every order is due."""


class Life(Value):
    """What happens to one case: `order` is answered on this day, `agreed` says how it ended."""

    concluded: bool = True
    agreed: bool | None = None
    order_answered: datetime | None = None


REGISTERED, ACCEPTED, CONCLUDED = registered().event, accepted().event, concluded().event
OPENED, FAILED = opened().event, terminated().event
REACHED, EFFECTIVE = reached(obligations=ONLY_MONEY).event, effective().event
ISSUED, COMPLETED = issued(due_on=DUE, lead_unit=TOWN).event, completed().event


def stored(world: World, projection: Projection[Any], lives: list[Life]) -> int:
    """Fold these lives, one a few minutes after another, and store the rows; how many events."""
    facts = [fact for nth, life in enumerate(lives) for fact in _facts(nth, life)]
    read = [fact for fact in facts if type(fact.event) in projection.events]
    rows = projection.fold(read)
    with world.session() as connection, connection.transaction():
        world.catalogue.create(connection)
        world.catalogue.lock(connection)
        world.catalogue.add(connection, timeline, live=True)
        world.catalogue.add(connection, clocks_by(packaged_policy), live=True)
        table = world.catalogue.add(connection, projection, live=True)
        table.change(connection, {}, dict(rows))
    return len(facts)


_ENVELOPE = recorded(REGISTERED, clerk(), BEGINNING)


def _facts(nth: int, life: Life) -> Iterator[Recorded[Any]]:
    at = BEGINNING + timedelta(minutes=20 * nth)
    stream = derived("case", at, str(nth))
    for version, (event, moment) in enumerate(_events(life, stream, at), start=1):
        when = moment or at + timedelta(minutes=version)
        yield replace(
            _ENVELOPE,
            event=event,
            stream=stream,
            version=version,
            position=nth * 10 + version,
            recorded_at=when,
            occurred_at=when,
        )


def _events(life: Life, stream: str, at: datetime) -> Iterator[tuple[Event, datetime | None]]:
    yield _with(REGISTERED, case=stream, received_at=at), None
    yield _with(ACCEPTED, lead_unit=TOWN), None
    if life.agreed is not None:
        yield OPENED, None
        if life.agreed:
            yield _with(REACHED, mediation=MEDIATION), None
            yield _with(EFFECTIVE, mediation=MEDIATION, effective_at=at), None
        else:
            yield FAILED, None
    if life.order_answered is not None:
        yield ISSUED, None
        yield COMPLETED, life.order_answered
    if life.concluded:
        yield CONCLUDED, None


def _with(event: Event, **changes: Any) -> Event:
    return replace(event, **changes)
