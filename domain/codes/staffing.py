"""Staffing (人员): footings of service, shifts, mediators' grades, receptions. domain.md §4.2."""

from domain.codes.entry import Labelled


class EngagementType(Labelled):
    """任职类型: on what footing a person serves. domain.md §4.2."""

    CIVIL_SERVANT = "civil_servant", "公务员"
    PUBLIC_INSTITUTION = "public_institution", "事业编制人员"
    PURCHASED_SERVICE = "purchased_service", "政府购买服务人员"
    SOCIAL_WORKER = "social_worker", "社会工作者"
    VILLAGE_CADRE = "village_cadre", "村(社区)干部"
    GRID_FULL_TIME = "grid_full_time", "专职网格员"
    GRID_PART_TIME = "grid_part_time", "兼职网格员"
    MEDIATOR_FULL_TIME = "mediator_full_time", "专职人民调解员"
    MEDIATOR_PART_TIME = "mediator_part_time", "兼职人民调解员"
    MEDIATOR_INDUSTRY = "mediator_industry", "行业性专业性调解员"
    MEDIATOR_INVITED = "mediator_invited", "特邀调解员"
    JUDGE = "judge", "法官"
    PROCURATOR = "procurator", "检察官"
    POLICE = "police", "民警"
    AUXILIARY_POLICE = "auxiliary_police", "辅警"
    LAWYER = "lawyer", "律师"
    LEGAL_ADVISER = "legal_adviser", "法律顾问"
    LEGAL_GUIDE = "legal_guide", "法律明白人"
    COUNSELLOR = "counsellor", "心理咨询师"
    EXPERT = "expert", "专家"
    DEPUTY = "deputy", "两代表一委员"
    VETERAN = "veteran", "五老人员"
    LOCAL_WORTHY = "local_worthy", "乡贤"
    VOLUNTEER = "volunteer", "志愿者"
    OTHER = "other", "其他"


class ShiftOfDay(Labelled):
    """班次: which part of a day somebody is on duty."""

    WHOLE_DAY = "WHOLE_DAY", "全天"
    MORNING = "MORNING", "上午"
    AFTERNOON = "AFTERNOON", "下午"
    NIGHT = "NIGHT", "夜间"


class DutyPlace(Labelled):
    """值班方式: where a shift is served. domain.md §4.1."""

    CENTRE = "CENTRE", "中心值班"
    ONLINE = "ONLINE", "线上值班"
    ON_CALL = "ON_CALL", "随叫随到"


class AbsenceReason(Labelled):
    """缺勤事由: why somebody on the roster does not serve."""

    LEAVE = "LEAVE", "请假"
    ILLNESS = "ILLNESS", "病假"
    TRAINING = "TRAINING", "培训"
    OTHER_DUTY = "OTHER_DUTY", "公务外出"
    UNEXCUSED = "UNEXCUSED", "无故缺勤"


class MediatorFooting(Labelled):
    """调解员身份: whether mediating is the person's main work."""

    FULL_TIME = "FULL_TIME", "专职"
    PART_TIME = "PART_TIME", "兼职"


class MediatorGrade(Labelled):
    """调解员等级: fourth to first grade. domain.md §4.2 [F32 art 80]."""

    UNGRADED = "UNGRADED", "未评级"
    FOURTH = "FOURTH", "四级"
    THIRD = "THIRD", "三级"
    SECOND = "SECOND", "二级"
    FIRST = "FIRST", "一级"
    CHIEF = "CHIEF", "首席(金牌)"


class RemovalGround(Labelled):
    """罢免解聘事由: what ends a mediator's service [F01 art 15], or ends it without blame."""

    PARTIALITY = "PARTIALITY", "偏袒一方当事人"
    INSULT = "INSULT", "侮辱当事人"
    TAKING_MONEY = "TAKING_MONEY", "索取、收受财物或者牟取其他不正当利益"
    LEAKING_PRIVACY = "LEAKING_PRIVACY", "泄露当事人个人隐私、商业秘密"
    RESIGNED = "RESIGNED", "本人辞任"
    UNFIT = "UNFIT", "因健康等原因不能履职"


class ReceptionMode(Labelled):
    """接访方式: how a leader receives the public. domain.md §4.2 [seed 002][seed 003]."""

    FIXED_PLACE = "FIXED_PLACE", "定点接访"
    BY_APPOINTMENT = "BY_APPOINTMENT", "重点约访"
    GOING_DOWN = "GOING_DOWN", "带案下访"
    ON_OWN_ACCOUNT = "ON_OWN_ACCOUNT", "主动接访"
    ON_ONE_TOPIC = "ON_ONE_TOPIC", "专题接访"
    FOR_THE_PARTY = "FOR_THE_PARTY", "领导代访"
    BY_VIDEO = "BY_VIDEO", "视频接访"
