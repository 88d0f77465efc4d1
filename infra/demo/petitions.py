"""How a petition is handled: given to a unit, answered in writing, looked at again, and final."""

from domain.case.petition import (
    AssignPetition,
    ForwardPetition,
    NotifyReceipt,
    PetitionAssigned,
    PetitionForwarded,
)
from domain.case.petition_ending import DeclareFinal, NoteRepeatPetition
from domain.case.petition_handling import ExtendHandling
from domain.case.petition_opinions import IssueOpinion, ServeOpinion
from domain.case.petition_review import IssueReviewOpinion, RequestReview, ServeReviewOpinion
from domain.codes.matters import Channel
from domain.codes.notices import ServiceMethod
from domain.codes.petitions import (
    Article31,
    PetitionOpinion,
    PetitionReceiver,
    PetitionReviewResult,
    ReceiptResult,
)
from domain.roles import Role
from infra.demo.assigning import answered
from infra.demo.county import GOVERNMENT, LAND_BUREAU
from infra.demo.matter import Matter, Script, brought


def given_out(matter: Matter, *, unit: str = LAND_BUREAU, report: bool = False) -> Script:
    """转送、交办: the petition office passes it to the department, which tells the petitioner."""
    office, answering = matter.by(Role.PETITION_OFFICE), matter.unit(unit)
    competent, basis = PetitionReceiver.COMPETENT_UNIT, "属地管理、谁主管谁负责。"
    giving: ForwardPetition | AssignPetition = ForwardPetition(
        case=matter.case, unit=answering, receiver_kind=competent, basis=basis
    )
    if report:
        giving = AssignPetition(
            case=matter.case,
            unit=answering,
            receiver_kind=competent,
            basis=basis,
            feedback="报送办理结果。",
            report_due_on=matter.day(30),
        )
    answer = yield matter.act(office, giving, hours=10)
    matter.order = brought(answer, PetitionAssigned if report else PetitionForwarded).order
    telling = NotifyReceipt(
        case=matter.case,
        unit=answering,
        result=ReceiptResult.ACCEPTED,
        written=True,
        told_at=matter.at,
        receiver=matter.applicants[0],
    )
    yield matter.act(matter.by(Role.HANDLER, unit), telling, hours=2)


def opined(matter: Matter, opinion: PetitionOpinion, *, unit: str = LAND_BUREAU) -> Script:
    """处理意见: more time, then one drafts it, the head issues it, and it is served."""
    head, handler = matter.by(Role.UNIT_HEAD, unit), matter.by(Role.HANDLER, unit)
    prolonging = ExtendHandling(
        case=matter.case, days=15, reason="需实地复核补偿面积。", told_at=matter.at
    )
    yield matter.act(head, prolonging, hours=4)
    matter.rest(days=20)
    issuing = IssueOpinion(
        case=matter.case,
        opinion=opinion,
        petition_claim="要求按同一标准补发附属物补偿款。",
        facts="经复核,登记面积与实测面积相差六平方米。",
        reasoning="差额部分应予补足,其余已足额发放。",
        legal_basis="土地管理法实施条例",
        excluded=tuple(Article31),
        petitioner_heard_at=matter.at,
        drafted_by=handler.person,
        document=matter.paper("opinion"),
    )
    yield matter.act(head, issuing, hours=6)
    serving = ServeOpinion(
        case=matter.case,
        receiver=matter.applicants[0],
        method=ServiceMethod.IN_PERSON,
        proof=matter.paper("receipt"),
    )
    yield matter.act(handler, serving, hours=2)
    yield from answered(matter, unit=unit, result="PARTLY_SOLVED")


def looked_at_again(matter: Matter) -> Script:
    """复查: the petitioner asks the county's government, which upholds the opinion."""
    matter.rest(days=12)
    organ = matter.by(Role.UNIT_HEAD, GOVERNMENT)
    asking = RequestReview(
        case=matter.case,
        requested_by=matter.applicants[0],
        organ=matter.unit(GOVERNMENT),
        reason="对补偿标准不服。",
    )
    yield matter.act(Role.PETITION_OFFICE, asking, hours=4)
    matter.rest(days=18)
    answering = IssueReviewOpinion(
        case=matter.case,
        result=PetitionReviewResult.UPHELD,
        reasoning="事实清楚,适用政策正确。",
        document=matter.paper("review"),
    )
    yield matter.act(organ, answering, hours=6)
    serving = ServeReviewOpinion(
        case=matter.case,
        receiver=matter.applicants[0],
        method=ServiceMethod.IN_PERSON,
        proof=matter.paper("receipt"),
    )
    yield matter.act(organ, serving)


def made_final(matter: Matter) -> Script:
    """终结: nobody asked again in time; brought once more, it is explained and cared for."""
    matter.rest(days=42)
    yield matter.act(Role.PETITION_OFFICE, DeclareFinal(case=matter.case))
    matter.rest(days=5)
    repeating = NoteRepeatPetition(
        case=matter.case,
        petitioner=matter.applicants[0],
        channel=Channel.WALK_IN,
        heard_at=matter.at,
        new_facts=False,
        explanation="同一事实和理由,已告知不再受理。",
        care="联系民政部门核查其困难情况。",
    )
    yield matter.act(Role.PETITION_OFFICE, repeating)
