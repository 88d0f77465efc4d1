"""The workload as PostgreSQL counts it is the workload counted from the folded log."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from benchmarks.drawing import PEOPLE, UNITS
from benchmarks.histories import BEGINNING
from domain.codes.matters import Difficulty
from domain.ids import derived
from domain.kernel import day_of
from domain.measures.period import Period
from domain.measures.workload import Left, WorkRole
from infra.read.stored import ProjectionTable
from infra.read.workload import PostgresWorkload
from projections.reads.workload import WorkloadBy, WorkloadQuestion
from projections.scope import Scope
from projections.workload import Activity, WorkloadRow, assigned, workload
from projections.workload.rows import Begun, Done, Ended, Held
from tests.projections.workload_reference import counted
from tests.read.world import World


def questions(random: Random, begins: date, ends: date, *, few: bool = False) -> WorkloadQuestion:
    """Some units, some period, by unit or by person, sometimes of one person alone."""
    units, people = (FEW_UNITS, FEW_PEOPLE) if few else (UNITS, PEOPLE)
    days = (ends - begins).days + 3
    first = begins + timedelta(days=random.randrange(-2, days))
    last = first + timedelta(days=random.choice([0, 0, 1, 7, 400]))
    by = random.choice(list(WorkloadBy))
    return WorkloadQuestion(
        by=by,
        units=tuple(random.sample(units, random.randrange(1, len(units) + 1))),
        period=Period(first=first, last=last),
        lately=Period(first=last - timedelta(days=random.choice([0, 2, 28])), last=last),
        people=tuple(random.sample(people, len(people) // 2)),
        only=random.choice([None, None, *people[:2]]) if by is WorkloadBy.PERSON else None,
    )


def test_what_is_stored_is_the_fold_and_is_counted_alike(world: World) -> None:
    projector = world.projector(workload)
    for acts in (700, 1, 800):
        world.happens(acts)
        projector.catch_up()
    world.assert_equal_to_the_fold(workload)
    facts = world.facts()
    days = [day_of(fact.occurred_at) for fact in facts]
    random = Random(11)
    asked = [questions(random, min(days), max(days)) for _ in range(40)]
    assert agrees(world, list(workload.fold(facts).values()), asked) > 10


def agrees(world: World, rows: list[WorkloadRow], asked: list[WorkloadQuestion]) -> int:
    """That SQL and Python count the same each time; to how many questions there was anything."""
    reads = PostgresWorkload(world.pool, world.schema)
    found = [(question, reads.tallies(question)) for question in asked]
    for question, tallies in found:
        assert tallies.of == counted(rows, question)
        assert tallies.position == world.live(workload).position
    return sum(1 for _, tallies in found if tallies.of)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_sql_counts_any_rows_as_python_does(world: World, seed: int) -> None:
    """Denser than any log: the same few people in the same few cases within a few days."""
    random = Random(seed)
    world.projector(workload).prepare()
    rows = [random_row(random, nth) for nth in range(random.randrange(1, 25))]
    table = ProjectionTable(workload, world.catalogue.read_schema, world.live(workload).table)
    with world.session() as connection:
        for each in table.tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(each.identifier))
        table.change(connection, {}, {(row.case,): row for row in rows})
    asked = [questions(random, DAY, DAY + timedelta(days=6), few=True) for _ in range(12)]
    agrees(world, rows, asked)


DAY = date(2025, 3, 3)
FEW_UNITS, FEW_PEOPLE = UNITS[:3], PEOPLE[:4]


def random_row(random: Random, nth: int) -> WorkloadRow:
    """A case in which anything may have happened within a week, in any order."""
    return WorkloadRow(
        case=derived("case", BEGINNING, str(nth)),
        difficulty=random.choice([None, *Difficulty]),
        held=tuple(random_part(random) for _ in range(random.randrange(6))),
        done=tuple(random_act(random, nth) for nth in range(random.randrange(5))),
    )


def a_moment(random: Random) -> datetime:
    """In the week; often the very moment at which a day begins in China."""
    hours = random.choice([0, 24, 48, random.randrange(150)])
    return datetime(2025, 3, 2, 16, tzinfo=UTC) + timedelta(hours=hours)


def random_part(random: Random) -> Held:
    begun = Begun(at=a_moment(random), version=1, position=1, continued=random.random() < 0.2)
    how = random.choice([None, *Left])
    end = a_moment(random)
    return Held(
        work=random.choice(["order_1", "mediation_1"]),
        unit=random.choice(FEW_UNITS),
        person=random.choice([None, None, *FEW_PEOPLE]),
        role=random.choice(list(WorkRole)),
        begun=begun,
        ended=None if how is None else Ended(at=end, version=2, position=2, how=how),
    )


def random_act(random: Random, version: int) -> Done:
    return Done(
        version=version,
        position=version,
        kind=random.choice(list(Activity)),
        at=a_moment(random),
        recorded_at=a_moment(random),
        units=tuple(random.sample(FEW_UNITS, random.randrange(3))),
        people=tuple(random.sample(FEW_PEOPLE, random.randrange(3))),
        unit=random.choice([None, *FEW_UNITS]),
        told_by=random.choice(FEW_PEOPLE),
        work=random.choice([None, "mediation_1"]),
        minutes=random.randrange(200),
    )


def test_a_parts_table_is_asked_by_its_index(world: World) -> None:
    """Any subtree in one statement that looks nothing up by walking through the table."""
    world.happens(600)
    world.projector(workload).catch_up()
    with world.session() as connection, connection.transaction():
        connection.execute("SET LOCAL enable_seqscan = off")
        plan = connection.execute(
            sql.SQL(
                "EXPLAIN SELECT FROM {} t WHERE t.from_at < %(at)s"
                " AND (t.unit = ANY (%(units)s::text[]) AND t.to_at >= %(at)s"
                " OR t.unit = ANY (%(units)s::text[]) AND t.to_at IS NULL)"
            ).format(sql.Identifier(world.catalogue.read_schema, assigned.name)),
            {"units": list(UNITS), "at": world.histories.now},
        ).fetchall()
    assert "unit_to_at" in str(plan)


NOBODY = Scope(
    person=derived("person", datetime(2025, 1, 1, tzinfo=UTC), "nobody here"),
    unit=None,
    area="31",
    roles=frozenset(),
)


def test_who_works_on_a_case_is_not_for_an_outsider(world: World) -> None:
    world.happens(400)
    world.projector().catch_up()
    asked = PostgresWorkload(world.pool, world.schema)
    cases = [key[0] for key in world.stored(workload)]
    assert cases
    assert [asked.of_case(case, NOBODY) for case in cases[:20]] == [None] * len(cases[:20])
    assert asked.of_case("nonsense", NOBODY) is None
