"""Every question about the whole county, as the API asks it: each with its class of `infra/read`.

The reader is the director of the county's centre, who sees every case; the moment is the end of the
year, the period all of it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, LiteralString

from psycopg import Connection, sql

from benchmarks.county_year import DAYS, YEAR
from benchmarks.sealing import OneKey
from benchmarks.servers import SCHEMA
from domain.ids import ORGANISATION, CaseId, PersonId, UnitId, decode
from domain.kernel import SHANGHAI
from domain.measures.period import Period, last_working_days
from domain.measures.warning import numbers_of
from domain.organisation.state import Organisation, organisation
from domain.policy.calendar import Calendar
from domain.policy.packaged import packaged_policy
from domain.policy.rulebook import Rulebook
from domain.roles import Role
from domain.screening.duties import Owed, owed
from domain.values import Value
from infra.authority import posts_held
from infra.database.connections import ReadPool
from infra.read.accountability import PostgresAccountability
from infra.read.catalogue import Catalogue
from infra.read.indicators import PostgresIndicators
from infra.read.mediations import PostgresMediations
from infra.read.overdue import PostgresOverdue
from infra.read.queries import PostgresCaseRegister, PostgresClocks, PostgresTimeline
from infra.read.screenings import PostgresScreenings
from infra.read.session import work_session
from infra.read.staff import PostgresStaff
from infra.read.warning import PostgresIntakes
from infra.read.workload import PostgresWorkload
from infra.store.mapper import EventMapper
from infra.store.recorder import COLUMNS
from projections.clocks import clocks_by
from projections.reads import (
    EVERY_CASE,
    OVERDUE_DUTIES,
    CaseFilter,
    CaseOrder,
    DeadlineOrder,
    WorkloadBy,
    WorkloadQuestion,
)
from projections.reads.accountability import BreachFilter
from projections.reads.indicators import Asked as IndicatorsAsked
from projections.reads.mediations import AgreementFilter, MediationFilter
from projections.reads.staff import StaffFilter
from projections.scope import Scope

FIRST = 50
"""Rows of a page."""

TOTAL = ", total"
"""How the name of a page ends that is asked for with its total."""

_AT = datetime.combine(YEAR, datetime.min.time(), SHANGHAI)
"""By the rules of the year's beginning."""

Questions = dict[str, Callable[[], object]]


class Asked(Value):
    """What the questions are about: the county's units and people, the busiest unit and case."""

    scope: Scope
    units: tuple[UnitId, ...]
    people: tuple[PersonId, ...]
    unit: UnitId
    case: CaseId
    moment: datetime
    month: Period
    year: Period
    owed: tuple[Owed, ...]


def asked_of(dsn: str) -> Asked:
    """The county as its log tells of it, and its director: of those there are, with most units."""
    year = Period(first=YEAR, last=YEAR + timedelta(days=DAYS - 1))
    with work_session(dsn, "benchmark") as connection:
        register = _register(connection)
        case = _most(connection, "timeline", '"case"')
        unit = _most(connection, "case_register", "unnest(units)")
    director, post = max(
        (
            (person, held)
            for person in sorted(register.people())
            for held in posts_held(register, person, year.ends_before)
            if Role.CENTRE_DIRECTOR in held.roles
        ),
        key=lambda found: len(register.units_beneath(found[1].unit)),
    )
    units = tuple(register.units_beneath(post.unit))
    return Asked(
        scope=Scope(person=director, unit=post.unit, area=post.area, roles=post.roles),
        units=units,
        people=tuple(sorted(register.people())),
        unit=unit,
        case=case,
        moment=year.ends_before,
        month=Period(first=year.last.replace(day=1), last=year.last),
        year=year,
        owed=tuple(owed(register, units, _book())),
    )


def _most(connection: Connection[Any], view: str, named: LiteralString) -> str:
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


def questions(pool: ReadPool, about: Asked) -> Questions:
    """Each question by its name; asked as the API asks it."""
    return {
        **_of_cases(pool, about),
        **_of_terms(pool, about),
        **_of_work(pool, about),
        **_of_lists(pool, about),
        **_of_warnings(pool, about),
        **_of_screening(pool, about),
    }


def _paged(name: str, page: Callable[..., object], *asked: object) -> Questions:
    """A page, and the same with how many there are in all: the API counts only when asked to."""
    return {
        name: lambda: page(*asked, count=False),
        f"{name}{TOTAL}": lambda: page(*asked, count=True),
    }


