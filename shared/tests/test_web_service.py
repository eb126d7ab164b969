"""What create_service gives every service: ids, problems, limits, metrics, readiness."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

import anyio
import httpx
import pytest
from fastapi import File, Form, Query, UploadFile
from pydantic import BaseModel

from shared.errors import Conflict, StorageFull, Unavailable, UpstreamFailed
from shared.roster import Service
from shared.settings import ServiceSettings
from shared.testing import service_client
from shared.web import (
    CommonSettingsDep,
    Runtime,
    ServiceRouter,
    create_service,
    read_upload,
    readiness,
)
from shared.web.problems import problem_response

pytestmark = pytest.mark.anyio
SERVICE = Service("test-service", 9999, "TEST", None, "/echo", "A text in, itself out")
SECRET = "hunter2-in-an-exception"


class Body(BaseModel):
    text: str
    count: int = 1


def make_router() -> ServiceRouter:
    router = ServiceRouter()

    @router.post("/echo")
    async def echo(body: Body) -> Body:
        return body

    @router.post("/upload")
    async def upload(
        file: Annotated[UploadFile, File()],
        common: CommonSettingsDep,
        note: Annotated[str, Form()] = "",
    ) -> dict[str, int]:
        return {"n_bytes": len(await read_upload(file, common))}

    @router.get("/conflict")
    async def conflict() -> None:
        raise Conflict("that key was used with another body", field="idempotency-key")

    @router.get("/upstream")
    async def upstream() -> None:
        raise UpstreamFailed("asr-service is not available", service="asr-service", stage="asr")

    @router.get("/crash")
    async def crash() -> None:
        raise RuntimeError(SECRET)

    @router.get("/items/{item_id}")
    async def item(item_id: int, limit: Annotated[int, Query(le=10)] = 5) -> dict[str, int]:
        return {"item": item_id, "limit": limit}

    return router


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_service(SERVICE, settings=ServiceSettings, router=make_router(), package=None)
    async with service_client(app) as client:
        yield client


def problem_of(response: httpx.Response, *, status: int, slug: str) -> dict:
    body = response.json()
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert (body["status"], body["type"]) == (status, slug)
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == response.headers["x-request-id"]
    return body


async def test_a_callers_request_id_comes_back(client: httpx.AsyncClient):
    response = await client.get("/health", headers={"x-request-id": "abc-123"})
    assert response.headers["x-request-id"] == "abc-123"


@pytest.mark.parametrize("hostile", ["", "a b", "x" * 129, 'id"} {"level": "info', "<b>"])
async def test_an_id_that_could_spoil_the_log_is_replaced(client: httpx.AsyncClient, hostile: str):
    response = await client.get("/health", headers={"x-request-id": hostile})
    assert len(response.headers["x-request-id"]) == 32


async def test_a_raised_problem_becomes_a_document(client: httpx.AsyncClient):
    body = problem_of(await client.get("/conflict"), status=409, slug="conflict")
    assert body["field"] == "idempotency-key"


async def test_an_upstream_failure_names_service_and_stage(client: httpx.AsyncClient):
    body = problem_of(await client.get("/upstream"), status=502, slug="upstream-failed")
    assert (body["service"], body["stage"]) == ("asr-service", "asr")


async def test_a_crash_tells_nothing_of_its_inside(client: httpx.AsyncClient):
    logging.disable(logging.CRITICAL)
    try:
        response = await client.get("/crash")
    finally:
        logging.disable(logging.NOTSET)
    problem_of(response, status=500, slug="internal-error")
    assert SECRET not in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "text"), ({"text": "a", "count": "many"}, "count"), ({"text": None}, "text")],
)
async def test_a_wrong_body_names_the_field(client: httpx.AsyncClient, body: dict, field: str):
    response = await client.post("/echo", json=body)
    assert problem_of(response, status=422, slug="invalid-input")["field"] == field


@pytest.mark.parametrize(
    ("path", "field"), [("/items/seven", "item_id"), ("/items/7?limit=11", "limit")]
)
async def test_a_wrong_path_or_query_names_the_field(
    client: httpx.AsyncClient, path: str, field: str
):
    assert problem_of(await client.get(path), status=422, slug="invalid-input")["field"] == field


async def test_broken_json_is_refused(client: httpx.AsyncClient):
    response = await client.post(
        "/echo", content=b'{"text": ', headers={"content-type": "application/json"}
    )
    problem_of(response, status=422, slug="invalid-input")


async def test_unknown_paths_and_methods_are_problems_too(client: httpx.AsyncClient):
    problem_of(await client.get("/nothing"), status=404, slug="not-found")
    wrong_method = await client.get("/echo")
    problem_of(wrong_method, status=405, slug="method-not-allowed")
    assert wrong_method.headers["allow"] == "POST, OPTIONS"


async def test_an_upload_over_the_file_limit_is_refused(client: httpx.AsyncClient):
    response = await client.post("/upload", files={"file": ("a.wav", b"x" * 1_000_001)})
    assert problem_of(response, status=413, slug="upload-too-large")["field"] == "file"
    fits = await client.post("/upload", files={"file": ("a.wav", b"x" * 1_000_000)})
    assert fits.json() == {"n_bytes": 1_000_000}


async def test_a_body_over_the_request_limit_is_refused_before_it_is_read(
    client: httpx.AsyncClient,
):
    response = await client.post("/upload", files={"file": ("a.wav", b"x" * 2_100_000)})
    assert problem_of(response, status=413, slug="upload-too-large")["field"] == "file"


async def test_a_body_that_hides_its_length_is_limited_too(client: httpx.AsyncClient):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 100_000

    response = await client.post("/echo", content=pieces())
    problem_of(response, status=413, slug="upload-too-large")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.wav", ".."])
async def test_a_file_name_with_a_path_is_refused(client: httpx.AsyncClient, name: str):
    response = await client.post("/upload", files={"file": (name, b"x")})
    assert problem_of(response, status=422, slug="invalid-input")["field"] == "file"


async def test_metrics_count_requests_by_route_not_by_address(client: httpx.AsyncClient):
    await client.get("/items/1")
    await client.get("/items/2")
    await client.get("/no/such/page")
    metrics = (await client.get("/metrics")).text
    counted = 'http_requests_total{method="GET",route="/items/{item_id}",service="test-service",status="200"} 2.0'
    assert counted in metrics
    assert 'route="unmatched"' in metrics
    assert "/no/such/page" not in metrics


async def test_health_and_readiness_without_an_engine(client: httpx.AsyncClient):
    assert (await client.get("/health")).json() == {"status": "ok", "service": "test-service"}
    assert (await client.get("/ready")).json()["status"] == "ready"


async def test_what_is_behind_a_service_decides_readiness():
    async def database_down() -> None:
        raise UpstreamFailed("the database can't be reached")

    @asynccontextmanager
    async def resources(runtime: Runtime):
        runtime.checks["database"] = database_down
        yield

    app = create_service(
        SERVICE, settings=ServiceSettings, router=make_router(), package=None, resources=resources
    )
    async with service_client(app) as client:
        response = await client.get("/ready")
        assert response.status_code == 503
        assert response.json()["failed"] == {"database": "the database can't be reached"}
        assert (await client.get("/health")).status_code == 200


def service_with_checks(**checks: Callable[[], Awaitable[None]]):
    @asynccontextmanager
    async def resources(runtime: Runtime):
        runtime.checks.update(checks)
        yield

    return create_service(
        SERVICE, settings=ServiceSettings, router=make_router(), package=None, resources=resources
    )


async def test_a_check_that_crashes_has_failed_and_says_nothing_of_its_inside():
    async def crash() -> None:
        raise RuntimeError(SECRET)

    logging.disable(logging.CRITICAL)
    try:
        async with service_client(service_with_checks(parts=crash)) as client:
            response = await client.get("/ready")
    finally:
        logging.disable(logging.NOTSET)
    assert response.status_code == 503
    assert response.json()["failed"] == {"parts": "the check itself failed; the log says how"}
    assert SECRET not in response.text


async def test_a_check_that_hangs_is_asked_once_and_the_others_are_told(
    monkeypatch: pytest.MonkeyPatch,
):
    n_asked = 0
    may_end = anyio.Event()

    async def hang() -> None:
        nonlocal n_asked
        n_asked += 1
        await may_end.wait()

    async def fail() -> None:
        raise UpstreamFailed("it is broken")

    monkeypatch.setattr(readiness, "LIMIT_S", 0.2)
    async with service_client(service_with_checks(slow=hang, broken=fail)) as client:
        for _ in range(3):
            failed = (await client.get("/ready")).json()["failed"]
            assert failed == {"slow": "no answer within 0.2 s", "broken": "it is broken"}
        assert n_asked == 1
        may_end.set()
        assert (await client.get("/ready")).json()["failed"] == {"broken": "it is broken"}


async def test_checks_run_at_the_same_time():
    arrived = 0
    both = anyio.Event()

    async def meet() -> None:
        nonlocal arrived
        arrived += 1
        if arrived == 2:
            both.set()
        await both.wait()

    async with service_client(service_with_checks(one=meet, other=meet)) as client:
        assert (await client.get("/ready")).json()["failed"] == {}


@pytest.mark.parametrize(("kind", "status"), [(Unavailable, 503), (StorageFull, 507)])
async def test_where_waiting_helps_the_answer_says_how_long(kind: type[Unavailable], status: int):
    router = ServiceRouter()

    @router.get("/away")
    async def away() -> None:
        raise kind("it is away")

    app = create_service(SERVICE, settings=ServiceSettings, router=router, package=None)
    async with service_client(app) as client:
        response = await client.get("/away")
    assert response.status_code == status
    assert int(response.headers["retry-after"]) == kind.retry_after_s


async def test_made_up_methods_are_counted_as_one(client: httpx.AsyncClient):
    for number in range(5):
        await client.request(f"BREW{number}", "/echo")
    metrics = (await client.get("/metrics")).text
    assert 'method="OTHER"' in metrics
    assert "BREW" not in metrics


async def test_half_a_surrogate_pair_in_a_problem_can_be_sent():
    shown = problem_response(status=422, slug="x", title="x", detail="half: \ud800")
    assert json.loads(bytes(shown.body))["detail"] == "half: ?"


TASK_ID = "6f1c2b7a-3a54-4b0e-9d58-0d4b3d2f9a11"
FROM_FLEET = {"x-service-token": "a-token", "x-task-id": TASK_ID, "x-tenant": "school"}


async def finished_line(
    headers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> dict[str, Any]:
    monkeypatch.setenv("LOG_FORMAT", "json")
    monkeypatch.setenv("LOG_LEVEL", "INFO")
    app = create_service(SERVICE, settings=ServiceSettings, router=make_router(), package=None)
    async with service_client(app) as client:
        await client.get("/items/1?limit=3", headers={"x-request-id": "r-1", **headers})
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (finished,) = [line for line in lines if line["event"] == "request_finished"]
    return finished


async def test_logs_are_one_json_object_a_line_with_what_it_is_about(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("SERVICE_TOKEN", "a-token")
    line = await finished_line(FROM_FLEET, monkeypatch, capsys)
    assert (line["request_id"], line["task_id"], line["tenant"]) == ("r-1", TASK_ID, "school")
    assert (line["route"], line["status"], line["caller"]) == ("/items/{item_id}", 200, "127.0.0.1")


@pytest.mark.parametrize(
    "sent",
    [
        FROM_FLEET | {"x-service-token": "guessed"},
        FROM_FLEET | {"x-task-id": "t-2", "x-tenant": "School of rock"},
        FROM_FLEET | {"x-task-id": TASK_ID.replace("-", ""), "x-tenant": "x" * 33},
        FROM_FLEET | {"x-task-id": TASK_ID + "0", "x-tenant": ""},
    ],
    ids=["no token", "other forms", "too long", "one more"],
)
async def test_a_log_believes_the_fleet_alone_and_in_form_alone(
    sent: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("SERVICE_TOKEN", "a-token")
    line = await finished_line(sent, monkeypatch, capsys)
    assert "task_id" not in line
    assert "tenant" not in line
