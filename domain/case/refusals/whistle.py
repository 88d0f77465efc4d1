"""Why whistles and their answers are refused.

Refusal
├── who acts
│   ├── ActsForNoUnit            a whistle is blown by a unit
│   ├── UnitNotCalled            only a unit that was called answers
│   ├── JudgesItself             a unit does not decide about itself
│   ├── NotTheBlower             the unit that blew says whether somebody came
│   ├── NotBetweenThem           blower and reporter evaluate one another, nobody else
│   └── RecusedMayNotCome        who stepped aside has no further part
├── the whistle
│   ├── WhistleUnknown           the case has no such whistle
│   ├── CallsItself              a whistle is for what others must do
│   └── TermSetByPolicy          only an urgent whistle brings its own term
└── the answer
    ├── AnswerDoesNotFit         the unit stands elsewhere
    ├── DeclinedBefore           a unit declines once
    ├── ConfirmedAlready         once is enough
    ├── EvaluatedAlready         each evaluates the other once
    ├── WhistleExtendedBefore    a unit gets one extension
    ├── NobodyOutstanding        every unit that was called has finished
    └── WhistleLevelNotHigher    a whistle goes up, never down
"""

from domain.refusals import Refusal


class ActsForNoUnit(Refusal):
    """A whistle is blown for a unit."""

    zh = "须以所在单位的岗位吹哨"
    en = "A whistle is blown for a post of a unit"
    basis = "domain.md §2.5 D 吹哨"
    next_step = "切换到所在单位的岗位"


class UnitNotCalled(Refusal):
    """Only a unit that was called answers."""

    zh = "该哨件没有吹叫这个单位"
    en = "The whistle did not call this unit"
    basis = "domain.md §2.5 D"
    next_step = "由被吹叫单位的负责人办理"


class JudgesItself(Refusal):
    """A unit does not decide about itself."""

    zh = "被吹叫单位不得就自己的应哨作出决定"
    en = "The unit that was called does not decide about its own answer"
    basis = "domain.md §2.5 D 拒哨由中心主任或政法委决定"
    next_step = "由吹哨中心或政法委决定"


class NotTheBlower(Refusal):
    """The centre that blew the whistle speaks for it."""

    zh = "应由吹哨单位办理"
    en = "This is for the unit that blew the whistle"
    basis = "domain.md §2.5 D"
    next_step = "由吹哨单位办理"


class NotBetweenThem(Refusal):
    """Blower and reporter evaluate one another."""

    zh = "评哨只在吹哨单位与应哨单位之间互评"
    en = "The blower evaluates the unit that came, and the reverse; nobody else does"
    basis = "双考核 [F24 art 33]"
    next_step = "核对评价对象"


class RecusedMayNotCome(Refusal):
    """Who stepped aside has no further part."""

    zh = "该人员已经回避,不得再参与办理"
    en = "This person stepped aside and has no further part in the case"
    basis = "信访工作条例 art 28"
    next_step = "另派人员"


class WhistleUnknown(Refusal):
    """The case has no such whistle."""

    zh = "本事项没有这个哨件"
    en = "The case has no such whistle"
    next_step = "核对哨件编号"


class CallsItself(Refusal):
    """A whistle is for what others must do."""

    zh = "本单位能够办理的,不得吹哨给自己"
    en = "A whistle is for what others must do; your own unit cannot be called"
    basis = "[seed 000 二(四)3] 事权不在本级或本级难以化解"
    next_step = "由本单位直接办理,或另选单位"


class TermSetByPolicy(Refusal):
    """Only an urgent whistle brings its own term."""

    zh = "只有应急哨可以指定办结时间,其他哨件按规定期限"
    en = "Only an urgent whistle names when it must be finished; for others the rules do"
    basis = "domain.md §3.2 T42"
    next_step = "去掉办结时间,或改为应急哨"


class AnswerDoesNotFit(Refusal):
    """The unit stands elsewhere."""

    zh = "该单位在本哨件中的状态为{standing},不能办理;允许状态:{allowed}"
    en = "The unit stands at {standing} in this whistle; this needs: {allowed}"
    basis = "domain.md §2.5 D"
    next_step = "按接哨、报到、办结的顺序办理"


class DeclinedBefore(Refusal):
    """A unit declines once."""

    zh = "该单位的拒哨已经裁定,不能再次拒哨"
    en = "The unit has declined before; it was decided that it must come"
    basis = "信访工作条例 art 24(参照指定办理)"
    next_step = "按时报到"


class ConfirmedAlready(Refusal):
    """Once is enough."""

    zh = "该单位报到已经确认"
    en = "That the unit came has been confirmed already"
    next_step = "无须再办"


class EvaluatedAlready(Refusal):
    """Each evaluates the other once."""

    zh = "已经评价过,每个哨件互评一次"
    en = "The evaluation has been given; each evaluates the other once"
    basis = "双考核 [F24 art 33]"
    next_step = "如填写有误,请更正原记录"


class WhistleExtendedBefore(Refusal):
    """A unit gets one extension."""

    zh = "该单位在本哨件中已经延期一次"
    en = "The unit's term in this whistle has been extended once already"
    basis = "domain.md §3.2 T42"
    next_step = "按期办结,或由中心提级"


class NobodyOutstanding(Refusal):
    """Every unit that was called has finished."""

    zh = "被吹叫单位均已办结或免于报到,无须提级"
    en = "Every unit that was called has finished or been excused"
    next_step = "无须提级"


class WhistleLevelNotHigher(Refusal):
    """A whistle goes up, never down."""

    zh = "提级须高于吹哨单位和已提到的层级"
    en = "A whistle is escalated above the unit that blew it and above where it stands"
    basis = "domain.md §2.5 C, D"
    next_step = "选择更高层级"
