"""Mediations and agreements as PostgreSQL answers them: what the fold and the rule of sight say."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.case.regions.mediations import ProcedureStage
from domain.ids import derived
from domain.roles import Role
from infra.read.mediations import PostgresMediations
from projections.case_register import case_register
from projections.mediations import (
    AgreementRow,
    MediationRow,
    agreements,
    mediation_book,
    mediations,
)
from projections.reads.mediations import AfterPart, AgreementFilter, MediationFilter
from projections.scope import Scope, sees_row
from tests.composed import NOW
from tests.read.world import World

DIRECTOR = Scope(
    person=derived("person", NOW, "director"),
    unit=None,
    area="9901",
    roles=frozenset({Role.CENTRE_DIRECTOR}),
)


@pytest.fixture
def told(world: World) -> PostgresMediations:
    """A long log with its read models, and the questions asked of them."""
    world.happens(900)
    world.projector(case_register, mediation_book).catch_up()
    return PostgresMediations(world.pool, world.schema)


def every_page(ask: Callable[..., Any], where: Any, scope: Scope, first: int) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        page = ask(where, first, after, scope)
        found += page.rows
        if not page.has_next:
            assert page.total == len(found)
            assert ask(where, first, None, scope, count=False).total is None
            return found
        last = page.rows[-1]
        if isinstance(last, MediationRow):
            after = AfterPart(at=last.opened_at, id=last.mediation)
        else:
            after = AfterPart(at=last.reached_at, id=last.agreement)


def handler_of(unit: str) -> Scope:
    return Scope(person=DIRECTOR.person, unit=unit, area="", roles=frozenset({Role.HANDLER}))


def for_reader(world: World, scope: Scope, rows: list[Any]) -> list[Any]:
    cases = world.stored(case_register)
    return [row for row in rows if sees_row(scope, cases[(row.case,)])]


def folded(world: World, part: Any) -> list[Any]:
    books = mediation_book.fold(world.facts()).values()
    return [row for book in books for row in part.of(book)]


def test_what_is_stored_is_the_fold(world: World, told: PostgresMediations) -> None:
    world.assert_equal_to_the_fold(mediation_book)
    assert world.check(mediation_book).difference is None


def test_pages_hold_what_the_reader_sees_and_nothing_else(
    world: World, told: PostgresMediations
) -> None:
    procedures: list[MediationRow] = folded(world, mediations)
    promised: list[AgreementRow] = folded(world, agreements)
    units = sorted({row.organisation for row in procedures})
    readers = [DIRECTOR, *map(handler_of, units[:2])]
    for reader in readers:
        seen = for_reader(world, reader, procedures)
        wanted = sorted(seen, key=lambda row: (row.opened_at, row.mediation), reverse=True)
        assert every_page(told.page, MediationFilter(), reader, 7) == wanted
        seen = for_reader(world, reader, promised)
        wanted = sorted(seen, key=lambda row: (row.reached_at, row.agreement), reverse=True)
        assert every_page(told.agreements, AgreementFilter(), reader, 7) == wanted


def test_filters_hold_together(world: World, told: PostgresMediations) -> None:
    procedures = for_reader(world, DIRECTOR, folded(world, mediations))
    some = procedures[len(procedures) // 2]
    where = MediationFilter(
        stages=(some.stage, ProcedureStage.SUSPENDED),
        kinds=(some.kind,),
        units=(some.organisation,),
        opened_from=some.opened_at,
    )
    found = {row.mediation for row in told.page(where, 100, None, DIRECTOR).rows}
    assert found == {
        row.mediation
        for row in procedures
        if row.stage in where.stages
        and row.kind is some.kind
        and row.organisation == some.organisation
        and row.opened_at >= some.opened_at
    }
    assert some.mediation in found


def test_overdue_agreements_are_those_with_something_open_due_before_the_day(
    world: World, told: PostgresMediations
) -> None:
    promised = for_reader(world, DIRECTOR, folded(world, agreements))
    days = sorted(row.next_due_on for row in promised if row.next_due_on is not None)
    assert days
    for day in (days[0], days[-1]):
        found = told.agreements(AgreementFilter(overdue_on=day), 100, None, DIRECTOR).rows
        assert {row.agreement for row in found} == {
            row.agreement for row in promised if row.next_due_on and row.next_due_on < day
        }


def test_a_case_shows_its_own_to_those_who_see_it(world: World, told: PostgresMediations) -> None:
    nobody = Scope(person=DIRECTOR.person, unit=None, area="", roles=frozenset())
    seen = for_reader(world, DIRECTOR, folded(world, mediations))
    case = seen[0].case
    assert [row.case for row in told.of(case, DIRECTOR)] == [
        row.case for row in seen if row.case == case
    ]
    assert told.of(case, nobody) == []
    assert told.agreements_of(case, nobody) == []
    assert told.of("nonsense", DIRECTOR) == []
