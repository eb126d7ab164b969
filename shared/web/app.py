"""create_service: the only place a FastAPI application is assembled."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

import anyio
import anyio.to_thread
import structlog
from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Info,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

from shared import __version__
from shared.audio.decoder import LOSSES, AudioDecoder
from shared.cores import usable_cores
from shared.engines import EngineContext, EngineSpec, load_engine
from shared.logs import configure_logging, start_failure
from shared.request_context import never_inside
from shared.roster import Service
from shared.settings import CommonSettings, ServiceSettings
from shared.storage import open_store
from shared.tracing import open_tracing
from shared.version import running_commit
from shared.web.callers import CallerWatch
from shared.web.cross_origin import CrossOrigin, read_origins
from shared.web.dependencies import Runtime, RuntimeDep
from shared.web.docs_page import docs_router
from shared.web.engine_metrics import EngineMetrics
from shared.web.known_names import refuse_unknown_names
from shared.web.line_metrics import LineMetrics
from shared.web.methods import HeadAnswers
from shared.web.middleware import RequestMetrics, RequestMiddleware
from shared.web.openapi import install_openapi, operation_id
from shared.web.problems import install_problem_handlers
from shared.web.readiness import Readiness
from shared.web.security_headers import security_headers
from shared.web.service_token import (
    ServiceTokenGuard,
    is_from_fleet,
    refuse_to_be_open,
    service_tokens,
)
from shared.web.stream_middleware import StreamMiddleware, WebSocketMetrics
from shared.web.trace_middleware import TraceMiddleware

log = structlog.get_logger(__name__)

NO_TELEMETRY: Any = dict.fromkeys(("tracing", "metrics", "logs", "auto_configure"), False)
"""Of FastAPI's own: it would send what callers wrote, in the messages of refused requests (shared.tracing, ADR 47)."""
Resources = Callable[[Runtime], AbstractAsyncContextManager[None]]


