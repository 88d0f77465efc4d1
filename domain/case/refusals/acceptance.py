"""Why accepting, refusing, redirecting, telling and withdrawing are refused."""

from domain.refusals import Refusal


class DisputeTypeMissing(Refusal):
    """A dispute is accepted under a type."""

    zh = "受理矛盾纠纷须确定纠纷类型"
    en = "A dispute is accepted under a dispute type"
    basis = "domain.md §2.5 A 受理"
    next_step = "选择纠纷类型"


class FirstResponsibleFixed(Refusal):
    """The first responsible unit is written once."""

    zh = "首办责任单位已经确定,不能变更"
    en = "The first responsible unit is written once and stays"
    basis = "domain.md §2.7 不变式3; [F17] 首办责任制"
    next_step = "增加承办单位,首办责任单位不变"


class RiskNotChecked(Refusal):
    """Somebody looks at the danger before a door is closed."""

    zh = "不予受理前须先审核筛查或评定风险"
    en = "A matter is screened or its risk assessed before it is refused"
    basis = "人民调解工作若干规定 (不予受理前防止激化)"
    next_step = "先办理审核筛查或风险评定"


class CoolDownMissing(Refusal):
    """A matter likely to escalate is calmed first, then handed to its organ."""

    zh = "事项有激化苗头,须先采取疏导稳控措施并写明,再告知去向"
    en = "A matter likely to escalate is calmed first; say what was done"
    basis = "人民调解工作若干规定 (先采取防止激化的措施)"
    next_step = "填写已采取的疏导措施"


class NothingProposed(Refusal):
    """There is nothing to approve and no grounds were given."""

    zh = "没有待决定的不予受理意见"
    en = "No refusal has been proposed, and no grounds were given"
    next_step = "先提出不予受理意见"


class ProposalStands(Refusal):
    """A standing proposal is approved as it is."""

    zh = "已有不予受理意见待决定,不能另填理由"
    en = "A refusal has been proposed; it is approved as it stands"
    basis = "domain.md §4.6 SoD-1"
    next_step = "同意现有意见,或由经办人重新提出"


class SupplementPending(Refusal):
    """While material is asked for, only its lapse ends the matter."""

    zh = "材料补正期限未满({due_on}),不能不予受理"
    en = "Material may still be supplied until {due_on}"
    basis = "domain.md §3.2 T04"
    next_step = "等待补正,或期满后按“材料不足且逾期未补”办理"


class NothingOutstanding(Refusal):
    """No material is outstanding."""

    zh = "没有待补正的材料,不能以逾期未补为由"
    en = "No material is outstanding"
    basis = "domain.md §7.8 N12"
    next_step = "另选事由"


class DisciplineOnly(Refusal):
    """Reports and accusations go to discipline inspection."""

    zh = "检举控告只能引导至纪检监察机关"
    en = "A report or accusation goes to discipline inspection only"
    basis = "信访工作条例 arts 22, 30"
    next_step = "途径选择“纪检监察”"


class CopyToAccused(Refusal):
    """The accused person or unit receives nothing."""

    zh = "不得将检举控告情况告知或转送被反映的人员和单位"
    en = "Nothing is told or passed to the person or unit complained of"
    basis = "信访工作条例 arts 30, 46"
    next_step = "去掉被反映的人员或单位"


class NothingToNotify(Refusal):
    """A notice tells of something that has happened."""

    zh = "事项尚未发生“{notice}”所告知的情形"
    en = "What the notice {notice} tells of has not happened"
    next_step = "核对告知类型"


class ReceiverNotInCase(Refusal):
    """A notice goes to those who take part, and to nobody else."""

    zh = "送达对象不是本事项的当事人或其代理人"
    en = "The receiver is neither a party nor speaks for one"
    basis = "domain.md §2.7 不变式18"
    next_step = "核对送达对象"


class NotTheApplicantsWish(Refusal):
    """Every applicant, or who may withdraw for them, has asked for it."""

    zh = "撤回须由全体申请人或有撤回权限的代理人提出,尚缺:{missing}"
    en = "Every applicant asks for it, or one with power to withdraw for them; missing: {missing}"
    basis = "domain.md §2.5 A 撤回; 民事诉讼法 art 62 (参照)"
    next_step = "取得申请人的书面意愿或特别授权"


class EmergencyOpen(Refusal):
    """A case neither is withdrawn nor ends while an emergency is open."""

    zh = "应急处置尚未结束,不能撤回、办结或结案"
    en = "While an emergency is open a case is not withdrawn, concluded or closed"
    basis = "domain.md §2.6 撤回、应急"
    next_step = "应急处置结束后再办理"
