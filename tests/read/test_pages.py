"""Pages: keyset pages of the register and the timeline, complete while rows are being added."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest

from domain.case import Stage
from domain.codes.matters import Channel, MatterClass
from domain.codes.risks import RiskLevel
from domain.ids import derived
from domain.roles import Role
from infra.database.faults import DatabaseFault
from infra.read.queries import PostgresCaseRegister, PostgresTimeline
from infra.read.views import ReadModelNotReady
from projections.case_register import CaseRow, case_register
from projections.reads import EVERY_CASE, CaseFilter, CaseOrder, after_case
from projections.scope import Scope
from projections.timeline import TimelineRow, timeline
from tests.composed import NOW
from tests.read.listening import Heard, running
from tests.read.world import World

EVERYTHING = Scope(
    person=derived("person", NOW, "director"),
    unit=None,
    area="99",
    roles=frozenset({Role.CENTRE_DIRECTOR}),
)


@pytest.fixture
def register(world: World) -> PostgresCaseRegister:
    return PostgresCaseRegister(world.pool, world.schema)


def pages(
    register: PostgresCaseRegister,
    order: CaseOrder,
    first: int,
    where: CaseFilter = EVERY_CASE,
) -> Iterator[list[CaseRow]]:
    """All pages, one after the other."""
    after = None
    while True:
        page = register.page(where, order, first, after, EVERYTHING, count=False)
        yield list(page.rows)
        if not page.has_next:
            return
        after = after_case(page.rows[-1], order)


@pytest.mark.parametrize("order", CaseOrder)
@pytest.mark.parametrize("first", [1, 7, 100])
def test_pages_follow_each_other_without_gap_or_repetition(
    world: World, register: PostgresCaseRegister, order: CaseOrder, first: int
) -> None:
    world.happens(150)
    world.projector().catch_up()
    shown = [row for page in pages(register, order, first) for row in page]
    field = "last_event_at" if order is CaseOrder.LAST_EVENT_AT_DESC else "received_at"
    expected = sorted(
        world.stored(case_register).values(),
        key=lambda row: (getattr(row, field), row.case),
        reverse=order is not CaseOrder.RECEIVED_AT_ASC,
    )
    assert shown == expected


def test_pages_are_complete_while_cases_are_being_added(
    world: World, register: PostgresCaseRegister
) -> None:
    """Whoever was there when the first page was read is on exactly one page."""
    heard = Heard(world.happens(200))
    with running(world.projector(tell=heard)):
        assert heard.all_reached()
        before = {row.case for row in world.stored(case_register).values()}
        ending = Event()

        def more() -> None:
            while not ending.is_set():
                world.happens(5)

        adding = Thread(target=more)
        adding.start()
        try:
            for order in (CaseOrder.RECEIVED_AT_DESC, CaseOrder.RECEIVED_AT_ASC):
                shown = [row.case for page in pages(register, order, 3) for row in page]
                assert len(shown) == len(set(shown))
                assert before <= set(shown)
        finally:
            ending.set()
            adding.join()


FILTERS: list[tuple[CaseFilter, Any]] = [
    (CaseFilter(stages=(Stage.REFUSED, Stage.MERGED)), lambda r: r.stage in ("REFUSED", "MERGED")),
    (CaseFilter(risks=(RiskLevel.RED,)), lambda r: r.risk is RiskLevel.RED),
    (
        CaseFilter(matter_classes=(MatterClass.DISPUTE,)),
        lambda r: r.matter_class is MatterClass.DISPUTE,
    ),
    (CaseFilter(channels=(Channel.GRID, Channel.QR)), lambda r: r.channel in ("GRID", "QR")),
    (CaseFilter(dispute="02"), lambda r: (r.dispute or "").startswith("02")),
    (CaseFilter(area="990101100"), lambda r: r.area.startswith("990101100")),
    (CaseFilter(area="9901_"), lambda r: False),
    (CaseFilter(area="%"), lambda r: False),
    (
        CaseFilter(stages=(Stage.REGISTERED,), dispute="01"),
        lambda r: r.stage is Stage.REGISTERED and (r.dispute or "").startswith("01"),
    ),
]


@pytest.mark.parametrize(("where", "wanted"), FILTERS)
def test_a_filter_lets_through_what_it_says(
    world: World, register: PostgresCaseRegister, where: CaseFilter, wanted: Any
) -> None:
    world.happens(300)
    world.projector().catch_up()
    everyone = world.stored(case_register).values()
    page = register.page(where, CaseOrder.RECEIVED_AT_ASC, 100, None, EVERYTHING)
    expected = {row.case for row in everyone if wanted(row)}
    assert page.total == len(expected)
    assert {row.case for row in page.rows} <= expected
    assert len(page.rows) == min(100, len(expected))


def test_a_case_is_found_by_unit_time_and_number(
    world: World, register: PostgresCaseRegister
) -> None:
    world.happens(150)
    world.projector().catch_up()
    rows = sorted(world.stored(case_register).values(), key=lambda row: row.received_at)
    one = rows[len(rows) // 2]

    def found(**where: Any) -> set[str]:
        page = register.page(CaseFilter(**where), CaseOrder.RECEIVED_AT_ASC, 100, None, EVERYTHING)
        return {row.case for row in page.rows}

    assert found(unit=one.units[0]) == {r.case for r in rows if one.units[0] in r.units}
    exactly = {"received_from": one.received_at}
    assert one.case in found(**exactly)
    assert one.case not in found(received_before=one.received_at)
    moment = timedelta(microseconds=1)
    assert one.case in found(received_before=one.received_at + moment, **exactly)
    assert found(code=one.code) == {one.case}
    assert found(code=one.code.replace("-", " ").lower()) == {one.case}
    assert one.case in found(code=one.code[:8])


def test_the_total_is_counted_only_when_asked_for(
    world: World, register: PostgresCaseRegister
) -> None:
    world.happens(40)
    world.projector().catch_up()
    order = CaseOrder.RECEIVED_AT_DESC
    assert register.page(EVERY_CASE, order, 2, None, EVERYTHING, count=False).total is None
    counted = register.page(EVERY_CASE, order, 2, None, EVERYTHING)
    assert counted.total == len(world.stored(case_register))


def test_a_page_says_how_far_the_log_had_been_folded(
    world: World, register: PostgresCaseRegister
) -> None:
    order = CaseOrder.RECEIVED_AT_DESC
    world.projector().prepare()
    assert register.page(EVERY_CASE, order, 10, None, EVERYTHING).position == 0
    last = world.happens(30)
    assert register.page(EVERY_CASE, order, 10, None, EVERYTHING).position == 0
    world.projector().catch_up()
    assert register.page(EVERY_CASE, order, 10, None, EVERYTHING).position == last


@pytest.mark.parametrize("wrong", ["", "case_", "nonsense", "case_\x00", "case_0\ud800", "用" * 40])
def test_what_is_no_id_is_answered_like_an_absent_case(
    world: World, register: PostgresCaseRegister, wrong: str
) -> None:
    world.happens(10)
    world.projector().catch_up()
    known = next(iter(world.stored(case_register)))[0]
    assert register.case(wrong, EVERYTHING) is None
    assert set(register.cases([wrong, known], EVERYTHING)) == {known}
    assert PostgresTimeline(world.pool, world.schema).page(wrong, 10, 0, EVERYTHING).rows == ()


def test_the_timeline_of_a_case_is_paged_in_order(world: World) -> None:
    world.happens(300)
    world.projector().catch_up()
    history = PostgresTimeline(world.pool, world.schema)
    rows = world.stored(timeline)
    longest = max(world.stored(case_register).values(), key=lambda row: row.version)
    expected = [rows[key] for key in sorted(rows) if key[0] == longest.case]
    shown: list[TimelineRow] = []
    after, more = 0, True
    while more:
        page = history.page(longest.case, 3, after, EVERYTHING)
        assert page.total == len(expected)
        shown += page.rows
        more = page.has_next
        after = page.rows[-1].position
    assert shown == expected


def test_before_the_tables_are_made_the_read_model_is_not_ready(
    world: World, register: PostgresCaseRegister
) -> None:
    with pytest.raises(ReadModelNotReady) as fault:
        register.page(EVERY_CASE, CaseOrder.RECEIVED_AT_DESC, 10, None, EVERYTHING)
    assert isinstance(fault.value, DatabaseFault)
