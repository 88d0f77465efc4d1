"""Entering a screening: by whom, for which window, and what it must say (domain.md §2.5 R)."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.codes import CodeUnknown
from domain.codes.matters import Channel, MatterClass
from domain.codes.screening import Rhythm
from domain.kernel import SHANGHAI, utc
from domain.organisation.refusals import UnitNotInForce, UnitNotYours, UnitUnknown
from domain.organisation.units import UnitClosed
from domain.refusals import HappensInFuture, NotFound, RoleMayNot
from domain.roles import Role
from domain.screening.performing import (
    DisputeDiscovered,
    DisputesFound,
    LinkDiscoveredDispute,
    ScreeningPerformed,
    ScreeningWithdrawn,
    WithdrawScreening,
)
from domain.screening.refusals import (
    DisputeLinkedAlready,
    FoundTwice,
    GridCoveredTwice,
    GridNotItsOwn,
    LateScreeningUnexplained,
    MoreThanFound,
    NilReturnContradicted,
    NilReturnUnsaid,
    NoGridCovered,
    NoSuchWindow,
    NotFoundByScreening,
    NothingScreened,
    ScreeningEntered,
    ScreeningNotOwed,
    ScreeningYourOwn,
    WindowNotBegun,
)
from domain.screening.state import screening_id
from tests.domain.county import CASE, OTHER
from tests.domain.organisation.county import (
    ABROAD,
    BUREAU,
    CENTRE,
    GRID,
    NOWHERE,
    TOWN,
    VILLAGE,
    acting,
    committee_head,
    justice,
    political_legal,
    village_head,
)
from tests.domain.organisation.given import MORNING, fact
from tests.domain.screening.given import (
    FAR_GRID,
    NIL,
    OFFICE,
    OTHER_GRID,
    PERFORM,
    TASK,
    bureau,
    given,
    officer,
    performed,
)
from tests.domain.states import registered as case_registered

LINK = LinkDiscoveredDispute(screening=TASK, case=CASE)
WITHDRAW = WithdrawScreening(screening=TASK, reason="户数填写有误。")


def on(month: int, day: int, hour: int = 9) -> datetime:
    return utc(datetime(2025, month, day, hour, tzinfo=SHANGHAI))


def test_the_village_committee_enters_its_week() -> None:
    """S1: window 24-30 March, one dispute found."""
    when = given().when(PERFORM, by=committee_head())
    when.then(performed())
    state = when.then_state()
    assert (state.stands, state.found, state.last_on) == (True, 1, date(2025, 3, 30))
    given().when(NIL, by=village_head()).then(performed(found=(), nil_return=True))


def test_the_task_follows_from_unit_and_window() -> None:
    event = given().when(PERFORM, by=committee_head()).then(ScreeningPerformed)
    assert event.screening == screening_id(VILLAGE, date(2025, 3, 24)) == TASK
    assert screening_id(VILLAGE, date(2025, 3, 31)) != TASK
    assert screening_id(OFFICE, date(2025, 3, 24)) != TASK


def test_the_justice_line_screens_by_half_months_and_months() -> None:
    half = replace(NIL, unit=OFFICE, first_on=date(2025, 3, 16), grids=(GRID, FAR_GRID))
    event = given().when(half, by=officer()).then(ScreeningPerformed)
    assert (event.rhythm, event.last_on) == (Rhythm.HALF_MONTHLY, date(2025, 3, 31))
    month = replace(NIL, unit=BUREAU, first_on=date(2025, 3, 1))
    event = given().when(month, by=bureau()).then(ScreeningPerformed)
    assert (event.rhythm, event.last_on) == (Rhythm.MONTHLY, date(2025, 3, 31))


def test_a_window_is_named_by_its_first_day() -> None:
    tuesday = replace(PERFORM, first_on=date(2025, 3, 25))
    given().when(tuesday, by=committee_head()).then_refused(NoSuchWindow, rhythm=Rhythm.WEEKLY)
    weekly = replace(NIL, unit=OFFICE)
    given().when(weekly, by=officer()).then_refused(NoSuchWindow)


def test_each_unit_enters_its_own() -> None:
    given().when(PERFORM, by=officer()).then_refused(UnitNotYours)
    given().when(PERFORM, by=committee_head(TOWN)).then_refused(UnitNotYours)
    given().when(replace(PERFORM, unit=NOWHERE), by=justice()).then_refused(UnitUnknown)


@pytest.mark.parametrize(
    "role", [Role.MEDIATOR, Role.GRID_WORKER, Role.CENTRE_DIRECTOR, Role.WINDOW_CLERK]
)
def test_others_do_not_enter_screenings(role: Role) -> None:
    given().when(PERFORM, by=acting(role, unit=VILLAGE)).then_refused(RoleMayNot)


def test_a_unit_that_owes_none_enters_none() -> None:
    centre = replace(NIL, unit=CENTRE, first_on=date(2025, 3, 1))
    given().when(centre, by=justice(CENTRE)).then_refused(ScreeningNotOwed)
    before_the_post = replace(NIL, first_on=date(2024, 12, 23))
    when = given().when(before_the_post, by=committee_head(), reason="补录")
    when.then_refused(ScreeningNotOwed)


def test_a_unit_that_was_closed_enters_none() -> None:
    closed = fact(UnitClosed(unit=VILLAGE, reason="撤并"), at=MORNING - timedelta(days=1))
    given().in_register(closed).when(PERFORM, by=committee_head()).then_refused(UnitNotInForce)


def test_nothing_is_screened_in_advance() -> None:
    ahead = replace(PERFORM, first_on=date(2025, 3, 31))
    given().when(ahead, by=committee_head()).then_refused(WindowNotBegun)
    late = given().when(PERFORM, by=committee_head(), at=on(3, 28), told=MORNING)
    late.then_refused(HappensInFuture)


def test_after_the_window_it_is_late_and_says_why() -> None:
    monday = given().when(PERFORM, by=committee_head(), at=on(3, 31))
    monday.then_refused(LateScreeningUnexplained, last_on="2025-03-30")
    given().when(PERFORM, by=committee_head(), at=on(3, 31), reason="大雪封路").then(performed())
    given().when(PERFORM, by=committee_head(), at=on(3, 30, 23)).then(performed())


def test_an_entry_that_comes_a_day_after_says_why() -> None:
    """domain.md §2.3: the lag of the rules is 24 hours."""
    given().when(PERFORM, by=committee_head(), told=MORNING + timedelta(hours=24)).then(performed())
    later = MORNING + timedelta(hours=24, minutes=1)
    given().when(PERFORM, by=committee_head(), told=later).then_refused(LateScreeningUnexplained)
    given().when(PERFORM, by=committee_head(), told=later, reason="忘记录入").then(performed())


def test_only_its_own_grids_are_covered_each_once() -> None:
    far = replace(PERFORM, grids=(GRID, FAR_GRID))
    given().when(far, by=committee_head()).then_refused(GridNotItsOwn, grid=FAR_GRID)
    no_grid = replace(PERFORM, grids=(VILLAGE,))
    given().when(no_grid, by=committee_head()).then_refused(GridNotItsOwn)
    twice = replace(PERFORM, grids=(GRID, OTHER_GRID, GRID))
    given().when(twice, by=committee_head()).then_refused(GridCoveredTwice, grid=GRID)
    both = replace(PERFORM, grids=(GRID, OTHER_GRID))
    given().when(both, by=committee_head()).then(ScreeningPerformed)


def test_where_there_are_grids_some_are_covered() -> None:
    given().when(replace(PERFORM, grids=()), by=committee_head()).then_refused(NoGridCovered)


def test_silence_is_not_a_nil_return() -> None:
    given().when(replace(NIL, nil_return=False), by=committee_head()).then_refused(NilReturnUnsaid)
    both = replace(PERFORM, nil_return=True)
    given().when(both, by=committee_head()).then_refused(NilReturnContradicted)


def test_finds_are_told_by_type() -> None:
    unknown = replace(PERFORM, found=(DisputesFound(dispute="9999", number=1),))
    given().when(unknown, by=committee_head()).then_refused(CodeUnknown)
    one = DisputesFound(dispute="0902", number=1)
    given().when(replace(PERFORM, found=(one, one)), by=committee_head()).then_refused(FoundTwice)


def test_a_window_is_entered_once() -> None:
    given(performed()).when(NIL, by=village_head()).then_refused(
        ScreeningEntered, first_on="2025-03-24", last_on="2025-03-30"
    )


def found_case(**changes: object) -> object:
    told = {"channel": Channel.SCREENING, "centre": VILLAGE, "area": "990101100201"}
    return case_registered(**(told | changes))  # type: ignore[arg-type]


def test_a_find_becomes_a_case() -> None:
    """S1: found on 24 March, registered on the 25th."""
    task = given(performed()).beside(CASE, found_case())  # type: ignore[arg-type]
    when = task.when(LINK, by=committee_head())
    when.then(DisputeDiscovered(case=CASE))
    assert when.then_state().cases == {CASE}


def test_only_what_screening_found_since_is_linked() -> None:
    walked_in = given(performed()).beside(CASE, found_case(channel=Channel.WALK_IN))  # type: ignore[arg-type]
    walked_in.when(LINK, by=committee_head()).then_refused(NotFoundByScreening)
    older = given(performed()).beside(CASE, found_case(received_at=on(3, 23, 23)))  # type: ignore[arg-type]
    older.when(LINK, by=committee_head()).then_refused(NotFoundByScreening)


def test_a_case_that_is_not_seen_is_not_linked() -> None:
    given(performed()).when(LINK, by=committee_head()).then_refused(NotFound)
    report = found_case(matter_class=MatterClass.REPORT)
    hidden = given(performed()).beside(CASE, report)  # type: ignore[arg-type]
    hidden.when(LINK, by=committee_head()).then_refused(NotFound)


def test_a_case_is_linked_once_and_no_more_than_were_found() -> None:
    linked = given(performed(), DisputeDiscovered(case=CASE))
    linked.beside(CASE, found_case()).beside(OTHER, found_case(case=OTHER))  # type: ignore[arg-type]
    linked.when(LINK, by=committee_head()).then_refused(DisputeLinkedAlready)
    other = LinkDiscoveredDispute(screening=TASK, case=OTHER)
    linked.when(other, by=committee_head()).then_refused(MoreThanFound, found=1)


def test_another_unit_links_nothing() -> None:
    task = given(performed()).beside(CASE, found_case())  # type: ignore[arg-type]
    task.when(LINK, by=officer()).then_refused(UnitNotYours)
    task.when(LINK, by=committee_head(ABROAD)).then_refused(NotFound)


def test_a_wrong_entry_is_withdrawn_from_above() -> None:
    for above in (officer(), bureau(), political_legal()):
        when = given(performed()).when(WITHDRAW, by=above)
        when.then(ScreeningWithdrawn(reason=WITHDRAW.reason))
        assert not when.then_state().stands


def test_nobody_withdraws_what_they_entered() -> None:
    entered = given(performed(), by=committee_head(person="person_of_two_posts"))
    entered.when(WITHDRAW, by=officer("person_of_two_posts")).then_refused(ScreeningYourOwn)
    own = replace(officer(), unit=VILLAGE)
    given(performed()).when(WITHDRAW, by=own).then_refused(ScreeningYourOwn)
    given(performed()).when(WITHDRAW, by=committee_head()).then_refused(RoleMayNot)


def test_who_does_not_see_a_unit_learns_nothing_of_its_tasks() -> None:
    given(performed()).when(WITHDRAW, by=justice(ABROAD)).then_refused(NotFound)
    given().when(WITHDRAW, by=justice(ABROAD)).then_refused(NotFound)


def test_what_was_withdrawn_is_entered_anew() -> None:
    gone = given(performed(), ScreeningWithdrawn(reason="误"))
    gone.when(WITHDRAW, by=officer()).then_refused(NothingScreened)
    gone.when(LINK, by=committee_head()).then_refused(NothingScreened)
    when = gone.when(NIL, by=committee_head())
    when.then(performed(found=(), nil_return=True))
    assert when.then_state().stands
