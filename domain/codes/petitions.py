"""Petitions (信访): receivers, receipts, the ways of article 31, and what an opinion may say.

domain.md §2.5 M, after 信访工作条例 arts 22 to 36.
"""

from domain.codes.entry import Labelled


class PetitionReceiver(Labelled):
    """转送交办对象: what kind of body it goes to [F02 art 22]."""

    COMPETENT_UNIT = "COMPETENT_UNIT", "有权处理的机关、单位"
    LOWER_PETITION_OFFICE = "LOWER_PETITION_OFFICE", "下级信访部门"
    POLITICAL_LEGAL = "POLITICAL_LEGAL", "政法部门(涉法涉诉)"
    DISCIPLINE = "DISCIPLINE", "纪检监察机关"


class ReceiptResult(Labelled):
    """告知结果: what the unit tells the petitioner about the matter [F02 art 23]."""

    RECEIVED = "RECEIVED", "已收到"
    ACCEPTED = "ACCEPTED", "予以受理"
    NOT_ACCEPTED = "NOT_ACCEPTED", "不予受理"
    DIRECTED = "DIRECTED", "告知其他途径"


class Article31(Labelled):
    """条例第三十一条各项: the ways that go before an opinion, in their order [F02 art 31]."""

    JUDICIAL = "JUDICIAL", "第一项:诉讼、检察、公安程序"
    ARBITRATION = "ARBITRATION", "第二项:仲裁"
    PARTY_APPEAL = "PARTY_APPEAL", "第三项:党员申诉、申请复审"
    ADMINISTRATIVE = "ADMINISTRATIVE", "第四项:行政复议、裁决、确认、许可、处罚"
    STATUTORY_DUTY = "STATUTORY_DUTY", "第五项:依法履行查处、保护职责"

    @property
    def routes(self) -> frozenset[str]:
        """The codes of ROUTES that belong to the item."""
        return _ROUTES_OF[self]


_ROUTES_OF = {
    Article31.JUDICIAL: frozenset({"LITIGATION", "POLICE", "OTHER"}),
    Article31.ARBITRATION: frozenset({"ARB_CIVIL", "ARB_LABOUR", "ARB_LAND"}),
    Article31.PARTY_APPEAL: frozenset({"PARTY_APPEAL", "OTHER"}),
    Article31.ADMINISTRATIVE: frozenset({"ADM_RECON", "ADM_RULING", "ADM_OTHER"}),
    Article31.STATUTORY_DUTY: frozenset({"ADM_OTHER", "POLICE", "OTHER"}),
}


class PetitionOpinion(Labelled):
    """处理意见: what the opinion says to the demand [F02 art 32]."""

    SUPPORTED = "SUPPORTED", "予以支持"
    EXPLAINED = "EXPLAINED", "请求合理但缺乏依据,解释说明"
    NOT_SUPPORTED = "NOT_SUPPORTED", "不予支持"


class PetitionReviewResult(Labelled):
    """复查、复核结论: what became of the opinion that was looked at again [F02 arts 35, 36]."""

    UPHELD = "UPHELD", "维持"
    CHANGED = "CHANGED", "变更"
    REVOKED = "REVOKED", "撤销,责令重新处理"


class FinalGround(Labelled):
    """终结依据: why the same facts and reasons are not accepted again [F02 arts 35, 36]."""

    RECHECKED = "RECHECKED", "已作出复核意见"
    REVIEW_NOT_REQUESTED = "REVIEW_NOT_REQUESTED", "逾期未申请复查"
    RECHECK_NOT_REQUESTED = "RECHECK_NOT_REQUESTED", "逾期未申请复核"


class Conciliation(Labelled):
    """和解、调解: how the two sides came to an agreement in a petition [F02 art 33]."""

    SETTLEMENT = "SETTLEMENT", "和解"
    MEDIATION = "MEDIATION", "调解"


class Adoption(Labelled):
    """建议采纳: how far an advice is taken up [F02 art 29]."""

    ADOPTED = "ADOPTED", "采纳"
    PARTLY_ADOPTED = "PARTLY_ADOPTED", "部分采纳"
