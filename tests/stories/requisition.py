"""The land requisition at 柳湾村 (domain.md §9 S3): who takes part, and what happened day by day.

Eleven households quarrel with a company over requisitioned land. It is told as it was entered, by
the people whose duty it was, on the days of the scenario; the watch looks at the end of a day.
"""

from dataclasses import dataclass, field
from typing import Any

from domain.roles import Role
from tests.api import Api, Client
from tests.domain.county import named
from tests.stories.calendar import Calendar
from tests.stories.county import County, registered

REVIEW = named("review", "what became of the requisition")
FAMILY_NAMES = ("赵", "钱", "孙", "周", "吴", "郑", "冯", "陈", "褚", "卫", "蒋")
"""The eleven households."""
DEPARTMENTS = ["PARTY_AND_GOVERNMENT", "DEPARTMENT", "UPPER_CENTRE"]
TIMELINE = """
query($id: ID!) { case(id: $id) { stage risk timeline(first: 100) { totalCount nodes {
  __typename name version occurredAt recordedAt isLate lateReason actor { person role unit }
  ... on RiskLevelAssessed { level }
  ... on RiskLevelChanged { fromLevel toLevel }
  ... on DeadlineMissed { timer scope started startedAt dueAt holder holderUnit holderPerson }
} } } }
"""
CLOCKS = """
query($id: ID!) { case(id: $id) { clocks {
  timer scope state startedAt dueOn rawDueOn dueAt endedAt late { amount unit } recorded
} } }
"""


@dataclass
class Cast:
    """Who takes part: units, people by their post, and clients signed in for it."""

    land: County
    units: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def officer(self, called: str, unit: str, name: str, *roles: Role) -> None:
        """Somebody who holds a new post with these roles."""
        person = registered(self.land.administrator, name)
        post = self.land.post(self.units[unit], *roles)
        self.land.appoint(person, post)
        self.people[called] = person
        self.clients[called] = self.land.it.signed_in(person, post=post)


def cast(land: County) -> Cast:
    """The county, its town and village, and those who have nothing to do with the matter."""
    found = Cast(land)
    units = found.units
    units["seat"] = land.unit("云溪县中心", "COUNTY", "990101000000")
    units["bureau"] = land.unit("县自然资源局", "COUNTY", "990101000000", units["seat"])
    units["committee"] = land.unit("县委政法委", "COUNTY", "990101000000", units["seat"])
    units["inspection"] = land.unit("县纪委监委", "COUNTY", "990101000000", units["seat"])
    units["town"] = land.unit("青石镇中心", "TOWN", "990101101000", units["seat"])
    units["village"] = land.unit("柳湾村调委会", "VILLAGE", "990101101201", units["town"])
    units["next town"] = land.unit("白鹭镇中心", "TOWN", "990101102000", units["seat"])
    units["next village"] = land.unit("杏林村调委会", "VILLAGE", "990101101202", units["town"])

    handler = (Role.HANDLER, Role.MEDIATOR, Role.COMMITTEE_HEAD)
    found.officer("grid worker", "village", "沈网格", Role.GRID_WORKER)
    found.officer("handler", "village", "韩承办", *handler)
    found.officer("second mediator", "village", "何调解", Role.MEDIATOR)
    found.officer("clerk", "town", "杨窗口", Role.WINDOW_CLERK)
    found.officer("triage", "town", "朱研判", Role.TRIAGE_OFFICER)
    found.officer("director", "town", "秦主任", Role.CENTRE_DIRECTOR)
    found.officer("leader", "town", "尤包案", Role.LEADER)
    found.officer("bureau head", "bureau", "许局长", Role.UNIT_HEAD)
    found.officer("political-legal", "committee", "孙政法", Role.POLITICAL_LEGAL_COMMITTEE)
    found.officer("reviewer", "inspection", "吕审查", Role.DISCIPLINE_REVIEWER)
    found.officer("auditor", "inspection", "施审计", Role.COMPLIANCE_AUDITOR)
    found.officer("next town's triage", "next town", "张邻镇", Role.TRIAGE_OFFICER)
    found.officer("next town's director", "next town", "孔邻镇", Role.CENTRE_DIRECTOR)
    found.officer("next village's head", "next village", "曹邻村", Role.VILLAGE_HEAD)
    found.officer("next village's handler", "next village", "严邻村", *handler)
    found.officer("statistician", "town", "华统计", Role.STATISTICIAN)
    found.clients["administrator"] = land.administrator
    clerk = found.clients["clerk"]
    found.people["stranger"] = registered(clerk, "金路人")
    found.clients["stranger"] = land.it.signed_in(found.people["stranger"])
    return found


