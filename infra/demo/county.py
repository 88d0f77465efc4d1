"""The county's units, posts and staff, as a table: who there is and what they may do."""

from collections.abc import Iterator

from domain.organisation.appointments import EngagementType
from domain.organisation.state import ANY_DUTY, Level, Residence
from domain.roles import Role
from domain.values import Value
from infra.demo.names import TOWNS, VILLAGES

COUNTY_AREA = "990101"


class PostPlan(Value):
    """A post to be established and filled, `holders` times."""

    title: str
    roles: tuple[Role, ...]
    engagement: EngagementType = EngagementType.CIVIL_SERVANT
    holders: int = 1


class UnitPlan(Value):
    """A unit to be registered, with its posts; `parent` and `line` are names of earlier units."""

    name: str
    level: Level
    kind: str
    area: str
    parent: str | None
    line: str | None = None
    residence: Residence | None = None
    duties: tuple[str, ...] = ()
    posts: tuple[PostPlan, ...] = ()


CENTRE = "云溪县“一站式”矛盾纠纷调处化解中心"
COMMITTEE = "县委政法委"
GOVERNMENT = "县人民政府"
PETITION_BUREAU = "县信访局"
JUSTICE_BUREAU = "县司法局"
LAND_BUREAU = "县自然资源局"
MARKET_BUREAU = "县市场监督管理局"
MEDICAL_COMMITTEE = "县医疗纠纷人民调解委员会"
LABOUR_COMMITTEE = "县劳动争议人民调解委员会"


def town_centre(town: str) -> str:
    """The name of a town's centre."""
    return f"{town}“一站式”矛盾纠纷调处化解中心"


def village_committee(village: str) -> str:
    """The name of a village's mediation committee."""
    return f"{village}人民调解委员会"


def grids_of(village: str) -> tuple[str, ...]:
    """The names of a village's grids; the first village of the county has some."""
    return tuple(f"{village}第{nth}网格" for nth in "一二") if village == VILLAGES[0][0] else ()


def _bureau(*handlers: str) -> tuple[PostPlan, ...]:
    """The posts of a department: who handles, and who answers for it."""
    handling = tuple(PostPlan(title=title, roles=(Role.HANDLER,)) for title in handlers)
    return (*handling, PostPlan(title="局长", roles=(Role.UNIT_HEAD,)))


_COUNTY_POSTS: tuple[tuple[str, tuple[str, ...], tuple[PostPlan, ...]], ...] = (
    (
        PETITION_BUREAU,
        ("PETITION_DEMAND", "PETITION_ADVICE"),
        (
            PostPlan(title="信访接谈员", roles=(Role.PETITION_OFFICE,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD, Role.PETITION_OFFICE)),
        ),
    ),
    (
        JUSTICE_BUREAU,
        ("LEGAL_SERVICE",),
        (
            PostPlan(title="人民调解股股长", roles=(Role.JUSTICE_BUREAU,)),
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
        ),
    ),
    (LAND_BUREAU, ("09", "11"), _bureau("承办人", "确权登记承办人")),
    ("县人力资源和社会保障局", ("07",), _bureau("承办人")),
    ("县卫生健康局", ("0502",), _bureau("承办人")),
    (MARKET_BUREAU, ("0601", "0505", "13"), _bureau("承办人")),
    (
        "县纪委监委",
        (),
        (
            PostPlan(title="纪检监察审查员", roles=(Role.DISCIPLINE_REVIEWER,)),
            PostPlan(title="线索保管员", roles=(Role.CLUE_CUSTODIAN,)),
        ),
    ),
)

_SPECIALISTS = ((MEDICAL_COMMITTEE, "0502"), (LABOUR_COMMITTEE, "07"))
"""Committees of the whole county for one kind of dispute (行业性专业性调委会)."""


