"""Why giving, handling and taking up an order are refused.

Refusal
├── giving an order
│   ├── SenderUnitMissing         an order comes from a unit
│   ├── ModeDoesNotFit            the mode and the units do not belong together
│   ├── DutyHandedDown            a department's duty stays with the department
│   └── OrderOpenAlready          the unit has an open order of this case
├── an order and who answers it
│   ├── OrderUnknown  OrderStageDoesNotFit
│   ├── NotYourOrder  NotTheSender  OrderNotYourDuty
│   ├── CoUnitsOutstanding  HandlersMayNotReturn  OrderExtendedBefore
│   └── ObjectedBefore  OrderSignedAlready  DesignatedMayNotReturn
├── whose duty it is
│   └── DisputingUnitMayNot  DesignationNeeded  NotTheirSuperior
├── who handles it
│   ├── NoHandlersPost  HandlerNotCustodian  HandlerConflicted
│   ├── HandlerAssignedAlready  NotTheHandler  HandedToSelf
│   └── NotOnTheCase  RecusalStands  NoRecusalPending  RecusalNotYours
└── taking a case up a level
    └── NotALevelUp
"""

from domain.refusals import Refusal


class SenderUnitMissing(Refusal):
    """An order comes from a unit, which decides objections to it."""

    zh = "交办须以单位名义作出"
    en = "An order is given for a unit, which decides objections to it"
    next_step = "以本单位岗位办理"


class ModeDoesNotFit(Refusal):
    """The mode says who handles with whom."""

    zh = "办理方式“{mode}”与所列单位不符"
    en = "The mode {mode} does not fit the units named"
    basis = "domain.md §7.5"
    next_step = "自办由本单位主办,联办须列协办单位,指定办理由共同上级办理"


class DutyHandedDown(Refusal):
    """A department does not push its own duty down to a town or village."""

    zh = "不得将部门职责转嫁给下级或镇村单位"
    en = "A department's duty is not handed down to a unit below that has no such duty"
    basis = "潍坊市12345条例 art 24 [F25]; 北京市接诉即办工作条例 art 17 [F24]; [F27]"
    next_step = "按职责清单选择主办单位,下级单位可列为协办"


class OrderOpenAlready(Refusal):
    """One unit has one open order of a case."""

    zh = "该单位对本事项已有未办结的交办单:{order}"
    en = "The unit already has an open order of this case: {order}"
    next_step = "在原交办单上办理"


class OrderUnknown(Refusal):
    """The case has no such order."""

    zh = "本事项没有这张交办单:{order}"
    en = "The case has no such order: {order}"


class OrderStageDoesNotFit(Refusal):
    """Not at this point of the order's life."""

    zh = "交办单当前为“{stage}”,不能办理此项"
    en = "The order stands at {stage}; this cannot be done now"
    basis = "domain.md §2.4"


class NotYourOrder(Refusal):
    """A unit answers the orders it was given."""

    zh = "这张交办单不是交给您所在单位的"
    en = "The order was not given to your unit"
    basis = "domain.md §4.3 R05, R06"
    next_step = "由承办单位办理"


class NotTheSender(Refusal):
    """What concerns an order as such is decided by the unit that sent it."""

    zh = "须由交办单位办理"
    en = "The unit that gave the order does this"
    basis = "信访工作条例 art 23; domain.md §2.5 C"
    next_step = "由交办单位办理"


class OrderNotYourDuty(Refusal):
    """An order with a handler is reported on by that handler."""

    zh = "交办单已确定承办人,由承办人或协助人员报告进展"
    en = "The order has a handler; the handler or an assistant reports"
    basis = "domain.md §4.3 R05"
    next_step = "由承办人办理,或先办理交接"


class CoUnitsOutstanding(Refusal):
    """Co-units are done, or it is said why the order ends without them."""

    zh = "协办单位尚未办结:{units}"
    en = "These co-units are not done: {units}"
    basis = "domain.md §2.5 C 办理反馈"
    next_step = "等待协办单位办结,或写明不等待的理由"


class OrderExtendedBefore(Refusal):
    """An order is extended once."""

    zh = "交办单只能延期一次"
    en = "An order is extended once"
    basis = "domain.md §2.6 延期"
    next_step = "按期办结"


class HandlersMayNotReturn(Refusal):
    """Nobody judges their own work."""

    zh = "承办单位人员不能退回本单位的办理结果"
    en = "Who handled an order does not judge its result"
    basis = "domain.md §4.6 SoD-6"
    next_step = "由交办单位或督办员办理"


class ObjectedBefore(Refusal):
    """A unit objects to an order once, before it signs."""

    zh = "本单位对这张交办单已提出过异议"
    en = "The unit has objected to this order before"
    basis = "domain.md §2.5 C 派单异议"
    next_step = "签收办理,或请共同上级指定"


