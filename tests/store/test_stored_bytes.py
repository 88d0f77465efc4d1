"""Stored bytes: canonical, strict, and the same line in Python and in SQL."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from domain.ids import decode, encode
from domain.kernel import Act, Confidential, Event, Precision, Source
from domain.organisation.state import Organisation
from domain.person import PersonKind, PersonRegistered
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from domain.values import Value
from infra.store.line import line
from infra.store.mapper import Draft, EventMapper, EventUnreadable
from infra.store.recorder import Recorder
from infra.vault.interface import Place, SealBroken
from tests.conftest import Database

AT = datetime(2025, 3, 25, 2, 0, tzinfo=UTC)
PERSON = "person_01jq4wz0000000000000000000"
GOLDEN = Path(__file__).with_name("golden")


class Paragraph(Value):
    text: Confidential
    count: int


class Told(Event, tag="test.told"):
    story: Confidential
    aside: Confidential | None
    paragraphs: tuple[Paragraph, ...]


class Reversed:
    """A seal one can read in a test: the text backwards, with its place."""

    def seal(self, text: str, place: Place) -> str:
        return f"{place.path}@{place.version}:{text[::-1]}"

    def open(self, sealed: str, place: Place) -> str | None:
        where, _, text = sealed.partition(":")
        if where != f"{place.path}@{place.version}":
            raise SealBroken(where)
        return None if text == "eteled" else text[::-1]


def mapper() -> EventMapper:
    return EventMapper(
        Reversed(),
        events={"test.told": Told, "person.registered": PersonRegistered},
        kinds={"test.told": "case", "person.registered": "person"},
    )


def act() -> Act:
    return Act(
        person=PERSON,
        post=None,
        unit=None,
        area="",
        roles=frozenset({Role.WINDOW_CLERK}),
        at=AT,
        now=AT,
        command_id="c0ffee00-0000-4000-8000-000000000000",
        directory=Organisation(),
        judged_by=packaged_policy(),
        source=Source(client="window", reference="纸质登记表 7"),
    )


def draft(event: Event, stream: str = PERSON, version: int = 1) -> Draft:
    return Draft(stream=stream, version=version, event=event, act=act(), role=Role.WINDOW_CLERK)


def read(stored: StoredEvent, **changed: object) -> object:
    columns = {"name": stored.topic, "data": stored.state} | changed
    return mapper().recorded(
        7, AT, decode(PERSON), stored.originator_version, str(columns["name"]),
        bytes(columns["data"]),  # type: ignore[call-overload]
    )  # fmt: skip


REGISTERED = PersonRegistered(person=PERSON, kind=PersonKind.NATURAL, label="张*")


def test_the_stored_bytes_of_the_first_event_never_change() -> None:
    stored = mapper().to_stored_event(draft(REGISTERED))
    assert stored.topic == "person.registered"
    assert stored.state == (GOLDEN / "person.registered.1.json").read_bytes().rstrip(b"\n")


def test_what_was_stored_is_read_back_the_same() -> None:
    made = draft(REGISTERED)
    assert read(mapper().to_stored_event(made)) == made.recorded(7, AT)


def test_unknown_names_fields_and_future_shapes_are_refused() -> None:
    stored = mapper().to_stored_event(draft(REGISTERED))
    with pytest.raises(EventUnreadable, match="no event of this name"):
        read(stored, name="person.vanished")
    for old, new in [
        (b'"label"', b'"nick":1,"label"'),
        (b'"schema":1', b'"schema":2'),
        (b'"schema":1', b'"schema":0'),
        (b'"schema":1', b'"schema":1,"more":0'),
        (b"person.registered", b"person.other"),
        (b'"natural"', b'"spirit"'),
        (b"}}", b"}"),
        ("张".encode(), b"\xff\xfe"),
    ]:
        with pytest.raises(EventUnreadable, match="position 7"):
            read(stored, data=stored.state.replace(old, new))


def test_an_older_shape_is_read_through_its_upcasts_one_step_each() -> None:
    class Grown(Event, tag="person.registered"):
        schema = 3
        person: str
        kind: PersonKind
        shown: str
        language: str

    steps = {
        ("person.registered", 1): lambda p: {**{k: v for k, v in p.items() if k != "label"},
                                             "shown": p["label"]},
        ("person.registered", 2): lambda p: {**p, "language": "zh"},
    }  # fmt: skip
    grown = EventMapper(
        Reversed(),
        events={"person.registered": Grown},
        upcasts=steps,
        kinds={"person.registered": "person"},
    )
    stored = mapper().to_stored_event(draft(REGISTERED))
    event = grown.recorded(1, AT, decode(PERSON), 1, stored.topic, stored.state).event
    assert (event.shown, event.language) == ("张*", "zh")


def test_narrative_is_sealed_wherever_it_stands_and_bound_to_its_place() -> None:
    told = Told(story="甲说", aside=None, paragraphs=(Paragraph(text="乙说", count=2),))
    stored = mapper().to_stored_event(draft(told, version=3))
    payload = msgspec.json.decode(stored.state)["payload"]
    assert payload["story"] == "story@3:说甲"
    assert payload["paragraphs"] == [{"text": "paragraphs.0.text@3:说乙", "count": 2}]
    fact = mapper().recorded(1, AT, decode(PERSON), 3, stored.topic, stored.state)
    assert mapper().opened(fact).event == told
    with pytest.raises(SealBroken):
        mapper().opened(msgspec.structs.replace(fact, version=4))


def test_narrative_whose_key_was_destroyed_reads_as_deleted() -> None:
    told = Told(story="delete", aside="还在", paragraphs=())
    stored = mapper().to_stored_event(draft(told))
    fact = mapper().recorded(1, AT, decode(PERSON), 1, stored.topic, stored.state)
    assert mapper().opened(fact).event == Told(story="(已删除)", aside="还在", paragraphs=())


def test_the_line_is_the_same_in_python_and_in_sql(
    recorder: Recorder, any_database: Database
) -> None:
    stream = uuid4()
    recorder.insert_events(
        [StoredEvent(stream, n, "case.accepted", f'{{"甲":{n}}}'.encode()) for n in (1, 2)]
    )
    query = sql.SQL(
        "SELECT position, recorded_at, stream_id, version, type, data,"
        " {}(position, recorded_at, stream_id, version, type, data) FROM {} ORDER BY position"
    ).format(
        sql.Identifier(any_database.schema, "line"), sql.Identifier(any_database.schema, "events")
    )
    with psycopg.connect(any_database.app_dsn) as connection:
        for zone in ("UTC", "Asia/Shanghai", "America/St_Johns"):
            connection.execute(sql.SQL("SET timezone = {}").format(zone))
            for row in connection.execute(query):
                assert line(*row[:6]) == row[6]


def test_the_line_is_frozen() -> None:
    moment = datetime(2025, 3, 25, 9, 10, 11, 12, tzinfo=UTC)
    assert line(7, moment, decode(PERSON), 3, "case.accepted", b"{}") == (
        b'{"position":7,"recorded_at":"2025-03-25T09:10:11.000012Z",'
        b'"stream":"0195c9cf-8000-0000-0000-000000000000","version":3,'
        b'"type":"case.accepted","event":{}}'
    )


@given(st.uuids())
def test_an_id_always_gives_its_uuid_back(value: object) -> None:
    assert decode(encode("case", value)) == value  # type: ignore[arg-type]


@given(st.datetimes(timezones=st.timezones()))
def test_times_are_always_stored_in_utc(moment: datetime) -> None:
    made = msgspec.structs.replace(draft(REGISTERED), act=msgspec.structs.replace(
        act(), at=moment.astimezone(UTC), precision=Precision.DAY))  # fmt: skip
    stored = mapper().to_stored_event(made)
    assert msgspec.json.decode(stored.state)["occurred_at"].endswith("Z")
    assert abs(read(stored).occurred_at - moment) < timedelta(microseconds=1)  # type: ignore[attr-defined]
