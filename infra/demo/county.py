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

_COUNTY_POSTS: tuple[tuple[str, tuple[str, ...], tuple[PostPlan, ...]], ...] = (
    (
        "县信访局",
        ("PETITION_DEMAND", "PETITION_ADVICE"),
        (
            PostPlan(title="信访接谈员", roles=(Role.PETITION_OFFICE,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD, Role.PETITION_OFFICE)),
        ),
    ),
    (
        "县司法局",
        ("LEGAL_SERVICE",),
        (
            PostPlan(title="人民调解股股长", roles=(Role.JUSTICE_BUREAU,)),
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
        ),
    ),
    (
        "县自然资源局",
        ("09", "11"),
        (
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD,)),
        ),
    ),
    (
        "县人力资源和社会保障局",
        ("07",),
        (
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD,)),
        ),
    ),
    (
        "县卫生健康局",
        ("0502",),
        (
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD,)),
        ),
    ),
    (
        "县市场监督管理局",
        ("0601", "0505", "13"),
        (
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
            PostPlan(title="局长", roles=(Role.UNIT_HEAD,)),
        ),
    ),
    (
        "县纪委监委",
        (),
        (
            PostPlan(title="纪检监察审查员", roles=(Role.DISCIPLINE_REVIEWER,)),
            PostPlan(title="线索保管员", roles=(Role.CLUE_CUSTODIAN,)),
        ),
    ),
)


def county() -> Iterator[UnitPlan]:
    """Every unit, parents before children."""
    yield UnitPlan(
        name=COMMITTEE,
        level=Level.COUNTY,
        kind="政法委",
        area=f"{COUNTY_AREA}000000",
        parent=None,
        posts=(
            PostPlan(title="政法委副书记", roles=(Role.POLITICAL_LEGAL_COMMITTEE, Role.LEADER)),
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
    for name, duties, posts in _COUNTY_POSTS:
        yield UnitPlan(
            name=name,
            level=Level.COUNTY,
            kind="县级部门",
            area=f"{COUNTY_AREA}000000",
            parent=COMMITTEE,
            residence=Residence.ROTATING,
            duties=duties,
            posts=posts,
        )
    for town_nth, town in enumerate(TOWNS, start=1):
        yield from _town(town, f"{COUNTY_AREA}{100 + town_nth:03}")
        for village_nth, village in enumerate(VILLAGES[town_nth - 1], start=201):
            yield _village(town, village, f"{COUNTY_AREA}{100 + town_nth:03}{village_nth:03}")


def _town(town: str, area: str) -> Iterator[UnitPlan]:
    yield UnitPlan(
        name=f"{town}“一站式”矛盾纠纷调处化解中心",
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
        ),
    )
    yield UnitPlan(
        name=f"{town}司法所",
        level=Level.TOWN,
        kind="司法所",
        area=f"{area}000",
        parent=f"{town}“一站式”矛盾纠纷调处化解中心",
        line="县司法局",
        duties=(ANY_DUTY,),
        posts=(
            PostPlan(title="司法所所长", roles=(Role.JUSTICE_BUREAU, Role.UNIT_HEAD)),
            PostPlan(title="承办人", roles=(Role.HANDLER,)),
        ),
    )


def _village(town: str, village: str, area: str) -> UnitPlan:
    return UnitPlan(
        name=f"{village}人民调解委员会",
        level=Level.VILLAGE,
        kind="调委会",
        area=area,
        parent=f"{town}“一站式”矛盾纠纷调处化解中心",
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
