"""Dispute types (纠纷类型): two levels, each with the risk it starts at. domain.md §7.2 [F58]."""

from domain.codes.entry import Code, CodeList
from domain.codes.risks import RiskLevel

_SOURCE = "domain.md §7.2 [F58]"

_TABLE = """
01   婚恋家庭纠纷 | Marriage and family
0101 恋爱及婚姻 | Courtship and marriage
0102 抚养赡养监护 | Child support, support of parents, guardianship
0103 分家与继承 | Division of households and inheritance
0199 其他婚恋家庭纠纷 | Other marriage and family
02   邻里纠纷 | Neighbours
0201 用水排水通行通风采光 | Water, drainage, passage, air and light
0202 相邻土地建筑利用 | Use of adjoining land and buildings
0203 相邻污染损害防止 | Nuisance from an adjoining place
0299 其他邻里纠纷 | Other neighbour dispute
03   人格权纠纷 | Personality rights
0301 姓名肖像 | Name and likeness
0302 名誉隐私 | Reputation and privacy
0303 身体健康及人身自由 | Body, health and personal freedom
0399 其他人格权纠纷 | Other personality rights
04   物权相关纠纷 | Property rights
0401 财物返还及损害赔偿 | Return of property and damages
0402 物业及其管理 | Property management
0403 房屋等不动产登记 | Registration of houses and other real estate
0499 其他物权相关纠纷 | Other property rights
05   侵权相关纠纷 | Torts
0501 教育机构 | Educational institutions
0502 医疗损害 | Medical harm
0503 交通事故 | Traffic accidents
0504 环境污染 | Environmental pollution
0505 产品责任 | Product liability
0506 网络侵权 | Torts on the internet
0507 劳务损害 | Injury in personal services
0599 其他侵权相关纠纷 | Other torts
06   合同及相关纠纷 | Contracts
0601 消费及服务 | Consumption and services
0602 房产买卖租赁 | Sale and lease of housing
0603 交易贸易 | Trade
0604 运输仓储 | Transport and storage
0699 其他合同及相关纠纷 | Other contracts
07   劳动人事争议 | Labour and personnel
0701 劳动合同、劳务派遣 | Labour contracts and dispatch
0702 社会保险 | Social insurance
0703 福利待遇 | Benefits
0704 人事争议 | Personnel disputes
0799 其他劳动人事争议 | Other labour and personnel
08   金融借贷纠纷 | Finance and lending
0801 证券基金期货 | Securities, funds and futures
0802 投资信托理财 | Investment, trusts and wealth management
0803 保险 | Insurance
0804 借贷及担保 | Loans and guarantees
0899 其他金融借贷纠纷 | Other finance and lending
09   土地及资源权属纠纷 | Land and resource title
0901 土地承包经营 | Contracted land management
0902 宅基地使用 | Use of homesteads
0903 山林矿产 | Forests, hills and minerals
0904 水域水利 | Waters and water works
0999 其他土地及资源权属纠纷 | Other land and resource title
10   其他民商事纠纷 | Other civil and commercial
1001 知识产权 | Intellectual property
1002 公司企业设立解散 | Founding and winding up of companies
1003 海事海商 | Maritime matters
1004 竞争纠纷 | Competition
1005 票据与信用证 | Negotiable instruments and letters of credit
1006 无因管理与不当得利 | Voluntary agency and unjust enrichment
1099 其他民商事纠纷 | Other civil and commercial
11   城乡建设发展纠纷 | Urban and rural development
1101 国有土地上房屋征收 | Expropriation of houses on state land
1102 农村集体土地征用 | Requisition of collective land
1103 城乡规划及拆违 | Planning and demolition of illegal buildings
1104 基础设施建设及市政市容 | Infrastructure and municipal works
1105 移民安置 | Resettlement
1199 其他城乡建设发展纠纷 | Other urban and rural development
12   涉民政纠纷 | Civil affairs
1201 村(社区)选举和管理 | Village or community elections and management
1202 优抚救助 | Special care and relief
1203 区划边界 | Administrative boundaries
1299 其他涉民政纠纷 | Other civil affairs
13   其他行政执法纠纷 | Other administrative enforcement
1301 城市管理 | City management
1302 教育文体管理 | Education, culture and sports
1303 工商税务管理 | Commerce and taxation
1304 安全生产管理 | Work safety
1305 交通运输管理 | Transport
1306 海事渔事管理 | Maritime and fishery management
1307 计划生育管理 | Family planning
1399 其他行政执法纠纷 | Other administrative enforcement
14   涉法涉诉纠纷 | Law and litigation
1401 涉公安 | Concerning the police
1402 涉检察院 | Concerning the procuratorate
1403 涉法院 | Concerning the courts
1404 涉司法行政机关 | Concerning the judicial administration
15   涉组织涉纪检纠纷 | Party organisation and discipline
1501 组织人事 | Organisation and personnel
1502 干部作风 | Conduct of cadres
1599 其他涉组织涉纪检纠纷 | Other party organisation and discipline
16   涉民族宗教纠纷 | Ethnic and religious affairs
1601 涉民族问题 | Ethnic questions
1602 涉宗教问题 | Religious questions
99   其他 | Other
"""


def _entry(line: str) -> Code:
    code, labels = line.split(maxsplit=1)
    zh, en = labels.split(" | ")
    return Code(
        code=code,
        zh=zh.strip(),
        en=en,
        source=_SOURCE,
        parent=code[:2] if len(code) == 4 else None,
        needs_text=code.endswith("99"),
    )


DISPUTES = CodeList("DISPUTES", "纠纷类型", map(_entry, _TABLE.strip().splitlines()))
"""The seventeen kinds of dispute and what belongs to each."""

YELLOW_BY_DEFAULT = ("0402", "0502", "0503", "0504", "0901", "11", "16")
"""Types that are difficult from the start [seed 001 三(二)]; 16 by our own design."""

LABOUR = "07"
FAMILY = "01"
MANY_WORKERS = 10
"""A labour dispute of this many workers is YELLOW [seed 001 三(二)]."""


def default_level(dispute: str | None, people: int = 1) -> RiskLevel:
    """The level a dispute of this type and this many people starts at."""
    if dispute is None:
        return RiskLevel.BLUE
    if dispute.startswith(YELLOW_BY_DEFAULT):
        return RiskLevel.YELLOW
    if dispute.startswith(LABOUR) and people >= MANY_WORKERS:
        return RiskLevel.YELLOW
    return RiskLevel.BLUE
