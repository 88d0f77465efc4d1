"""The web application of one serving process: the API, the ledger's public side, health, metrics.

/graphql    the API               /log/…      checkpoints and tiles for outside witnesses
/graphiql   a page to try it on   /healthz /readyz /metrics
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
from anyio import CapacityLimiter
from eventsourcing.persistence import PersistenceError as LibraryFault
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from graphql_api.context import Services
from graphql_api.endpoint import GraphQLEndpoint
from graphql_api.errors import Unavailable
from graphql_api.graphiql.page import graphiql_routes
from graphql_api.limits import Limits
from graphql_api.ports import Standing
from graphql_api.schema.build import schema
from graphql_api.sign_in import SignIn, context_maker
from infra.database.faults import DatabaseFault
from infra.http.background import Background, Work
from infra.http.metrics import Metrics, Timed
from infra.http.ports import LogEvents, MeasuredCommands, RegisterAuthority, may_read_narrative
from infra.http.readiness import Readiness
from infra.identity.development import DevelopmentKeys
from infra.identity.jwks import open_keys
from infra.identity.tokens import Claims, TokenVerifier, bearer_token
from infra.ledger.key_files import open_signer
from infra.ledger.reads import PostgresLedgerReads
from infra.ledger.routes import log_routes
from infra.ledger.suite import SHA256_ED25519
from infra.read.accountability import PostgresAccountability
from infra.read.indicators import PostgresIndicators
from infra.read.mediations import PostgresMediations
from infra.read.overdue import PostgresOverdue
from infra.read.projector import Projector
from infra.read.queries import PostgresCaseRegister, PostgresClocks
from infra.read.screenings import PostgresScreenings
from infra.read.staff import PostgresStaff
from infra.read.tables import ShapeChanged
from infra.read.waiting import PostgresPositions
from infra.read.warning import PostgresIntakes
from infra.read.workload import PostgresWorkload
from infra.replay.asof import PastOfCases
from infra.wiring import Clock, Core, bring_up_to_date, now
from infra.working.report import Tell

THREADS = 40
"""Blocking calls under way at once; more wait their turn."""
WAITING = 200
"""Reads that may wait for a position at once."""


@dataclass(frozen=True)
class Service:
    """A composed process: the application to serve, and the parts that run beside it."""

    app: Starlette
    readiness: Readiness
    work: Work

    def stop(self) -> None:
        """Stop what runs beside the application, as its own shutdown does. Any number of times."""
        self.readiness.stop()
        self.work.stop()


def service(
    parts: Core,
    metrics: Metrics,
    work: Callable[[Tell], Work],
    *,
    clock: Clock = now,
    try_out: bool = False,
) -> Service:
    """Compose everything a serving process needs around the core.

    `work` makes who does the background work, and reports it to whom it is given.
    `try_out` opens the schema and the GraphiQL page to everybody signed in, whatever the settings.
    """
    settings = parts.settings
    positions = PostgresPositions(parts.pool, settings.schema_name, parts.projections)
    signer = open_signer(
        SHA256_ED25519, settings.log_origin, parts.keys.ledger, parts.keys.ledger_memory
    )
    clocks = PostgresClocks(parts.pool, settings.schema_name, parts.clocks)
    background = Background(metrics, positions)
    doing = work(background.heard)
    readiness = Readiness(
        lambda: _bring_up(parts),
        {
            "database": parts.pool.ping,
            "ledger": background.check_ledger,
            "work": doing.check,
        },
        then=doing.start,
    )
    metrics.watch(lambda: _gauges(parts, readiness, background))
    ledger = PostgresLedgerReads(
        parts.pool.connection,
        settings.schema_name,
        suite=SHA256_ED25519,
        verifier=signer.verifier,
    )
    services = _services(parts, metrics, positions, clocks, ledger, clock)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        readiness.start()
        yield
        running.stop()

    endpoint = _endpoint(parts, services, readiness, metrics, clock, try_out=try_out)
    routes: list[BaseRoute] = [
        Route("/", lambda request: RedirectResponse("/graphiql")),
        Route("/graphql", Timed(endpoint, metrics)),
        *log_routes(ledger),
        Route("/healthz", readiness.healthz),
        Route("/readyz", readiness.readyz),
        Route("/metrics", metrics.endpoint),
    ]
    if settings.graphiql or try_out:
        routes += graphiql_routes()
    middleware = (
        [
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors_origins,
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type", "Liuhen-Post", "X-Request-Id"],
            )
        ]
        if settings.cors_origins
        else []
    )
    app = Starlette(routes=routes, middleware=middleware, lifespan=lifespan)
    running = Service(app, readiness, doing)
    return running


def _bring_up(parts: Core) -> None:
    """The schema up to date, and the read models' tables there: readers come before the work."""
    bring_up_to_date(parts.database, parts.settings)
    projector = Projector(
        dsn=parts.database.app_dsn,
        schema=parts.settings.schema_name,
        reader=parts.application.mapper,
        projections=parts.projections,
    )
    with suppress(ShapeChanged):  # Whoever projects says so, again and again.
        projector.prepare()


