"""Why judicial confirmation or enforcement is not advised, applied for or recorded.

    Refusal
    ├── applying
    │   ├── NotConfirmable              oral, or not of a kind a court confirms
    │   ├── AdvisedAlready              told once
    │   ├── ConfirmationWindowClosed    thirty days from effect have passed
    │   ├── ConfirmationWindowOpen      they have not
    │   ├── NotJointApplication         the parties apply together
    │   └── NotPartyToAgreement         nobody applies for strangers
    ├── the court
    │   ├── ConfirmationNotAtThisPoint  the court has not come to this, or is past it
    │   └── CourtTermFixed              prolonged once, by so much, before it ends
    └── enforcement
    ├── NotEnforceable              neither confirmed nor notarised
    ├── NotYetInBreach              the day has not passed
    ├── ObligationOfAnother         it belongs to another agreement or creditor
    ├── NoPaymentOrder  PaymentOrderOnce  NotNotarisable
    └── NothingEnforced

`AgreementNotInForce` and `ObligationSettled` are shared with the neighbouring trees.
"""

from domain.refusals import Refusal


class NotConfirmable(Refusal):
    """A court confirms written agreements of people's mediation."""

    zh = "只有已生效的书面人民调解协议可以申请司法确认"
    en = "Only a written agreement of people's mediation in force can be confirmed"
    basis = "人民调解法 art 33; 民事诉讼法 art 205"


class AdvisedAlready(Refusal):
    """Once is enough."""

    zh = "已经告知或已经申请司法确认"
    en = "The parties were told already, or have applied"


class ConfirmationWindowClosed(Refusal):
    """The application comes within thirty days from effect."""

    zh = "申请司法确认的期限已于{due_on}届满"
    en = "The time to apply for confirmation ended on {due_on}"
    basis = "人民调解法 art 33; 民事诉讼法 art 205"
    next_step = "可就协议的履行或内容向人民法院起诉"


class ConfirmationWindowOpen(Refusal):
    """The time has not run out."""

    zh = "申请司法确认的期限到{due_on}才届满"
    en = "The time to apply for confirmation runs until {due_on}"
    basis = "人民调解法 art 33"


class NotJointApplication(Refusal):
    """The parties apply together."""

    zh = "司法确认须由各方当事人共同申请,尚缺:{missing}"
    en = "The parties apply jointly; missing: {missing}"
    basis = "人民调解法 art 33; domain.md §2.7 不变式6"
    next_step = "由各方共同申请"


class NotPartyToAgreement(Refusal):
    """Nobody acts on the agreement of others."""

    zh = "您不是该协议的当事人,也未取得相应授权"
    en = "You are no party of this agreement and have no power for one"


class ConfirmationNotAtThisPoint(Refusal):
    """One step after the other."""

    zh = "司法确认当前状态为{stage},不能办理此步骤"
    en = "The confirmation stands at {stage}; this step does not fit"
    basis = "民事诉讼法 arts 205, 206"


class CourtTermFixed(Refusal):
    """The court's president prolongs the term once, before it ends."""

    zh = "审查期限已延长过、超过可延长天数或已届满"
    en = "The term was prolonged before, by too much, or has ended"
    basis = "人民调解协议司法确认程序规定 art 5"


class NotEnforceable(Refusal):
    """Only what a court confirmed or a notary made enforceable is enforced."""

    zh = "协议未经司法确认,也未办理赋强公证,不能申请强制执行"
    en = "The agreement was neither confirmed nor notarised as enforceable"
    basis = "民事诉讼法 arts 206, 249"
    next_step = "可申请支付令(劳动报酬等)或向人民法院起诉"


class NotYetInBreach(Refusal):
    """Nobody is forced before the day."""

    zh = "义务履行期限{due_on}尚未届满"
    en = "The obligation is not due until {due_on} has passed"
    basis = "民事诉讼法 art 250"
    next_step = "期限届满后办理"


class ObligationOfAnother(Refusal):
    """The obligation belongs to this agreement, and to this creditor."""

    zh = "所列义务不属于该协议,或者您不是其权利人"
    en = "The obligation is not of this agreement, or not owed to you"


class NoPaymentOrder(Refusal):
    """A payment order is for what is owed to a worker."""

    zh = "只有拖欠劳动报酬等的书面调解协议可以凭协议申请支付令"
    en = "A payment order needs a written agreement on what is owed to a worker"
    basis = "劳动争议调解仲裁法 art 16"
    next_step = "可申请仲裁或起诉"


class PaymentOrderOnce(Refusal):
    """Once is enough."""

    zh = "该义务已申请支付令"
    en = "A payment order was applied for already"


class NotNotarisable(Refusal):
    """A notary makes written debts of money or goods enforceable."""

    zh = "只有书面协议约定的金钱、物品给付可以办理赋强公证,且只办一次"
    en = "Only written debts of money or goods are notarised, and once"
    basis = "公证法 art 37"


class NothingEnforced(Refusal):
    """Nothing is being enforced."""

    zh = "该义务没有正在进行的强制执行"
    en = "The obligation is not being enforced"
