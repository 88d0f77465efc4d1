"""Why a fulfilment, a breach or a deferral is not recorded.

    Refusal
    ├── ObligationSettled       done, or in the court's hands
    ├── NotYourObligation       neither debtor nor creditor, nor for one
    ├── MoreThanOwed            the sums exceed what is owed
    ├── DoneBeforeAgreed        done before it was agreed
    ├── ProofMissing            without a paper
    ├── NotYourWitness          a party is not the witness
    ├── CreditorMustConfirm     a large payment without the creditor's word
    ├── NotVoluntary            paid under enforcement
    ├── NotYetDue  BreachKnown  DuePassed
    └── NothingToUrge

`AgreementNotInForce`, `AmountMissing` and `AmountNotMoney` stand in the tree of agreements.
"""

from domain.refusals import Refusal


class ObligationSettled(Refusal):
    """It is done, or the court enforces it."""

    zh = "该义务已履行完毕或已进入强制执行"
    en = "The obligation is done, or being enforced"


class NotYourObligation(Refusal):
    """A party records what they owe or are owed."""

    zh = "您不是该义务的义务人或权利人"
    en = "You neither owe this obligation nor are you owed it"
    basis = "domain.md §4.4"


class MoreThanOwed(Refusal):
    """Nobody pays more than is owed."""

    zh = "登记金额{amount}元超过未履行金额{owed}元"
    en = "{amount} is more than the {owed} still owed"
    basis = "domain.md §2.7 不变式7"
    next_step = "核对金额"


class DoneBeforeAgreed(Refusal):
    """What was done before was not done under the agreement."""

    zh = "履行日期早于协议达成日期"
    en = "The day lies before the agreement"


class ProofMissing(Refusal):
    """A fulfilment is shown by a paper."""

    zh = "须上传履行凭证"
    en = "The proof of fulfilment is needed"
    basis = "[F10] 收条、转账凭证"
    next_step = "上传凭证"


class NotYourWitness(Refusal):
    """The mediator witnesses, not the party."""

    zh = "当事人自行登记时不能以调解员见证或法院文书为凭证"
    en = "A party cannot give the mediator's witness or a court paper as proof"
    next_step = "改用收条或转账凭证"


class CreditorMustConfirm(Refusal):
    """A large payment is confirmed by the creditor."""

    zh = "超过{above}元的付款须经权利人确认"
    en = "A payment above {above} yuan is confirmed by the creditor"
    basis = "domain.md §4.4"
    next_step = "上传权利人确认书,或由权利人登记"


class NotVoluntary(Refusal):
    """What is enforced is not done freely."""

    zh = "已进入强制执行的义务不能登记为自动履行"
    en = "What is enforced is not done voluntarily"


class NotYetDue(Refusal):
    """The day has not passed."""

    zh = "履行期限到{due_on}才届满"
    en = "The obligation is due on {due_on}"
    basis = "民法典 art 203"


class BreachKnown(Refusal):
    """Once for each due day."""

    zh = "该期限的违约已经登记"
    en = "The breach of this due day was recorded already"


class DuePassed(Refusal):
    """A reminder comes before the day."""

    zh = "履行期限已过,应登记违约并督促"
    en = "The due day has passed; record the breach and urge"


class NothingToUrge(Refusal):
    """Urging follows a breach."""

    zh = "没有已登记的违约,无须督促"
    en = "There is no recorded breach to urge about"
    basis = "人民调解法 art 31"
    next_step = "先登记违约"
