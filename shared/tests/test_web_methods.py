"""HEAD, OPTIONS, missed paths and pages of other origins, over a service with each kind of route."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import anyio
import anyio.lowlevel
import httpx
import pytest
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from shared.roster import Service
from shared.settings import ServiceSettings
from shared.testing import service_client
from shared.web import create_service
from shared.web.cross_origin import read_origins

pytestmark = pytest.mark.anyio
SERVICE = Service("test-service", 9999, "TEST", None, "/things", "A thing in, itself out")
ORIGIN = "http://localhost:3000"


def make_router() -> APIRouter:
    router = APIRouter()

    @router.get("/things/{name}")
    async def show(name: str) -> str:
        return name

    @router.delete("/things/{name}")
    async def drop(name: str) -> str:
        return name

    @router.post("/things")
    async def add() -> str:
        return "added"

    @router.get("/endless")
    async def endless() -> StreamingResponse:
        async def beats() -> AsyncIterator[bytes]:
            while True:
                yield b"beat"
                await anyio.lowlevel.checkpoint()

        return StreamingResponse(beats(), media_type="text/plain")

    @router.get("/crash")
    async def crash() -> None:
        raise RuntimeError("of the inside")

    return router


@asynccontextmanager
async def running() -> AsyncIterator[httpx.AsyncClient]:
    app = create_service(SERVICE, settings=ServiceSettings, router=make_router(), package=None)
    async with service_client(app) as client:
        yield client


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with running() as client:
        yield client


@pytest.mark.parametrize(
    "path",
    ["/health", "/ready", "/version", "/metrics", "/docs", "/docs/start.js", "/openapi.json", "/things/a"],
)  # fmt: skip
async def test_head_is_get_without_its_body(client: httpx.AsyncClient, path: str):
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"") == (200, b"")
    own = {"x-request-id", *(("content-length",) if path == "/metrics" else ())}
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in got.headers.items() if k not in own
    }


async def test_head_of_a_stream_ends_with_its_headers(client: httpx.AsyncClient):
    with anyio.fail_after(5):
        head = await client.head("/endless")
    assert (head.status_code, head.content) == (200, b"")


async def test_head_is_counted_as_head_under_its_route(client: httpx.AsyncClient):
    await client.head("/things/a")
    metrics = (await client.get("/metrics")).text
    assert 'http_requests_total{method="HEAD",route="/things/{name}"' in metrics


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/things/a", "GET, HEAD, DELETE, OPTIONS"), ("/things", "POST, OPTIONS"), ("/health", "GET, HEAD, OPTIONS")],
)  # fmt: skip
async def test_a_path_says_all_that_it_takes(client: httpx.AsyncClient, path: str, allowed: str):
    options = await client.options(path)
    assert (options.status_code, options.headers["allow"]) == (204, allowed)
    refused = await client.put(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)
    assert refused.json()["detail"] == f"this path takes {allowed}"


async def test_head_where_there_is_no_get_is_refused(client: httpx.AsyncClient):
    refused = await client.head("/things")
    assert (refused.status_code, refused.content) == (405, b"")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/things/", "the path is /things,"),
        ("/health//", "the path is /health,"),
        ("/x/..//health", "the path is /health,"),
        ("/helth", "did you mean /health?"),
        ("/HEALTH", "did you mean /health?"),
        ("/%00%ff%2e", "/docs shows what is here"),
        ("/" + "a" * 5000, "/docs shows what is here"),
    ],
)
async def test_a_missed_path_is_told_what_is_there(client: httpx.AsyncClient, path: str, told: str):
    address = httpx.URL("http://service", raw_path=path.encode())
    for method in ("GET", "POST", "OPTIONS"):
        response = await client.request(method, address)
        assert response.status_code == 404, response.text
        assert told in response.json()["detail"]


async def test_pages_of_other_origins_are_not_let_in_by_default(client: httpx.AsyncClient):
    asked = {"origin": ORIGIN, "access-control-request-method": "POST"}
    for answer in (
        await client.options("/things", headers=asked),
        await client.post("/things", headers={"origin": ORIGIN}),
    ):
        assert [name for name in answer.headers if name.startswith("access-control")] == []


@pytest.fixture
async def open_client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", f"{ORIGIN}/, https://app.example.org")
    async with running() as client:
        yield client


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_the_preflight_of_an_origin_that_is_named_passes(
    open_client: httpx.AsyncClient, method: str
):
    headers = "authorization,content-type,idempotency-key,last-event-id,range,x-request-id"
    answer = await open_client.options(
        "/things/a",
        headers={
            "origin": ORIGIN,
            "access-control-request-method": method,
            "access-control-request-headers": headers,
        },
    )
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert method in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == headers
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"), [("/things/a", 200), ("/nothing", 404), ("/crash", 500)]
)
async def test_each_answer_can_be_read_by_the_page(
    open_client: httpx.AsyncClient, path: str, status: int, capsys: pytest.CaptureFixture[str]
):
    answer = await open_client.get(path, headers={"origin": ORIGIN})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["vary"] == "Origin"
    exposed = answer.headers["access-control-expose-headers"].lower().split(", ")
    assert {"content-range", "accept-ranges", "etag", "location", "retry-after", "x-request-id"} <= {*exposed}  # fmt: skip


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:3000.evil.example", "null"]
)
async def test_an_origin_that_is_not_named_is_not_let_in(
    open_client: httpx.AsyncClient, origin: str
):
    preflight = await open_client.options(
        "/things", headers={"origin": origin, "access-control-request-method": "POST"}
    )
    plain = await open_client.get("/things/a", headers={"origin": origin})
    assert "access-control-allow-origin" not in {*preflight.headers, *plain.headers}
    assert plain.headers["vary"] == "Origin"


async def test_a_star_lets_every_page_in_and_no_cookie(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CORS_ALLOWED_ORIGINS", "*")
    async with running() as client:
        answer = await client.get("/things/a", headers={"origin": "https://any.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "written", ["app.example.org", "https://app.example.org/path", "a b", "*.example.org"]
)
def test_what_is_no_origin_stops_the_start(written: str):
    with pytest.raises(ValueError, match="CORS_ALLOWED_ORIGINS"):
        read_origins(written)


def test_origins_are_read_as_browsers_write_them():
    read = read_origins(" HTTPS://App.example.org/ ,capacitor://localhost,, ")
    assert read == ["https://app.example.org", "capacitor://localhost"]
    assert urlsplit(read[0]).netloc == "app.example.org"
