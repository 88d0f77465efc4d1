"""The script of the medical dispute (domain.md §9 S4): who is who, and each line of its months.

An appraisal pauses the mediation, the patient dies, the heirs join, both sides prolong it; they
agree on a part, which is paid at once, and the rest goes to court.
"""

from dataclasses import dataclass
from typing import Any

from domain.roles import Role
from tests.api import Client
from tests.stories.county import County, Officer, acceptance, phone_call, registered
from tests.stories.telling import Telling, moment, paper

COURT = "云溪县人民法院"
EVERY_POINT = ["OUTCOME", "RECORD", "TERMS", "TOLD", "LAWFULNESS"]
UNDISPUTED = "38600"


@dataclass(frozen=True)
class People:
    """Who takes part: the county, its medical mediation committee, the two sides."""

    committee: str
    clerk: Officer
    triage: Officer
    mediator: Officer
    chair: Officer
    visitor: Officer
    reviewer: Officer
    patient: str
    hospital: str
    heirs: tuple[str, str, str]
    speaker: str
    """The representative of the heirs."""
    heir_online: Client
    speaker_online: Client
    stranger_online: Client


def settle(land: County) -> People:
    """The county “云溪县”, its medical mediation committee (医调委), a family and a hospital."""
    seat = land.unit("云溪县中心", "COUNTY", "990101000000")
    committee = land.unit("云溪县医疗纠纷人民调解委员会", "COUNTY", "990101000000", seat)
    clerk = land.officer(seat, Role.WINDOW_CLERK, "郑窗口")
    known = [registered(clerk.client, name) for name in ("林知秋", "林一帆", "林二帆", "林三帆")]
    speaker, stranger = registered(clerk.client, "孙明理"), registered(clerk.client, "钱路人")
    return People(
        committee=committee,
        clerk=clerk,
        triage=land.officer(seat, Role.TRIAGE_OFFICER, "冯研判"),
        mediator=land.officer(committee, Role.MEDIATOR, "褚调解"),
        chair=land.officer(committee, Role.COMMITTEE_HEAD, "卢主任"),
        visitor=land.officer(seat, Role.RETURN_VISITOR, "何回访"),
        reviewer=land.officer(seat, Role.DISCIPLINE_REVIEWER, "卫审查"),
        patient=known[0],
        hospital=a_body(clerk.client, "云溪县人民医院"),
        heirs=(known[1], known[2], known[3]),
        speaker=speaker,
        heir_online=land.it.signed_in(known[1]),
        speaker_online=land.it.signed_in(speaker),
        stranger_online=land.it.signed_in(stranger),
    )


def a_body(who: Client, name: str) -> str:
    """Register an organisation; its id."""
    made = who.do(
        "registerPerson",
        "events { ... on PersonRegistered { person } }",
        kind="ORGANISATION",
        identity={"name": name},
    )
    return str(made["events"][0]["person"])


def opened(s: Telling, who: People) -> None:
    """29 December: both sides ask the committee together, and it opens the procedure."""
    both = [who.patient, who.hospital]
    received = {"receivedAt": moment("2025-12-29 09:00").isoformat(), "channel": "WALK_IN"}
    about = {"dispute": "0502", "summary": "术后并发症,患方要求赔偿。", "claim": "300000"}
    intake = phone_call(who.patient, who.hospital, **received, **about)
    taken = acceptance(s.case, who.committee, dispute="0502", difficulty="COMPLEX")
    taken |= {"deadlineOn": "2026-02-10", "toldAt": moment("2025-12-29 09:20").isoformat()}
    del taken["case"]
    s.line("2025-12-29 09:00", who.clerk, "registerIntake", **intake)
    s.line("2025-12-29 09:20", who.triage, "acceptCase", **taken)
    s.line(
        "2025-12-29 09:30", who.triage, "assessRisk",
        level="YELLOW", criteria=["K04"], rationale="医疗损害,情绪激动。",
    )  # fmt: skip
    s.line(
        "2025-12-29 10:00", who.mediator, "applyForMediation",
        kind="MEDICAL", form="WRITTEN", appliedBy=both, document=paper("application"),
    )  # fmt: skip
    s.line("2025-12-29 10:30", who.chair, "openMediation", kind="MEDICAL")
    s.line("2025-12-29 10:40", who.chair, "appointMediators", mediators=[who.mediator.person])
    s.line("2025-12-29 10:50", who.mediator, "notifyRights", parties=both, textVersion="2025-1")
    s.line(
        "2025-12-30 09:00", who.chair, "filePlan",
        owner=who.mediator.person, measures=["医患沟通,专人疏导。"],
        fromOn="2025-12-30", toOn="2026-02-10",
    )  # fmt: skip


def paused_twice(s: Telling, who: People) -> dict[str, Any]:
    """19 January to 2 March: an appraisal, a death, and an attempt to go on too early."""
    s.line(
        "2026-01-19 09:00", who.mediator, "commissionAppraisal",
        institution="云溪司法鉴定所", question="过错与因果关系。",
        agreedBy=[who.patient, who.hospital],
    )  # fmt: skip
    s.line(
        "2026-02-25 09:00", who.mediator, "recordDeath",
        party=who.patient, diedOn="2026-02-25", document=paper("death certificate"),
    )  # fmt: skip
    s.line(
        "2026-03-02 09:00", who.mediator, "reportAppraisal",
        opinion="承担次要责任。", document=paper("appraisal"),
    )  # fmt: skip
    return s.denied(
        "2026-03-02 10:00", who.mediator, "resumeMediation", "SuccessorsMissing", reason="P02"
    )


