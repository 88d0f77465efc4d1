"""The script of the homestead boundary (domain.md §9 S1): who is who, and each line of its months.

The village mediates and fails, the town takes over and the families agree, the court confirms, the
wall comes down and the money is paid, and the matter is visited, closed and archived. Beside it a
clone: the same agreement of the same day in another matter, of which the court hears too late.
"""

from dataclasses import dataclass
from typing import Any

from domain.roles import Role
from tests.stories.county import County, Officer, acceptance, phone_call, registered
from tests.stories.telling import Telling, moment, paper

COURT = "云溪县人民法院"
COURT_NUMBER = "(2025)云0101民调确12号"
EVERY_POINT = ["OUTCOME", "RECORD", "TERMS", "TOLD", "LAWFULNESS"]


@dataclass(frozen=True)
class People:
    """Who takes part: the village, the town and its offices, and the two families."""

    village: str
    town: str
    justice_office: str
    land_office: str
    village_mediator: Officer
    village_chair: Officer
    village_head: Officer
    triage: Officer
    mediator: Officer
    chair: Officer
    justice: Officer
    justice_head: Officer
    surveyor: Officer
    liaison: Officer
    visitor: Officer
    director: Officer
    archivist: Officer
    reviewer: Officer
    zhang: str
    li: str
    lawyer: str


def settle(land: County) -> People:
    """The county “云溪县”, the town “青石镇”, the village “柳湾村”, and who works there."""
    seat = land.unit("云溪县中心", "COUNTY", "990101000000")
    town = land.unit("青石镇中心", "TOWN", "990101101000", seat)
    village = land.unit("柳湾村调委会", "VILLAGE", "990101101201", town)
    justice = land.unit("青石镇司法所", "TOWN", "990101101000", town)
    surveying = land.unit("青石镇自然资源所", "TOWN", "990101101000", town)
    clerk = land.officer(town, Role.WINDOW_CLERK, "郑窗口").client
    return People(
        village=village,
        town=town,
        justice_office=justice,
        land_office=surveying,
        village_mediator=land.officer(village, Role.MEDIATOR, "柳调解"),
        village_chair=land.officer(village, Role.COMMITTEE_HEAD, "柳主任"),
        village_head=land.officer(village, Role.VILLAGE_HEAD, "柳书记"),
        triage=land.officer(town, Role.TRIAGE_OFFICER, "冯研判"),
        mediator=land.officer(town, Role.MEDIATOR, "褚调解"),
        chair=land.officer(town, Role.COMMITTEE_HEAD, "褚主任"),
        justice=land.officer(justice, Role.HANDLER, "秦承办"),
        justice_head=land.officer(justice, Role.UNIT_HEAD, "秦所长"),
        surveyor=land.officer(surveying, Role.HANDLER, "许测绘"),
        liaison=land.officer(town, Role.COURT_LIAISON, "韩联络"),
        visitor=land.officer(town, Role.RETURN_VISITOR, "何回访"),
        director=land.officer(town, Role.CENTRE_DIRECTOR, "吕主任"),
        archivist=land.officer(town, Role.ARCHIVIST, "施档案"),
        reviewer=land.officer(seat, Role.DISCIPLINE_REVIEWER, "卫审查"),
        zhang=registered(clerk, "张远山"),
        li=registered(clerk, "李望舒"),
        lawyer=registered(clerk, "孙明理"),
    )


def intake(who: People, received: str, **given: Any) -> dict[str, Any]:
    """What the village found in its weekly screening."""
    found = phone_call(who.zhang, who.li, channel="SCREENING", dispute="0902", peopleCount=2)
    return found | {"receivedAt": moment(received).isoformat()} | given


def accepting(unit: str, deadline: str, told: str) -> dict[str, Any]:
    """An acceptance of which both families hear at once."""
    wanted = acceptance("", unit, dispute="0902", difficulty="ORDINARY", deadlineOn=deadline)
    del wanted["case"]
    return wanted | {"toldAt": moment(told).isoformat()}


def agreement(who: People) -> dict[str, Any]:
    """A wall of 1.2 metres comes down, and 6,500 yuan are paid."""
    wall = {"kind": "ACT", "dueOn": "2025-05-31", "method": "拆除1.2米围墙。"}
    money = {"kind": "MONEY", "dueOn": "2025-06-30", "amount": "6500"}
    owed = {"debtor": who.li, "creditor": who.zhang}
    return {
        "form": "WRITTEN",
        "scope": "FULL",
        "parties": [who.zhang, who.li],
        "clauses": ["被申请人拆除1.2米围墙。", "被申请人支付补偿款6500元。"],
        "obligations": [wall | owed, money | owed],
    }


