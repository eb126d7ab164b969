"""Both object stores keep one contract: a folder, and a real S3 server on loopback."""

import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from shared.errors import Forbidden, InvalidInput, StorageFull, Unavailable
from shared.settings import CommonSettings
from shared.storage import ObjectMissing, ObjectStore, checked_key, open_store
from shared.storage.factory import url_signer
from shared.storage.files import FileStore
from shared.storage.s3 import S3Store
from shared.testing.ports import free_port

pytestmark = pytest.mark.anyio
KEYS = {"access_key": "test-access", "secret_key": "test-secret-key"}


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something listens. Raises RuntimeError when the process ends or 30 s pass."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise RuntimeError("the S3 server did not start")


@pytest.fixture(scope="module")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("nanio")
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "nanio", "serve", "--host=127.0.0.1", f"--port={port}",
            f"--data-dir={tmp_path_factory.mktemp('s3')}", "--no-access-log", "--log-level=error",
        ],
        env=os.environ
        | {"NANIO_ACCESS_KEY": KEYS["access_key"], "NANIO_SECRET_KEY": KEYS["secret_key"]},
    )  # fmt: skip
    try:
        wait_until_open(port, process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def s3_settings(endpoint: str, **changes: str) -> CommonSettings:
    values = {f"s3_{name}": value for name, value in KEYS.items()} | {
        "storage_url": "s3://recordings",
        "s3_endpoint": endpoint,
    }
    return CommonSettings.model_validate(values | changes)


@pytest.fixture(params=["file", "s3"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    if request.param == "file":
        store = open_store(CommonSettings(storage_url=(tmp_path / "objects").as_uri()))
    else:
        store = open_store(s3_settings(request.getfixturevalue("s3_endpoint")))
    await store.check()
    for key in await store.keys(""):
        await store.delete(key)
    return store


async def test_what_is_put_can_be_got(store: ObjectStore):
    content = bytes(range(256)) * 100
    await store.put("tts/3f/3fa9.wav", content, content_type="audio/wav")
    assert await store.get("tts/3f/3fa9.wav") == content
    assert await store.exists("tts/3f/3fa9.wav")


async def test_a_file_is_stored_from_its_start_and_copied_as_it_is(store: ObjectStore):
    content = bytes(range(256)) * 24_000  # more than one part of an upload to S3
    sent, got = io.BytesIO(content), io.BytesIO(b"head")
    sent.seek(100)
    await store.put_file("tasks/1/recording.wav", sent, content_type="audio/wav")
    assert await store.get("tasks/1/recording.wav") == content
    got.seek(4)
    await store.copy_to("tasks/1/recording.wav", got)
    assert got.getvalue() == b"head" + content
    with pytest.raises(ObjectMissing):
        await store.copy_to("tasks/1/nothing.wav", io.BytesIO())


async def test_a_second_put_replaces(store: ObjectStore):
    await store.put("a/b.txt", b"old and longer", content_type="text/plain")
    await store.put("a/b.txt", b"new", content_type="text/plain")
    assert await store.get("a/b.txt") == b"new"


async def test_a_missing_object_is_named(store: ObjectStore):
    assert not await store.exists("nothing/here")
    with pytest.raises(ObjectMissing, match="nothing/here") as missing:
        await store.get("nothing/here")
    assert missing.value.status == 404


async def test_a_deleted_object_is_gone_and_deleting_again_is_fine(store: ObjectStore):
    await store.put("a/b.txt", b"x", content_type="text/plain")
    await store.delete("a/b.txt")
    await store.delete("a/b.txt")
    assert not await store.exists("a/b.txt")


async def test_keys_are_listed_by_prefix_and_sorted(store: ObjectStore):
    for key in (
        "tasks/2/b.json",
        "tasks/1/z.wav",
        "tasks/1/a.json",
        "tasks/10/a.json",
        "tts/x.wav",
    ):
        await store.put(key, b"x", content_type="text/plain")
    assert await store.keys("tasks/1/") == ["tasks/1/a.json", "tasks/1/z.wav"]
    assert len(await store.keys("tasks/")) == 4


@pytest.mark.parametrize(
    "key",
    ["", "/etc/passwd", "../up", "a/../b", "a//b", "a/", ".hidden", "a/.b", "a b", "a\\b", "a\0b",
     "ä", "x" * 513],
)  # fmt: skip
async def test_keys_that_are_paths_are_refused(key: str, tmp_path: Path):
    with pytest.raises(InvalidInput) as refusal:
        checked_key(key)
    assert refusal.value.field == "key"
    store = open_store(CommonSettings(storage_url=(tmp_path / "objects").as_uri()))
    with pytest.raises(InvalidInput):
        await store.put(key, b"x", content_type="text/plain")


async def test_no_half_written_object_is_listed_or_left(tmp_path: Path):
    store = open_store(CommonSettings(storage_url=tmp_path.as_uri()))
    (tmp_path / ".part-123").write_bytes(b"half")
    await store.put("whole.txt", b"whole", content_type="text/plain")
    assert await store.keys("") == ["whole.txt"]


async def test_a_folder_that_cannot_be_made_is_not_ready(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    store = open_store(CommonSettings(storage_url=(tmp_path / "file" / "objects").as_uri()))
    with pytest.raises(Unavailable):
        await store.check()


async def test_an_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="file:// or s3://"):
        open_store(CommonSettings(storage_url="ftp://somewhere"))


async def test_deleting_a_folder_lists_what_lies_in_it_and_nothing_else(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
):
    for number in range(30):
        await store.put(f"tasks/other-{number}/a.wav", b"x", content_type="audio/wav")
    for name in ("a.wav", "samples/0.wav"):
        await store.put(f"tasks/mine/{name}", b"x", content_type="audio/wav")
    listed: list[str] = []
    if isinstance(store, S3Store):
        list_objects = store.client.list_objects

        def counted(*given: Any, **named: Any) -> Any:
            for each in list_objects(*given, **named):
                listed.append(str(each.object_name))
                yield each

        monkeypatch.setattr(store.client, "list_objects", counted)
    else:
        files_below = FileStore._files_below

        def below(self: FileStore, folder: Path) -> Any:
            found = files_below(self, folder)
            listed.extend(Path(each.path).relative_to(self.root).as_posix() for each in found)
            return found

        monkeypatch.setattr(FileStore, "_files_below", below)
    await store.delete_folder("tasks/mine/")
    assert set(listed) == {"tasks/mine/a.wav", "tasks/mine/samples/0.wav"}
    assert len(await store.keys("tasks/")) == 30


# signed addresses of the folder


def signed(ttl_s: int = 3600) -> tuple[str, int, str]:
    """Key, expiry and signature of an address."""
    signer = url_signer(CommonSettings(url_ttl_s=ttl_s, public_url="http://coach.test/"))
    url = urlsplit(signer.url("tts/3f/a.wav"))
    assert f"{url.scheme}://{url.netloc}{url.path}" == "http://coach.test/objects/tts/3f/a.wav"
    query = parse_qs(url.query)
    return "tts/3f/a.wav", int(query["expires"][0]), query["signature"][0]


async def test_a_signed_address_is_accepted_until_it_expires(monkeypatch: pytest.MonkeyPatch):
    key, expires, signature = signed(ttl_s=60)
    signer = url_signer(CommonSettings())
    signer.verify(key, expires=expires, signature=signature)
    assert 60 <= expires - time.time() <= 120
    monkeypatch.setattr(time, "time", lambda: expires + 1)
    with pytest.raises(Forbidden, match="expired"):
        signer.verify(key, expires=expires, signature=signature)


async def test_a_signature_fits_one_key_one_expiry_and_one_secret():
    key, expires, signature = signed()
    signer = url_signer(CommonSettings())
    for wrong in (
        {"key": "tts/3f/b.wav", "expires": expires, "signature": signature},
        {"key": key, "expires": expires + 60, "signature": signature},
        {"key": key, "expires": expires, "signature": "0" * 64},
    ):
        with pytest.raises(Forbidden):
            signer.verify(wrong["key"], expires=wrong["expires"], signature=wrong["signature"])
    other = url_signer(CommonSettings.model_validate({"url_signing_key": "another secret"}))
    with pytest.raises(Forbidden):
        other.verify(key, expires=expires, signature=signature)


async def test_an_address_is_for_one_tenant():
    signer = url_signer(CommonSettings())
    query = parse_qs(urlsplit(signer.url("a.wav", tenant="north")).query)
    (tenant,), (expires,), (signature,) = query["tenant"], query["expires"], query["signature"]
    signer.verify("a.wav", expires=int(expires), signature=signature, tenant=tenant)
    for other in ("south", ""):
        with pytest.raises(Forbidden):
            signer.verify("a.wav", expires=int(expires), signature=signature, tenant=other)


# S3 alone


async def test_an_s3_address_plays_the_object_and_a_forged_one_does_not(s3_endpoint: str):
    store = open_store(s3_settings(s3_endpoint))
    await store.check()
    await store.put("tts/a.wav", b"sound", content_type="audio/wav")
    url = store.url("tts/a.wav")
    async with httpx.AsyncClient() as http:
        played = await http.get(url)
        assert (played.status_code, played.content) == (200, b"sound")
        assert played.headers["content-type"] == "audio/wav"
        forged = await http.get(url.replace("X-Amz-Signature=", "X-Amz-Signature=0"))
        assert forged.status_code == 403
        assert (await http.delete(url)).status_code == 403


async def test_an_s3_address_says_whose_it_is_and_can_t_be_made_anothers(s3_endpoint: str):
    store = open_store(s3_settings(s3_endpoint))
    await store.put("tts/a.wav", b"sound", content_type="audio/wav")
    url = store.url("tts/a.wav", tenant="north")
    async with httpx.AsyncClient() as http:
        assert (await http.get(url)).content == b"sound"
        other = url.replace("x-tenant=north", "x-tenant=south")
        assert other != url
        assert (await http.get(other)).status_code == 403


async def test_s3_addresses_carry_the_public_endpoint(s3_endpoint: str):
    store = open_store(s3_settings(s3_endpoint, s3_public_endpoint="coach.test:9000"))
    assert store.url("a.wav").startswith("http://coach.test:9000/recordings/a.wav?")


async def test_a_bucket_is_made_when_it_is_first_needed_and_never_again(s3_endpoint: str):
    store = open_store(s3_settings(s3_endpoint, storage_url="s3://made-once"))
    await store.put("a.wav", b"x", content_type="audio/wav")
    await store.delete("a.wav")
    other = open_store(s3_settings(s3_endpoint, storage_url="s3://made-once"))
    assert await other.keys("") == []
    store.client.remove_bucket("made-once")  # pyright: ignore[reportAttributeAccessIssue]
    for each in (store, other):
        with pytest.raises(Unavailable, match="bucket of the object store is gone"):
            await each.put("b.wav", b"x", content_type="audio/wav")
        with pytest.raises(Unavailable, match="gone"):
            await each.check()


async def test_an_s3_without_room_is_full(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch):
    """What MinIO answers on a full disk, handed out by the real client."""
    from minio.error import S3Error
    from urllib3 import HTTPResponse

    def full(*_: object, **__: object) -> None:
        response = HTTPResponse(status=507)
        raise S3Error(
            response,
            "XMinioStorageFull",
            "Storage backend has reached its minimum free drive threshold",
            None,
            None,
            None,
        )

    store = open_store(s3_settings(s3_endpoint))
    monkeypatch.setattr(store.client, "put_object", full)  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(StorageFull) as refusal:
        await store.put("a.wav", b"x", content_type="audio/wav")
    assert refusal.value.status == 507
    with pytest.raises(StorageFull):
        await store.check()


ENCRYPTION = "x-amz-server-side-encryption"


def writes_of(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Headers of each write that goes out from now on."""
    assert isinstance(store, S3Store)
    sent: list[dict[str, str]] = []
    pool = store.client._http
    pass_on = pool.urlopen

    def urlopen(method: str, url: str, **named: Any) -> Any:
        if method == "PUT" and "/recordings/" in url:
            sent.append({name.lower(): str(value) for name, value in named["headers"].items()})
        return pass_on(method, url, **named)

    monkeypatch.setattr(pool, "urlopen", urlopen)
    return sent


async def test_an_s3_is_asked_to_encrypt_every_write(
    s3_endpoint: str, monkeypatch: pytest.MonkeyPatch
):
    store = open_store(s3_settings(s3_endpoint, s3_sse="AES256"))
    sent = writes_of(store, monkeypatch)
    await store.put("tts/a.wav", b"sound", content_type="audio/wav")
    await (
        store.check()
    )  # a bucket may refuse what is not to be encrypted: the probe asks for it, too
    assert [each[ENCRYPTION] for each in sent] == ["AES256", "AES256"]
    assert await store.get("tts/a.wav") == b"sound"


async def test_an_s3_is_told_which_of_its_keys_to_use(monkeypatch: pytest.MonkeyPatch):
    nowhere = f"127.0.0.1:{free_port()}"
    settings = {"s3_sse": "aws:kms", "s3_sse_key_id": "learners-voices"}
    store = open_store(CommonSettings.model_validate(
        s3_settings(nowhere).model_dump() | settings | {"s3_secure": True}
    ))  # fmt: skip
    sent = writes_of(store, monkeypatch)
    import urllib3

    monkeypatch.setattr(urllib3.Retry, "sleep", lambda *_: None)
    with pytest.raises(Unavailable):
        await store.put("tts/a.wav", b"sound", content_type="audio/wav")
    assert sent[0][ENCRYPTION] == "aws:kms"
    assert sent[0][f"{ENCRYPTION}-aws-kms-key-id"] == "learners-voices"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"s3_sse": "aws:kms", "s3_secure": "true"}, "S3_SSE_KEY_ID"),
        ({"s3_sse": "aws:kms", "s3_sse_key_id": "a"}, "S3_SECURE=true"),
        ({"s3_sse": "AES256", "s3_sse_key_id": "a"}, "belong together"),
        ({"s3_sse": "rot13"}, "AES256"),
    ],
)
def test_half_an_encryption_is_refused_at_the_start(settings: dict[str, str], told: str):
    with pytest.raises(ValueError, match=told):
        s3_settings("localhost:9000", **settings)


async def test_sizes_and_times_are_listed_with_the_keys(store: ObjectStore):
    before = datetime.now(UTC) - timedelta(seconds=5)
    await store.put("tasks/1/a.wav", b"four", content_type="audio/wav")
    await store.put("tts/a.wav", b"x", content_type="audio/wav")
    (found,) = await store.listed("tasks/")
    assert (found.key, found.n_bytes) == ("tasks/1/a.wav", 4)
    assert before < found.stored_at < datetime.now(UTC) + timedelta(seconds=5)


async def test_wrong_s3_keys_are_reported_without_the_key(s3_endpoint: str):
    store = open_store(s3_settings(s3_endpoint, s3_secret_key="wrong-secret"))
    with pytest.raises(Unavailable) as refusal:
        await store.check()
    assert "wrong-secret" not in refusal.value.detail


async def test_an_s3_that_is_not_there_is_unavailable(monkeypatch: pytest.MonkeyPatch):
    store = open_store(s3_settings(f"127.0.0.1:{free_port()}"))
    import urllib3

    monkeypatch.setattr(urllib3.Retry, "sleep", lambda *_: None)
    with pytest.raises(Unavailable, match="can't be reached"):
        await store.get("a.wav")