def create_service(
    service: Service,
    *,
    settings: type[ServiceSettings],
    router: APIRouter,
    package: str | None,
    engines: Sequence[EngineSpec] = (),
    resources: Resources | None = None,
    body_limit_mb: Callable[[CommonSettings], float] = lambda common: common.max_upload_mb + 1,
    cancel_when_caller_leaves: bool = False,
    door: Callable[[ASGIApp], ASGIApp] = ServiceTokenGuard,
    authorise: Callable[[HTTPConnection], Awaitable[None]] | None = None,
    versioned: str = "",
) -> FastAPI:
    """A service's application: its router plus health, readiness, version, metrics and problems.

    `package` is the caller's `__package__`; engines are modules of its `services.engines`. `resources`
    opens what else the service holds (a database) and closes it at stop. With `cancel_when_caller_leaves` a
    request's work ends with the connection; not for a service that goes on with what it took. `door` is what lets
    callers in, and `authorise` what it asks of each once its route is known, before its body is read; by default other services
    are let in. `versioned`: the path below which the router's routes are documented; they answer without it too. Everything
    is made in the lifespan: importing a service loads nothing.
    """

    async def open_up(runtime: Runtime, stack: AsyncExitStack) -> None:
        common = runtime.common
        if engines:
            assert engine_metrics is not None
            try:
                runtime.host = await load_engine(
                    engines,
                    package=f"{package}.services.engines",
                    wanted=runtime.settings.engine,
                    mock_mode=common.mock_mode,
                    context=EngineContext(runtime.settings, common.model_dir, runtime.threads),
                    line=runtime.engine_line("the engine", runtime.settings),
                )
            except Exception:
                engine_metrics.not_loaded()
                raise
            engine_metrics.loaded(runtime.host.load_s)
            runtime.host.ran = engine_metrics.ran
            if (close := getattr(runtime.host.engine, "close", None)) is not None:
                stack.callback(close)
            engine_info.info(
                {k: str(v) for k, v in runtime.host.stamp().items()} | {"service": service.name}
            )
        if resources is not None:
            await stack.enter_async_context(resources(runtime))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            try:
                common = CommonSettings()
                configure_logging(log_format=common.log_format, level=common.log_level)
                if door is ServiceTokenGuard:
                    refuse_to_be_open(common)
                tracing = open_tracing(common, service.name)
                if tracing is not None:
                    stack.push_async_callback(anyio.to_thread.run_sync, tracing.close)
                app.state.tracing = tracing
                decoder = _open_decoder(common, on_loss=lambda why: decoders_lost.labels(why).inc())
                stack.callback(decoder.close)
                runtime = Runtime(
                    service,
                    common,
                    settings(),
                    open_store(common),
                    decoder,
                    metrics=registry,
                    lines=lines,
                    tracing=tracing,
                )
                app.state.max_body_bytes = int(body_limit_mb(common) * 1_000_000)
                app.state.allowed_origins = read_origins(common.cors_allowed_origins)
                app.state.service_tokens = service_tokens(common)
                app.state.security_headers = security_headers(common)
                await open_up(runtime, stack)
            except Exception as error:
                reason = start_failure(error)
                log.exception("start_failed", service=service.name, reason=reason)
                app.state.start_failure = reason  # for who started it
                raise
            group = await stack.enter_async_context(anyio.create_task_group())
            app.state.readiness = Readiness(group)
            stack.callback(app.state.readiness.end)
            app.state.runtime = runtime
            # What is loaded stays: a collection that walks it is a pause of 40 ms and more in somebody's request.
            gc.freeze()
            log.info(
                "service_started",
                service=service.name,
                port=service.port,
                version=__version__,
                commit=running_commit(),  # read here, so that a later checkout changes no answer
            )
            yield
            gc.unfreeze()
        log.info("service_stopped", service=service.name)

    registry = CollectorRegistry()
    lines = LineMetrics(registry)
    ProcessCollector(registry=registry)  # memory, open files, processor time
    engine_metrics = EngineMetrics(registry) if engines else None
    engine_info = Info("engine", "The loaded engine", registry=registry)
    decoders_lost = Counter(
        "audio_decoders_lost_total",
        "Decoding processes that ended over an upload, by reason",
        ["reason"],
        registry=registry,
    )
    for reason in LOSSES:  # 0 until the first
        decoders_lost.labels(reason)
    app = FastAPI(
        title=service.name,
        version=__version__,
        lifespan=lifespan,
        redirect_slashes=False,  # it would send callers wherever their Host header says
        generate_unique_id_function=operation_id,
        telemetry=NO_TELEMETRY,
        docs_url=None,  # shared.web.docs_page has it from this origin
        redoc_url=None,
    )
    app.state.metrics_registry = registry
    app.state.authorise = authorise
    if cancel_when_caller_leaves:
        app.add_middleware(CallerWatch)
    app.add_middleware(door)
    app.add_middleware(HeadAnswers)
    # Behind the door the fleet calls; at the door itself everybody is from outside.
    is_inside = is_from_fleet if door is ServiceTokenGuard else never_inside
    app.add_middleware(TraceMiddleware, is_inside=is_inside)
    app.add_middleware(
        RequestMiddleware, metrics=RequestMetrics(registry, service.name), is_inside=is_inside
    )
    app.add_middleware(
        StreamMiddleware, metrics=WebSocketMetrics(registry, service.name), is_inside=is_inside
    )
    app.add_middleware(CrossOrigin)
    install_problem_handlers(app)
    install_openapi(app, service)
    app.include_router(docs_router(service.name))
    app.include_router(_operations(service, registry))
    checks = [Depends(refuse_unknown_names)]
    app.include_router(router, prefix=versioned, dependencies=checks)
    if versioned:
        app.include_router(router, dependencies=checks, include_in_schema=False)
    return app


def _open_decoder(common: CommonSettings, *, on_loss: Callable[[str], None]) -> AudioDecoder:
    return AudioDecoder(
        processes=common.audio_decoders or min(2, usable_cores()),
        cpu_s=common.audio_decode_cpu_s,
        memory_mb=common.audio_decode_memory_mb,
        on_loss=on_loss,
    )


def _operations(service: Service, registry: CollectorRegistry) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/health")
    async def get_health() -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok", "service": service.name}

    @router.get("/ready")
    async def get_readiness(request: Request, runtime: RuntimeDep) -> JSONResponse:
        """The engine is loaded and everything behind the service can be reached."""
        readiness: Readiness = request.app.state.readiness
        checks = {"storage": runtime.store.check, **runtime.checks}
        failed, notes = await readiness.ask(checks, runtime.notes)
        body: dict[str, Any] = {
            "status": "not_ready" if failed else "ready",
            "service": service.name,
            "failed": failed,
        }
        body |= notes
        if runtime.host is not None:
            body |= runtime.host.stamp()
        return JSONResponse(body, status_code=503 if failed else 200)

    @router.get("/version")
    async def get_version(runtime: RuntimeDep) -> dict[str, Any]:
        """Which code and which engine this is."""
        body: dict[str, Any] = {
            "service": service.name,
            "version": __version__,
            "commit": running_commit(),
        }
        return body | (runtime.host.stamp() if runtime.host else {})

    @router.get("/metrics", response_class=PlainTextResponse)
    async def get_metrics() -> PlainTextResponse:
        """Prometheus metrics."""
        return PlainTextResponse(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return router
