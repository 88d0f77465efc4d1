"""A log on a real database, filled with random lives of cases, and the read models over it."""

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from eventsourcing.persistence import StoredEvent
from psycopg import Connection, sql

from benchmarks.histories import Histories
from domain.kernel import Recorded
from infra.database.connections import ReadPool, application_dsn
from infra.read.catalogue import Catalogue, Entry
from infra.read.fold_check import Checked, FoldCheck
from infra.read.projector import Projector
from infra.read.rebuild import Rebuild
from infra.read.session import work_session
from infra.read.stored import part_of
from infra.read.tables import Table
from infra.store.appender import Append
from infra.store.mapper import EventMapper
from infra.store.recorder import Datastore, Recorder
from infra.vault.interface import Place
from projections.kernel import Key, Projection, R, Shape
from projections.registry import PROJECTIONS
from tests.conftest import Database

TOGETHER = 50
"""Acts recorded in one append."""


class Plain:
    """Marks narrative instead of sealing it: projections must not care."""

    def seal(self, text: str, place: Place) -> str:
        return f"sealed:{text}"

    def open(self, sealed: str, place: Place) -> str | None:
        raise AssertionError("a projection opens no narrative")


class World:
    """The log, what is told in it, and the read models over it."""

    def __init__(self, database: Database, seed: int = 7) -> None:
        self.database = database
        self.schema = database.schema
        self.dsn = application_dsn(database.app_dsn, statement_timeout_seconds=20)
        self.mapper = EventMapper(Plain())
        self.recorder = Recorder(Datastore(self.dsn, self.schema))
        self.pool = ReadPool(self.dsn)
        self.pool.open()
        self.pool.ping()
        self.catalogue = Catalogue(self.schema)
        self.histories = Histories(Random(seed), ties=0.15)

    def close(self) -> None:
        self.recorder.close()
        self.pool.close()

    def happens(self, acts: int) -> int:
        """Record the events of so many acts; the last position."""
        told = [self.histories.act() for _ in range(acts)]
        last = self.recorder.size()
        for start in range(0, acts, TOGETHER):
            drafts = [draft for act in told[start : start + TOGETHER] for draft in act]
            events = tuple(self.mapper.to_stored_event(draft) for draft in drafts)
            verdict = self.recorder.append(Append(events=events))
            assert verdict.last_position is not None
            last = verdict.last_position
        return last

    def append(self, event: StoredEvent) -> int:
        """Record an event whatever its bytes are; its position."""
        verdict = self.recorder.append(Append(events=(event,)))
        assert verdict.last_position is not None
        return verdict.last_position

    def facts(self) -> list[Recorded[Any]]:
        """The whole log."""
        return [
            self.mapper.recorded(position, at, stream, version, name, data)
            for position, stream, version, name, at, data in self.recorder.log(
                1, self.recorder.size()
            )
        ]

    def session(self) -> Connection[Any]:
        return work_session(self.dsn, "test")

    def projector(self, *projections: Projection[Any], **options: Any) -> Projector:
        return Projector(
            dsn=self.dsn,
            schema=self.schema,
            reader=options.pop("reader", self.mapper),
            projections=projections or PROJECTIONS,
            **options,
        )

    def rebuild(self, *projections: Projection[Any], **options: Any) -> Rebuild:
        reader = options.pop("reader", self.mapper)
        return Rebuild(*projections, schema=self.schema, reader=reader, **options)

    def check(self, projection: Projection[Any]) -> Checked:
        found = FoldCheck(projection, dsn=self.dsn, schema=self.schema, reader=self.mapper).run()
        assert found is not None
        return found

    def live(self, projection: Projection[Any]) -> Entry:
        with self.session() as connection:
            found = self.catalogue.live(connection, projection.name)
        assert found is not None
        return found

    def stored(self, shape: Shape[R]) -> Mapping[Key, R]:
        """Every row that readers of the view of a projection or of a part see."""
        view = Table(shape, self.catalogue.read_schema, shape.name)
        with self.session() as connection, connection.transaction():
            rows = [view.row(values) for values in view.scan(connection)]
        return {shape.key_of(row): row for row in rows}

    def tamper(
        self, projection: Projection[Any], statement: str, *values: Any, part: str | None = None
    ) -> None:
        """Change a stored table as nobody should; `{table}` is its name."""
        live = self.live(projection).table
        name = live if part is None else part_of(live, part)
        table = sql.Identifier(self.catalogue.read_schema, name)
        with self.session() as connection:
            done = connection.execute(sql.SQL(cast("Any", statement)).format(table=table), values)
        assert done.rowcount == 1, "the test tampers with exactly one row"

    def assert_equal_to_the_fold(self, *projections: Projection[Any]) -> None:
        """What is stored is what a pure fold of the whole log gives."""
        facts = self.facts()
        for projection in projections or PROJECTIONS:
            assert self.live(projection).position == len(facts)
            folded = projection.fold(facts)
            assert self.stored(projection) == folded
            for part in projection.parts:
                rows = [one for row in folded.values() for one in part.of(row)]
                assert self.stored(part) == {part.key_of(row): row for row in rows}
            for sums in projection.sums:
                assert self.stored(sums) == sums.total(folded.values())