def sitting(mediator: Officer, who: People) -> dict[str, Any]:
    """A session of both families with a mediator."""
    return {
        "mode": "ROOM",
        "place": "调解室",
        "mediators": [mediator.person],
        "attended": [who.zhang, who.li],
        "durationMinutes": 90,
        "minutes": "双方陈述意见。",
    }


def everybody_agrees(s: Telling, when: str, mediator: Officer, who: People) -> None:
    """Both families agree to mediation by word of mouth."""
    for family in (who.zhang, who.li):
        s.line(when, mediator, "recordConsent", party=family, agrees=True, form="ORAL")


def in_the_village(s: Telling, who: People) -> None:
    """From the screening to the failure, and up to the town."""
    both = [who.zhang, who.li]
    one, chair = who.village_mediator, who.village_chair
    month = accepting(who.village, "2025-04-25", "2025-03-25 10:00")
    advice = {
        "advised": both,
        "routes": [{"route": "PM"}, {"route": "LITIGATION"}],
        "rights": "可申请镇调解委员会调解,或向人民法院起诉。",
        "written": True,
        "document": paper("advice"),
    }
    s.line("2025-03-25 09:10", one, "registerIntake", **intake(who, "2025-03-25 09:10"))
    s.line("2025-03-25 10:00", chair, "acceptCase", **month)
    s.line(
        "2025-03-25 10:10", one, "appointRepresentative",
        representative=who.lawyer, represents=[who.zhang], powers=["PRESENT"],
        document=paper("power of attorney"),
    )  # fmt: skip
    s.line(
        "2025-03-25 10:30", chair, "assessRisk",
        level="BLUE", criteria=["K08"], rationale="一般性宅基地边界纠纷。",
    )  # fmt: skip
    everybody_agrees(s, "2025-03-25 10:30", one, who)
    s.line("2025-03-25 10:30", chair, "openMediation", kind="PEOPLES")
    s.line("2025-03-25 10:30", chair, "appointMediators", mediators=[one.person])
    s.line("2025-03-25 10:30", one, "notifyRights", parties=both, textVersion="2025-1")
    s.line("2025-03-27 09:00", one, "holdSession", **sitting(one, who))
    s.line("2025-04-01 09:00", one, "holdSession", **sitting(one, who))
    s.line("2025-04-02 09:00", one, "terminateMediation", reason="M03")
    s.line("2025-04-02 10:00", one, "adviseRoute", **advice)
    s.line(
        "2025-04-02 11:00", who.village_head, "escalateCase",
        toUnit=who.town, reason="村级调解不成。",
    )  # fmt: skip


def in_the_town(s: Telling, who: People) -> None:
    """The town opens anew, orders a survey, and the families agree, sign and are sealed."""
    both = [who.zhang, who.li]
    one, chair = who.mediator, who.chair
    everybody_agrees(s, "2025-04-03 09:00", one, who)
    s.line("2025-04-03 10:00", chair, "openMediation", kind="PEOPLES")
    s.line("2025-04-03 10:10", chair, "appointMediators", mediators=[one.person])
    s.line("2025-04-03 10:20", one, "notifyRights", parties=both, textVersion="2025-1")
    s.line(
        "2025-04-07 09:00", who.triage, "issueOrder",
        mode="JOINT", leadUnit=who.justice_office, coUnits=[who.land_office],
        requirements="牵头调处,自然资源所协助测绘界址。",
    )  # fmt: skip
    s.line("2025-04-08 09:00", who.justice, "signOrder")
    s.line("2025-04-14 15:00", one, "recordInvestigation", content="现场查看围墙与界桩。")
    s.line("2025-04-16 09:00", one, "holdSession", **sitting(one, who))
    s.line("2025-04-22 15:00", who.surveyor, "completeAssistance", result="已完成界址测绘。")
    s.line("2025-04-22 16:00", one, "recordInvestigation", content="测绘表明围墙越界1.2米。")
    s.line("2025-04-24 09:00", one, "holdSession", **sitting(one, who))


