"""Wrong entry (录错案件): two persons void it, and it stays visible (domain.md §2.6, §4.4)."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.corrections import (
    ApproveVoiding,
    CorrectEvent,
    EventCorrected,
    EventVoided,
    ProposeVoiding,
    VoidingProposed,
)
from domain.case.experts import ExpertConsulted, HearingHeld
from domain.case.notices import NoticeServed
from domain.case.refusals import SamePerson
from domain.case.refusals.corrections import (
    CorrectionStands,
    EntryIsVoid,
    EntryUnknown,
    NotItsUnit,
    NotVoidable,
    NoVoidingProposed,
    RestedUpon,
)
from domain.case.regions.mediations import Procedure
from domain.case.regions.record import Entry, Voiding
from domain.case.voidable import VOIDABLE
from domain.codes.notices import NoticeType, ServiceMethod
from domain.kernel import Act
from domain.policy.packaged import packaged
from domain.roles import Role
from tests.domain.county import (
    CASE,
    LAND_OFFICE,
    ONE,
    TOWN,
    TWO,
    ZHANG,
    acting,
    clerk,
    director,
    mediator,
    named,
    party,
    petition_office,
)
from tests.domain.given import MORNING, Fact, fact, given
from tests.domain.states import accepted, petitioned, registered
from tests.domain.states_meetings import unit_head

PROPOSE = ProposeVoiding(case=CASE, version=2, reason="录入了别的事项。")
APPROVE = ApproveVoiding(case=CASE, version=2)
SERVED = NoticeServed(
    notice=NoticeType.REGISTRATION,
    text_version="2025-1",
    method=ServiceMethod.ORAL,
    served_at=MORNING,
    receiver=ZHANG,
    proof=None,
    remark=None,
)
ADVICE = fact(
    ExpertConsulted(expert=ONE, question="是否越界?", opinion="越界。", documents=()),
    by=mediator(),
)


def auditor(person: str | None = None) -> Act:
    return acting(Role.COMPLIANCE_AUDITOR, person=person)


def proposed(version: int = 2, event: str = "case.notice_served", by: Act | None = None) -> Fact:
    told = VoidingProposed(version=version, event=event, reason="录入了别的事项。")
    return fact(told, by=by or director())


def entered(event: str, **changes: Any) -> Callable[[Case], None]:
    """As a later chapter would leave it: one more entry of that name, by the centre's clerk."""
    entry = Entry(
        event=event,
        person=clerk().person,
        unit=TOWN,
        occurred_at=MORNING,
        recorded_at=MORNING,
        **changes,
    )

    def change(state: Case) -> None:
        state.record = (*state.record, entry)

    return change


def test_the_units_head_proposes_and_the_auditor_decides() -> None:
    case = given(registered(), fact(SERVED))
    when = case.when(PROPOSE, by=director())
    when.then(VoidingProposed(version=2, event="case.notice_served", reason="录入了别的事项。"))
    assert when.then_state().corrections.proposed == {
        2: Voiding(by=director().person, reason="录入了别的事项。")
    }
    decided = given(registered(), fact(SERVED), proposed()).when(APPROVE, by=auditor())
    (event,) = decided.then(EventVoided)
    assert (event.version, event.event) == (2, "case.notice_served")
    assert (event.reason, event.proposed_by) == ("录入了别的事项。", director().person)
    state = decided.then_state()
    assert (state.corrections.proposed, state.corrections.voided) == ({}, {2})
    assert len(state.record) == 4, "it stays visible"


def test_a_void_notice_was_never_served_here() -> None:
    facts = (registered(), fact(SERVED), fact(SERVED), proposed())
    state = given(*facts).when(APPROVE, by=auditor()).then_state()
    assert [notice.version for notice in state.notices] == [3]


@pytest.mark.parametrize(
    "role", [Role.UNIT_HEAD, Role.COMMITTEE_HEAD, Role.VILLAGE_HEAD, Role.CENTRE_DIRECTOR]
)
def test_whoever_heads_the_authors_unit_proposes(role: Role) -> None:
    case = given(registered(), ADVICE)
    case.when(PROPOSE, by=acting(role)).then(VoidingProposed)
    case.where(lambda state: state.units.add(LAND_OFFICE))
    case.when(PROPOSE, by=acting(role, unit=LAND_OFFICE)).then_refused(NotItsUnit)


def test_what_a_party_entered_belongs_to_the_centre() -> None:
    case = given(registered(), fact(SERVED, by=party()))
    case.where(lambda state: state.units.add(LAND_OFFICE))
    case.when(PROPOSE, by=unit_head()).then_refused(NotItsUnit)
    case.when(PROPOSE, by=director()).then(VoidingProposed)


def test_nobody_voids_without_a_proposal() -> None:
    case = given(registered(), fact(SERVED))
    case.when(APPROVE, by=auditor()).then_refused(NoVoidingProposed)
    case.when(replace(APPROVE, version=9), by=auditor()).then_refused(EntryUnknown)


def test_the_second_person_neither_proposed_nor_wrote_it() -> None:
    case = given(registered(), fact(SERVED), proposed())
    case.when(APPROVE, by=auditor(director().person)).then_refused(SamePerson)
    case.when(APPROVE, by=auditor(clerk().person)).then_refused(SamePerson)


def test_a_new_proposal_replaces_the_one_before() -> None:
    other = acting(Role.COMMITTEE_HEAD, person=TWO)
    case = given(registered(), fact(SERVED), proposed(), proposed(by=other))
    (event,) = case.when(APPROVE, by=auditor()).then(EventVoided)
    assert event.proposed_by == TWO


