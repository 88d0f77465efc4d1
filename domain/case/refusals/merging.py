"""Why merging, separating and linking are refused."""

from domain.refusals import Refusal


class CannotJoinItself(Refusal):
    """A case is joined to another one."""

    zh = "事项不能与自身合并或关联"
    en = "A case cannot be joined or linked to itself"


class JoinedAlready(Refusal):
    """The two belong together already."""

    zh = "两个事项已经关联或标记"
    en = "The two cases are linked or marked already"


class TargetNotOpen(Refusal):
    """A main case is open, and not itself joined to another."""

    zh = "主案当前阶段为{stage},不能并入或拆出"
    en = "The main case is at stage {stage}; nothing can be joined to it or taken out"
    basis = "domain.md §2.7 不变式17"
    next_step = "选择办理中的主案"


class NothingInCommon(Refusal):
    """Two registrations without a common party need a reason in words."""

    zh = "两个事项没有共同当事人,须写明并案理由"
    en = "The two cases have no party in common; explain why they are one matter"
    basis = "[F27] 重复诉求合并办理"
    next_step = "写明并案理由"


class ProtectionDiffers(Refusal):
    """A protected case is never tied to one that others may read."""

    zh = "受保护事项与普通事项不能合并或关联"
    en = "A protected case cannot be tied to an unprotected one"
    basis = "信访工作条例 arts 30, 46; domain.md §4.5"
    next_step = "先由线索保管员或中心主任对另一事项给予保护"


class MediationUnderWay(Refusal):
    """A complainant who joins has not agreed to the mediation that goes on."""

    zh = "调解程序正在进行,并入的当事人尚未同意调解,不能并案"
    en = "A mediation procedure is under way that the joining parties have not agreed to"
    basis = "人民调解法 art 17"
    next_step = "待调解程序结束后并案,或者先关联两个事项"
