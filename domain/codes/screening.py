"""Screening (排查): how often it is due, of which kind it was, and how a window stands."""

from domain.codes.entry import Labelled


class Rhythm(Labelled):
    """排查周期: how long a window of screening is. domain.md §3.2 T70 to T72 [seed 001 三(一)]."""

    WEEKLY = "WEEKLY", "每周(周一至周日)"
    HALF_MONTHLY = "HALF_MONTHLY", "每半月(1至15日、16日至月末)"
    MONTHLY = "MONTHLY", "每月"


class ScreeningKind(Labelled):
    """排查方式: how a screening was made. domain.md §7, S1-04 [seed 001 三(一)]."""

    GENERAL = "GENERAL", "普遍排查"
    FOCUSED = "FOCUSED", "重点排查"
    ROUTINE = "ROUTINE", "日常排查"
    CONCENTRATED = "CONCENTRATED", "集中排查"


class ScreeningStanding(Labelled):
    """排查完成情况: how a window stands at a moment, as far as was known then."""

    ON_TIME = "ON_TIME", "按期完成"
    LATE = "LATE", "逾期完成"
    MISSED = "MISSED", "未排查"
    NOT_OVER = "NOT_OVER", "窗口未结束"
