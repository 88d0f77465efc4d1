"""Notices (告知): what is told to a party in writing, and how it reaches them."""

from domain.codes.entry import Labelled


class NoticeType(Labelled):
    """告知类型: which notice it is."""

    REGISTRATION = "REGISTRATION", "登记告知"
    SUPPLEMENT = "SUPPLEMENT", "补正告知书"
    ACCEPTANCE = "ACCEPTANCE", "受理告知书"
    REFUSAL = "REFUSAL", "不予受理告知书"
    REDIRECTION = "REDIRECTION", "告知引导书"
    MERGER = "MERGER", "并案告知"
    WITHDRAWAL = "WITHDRAWAL", "撤回告知"
    RESULT = "RESULT", "办理结果告知"
    OTHER = "OTHER", "其他告知"


class ServiceMethod(Labelled):
    """送达方式: how a notice was served."""

    IN_PERSON = "IN_PERSON", "直接送达"
    POST = "POST", "邮寄送达"
    ELECTRONIC = "ELECTRONIC", "电子送达"
    LEFT = "LEFT", "留置送达"
    ORAL = "ORAL", "口头告知(记录在案)"
    PUBLIC = "PUBLIC", "公告送达"
