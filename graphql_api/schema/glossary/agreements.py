"""The words of agreements, confirmation, enforcement and fulfilment."""

_OBLIGATIONS = "Who owes whom what, until when. 履行义务"
_NAMED = "The obligations it is about. 所涉义务"
_CHANGED = "Obligations that are changed or added; the rest stands. 变更的义务"
_SCOPE = "Whether everything was settled, or a part. 达成范围"
_PROOF = "The proof. 履行凭证"
_COURT_UNIT = "The court's unit, if it is one of the register. 法院对应单位"

FIELDS: dict[str, str] = {
    # The agreement.
    "agreement": "The agreement. 协议编号",
    "ReachAgreement.scope": _SCOPE,
    "AgreementReached.scope": _SCOPE,
    "AgreementEffective.scope": _SCOPE,
    "ReachAgreement.parties": "The parties it binds. 协议当事人",
    "AgreementReached.parties": "The parties it binds. 协议当事人",
    "clauses": "What was agreed, clause by clause. 协议条款",
    "obligations": _OBLIGATIONS,
    "AmendAgreement.obligations": _CHANGED,
    "AgreementAmended.obligations": _CHANGED,
    "AgreementInvalidated.obligations": _NAMED,
    "ApplyForEnforcement.obligations": _NAMED,
    "EnforcementApplied.obligations": _NAMED,
    "EndEnforcement.obligations": _NAMED,
    "EnforcementEnded.obligations": _NAMED,
    "ApplyForPaymentOrder.obligations": _NAMED,
    "PaymentOrderApplied.obligations": _NAMED,
    "NotariseDebt.obligations": _NAMED,
    "DebtNotarised.obligations": _NAMED,
    "obligation": "The obligation. 义务编号",
    "ObligationEntry.obligation": "The obligation that is changed; none for a new one. 义务编号",
    "debtor": "Who owes it. 义务人",
    "creditor": "Whom it is owed to. 权利人",
    "amount": "The sum, in yuan. 金额(元)",
    "ObligationEntry.method": "How it is to be done. 履行方式",
    "AgreedObligation.method": "How it is to be done. 履行方式",
    "ObligationEntry.kind": "What is owed. 义务种类",
    "AgreedObligation.kind": "What is owed. 义务种类",
    "confirmable": "Whether a court may confirm it. 是否可申请司法确认",
    "effective_at": "The moment of the last signature or seal. 生效时间",
    # Signatures.
    "signer": "Who signed; nobody named means whoever acts. 签署人",
    "signs_for": "The parties this signature counts for. 代签当事人",
    "as_mediator": "Whether it is a mediator's signature. 是否调解员签名",
    "SignAgreement.method": "How it was signed. 签署方式",
    "AgreementSigned.method": "How it was signed. 签署方式",
    "certificate": "The certificate of an electronic signature. 电子认证证书编号",
    # Change and end.
    "basis": "By what it does not bind any more. 失效依据",
    "whole_claim_settled": "Whether another agreement settles all. 是否另有全部达成的协议",
    # Confirmation and enforcement.
    "ApplyForConfirmation.applicants": "Who applies together. 共同申请人",
    "ConfirmationApplied.applicants": "Who applied together. 共同申请人",
    "court": "The court. 人民法院",
    "ApplyForConfirmation.unit": _COURT_UNIT,
    "ConfirmationApplied.unit": _COURT_UNIT,
    "ApplyForEnforcement.unit": _COURT_UNIT,
    "EnforcementApplied.unit": _COURT_UNIT,
    "court_number": "The court's number of the case (调确字). 法院案号",
    "court_ground": "The ground, a code of the court's list. 法院事由",
    "ruling_form": "What the paper is called. 文书形式",
    "ruling_number": "The number of the ruling. 文书编号",
    "late": "Whether it came after the last day. 是否逾期",
    "enforcement_result": "How the enforcement ended. 执行结果",
    "notary": "The notary office. 公证机构",
    # Fulfilment.
    "done_on": "The day it was done. 履行日期",
    "partly": "Whether only a part was done, where no money is owed. 是否部分履行",
    "FulfilmentRecorded.complete": "Whether nothing is left of it. 是否履行完毕",
    "voluntary": "Whether it was done without enforcement. 是否自动履行",
    "proof_kind": "What shows it. 凭证种类",
    "RecordFulfilment.proof": _PROOF,
    "FulfilmentRecorded.proof": _PROOF,
    "creditor_confirmation": "The creditor's confirmation of a large payment. 权利人确认书",
    "creditor_consent": "The creditor's consent to more time. 权利人同意书",
    "days_late": "Days since the last day. 逾期天数",
    "before_on": "The day it was due before. 原期限",
    "UrgeFulfilment.method": "How the debtor was urged. 督促方式",
    "FulfilmentUrged.method": "How the debtor was urged. 督促方式",
    "ObligationReminderSent.receiver": "Who was reminded. 被提醒人",
}

MEMBERS: dict[str, str] = {}
