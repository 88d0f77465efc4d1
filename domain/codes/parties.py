"""Parties (当事人): their side, capacity, and what a representative may do for them."""

from domain.codes.entry import Labelled


class Side(Labelled):
    """当事人地位: who asks, who is complained of, who is touched by it."""

    APPLICANT = "APPLICANT", "申请方(诉求人)"
    RESPONDENT = "RESPONDENT", "被申请方(被反映人)"
    THIRD_PARTY = "THIRD_PARTY", "第三方"


class Capacity(Labelled):
    """民事行为能力: full, limited or none."""

    FULL = "FULL", "完全民事行为能力"
    LIMITED = "LIMITED", "限制民事行为能力"
    NONE = "NONE", "无民事行为能力"


class Power(Labelled):
    """代理权限: what a power of attorney allows."""

    PRESENT = "PRESENT", "代为陈述、提交材料"
    RECEIVE = "RECEIVE", "代收文书"
    MEDIATE = "MEDIATE", "代为参加调解"
    SETTLE = "SETTLE", "代为和解、签署协议"
    WITHDRAW = "WITHDRAW", "代为放弃、变更、撤回"


GENERAL_POWERS = (Power.PRESENT, Power.RECEIVE)
"""What representatives chosen for a joint visit may do [F02 art 20]; the rest needs a document."""


class ConfirmationMethod(Labelled):
    """确认方式: how a party said yes to a result."""

    SIGNED = "SIGNED", "签字捺印"
    ELECTRONIC = "ELECTRONIC", "线上确认"
    RECORDED_CALL = "RECORDED_CALL", "电话录音确认"
    ORAL = "ORAL", "当场口头确认(记录在案)"


class ProtectionGround(Labelled):
    """保护事由: why an identity is protected."""

    REPORT = "REPORT", "检举控告、投诉举报"
    REQUEST = "REQUEST", "本人申请"
    FAMILY_VIOLENCE = "FAMILY_VIOLENCE", "家庭暴力"
    MINOR = "MINOR", "未成年人"
    RETALIATION = "RETALIATION", "防止打击报复"
    OTHER = "OTHER", "其他"
