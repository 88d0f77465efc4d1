"""The SQL predicate lets through exactly the rows that the rule of sight does."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from domain.case import Stage
from domain.case.sight import sees
from domain.codes.matters import Channel, MatterClass
from domain.ids import derived
from infra.read.queries import PostgresCaseRegister, PostgresTimeline
from infra.read.tables import Table
from projections.case_register import CaseRow, case_register
from projections.reads import EVERY_CASE, CaseOrder
from projections.scope import Scope, sees_row
from tests.projections.test_scope import acting, scopes
from tests.read.world import World

NOW = datetime(2025, 3, 25, tzinfo=UTC)
PEOPLE = [derived("person", NOW, str(nth)) for nth in range(4)]
UNITS = [derived("unit", NOW, str(nth)) for nth in range(3)]
AREAS = ["990101100201", "9901011002", "990101", "990102", "99"]

people = st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True).map(lambda p: tuple(sorted(p)))
units = st.lists(st.sampled_from(UNITS), max_size=2, unique=True).map(lambda u: tuple(sorted(u)))


differences = st.fixed_dictionaries(
    {
        "matter_class": st.sampled_from(MatterClass),
        "area": st.sampled_from(AREAS),
        "units": units,
        "protected": st.booleans(),
        "people": people,
        "custodians": people,
        "accused": people,
        "accused_units": units,
    }
)


def row(nth: int, differing: dict[str, Any]) -> CaseRow:
    """A row that differs from others in what decides about sight, and is otherwise plain."""
    at = NOW + timedelta(minutes=nth)
    return CaseRow(
        case=derived("case", at, "row"),
        code="20250325-0000-0000",
        channel=Channel.OTHER,
        stage=Stage.REGISTERED,
        dispute=None,
        centre=UNITS[0],
        people_count=1,
        received_at=at,
        first_received_at=at,
        registered_at=at,
        first_position=nth + 1,
        last_position=nth + 1,
        version=1,
        last_event="intake.registered",
        last_event_at=at,
        late_entries=0,
        **differing,
    )


readers = st.builds(
    Scope,
    person=st.sampled_from(PEOPLE),
    unit=st.none() | st.sampled_from(UNITS),
    area=st.sampled_from(["", *AREAS]),
    roles=scopes.map(lambda scope: scope.roles),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(differences, min_size=1, max_size=25), st.lists(readers, min_size=1, max_size=12))
def test_sql_python_and_the_domain_agree_on_who_sees_what(
    world: World, differing: list[dict[str, Any]], asking: list[Scope]
) -> None:
    rows = [row(nth, one) for nth, one in enumerate(differing)]
    world.projector().prepare()
    table = Table(case_register, world.catalogue.read_schema, world.live(case_register).table)
    register = PostgresCaseRegister(world.pool, world.schema)
    with world.session() as connection:
        connection.execute(sql.SQL("DELETE FROM {}").format(table.identifier))
        table.write(connection, [], rows)
    for reader in asking:
        allowed = [row for row in rows if sees_row(reader, row)]
        assert allowed == [row for row in rows if sees(_Seen(row), acting(reader))]
        page = register.page(EVERY_CASE, CaseOrder.RECEIVED_AT_ASC, 100, None, reader)
        assert list(page.rows) == allowed
        assert page.total == len(allowed)
        assert register.cases([row.case for row in rows], reader) == {r.case: r for r in allowed}


class _Seen:
    """A row as the domain's rule looks at a state."""

    def __init__(self, row: CaseRow) -> None:
        self.area = row.area
        self.matter_class = row.matter_class
        self.protected = row.protected
        self.units = set(row.units)
        self.people = frozenset(row.people)
        self.custodians = frozenset(row.custodians)
        self.accused = frozenset(row.accused)
        self.accused_units = frozenset(row.accused_units)


OUTSIDER = Scope(person=PEOPLE[0], unit=UNITS[0], area="31", roles=frozenset())


def test_an_outsider_is_told_nothing_by_any_question(world: World) -> None:
    world.happens(200)
    world.projector().catch_up()
    register = PostgresCaseRegister(world.pool, world.schema)
    history = PostgresTimeline(world.pool, world.schema)
    cases = [key[0] for key in world.stored(case_register)]
    page: Any = register.page(EVERY_CASE, CaseOrder.LAST_EVENT_AT_DESC, 100, None, OUTSIDER)
    assert (page.rows, page.total, page.has_next) == ((), 0, False)
    assert register.cases(cases, OUTSIDER) == {}
    for case in cases[:5]:
        assert register.case(case, OUTSIDER) is None
        assert history.page(case, 100, 0, OUTSIDER).total == 0