def same_again(s: Telling, who: People) -> None:
    """Another matter of the same families, taken up by the town on the day of the agreement."""
    received, both = "2025-04-28 09:00", [who.zhang, who.li]
    one, chair = who.mediator, who.chair
    month = accepting(who.town, "2025-05-28", "2025-04-28 09:10")
    s.line("2025-04-28 09:00", one, "registerIntake", **intake(who, received))
    s.line("2025-04-28 09:10", who.triage, "acceptCase", **month)
    everybody_agrees(s, "2025-04-28 09:20", one, who)
    s.line("2025-04-28 09:30", chair, "openMediation", kind="PEOPLES")
    s.line("2025-04-28 09:30", chair, "appointMediators", mediators=[one.person])
    s.line("2025-04-28 09:30", one, "notifyRights", parties=both, textVersion="2025-1")


def they_agree(twins: tuple[Telling, Telling], who: People) -> None:
    """Agreed, signed by both families and the mediator; with the seal it takes effect."""
    zhang, li = twins[0].it.signed_in(who.zhang), twins[0].it.signed_in(who.li)
    for s in twins:
        s.line("2025-04-28 15:00", who.mediator, "reachAgreement", **agreement(who))
    for s in twins:
        s.line("2025-04-28 15:30", zhang, "signAgreement", method="FINGERPRINT")
    for s in twins:
        s.line("2025-04-28 15:40", li, "signAgreement", method="FINGERPRINT")
    for s in twins:
        s.line("2025-04-28 16:00", who.mediator, "signAgreement", method="HANDWRITTEN")
    for s in twins:
        s.line("2025-04-28 16:20", who.chair, "sealAgreement")


def concluded(s: Telling, who: People) -> None:
    """The justice office answers its order, the committee concludes, triage checks."""
    told = {"receiver": who.zhang, "method": "IN_PERSON", "servedAt": "2025-04-28T16:30:00+08:00"}
    s.line(
        "2025-04-28 16:40", who.justice_head, "completeOrder",
        resultCode="SOLVED", result="已达成书面协议。", reply=told,
    )  # fmt: skip
    s.line(
        "2025-04-28 17:00", who.chair, "concludeCase",
        outcome="AGREED_WRITTEN", resolvedLevel="TOWN", summary="双方达成书面协议。",
    )  # fmt: skip
    s.line("2025-04-29 09:00", who.triage, "approveConclusion", checklist=EVERY_POINT)


def confirmation(who: People) -> dict[str, Any]:
    """Both families ask the court together."""
    return {"applicants": [who.zhang, who.li], "court": COURT, "document": paper("application")}


def before_the_court(s: Telling, who: People) -> None:
    """Applied for, taken up, granted."""
    liaison = who.liaison
    s.line("2025-05-12 09:00", liaison, "applyForConfirmation", **confirmation(who))
    s.line("2025-05-14 09:00", liaison, "acceptConfirmation", courtNumber=COURT_NUMBER)
    s.line("2025-05-26 09:00", liaison, "grantConfirmation", rulingNumber=COURT_NUMBER)


def the_end(s: Telling, who: People) -> None:
    """The wall comes down, the money is paid; the visit, the closing, the archive."""
    wall, money = s.obligations
    s.line(
        "2025-05-30 15:00", who.mediator, "recordFulfilment",
        obligation=wall, doneOn="2025-05-30", proofKind="PHOTO", proof=paper("photo"),
    )  # fmt: skip
    s.line(
        "2025-06-27 15:00", who.mediator, "recordFulfilment",
        obligation=money, doneOn="2025-06-27", amount="6500", proofKind="RECEIPT",
        proof=paper("receipt"),
    )  # fmt: skip
    s.line(
        "2025-07-10 10:00", who.visitor, "makeReturnVisit",
        method="PHONE", answeredBy=who.zhang, fulfilment="FULFILLED", mood="CALM",
        recurrence="NONE", satisfaction="SATISFIED",
    )  # fmt: skip
    s.line("2025-07-10 11:00", who.director, "closeCase", reason="C01")
    s.line(
        "2025-07-15 09:00", who.archivist, "archiveCase",
        volume="青石人调字〔2025〕第12号", retention="PERMANENT", packageHash="0" * 64,
    )  # fmt: skip


def too_late(twin: Telling, who: People, because: str) -> dict[str, Any]:
    """Somebody asks the court the day after the last day; why that is refused."""
    asked = confirmation(who)
    return twin.denied("2025-05-29 09:00", who.liaison, "applyForConfirmation", because, **asked)
