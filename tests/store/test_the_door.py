"""The SQL function `append` asks its indexes, and takes the names it always took."""

import re
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.store.appender import Append
from infra.store.recorder import Recorder
from tests.conftest import Database
from tests.store.test_appending import event

AS_FIRST_WRITTEN = re.compile(r"[a-z][a-z0-9_.-]{0,99}")
"""Names of events as 0001_event_store.sql had them."""


@pytest.fixture
def connection(any_database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(any_database.admin_dsn) as made:
        yield made


def test_a_key_is_looked_up_not_searched_for(
    recorder: Recorder, connection: psycopg.Connection
) -> None:
    """However many commands are recorded, asking for a new key reads none of the others."""
    for n in range(20):
        recorder.append(Append(events=(event(uuid4(), 1),), key=f"k{n}", fingerprint=b"a" * 32))
    for _ in range(7):  # A prepared plan may change at the sixth time.
        connection.execute(
            "SELECT * FROM liuhen.append(%s, ARRAY[%b, %b], '{1,1}', '{0,1}', %s, '{1,1}',"
            " '{case.accepted,case.accepted}', ARRAY['{}', '{}']::bytea[])",
            [[f"{uuid4()}", f"{uuid4()}"], b"a" * 32, b"a" * 32, [uuid4(), uuid4()]],
        )
    searched = connection.execute(
        "SELECT seq_scan FROM pg_stat_xact_user_tables"
        " WHERE schemaname = 'liuhen' AND relname IN ('commands', 'events')"
    ).fetchall()
    assert searched == [(0,), (0,)]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=6),
        st.text("az09_.-A \n", max_size=6),
        st.integers(98, 102).map(lambda length: "a" * length),
    )
)
def test_the_names_of_events_are_always_those_of_the_first_schema(
    connection: psycopg.Connection, name: str
) -> None:
    condition = connection.execute(
        "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint"
        " WHERE conrelid = 'liuhen.events'::regclass AND conname = 'events_type_check'"
    ).fetchone()
    assert condition is not None
    taken = connection.execute(
        f"SELECT {condition[0]} FROM (VALUES (%b::text)) AS given (type)".encode(), [name]
    ).fetchone()
    assert taken == (AS_FIRST_WRITTEN.fullmatch(name) is not None,)