def county() -> Iterator[UnitPlan]:
    """Every unit, parents before children."""
    yield UnitPlan(
        name=COMMITTEE,
        level=Level.COUNTY,
        kind="政法委",
        area=f"{COUNTY_AREA}000000",
        parent=None,
        posts=(
            PostPlan(title="政法委书记", roles=(Role.LEADER,)),
            PostPlan(title="政法委副书记", roles=(Role.POLITICAL_LEGAL_COMMITTEE,)),
            PostPlan(title="责任倒查审查员", roles=(Role.ACCOUNTABILITY_REVIEWER,)),
            PostPlan(title="合规审计员", roles=(Role.COMPLIANCE_AUDITOR,)),
        ),
    )
    yield UnitPlan(
        name=CENTRE,
        level=Level.COUNTY,
        kind="中心",
        area=f"{COUNTY_AREA}000000",
        parent=COMMITTEE,
        residence=Residence.PERMANENT,
        duties=(ANY_DUTY,),
        posts=(
            PostPlan(title="中心主任", roles=(Role.CENTRE_DIRECTOR,)),
            PostPlan(title="综合受理窗口", roles=(Role.WINDOW_CLERK,), holders=2),
            PostPlan(title="研判分流员", roles=(Role.TRIAGE_OFFICER,), holders=2),
            PostPlan(title="督办员", roles=(Role.SUPERVISOR,)),
            PostPlan(title="回访员", roles=(Role.RETURN_VISITOR,)),
            PostPlan(
                title="专职人民调解员",
                roles=(Role.MEDIATOR,),
                holders=2,
                engagement=EngagementType.MEDIATOR_FULL_TIME,
            ),
        ),
    )
    yield UnitPlan(
        name=GOVERNMENT,
        level=Level.COUNTY,
        kind="人民政府",
        area=f"{COUNTY_AREA}000000",
        parent=COMMITTEE,
        posts=(PostPlan(title="复查复核办公室主任", roles=(Role.UNIT_HEAD,)),),
    )
    for name, duties, posts in _COUNTY_POSTS:
        yield UnitPlan(
            name=name,
            level=Level.COUNTY,
            kind="县级部门",
            area=f"{COUNTY_AREA}000000",
            parent=COMMITTEE,
            line=GOVERNMENT,
            residence=Residence.ROTATING,
            duties=duties,
            posts=posts,
        )
    for name, dispute in _SPECIALISTS:
        yield _specialists(name, dispute)
    for town_nth, town in enumerate(TOWNS, start=1):
        yield from _town(town, f"{COUNTY_AREA}{100 + town_nth:03}")
        for village_nth, village in enumerate(VILLAGES[town_nth - 1], start=201):
            area = f"{COUNTY_AREA}{100 + town_nth:03}{village_nth:03}"
            yield _village(town, village, area)
            for nth, name in enumerate(grids_of(village), start=1):
                yield UnitPlan(
                    name=name,
                    level=Level.GRID,
                    kind="网格",
                    area=f"{area}-{nth}",
                    parent=village_committee(village),
                )


def _specialists(name: str, dispute: str) -> UnitPlan:
    return UnitPlan(
        name=name,
        level=Level.COUNTY,
        kind="行业性专业性调委会",
        area=f"{COUNTY_AREA}000000",
        parent=CENTRE,
        duties=(dispute,),
        posts=(
            PostPlan(
                title="调委会主任",
                roles=(Role.COMMITTEE_HEAD,),
                engagement=EngagementType.MEDIATOR_FULL_TIME,
            ),
            PostPlan(
                title="专职人民调解员",
                roles=(Role.MEDIATOR,),
                holders=2,
                engagement=EngagementType.MEDIATOR_FULL_TIME,
            ),
        ),
    )


def _town(town: str, area: str) -> Iterator[UnitPlan]:
    yield UnitPlan(
        name=town_centre(town),
        level=Level.TOWN,
        kind="中心",
        area=f"{area}000",
        parent=CENTRE,
        residence=Residence.WHOLE_STAFF,
        duties=(ANY_DUTY,),
        posts=(
            PostPlan(title="镇中心主任", roles=(Role.CENTRE_DIRECTOR,)),
            PostPlan(title="镇受理窗口", roles=(Role.WINDOW_CLERK,)),
            PostPlan(title="镇研判分流员", roles=(Role.TRIAGE_OFFICER,)),
            PostPlan(title="镇回访员", roles=(Role.RETURN_VISITOR,)),
            PostPlan(title="诉调对接联络员", roles=(Role.COURT_LIAISON,)),
            PostPlan(title="档案员", roles=(Role.ARCHIVIST,)),
        ),
    )
    yield UnitPlan(
        name=f"{town}司法所",
        level=Level.TOWN,
        kind="司法所",
        area=f"{area}000",
        parent=town_centre(town),
        line=JUSTICE_BUREAU,
        duties=(ANY_DUTY,),
        posts=(
            PostPlan(title="司法所所长", roles=(Role.JUSTICE_BUREAU, Role.UNIT_HEAD)),
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
        ),
    )


def _village(town: str, village: str, area: str) -> UnitPlan:
    return UnitPlan(
        name=village_committee(village),
        level=Level.VILLAGE,
        kind="调委会",
        area=area,
        parent=town_centre(town),
        duties=(ANY_DUTY,),
        posts=(
            PostPlan(
                title="村中心负责人",
                roles=(Role.VILLAGE_HEAD,),
                engagement=EngagementType.VILLAGE_CADRE,
            ),
            PostPlan(
                title="调委会主任",
                roles=(Role.COMMITTEE_HEAD,),
                engagement=EngagementType.VILLAGE_CADRE,
            ),
            PostPlan(
                title="人民调解员",
                roles=(Role.MEDIATOR,),
                engagement=EngagementType.MEDIATOR_PART_TIME,
            ),
            PostPlan(
                title="网格员", roles=(Role.GRID_WORKER,), engagement=EngagementType.GRID_PART_TIME
            ),
        ),
    )
