"""What happens to one invented matter: a script of acts, each by somebody who may do it."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain.case.acceptance import AcceptCase, RedirectCase
from domain.case.disposal import BundleToLeader, EnterSpecialLedger, FilePlan
from domain.case.intake import ReceiveMaterial, RegisterIntake, RequestSupplement
from domain.case.notices import ServeNotice
from domain.case.refusing import ProposeRefusal, RefuseCase
from domain.case.risk import AssessRisk, ChangeRisk
from domain.case.triage import ClassifyCase, RecordSignal, ScreenCase
from domain.case.values import Confirmation, Grounds, PartyEntry, Place
from domain.case.window import ResolveOnTheSpot
from domain.case.withdrawal import WithdrawCase
from domain.codes import DISPUTES
from domain.codes.disputes import default_level
from domain.codes.matters import (
    Channel,
    Difficulty,
    MatterClass,
    Scale,
    SupplementCause,
)
from domain.codes.notices import NoticeType, ServiceMethod
from domain.codes.parties import ConfirmationMethod, Side
from domain.codes.risks import RiskLevel, SignalSource, SpecialLedger
from domain.ids import derived
from domain.kernel import Command, day_of
from domain.person import RegisterPerson
from domain.roles import Role
from graphql_api.ports import Answer, Caller
from infra.demo.names import identity
from infra.demo.shares import (
    CHANNEL_SHARES,
    DETAILS,
    DIFFICULTIES,
    DISPUTE_SHARES,
    MEASURES,
    STORIES,
)
from infra.demo.team import Team


@dataclass
class Step:
    """One act: when, by whom, what."""

    at: datetime
    caller: Caller
    command: Command


Script = Generator[Step, Answer, None]


class Matter:
    """One matter from its first word to wherever the demo's time ends."""

    def __init__(self, team: Team, chance: Random, received_at: datetime) -> None:
        self.team = team
        self.chance = chance
        self.at = received_at
        self.received_at = received_at
        self.town, self.village = team.place(chance)

    def script(self) -> Script:
        """The acts, one after the other; each answer comes back before the next."""
        chance = self.chance
        dispute = chance.choices(list(DISPUTE_SHARES), list(DISPUTE_SHARES.values()))[0]
        channel = chance.choices(list(CHANNEL_SHARES), list(CHANNEL_SHARES.values()))[0]
        clerk = self.team.one(Role.WINDOW_CLERK, self.town)
        triage = self.team.one(Role.TRIAGE_OFFICER, self.town)
        applicants = yield from self._people(clerk, chance.choice((1, 1, 1, 2)))
        respondents = yield from self._people(clerk, chance.choice((1, 1, 2)))
        registered = yield self._step(
            clerk, self._intake(dispute, channel, applicants, respondents), minutes=20
        )
        case = registered.stream
        yield self._step(clerk, self._notice(case, NoticeType.REGISTRATION, applicants[0]))
        if chance.random() < 0.05:
            yield self._step(
                clerk,
                ResolveOnTheSpot(
                    case=case,
                    outcome="ANSWERED",
                    result="当场解答政策依据,诉求人表示理解。",
                    confirmation=Confirmation(
                        person=applicants[0], method=ConfirmationMethod.SIGNED
                    ),
                ),
            )
            return
        yield self._step(triage, ScreenCase(case=case, findings="材料齐全,事实基本清楚。"), hours=3)
        if chance.random() < 0.08:
            yield from self._supplemented(case, clerk)
        yield from self._decided(case, dispute, applicants, clerk, triage)

    def _decided(
        self, case: str, dispute: str, applicants: list[str], clerk: Caller, triage: Caller
    ) -> Script:
        fate = self.chance.random()
        if fate < 0.04:
            yield from self._refused(case, clerk, applicants[0])
        elif fate < 0.09:
            yield self._step(
                triage,
                RedirectCase(
                    case=case,
                    route="LITIGATION",
                    organ="云溪县人民法院",
                    explanation="双方争议应由法院裁判,告知依法起诉。",
                    limitation="普通诉讼时效三年",
                ),
                hours=4,
            )
            yield self._step(clerk, self._notice(case, NoticeType.REDIRECTION, applicants[0]))
        elif fate < 0.11:
            yield self._step(
                clerk,
                WithdrawCase(
                    case=case,
                    withdrawn_by=tuple(applicants),
                    reason="双方已自行协商解决。",
                    voluntary_statement=self._document("withdrawal", case),
                ),
                hours=30,
            )
        else:
            yield from self._accepted(case, dispute, applicants[0], triage, clerk)

    def _accepted(
        self, case: str, dispute: str, applicant: str, triage: Caller, clerk: Caller
    ) -> Script:
        chance = self.chance
        risk = self._risk(dispute)
        difficulty = DIFFICULTIES.get(risk, chance.choice((Difficulty.SIMPLE, Difficulty.ORDINARY)))
        yield self._step(
            triage,
            ClassifyCase(
                case=case,
                dispute=dispute,
                difficulty=difficulty,
                scale=Scale.GROUP if risk is RiskLevel.RED else Scale.INDIVIDUAL,
            ),
            hours=2,
        )
        accepted = AcceptCase(
            case=case,
            matter_class=MatterClass.DISPUTE,
            difficulty=difficulty,
            dispute=dispute,
            first_responsible_unit=self.team.committee(self.village),
            procedure="PM",
            deadline_on=day_of(self.at) + timedelta(days=32),
            told_at=None,
        )
        yield self._step(triage, accepted, hours=2)
        yield self._step(clerk, self._notice(case, NoticeType.ACCEPTANCE, applicant), hours=1)
        first = RiskLevel.YELLOW if risk is RiskLevel.RED else risk
        yield self._step(
            triage,
            AssessRisk(
                case=case,
                level=first,
                criteria=("K08",) if first is RiskLevel.BLUE else ("K05",),
                rationale="按纠纷类型和现场了解情况评定。",
            ),
            hours=3,
        )
        if first is RiskLevel.BLUE:
            return
        head = self.team.one(Role.COMMITTEE_HEAD, self.village)
        yield self._step(
            head,
            FilePlan(
                case=case,
                owner=head.person,
                measures=tuple(chance.sample(MEASURES, 2)),
                from_on=day_of(self.at),
                to_on=day_of(self.at) + timedelta(days=30),
            ),
            hours=20,
        )
        if risk is RiskLevel.RED:
            yield from self._red(case, triage)

    def _red(self, case: str, triage: Caller) -> Script:
        grid = self.team.one(Role.GRID_WORKER, self.village)
        director = self.team.one(Role.CENTRE_DIRECTOR, self.town)
        leader = self.team.one(Role.LEADER, None)
        yield self._step(
            grid,
            RecordSignal(
                case=case,
                signal=self.chance.choice(("S01", "S03", "S05", "S13")),
                source=SignalSource.GRID,
                heard_at=self.at,
                evidence="走访时听到过激言语,已劝离现场。",
            ),
            hours=30,
        )
        yield self._step(
            triage,
            ChangeRisk(
                case=case,
                level=RiskLevel.RED,
                reason="出现红色信号,矛盾有激化可能。",
            ),
            hours=1,
        )
        yield self._step(
            triage,
            EnterSpecialLedger(
                case=case, ledger=SpecialLedger.MAJOR_RISK, reason="红色等级,纳入重大风险台账。"
            ),
        )
        yield self._step(
            director,
            BundleToLeader(case=case, leader=leader.person, duty="牵头稳控化解,每日听取进展。"),
            hours=4,
        )

    def _refused(self, case: str, clerk: Caller, applicant: str) -> Script:
        director = self.team.one(Role.CENTRE_DIRECTOR, self.town)
        grounds = Grounds(
            reason="N04",
            explanation="人民法院已经受理同一争议。",
            route="LITIGATION",
            organ="云溪县人民法院",
            notice_document=self._document("refusal", case),
        )
        yield self._step(clerk, ProposeRefusal(case=case, grounds=grounds), hours=4)
        yield self._step(director, RefuseCase(case=case), hours=4)
        yield self._step(clerk, self._notice(case, NoticeType.REFUSAL, applicant), hours=2)

    def _supplemented(self, case: str, clerk: Caller) -> Script:
        yield self._step(
            clerk,
            RequestSupplement(
                case=case,
                cause=SupplementCause.MATERIALS,
                items=("补充承包合同复印件",),
                due_on=day_of(self.at) + timedelta(days=10),
            ),
        )
        self._pass(hours=30)
        yield self._step(clerk, ReceiveMaterial(case=case, items=(1,), received_at=self.at))

    def _people(self, clerk: Caller, count: int) -> Generator[Step, Answer, list[str]]:
        found: list[str] = []
        for _ in range(count):
            who = identity(self.chance, self.town + self.village)
            answer = yield self._step(clerk, RegisterPerson(identity=who), minutes=3)
            found.append(answer.stream)
        return found

    def _intake(
        self, dispute: str, channel: Channel, applicants: list[str], respondents: list[str]
    ) -> RegisterIntake:
        story = STORIES.get(dispute[:2], "双方因{detail}产生矛盾,要求中心协调处理。")
        detail = self.chance.choice(DETAILS)
        kind = DISPUTES[dispute].zh
        return RegisterIntake(
            matter_class=MatterClass.DISPUTE,
            channel=channel,
            received_at=self.received_at,
            summary=f"{kind}:{story.format(detail=detail)}",
            parties=(
                *(PartyEntry(person=one, side=Side.APPLICANT) for one in applicants),
                *(PartyEntry(person=one, side=Side.RESPONDENT) for one in respondents),
            ),
            place=Place(unit=self.team.committee(self.village)),
            dispute=dispute,
            people_count=len(applicants) + len(respondents),
        )

    def _notice(self, case: str, notice: NoticeType, receiver: str) -> ServeNotice:
        return ServeNotice(
            case=case,
            notice=notice,
            text_version="2025-1",
            method=ServiceMethod.IN_PERSON,
            served_at=self.at,
            receiver=receiver,
        )

    def _risk(self, dispute: str) -> RiskLevel:
        if self.chance.random() < 0.01:
            return RiskLevel.RED
        return default_level(dispute)

    def _document(self, kind: str, case: str) -> str:
        return derived("document", self.at, kind, case)

    def _step(self, caller: Caller, command: Command, *, hours: int = 0, minutes: int = 5) -> Step:
        step = Step(self.at, caller, command)
        self._pass(hours=hours, minutes=minutes)
        return step

    def _pass(self, *, hours: int = 0, minutes: int = 0) -> None:
        """Some working time goes by: about as much as said."""
        spread = timedelta(hours=hours, minutes=minutes) * self.chance.uniform(0.6, 1.5)
        self.at = self.team.calendar.after(self.at, spread)
