"""What is always true of a case, whatever was done to it (domain.md §2.7), a function for each.

1   begins_with_its_registration
2   the_archive_is_quiet
3   first_responsible_once
4   mediations_rest_on_consent
5   binding_from_the_last_signature
6   confirmation_in_time; both sides apply: test_judicial_confirmation.py
7   no_more_than_owed
8   ended_with_an_outcome
9   different_hands
10  the_accused_see_no_report; appointments of the past: test_sight.py
11  one_open_clock_of_a_kind, over_is_never_paused (invariants_of_clocks.py)
12  a_miss_stays_a_miss (invariants_of_clocks.py)
13  red_is_answered (invariants_of_clocks.py)
14  an_open_case_has_a_clock (invariants_of_clocks.py)
15  one_review_of_an_incident
16  late entries are marked by every read model: tests/projections
17  mergers_form_a_forest
18  notices carry no narrative: test_notices.py, test_identifiers_in_text.py
"""

from datetime import timedelta

from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.regions.agreements import Agreement, AgreementStage, ObligationStage
from domain.case.regions.mediations import ProcedureStage
from domain.case.sight import sees
from domain.codes.agreements import AgreementForm
from domain.codes.outcomes import OUTCOMES
from domain.codes.parties import Side
from domain.kernel import day_of
from domain.roles import Role
from tests.domain.county import TOWN, acting
from tests.domain.play import History

ENDS = {Stage.REFUSED, Stage.REDIRECTED, Stage.MERGED, Stage.WITHDRAWN, Stage.CONCLUDED}
UNSETTLED = {Stage.MERGED, Stage.WITHDRAWN, Stage.CONCLUDED}
LEGAL = {
    Stage.REGISTERED: {
        Stage.SUPPLEMENTING,
        Stage.ACCEPTED,
        Stage.ASSIGNED,
        Stage.IN_PROGRESS,
        *ENDS,
    },
    Stage.SUPPLEMENTING: {Stage.REGISTERED, Stage.REFUSED, Stage.MERGED, Stage.WITHDRAWN},
    Stage.ACCEPTED: {Stage.ASSIGNED, Stage.IN_PROGRESS, *UNSETTLED},
    Stage.ASSIGNED: {Stage.ACCEPTED, Stage.IN_PROGRESS, *UNSETTLED},
    Stage.IN_PROGRESS: {Stage.ACCEPTED, Stage.AGREED, *UNSETTLED},
    Stage.AGREED: {Stage.IN_PROGRESS, Stage.CONCLUDED},
    Stage.REFUSED: {Stage.REGISTERED, Stage.CLOSED},
    Stage.MERGED: {
        Stage.REGISTERED,
        Stage.SUPPLEMENTING,
        Stage.ACCEPTED,
        Stage.ASSIGNED,
        Stage.IN_PROGRESS,
    },
    Stage.REDIRECTED: {Stage.ACCEPTED, Stage.CLOSED},
    Stage.WITHDRAWN: {Stage.ACCEPTED, Stage.CLOSED},
    Stage.CONCLUDED: {
        Stage.REGISTERED,
        Stage.ACCEPTED,
        Stage.IN_PROGRESS,
        Stage.AGREED,
        Stage.CLOSED,
    },
    Stage.CLOSED: {Stage.ACCEPTED, Stage.ARCHIVED},
    Stage.ARCHIVED: set(),
}
"""From where to where one step may move a case (domain.md §2.4)."""

AFTER_THE_ARCHIVE = (
    "case.retention_extended",
    "case.hold_",
    "case.destruction_",
    "case.link",
    "event.",
    "deadline.",
    "case.review_",
)
"""How the names begin of what may still be recorded: retention, correction, an older miss."""


def moves_are_legal(history: History) -> None:
    """domain.md §2.4: the stages, and what is never taken back."""
    for stream, was in history.before.items():
        now = history.states[stream]
        assert now.stage is was.stage or now.stage in LEGAL[was.stage], (was.stage, now.stage)
        assert was.risk.level is None or now.risk.level is not None
        assert now.risk.signals[: len(was.risk.signals)] == was.risk.signals
        assert now.protected or not was.protected


def begins_with_its_registration(history: History) -> None:
    """Invariant 1: one registration, first; codes are unique; the sequence has no gap."""
    codes = [state.code for state in history.states.values()]
    assert len(codes) == len(set(codes))
    for stream, facts in history.facts.items():
        names = [entry.event for entry in history.states[stream].record]
        assert names[0] == "intake.registered"
        assert names.count("intake.registered") == 1
        assert [fact.version for fact in facts] == list(range(1, len(names) + 1))


def the_archive_is_quiet(history: History) -> None:
    """Invariant 2: after the archive only retention, corrections and links; then nothing."""
    for fact in history.latest:
        was = history.before.get(fact.stream)
        assert was is None or not was.ending.destroyed, fact.name
        if was is not None and was.stage is Stage.ARCHIVED:
            assert fact.name.startswith(AFTER_THE_ARCHIVE), fact.name


