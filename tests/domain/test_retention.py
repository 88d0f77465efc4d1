"""How long a volume is kept, and when it may be destroyed (档案法 art 21; domain.md §2.5 J)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.case.refusals.archive import (
    DestructionApprovedBefore,
    NoHoldStands,
    RetentionTooShort,
    StillRetained,
    UnderLegalHold,
)
from domain.case.retention import (
    ApproveDestruction,
    DestructionApproved,
    ExtendRetention,
    HoldLifted,
    HoldPlaced,
    LiftHold,
    PlaceHold,
    RetentionExtended,
    kept_until,
)
from domain.codes.ending import Retention
from domain.kernel import SHANGHAI
from domain.refusals import StageDoesNotFit
from tests.domain.county import CASE, SCAN, director, political_legal_committee
from tests.domain.given import Given, fact, given
from tests.domain.states import accepted, registered
from tests.domain.states_ending import archived, archivist, checked, closed, concluded, visited

DONE = (registered(), accepted(), concluded(), checked(), visited(), closed())
ARCHIVED_AT = datetime(2025, 7, 10, 9, 0, tzinfo=SHANGHAI)
LAST_DAY = datetime(2035, 7, 10, 9, 0, tzinfo=SHANGHAI)
DESTROY = ApproveDestruction(case=CASE, basis="鉴定小组意见:无继续保存价值。", document=SCAN)
HOLD = PlaceHold(case=CASE, basis="再审调卷。", document=SCAN)
LIFT = LiftHold(case=CASE, basis="再审已结。")


def kept(retention: Retention = Retention.YEARS_10, at: datetime = ARCHIVED_AT) -> Given:
    return given(*DONE, archived(retention, at=at))


def extend(retention: Retention) -> ExtendRetention:
    return ExtendRetention(case=CASE, retention=retention, basis="具有长期查考价值。")


@pytest.mark.parametrize(
    ("retention", "until"),
    [
        (Retention.YEARS_10, date(2035, 7, 10)),
        (Retention.YEARS_30, date(2055, 7, 10)),
        (Retention.PERMANENT, None),
    ],
)
def test_it_is_kept_from_the_day_it_was_archived(retention: Retention, until: date | None) -> None:
    state = kept(retention).state
    assert state is not None
    assert kept_until(state) == until


def test_a_volume_is_kept_longer_and_never_shorter() -> None:
    after = kept().when(extend(Retention.YEARS_30), by=archivist())
    after.then(RetentionExtended(retention=Retention.YEARS_30, basis="具有长期查考价值。"))
    assert after.then_state().ending.retention is Retention.YEARS_30
    kept().when(extend(Retention.YEARS_10), by=archivist()).then_refused(RetentionTooShort)
    kept(Retention.PERMANENT).when(extend(Retention.YEARS_30), by=director()).then_refused(
        RetentionTooShort
    )


def test_before_the_archive_there_is_nothing_to_keep() -> None:
    given(*DONE).when(extend(Retention.PERMANENT), by=archivist()).then_refused(StageDoesNotFit)


def test_after_its_time_it_may_be_destroyed() -> None:
    day_after = LAST_DAY + timedelta(days=1)
    after = kept().when(DESTROY, by=director(), at=day_after)
    after.then(DestructionApproved(basis=DESTROY.basis, document=SCAN))
    assert after.then_state().ending.destruction_approved_by == director().person


def test_on_its_last_day_it_may_not() -> None:
    kept().when(DESTROY, by=director(), at=LAST_DAY).then_refused(StillRetained, until="2035-07-10")


def test_it_is_approved_once() -> None:
    approved = fact(DestructionApproved(basis="鉴定。", document=SCAN), by=director(), at=LAST_DAY)
    start = given(*DONE, archived(at=ARCHIVED_AT), approved)
    start.when(DESTROY, by=director()).then_refused(DestructionApprovedBefore)


def test_a_hold_keeps_everything() -> None:
    after = kept().when(HOLD, by=political_legal_committee())
    after.then(HoldPlaced(basis=HOLD.basis, document=SCAN))
    held = kept()
    held.state = after.then_state()
    late = LAST_DAY + timedelta(days=400)
    held.when(DESTROY, by=director(), at=late).then_refused(UnderLegalHold)
    lifted = held.when(LIFT, by=director())
    lifted.then(HoldLifted(basis=LIFT.basis))
    held.state = lifted.then_state()
    held.when(DESTROY, by=director(), at=late).then(DestructionApproved)


def test_two_holds_are_lifted_one_by_one() -> None:
    placed = fact(HoldPlaced(basis="调卷。", document=SCAN), by=director())
    lifted = fact(HoldLifted(basis="结。"), by=director())
    archive = archived(at=ARCHIVED_AT)
    start = given(*DONE, archive, placed, placed, lifted)
    late = LAST_DAY + timedelta(days=400)
    start.when(DESTROY, by=director(), at=late).then_refused(UnderLegalHold)


def test_there_is_no_hold_to_lift() -> None:
    kept().when(LIFT, by=director()).then_refused(NoHoldStands)


@pytest.mark.parametrize(
    "later",
    [
        HoldPlaced(basis="调卷。", document=SCAN),
        RetentionExtended(retention=Retention.YEARS_30, basis="查考。"),
    ],
)
def test_an_approval_falls_away_with_a_hold_or_a_longer_term(
    later: HoldPlaced | RetentionExtended,
) -> None:
    approved = fact(DestructionApproved(basis="鉴定。", document=SCAN), by=director(), at=LAST_DAY)
    state = given(*DONE, archived(at=ARCHIVED_AT), approved, fact(later, by=director())).state
    assert state is not None
    assert state.ending.destruction_approved_by is None


@for_all(st.integers(0, 60 * 365))
def test_what_is_permanent_is_never_destroyed(days: int) -> None:
    later = ARCHIVED_AT + timedelta(days=days)
    kept(Retention.PERMANENT).when(DESTROY, by=director(), at=later).then_refused(StillRetained)


@for_all(st.integers(0, 20 * 365), st.dates(date(2016, 1, 1), date(2030, 12, 31)))
def test_nothing_is_ever_destroyed_before_its_time(days: int, archived_on: date) -> None:
    at = datetime(archived_on.year, archived_on.month, archived_on.day, 12, tzinfo=SHANGHAI)
    start = kept(at=at)
    assert start.state is not None
    until = kept_until(start.state)
    assert until is not None
    later = max(at + timedelta(days=days), start.at)
    coming = start.when(DESTROY, by=director(), at=later)
    if later.astimezone(SHANGHAI).date() <= until:
        coming.then_refused(StillRetained)
    else:
        coming.then(DestructionApproved)
