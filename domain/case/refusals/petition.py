"""Why acts of the petition procedure are refused.

Refusal
├── whom it goes to
│   ├── NotAPetition              another class of matter
│   ├── GivenAlready              this unit has it in hand
│   └── NotTheAnsweringUnit       another unit answers
├── telling and leading
│   ├── ToldOrUnclear             told somebody, or nobody could be told
│   ├── ToldAlready               the same was told before
│   ├── RouteDoesNotFit           the route belongs to another item of article 31
│   └── LedElsewhere              another procedure of article 31 was chosen
├── handling
│   ├── HandlingIsOver            the opinion stands, or the handling never began
│   ├── ExtendedAlready           once is all
│   ├── ExtensionTooLong          thirty days at most
│   ├── HandlingTermOver          an extension comes before the term ends
│   └── ItemsNotExcluded          items 1 to 5 come before an opinion
└── looking again
    ├── NoOpinionStands           there is nothing to serve or to review
    ├── NotServedOnPetitioner     the term runs from service
    ├── AskingTermOver            asked too late
    ├── NotSuperior               the organ is not above the one that answered
    ├── NotTheReviewOrgan         another organ was asked
    ├── NoReviewAsked             nobody has asked
    ├── StillOpenToReview         the way to a review is still open
    ├── PetitionIsFinal           final is final
    ├── NotFinalYet               only what is final is repeated in vain
    └── NewFacts                  new facts make a new matter
"""

from domain.refusals import Refusal


class NotAPetition(Refusal):
    """The petition procedure is for petitions."""

    zh = "“{matter_class}”类事项不适用此信访程序"
    en = "This step of the petition procedure is not for matters of class {matter_class}"
    basis = "信访工作条例 arts 22, 29, 31"
    next_step = "核对事项类别"


class GivenAlready(Refusal):
    """A unit that has the order in hand is not given it again."""

    zh = "该单位已有未办结的转送交办"
    en = "This unit has the petition in hand already"
    next_step = "等待该单位办理或退回"


class NotTheAnsweringUnit(Refusal):
    """Each unit speaks for itself, and only about what it was given."""

    zh = "本单位不是该信访事项的办理单位"
    en = "Your unit is not the one that answers for this petition"
    basis = "信访工作条例 arts 22, 23"
    next_step = "由办理单位办理"


class ToldOrUnclear(Refusal):
    """Somebody was told, or it is said that nobody could be."""

    zh = "须写明告知对象,或注明姓名(名称)、住址不清"
    en = "Say who was told, or that the name or address is unclear; not both"
    basis = "信访工作条例 art 23"
    next_step = "二者选一"


class ToldAlready(Refusal):
    """A unit says the same thing once."""

    zh = "本单位已就同一结果告知过信访人"
    en = "The unit has told the petitioner this before"
    next_step = "结果有变化的,按新结果告知"


class RouteDoesNotFit(Refusal):
    """Each item of article 31 has its own procedures."""

    zh = "途径{route}不属于{item}"
    en = "The route {route} does not belong to the item {item} of article 31"
    basis = "信访工作条例 art 31"
    next_step = "核对途径和条例第三十一条的项"


class LedElsewhere(Refusal):
    """Items 1 to 5 of article 31 leave no room for an opinion."""

    zh = "该事项已导入法定程序({item}),不再出具处理意见"
    en = "The matter was led into another procedure ({item}); no opinion is issued"
    basis = "信访工作条例 art 31"
    next_step = "由有权机关按法定程序处理"


class HandlingIsOver(Refusal):
    """An opinion has been issued, or the term never began."""

    zh = "该信访事项不在办理中"
    en = "The petition is not being handled"
    basis = "信访工作条例 arts 31, 34"
    next_step = "已出具意见的,信访人可申请复查、复核"


class ExtendedAlready(Refusal):
    """The handling is extended once."""

    zh = "办理期限只能延长一次"
    en = "The handling has been extended before"
    basis = "信访工作条例 art 34; domain.md §2.6 延期"
    next_step = "在已延长的期限内办结"


