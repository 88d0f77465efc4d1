"""Why a mediation is not opened, led or ended that way.

Refusal
├── consent        ConsentMissing  PartyRefuses  NoSayForParty  OtherSideMissing
├── opening        NotMediable  ProcedureOpen  OrganisationIsParty  ApplicationMissing
│                  DelegationMissing  DelegationStands  NothingEntrusted
├── the procedure  MediationUnknown  MediationEnded  MustEnd  StandsStill
│                  NotYourProcedure
├── mediators      NotAMediator  MediatesAlready  NotTheMediator  MayNotReturn
│                  InterestDisclosed  TwoMediatorsNeeded
├── sessions       SessionUnknown  PlaceMissing  AttendeeNotInCase
└── the end        EndsByAgreement  NobodyRefused  NotTriedEnough  NotOvertaken  NobodyGone
                   NothingToAdvise  PaperMissing
"""

from domain.refusals import Refusal


class ConsentMissing(Refusal):
    """Mediation begins when every party has agreed to it."""

    zh = "尚有当事人未表示同意调解:{missing}"
    en = "These parties have not agreed to mediation yet: {missing}"
    basis = "人民调解法 art 17; domain.md §2.7 不变式4"
    next_step = "逐一征询并记录各方当事人意愿"


class PartyRefuses(Refusal):
    """One clear refusal bars mediation."""

    zh = "当事人明确拒绝调解,不得调解:{refusing}"
    en = "A party clearly refuses mediation: {refusing}"
    basis = "人民调解法 art 17; domain.md §7.8 N09"
    next_step = "告知仲裁、行政、司法等途径"


class NoSayForParty(Refusal):
    """A party speaks in person, a child through the guardian, others with a power of attorney."""

    zh = "此人不能代该当事人表示意愿:{person}"
    en = "This person cannot speak for the party: {person}"
    basis = "民法典 arts 19, 20, 23, 161; 民事诉讼法 art 62 (参照)"
    next_step = "由本人、监护人或有“代为参加调解”权限的代理人表示"


class OtherSideMissing(Refusal):
    """Mediation takes two sides."""

    zh = "缺少一方当事人,不能调解"
    en = "There is nobody on one of the two sides"
    basis = "domain.md §7.8 N11"
    next_step = "登记双方当事人"


class NotMediable(Refusal):
    """Some matters are not for mediation."""

    zh = "此事项不宜调解:{label}({reason})"
    en = "This matter is not for mediation (reason {reason})"
    basis = "人民调解工作若干规定; domain.md §7.8"
    next_step = "告知引导至有权处理的机关"


class ProcedureOpen(Refusal):
    """One claim is mediated in one procedure at a time."""

    zh = "已有一个调解程序在进行,不能另行受理"
    en = "A mediation procedure is under way already"
    basis = "domain.md §2.5 F 调解受理"
    next_step = "先终止原程序"


class OrganisationIsParty(Refusal):
    """No organisation mediates its own dispute."""

    zh = "调解组织是本纠纷的一方,不能受理"
    en = "The organisation is itself a party of the dispute"
    basis = "人民调解法 art 15; domain.md §2.5 F"
    next_step = "由其他调解组织受理"


class ApplicationMissing(Refusal):
    """Labour mediation begins with an application, from which its term is counted."""

    zh = "劳动争议调解须有当事人申请"
    en = "Labour mediation begins with a party's application"
    basis = "劳动争议调解仲裁法 arts 12, 14"
    next_step = "先登记调解申请"


class DelegationMissing(Refusal):
    """A court's mediation is opened upon a confirmed entrustment of that kind."""

    zh = "没有已确认接受的法院委派(委托),不能按“{kind}”受理"
    en = "No court has entrusted this, or nobody has confirmed it: {kind}"
    basis = "特邀调解规定; 人民法院在线调解规则 art 12"
    next_step = "先登记并确认接受委派、委托"


class DelegationStands(Refusal):
    """What a court has entrusted is entrusted once."""

    zh = "法院委派(委托)已经登记或已确认"
    en = "The court's entrustment is on record, or confirmed, already"
    next_step = "按已登记的委派(委托)办理"


class NothingEntrusted(Refusal):
    """There is nothing to confirm."""

    zh = "没有待确认的法院委派(委托)"
    en = "No court has entrusted anything that waits to be confirmed"
    next_step = "先登记收到的委派、委托"


class MediationUnknown(Refusal):
    """The case has no such procedure."""

    zh = "本事项没有这个调解程序:{mediation}"
    en = "The case has no such mediation procedure: {mediation}"


class MediationEnded(Refusal):
    """An ended procedure is over."""

    zh = "该调解程序已经结束({stage})"
    en = "The mediation procedure has ended: {stage}"
    basis = "domain.md §2.4"
    next_step = "如需继续调解,另行受理"


class MustEnd(Refusal):
    """After a refusal nothing but the end is left, on the same day."""

    zh = "当事人已明确拒绝继续调解,应于当日终止"
    en = "A party has refused to go on: the procedure must end the same day"
    basis = "人民调解法 arts 17, 23; domain.md §2.7 不变式4"
    next_step = "办理调解终止(M02)"


