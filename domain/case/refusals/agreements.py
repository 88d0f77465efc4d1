"""Why an agreement is not reached, signed, sealed, amended or declared invalid.

    Refusal
    ├── reaching
    │   ├── AgreementNeedsProcedure     no procedure of that number is under way
    │   ├── AgreementWhileSuspended     the procedure stands still
    │   ├── AgreementAgainstRefusal     a party has refused to go on
    │   ├── AgreementOvertaken          a court or organ has taken the claim up
    │   ├── AgreementAwaitsSuccessor    who has died agrees through their successors
    │   ├── AgreementUnsigned           another text still waits for signatures
    │   ├── OneSidedAgreement           both sides take part
    │   └── AgreementLeavesOut          all parties are in it when all is settled
    ├── obligations
    │   ├── ObligationToOneself  AmountMissing  AmountNotMoney
    │   ├── MoreThanClaimed             more than the claim needs an explanation
    │   └── ObligationUnknown  ObligationFixed
    ├── signing and sealing
    │   ├── AgreementUnknown  NotAwaitingSignature  AgreementSignedAlready  SealedAlready
    │   ├── NotASignatory  GuardianSigns  SpecialAuthorityMissing
    │   ├── CertificateMissing  ElectronicAlone
    │   └── SignedOutOfOrder            the last signature comes last
    └── amending and ending
    ├── AgreementNotInForce  CourtHasIt
    └── InvalidAlready  BasisDoesNotFit  BasisUnproved

`PartyUnknown` and `DayHasPassed` are shared with other chapters.
"""

from domain.refusals import Refusal


class AgreementNeedsProcedure(Refusal):
    """An agreement grows out of a mediation procedure."""

    zh = "没有正在进行的这一调解程序"
    en = "No such mediation procedure is under way"
    basis = "人民调解法 arts 22, 28"
    next_step = "先受理调解"


class AgreementWhileSuspended(Refusal):
    """A procedure that stands still brings no agreement."""

    zh = "调解程序已中止或正在核查虚假调解,恢复后方可达成、签署协议"
    en = "The procedure is suspended or under review; it must resume first"
    basis = "domain.md §2.6"
    next_step = "先恢复调解程序"


class AgreementAgainstRefusal(Refusal):
    """Nobody agrees after they have refused."""

    zh = "已有当事人明确拒绝继续调解"
    en = "A party has refused to go on with mediation"
    basis = "人民调解法 arts 17, 23"
    next_step = "终止调解,告知其他途径"


class AgreementOvertaken(Refusal):
    """The claim is in the hands of a court or organ."""

    zh = "同一争议已由人民法院或其他机关受理"
    en = "A court or another organ has taken up the same claim"
    basis = "domain.md §2.6"
    next_step = "终止调解"


class AgreementAwaitsSuccessor(Refusal):
    """Who has died agrees through their successors."""

    zh = "{party}已经死亡或者终止,须由权利义务承受人参加"
    en = "{party} has died or ceased to be; their successors join first"
    basis = "民事诉讼法 arts 153, 154 (参照)"
    next_step = "先登记承受人"


class AgreementUnsigned(Refusal):
    """One text at a time."""

    zh = "该程序已有一份协议待签署"
    en = "Another agreement of this procedure still waits for signatures"
    next_step = "先签署,或登记不再签署"


class OneSidedAgreement(Refusal):
    """Both sides make an agreement."""

    zh = "协议须有申请方和被申请方双方"
    en = "An agreement has parties of both sides"
    basis = "人民调解法 art 28"
    next_step = "补充另一方当事人"


class AgreementLeavesOut(Refusal):
    """What settles everything binds everybody."""

    zh = "全部达成的协议遗漏了当事人:{missing}"
    en = "The agreement settles everything but leaves parties out: {missing}"
    basis = "人民调解法 art 29"
    next_step = "补充当事人,或登记为部分达成"


class ObligationToOneself(Refusal):
    """Somebody owes something to somebody else."""

    zh = "义务人和权利人不能是同一人"
    en = "Nobody owes an obligation to themselves"


class AmountMissing(Refusal):
    """Money is owed in a sum."""

    zh = "金钱给付义务须写明大于零的金额"
    en = "An obligation to pay names a sum above zero"
    basis = "人民调解法 art 29"
    next_step = "填写金额"


class AmountNotMoney(Refusal):
    """Only payments have a sum."""

    zh = "非金钱给付义务不填金额"
    en = "Only an obligation to pay money has an amount"


