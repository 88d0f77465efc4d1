"""Why the archive says no: a volume with gaps, kept too short, or destroyed too soon.

Refusal
├── FileItemsMissing  AbsenceNotNeeded  RetentionTooShort  RatingNotReviewed
├── TasksStillOpen
└── StillRetained  UnderLegalHold  NoHoldStands  DestructionApprovedBefore
    DestructionNotApproved  CaseDestroyed
"""

from domain.refusals import Refusal


class FileItemsMissing(Refusal):
    """Every paper a volume must hold is there, or its absence is explained."""

    zh = "卷宗缺少应有材料且未说明原因:{items}"
    en = "The volume lacks papers it must hold, without explanation: {items}"
    basis = "domain.md §2.8 [F10]"
    next_step = "补齐材料,或逐项说明缺失原因"


class AbsenceNotNeeded(Refusal):
    """Nobody explains the absence of a paper that is there."""

    zh = "卷宗中已有“{item}”,不能登记缺失"
    en = "The volume has {item}; its absence cannot be explained"
    basis = "domain.md §2.8"


class RatingNotReviewed(Refusal):
    """A bad rating is looked into before the volume is closed for good."""

    zh = "不满意评价尚未核查,不能归档"
    en = "A bad rating has not been looked into yet"
    basis = "domain.md §3.2 T52; §2.7 不变式2"
    next_step = "先由督办员核查"


class TasksStillOpen(Refusal):
    """Who was called or given a task answers before the volume is closed for good."""

    zh = "还有未办结的哨件或者会商议定事项,不能归档"
    en = "A whistle or a task of a meeting is not answered yet"
    basis = "domain.md §3.2 T40–T43; §2.7 不变式2"
    next_step = "先由被吹哨单位或者责任单位办结"


class RetentionTooShort(Refusal):
    """A volume is kept at least as long as its matter asks for."""

    zh = "保管期限不得短于{least}"
    en = "The volume is kept for {least} at least"
    basis = "国家档案局令第8号 [F13]; domain.md §10"
    next_step = "选择更长的保管期限"


class StillRetained(Refusal):
    """Nothing is destroyed before its time, and what is permanent never."""

    zh = "保管期限未满(至{until}),不能销毁"
    en = "The volume is kept until {until}"
    basis = "档案法 art 21 [F14]"
    next_step = "期满后再鉴定"


class UnderLegalHold(Refusal):
    """A legal hold keeps everything."""

    zh = "本卷宗处于保全状态,不能销毁"
    en = "The volume is under a legal hold"
    basis = "domain.md §2.5 J; §4.4"
    next_step = "保全解除后再办理"


class NoHoldStands(Refusal):
    """There is no hold to lift."""

    zh = "本卷宗没有未解除的保全"
    en = "No legal hold stands"


class DestructionApprovedBefore(Refusal):
    """The destruction has been approved."""

    zh = "销毁已批准"
    en = "The destruction has been approved already"


class DestructionNotApproved(Refusal):
    """Nobody destroys a volume on their own: the director has approved it first."""

    zh = "销毁尚未批准,或者批准之后又有保全、延长保管期限"
    en = "The destruction is not approved, or a hold or a longer term came after the approval"
    basis = "档案法 art 21 [F14]; domain.md §2.5 J"
    next_step = "由中心主任批准销毁后再执行"


class CaseDestroyed(Refusal):
    """A destroyed case is told nothing more."""

    zh = "本卷宗已销毁,不能再登记任何内容"
    en = "The volume has been destroyed; nothing more is recorded in it"
    basis = "domain.md §2.5 J; §2.7 不变式2"
    next_step = "新情况请另行登记"