def heirs_join(s: Telling, who: People) -> None:
    """6 to 9 March: three heirs, one representative, their papers; and it goes on."""
    joining = [{"person": one, "standing": "HEIR"} for one in who.heirs]
    s.line(
        "2026-03-06 09:00", who.clerk, "joinSuccessors",
        predecessor=who.patient, successors=joining,
    )  # fmt: skip
    s.line(
        "2026-03-06 09:30", who.clerk, "appointRepresentative",
        representative=who.speaker, represents=who.heirs, powers=["PRESENT", "MEDIATE"],
        document=paper("power of attorney"),
    )  # fmt: skip
    s.line(
        "2026-03-09 09:00", who.clerk, "confirmSuccession",
        predecessor=who.patient, documents=[paper("notarised succession")],
    )  # fmt: skip
    s.line("2026-03-09 10:00", who.mediator, "resumeMediation", reason="P02")


def prolonged(s: Telling, who: People) -> None:
    """30 March: both sides want fifteen more working days."""
    s.line(
        "2026-03-30 09:00", who.mediator, "extendMediation",
        agreedBy=[who.speaker, who.hospital], days=15, explanation="尚需协商赔偿数额。",
    )  # fmt: skip


def agreed_in_part(s: Telling, who: People) -> dict[str, dict[str, Any]]:
    """10 April: the undisputed costs, signed with special authority and paid; what was refused."""
    terms = {"form": "WRITTEN", "scope": "PARTIAL", "clauses": ["医方支付已发生的医疗费。"]}
    costs = {
        "debtor": who.hospital, "creditor": who.heirs[0], "kind": "MONEY",
        "amount": UNDISPUTED, "dueOn": "2026-04-10",
    }  # fmt: skip
    online = {"method": "ELECTRONIC", "certificate": "CA-2026-0410"}
    for_all = {"signsFor": who.heirs} | online
    heir, speaker, too_little = who.heir_online, who.speaker_online, "SpecialAuthorityMissing"
    s.line(
        "2026-04-10 09:00", who.mediator, "reachAgreement",
        parties=[*who.heirs, who.hospital], obligations=[costs], **terms,
    )  # fmt: skip
    denied = {
        "heir": s.denied("2026-04-10 09:30", heir, "signAgreement", too_little, **for_all),
        "speaker": s.denied("2026-04-10 09:40", speaker, "signAgreement", too_little, **for_all),
    }
    s.line(
        "2026-04-10 10:00", who.clerk, "appointRepresentative",
        representative=who.speaker, represents=who.heirs, powers=["MEDIATE", "SETTLE"],
        document=paper("special power of attorney"),
    )  # fmt: skip
    s.line("2026-04-10 10:10", speaker, "signAgreement", **for_all)
    s.line(
        "2026-04-10 10:20", who.mediator, "signAgreement",
        signer=who.hospital, method="STAMP", document=paper("agreement"),
    )  # fmt: skip
    s.line("2026-04-10 10:30", who.mediator, "signAgreement", method="HANDWRITTEN")
    s.line("2026-04-10 10:40", who.chair, "sealAgreement")
    s.line(
        "2026-04-10 15:00", who.mediator, "recordFulfilment",
        obligation=s.obligations[0], doneOn="2026-04-10", amount=UNDISPUTED,
        proofKind="TRANSFER", proof=paper("transfer"), creditorConfirmation=paper("received"),
    )  # fmt: skip
    return denied


def to_court(s: Telling, who: People) -> None:
    """22 April to 22 May: no agreement on the rest; the way to court, the end, the visit."""
    court = {"route": "LITIGATION", "limitation": "诉讼时效三年", "untilOn": "2029-04-22"}
    s.line(
        "2026-04-22 15:00", who.mediator, "terminateMediation",
        reason="M04", undisputed="已发生的医疗费无争议。",
    )  # fmt: skip
    s.line(
        "2026-04-22 16:00", who.mediator, "adviseRoute",
        advised=[*who.heirs, who.hospital], routes=[court], rights="可向人民法院起诉。",
        written=True, document=paper("advice"),
    )  # fmt: skip
    s.line(
        "2026-04-29 09:00", who.heir_online, "recordRouteFiled",
        route="LITIGATION", organ=COURT, filedOn="2026-04-29", filedBy=who.heirs[0],
    )  # fmt: skip
    s.line(
        "2026-04-29 10:00", who.chair, "concludeCase",
        outcome="PARTIAL", resolvedLevel="COUNTY", route="LITIGATION", organ=COURT,
        summary="就医疗费达成协议,其余部分已起诉。",
    )  # fmt: skip
    s.line("2026-04-30 09:00", who.triage, "approveConclusion", checklist=EVERY_POINT)
    s.line(
        "2026-05-22 10:00", who.visitor, "makeReturnVisit",
        method="PHONE", answeredBy=who.heirs[0], fulfilment="FULFILLED", mood="CALM",
        recurrence="POSSIBLE", satisfaction="FAIRLY_SATISFIED",
    )  # fmt: skip
