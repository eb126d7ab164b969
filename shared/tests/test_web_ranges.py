"""Bytes and files in the parts that players ask for; expectations are RFC 9110's."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import APIRouter

from shared.roster import Service
from shared.settings import ServiceSettings
from shared.testing import service_client
from shared.web import create_service
from shared.web.ranges import RangedBytes, RangedFile, RangedReading

pytestmark = pytest.mark.anyio
SERVICE = Service("test-service", 9999, "TEST", None, "/bytes", "Sound out")
CONTENT = b"0123456789"


@pytest.fixture(params=["/bytes", "/file", "/reading"])
def path(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    router = APIRouter()
    kept = tmp_path / "sound.wav"
    kept.write_bytes(CONTENT)

    @router.get("/bytes")
    async def play_bytes() -> RangedBytes:
        return RangedBytes(CONTENT, media_type="audio/wav")

    @router.get("/file")
    async def play_file() -> RangedFile:
        return RangedFile(kept, stat_result=kept.stat(), media_type="audio/wav")

    @router.get("/reading")
    async def play_reading() -> RangedReading:
        async def read(first: int, last: int) -> bytes:
            return CONTENT[first : last + 1]

        return RangedReading(read, size=len(CONTENT), stored_at_s=1e9, media_type="audio/wav")

    app = create_service(SERVICE, settings=ServiceSettings, router=router, package=None)
    async with service_client(app) as client:
        yield client


@pytest.mark.parametrize(
    ("asked", "part", "content_range"),
    [
        ("bytes=0-1", b"01", "bytes 0-1/10"),
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=8-", b"89", "bytes 8-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=0-", CONTENT, "bytes 0-9/10"),
        ("bytes=5-500", b"56789", "bytes 5-9/10"),
        ("bytes=-500", CONTENT, "bytes 0-9/10"),
        ("Bytes = 2-3 ", b"23", "bytes 2-3/10"),
    ],
)
async def test_a_part_is_sent_alone(
    client: httpx.AsyncClient, path: str, asked: str, part: bytes, content_range: str
):
    got = await client.get(path, headers={"range": asked})
    assert (got.status_code, got.content) == (206, part)
    assert got.headers["content-range"] == content_range
    assert got.headers["content-type"] == "audio/wav"
    assert got.headers["accept-ranges"] == "bytes"
    head = await client.head(path, headers={"range": asked})
    assert (head.status_code, head.content) == (206, b"")
    for name in ("content-range", "content-length", "etag"):
        assert head.headers[name] == got.headers[name]
    assert got.headers["content-length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=999999999999-"])
async def test_a_part_behind_the_end_is_a_416(client: httpx.AsyncClient, path: str, asked: str):
    got = await client.get(path, headers={"range": asked})
    assert (got.status_code, got.headers["content-range"]) == (416, "bytes */10")
    assert got.headers["content-type"] == "application/problem+json"
    assert "10 bytes" in got.json()["detail"]


@pytest.mark.parametrize(
    "asked",
    ["", "bytes", "bytes=", "bytes=-", "bytes=5-3", "bytes=a-b", "items=0-1", "bytes=0-1,4-5", "bytes=0-1-2", "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
async def test_what_is_no_single_range_is_answered_with_the_whole(
    client: httpx.AsyncClient, path: str, asked: str
):
    got = await client.get(path, headers={"range": asked})
    assert (got.status_code, got.content) == (200, CONTENT)
    assert "content-range" not in got.headers


async def test_a_part_of_another_version_is_answered_with_the_whole(
    client: httpx.AsyncClient, path: str
):
    etag = (await client.head(path)).headers["etag"]
    same = await client.get(path, headers={"range": "bytes=0-1", "if-range": etag})
    other = await client.get(path, headers={"range": "bytes=0-1", "if-range": '"another"'})
    weak = await client.get(path, headers={"range": "bytes=0-1", "if-range": f"W/{etag}"})
    assert [each.status_code for each in (same, other, weak)] == [206, 200, 200]


async def test_a_file_also_knows_its_version_by_its_date(client: httpx.AsyncClient):
    changed = (await client.head("/file")).headers["last-modified"]
    part = await client.get("/file", headers={"range": "bytes=0-1", "if-range": changed})
    assert part.status_code == 206
    again = await client.get("/file", headers={"if-modified-since": changed})
    assert again.status_code == 304
    for since in ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"):
        anew = await client.get("/file", headers={"if-modified-since": since})
        assert anew.status_code == 200


@pytest.mark.parametrize("known", ["{etag}", '"x", W/{etag}', "*"])
async def test_what_the_caller_has_is_not_sent_again(
    client: httpx.AsyncClient, path: str, known: str
):
    etag = (await client.head(path)).headers["etag"]
    again = await client.get(path, headers={"if-none-match": known.format(etag=etag), "range": "bytes=0-1"})  # fmt: skip
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (await client.get(path, headers={"if-none-match": '"x"'})).status_code == 200
