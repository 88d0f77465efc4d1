"""The product serving: cases ready to be worked on, `liuhen serve` beside us, its own figures."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import httpx
import psutil
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from domain.case.intake import RegisterIntake
from domain.case.values import PartyEntry
from domain.codes.matters import Channel, MatterClass
from domain.codes.parties import Side
from domain.organisation.appointments import AppointPerson, EngagementType
from domain.organisation.posts import EstablishPost
from domain.organisation.state import ANY_DUTY, Level
from domain.organisation.units import RegisterUnit
from domain.person import Identity, RegisterPerson
from domain.roles import Role
from graphql_api.ports import Caller, Request
from infra.authority import caller, operator
from infra.wiring import Core, development_token, now

AREA = "990101000000"


@dataclass(frozen=True)
class Prepared:
    """Registered cases, the unit that will take them up, their applicant, and who may act."""

    cases: list[str]
    unit: str
    person: str
    token: str


def prepare(parts: Core, cases: int) -> Prepared:
    """Register a unit with a window, and that many cases at it."""
    application = parts.application

    def do(command: object, who: Caller, key: str) -> object:
        return application.handle(Request(command=command, caller=who, key=key))  # type: ignore[arg-type]

    boss = operator("benchmark")
    unit = application.handle(
        Request(
            command=RegisterUnit(
                name="云溪县中心",
                level=Level.COUNTY,
                kind="中心",
                area=AREA,
                valid_from=date(2020, 1, 1),
                duties=(ANY_DUTY,),
            ),
            caller=boss,
            key="unit",
        )
    ).events[0].event.unit  # fmt: skip
    post = application.handle(
        Request(
            command=EstablishPost(
                unit=unit, title="窗口", roles=(Role.WINDOW_CLERK, Role.TRIAGE_OFFICER)
            ),
            caller=boss,
            key="post",
        )
    ).events[0].event.post  # fmt: skip
    person = application.handle(
        Request(command=RegisterPerson(identity=Identity(name="王小明")), caller=boss, key="person")
    ).stream
    do(
        AppointPerson(
            person=person,
            post=post,
            engagement=EngagementType.CIVIL_SERVANT,
            from_on=date(2020, 1, 1),
        ),
        boss,
        "appointment",
    )
    clerk = caller(application.organisation(), person, now(), client="benchmark")
    received = now()

    def register(nth: int) -> str:
        command = RegisterIntake(
            matter_class=MatterClass.DISPUTE,
            channel=Channel.CALL,
            received_at=received,
            summary="相邻通行纠纷,要求调解。",
            parties=(PartyEntry(person=person, side=Side.APPLICANT),),
            dispute="0201",
        )
        return application.handle(Request(command=command, caller=clerk, key=f"case {nth}")).stream

    with ThreadPoolExecutor(16) as threads:
        registered = list(threads.map(register, range(cases)))
    token = development_token(parts, person, timedelta(hours=1))
    return Prepared(registered, unit, person, token)


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[tuple[str, psutil.Process]]:
    """`liuhen serve` with these settings, on any free port; its address and its process."""
    command = [sys.executable, "-m", "infra.cli", "serve", "--port", "0"]
    settings = {**os.environ, "LIUHEN_LOG_LEVEL": "ERROR", **environment}
    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if line.startswith("listening on "):
                    yield line.split()[2], psutil.Process(server.pid)
                    break
        finally:
            server.terminate()


def processor_time(server: psutil.Process) -> float:
    """Seconds of processor time that the server and its working process have used."""
    working = [one for one in server.children() if "--reporting" in one.cmdline()]
    used = [one.cpu_times() for one in (server, *working)]
    return sum(one.user + one.system for one in used)


def samples(address: str) -> list[Sample]:
    """Every sample of the server's `/metrics`."""
    text = httpx.get(f"{address}/metrics", trust_env=False, timeout=30).text
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]
