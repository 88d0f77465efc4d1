"""What the demo's matters are about, and in which proportions.

Dispute types follow the county sample of domain.md §7.2 [F55], channels are invented.
"""

from domain.codes.matters import Channel, Difficulty
from domain.codes.risks import RiskLevel

DISPUTE_SHARES = {
    "0202": 900,
    "0201": 500,
    "0203": 270,
    "0901": 900,
    "0903": 508,
    "0101": 280,
    "0102": 180,
    "0103": 186,
    "0401": 246,
    "0507": 200,
    "1102": 217,
    "1101": 100,
    "0902": 224,
    "0603": 122,
    "1201": 99,
    "0503": 48,
    "0701": 45,
    "0502": 28,
    "0504": 18,
    "0402": 60,
    "0804": 200,
    "0601": 149,
}
CHANNEL_SHARES = {
    Channel.WALK_IN: 30,
    Channel.CALL: 18,
    Channel.HOTLINE_12345: 12,
    Channel.GRID: 16,
    Channel.SCREENING: 10,
    Channel.MINI_PROGRAM: 6,
    Channel.POLICE_110: 4,
    Channel.LETTER: 2,
    Channel.DEPARTMENT: 2,
}
DIFFICULTIES = {RiskLevel.YELLOW: Difficulty.COMPLEX, RiskLevel.RED: Difficulty.MAJOR}
STORIES = {
    "02": "双方相邻而居,因{detail}多次争执,要求中心组织调解。",
    "09": "因{detail}权属和使用发生争议,现场已停工,要求查明界址。",
    "11": "对{detail}的标准和程序有异议,要求说明依据并兑现补偿。",
    "07": "反映{detail}未按约定支付,要求协调处理。",
}
DETAILS = (
    "排水沟走向",
    "院墙高度",
    "通行道路",
    "采光遮挡",
    "承包地四至",
    "附属物补偿",
    "工资结算",
    "借款归还",
)
MEASURES = (
    "约谈双方当事人,稳定情绪",
    "组织现场勘验,固定事实",
    "联系网格员每日走访",
    "邀请法律顾问释法明理",
)
WINDOW_ANSWERS = (
    ("ANSWERED", "当场解答政策依据,诉求人表示理解。"),
    ("SETTLED_SELF", "经窗口沟通,双方当场握手言和。"),
    ("AIDED", "协助联系法律援助并完成登记。"),
)
SUBJECTS = (
    "被申请人在约定期限内恢复原状,不再妨碍通行。",
    "双方以现场勘验的界址为准,各自不再越界。",
    "被申请人一次性支付补偿款,双方再无其他争议。",
    "双方互谅互让,今后有事先沟通。",
)
OPINIONS = ("处理及时,态度很好。", "结果公道,比较满意。", "办得快,少跑了路。")
"""Clauses of agreements, and what people say of the handling."""
