"""Meetings (会商与吹哨): kinds of whistles and meetings, and how a unit reports in.

domain.md §2.5 D, E; §7.13.
"""

from domain.codes.entry import Labelled


class WhistleKind(Labelled):
    """哨件类型: how soon somebody must come. domain.md §7.13."""

    URGENT = "URGENT", "应急哨"
    KEY = "KEY", "重点哨"
    DAILY = "DAILY", "日常哨"


class WhistleGround(Labelled):
    """吹哨事由: why those on the spot cannot do it themselves [seed 000 二(四)3]."""

    NOT_OUR_POWER = "NOT_OUR_POWER", "事权不在本级"
    TOO_HARD = "TOO_HARD", "本级难以化解"


class ReportingMode(Labelled):
    """报到方式: how a unit that was called comes."""

    ON_SITE = "ON_SITE", "到场"
    VIDEO = "VIDEO", "视频"
    PHONE = "PHONE", "电话"


class ConsultationKind(Labelled):
    """会商类型: which meeting it is. domain.md §7.13."""

    WEEKLY = "WEEKLY", "周例会"
    MONTHLY = "MONTHLY", "月研判"
    SPECIAL = "SPECIAL", "专题会商"
    JOINT = "JOINT", "联席会议"
    COUNCIL = "COUNCIL", "党群议事会"
    HEARING = "HEARING", "听证"
