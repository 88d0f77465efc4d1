"""Why a procedure or a matter does not stand still, go on or last longer that way.

Refusal
├── standing still  StandsStillAlready  DoesNotStandStill  HearingIsForPetitions
│                   PetitionsGoOn  NobodyToWaitFor  SuccessorsMissing
├── lasting longer  TermExtendedBefore
├── succession      GoneAlready  NotThatKind  CapacityUnchanged  NotWaitedFor  NobodyJoined
│                   SuccessorIsOpponent  JoinedBefore  SomebodyJoined
└── interruptions   NotedAlready  NothingNoted  SuspectedAlready
"""

from domain.refusals import Refusal


class StandsStillAlready(Refusal):
    """One reason stands once."""

    zh = "已因同一事由({reason})中止"
    en = "It stands still for the reason {reason} already"
    basis = "domain.md §2.7 不变式11"


class DoesNotStandStill(Refusal):
    """Only a reason that stands can be cleared."""

    zh = "没有因该事由({reason})中止"
    en = "It does not stand still for the reason {reason}"
    basis = "domain.md §3.1 D11"
    next_step = "核对中止事由"


class HearingIsForPetitions(Refusal):
    """A hearing pauses the review of a petition and nothing else."""

    zh = "听证只适用于信访程序,不能作为此处的中止事由"
    en = "A hearing pauses petition procedures only"
    basis = "信访工作条例 art 36; domain.md §7.9 P08"
    next_step = "另选中止事由"


class PetitionsGoOn(Refusal):
    """The handling of a petition is not suspended but for a hearing."""

    zh = "信访事项办理期限除听证外不得中止"
    en = "The handling of a petition is suspended for a hearing only"
    basis = "信访工作条例 arts 34, 36; domain.md §2.6 中止"
    next_step = "按期办理,或依法延长办理期限"


class NobodyToWaitFor(Refusal):
    """Nobody is waited for unless a party is gone or lost capacity."""

    zh = "没有需要等待承继人或法定代理人的当事人"
    en = "No party is gone or without capacity: there is nobody to wait for"
    basis = "民事诉讼法 art 153 (参照)"
    next_step = "先登记当事人死亡、终止或丧失行为能力"


class SuccessorsMissing(Refusal):
    """A side that lost somebody waits until their place is taken."""

    zh = "承继人或法定代理人尚未确定到位:{missing}"
    en = "The place of these parties is not taken yet: {missing}"
    basis = "民事诉讼法 art 153 (参照); domain.md §3.1 D11"
    next_step = "承继人(法定代理人)参加并提交证明材料后再办理"


class TermExtendedBefore(Refusal):
    """The term of a matter is prolonged once."""

    zh = "本事项办理期限已经延长过一次"
    en = "The term of the matter was prolonged once already"
    basis = "domain.md §3.2 T30"
    next_step = "按期办结"


class GoneAlready(Refusal):
    """Nobody dies or ends twice."""

    zh = "该当事人已登记为死亡或终止:{party}"
    en = "This party is recorded as gone already: {party}"


class NotThatKind(Refusal):
    """People die and lose capacity, bodies are dissolved."""

    zh = "自然人登记死亡或丧失行为能力,法人和其他组织登记终止"
    en = "People die or lose capacity; bodies are dissolved"
    basis = "民法典 arts 13, 68"
    next_step = "选择相应的登记"


class CapacityUnchanged(Refusal):
    """The party has no more capacity than that already."""

    zh = "该当事人的行为能力没有变化"
    en = "The party's capacity is no greater than that already"


class NotWaitedFor(Refusal):
    """Nobody waits for that party's successors or guardian."""

    zh = "没有等待该当事人的承继人或法定代理人:{party}"
    en = "Nobody's joining is waited for in the place of this party: {party}"
    next_step = "先登记当事人死亡、终止或丧失行为能力"


class NobodyJoined(Refusal):
    """Papers prove the standing of people who have joined."""

    zh = "尚无承继人参加"
    en = "No successor has joined yet"
    next_step = "先登记承继人"


class SuccessorIsOpponent(Refusal):
    """Nobody stands on both sides."""

    zh = "对方当事人不能作为承继人参加:{person}"
    en = "A party of the other side cannot step in: {person}"
    basis = "domain.md §2.5 A 当事人地位"
    next_step = "核对承继人,必要时终止调解"


class JoinedBefore(Refusal):
    """Nobody takes the same place twice."""

    zh = "此人已作为承继人参加:{person}"
    en = "This person has stepped in already: {person}"


class SomebodyJoined(Refusal):
    """Where somebody has stepped in, the place is not empty."""

    zh = "已有承继人参加,不能登记无人承继"
    en = "A successor has joined: the place is not empty"
    next_step = "核对承继情况"


class NotedAlready(Refusal):
    """The other procedure is on record."""

    zh = "另案受理情况已经登记"
    en = "The other procedure is on record already"


class NothingNoted(Refusal):
    """There is no other procedure to end."""

    zh = "没有登记过另案受理情况"
    en = "No other procedure is on record"


class SuspectedAlready(Refusal):
    """The suspicion is on record."""

    zh = "已登记疑似虚假调解"
    en = "False mediation is suspected already"
    next_step = "审查后恢复或终止调解"