def _of_cases(pool: ReadPool, about: Asked) -> Questions:
    scope, newest = about.scope, CaseOrder.RECEIVED_AT_DESC
    cases, timeline = PostgresCaseRegister(pool, SCHEMA), PostgresTimeline(pool, SCHEMA)
    clocks = PostgresClocks(pool, SCHEMA, clocks_by(packaged_policy))
    duties = PostgresAccountability(pool, SCHEMA)
    workload = PostgresWorkload(pool, SCHEMA)
    busiest = CaseFilter(unit=about.unit)
    return {
        **_paged("cases, newest", cases.page, EVERY_CASE, newest, FIRST, None, scope),
        **_paged("cases of a unit", cases.page, busiest, newest, FIRST, None, scope),
        "case": lambda: cases.case(about.case, scope),
        **_paged("case: timeline", timeline.page, about.case, FIRST, 0, scope),
        "case: clocks": lambda: clocks.of(about.case, scope),
        "case: duties": lambda: duties.of(about.case, scope),
        "case: workload": lambda: workload.of_case(about.case, scope),
    }


def _of_terms(pool: ReadPool, about: Asked) -> Questions:
    units, moment = about.units, about.moment
    overdue = PostgresOverdue(pool, SCHEMA, clocks_by(packaged_policy), packaged_policy().calendar)
    duties = PostgresAccountability(pool, SCHEMA)
    year, month = about.year, about.month
    due = DeadlineOrder.DUE_AT_ASC
    asked = units, moment, OVERDUE_DUTIES, due, FIRST, None, about.scope
    before = units, moment - timedelta(days=182), *asked[2:]
    latest = overdue.page(*asked, count=False)
    found = [one.row.case for one in latest.rows]
    against = BreachFilter(units=units, from_at=year.begins_at, before=year.ends_before)
    return {
        **_paged("overdue", overdue.page, *asked),
        "overdue, half a year before": lambda: overdue.page(*before, count=False),
        "overdue: their cases": lambda: overdue.cases(found, moment),
        "overdue: units late in the month": lambda: overdue.late_cases(
            units, month.begins_at, moment
        ),
        "overdue, summary of the month": lambda: overdue.tallies(
            units, moment, month.begins_at, month.ends_before
        ),
        "overdue, summary of the year": lambda: overdue.tallies(
            units, moment, year.begins_at, year.ends_before
        ),
        "accountability, counts of the year": lambda: duties.counts(against),
        **_paged("accountability, latest", duties.page, against, FIRST, None, about.scope),
    }


def _of_work(pool: ReadPool, about: Asked) -> Questions:
    workload, indicators = PostgresWorkload(pool, SCHEMA), PostgresIndicators(pool, SCHEMA)

    def worked(by: WorkloadBy, period: Period) -> Callable[[], object]:
        lately = last_working_days(period.last, _book().number("workload_pace").whole, _calendar())
        people = about.people if by is WorkloadBy.PERSON else ()
        wanted = WorkloadQuestion(
            by=by, units=about.units, period=period, lately=lately, people=people
        )
        return lambda: workload.tallies(wanted)

    def counted(period: Period) -> Callable[[], object]:
        wanted = IndicatorsAsked(from_on=period.first, to_on=period.last, units=about.units)
        return lambda: indicators.counted(wanted)

    return {
        "workload of units in the month": worked(WorkloadBy.UNIT, about.month),
        "workload of units in the year": worked(WorkloadBy.UNIT, about.year),
        "workload of people in the month": worked(WorkloadBy.PERSON, about.month),
        "workload of people in the year": worked(WorkloadBy.PERSON, about.year),
        "indicators of the month": counted(about.month),
        "indicators of the year": counted(about.year),
    }


def _of_lists(pool: ReadPool, about: Asked) -> Questions:
    mediations, staff = PostgresMediations(pool, SCHEMA), PostgresStaff(pool, SCHEMA)
    opened = MediationFilter(units=about.units)
    reached = AgreementFilter(units=about.units)
    there = StaffFilter(units=about.units, on=about.year.last)
    return {
        **_paged("mediations", mediations.page, opened, FIRST, None, about.scope),
        **_paged("agreements", mediations.agreements, reached, FIRST, None, about.scope),
        **_paged("staff", staff.page, there, FIRST, None),
    }


def _of_warnings(pool: ReadPool, about: Asked) -> Questions:
    intakes = PostgresIntakes(pool, SCHEMA)
    numbers, last, moment = numbers_of(_book()), about.year.last, about.moment
    far = last - timedelta(days=numbers.reach - 1), last
    near = last - timedelta(days=numbers.cluster_window - 1), last
    return {
        "warnings: since when": lambda: intakes.begins(moment),
        "warnings: surges": lambda: intakes.tallies(about.units, far, moment),
        "warnings: clusters": lambda: intakes.seen(about.units, near, moment),
    }


def _of_screening(pool: ReadPool, about: Asked) -> Questions:
    screenings = PostgresScreenings(pool, SCHEMA)
    return {"screening of the year": lambda: screenings.tally(about.owed, about.year, about.moment)}


def _book() -> Rulebook:
    return packaged_policy().rules.at(_AT)


def _calendar() -> Calendar:
    return packaged_policy().calendar
