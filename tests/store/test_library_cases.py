"""The event-sourcing library's own recorder test cases pass on our recorder, on both servers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from unittest import TestCase

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence as library

from infra.database.connections import application_dsn
from infra.store.recorder import Datastore, Recorder
from tests.conftest import Database


class FromOne(Recorder):
    """Two of the library's cases number streams from 0; ours begin at 1, so they are shifted."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        if stored_events and stored_events[0].originator_version == 0:
            stored_events = [
                replace(event, originator_version=event.originator_version + 1)
                for event in stored_events
            ]
        return super().insert_events(stored_events, **kwargs)


class OnOurTables(TestCase):
    database: Database

    def create_recorder(self) -> Recorder:
        datastore = Datastore(
            application_dsn(self.database.app_dsn), self.database.schema, pool_size=20
        )
        recorder = FromOne(datastore)
        self.addCleanup(recorder.close)
        return recorder


class OnTheEmbeddedServer(OnOurTables):
    @pytest.fixture(autouse=True)
    def _fresh(self, database: Database) -> None:
        self.database = database


class OnPostgreSql15(OnOurTables):
    @pytest.fixture(autouse=True)
    def _fresh(self, database_pg15: Database) -> None:
        self.database = database_pg15


class TestApplicationRecorder(OnTheEmbeddedServer, library.ApplicationRecorderTestCase[Recorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestApplicationRecorderOn15(OnPostgreSql15, library.ApplicationRecorderTestCase[Recorder]):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestPositionsDoNotInterleave(
    OnTheEmbeddedServer, library.NonInterleavingNotificationIDsBaseCase
):
    insert_num = 100


class TestPositionsDoNotInterleaveOn15(
    OnPostgreSql15, library.NonInterleavingNotificationIDsBaseCase
):
    insert_num = 100
