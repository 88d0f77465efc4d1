"""Why assessing, changing and acting on a risk are refused."""

from domain.refusals import Refusal


class NotAssessed(Refusal):
    """There is no level yet."""

    zh = "尚未评定风险等级"
    en = "No risk level has been assessed yet"
    next_step = "先评定风险等级"


class AssessedOtherwise(Refusal):
    """An assessment confirms the level; another level is a change."""

    zh = "当前等级为{level},变更等级请办理等级调整"
    en = "The level is {level}; another level is a change, not an assessment"
    basis = "domain.md §2.5 B, §2.6 风险等级变更"
    next_step = "办理等级调整"


class BelowDefault(Refusal):
    """A level below the type's default needs a written reason."""

    zh = "此类事项起始等级为{default},评定更低等级须书面说明理由"
    en = "This kind of matter starts at {default}; a lower level needs a written reason"
    basis = "[seed 001 三(二)]; domain.md §7.2"
    next_step = "写明低于起始等级的理由"


class LevelUnchanged(Refusal):
    """A change goes somewhere."""

    zh = "等级没有变化"
    en = "The level would not change"
    next_step = "等级不变时办理重新评定"


class SignalNotRecorded(Refusal):
    """A change cites signals that were recorded."""

    zh = "引用的风险信号尚未登记:{signal}"
    en = "The signal cited has not been recorded: {signal}"
    next_step = "先登记风险信号"


class SignalsTooRecent(Refusal):
    """RED is left after seven days without a signal."""

    zh = "最近一次风险信号为{heard_at},红色降级须连续{days}天无信号"
    en = "The last signal was heard at {heard_at}; RED is left after {days} days without one"
    basis = "domain.md §2.5 B 风险等级变更"
    next_step = "期满后再办理"


class NothingToApprove(Refusal):
    """No downgrade has been proposed, or a signal has overtaken it."""

    zh = "没有待同意的降级意见"
    en = "No downgrade has been proposed, or a new signal has overtaken it"
    next_step = "先提出降级意见"


class NotForSpecialLedger(Refusal):
    """The special ledger is for RED and for what is likely to turn violent."""

    zh = "专门台账只列红色等级或标记“易转化恶性”的事项"
    en = "The special ledger is for RED or for what is tagged as likely to turn violent"
    basis = "[seed 001 三(二)]"
    next_step = "先评定等级或标记"


class InLedgerAlready(Refusal):
    """Once is enough."""

    zh = "事项已在该台账中"
    en = "The case is in this ledger already"


class NotRed(Refusal):
    """A leader takes on what is RED."""

    zh = "领导包案适用于红色等级事项"
    en = "A leader takes on cases of level RED"
    basis = "[seed 001 三(二)]; domain.md §2.5 B"
    next_step = "先评定等级"
