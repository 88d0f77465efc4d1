"""A likeness is pointed out; matters that belong together are linked (串并, domain.md §2.6)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.merging import CasesLinked, DuplicateSuspected, FlagDuplicate, LinkCases
from domain.case.refusals import (
    CannotJoinItself,
    ExplanationNeeded,
    JoinedAlready,
    ProtectionDiffers,
)
from domain.codes.matters import LinkKind, MatchBasis
from domain.kernel import Also, Command
from domain.refusals import BeforeTheMatter, NotFound
from tests.domain.county import CASE, OTHER, machine, triage
from tests.domain.given import MORNING, fact, given
from tests.domain.states import protected, refused, registered

FLAG = FlagDuplicate(case=CASE, of=OTHER, match_basis=MatchBasis.SAME_COMPLAINANT)
LINK = LinkCases(case=CASE, other=OTHER, kind=LinkKind.NEW_FACTS)
MAIN = registered(case=OTHER)


def test_a_machine_may_point_at_a_likeness_and_nothing_moves() -> None:
    case = given(registered()).beside(OTHER, MAIN)
    before = case.state
    assert before is not None
    after = case.when(FLAG, by=machine()).then_state()
    assert (after.stage, after.joining.suspected) == (before.stage, {OTHER})


def test_a_likeness_is_pointed_out_once() -> None:
    case = given(
        registered(), fact(DuplicateSuspected(of=OTHER, match_basis=MatchBasis.SAME_FACTS))
    ).beside(OTHER, MAIN)
    case.when(FLAG, by=machine()).then_refused(JoinedAlready)


def test_a_link_is_known_in_both_cases() -> None:
    """A repeat with new facts is a new case, linked to the old one, even to one that is over."""
    case = given(registered()).beside(OTHER, MAIN, refused())
    here, there = case.when(LINK, by=triage()).decided()
    assert here == CasesLinked(other=OTHER, kind=LinkKind.NEW_FACTS, reason=None)
    assert there == Also(
        stream=OTHER, event=CasesLinked(other=CASE, kind=LinkKind.NEW_FACTS, reason=None)
    )


def test_two_cases_are_linked_once() -> None:
    linked = fact(CasesLinked(other=OTHER, kind=LinkKind.RELATED, reason=None))
    case = given(registered(), linked).beside(OTHER, MAIN)
    case.when(LINK, by=triage()).then_refused(JoinedAlready)


def test_another_kind_of_link_is_explained() -> None:
    case = given(registered()).beside(OTHER, MAIN)
    command = replace(LINK, kind=LinkKind.OTHER)
    case.when(command, by=triage()).then_refused(ExplanationNeeded)


def test_a_link_is_not_older_than_the_other_case() -> None:
    case = given(registered()).beside(OTHER, fact(MAIN.event, at=MORNING + timedelta(days=1)))
    case.when(LINK, by=triage(), at=MORNING + timedelta(hours=1)).then_refused(BeforeTheMatter)


@pytest.mark.parametrize("command", [FLAG, LINK])
def test_a_case_is_tied_to_another_one_that_can_be_seen(command: Command) -> None:
    given(registered()).when(command, by=triage()).then_refused(NotFound)
    name = "of" if isinstance(command, FlagDuplicate) else "other"
    itself = replace(command, **{name: CASE})
    given(registered()).beside(CASE, registered()).when(itself, by=triage()).then_refused(
        CannotJoinItself
    )


@pytest.mark.parametrize("command", [FLAG, LINK])
def test_a_protected_case_is_never_tied_to_an_open_one(command: Command) -> None:
    """信访工作条例 arts 30, 46."""
    case = given(registered()).beside(OTHER, MAIN, protected(triage().person))
    case.when(command, by=triage()).then_refused(ProtectionDiffers)
