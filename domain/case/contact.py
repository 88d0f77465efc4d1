"""Contact (联系诉求人): that somebody spoke to who brought the matter; the first contact counts."""

from domain.case.refusals.ending import ContactNotWithApplicant
from domain.case.state import OPEN, Case, case
from domain.codes.ending import ContactMethod
from domain.codes.parties import Power, Side
from domain.ids import CaseId, PersonId
from domain.kernel import Act, Command, Confidential, Event, Events, Recorded
from domain.roles import Role
from domain.texts import Narrative


class ContactRecorded(Event, tag="case.contact_recorded"):
    """联系记录: an applicant, or who speaks for one, was spoken to."""

    contacted: PersonId
    method: ContactMethod
    content: Confidential | None


class RecordContact(Command):
    """Record that an applicant was spoken to, how, and what was said. 登记联系"""

    case: CaseId
    contacted: PersonId
    method: ContactMethod
    content: Narrative | None = None


@case.evolves
def contact_recorded(state: Case, event: ContactRecorded, fact: Recorded[ContactRecorded]) -> None:
    pass


@case.decides(by=[Role.WINDOW_CLERK, Role.TRIAGE_OFFICER, Role.HANDLER, Role.MEDIATOR], during=OPEN)
def record_contact(state: Case, command: RecordContact, act: Act) -> Events:
    """domain.md §3.2 T03, [seed 004] 即接即办: the clock of the first contact stops here.

    So it is contact with the applicant's side; what is told to the other side is a notice. It
    happened when the act happened: a contact entered from paper says so as every late entry does.
    """
    speaks = (
        state.may_act_for(command.contacted, applicant, Power.PRESENT)
        for applicant in state.on_side(Side.APPLICANT)
    )
    if not any(speaks):
        raise ContactNotWithApplicant
    yield ContactRecorded(
        contacted=command.contacted, method=command.method, content=command.content
    )
