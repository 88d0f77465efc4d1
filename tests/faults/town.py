"""A town in a home: a window clerk and a triage officer, so that there is somebody to work."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.kernel import SHANGHAI
from domain.roles import Role
from infra.identity.development import DevelopmentKeys
from infra.keys import KeyFolder
from infra.settings import Settings
from infra.wiring import core
from tests.composed import Product


@dataclass(frozen=True)
class Town:
    """Who works in the town of a home."""

    unit: str
    clerk: str
    triage: str


def build(settings: Settings) -> Town:
    """Register a unit and its officers in the database that the settings name."""
    with core(settings) as parts:
        product = Product(parts.application, parts.pool, parts.database.app_dsn)
        unit = product.unit("青石镇中心")
        return Town(
            unit=unit,
            clerk=product.officer(unit, Role.WINDOW_CLERK, name="郑窗口").person,
            triage=product.officer(unit, Role.TRIAGE_OFFICER, name="冯研判").person,
        )


def token(home: Path, person: str, client: str = "test") -> str:
    """A good token of the development key of a home."""
    settings = Settings(home=home)
    return DevelopmentKeys(KeyFolder(path=settings.keys_dir).development).mint(
        subject=person,
        client_id=client,
        audience=settings.token_audience,
        issuer=settings.token_issuer,
        lifetime=timedelta(hours=1),
        now=datetime.now(UTC),
    )


def received_at() -> str:
    """A moment that has passed, as a client writes it."""
    return (datetime.now(SHANGHAI) - timedelta(hours=1)).isoformat(timespec="seconds")
