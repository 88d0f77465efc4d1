"""A volume is destroyed by two signatures and is silent from then on (档案法 art 21; §2.5 J)."""

from datetime import date, datetime, timedelta

from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import case
from domain.case.merging import LinkCases, UnmergeCase
from domain.case.refusals import SamePerson
from domain.case.refusals.archive import (
    CaseDestroyed,
    DestructionNotApproved,
    StillRetained,
    UnderLegalHold,
)
from domain.case.retention import (
    ApproveDestruction,
    DestructionApproved,
    DestructionExecuted,
    ExecuteDestruction,
    HoldLifted,
    HoldPlaced,
    PlaceHold,
    RetentionExtended,
)
from domain.case.state import Stage
from domain.codes.ending import Retention
from domain.codes.matters import LinkKind
from domain.kernel import SHANGHAI, Act, Also
from domain.marks import marked
from domain.refusals import RoleMayNot, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import CASE, OTHER, SCAN, THIRD, acting, director, triage
from tests.domain.given import Fact, Given, fact, given
from tests.domain.states import accepted, complaint, joined, merged, registered
from tests.domain.states_ending import archived, archivist, checked, closed, concluded, visited

ARCHIVED_AT = datetime(2025, 7, 10, 9, 0, tzinfo=SHANGHAI)
APPROVED_AT = datetime(2035, 8, 1, 9, 0, tzinfo=SHANGHAI)
EXECUTE = ExecuteDestruction(case=CASE, document=SCAN)
BEFORE = (registered(), accepted(), concluded(), checked(), visited(), closed())
DONE = (*BEFORE, archived(at=ARCHIVED_AT))


def approved(by: Act | None = None) -> Fact:
    event = DestructionApproved(basis="鉴定小组意见:无继续保存价值。", document=SCAN)
    return fact(event, by=by or director(), at=APPROVED_AT)


def executed(by: Act | None = None) -> Fact:
    event = DestructionExecuted(approved_by=director().person, document=SCAN)
    return fact(event, by=by or archivist())


def to_destroy(*later: Fact) -> Given:
    return given(*DONE, approved(), *later)


def test_the_archivist_destroys_what_the_director_approved() -> None:
    after = to_destroy().when(EXECUTE, by=archivist())
    after.then(DestructionExecuted(approved_by=director().person, document=SCAN))
    state = after.then_state()
    assert state.ending.destroyed
    assert state.stage is Stage.ARCHIVED, "it stays on the shelf of what was archived"


def test_nobody_destroys_what_nobody_approved() -> None:
    given(*DONE).when(EXECUTE, by=archivist(), at=APPROVED_AT).then_refused(DestructionNotApproved)


def test_an_approval_is_not_the_archivists_nor_the_destruction_the_directors() -> None:
    to_destroy().when(EXECUTE, by=director()).then_refused(RoleMayNot)


def test_the_two_signatures_are_of_two_persons() -> None:
    """domain.md §4.4: two persons, also where one person holds both posts."""
    both = archivist()
    first = approved(by=acting(Role.CENTRE_DIRECTOR, person=both.person))
    given(*DONE, first).when(EXECUTE, by=both).then_refused(SamePerson)


def test_it_is_not_destroyed_before_the_day_of_the_approval() -> None:
    day_before = APPROVED_AT - timedelta(days=1)
    refused = to_destroy().when(EXECUTE, by=archivist(), at=day_before)
    refused.then_refused(DestructionNotApproved)
    earlier_that_day = APPROVED_AT - timedelta(hours=5)
    to_destroy().when(EXECUTE, by=archivist(), at=earlier_that_day).then(DestructionExecuted)


def test_it_is_not_destroyed_within_its_term() -> None:
    last_day = datetime(2035, 7, 10, 23, 0, tzinfo=SHANGHAI)
    refused = to_destroy().when(EXECUTE, by=archivist(), at=last_day)
    refused.then_refused(StillRetained, until="2035-07-10")


def test_a_hold_after_the_approval_keeps_everything_and_asks_for_another_approval() -> None:
    placed = fact(HoldPlaced(basis="再审调卷。", document=SCAN), by=director())
    to_destroy(placed).when(EXECUTE, by=archivist()).then_refused(UnderLegalHold)
    lifted = fact(HoldLifted(basis="再审已结。"), by=director())
    to_destroy(placed, lifted).when(EXECUTE, by=archivist()).then_refused(DestructionNotApproved)


