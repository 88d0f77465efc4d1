"""Invented names of people and places. Any likeness to a real one is an accident."""

from random import Random

from domain.person import Identity

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = "安柏晨川丹冬芳枫光桂海禾慧江静可兰磊林满梅明宁平琪青泉荣山石书思松桃天文溪晓新秀雪岩"
TOWNS = ("青石镇", "云岭镇", "白鹭镇", "枫林镇", "桃源镇")
VILLAGES = (
    ("柳湾村", "石桥村", "东岭村"),
    ("云台村", "松坪村", "梨园村"),
    ("白沙村", "荷塘村", "渡口社区"),
    ("枫树村", "竹溪村", "大坪村"),
    ("桃花村", "梅岭村", "新街社区"),
)
STREETS = ("建设路", "人民路", "河滨路", "青年街", "文化巷", "东风路")


def full_name(chance: Random) -> str:
    """An invented name: a surname and one or two signs."""
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def identity(chance: Random, place: str) -> Identity:
    """An invented identity; numbers of the kind that belong to nobody."""
    return Identity(
        name=full_name(chance),
        id_number=f"990101{chance.randint(1950, 2005)}{chance.randint(1, 12):02}"
        f"{chance.randint(1, 28):02}{chance.randint(0, 999):03}X",
        phone=f"199{chance.randint(0, 99_999_999):08}",
        address=f"云溪县{place}{chance.choice(STREETS)}{chance.randint(1, 200)}号",
    )
