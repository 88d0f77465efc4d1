"""Who answered for a duty when its term ended: the unit by the case, the person by the register.

domain.md §5.4 Attribution.
"""

from datetime import UTC, date, datetime

import pytest

from domain.case import Case
from domain.case.holders import Held, holder_of
from domain.case.regions.agreements import Agreement, Obligation
from domain.case.regions.mediations import Procedure
from domain.case.regions.orders import Order
from domain.case.regions.whistles import Item, Whistle
from domain.codes.agreements import AgreementForm, AgreementScope, ObligationKind
from domain.organisation.state import Appointment, Organisation, Post
from domain.policy.timers import Holder
from domain.roles import Role
from tests.domain.county import (
    COUNTY,
    LAND_OFFICE,
    LEADER,
    LI,
    ONE,
    OWNER,
    REGISTER,
    TOWN,
    TWO,
    VILLAGE,
    ZHANG,
    named,
)

AT = datetime(2025, 4, 1, 4, 0, tzinfo=UTC)
ORDER, MEDIATION, AGREEMENT = (named(kind, "x") for kind in ("order", "mediation", "agreement"))
OBLIGATION, WHISTLE, ITEM = (named(kind, "x") for kind in ("obligation", "whistle", "item"))


def the_case() -> Case:
    """In the hands of the land office by an order of the town, mediated by the village."""
    state = Case(centre=TOWN, first_responsible_unit=VILLAGE, lead_unit=LAND_OFFICE)
    state.risk.leader = LEADER
    state.petition.unit = COUNTY
    state.orders.all[ORDER] = Order(
        order=ORDER, sender=TOWN, sent_by=ONE, lead=LAND_OFFICE, handler=OWNER
    )
    state.mediations.all[MEDIATION] = Procedure(
        mediation=MEDIATION, kind="PEOPLES", organisation=VILLAGE, opened_at=AT, mediators={TWO}
    )
    state.agreements.all[AGREEMENT] = Agreement(
        agreement=AGREEMENT,
        mediation=MEDIATION,
        form=AgreementForm.WRITTEN,
        scope=AgreementScope.FULL,
    )
    state.agreements.obligations[OBLIGATION] = Obligation(
        obligation=OBLIGATION,
        agreement=AGREEMENT,
        debtor=LI,
        creditor=ZHANG,
        kind=ObligationKind.MONEY,
        due_on=date(2025, 5, 1),
    )
    state.meetings.whistles[WHISTLE] = Whistle(whistle=WHISTLE, kind="JOINT", blown_by=VILLAGE)
    state.meetings.items[ITEM] = Item(item=ITEM, consultation="", unit=LAND_OFFICE)
    return state


def staffed(*held: tuple[str, str, Role, date | None]) -> Organisation:
    """A register with these posts: who, where, as what, until when."""
    register = Organisation(units=REGISTER.units)
    for nth, (person, unit, role, to_on) in enumerate(held):
        post = named("post", str(nth))
        register.posts[post] = Post(unit=unit, title="岗位", roles=frozenset({role}))
        register.appoint(
            named("appointment", str(nth)),
            Appointment(person=person, post=post, from_on=date(2020, 1, 1), to_on=to_on),
        )
    return register


@pytest.mark.parametrize(
    ("duty", "scope", "unit", "person"),
    [
        (Holder.WINDOW, "", TOWN, None),
        (Holder.TRIAGE, "", TOWN, None),
        (Holder.DIRECTOR, "", TOWN, None),
        (Holder.CENTRE, "", TOWN, None),
        (Holder.VISITOR, "", TOWN, None),
        (Holder.FIRST_RESPONSIBLE_UNIT, "", VILLAGE, None),
        (Holder.LEAD_UNIT, "", LAND_OFFICE, OWNER),
        (Holder.LEAD_UNIT, ORDER, LAND_OFFICE, OWNER),
        (Holder.ORDER_SENDER, ORDER, TOWN, None),
        (Holder.ORDER_SENDER, WHISTLE, VILLAGE, None),
        (Holder.COMMITTEE, MEDIATION, VILLAGE, None),
        (Holder.COMMITTEE, AGREEMENT, VILLAGE, None),
        (Holder.COMMITTEE, OBLIGATION, VILLAGE, None),
        (Holder.COMMITTEE, "", VILLAGE, None),
        (Holder.MEDIATOR, MEDIATION, VILLAGE, TWO),
        (Holder.TARGET_UNIT, f"{WHISTLE}/{COUNTY}", COUNTY, None),
        (Holder.TASK_UNIT, ITEM, LAND_OFFICE, None),
        (Holder.PETITION_UNIT, "", COUNTY, None),
        (Holder.PETITION_UNIT, LAND_OFFICE, LAND_OFFICE, None),
        (Holder.LEADER, "", None, LEADER),
        (Holder.COURT, "", None, None),
    ],
)
def test_the_case_says_which_unit_and_whom_it_gave_the_duty(
    duty: Holder, scope: str, unit: str | None, person: str | None
) -> None:
    found = holder_of(duty, scope, the_case(), AT, staffed())
    assert found == Held(unit=unit, person=person)


def test_a_case_nobody_was_given_yet_is_the_centres() -> None:
    state = Case(centre=TOWN)
    for duty in (Holder.LEAD_UNIT, Holder.FIRST_RESPONSIBLE_UNIT, Holder.COMMITTEE):
        assert holder_of(duty, "", state, AT, staffed()) == Held(unit=TOWN)


def test_the_register_says_who_held_the_post() -> None:
    register = staffed((ONE, TOWN, Role.TRIAGE_OFFICER, None), (TWO, COUNTY, Role.HANDLER, None))
    assert holder_of(Holder.TRIAGE, "", the_case(), AT, register).person == ONE


def test_who_had_left_before_does_not_answer_for_it() -> None:
    register = staffed(
        (ONE, TOWN, Role.TRIAGE_OFFICER, date(2025, 3, 31)),
        (TWO, TOWN, Role.TRIAGE_OFFICER, None),
    )
    assert holder_of(Holder.TRIAGE, "", the_case(), AT, register).person == TWO


def test_of_several_in_the_same_post_the_unit_answers() -> None:
    register = staffed((ONE, TOWN, Role.WINDOW_CLERK, None), (TWO, TOWN, Role.WINDOW_CLERK, None))
    assert holder_of(Holder.WINDOW, "", the_case(), AT, register) == Held(unit=TOWN)


def test_without_a_handler_the_head_of_the_unit_answers() -> None:
    state = the_case()
    state.orders.all[ORDER].handler = None
    register = staffed((ONE, LAND_OFFICE, Role.UNIT_HEAD, None))
    assert holder_of(Holder.LEAD_UNIT, ORDER, state, AT, register).person == ONE