def _services(
    parts: Core,
    metrics: Metrics,
    positions: PostgresPositions,
    clocks: PostgresClocks,
    ledger: PostgresLedgerReads,
    clock: Clock,
) -> Services:
    log = LogEvents(parts.application)
    return Services(
        commands=MeasuredCommands(parts.application, metrics),
        cases=PostgresCaseRegister(parts.pool, parts.settings.schema_name),
        clocks=clocks,
        workload=PostgresWorkload(parts.pool, parts.settings.schema_name),
        accountability=PostgresAccountability(parts.pool, parts.settings.schema_name),
        mediations=PostgresMediations(parts.pool, parts.settings.schema_name),
        staff=PostgresStaff(parts.pool, parts.settings.schema_name),
        intakes=PostgresIntakes(parts.pool, parts.settings.schema_name),
        screenings=PostgresScreenings(parts.pool, parts.settings.schema_name),
        indicators=PostgresIndicators(parts.pool, parts.settings.schema_name),
        overdue=PostgresOverdue(
            parts.pool, parts.settings.schema_name, parts.clocks, parts.judged_by.calendar
        ),
        judged_by=parts.judged_by,
        positions=positions,
        events=log,
        past=PastOfCases(
            parts.application, parts.pool, parts.settings.schema_name, parts.projections
        ),
        people=log,
        register=parts.application.organisation,
        ledger=ledger,
        cursor_key=parts.keys.cursor,
        may_read_narrative=may_read_narrative,
        clock=clock,
        threads=CapacityLimiter(THREADS),
        waiting=CapacityLimiter(WAITING),
    )


def _endpoint(
    parts: Core,
    services: Services,
    readiness: Readiness,
    metrics: Metrics,
    clock: Clock,
    *,
    try_out: bool,
) -> GraphQLEndpoint[Standing]:
    settings = parts.settings
    source = settings.jwks or str(DevelopmentKeys(parts.keys.development).jwks_path)
    verifier = TokenVerifier(
        open_keys(source, httpx.AsyncClient(), clock),
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        clock=clock,
    )

    async def verify(request: Request) -> Claims:
        claims = await verifier.verify(bearer_token(request.headers.getlist("authorization")))
        if not readiness.is_up:
            raise Unavailable
        return claims

    sign_in = SignIn(verify, RegisterAuthority(parts.application, clock), services.threads)

    async def authenticate(request: Request) -> Standing:
        with metrics.timed("sign_in"):
            return await sign_in(request)

    return GraphQLEndpoint(
        schema(),
        authenticate,
        context_maker(services),
        Limits(body_bytes=settings.max_body_bytes),
        may_introspect=lambda _standing: settings.introspection or try_out,
        unavailable=(DatabaseFault,),
    )


def _gauges(parts: Core, readiness: Readiness, background: Background) -> Mapping[str, float]:
    """What is asked of the database whenever somebody looks at the metrics."""
    gauges = {"ready": float(readiness.is_up)}
    size: int | None = None
    with suppress(LibraryFault):
        size = parts.application.recorder.size()
        gauges["log_size"] = size
    return {**gauges, **background.gauges(size)}