class OrderSignedAlready(Refusal):
    """Who has signed for an order has taken the duty."""

    zh = "交办单已签收,不能再提出异议"
    en = "The order has been signed for; it can no longer be objected to"
    basis = "信访工作条例 art 23"
    next_step = "继续办理;需其他单位配合的,吹哨或会商"


class DesignatedMayNotReturn(Refusal):
    """A designated unit does not send the order back."""

    zh = "指定承办的交办单不得再退回"
    en = "A designated unit may not send the order back"
    basis = "潍坊市12345条例 art 22 [F25]"
    next_step = "签收办理"


class DisputingUnitMayNot(Refusal):
    """Neither disputing unit decides the dispute."""

    zh = "争议双方单位的人员不能裁定异议"
    en = "Nobody of either disputing unit decides the objection"
    basis = "domain.md §4.4"
    next_step = "由无争议的人员或共同上级办理"


class DesignationNeeded(Refusal):
    """The third time units bounce a matter, a common superior designates one of them."""

    zh = "本事项已退单{bounces}次,须由共同上级指定承办单位"
    en = "Units have disputed this {bounces} times; a common superior now designates one"
    basis = "domain.md §2.6; [F48]"
    next_step = "报共同上级办理指定承办"


class NotTheirSuperior(Refusal):
    """A unit is designated by who stands above both."""

    zh = "指定承办须由争议单位的共同上级作出:{unit}不受您所在单位管辖"
    en = "A common superior designates; your unit does not stand above {unit}"
    basis = "信访工作条例 art 24"
    next_step = "报共同上级或联席会议"


class NoHandlersPost(Refusal):
    """A handler holds a handler's post in the unit."""

    zh = "此人在承办单位没有承办岗位:{person}"
    en = "This person holds no handler's post in the unit: {person}"
    basis = "domain.md §4.3 R05, R06"
    next_step = "从本单位承办人员中选择"


class HandlerNotCustodian(Refusal):
    """A protected case is handled by those named to work with it."""

    zh = "受保护事项只能由指定的保密经办人承办:{person}"
    en = "A protected case is handled by its named custodians only: {person}"
    basis = "信访工作条例 arts 30, 46; domain.md §4.5"
    next_step = "先由线索保管员或中心主任指定保密经办人"


class HandlerConflicted(Refusal):
    """Who disclosed an interest waits for the decision."""

    zh = "此人已报告利害关系,回避决定作出前不能承办:{person}"
    en = "This person disclosed a conflict of interest: {person}"
    basis = "信访工作条例 art 28"
    next_step = "另选承办人,或先作出回避决定"


class HandlerAssignedAlready(Refusal):
    """From one handler to the next there is a hand-over."""

    zh = "交办单已有承办人,更换须办理交接"
    en = "The order has a handler; another one takes over by a hand-over"
    basis = "domain.md §2.5 C 承办人交接"
    next_step = "办理承办人交接"


class NotTheHandler(Refusal):
    """Who hands over holds the duty."""

    zh = "移交人不是这张交办单的承办人:{person}"
    en = "Who hands over is not the order's handler: {person}"
    next_step = "核对移交人"


class HandedToSelf(Refusal):
    """A hand-over goes to somebody else."""

    zh = "移交人与接收人不能是同一人"
    en = "The duty is handed over to somebody else"
    next_step = "另选接收人"


class NotOnTheCase(Refusal):
    """Only who works on a case can step aside from it."""

    zh = "此人不经办本事项,无须回避:{person}"
    en = "This person has no part in the case to step aside from: {person}"
    next_step = "核对被申请回避人员"


class RecusalStands(Refusal):
    """It has been asked, or decided."""

    zh = "对此人已提出回避申请或已决定回避:{person}"
    en = "Recusal of this person has been asked for or decided: {person}"
    next_step = "等待回避决定"


class NoRecusalPending(Refusal):
    """There is nothing to decide."""

    zh = "没有待决定的回避申请:{person}"
    en = "Nobody has asked that this person step aside: {person}"
    next_step = "先提出回避申请"


class RecusalNotYours(Refusal):
    """The head of the person's own unit decides, never the person."""

    zh = "回避由其所在单位负责人或中心主任决定,本人不能决定"
    en = "The head of the person's unit or the centre's director decides, never the person"
    basis = "信访工作条例 art 28"
    next_step = "由有权负责人决定"


class NotALevelUp(Refusal):
    """A case is taken up to a unit above, whose area it lies in."""

    zh = "提级办理须交由上级单位"
    en = "A case is taken up to a unit above, in whose area it lies"
    basis = "domain.md §2.5 C 提级办理"
    next_step = "选择辖区包含本事项的上级单位"
