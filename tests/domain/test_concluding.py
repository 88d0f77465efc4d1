"""Who had the matter in hand tells how it ended, when nothing is open (domain.md §2.5 J)."""

import pytest
from msgspec.structs import replace

from domain.case import Case, Stage
from domain.case.conclusion import CaseConcluded
from domain.case.refusals import AccusedUnitMayNot, EmergencyOpen, StaffIsParty
from domain.case.refusals.ending import (
    CaseNotInYourUnit,
    HadAnotherPart,
    OrdersStillOpen,
    ProcedureStillUnderWay,
    RecusedFromCase,
    SupervisionStillOpen,
)
from domain.case.regions.ending import Supervision
from domain.case.regions.mediations import ProcedureStage
from domain.case.regions.orders import Order, OrderStage
from domain.codes.orders import SupervisionLevel
from domain.refusals import Refusal, StageDoesNotFit
from domain.roles import Role
from tests.domain.county import (
    LAND_OFFICE,
    TOWN,
    VILLAGE,
    ZHANG,
    acting,
    handler,
    named,
    triage,
)
from tests.domain.given import STEP, Given, given
from tests.domain.states import ACCUSED_OFFICE, APPLICANT, accepted, registered
from tests.domain.states_ending import (
    Change,
    checked,
    concluded,
    mediated,
    supervisor,
    to_conclude,
    village_handler,
)

ORDER = named("order", "survey the boundary")
SUPERVISION = named("supervision", "hurry up")


def in_hand() -> Given:
    return given(registered(), accepted())


def ordered(stage: OrderStage, lead: str = LAND_OFFICE) -> Change:
    def change(state: Case) -> None:
        state.orders.all[ORDER] = Order(
            order=ORDER, sender=TOWN, sent_by=triage().person, lead=lead, stage=stage
        )
        state.units.add(lead)

    return change


def supervised(state: Case) -> None:
    state.supervisions.all[SUPERVISION] = Supervision(
        supervision=SUPERVISION,
        level=SupervisionLevel.GENERAL,
        unit=VILLAGE,
        ordered_by=supervisor().person,
    )


def emergency(state: Case) -> None:
    state.emergency.open = True


def test_the_conclusion_stands_with_its_outcome() -> None:
    after = in_hand().when(to_conclude(), by=village_handler())
    after.then(concluded().event)
    state = after.then_state()
    assert (state.stage, state.outcome) == (Stage.CONCLUDED, "SETTLED_SELF")
    assert state.concluded_at == in_hand().at
    assert state.ending.concluded_by == village_handler().person
    assert village_handler().person in state.hands.handlers
    assert VILLAGE in state.hands.handling_units


@pytest.mark.parametrize("role", [Role.HANDLER, Role.UNIT_HEAD, Role.COMMITTEE_HEAD])
def test_handler_unit_head_and_committee_head_conclude(role: Role) -> None:
    in_hand().when(to_conclude(), by=acting(role, unit=VILLAGE)).then(CaseConcluded)


def test_a_unit_that_does_not_have_it_in_hand_concludes_nothing() -> None:
    """The centre registered it; the village has it."""
    in_hand().when(to_conclude(), by=handler(TOWN)).then_refused(CaseNotInYourUnit)


def test_the_unit_an_order_went_to_has_it_in_hand() -> None:
    done = ordered(OrderStage.COMPLETED)
    in_hand().where(done).when(to_conclude(), by=handler(LAND_OFFICE)).then(CaseConcluded)


def test_the_organisation_that_mediated_has_it_in_hand() -> None:
    head = acting(Role.COMMITTEE_HEAD, unit=TOWN)

    def by_the_town(state: Case) -> None:
        mediated()(state)
        for procedure in state.mediations.all.values():
            procedure.organisation = TOWN

    in_hand().when(to_conclude(), by=head).then_refused(CaseNotInYourUnit)
    in_hand().where(by_the_town).when(to_conclude(), by=head).then(CaseConcluded)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (ordered(OrderStage.ISSUED), OrdersStillOpen),
        (ordered(OrderStage.OBJECTED), OrdersStillOpen),
        (ordered(OrderStage.SIGNED), OrdersStillOpen),
        (mediated(ProcedureStage.OPEN), ProcedureStillUnderWay),
        (mediated(ProcedureStage.SUSPENDED), ProcedureStillUnderWay),
        (emergency, EmergencyOpen),
        (supervised, SupervisionStillOpen),
    ],
)
def test_nothing_may_be_open(change: Change, refusal: type[Refusal]) -> None:
    in_hand().where(change).when(to_conclude(), by=village_handler()).then_refused(refusal)


@pytest.mark.parametrize("stage", [OrderStage.COMPLETED, OrderStage.RETURNED_TO_SENDER])
def test_what_was_answered_is_not_open(stage: OrderStage) -> None:
    in_hand().where(ordered(stage)).when(to_conclude(), by=village_handler()).then(CaseConcluded)


def test_who_stepped_aside_concludes_nothing() -> None:
    def recused(state: Case) -> None:
        state.hands.recused.add(village_handler().person)

    in_hand().where(recused).when(to_conclude(), by=village_handler()).then_refused(RecusedFromCase)


def test_who_checked_or_visited_it_does_not_conclude_it_again() -> None:
    """domain.md §2.7 invariant 9."""
    for part in ("checkers", "visitors"):

        def took_part(state: Case, part: str = part) -> None:
            getattr(state.hands, part).add(village_handler().person)

        in_hand().where(took_part).when(to_conclude(), by=village_handler()).then_refused(
            HadAnotherPart
        )


def test_a_party_does_not_conclude_their_own_case() -> None:
    own = acting(Role.HANDLER, person=ZHANG, unit=VILLAGE)
    in_hand().when(to_conclude(), by=own).then_refused(StaffIsParty)


def test_the_unit_complained_of_does_not_end_the_complaint() -> None:
    against = registered(parties=(APPLICANT, ACCUSED_OFFICE))
    taken = accepted(lead_unit=LAND_OFFICE)
    given(against, taken).when(to_conclude(), by=handler(LAND_OFFICE)).then_refused(
        AccusedUnitMayNot
    )


def test_nothing_is_concluded_before_it_is_accepted_or_twice() -> None:
    given(registered()).when(to_conclude(), by=handler(TOWN)).then_refused(StageDoesNotFit)
    given(registered(), accepted(), concluded()).when(
        to_conclude(), by=village_handler()
    ).then_refused(StageDoesNotFit)


def test_a_new_conclusion_asks_for_new_ratings_and_a_new_check() -> None:
    again = given(registered(), accepted(), concluded(), checked(), concluded())
    state = again.state
    assert state is not None
    assert state.concluded_at == again.at - STEP
    assert not state.ending.approved
    assert state.ending.ratings == {}


def test_a_named_bureau_that_is_no_unit_is_in_nobodys_way() -> None:
    against = registered(parties=(APPLICANT, replace(ACCUSED_OFFICE, unit=None)))
    given(against, accepted()).when(to_conclude(), by=village_handler()).then(CaseConcluded)