@dataclass
class Requisition:
    """The matter as it goes on. Every entry is made at the moment the calendar shows."""

    it: Api
    calendar: Calendar
    cast: Cast
    households: list[str] = field(default_factory=list)
    company: str = ""
    case: str = ""
    mediation: str = ""
    whistle: str = ""
    incident: str = ""
    looks: list[tuple[str, ...]] = field(default_factory=list)
    """The timers whose misses each look of the watch put on record."""

    def enter(self, who: str, mutation: str, at: str, **given: Any) -> dict[str, Any]:
        """Somebody enters something about the case at this moment; its first event."""
        self.calendar.turn(at)
        made = self.cast.clients[who].do(
            mutation,
            "events { __typename name version isLate occurredAt"
            " ... on MediationOpened { mediation } ... on WhistleBlown { whistle }"
            " ... on IncidentOccurred { incident } }",
            case=self.case,
            **given,
        )
        found: dict[str, Any] = made["events"][0]
        return found

    def look(self, at: str) -> tuple[str, ...]:
        """The watch looks twice; what it put on record the first time."""
        self.calendar.turn(at)
        before = len(self.misses())
        self.it.see()
        self.it.watch.once()
        after = self.misses()
        self.it.see()
        self.it.watch.once()
        assert self.misses() == after, "a miss is recorded once"
        found = tuple(one["timer"] for one in after[before:])
        self.looks.append(found)
        return found

    def history(self) -> list[dict[str, Any]]:
        """The timeline as the reviewer reads it."""
        self.it.see()
        answer = self.cast.clients["reviewer"].query(TIMELINE, id=self.case)
        return list(answer["case"]["timeline"]["nodes"])

    def misses(self) -> list[dict[str, Any]]:
        """The misses on record, in the order in which they got there."""
        return [one for one in self.history() if one["name"] == "deadline.missed"]

    def clocks(self, timer: str) -> list[dict[str, Any]]:
        """The clocks of one timer, as the reviewer reads them."""
        self.it.see()
        answer = self.cast.clients["reviewer"].query(CLOCKS, id=self.case)
        return [one for one in answer["case"]["clocks"] if one["timer"] == timer]

    def begin(self) -> None:
        """1 September: a grid worker reports it, the town accepts it and finds it YELLOW."""
        self.calendar.turn("2025-09-01 10:05")
        worker = self.cast.clients["grid worker"]
        self.households = [registered(worker, f"{name}家户主") for name in FAMILY_NAMES]
        made = worker.do(
            "registerPerson",
            "events { ... on PersonRegistered { person } }",
            identity={"name": "云溪县柳湾开发公司"},
            kind="ORGANISATION",
        )
        self.company = str(made["events"][0]["person"])
        sides = [(one, "APPLICANT") for one in self.households] + [(self.company, "RESPONDENT")]
        intake = worker.do(
            "registerIntake",
            "case { id }",
            matterClass="DISPUTE",
            channel="GRID",
            receivedAt="2025-09-01T09:20:00+08:00",
            summary="十一户村民反映征地补偿标准与公告不符,要求停工。",
            dispute="1102",
            peopleCount=26,
            parties=[{"person": person, "side": side} for person, side in sides],
        )
        self.case = intake["case"]["id"]
        self.cast.clients["household"] = self.it.signed_in(self.households[0])
        self.enter(
            "triage",
            "acceptCase",
            "2025-09-01 11:00",
            matterClass="DISPUTE",
            difficulty="MAJOR",
            firstResponsibleUnit=self.cast.units["village"],
            procedure="PM",
            deadlineOn="2025-10-31",
        )
        self.enter(
            "triage",
            "assessRisk",
            "2025-09-01 16:00",
            level="YELLOW",
            criteria=["K08"],
            rationale="涉征地,类型默认黄色。",
        )

    def mediate(self) -> None:
        """1 to 10 September: mediation is opened; a session without the notice of rights."""
        self.enter(
            "handler",
            "applyForMediation",
            "2025-09-01 16:20",
            kind="PEOPLES",
            form="ORAL",
            appliedBy=[*self.households, self.company],
        )
        opened = self.enter("handler", "openMediation", "2025-09-01 16:30", kind="PEOPLES")
        self.mediation = opened["mediation"]
        self.enter(
            "handler",
            "appointMediators",
            "2025-09-01 16:40",
            mediation=self.mediation,
            mediators=[self.cast.people["handler"], self.cast.people["second mediator"]],
        )
        self.enter(
            "handler",
            "filePlan",
            "2025-09-03 15:00",
            owner=self.cast.people["handler"],
            measures=["逐户走访,核对补偿面积。"],
            fromOn="2025-09-03",
            toOn="2025-10-31",
        )
        self.enter(
            "handler",
            "holdSession",
            "2025-09-10 10:00",
            mediation=self.mediation,
            mode="ON_SITE",
            place="村委会会议室",
            mediators=[self.cast.people["handler"]],
            attended=[*self.households, self.company],
            durationMinutes=90,
            minutes="双方各执一词,未达成一致。",
        )

    def whistle_for_the_bureau(self) -> None:
        """16 and 17 September: what the town has no power over; the bureau reports in."""
        blown = self.enter(
            "director",
            "blowWhistle",
            "2025-09-16 10:00",
            kind="KEY",
            ground="NOT_OUR_POWER",
            facts="征地补偿标准须由县自然资源部门答复。",
            task="到村核实补偿标准并当面答复。",
            wantedResult="出具书面答复。",
            targetUnits=[self.cast.units["bureau"]],
        )
        self.whistle = blown["whistle"]
        self.enter("bureau head", "receiveWhistle", "2025-09-16 11:20", whistle=self.whistle)
        self.enter(
            "bureau head",
            "reportIn",
            "2025-09-17 09:10",
            whistle=self.whistle,
            people=[self.cast.people["bureau head"]],
            mode="ON_SITE",
            arrivedAt="2025-09-17T09:10:00+08:00",
        )

    def hear_of_danger(self) -> None:
        """22 September, 15:30: threats are heard, and for three days nobody assesses them."""
        for signal, words in (("S01", "有人扬言同归于尽。"), ("S13", "有人商议堵路。")):
            self.enter(
                "grid worker",
                "recordSignal",
                "2025-09-22 15:30",
                signal=signal,
                source="NEIGHBOUR",
                heardAt="2025-09-22T15:20:00+08:00",
                evidence=words,
            )

    def raise_the_alarm(self) -> None:
        """25 September: RED at last; the report comes late, the leader in time."""
        self.enter(
            "triage",
            "changeRisk",
            "2025-09-25 11:00",
            level="RED",
            reason="有扬言极端、聚集堵路的信号。",
            signals=["S01", "S13"],
        )
        self.report("2025-09-25 15:40", "WRITTEN")
        self.enter(
            "director",
            "bundleToLeader",
            "2025-09-25 18:00",
            leader=self.cast.people["leader"],
            duty="牵头化解,每日调度。",
        )

    def report(self, at: str, channel: str) -> None:
        """A first report of the emergency, to party and government and the centre above."""
        self.enter(
            "director",
            "reportEmergency",
            at,
            stage="INITIAL",
            channel=channel,
            to=DEPARTMENTS,
            facts="柳湾村征地纠纷有聚集苗头。",
        )

    def come_to_blows(self) -> None:
        """26 September: forty-three people block the road; plan, forces and reports are in time."""
        occurred = self.enter(
            "director",
            "recordIncident",
            "2025-09-26 07:40",
            kind="GROUP_EVENT",
            furtherKinds=["CIVIL_TO_CRIMINAL"],
            facts="四十三人堵路,一人受伤,公安机关立案。",
            peopleCount=43,
            injured=1,
            policeNumber="云公(治)受案字2025-0926",
        )
        self.incident = occurred["incident"]
        leader = self.cast.people["leader"]
        plan = {"plan": "群体性事件三级响应", "commander": leader}
        self.enter("director", "activatePlan", "2025-09-26 07:50", **plan)
        town = self.cast.units["town"]
        force = {"units": [town], "peopleCount": 15, "task": "劝返、疏导交通。"}
        self.enter("director", "dispatchForce", "2025-09-26 07:55", **force)
        self.report("2025-09-26 08:00", "PHONE")
        self.enter("director", "arriveOnScene", "2025-09-26 08:05", unit=town)
        self.report("2025-09-26 08:20", "WRITTEN")

    def enter_what_was_forgotten(self) -> dict[str, Any]:
        """29 September, 19:00: the handler enters RED as if it had been found on the 22nd."""
        return self.enter(
            "handler",
            "assessRisk",
            "2025-09-29 19:00",
            level="RED",
            criteria=["S01"],
            rationale="当日已研判为红色。",
            occurredAt="2025-09-22T16:10:00+08:00",
            lateReason="忘记录入",
        )
