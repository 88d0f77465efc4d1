"""When the answer to a commit is lost, the retry is not a conflict with its own success.

ledger.md §1.4: the idempotency row answers an ambiguous commit.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent

from infra.database.connections import application_dsn
from infra.store.appender import Append
from infra.store.combining import OutcomeUnknown
from infra.store.recorder import Datastore, Recorder
from tests.conftest import Database
from tests.proxy import Proxy


@pytest.fixture
def proxy(database: Database) -> Iterator[Proxy]:
    with tempfile.TemporaryDirectory(prefix="lh-") as folder:
        made = Proxy(database.app_dsn, Path(folder))
        yield made
        made.close()


@pytest.fixture
def recorder(proxy: Proxy, database: Database) -> Iterator[Recorder]:
    made = Recorder(Datastore(application_dsn(proxy.dsn), database.schema))
    yield made
    made.close()


def append(key: str | None) -> Append:
    return Append(
        events=(StoredEvent(uuid4(), 1, "case.accepted", b"{}"),),
        key=key,
        fingerprint=None if key is None else b"f" * 32,
    )


def test_a_keyed_append_whose_answer_was_lost_is_stored_once(
    recorder: Recorder, proxy: Proxy
) -> None:
    recorder.append(append("first"))
    proxy.swallow_next_answer()
    verdict = recorder.append(append("second"))
    assert proxy.swallowed.is_set()
    assert (verdict.kind, verdict.first_position) == ("stored", 2)
    assert recorder.size() == 2


def test_without_a_key_a_lost_answer_is_said_to_be_unknown(
    recorder: Recorder, proxy: Proxy
) -> None:
    recorder.append(append("first"))
    proxy.swallow_next_answer()
    with pytest.raises(OutcomeUnknown):
        recorder.append(append(None))


def test_nothing_is_acknowledged_while_the_database_is_away(
    recorder: Recorder, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.store.appender.PATIENCE", 0.0)
    recorder.append(append("first"))
    proxy.close()
    with pytest.raises(OperationalError):
        recorder.append(append("second"))
