"""Every question about the whole county, as the API asks it: each with its class of `infra/read`.

The reader is the director of the county's centre, who sees every case; the moment is the end of the
year, the period all of it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from psycopg import Connection, sql

from benchmarks.county_year import DAYS, YEAR
from benchmarks.sealing import OneKey
from benchmarks.servers import SCHEMA
from domain.ids import ORGANISATION, CaseId, PersonId, UnitId, decode
from domain.kernel import SHANGHAI
from domain.organisation.state import Organisation, organisation
from domain.policy.packaged import packaged_policy
from domain.roles import Role
from domain.values import Value
from infra.authority import posts_held
from infra.database.connections import ReadPool
from infra.read.catalogue import Catalogue
from infra.read.queries import PostgresCaseRegister, PostgresClocks, PostgresTimeline
from infra.read.session import work_session
from infra.store.mapper import EventMapper
from infra.store.recorder import COLUMNS
from projections.clocks import clocks_by
from projections.reads import EVERY_CASE, CaseFilter, CaseOrder
from projections.scope import Scope

FIRST = 50
"""Rows of a page."""


class Asked(Value):
    """What the questions are about: the county's units and people, the busiest unit and case."""

    scope: Scope
    units: tuple[UnitId, ...]
    people: tuple[PersonId, ...]
    unit: UnitId
    case: CaseId
    moment: datetime
    first: date
    last: date


def asked_of(dsn: str) -> Asked:
    """The county as its log tells of it, and its director: of those there are, with most units."""
    last = YEAR + timedelta(days=DAYS - 1)
    moment = datetime.combine(last + timedelta(days=1), datetime.min.time(), SHANGHAI)
    with work_session(dsn, "benchmark") as connection:
        register = _register(connection)
        case = _most(connection, "timeline", '"case"')
        unit = _most(connection, "case_register", "unnest(units)")
    director, post = max(
        (
            (person, held)
            for person in sorted(register.people())
            for held in posts_held(register, person, moment)
            if Role.CENTRE_DIRECTOR in held.roles
        ),
        key=lambda found: len(register.units_beneath(found[1].unit)),
    )
    return Asked(
        scope=Scope(person=director, unit=post.unit, area=post.area, roles=post.roles),
        units=tuple(register.units_beneath(post.unit)),
        people=tuple(sorted(register.people())),
        unit=unit,
        case=case,
        moment=moment,
        first=YEAR,
        last=last,
    )


def _most(connection: Connection[Any], view: str, named: str) -> str:
    """What most rows of a view name."""
    found = connection.execute(
        sql.SQL("SELECT {} FROM {} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1").format(
            sql.SQL(named), sql.Identifier(Catalogue(SCHEMA).read_schema, view)
        )
    ).fetchone()
    assert found is not None, "the county has cases"
    return str(found[0])


def _register(connection: Connection[Any]) -> Organisation:
    """The register of units and posts as its events in the log tell of it."""
    mapper = EventMapper(OneKey())
    rows = connection.execute(
        sql.SQL("SELECT {} FROM {} WHERE stream_id = %s ORDER BY position").format(
            COLUMNS, sql.Identifier(SCHEMA, "events")
        ),
        [decode(ORGANISATION)],
    )
    facts = [
        mapper.recorded(position, recorded_at, stream, version, name, data)
        for position, stream, version, name, recorded_at, data in rows
    ]
    found = organisation.fold(facts)
    assert found is not None, "the county has units"
    return found


def questions(pool: ReadPool, about: Asked) -> dict[str, Callable[[], object]]:
    """Each question by its name; asked as the API asks it."""
    scope = about.scope
    cases = PostgresCaseRegister(pool, SCHEMA)
    timeline = PostgresTimeline(pool, SCHEMA)
    clocks = PostgresClocks(pool, SCHEMA, clocks_by(packaged_policy))
    newest = CaseOrder.RECEIVED_AT_DESC
    busiest = CaseFilter(unit=about.unit)
    return {
        "cases, newest": lambda: cases.page(EVERY_CASE, newest, FIRST, None, scope),
        "cases of a unit": lambda: cases.page(busiest, newest, FIRST, None, scope),
        "case": lambda: cases.case(about.case, scope),
        "timeline": lambda: timeline.page(about.case, FIRST, 0, scope),
        "clocks of a case": lambda: clocks.of(about.case, scope),
    }
