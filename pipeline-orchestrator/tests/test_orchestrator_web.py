"""The page of the web client, and what every browser gets smaller."""

import gzip
import json
from pathlib import Path

import pytest

from shared.settings import CommonSettings
from shared.testing import service_client

from ..app.access import rules
from ..app.utils.web_client import page_policy

pytestmark = pytest.mark.anyio

TEXT = "very good"


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Practise</title>")
    (folder / "assets" / "main-a1.js").write_text("start()" * 100)
    (folder / "assets" / "secret.env").write_text("no")
    (folder / "beside.js").write_text("no")
    monkeypatch.setenv("ORCHESTRATOR_WEB_DIR", str(folder))
    return folder


@pytest.fixture
async def browser(build, services):
    from ..app.main import app

    async with service_client(app) as client:
        yield client


async def test_the_page_loads_nothing_from_elsewhere_and_is_asked_for_anew(browser):
    page = await browser.get("/")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = dict(
        part.split(" ", 1) for part in page.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-cache"
    again = await browser.get("/", headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_hashed_file_is_kept_forever_and_sent_squeezed(browser):
    script = await browser.get("/assets/main-a1.js")
    assert script.text == "start()" * 100
    assert script.headers["content-encoding"] == "gzip"
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    plain = await browser.get("/assets/main-a1.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == script.text


@pytest.mark.parametrize("name", ["secret.env", "gone.js", "..%2Fbeside.js", "%2e%2e/index.html"])
async def test_only_what_the_build_made_is_served(browser, name):
    assert (await browser.get(f"/assets/{name}")).status_code == 404


async def test_without_a_build_the_address_says_how_to_make_one(services, monkeypatch, tmp_path):
    from ..app.main import app

    monkeypatch.setenv("ORCHESTRATOR_WEB_DIR", str(tmp_path))
    async with service_client(app) as client:
        answer = await client.get("/")
    assert answer.status_code == 404
    assert "make web" in answer.json()["detail"]


async def test_the_page_needs_no_key_and_opens_nothing_else(build, services, monkeypatch):
    from ..app.main import app

    monkeypatch.setenv("AUTH", "required")
    async with service_client(app) as client:
        assert (await client.get("/")).status_code == 200
        assert (await client.get("/assets/main-a1.js")).status_code == 200
        for path in ("/tasks", "/assets", "/api/v1", "/api/v1/tasks"):
            assert (await client.get(path)).status_code in {401, 404}, path
        assert (await client.get("/tasks")).status_code == 401
    assert not any(
        rules.is_open("GET", path) for path in ("//", "//tasks", "/sessions", "/assetsx")
    )


def test_sound_of_another_store_may_be_played_and_nothing_more(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", "s3://voices")
    monkeypatch.setenv("S3_ENDPOINT", "objects:9000")
    monkeypatch.setenv("S3_PUBLIC_ENDPOINT", "objects.example.org")
    monkeypatch.setenv("S3_SECURE", "true")
    policy = page_policy(CommonSettings())
    assert "media-src 'self' blob: https://objects.example.org;" in policy
    assert "default-src 'self';" in policy


async def test_a_result_is_sent_squeezed_to_who_takes_it(orchestrator):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    async with orchestrator.client.stream("GET", f"/tasks/{task_id}") as sent:
        raw = b"".join([part async for part in sent.aiter_raw()])
    assert sent.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in sent.headers["vary"]
    assert len(raw) == int(sent.headers["content-length"])
    for refusing in ("identity", "gzip;q=0"):
        plain = await orchestrator.client.get(
            f"/tasks/{task_id}", headers={"accept-encoding": refusing}
        )
        assert "content-encoding" not in plain.headers
        assert json.loads(gzip.decompress(raw))["scores"] == plain.json()["scores"]


async def test_sound_streams_and_what_holds_a_secret_stay_as_they_are(orchestrator):
    body = (await orchestrator.post(reference_text=TEXT)).json()
    for path in (
        body["audio"]["recording"]["url"],
        f"/tasks/{body['task_id']}/events",
        "/sessions/current",
    ):
        assert "content-encoding" not in (await orchestrator.client.get(path)).headers, path