class StandsStill(Refusal):
    """No session is held while the procedure stands still."""

    zh = "调解程序处于中止({reasons}),不能召开调解会"
    en = "The procedure stands still for {reasons}"
    basis = "domain.md §2.6 中止; §3.1 D11"
    next_step = "中止事由消除后先恢复调解"


class NotYourProcedure(Refusal):
    """A procedure is led by its mediators and the head of its organisation."""

    zh = "您不是该程序的调解员,也不是该调解组织的负责人"
    en = "You neither mediate in this procedure nor head its organisation"
    basis = "domain.md §4.3 R07, R08"
    next_step = "由该程序的调解员或调解组织负责人办理"


class NotAMediator(Refusal):
    """Only a mediator mediates."""

    zh = "此人不是在任调解员:{person}"
    en = "This person holds no mediator's post at the moment: {person}"
    basis = "人民调解法 arts 13, 14"
    next_step = "从调解员名册中选定"


class MediatesAlready(Refusal):
    """Nobody is appointed twice."""

    zh = "此人已是本程序的调解员:{person}"
    en = "This person mediates in the procedure already: {person}"


class NotTheMediator(Refusal):
    """The act names somebody who does not mediate here."""

    zh = "此人不是本程序的调解员:{person}"
    en = "This person does not mediate in the procedure: {person}"
    next_step = "核对调解员"


class MayNotReturn(Refusal):
    """Who was replaced does not come back to the same procedure."""

    zh = "此人已被更换,不能再担任本程序的调解员:{person}"
    en = "This person was replaced in the procedure and does not return: {person}"
    basis = "人民调解法 art 15"
    next_step = "另选调解员"


class InterestDisclosed(Refusal):
    """Who has disclosed an interest does not mediate."""

    zh = "此人已披露与本纠纷有利害关系,不能担任调解员:{person}"
    en = "This person has disclosed an interest in the dispute: {person}"
    basis = "深圳条例 art 23; domain.md §4.4"
    next_step = "另选调解员"


class TwoMediatorsNeeded(Refusal):
    """A RED or group matter takes two mediators at least."""

    zh = "红色等级或群体性事项须由两名以上调解员调解"
    en = "A RED or group matter is mediated by two or more"
    basis = "人民调解法 art 19; domain.md §2.5 F"
    next_step = "增加调解员"


class SessionUnknown(Refusal):
    """The procedure has no such session."""

    zh = "本程序没有这次调解会:{session}"
    en = "The procedure has no such session: {session}"


class PlaceMissing(Refusal):
    """People who are to come are told where."""

    zh = "非远程的调解会须写明地点"
    en = "A session that is not held at a distance needs a place"
    basis = "[seed 000 二(四)2]"
    next_step = "填写地点"


class AttendeeNotInCase(Refusal):
    """Who takes part as a party, guardian or representative is one."""

    zh = "此人不是当事人、监护人或代理人:{person}"
    en = "This person is neither a party, a guardian nor a representative: {person}"
    next_step = "其他参加人请写入“其他参加人”"


class EndsByAgreement(Refusal):
    """Agreement is no failure: it ends the procedure by itself."""

    zh = "达成协议的程序随协议生效而结束,不能办理终止"
    en = "A procedure that reached agreement ends with the agreement's effect"
    basis = "人民调解法 arts 29, 30; domain.md §7.10 M01"
    next_step = "登记调解协议"


class NobodyRefused(Refusal):
    """A refusal is recorded before it ends a procedure."""

    zh = "没有当事人拒绝或撤回的记录"
    en = "No party's refusal is on record"
    basis = "domain.md §7.10 M02"
    next_step = "先记录当事人拒绝的表示,或另选终止事由"


class NotTriedEnough(Refusal):
    """Unreachable means tried in vain on three days."""

    zh = "联系不足{needed}天,不能以当事人无法联系终止(已在{tried}天联系未果)"
    en = "A party counts as unreachable after {needed} days of trying; so far {tried}"
    basis = "人民法院在线调解规则 art 25; domain.md §2.6"
    next_step = "继续联系并逐次记录"


class NotOvertaken(Refusal):
    """Another procedure is noted before it ends this one."""

    zh = "没有登记法院或其他机关受理同一诉求"
    en = "No court or organ is on record as having taken the claim up"
    basis = "domain.md §7.10 M08"
    next_step = "先登记另案受理情况"


class NobodyGone(Refusal):
    """A party's end is recorded before it ends a procedure."""

    zh = "没有主体消灭且无人承继的当事人"
    en = "No party has ceased to be without a successor"
    basis = "民事诉讼法 art 154 (参照); domain.md §7.10 M09"
    next_step = "先登记当事人死亡(终止)情况"


class NothingToAdvise(Refusal):
    """Advice follows a failure or a bar to mediation."""

    zh = "没有调解不成或不宜调解的情形,无须引导"
    en = "No mediation has failed or been barred"
    basis = "人民调解法 art 26"


class PaperMissing(Refusal):
    """What is said to be in writing is on paper."""

    zh = "书面告知须附文书"
    en = "Advice in writing comes with its paper"
    basis = "domain.md §3.2 T35"
    next_step = "上传告知书"
