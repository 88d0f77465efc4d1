"""Why ending a case is refused: contact, visits, ratings, conclusion, closing, reopening.

Refusal
├── who may
│   ├── HadAnotherPart            handler, checker, visitor, reviewer are different people
│   ├── CaseNotInYourUnit         another unit has it in hand
│   └── NotTheirVoice             nobody speaks for a party without their power
├── contact and routes
│   └── ContactNotWithApplicant  RouteIsNotFiled
├── conclusion
│   ├── OrdersStillOpen  ProcedureStillUnderWay  SupervisionStillOpen
│   ├── OutcomeHasItsOwnWay  OutcomeDoesNotFit  RouteNotAdvised
│   ├── LevelMissing  LevelHadNoPart  PetitionHandlingMissing
│   └── ConclusionChecked  ChecklistIncomplete
├── visits and ratings
│   ├── NothingToVisit  TriedToday  CoercionNotAsked
│   └── RatedThisRound  NobodyDissatisfied
└── closing and reopening
    ├── ConclusionNotChecked  VisitMissing  ObligationsStillDue  RefusalNotTold
    ├── ClosingReasonDoesNotFit
    └── ReopeningReasonDoesNotFit  ReopeningNeedsDocuments  ArchivedStaysArchived
"""

from domain.refusals import Refusal


class HadAnotherPart(Refusal):
    """Who handles, checks, visits and reviews a case are different people."""

    zh = "您已在本事项中{part},不能再办理此项"
    en = "You have had another part in this case already: {part}"
    basis = "domain.md §4.6 SoD-2, SoD-3; §2.7 不变式9"
    next_step = "请未参与本事项的人员办理"


class CaseNotInYourUnit(Refusal):
    """A case is concluded by those who have it in hand."""

    zh = "本事项不由您所在单位承办或调解,不能由您办结"
    en = "Another unit has this case in hand; you cannot conclude it"
    basis = "domain.md §4.4"
    next_step = "由承办单位或调解组织办结"


class NotTheirVoice(Refusal):
    """A party speaks for themselves, or who has their power."""

    zh = "您不能代表该当事人:{person}"
    en = "You cannot speak for this party: {person}"
    basis = "民事诉讼法 art 62 (参照)"
    next_step = "由本人、监护人或有权代理人办理"


class ContactNotWithApplicant(Refusal):
    """First contact is with who brought the matter."""

    zh = "联系对象不是诉求人或其代理人"
    en = "The person contacted is neither an applicant nor speaks for one"
    basis = "domain.md §3.2 T03 首次联系诉求人"
    next_step = "向对方的告知请登记为告知送达"


class RouteIsNotFiled(Refusal):
    """Only some routes begin with a filing."""

    zh = "该途径不是通过向有关机关提出申请或起诉启动的"
    en = "Nothing is filed to go this way"
    basis = "domain.md §2.6 调解不成"
    next_step = "选择仲裁、行政裁决、行政复议或诉讼"


class OrdersStillOpen(Refusal):
    """Somebody was asked to do something and has not answered."""

    zh = "还有未办结的交办单"
    en = "An order is still open"
    basis = "domain.md §2.5 J 办结"
    next_step = "先办结或退回交办单"


class ProcedureStillUnderWay(Refusal):
    """A mediation has not ended."""

    zh = "调解程序尚未结束"
    en = "A mediation procedure is still under way"
    basis = "domain.md §2.5 J 办结"
    next_step = "先达成协议或终止调解"


class SupervisionStillOpen(Refusal):
    """Somebody's order of supervision is not closed."""

    zh = "还有未销号的督办,不能办结或结案"
    en = "A supervision is still open"
    basis = "domain.md §2.5 J 办结"
    next_step = "先答复督办并由督办单位销号"


class OutcomeHasItsOwnWay(Refusal):
    """Withdrawing, refusing and merging are acts of their own."""

    zh = "“{outcome}”另有办理环节,不能以办结登记"
    en = "The outcome {outcome} is reached by an act of its own"
    basis = "domain.md §2.5 A"
    next_step = "办理撤回、不予受理或并案"


class OutcomeDoesNotFit(Refusal):
    """The outcome told is not what the record shows."""

    zh = "办理结果“{outcome}”与本事项的办理记录不符"
    en = "The record does not show the outcome {outcome}"
    basis = "domain.md §2.5 J 办结; §7.7"
    next_step = "核对协议、意见书、当事人情况后另选办理结果"


class RouteNotAdvised(Refusal):
    """Where nothing was resolved, people are told where else they may go."""

    zh = "未化解的事项须先告知当事人其他法定途径"
    en = "Where the matter is not resolved the parties are first told where else to go"
    basis = "人民调解法 art 26; domain.md §2.7 不变式8"
    next_step = "先办理引导告知"


class LevelMissing(Refusal):
    """What was resolved was resolved somewhere."""

    zh = "已化解的事项须写明化解层级"
    en = "A resolved matter says at which level it was resolved"
    basis = "domain.md §5.2 就地化解率"
    next_step = "填写化解层级"


