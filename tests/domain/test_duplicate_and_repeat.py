"""Duplicate and repeat: flagged, merged; a final petition is noted (domain.md §2.6; F02 art 36)."""

from datetime import timedelta

from domain.case import Stage
from domain.case.merging import (
    CaseMerged,
    CasesLinked,
    ComplaintsJoined,
    DuplicateSuspected,
    FlagDuplicate,
    LinkCases,
    MergeCase,
)
from domain.case.petition_ending import NoteRepeatPetition, RepeatPetitionNoted
from domain.codes.matters import Channel, LinkKind, MatchBasis
from domain.kernel import Also
from tests.domain.county import CASE, OTHER, ZHANG, machine, petition_office, triage
from tests.domain.given import given
from tests.domain.states import registered
from tests.domain.states_petition import made_final, taken_up


def test_a_machine_points_it_out_and_a_person_merges() -> None:
    flag = FlagDuplicate(case=CASE, of=OTHER, match_basis=MatchBasis.SAME_FACTS)
    merge = MergeCase(case=CASE, into=OTHER, match_basis=MatchBasis.SAME_FACTS)
    case = given(registered()).beside(OTHER, registered(case=OTHER))
    case.went(flag, DuplicateSuspected, by=machine())
    case.went(merge, CaseMerged, ComplaintsJoined, by=triage())
    assert case.now.stage is Stage.MERGED
    assert case.now.joining.into == OTHER


def test_what_is_final_is_not_taken_up_again_but_explained() -> None:
    again = NoteRepeatPetition(
        case=CASE,
        petitioner=ZHANG,
        channel=Channel.WALK_IN,
        heard_at=given(*taken_up(), made_final()).at,
        new_facts=False,
        explanation="同一事实和理由,信访程序已终结。",
    )
    case = given(*taken_up(), made_final())
    case.when(again, by=petition_office(), after=timedelta(hours=1)).then(RepeatPetitionNoted)


def test_a_repeat_with_new_facts_is_a_new_case_linked_to_the_old() -> None:
    link = LinkCases(case=CASE, other=OTHER, kind=LinkKind.CONTINUES)
    case = given(registered()).beside(OTHER, registered(case=OTHER))
    case.went(link, CasesLinked, CasesLinked, by=triage())
    assert isinstance(case.outcomes[1], Also)
    assert case.now.joining.links == {OTHER: LinkKind.CONTINUES}
