"""Refusals that more than one chapter of a case gives."""

from domain.refusals import Refusal


class IdentifierInText(Refusal):
    """A narrative carries a citizen id number or a mobile number; identity belongs to the vault."""

    zh = "“{field}”中含有身份证号码或手机号码,不能写入办理记录"
    en = "The text {field} contains a citizen id number or a mobile number"
    basis = "个人信息保护法 art 6, 51; domain.md §2.2"
    next_step = "请将身份信息登记到人员信息中,正文改用“申请人”“对方”等称谓"


class ToldFromTheFuture(Refusal):
    """What an act tells of has happened before the act."""

    zh = "“{field}”所述时间{told}晚于办理时间{at}"
    en = "The moment {field} ({told}) lies after the act itself ({at})"
    basis = "domain.md §2.3 规则3"
    next_step = "核对时间"


class DayHasPassed(Refusal):
    """A term cannot end before the day it is set."""

    zh = "“{field}”的日期{day}已经过去"
    en = "The day {day} given for {field} has passed already"
    basis = "domain.md §3.1"
    next_step = "填写今天或以后的日期"


class SamePerson(Refusal):
    """Separation of duties: the second of two persons is somebody else."""

    zh = "同一人不能既提出又决定,须由另一人办理"
    en = "The same person cannot do both; somebody else must act"
    basis = "domain.md §4.6 SoD-1"
    next_step = "请另一位有权人员办理"


class SecondPersonNeeded(Refusal):
    """Nobody decides this alone."""

    zh = "此项须两人办理,不能由一人直接决定"
    en = "Two persons decide this; nobody does alone"
    basis = "domain.md §2.5 A, B; §4.4"
    next_step = "先由一人提出,再由另一位有权人员决定"


class ExplanationNeeded(Refusal):
    """ "Other" says nothing without words."""

    zh = "“{field}”选择“其他”或无其他依据时须写明情况"
    en = "The choice made in {field} needs an explanation in words"
    basis = "domain.md §7 代码表"
    next_step = "补充文字说明"


class UnitNotCompetent(Refusal):
    """A unit is given only what its duty catalogue names."""

    zh = "该单位职责清单不包含此类事项"
    en = "The unit's duty catalogue does not name this kind of matter"
    basis = "[seed 002 七(一)]; 信访工作条例 art 22 谁主管、谁负责"
    next_step = "按职责清单另选单位"


class AccusedUnitMayNot(Refusal):
    """The unit complained of neither handles nor refuses the complaint."""

    zh = "被反映单位不得办理对其的检举控告或信访"
    en = "The unit complained of may neither handle nor refuse the complaint"
    basis = "信访工作条例 arts 22, 30, 46; domain.md §4.4"
    next_step = "由上级机关或纪检监察机关办理"


class OneTermOnly(Refusal):
    """An extension says how long or until when, not both."""

    zh = "延期须写明天数或新的期限,填且只填一项"
    en = "Say how many days or until when, one of the two"
    basis = "domain.md §3.1 D10"
    next_step = "只填一项"


class SteppedAside(Refusal):
    """Who stepped aside has no further part in the case."""

    zh = "此人已回避,不能再参与本事项:{person}"
    en = "This person has stepped aside and has no further part: {person}"
    basis = "信访工作条例 art 28; 深圳条例 art 23 回避"
    next_step = "另选人员,或者请本单位其他人员办理"


class NotAllAgree(Refusal):
    """What needs the parties' agreement needs everyone's."""

    zh = "须各方当事人一致同意,尚缺:{missing}"
    en = "Every party must agree to this; missing: {missing}"
    basis = "民法典 art 543; 信访工作条例 art 33; 深圳条例 art 25"
    next_step = "取得全体当事人同意"


class NoMoreTime(Refusal):
    """More time ends later than what it extends."""

    zh = "新的期限须晚于原期限{due_on}"
    en = "The new term must end after {due_on}"
    next_step = "核对延期后的日期"
