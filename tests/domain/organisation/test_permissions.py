"""Who keeps which part of the register: domain.md §2.5 T, §4.3, §4.4, written out."""

import pytest

from domain.kernel import Command
from domain.organisation import organisation
from domain.refusals import RoleMayNot
from domain.roles import Role
from tests.domain.examples import example
from tests.domain.organisation.county import CENTRE, acting

ADMINISTRATOR = "R24"
TABLE = {
    **dict.fromkeys(
        (
            "RegisterUnit",
            "ChangeUnit",
            "EquipUnit",
            "CloseUnit",
            "MergeUnit",
            "EstablishPost",
            "ChangePost",
            "AbolishPost",
            "AppointPerson",
            "RelievePerson",
            "SuspendAppointment",
            "ReinstateAppointment",
        ),
        ADMINISTRATOR,
    ),
    "PublishRoster": "R06 R11",
    "CheckIn": "R06 R11",
    "NoteAbsence": "R06 R11",
    "ProposeMediator": "R08",
    "ProposeMediatorRemoval": "R08",
    "AccreditMediator": "R18",
    "SuspendMediator": "R18",
    "ReinstateMediator": "R18",
    "RemoveMediator": "R18",
    "RecordTraining": "R18",
    "ConstituteCommittee": "R10 R18",
    "StandardiseCommittee": "R18",
    "PublishGrid": "R11",
    "NameHouseholdContacts": "R11",
    "ListExpert": "R18 R19",
    "DelistExpert": "R18 R19",
    "PublishReceptionDay": "R11 R19",
    "HoldReception": "R11 R19",
}


def test_every_command_is_in_the_table() -> None:
    assert {command.__name__ for command in organisation.decisions} == TABLE.keys()


@pytest.mark.parametrize("command", organisation.decisions, ids=lambda command: command.__name__)
def test_the_roles_of_the_table_and_no_others(command: type[Command]) -> None:
    asked = example(command)
    allowed = {role for role in Role if _is_admitted(asked, role)}
    assert allowed == {Role(code) for code in TABLE[command.__name__].split()}


def _is_admitted(command: Command, role: Role) -> bool:
    try:
        organisation.admit(None, command, acting(role, unit=CENTRE))
    except RoleMayNot:
        return False
    return True
