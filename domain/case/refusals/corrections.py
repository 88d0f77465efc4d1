"""Why corrections, voidings, annotations and explanations are refused.

Refusal
├── the entry
│   ├── EntryUnknown             nothing stands at that version
│   ├── NotYourEntry             its author, their unit's head or the director
│   ├── EntryIsVoid              what is void is not corrected or voided again
│   └── CorrectionStands         a correction is not corrected itself
├── what is corrected
│   ├── NothingCorrected         a correction says what is right
│   ├── FieldUnknown             the event has no such field
│   ├── FieldConfidential        what may name people goes into the remark
│   ├── FieldWasDecided          a command of its own changes it
│   └── ValueDoesNotFit          the value is not one the field can have
├── voiding
│   ├── NotVoidable              decisions rest on it, or it must never vanish
│   ├── RestedUpon               the case has been ended on it
│   ├── NotItsUnit               the author's own unit proposes
│   └── NoVoidingProposed        there is nothing to approve
└── late entries
    └── EntryNotLate             it came in time
"""

from domain.refusals import Refusal


class EntryUnknown(Refusal):
    """Nothing stands at that version."""

    zh = "本事项没有第{version}条记录"
    en = "The case has no entry at version {version}"
    next_step = "核对记录序号"


class NotYourEntry(Refusal):
    """An entry is corrected by those who answer for it."""

    zh = "只能由原登记人、其单位负责人或中心主任办理"
    en = "This is for who made the entry, the head of their unit, or the centre's director"
    basis = "domain.md §2.5 Q"
    next_step = "请原登记人或其单位负责人办理"


class EntryIsVoid(Refusal):
    """What is void stays as it is."""

    zh = "第{version}条记录已经作废"
    en = "The entry at version {version} is void already"
    next_step = "如有补充,请加注说明"


class CorrectionStands(Refusal):
    """A correction is not corrected itself."""

    zh = "更正、作废和加注本身不能再更正或作废"
    en = "Corrections, voidings and annotations are not corrected or voided themselves"
    basis = "domain.md §2.3 规则1"
    next_step = "对原记录再作一次更正"


class NothingCorrected(Refusal):
    """A correction says what is right."""

    zh = "更正须写明正确的内容、发生时间或说明"
    en = "A correction gives the right value, the right moment, or says it in a remark"
    basis = "domain.md §2.3 规则1"
    next_step = "填写正确内容"


class FieldUnknown(Refusal):
    """The event has no such field."""

    zh = "该记录没有“{field}”这一项"
    en = "The entry has no field {field}"
    next_step = "核对项目名称"


class FieldConfidential(Refusal):
    """What may name people goes into the remark, which is sealed."""

    zh = "“{field}”可能涉及个人信息,正确内容请写在备注中"
    en = "The field {field} may name people; write what is right in the remark"
    basis = "个人信息保护法 art 6, 51"
    next_step = "将正确内容写入备注,不填更正值"


class FieldWasDecided(Refusal):
    """A command of its own changes it."""

    zh = "“{field}”是办理决定的内容,不能以更正改变"
    en = "The field {field} was decided upon; a correction does not change it"
    basis = "domain.md §2.3 规则1; docs/adr/0027"
    next_step = "用相应的办理事项(如变更、撤销、重开)改变,或加注说明"


class ValueDoesNotFit(Refusal):
    """The value is not one the field can have."""

    zh = "更正值不符合“{field}”的格式"
    en = "The value given is not one the field {field} can have"
    next_step = "按该项的格式填写"


class NotVoidable(Refusal):
    """Decisions rest on it, or it must never vanish."""

    zh = "此类记录不能作废"
    en = "Entries of this kind cannot be voided"
    basis = "domain.md §2.5 Q; docs/adr/0027"
    next_step = "更正或加注,或用相应的办理事项撤销"


class RestedUpon(Refusal):
    """The case has been ended on it."""

    zh = "事项已到{stage}阶段,以该记录为依据,不能作废"
    en = "The case has come to stage {stage} on the strength of this entry"
    basis = "docs/adr/0027"
    next_step = "先重开事项,或加注说明"


class NotItsUnit(Refusal):
    """The author's own unit proposes."""

    zh = "作废须由登记人所在单位的负责人提出"
    en = "Voiding is proposed by the head of the unit the entry was made for"
    basis = "domain.md §4.4 作废"
    next_step = "请登记人所在单位负责人提出"


class NoVoidingProposed(Refusal):
    """There is nothing to approve."""

    zh = "没有待同意的作废申请"
    en = "Nobody has proposed to void this entry"
    next_step = "先由登记人所在单位负责人提出"


class EntryNotLate(Refusal):
    """It came in time."""

    zh = "第{version}条记录不是补录,无须说明"
    en = "The entry at version {version} was not recorded late"
    next_step = "如需补充,请加注说明"
