"""Routes (化解途径): the procedures a matter can be led into. domain.md §7.6."""

from domain.codes.entry import Code, CodeList

_SOURCE = "domain.md §7.6"


def _route(code: str, zh: str, en: str, *, needs_text: bool = False) -> Code:
    return Code(code=code, zh=zh, en=en, source=_SOURCE, needs_text=needs_text)


ROUTES = CodeList(
    "ROUTES",
    "化解途径",
    [
        _route("NEGOTIATION", "和解", "Negotiation"),
        _route("PM", "人民调解", "People's mediation"),
        _route("AM", "行政调解", "Administrative mediation"),
        _route("JM", "司法调解", "Judicial mediation"),
        _route("IM", "行业性专业性调解", "Industry and specialist mediation"),
        _route("LM", "律师调解", "Lawyers' mediation"),
        _route("CM", "商事调解", "Commercial mediation"),
        _route("JOINT_M", "联合调解(三调联动)", "Joint mediation"),
        _route("ARB_CIVIL", "民商事仲裁", "Civil and commercial arbitration"),
        _route("ARB_LABOUR", "劳动人事仲裁", "Labour and personnel arbitration"),
        _route("ARB_LAND", "农村土地承包仲裁", "Rural land-contract arbitration"),
        _route("ADM_RULING", "行政裁决", "Administrative ruling"),
        _route("ADM_RECON", "行政复议", "Administrative reconsideration"),
        _route("ADM_OTHER", "行政确认、许可、处罚", "Other administrative procedure"),
        _route("LITIGATION", "诉讼", "Litigation"),
        _route("PETITION", "信访", "Petition"),
        _route("POLICE", "公安程序", "Police procedure"),
        _route("DISCIPLINE", "纪检监察", "Discipline inspection"),
        _route("PARTY_APPEAL", "党员申诉", "Appeal of a party member"),
        _route("NOTARY", "公证", "Notarisation"),
        _route("LEGAL_AID", "法律援助", "Legal aid"),
        _route("SOCIAL_AID", "救助帮扶", "Social aid"),
        _route("JUDICIAL_AID", "司法救助", "Judicial aid"),
        _route("PSYCH", "心理疏导", "Psychological counselling"),
        _route("OTHER", "其他", "Other", needs_text=True),
    ],
)
"""Mediation first, litigation last [seed 004]; petitions by the order of [F02 art 31]."""

DISCIPLINE = "DISCIPLINE"
"""Where reports and accusations go [F02 art 30]."""