class MoreThanClaimed(Refusal):
    """More than was asked for is explained."""

    zh = "约定金额合计{total}元,超过诉求金额{claim}元,须说明理由"
    en = "The sums agreed ({total}) exceed the claim ({claim}); say why"
    basis = "domain.md §2.5 F"
    next_step = "填写说明"


class ObligationUnknown(Refusal):
    """No such obligation."""

    zh = "没有这项履行义务"
    en = "There is no such obligation"


class ObligationFixed(Refusal):
    """What is done, enforced or begun is not rewritten."""

    zh = "该义务已履行、已进入执行或变更后金额低于已履行部分,不能变更"
    en = "The obligation is done or enforced, or the new sum lies below what is paid"


class AgreementUnknown(Refusal):
    """No such agreement."""

    zh = "没有这份协议"
    en = "There is no such agreement"


class NotAwaitingSignature(Refusal):
    """It is in force already, or not valid any more."""

    zh = "协议已经生效或已失效,不再签署"
    en = "The agreement is in force or invalid; it is not signed any more"


class AgreementSignedAlready(Refusal):
    """Once is enough."""

    zh = "{person}已经签署"
    en = "{person} has signed already"


class SealedAlready(Refusal):
    """One seal is enough."""

    zh = "协议已经盖章"
    en = "The agreement bears the seal already"


class NotASignatory(Refusal):
    """Who has no part in an agreement does not sign it."""

    zh = "此人不是该协议的当事人、代理人或该程序的调解员,或者不能代他人操作签署"
    en = "This person has no part in the agreement, or signs in another's name"
    basis = "人民调解法 art 29"
    next_step = "由当事人本人、有特别授权的代理人或调解员签署"


class GuardianSigns(Refusal):
    """For a child, or somebody without full capacity, the guardian signs."""

    zh = "{party}不具有完全民事行为能力,须由监护人签署"
    en = "The guardian signs for {party}"
    basis = "民法典 arts 19, 23"
    next_step = "由监护人签署"


class SpecialAuthorityMissing(Refusal):
    """A representative signs with special authority."""

    zh = "代{party}签署协议须有特别授权(代为和解、签署协议)"
    en = "Signing for {party} needs special authority to settle"
    basis = "民事诉讼法 art 62 及其解释 art 147 (参照)"
    next_step = "补交特别授权委托书,或由本人签署"


class CertificateMissing(Refusal):
    """An electronic signature names its certificate."""

    zh = "电子签名须注明依法设立的电子认证机构证书"
    en = "An electronic signature names the certificate of a lawful authority"
    basis = "电子签名法 arts 13, 14"
    next_step = "填写证书编号"


class ElectronicAlone(Refusal):
    """Marriage, adoption and inheritance are not settled by an electronic signature alone."""

    zh = "婚姻、收养、继承等人身关系事项不能仅凭电子签名,须附纸质签署件"
    en = "Marriage, adoption and inheritance need a paper signature as well"
    basis = "电子签名法 art 3"
    next_step = "上传纸质签署件"


class SignedOutOfOrder(Refusal):
    """An agreement takes effect with the last signature."""

    zh = "最后一项签章的日期早于已登记的签章({last})"
    en = "The completing signature is dated before one already recorded ({last})"
    basis = "人民调解法 art 29; domain.md §2.7 不变式5"
    next_step = "核对签章时间"


class AgreementNotInForce(Refusal):
    """The agreement does not bind."""

    zh = "协议尚未生效或已失效"
    en = "The agreement is not in force"
    next_step = "先完成签署"


class CourtHasIt(Refusal):
    """The text before the court, or confirmed by it, stays as it is."""

    zh = "协议正在司法确认中或已经确认,不能变更"
    en = "The agreement is before the court or confirmed by it"
    basis = "民事诉讼法 arts 205, 206"
    next_step = "先撤回确认申请"


class InvalidAlready(Refusal):
    """It does not bind any more."""

    zh = "协议已经失效"
    en = "The agreement is invalid already"


class BasisDoesNotFit(Refusal):
    """Giving up a draft is for drafts; the other reasons are for what was made."""

    zh = "失效依据与协议状态不符"
    en = "The basis does not fit an agreement at this point"
    next_step = "核对失效依据"


class BasisUnproved(Refusal):
    """A ruling, a finding or a rescission is shown by its paper."""

    zh = "须附认定协议失效的文书"
    en = "The paper that makes the agreement invalid is needed"
    next_step = "上传文书"