def test_an_entry_is_voided_once() -> None:
    void = EventVoided(version=2, event="case.notice_served", reason="录错", proposed_by=ONE)
    case = given(registered(), fact(SERVED), proposed(), fact(void, by=auditor()))
    case.when(PROPOSE, by=director()).then_refused(EntryIsVoid)
    case.when(APPROVE, by=auditor()).then_refused(NoVoidingProposed)


def test_a_version_nothing_stands_at_is_not_voided() -> None:
    given(registered()).when(PROPOSE, by=director()).then_refused(EntryUnknown)


def test_a_correction_is_not_voided() -> None:
    case = given(registered(), fact(SERVED), proposed())
    case.when(replace(PROPOSE, version=3), by=director()).then_refused(CorrectionStands)


def test_a_decision_is_undone_by_its_own_command_and_not_voided() -> None:
    case = given(registered(), accepted())
    case.when(PROPOSE, by=director()).then_refused(NotVoidable)
    case.when(replace(PROPOSE, version=1), by=director()).then_refused(NotVoidable)


NEVER = ("emergency.", "incident.", "petition.", "review.", "clue.", "protected_report.")
STORED = sorted(
    name
    for book in packaged().books
    for name in book.events
    if name.startswith(NEVER) or name in ("deadline.missed", "risk.signal_recorded")
)


@for_all(st.sampled_from(STORED), st.sampled_from([one for one in Stage if one is not Stage.DRAFT]))
def test_what_went_wrong_never_vanishes(name: str, stage: Stage) -> None:
    """domain.md §2.5 K to O, Q: nobody voids a signal, a miss, an emergency, an incident."""

    def at_stage(state: Case) -> None:
        state.stage = stage

    case = given(registered()).where(entered(name)).where(at_stage)
    case.when(PROPOSE, by=director()).then_refused(NotVoidable)


@pytest.mark.parametrize(
    ("name", "stage"),
    [(name, stage) for name, one in sorted(VOIDABLE.items()) for stage in one.rested_upon],
)
def test_what_the_case_ended_on_is_not_voided(name: str, stage: Stage) -> None:
    def at_stage(state: Case) -> None:
        state.stage = stage
        state.corrections.proposed[2] = Voiding(by=ONE, reason="录错")

    case = given(registered()).where(entered(name)).where(at_stage)
    case.when(PROPOSE, by=director()).then_refused(RestedUpon, stage=stage)
    case.when(APPROVE, by=auditor()).then_refused(RestedUpon, stage=stage)


@pytest.mark.parametrize("name", sorted(VOIDABLE))
def test_every_voidable_entry_is_voided_while_the_case_is_open(name: str) -> None:
    case = given(registered()).where(entered(name))
    case.when(PROPOSE, by=director()).then(VoidingProposed)
    case.where(lambda state: state.corrections.proposed.update({2: Voiding(by=ONE, reason="错")}))
    state = case.when(APPROVE, by=auditor()).then_state()
    assert state.corrections.voided == {2}


def test_a_void_opinion_leaves_nothing_to_undo() -> None:
    case = given(registered(), ADVICE, proposed(event="expert.consulted"))
    assert case.when(APPROVE, by=auditor()).then_state().stage is Stage.REGISTERED


def test_a_void_hearing_is_told_to_the_clocks_alone() -> None:
    heard = fact(HearingHeld(days=2, result="已听取。", documents=()), by=petition_office())
    case = given(petitioned(), heard).where(lambda state: state.units.add(LAND_OFFICE))
    county = replace(director(), unit=petition_office().unit)
    case.when(PROPOSE, by=county).then(VoidingProposed)


def test_a_void_session_is_not_counted() -> None:
    mediation = named("mediation", "the wall")

    def held(state: Case) -> None:
        state.mediations.all[mediation] = Procedure(
            mediation=mediation,
            kind="PEOPLES",
            organisation=TOWN,
            opened_at=MORNING,
            sessions=2,
        )
        state.corrections.proposed[2] = Voiding(by=ONE, reason="录错")

    case = given(registered()).where(entered("mediation.session_held", mediation=mediation))
    state = case.where(held).when(APPROVE, by=auditor()).then_state()
    assert state.mediations.all[mediation].sessions == 1


def visited(*entries: str) -> Case:
    """The case after these entries, the first visit of which is then found void."""
    case = given(registered())
    for entry in entries:
        case.where(entered(entry))
    version = 2 + entries.index("visit.made")

    def made(state: Case) -> None:
        state.ending.visited = True
        state.corrections.proposed[version] = Voiding(by=ONE, reason="录错")

    case.where(made)
    return case.when(replace(APPROVE, version=version), by=auditor()).then_state()


def test_a_case_whose_only_visit_is_void_is_unvisited() -> None:
    assert not visited("visit.made").ending.visited


def test_another_visit_counts() -> None:
    assert visited("visit.made", "visit.made").ending.visited


def test_a_visit_before_the_case_was_taken_up_again_does_not_count() -> None:
    assert visited("visit.made", "case.reopened", "visit.made").ending.visited
    assert not visited("visit.made", "case.reopened").ending.visited


def test_corrected_or_voided_it_stays_visible() -> None:
    """domain.md §2.6 更正: the whole path; nothing is ever taken off the record."""
    served = fact(SERVED)
    case = given(registered(), served)
    names = [entry.event for entry in case.now.record]
    fix = CorrectEvent(case=CASE, version=2, reason="版本写错。", field="text_version", value="2")
    case.went(fix, EventCorrected, by=clerk())
    case.went(PROPOSE, VoidingProposed, by=director())
    case.went(APPROVE, EventVoided, by=acting(Role.COMPLIANCE_AUDITOR))
    assert [entry.event for entry in case.now.record][:2] == names
    assert case.now.corrections.voided == {2}