class ExtensionTooLong(Refusal):
    """The extension has a limit."""

    zh = "延长期限不得超过{most}日"
    en = "The handling is extended by {most} days at most"
    basis = "信访工作条例 art 34"
    next_step = "缩短延长天数"


class HandlingTermOver(Refusal):
    """An extension is decided before the term ends."""

    zh = "办理期限已于{due_on}届满,不能再延长"
    en = "The term ended on {due_on}; it is extended before its end only"
    basis = "信访工作条例 art 34; domain.md §2.7 不变式12"
    next_step = "尽快出具处理意见"


class ItemsNotExcluded(Refusal):
    """The procedures of items 1 to 5 come first."""

    zh = "出具处理意见前须逐项排除:{missing}"
    en = "Before an opinion, these ways of article 31 are ruled out: {missing}"
    basis = "信访工作条例 art 31"
    next_step = "属于该项的导入相应程序,不属于的写明排除"


class NoOpinionStands(Refusal):
    """There is no opinion that this step could be about."""

    zh = "没有可送达或可申请复查(复核)的意见"
    en = "There is no opinion to serve or to ask a review of"
    basis = "信访工作条例 arts 32, 35, 36"
    next_step = "先出具意见"


class NotServedOnPetitioner(Refusal):
    """The term for asking runs from service."""

    zh = "意见尚未送达信访人"
    en = "The opinion has not reached the petitioner"
    basis = "信访工作条例 arts 35, 36"
    next_step = "先登记送达"


class AskingTermOver(Refusal):
    """Review and re-review are asked for in time."""

    zh = "申请期限已于{due_on}届满"
    en = "The term for asking ended on {due_on}"
    basis = "信访工作条例 arts 35, 36"
    next_step = "核对送达和提出(寄出)日期;逾期的按终结办理"


class NotSuperior(Refusal):
    """The organ above looks again."""

    zh = "复查(复核)机关须是原办理(复查)单位的上级"
    en = "The organ that looks again stands above the one that answered"
    basis = "信访工作条例 arts 35, 36"
    next_step = "选择上级机关、单位"


class NotTheReviewOrgan(Refusal):
    """The organ that was asked answers."""

    zh = "本单位不是受理复查(复核)的机关"
    en = "Your unit is not the organ that was asked to look again"
    basis = "信访工作条例 arts 35, 36"
    next_step = "由复查(复核)机关办理"


class NoReviewAsked(Refusal):
    """Nobody has asked for it."""

    zh = "没有待办的复查(复核)申请"
    en = "Nobody has asked for this review"
    basis = "信访工作条例 arts 35, 36"
    next_step = "先登记申请"


class StillOpenToReview(Refusal):
    """The petitioner may still ask."""

    zh = "信访人仍可申请复查或复核,尚不能终结"
    en = "The petitioner may still ask for a review or re-review"
    basis = "信访工作条例 arts 35, 36"
    next_step = "作出复核意见后,或申请期限届满后办理"


class PetitionIsFinal(Refusal):
    """What is final stays so."""

    zh = "该信访事项已经终结"
    en = "The petition is final"
    basis = "信访工作条例 art 36"
    next_step = "登记重复信访并说明情况"


class NotFinalYet(Refusal):
    """Only what is final is repeated in vain."""

    zh = "该信访事项尚未终结,应继续办理"
    en = "The petition is not final; it goes on being handled"
    basis = "信访工作条例 art 36"
    next_step = "告知办理进展或结果"


class NewFacts(Refusal):
    """New facts make a new matter."""

    zh = "有新的事实和理由,不属于重复信访"
    en = "New facts and reasons make a new matter, not a repeated petition"
    basis = "信访工作条例 art 36; domain.md §2.6"
    next_step = "另行登记,并以“同一诉求新事实”与本事项关联"
