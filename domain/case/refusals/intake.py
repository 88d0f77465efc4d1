"""Why intake and the naming of parties are refused. None of it depends on the matter's merit."""

from domain.refusals import Refusal


class CentreMissing(Refusal):
    """Who acts for no unit says which centre the matter is for."""

    zh = "没有所属单位的登记须指明受理中心"
    en = "A registration that acts for no unit names the centre it is for"
    next_step = "选择受理中心"


class CentreNotYours(Refusal):
    """A window registers for itself."""

    zh = "窗口只能为本单位登记"
    en = "A unit registers for itself only"
    next_step = "不填受理中心,或由该中心登记"


class PlaceOutsideArea(Refusal):
    """The place lies neither inside the centre's area nor around it."""

    zh = "发生地区划{place_area}不在本中心区划{centre_area}内"
    en = "The place's area {place_area} is outside the centre's area {centre_area}"
    basis = "信访工作条例 art 22 属地管理"
    next_step = "不填发生地仍可登记,登记后再引导至属地"


class UnitIsCompetent(Refusal):
    """A unit does not hand back what is its own duty."""

    zh = "此类事项属本单位职责,不能退回中心"
    en = "This kind of matter is the unit's own duty"
    basis = "[seed 002 七(一)]"
    next_step = "由本单位办理"


class SameUnit(Refusal):
    """Handing back goes to somebody else."""

    zh = "不能退回给本单位"
    en = "A unit cannot hand a matter back to itself"
    next_step = "选择受理中心"


class PartyTwice(Refusal):
    """A person takes one side of a case."""

    zh = "同一人不能重复登记为当事人"
    en = "This person is a party of the case already"


class PartyUnknown(Refusal):
    """The act refers to somebody who is no party."""

    zh = "此人不是本事项的当事人:{person}"
    en = "This person is not a party of the case: {person}"
    next_step = "先登记为当事人"


class GuardianConsentMissing(Refusal):
    """A child under 14 takes part with the guardian's consent."""

    zh = "不满十四周岁的当事人须有监护人及其同意书"
    en = "A party under 14 needs a guardian and the guardian's consent"
    basis = "个人信息保护法 art 31"
    next_step = "登记监护人并上传同意书"


class StaffIsParty(Refusal):
    """Who works on a case or guards it is not one of its parties."""

    zh = "当事人不能担任本事项的承办、包案或保管人员"
    en = "A party of the case cannot handle, lead or guard it"
    basis = "信访工作条例 art 28 回避; domain.md §2.7 不变式10"
    next_step = "另选人员"


class RepresentativesMissing(Refusal):
    """A joint visit of more than five chooses representatives."""

    zh = "多人走访提出共同事项,应当推选代表(不超过{most}人)"
    en = "A joint visit chooses representatives (at most {most})"
    basis = "信访工作条例 art 20"
    next_step = "从申请方中推选代表"


class TooManyRepresentatives(Refusal):
    """Five representatives at most."""

    zh = "代表不得超过{most}人"
    en = "There are at most {most} representatives"
    basis = "信访工作条例 art 20"
    next_step = "减少代表人数"


class RepresentativeNotApplicant(Refusal):
    """Those who visit choose among themselves."""

    zh = "推选的代表须是申请方本人:{person}"
    en = "A chosen representative is one of the applicants: {person}"
    basis = "信访工作条例 art 20"
    next_step = "从申请方中推选"


class RepresentativeIsOpponent(Refusal):
    """Nobody represents the other side."""

    zh = "一方当事人不能代理对方"
    en = "A party cannot represent the other side"
    basis = "民法典 art 168 (参照)"
    next_step = "另选代理人"


class AskedBefore(Refusal):
    """Everything missing for one cause is asked for at once."""

    zh = "同一事由只能一次性告知补正,此前已告知:{cause}"
    en = "What is missing for one cause is asked for once; asked already: {cause}"
    basis = "domain.md §2.5 A 一次性告知"
    next_step = "按已有材料作出受理或不予受理的决定"


class ItemNotMissing(Refusal):
    """The item was not asked for, or has been received."""

    zh = "第{item}项不在待补材料之列"
    en = "Item {item} is not among what is missing"


class ClassNeedsProcedure(Refusal):
    """Some classes never end at the window."""

    zh = "“{matter_class}”类事项不能当场办结或自办备案"
    en = "A matter of class {matter_class} cannot end at the window"
    basis = "信访工作条例 arts 22, 30 to 32"
    next_step = "按程序受理或转送"


class OutcomeNeedsProcedure(Refusal):
    """Some results only a procedure can reach."""

    zh = "办理结果{outcome}须经相应程序得出"
    en = "The outcome {outcome} is reached by a procedure only"
    basis = "domain.md §7.7"
    next_step = "选择答复、帮扶、整改或自行和解"


class NotConfirmedByApplicant(Refusal):
    """The one who asked, or who may speak for them, confirms the result."""

    zh = "办理结果须由申请人或其代理人确认"
    en = "The result is confirmed by an applicant or someone who may speak for them"
    basis = "domain.md §2.5 A 当场答复"
    next_step = "请申请人确认"


class RiskTooHigh(Refusal):
    """A matter of level RED is not ended at a window."""

    zh = "红色等级事项不能当场办结或自办备案"
    en = "A matter of level RED cannot end at the window"
    basis = "[seed 001 三(二)]"
    next_step = "制定调处方案并领导包案"