def first_responsible_once(history: History) -> None:
    """Invariant 3: the first responsible unit is written once; no unit is forgotten."""
    for stream, was in history.before.items():
        now = history.states[stream]
        if was.first_responsible_unit is not None:
            assert now.first_responsible_unit == was.first_responsible_unit
        assert was.units <= now.units, "a unit is added, never replaced"


def mediations_rest_on_consent(history: History) -> None:
    """Invariant 4, §3.1 D11: one procedure at a time, by consent; a refusal is noted at once."""
    for state in history.states.values():
        running = [one for one in state.mediations.all.values() if one.under_way]
        assert len(running) <= 1
        for one in running:
            assert bool(one.pauses) == (one.stage is ProcedureStage.SUSPENDED)
            refusing = [
                person
                for person in state.present_on(Side.APPLICANT) + state.present_on(Side.RESPONDENT)
                if state.mediations.consents.get(person) is False
            ]
            assert one.refused_at is not None or not refusing


def binding_from_the_last_signature(history: History) -> None:
    """Invariant 5: from the last signature or seal, or from the word given."""
    for fact in history.latest:
        if fact.name != "agreement.effective":
            continue
        agreement = history.states[fact.stream].agreements.all[fact.event.agreement]
        written = agreement.form is AgreementForm.WRITTEN
        from_when = agreement.last_signed_at if written else agreement.reached_at
        assert agreement.effective_at == from_when


def confirmation_in_time(history: History) -> None:
    """Invariant 6: within thirty days of its effect, or the working day after (at most eleven)."""
    for fact in history.latest:
        if fact.name == "confirmation.applied":
            agreement = history.states[fact.stream].agreements.all[fact.event.agreement]
            assert agreement.effective_at is not None
            asked = day_of(fact.occurred_at)
            assert asked - day_of(agreement.effective_at) <= timedelta(days=30 + 11)


def no_more_than_owed(history: History) -> None:
    """Invariant 7: nobody pays more than is owed; fulfilled means every promise is kept."""
    for state in history.states.values():
        for one in state.agreements.obligations.values():
            assert one.amount is None or one.fulfilled <= one.amount
        for agreement in state.agreements.all.values():
            if agreement.stage in (AgreementStage.IN_FORCE, AgreementStage.FULFILLED):
                assert (agreement.stage is AgreementStage.FULFILLED) == _kept(state, agreement)


def _kept(state: Case, agreement: Agreement) -> bool:
    promises = state.agreements.of(agreement.agreement)
    done = all(one.stage is ObligationStage.FULFILLED for one in promises)
    return bool(promises) and done


def ended_with_an_outcome(history: History) -> None:
    """Invariant 8: an outcome of the list; who got no agreement was shown another way."""
    for fact in history.latest:
        if fact.name != "case.concluded":
            continue
        assert fact.event.outcome in OUTCOMES
        if fact.event.outcome in ("FAILED", "ROUTED"):
            state = history.states[fact.stream]
            assert state.ending.route_advised or fact.event.route is not None


def different_hands(history: History) -> None:
    """Invariant 9, §4.6: two for a refusal; checker, visitor, reviewer and handler are others."""
    for state in history.states.values():
        if state.stage is Stage.REFUSED:
            assert state.refusal.decided_by != state.refusal.proposed_by
        assert not state.hands.visitors & state.hands.checkers
        assert not state.hands.visitors & state.ending.reviewers
    for fact in history.latest:
        worked = history.states[fact.stream].hands.worked
        if fact.name in ("conclusion.approved", "visit.made"):
            assert fact.actor.person not in worked


def the_accused_see_no_report(history: History) -> None:
    """Invariant 10: whoever is named in a protected matter does not see it, in any role."""
    for state in history.states.values():
        if not state.protected:
            continue
        for person in state.accused:
            act = acting(Role.CENTRE_DIRECTOR, person=person, unit=TOWN)
            assert not sees(state, replace(act, roles=frozenset(Role)))


def one_review_of_an_incident(history: History) -> None:
    """Invariant 15: a review or a waiver, once; it stays."""
    for stream, was in history.before.items():
        incidents = history.states[stream].emergency.incidents
        for known, one in was.emergency.incidents.items():
            if one.settled:
                assert incidents[known] == one
        assert not any(one.waived and one.review for one in incidents.values())


def mergers_form_a_forest(history: History) -> None:
    """Invariant 17: no cycle, one level of indirection."""
    states = history.states
    for stream, state in states.items():
        assert (state.stage is Stage.MERGED) == (state.joining.into is not None)
        if state.joining.into is not None:
            main = states[state.joining.into]
            assert main.joining.into is None, "a main case is itself merged"
            assert stream in main.joining.complaints
            assert main.protected <= state.protected, "a complaint is less protected"
        else:
            assert all(states[one].joining.into == stream for one in state.joining.complaints)


INVARIANTS = (
    moves_are_legal,
    begins_with_its_registration,
    the_archive_is_quiet,
    first_responsible_once,
    mediations_rest_on_consent,
    binding_from_the_last_signature,
    confirmation_in_time,
    no_more_than_owed,
    ended_with_an_outcome,
    different_hands,
    the_accused_see_no_report,
    one_review_of_an_incident,
    mergers_form_a_forest,
)
