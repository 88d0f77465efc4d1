"""Agreements (调解协议): their forms, signatures, obligations and what a court says of them.

domain.md §2.5 F to H, §7.13.
"""

from domain.codes.entry import Code, CodeList, Labelled


class AgreementForm(Labelled):
    """协议形式: on paper, or by word of mouth and entered in the register."""

    WRITTEN = "WRITTEN", "书面协议"
    ORAL = "ORAL", "口头协议"


class AgreementScope(Labelled):
    """达成范围: the whole claim, or a part of it."""

    FULL = "FULL", "全部达成"
    PARTIAL = "PARTIAL", "部分达成"


class ObligationKind(Labelled):
    """义务种类: what is owed. domain.md §7.13."""

    MONEY = "MONEY", "金钱给付"
    GOODS = "GOODS", "物的交付"
    ACT = "ACT", "行为"
    FORBEARANCE = "FORBEARANCE", "不作为"
    APOLOGY = "APOLOGY", "赔礼道歉"


class SigningMethod(Labelled):
    """签署方式: how somebody signed [F01 art 29]."""

    HANDWRITTEN = "HANDWRITTEN", "手签"
    FINGERPRINT = "FINGERPRINT", "捺印"
    STAMP = "STAMP", "盖章"
    ELECTRONIC = "ELECTRONIC", "电子签名"


class ProofKind(Labelled):
    """履行凭证种类: what shows that an obligation was done [F10]."""

    RECEIPT = "RECEIPT", "收条"
    TRANSFER = "TRANSFER", "转账凭证"
    PHOTO = "PHOTO", "现场照片、视频"
    WITNESSED = "WITNESSED", "调解员见证"
    COURT = "COURT", "法院执行文书"


class UrgingMethod(Labelled):
    """督促方式: how the debtor was urged."""

    CALL = "CALL", "电话督促"
    VISIT = "VISIT", "上门督促"
    LETTER = "LETTER", "书面督促"
    MESSAGE = "MESSAGE", "短信、线上督促"


class InvalidityBasis(Labelled):
    """协议失效依据: why an agreement does not bind any more."""

    COURT_RULING = "COURT_RULING", "法院裁判认定无效或予以撤销"
    FALSE_MEDIATION = "FALSE_MEDIATION", "虚假调解"
    RESCINDED = "RESCINDED", "各方协商解除"
    NOT_SIGNED = "NOT_SIGNED", "未签署完毕,不再签署"


class RulingForm(Labelled):
    """裁判文书形式: `决定书` under the rules of 2011, `裁定书` under later law."""

    RULING = "RULING", "裁定书"
    DECISION = "DECISION", "决定书"


class EnforcementResult(Labelled):
    """执行结果: how an enforcement ended."""

    SATISFIED = "SATISFIED", "执行完毕"
    SETTLED = "SETTLED", "执行和解"
    STAYED = "STAYED", "终结本次执行程序"
    REJECTED = "REJECTED", "不予受理或不予执行"
    WITHDRAWN = "WITHDRAWN", "撤回执行申请"


def _entry(code: str, zh: str, en: str, source: str, *, needs_text: bool = False) -> Code:
    return Code(code=code, zh=zh, en=en, source=source, needs_text=needs_text)


_NOT_ACCEPTED, _DISMISSED = "[F04 art 355]", "[F04 art 358]"

NOT_ACCEPTED_GROUNDS = CodeList(
    "NOT_ACCEPTED_GROUNDS",
    "司法确认不予受理事由",
    [
        _entry("NA1", "不属于人民法院受理范围", "Not a matter for the courts", _NOT_ACCEPTED),
        _entry("NA2", "不属于收到申请的法院管辖", "Not a matter for this court", _NOT_ACCEPTED),
        _entry(
            "NA3",
            "申请确认婚姻、亲子、收养等身份关系无效、有效或者解除",
            "Confirms, voids or dissolves a marriage, parentage or adoption",
            _NOT_ACCEPTED,
        ),
        _entry(
            "NA4",
            "涉及适用其他特别程序、公示催告程序、破产程序审理",
            "Belongs to another special, public-notice or bankruptcy procedure",
            _NOT_ACCEPTED,
        ),
        _entry(
            "NA5",
            "调解协议内容涉及物权、知识产权确权",
            "Decides title to real rights or intellectual property",
            _NOT_ACCEPTED,
        ),
        _entry(
            "NA9", "其他不予受理的情形", "Otherwise not taken", "domain.md §2.5 G", needs_text=True
        ),
    ],
)
"""Why a court does not take a confirmation case."""

DISMISSAL_GROUNDS = CodeList(
    "DISMISSAL_GROUNDS",
    "司法确认驳回事由",
    [
        _entry("DG1", "违反法律强制性规定", "Against mandatory law", _DISMISSED),
        _entry(
            "DG2",
            "损害国家利益、社会公共利益、他人合法权益",
            "Harms the state, the public or others",
            _DISMISSED,
        ),
        _entry("DG3", "违背公序良俗", "Against public order and good morals", _DISMISSED),
        _entry("DG4", "违反自愿原则", "Not entered into freely", _DISMISSED),
        _entry("DG5", "内容不明确", "Its content is not clear", _DISMISSED),
        _entry(
            "DG6",
            "其他不能进行司法确认的情形",
            "Otherwise not fit for confirmation",
            _DISMISSED,
            needs_text=True,
        ),
    ],
)
"""Why a court dismisses an application for confirmation."""

ILLEGALITY = frozenset({"DG1", "DG2", "DG3", "DG4"})
"""Dismissals for illegality: they take a success out of the figures (domain.md §5.2 (a))."""

IDENTITY_MATTERS = frozenset({"0101", "0102", "0103"})
"""Marriage, adoption, inheritance: not signed electronically alone [电子签名法 art 3; F62]."""

WAGES = "07"
"""Labour disputes: an agreement on what is owed to a worker allows a payment order [F36 art 16]."""

CONFIRMABLE = frozenset({"PEOPLES", "INDUSTRY", "MEDICAL", "COURT_BEFORE_FILING"})
"""Kinds of mediation whose written agreements a court confirms [F01 art 33][F03 art 205].

After filing the court itself states the agreement, and administrative mediation is not named.
"""