class LevelHadNoPart(Refusal):
    """No unit of that level had the case in hand."""

    zh = "该层级没有单位办理过本事项,不能作为化解层级"
    en = "No unit of that level has had the case in hand"
    basis = "domain.md §5.2 就地化解率"
    next_step = "核对化解层级"


class PetitionHandlingMissing(Refusal):
    """A petition ends in one of the four ways, and only a petition does."""

    zh = "信访结果须写明“四个到位”中的处置情形,其他事项不填"
    en = "The outcome of a petition says which of the four dispositions it is; others have none"
    basis = "信访工作条例 art 27"
    next_step = "核对信访处置情形"


class ConclusionChecked(Refusal):
    """The conclusion has been checked and approved."""

    zh = "办结已审核通过"
    en = "The conclusion has been approved already"
    basis = "domain.md §2.5 J 办结审核"
    next_step = "如有错误,办理重启"


class ChecklistIncomplete(Refusal):
    """A conclusion is approved when every point has been looked at."""

    zh = "办结审核要点未全部确认:{missing}"
    en = "Not every point of the checklist was confirmed: {missing}"
    basis = "domain.md §2.5 J 办结审核"
    next_step = "逐项核对;不符合的退回"


class NothingToVisit(Refusal):
    """Nothing has come to an end or into force that could be asked about."""

    zh = "本事项尚无可回访的结果"
    en = "There is nothing yet to ask about"
    basis = "domain.md §3.2 T50"
    next_step = "办结、协议生效或撤回后再回访"


class TriedToday(Refusal):
    """Attempts are counted by days."""

    zh = "当日已登记过一次未联系上"
    en = "An attempt was recorded for that day already"
    basis = "domain.md §2.5 I: 3 attempts on 3 days"
    next_step = "另日再联系"


class CoercionNotAsked(Refusal):
    """The visit after a withdrawal asks whether it was free, and no other visit does."""

    zh = "撤回后的回访须核实是否自愿,其他回访不填此项"
    en = "A visit after a withdrawal says whether anybody was pressed; no other visit does"
    basis = "domain.md §2.6 撤回; §3.2 T61"
    next_step = "核实撤回是否自愿"


class RatedThisRound(Refusal):
    """A party rates once for each conclusion."""

    zh = "该当事人本轮已评价"
    en = "This party has rated this conclusion already"
    basis = "domain.md §2.5 I 评价"


class NobodyDissatisfied(Refusal):
    """There is no bad rating to look into."""

    zh = "没有待核查的不满意评价"
    en = "No bad rating is waiting to be looked into"
    basis = "domain.md §3.2 T52"


class ConclusionNotChecked(Refusal):
    """A case is closed when somebody else has checked its conclusion."""

    zh = "办结尚未审核通过,不能结案"
    en = "The conclusion has not been approved yet"
    basis = "domain.md §2.5 J; §4.6 SoD-2"
    next_step = "先办理办结审核"


class VisitMissing(Refusal):
    """A case is closed when somebody asked the people concerned, or tried to."""

    zh = "尚未回访,也未在三日内各尝试一次,不能结案"
    en = "No return visit was made, nor tried on three days"
    basis = "domain.md §2.5 J 结案"
    next_step = "先回访"


class ObligationsStillDue(Refusal):
    """Promises that are neither kept, nor led elsewhere, nor due in the far future."""

    zh = "协议义务尚未履行完毕,也未导入法定途径,不能结案"
    en = "Obligations are neither fulfilled nor led into a legal procedure"
    basis = "domain.md §2.5 J 结案"
    next_step = "督促履行,或引导申请执行、起诉"


class RefusalNotTold(Refusal):
    """A refused matter is closed when the applicant has been told."""

    zh = "不予受理告知书尚未送达,不能结案"
    en = "The notice of refusal has not been served"
    basis = "信访工作条例 art 23; domain.md §2.7 不变式8"
    next_step = "先送达不予受理告知书"


class ClosingReasonDoesNotFit(Refusal):
    """The reason told is not why the case is over."""

    zh = "结案事由“{reason}”与本事项情况不符"
    en = "The closing reason {reason} does not fit this case"
    basis = "domain.md §7.12"
    next_step = "另选结案事由"


class ReopeningReasonDoesNotFit(Refusal):
    """The record does not show what the reason says."""

    zh = "办理记录不支持重启事由“{reason}”"
    en = "The record does not show the reopening reason {reason}"
    basis = "domain.md §7.12"
    next_step = "先登记违约、核查结论或法院裁定,或另选事由"


class ReopeningNeedsDocuments(Refusal):
    """New evidence and orders of superiors are on paper."""

    zh = "此重启事由须附材料"
    en = "This reopening reason needs documents"
    basis = "domain.md §7.12"
    next_step = "上传证据、交办函等材料"


class ArchivedStaysArchived(Refusal):
    """An archived case is continued in a new one."""

    zh = "已归档事项不能重启"
    en = "An archived case is not reopened"
    basis = "domain.md §2.4; §2.7 不变式2"
    next_step = "登记接续事项,并与本事项关联(接续已归档事项)"
