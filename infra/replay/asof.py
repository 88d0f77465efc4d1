"""One case as it was known (按时点查询), for the API: its events up to a cut-off, folded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.ids import CaseId
from infra.application import Application
from infra.database.connections import ReadPool
from infra.replay.cuts import moment_of, position_at
from projections.kernel import Key, Projection, Row


class PastOfCases:
    """`graphql_api.ports.Past`."""

    def __init__(
        self,
        application: Application,
        pool: ReadPool,
        schema: str,
        projections: Sequence[Projection[Any]],
    ) -> None:
        self._application = application
        self._pool = pool
        self._schema = schema
        self._projections = {one.name: one for one in projections}

    def position_at(self, moment: datetime) -> int:
        """The last event recorded at or before a moment; 0 when there is none."""
        with self._pool.connection() as connection:
            return position_at(connection, self._schema, moment)

    def moment_of(self, position: int) -> datetime | None:
        """When the event at a position was recorded; the last one's for positions beyond."""
        with self._pool.connection() as connection:
            return moment_of(connection, self._schema, position)

    def rows(self, projection: str, case: CaseId, position: int) -> Mapping[Key, Row]:
        """What a read model said of a case at a position; nothing when there was no case yet."""
        facts = self._application.history(case)
        return self._projections[projection].fold(
            fact for fact in facts if fact.position <= position
        )