def test_a_longer_term_after_the_approval_keeps_it() -> None:
    longer = fact(RetentionExtended(retention=Retention.YEARS_30, basis="查考。"), by=director())
    to_destroy(longer).when(EXECUTE, by=archivist()).then_refused(StillRetained, until="2055-07-10")


def test_only_what_is_archived_is_destroyed() -> None:
    given(*BEFORE).when(EXECUTE, by=archivist(), at=APPROVED_AT).then_refused(StageDoesNotFit)


def test_it_is_destroyed_once() -> None:
    to_destroy(executed()).when(EXECUTE, by=archivist()).then_refused(CaseDestroyed)
    again = ApproveDestruction(case=CASE, basis="鉴定。", document=SCAN)
    to_destroy(executed()).when(again, by=director()).then_refused(CaseDestroyed)
    hold = PlaceHold(case=CASE, basis="再审调卷。", document=SCAN)
    to_destroy(executed()).when(hold, by=director()).then_refused(CaseDestroyed)


def test_a_destroyed_case_is_told_nothing_more_whatever_the_command() -> None:
    """domain.md §2.7 invariant 2: words could never be read again, so none are taken."""
    everybody = replace(archivist(), roles=frozenset(Role))
    for command, decision in case.decisions.items():
        for stage in () if decision.opens else decision.during or Stage:
            state = to_destroy(executed()).now
            state.stage = Stage(stage)
            said = [type(one) for one in decision.objections(state, everybody)]
            assert CaseDestroyed in said, command.__name__


def test_no_other_case_is_linked_to_a_destroyed_one() -> None:
    """A link is told to both cases, and the reason would be lost on one side."""
    start = given(registered()).beside(OTHER, *DONE, approved(), executed())
    link = LinkCases(case=CASE, other=OTHER, kind=LinkKind.CONTINUES)
    start.when(link, by=triage()).then_refused(CaseDestroyed)


def test_complaints_that_were_joined_are_destroyed_with_their_main_case() -> None:
    """domain.md §7.12 C06: a merged registration goes with its main case."""
    with_complaints = given(
        registered(), joined(complaint(OTHER), complaint(THIRD)), *DONE[1:], approved()
    )
    event = DestructionExecuted(approved_by=director().person, document=SCAN)
    with_complaints.when(EXECUTE, by=archivist()).then(
        event, Also(stream=OTHER, event=event), Also(stream=THIRD, event=event)
    )


def test_a_complaint_that_was_destroyed_is_not_separated_again() -> None:
    start = given(registered(), merged(OTHER), executed())
    unmerge = UnmergeCase(case=CASE, reason="并案有误。")
    start.when(unmerge, by=triage()).then_refused(CaseDestroyed)


def test_the_event_has_no_words_that_would_be_destroyed_with_the_rest() -> None:
    assert list(marked(executed().event, "confidential")) == []
    assert list(marked(approved().event, "confidential")) != [], "the approval has some"


@for_all(st.integers(0, 40 * 365), st.sampled_from(Retention), st.booleans(), st.booleans())
def test_nothing_is_ever_destroyed_unless_approved_free_and_over(
    days: int, retention: Retention, is_approved: bool, held: bool
) -> None:
    at = datetime(2025, 7, 10, 12, tzinfo=SHANGHAI) + timedelta(days=days)
    facts = [*BEFORE, archived(retention, at=ARCHIVED_AT)]
    if is_approved:
        event = DestructionApproved(basis="鉴定。", document=SCAN)
        facts.append(fact(event, by=director(), at=at))
    if held:
        facts.append(fact(HoldPlaced(basis="调卷。", document=SCAN), by=director(), at=at))
    coming = given(*facts).when(EXECUTE, by=acting(Role.ARCHIVIST), at=at)
    years = retention.years
    over = years is not None and at.date() > date(2025 + years, 7, 10)
    if not over:
        coming.then_refused(StillRetained)
    elif held:
        coming.then_refused(UnderLegalHold)
    elif not is_approved:
        coming.then_refused(DestructionNotApproved)
    else:
        coming.then(DestructionExecuted)
