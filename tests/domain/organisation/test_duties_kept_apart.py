"""Administrators and auditors hold nothing beside it (domain.md §4.6 SoD-8, SoD-12)."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.codes.staffing import EngagementType
from domain.organisation.appointments import AppointPerson
from domain.organisation.posts import APART, ChangePost, EstablishPost, PostEstablished
from domain.organisation.refusals import RolesIncompatible
from domain.refusals import Refusal
from domain.roles import Role
from tests.domain.organisation.county import QIAN, TOWN, administrator
from tests.domain.organisation.given import given
from tests.domain.organisation.states import (
    ADMIN_POST,
    TODAY,
    WINDOW,
    appointed,
    county,
    relieved,
)

roles = st.sets(st.sampled_from(Role), min_size=1, max_size=5)


@for_all(roles)
def test_no_post_ever_joins_an_administrator_with_anything(wanted: set[Role]) -> None:
    command = EstablishPost(unit=TOWN, title="岗位", roles=tuple(sorted(wanted)))
    case = given(*county()).when(command, by=administrator())
    if wanted & APART and len(wanted) > 1:
        case.then_refused(RolesIncompatible)
    else:
        case.then(PostEstablished)


def test_an_administrator_takes_no_business_post() -> None:
    held = appointed(QIAN, ADMIN_POST)
    take = AppointPerson(
        person=QIAN, post=WINDOW, engagement=EngagementType.CIVIL_SERVANT, from_on=TODAY
    )
    given(*county(), held).when(take, by=administrator()).then_refused(RolesIncompatible)
    given(*county(), held, relieved()).when(take, by=administrator()).decided()


@pytest.mark.parametrize("role", sorted(APART))
def test_a_post_held_beside_others_is_not_made_an_administrators(role: Role) -> None:
    held = [appointed(QIAN), appointed(QIAN, ADMIN_POST, "appointment_x")]
    command = ChangePost(post=WINDOW, title="岗位", roles=(role,), reason="调整")
    case = given(*county(), *held).when(command, by=administrator())
    refusal: type[Refusal] = RolesIncompatible
    if role is Role.SYSTEM_ADMINISTRATOR:
        case.decided()
    else:
        case.then_refused(refusal)
