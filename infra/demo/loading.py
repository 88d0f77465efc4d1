"""Loading the demo into a database, once, and taking up a load that was interrupted.

`demo.json` in the home remembers the plan, so that an interrupted load goes on with the same plan
on another day.
"""

from datetime import date
from pathlib import Path

import msgspec

from domain.values import Value
from infra.demo.play import DemoClock, DemoPlan, Play, Report
from infra.read.projector import Projector
from infra.settings import Settings
from infra.wiring import Core, core

FILE = "demo.json"


class DemoLoad(Value):
    """The plan of this home's demo, and whether it has been played to its end."""

    plan: DemoPlan
    finished: bool


class NotEmpty(Exception):
    """The log holds other events already; the demo is for an empty one."""


def planned(home: Path) -> DemoLoad | None:
    """The demo this home has or is half way through, if any."""
    path = home / FILE
    return msgspec.json.decode(path.read_bytes(), type=DemoLoad) if path.exists() else None


def load_if_empty(settings: Settings, today: date, report: Report) -> bool:
    """Load the small demo unless the log holds something else. Whether anything was played."""
    before = planned(settings.home)
    if before is not None and before.finished:
        return False
    plan = DemoPlan(cases=60, seed=1, until=today) if before is None else before.plan
    try:
        load(settings, plan, report)
    except NotEmpty:
        return False
    return True


def load(settings: Settings, plan: DemoPlan, report: Report) -> int:
    """Play a plan; how many acts it took. Raises `NotEmpty`, `Refusal` never."""
    before = planned(settings.home)
    clock = DemoClock(plan)
    with core(settings, clock=clock.now, new_command_id=clock.command_id) as parts:
        taken_up = before is not None and before.plan == plan
        if not taken_up and parts.application.recorder.size() > 0:
            raise NotEmpty("the log is not empty; the demo county is for an empty database")
        _remember(settings.home, DemoLoad(plan=plan, finished=False))
        acts = Play(parts.application, clock, plan).perform(report)
        _readable(parts)
    _remember(settings.home, DemoLoad(plan=plan, finished=True))
    return acts


def _readable(parts: Core) -> None:
    """Bring the read models up to the last act, so that the first question finds the county."""
    Projector(
        dsn=parts.database.app_dsn,
        schema=parts.settings.schema_name,
        reader=parts.application.mapper,
        projections=parts.projections,
    ).catch_up()


def _remember(home: Path, state: DemoLoad) -> None:
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f".{FILE}"
    draft.write_bytes(msgspec.json.encode(state))
    draft.replace(home / FILE)
