"""The way of one command: once stored, always answered the same; refused, nothing recorded."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.ids import ORGANISATION
from domain.organisation.posts import EstablishPost
from domain.person import Identity, PersonRegistered, RegisterPerson
from domain.refusals import KeyReused, RoleMayNot, VersionConflict
from domain.roles import Role
from graphql_api.ports import Answer, Request
from infra.authority import operator
from tests.composed import Product, product
from tests.conftest import Database


@pytest.fixture
def house(database: Database) -> Iterator[Product]:
    with product(database) as made:
        yield made


def test_a_retry_is_answered_with_the_first_events(house: Product) -> None:
    first = house.do(RegisterPerson(identity=Identity(name="王小明")), key="k")
    again = house.do(RegisterPerson(identity=Identity(name="王小明")), key="k")
    assert (first.replayed, again.replayed) == (False, True)
    assert again.stream == first.stream
    assert [fact.position for fact in again.events] == [fact.position for fact in first.events]
    assert [fact.event for fact in again.events] == [fact.event for fact in first.events]


def test_a_key_used_for_other_content_is_refused(house: Product) -> None:
    house.do(RegisterPerson(identity=Identity(name="王小明")), key="k")
    with pytest.raises(KeyReused):
        house.do(RegisterPerson(identity=Identity(name="王小刚")), key="k")
    assert house.application.recorder.size() == 1


def test_another_client_may_use_the_same_key(house: Product) -> None:
    command = RegisterPerson(identity=Identity(name="王小明"))
    one = house.do(command, operator("one"), key="k")
    other = house.do(command, operator("other"), key="k")
    assert one.stream != other.stream


def test_what_is_refused_records_nothing(house: Product) -> None:
    clerk = house.officer(house.unit(), Role.WINDOW_CLERK)
    size = house.application.recorder.size()
    with pytest.raises(RoleMayNot):
        house.do(EstablishPost(unit=str(clerk.unit), title="窗口", roles=(Role.HANDLER,)), clerk)
    assert house.application.recorder.size() == size


def test_a_stale_expected_version_is_refused_and_named(house: Product) -> None:
    unit = house.unit()
    post = EstablishPost(unit=unit, title="窗口", roles=(Role.HANDLER,))
    with pytest.raises(VersionConflict) as refused:
        house.do(post, expected_version=7)
    assert refused.value.details == {"expected": 7, "current": 1}
    assert house.do(post, expected_version=1).version == 2


def test_of_twenty_identical_commands_at_once_one_is_stored(house: Product) -> None:
    unit = house.unit()
    request = Request(
        command=EstablishPost(unit=unit, title="窗口", roles=(Role.HANDLER,)),
        caller=operator(),
        key="same",
    )
    with ThreadPoolExecutor(20) as threads:
        answers: list[Answer] = list(threads.map(house.application.handle, [request] * 20))
    assert Counter(answer.replayed for answer in answers) == {False: 1, True: 19}
    assert len({answer.position for answer in answers}) == 1
    assert house.application.recorder.size() == 2


def test_commands_without_an_expected_version_all_find_their_place(house: Product) -> None:
    unit = house.unit()
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(
                lambda nth: house.do(
                    EstablishPost(unit=unit, title=f"岗位{nth}", roles=(Role.HANDLER,)),
                    key=f"p{nth}",
                ),
                range(24),
            )
        )
    assert sorted(answer.version for answer in answers) == list(range(2, 26))
    loaded = house.application.load(ORGANISATION)
    assert loaded is not None
    assert loaded.version == 25


def test_a_decision_never_changes_the_state_it_looked_at(house: Product) -> None:
    house.unit()
    before = house.application.load(ORGANISATION)
    assert before is not None
    units = dict(before.state.units)
    house.unit("青石镇中心")
    assert before.state.units == units


def test_the_event_carries_a_label_and_an_opaque_id_only(house: Product) -> None:
    identity = Identity(name="欧阳晓明", id_number="990101199001010019", phone="19900000001")
    answer = house.do(RegisterPerson(identity=identity))
    event = answer.events[0].event
    assert isinstance(event, PersonRegistered)
    assert event.label == "欧*"
    stored = b"".join(row[5] for row in house.application.recorder.log(1, 1000))
    for secret in ("欧阳晓明", "990101199001010019", "19900000001"):
        assert secret.encode() not in stored
