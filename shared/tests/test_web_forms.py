"""Forms of every make: what is sent empty, and which parts are files, over a toy endpoint that says what it heard."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import File, Form, UploadFile
from pydantic import BaseModel

from shared.roster import Service
from shared.settings import ServiceSettings
from shared.testing import service_client
from shared.web import ServiceRouter, create_service

pytestmark = pytest.mark.anyio
SERVICE = Service("test-service", 9999, "TEST", None, "/hear", "A form in, what was heard out")
SOUND = b"RIFF\xff\xfe\x00\x01 sound"


class SaidWord(BaseModel):
    word: str


def make_router() -> ServiceRouter:
    router = ServiceRouter()

    @router.post("/hear")
    async def hear(
        file: Annotated[UploadFile, File()],
        samples: Annotated[list[UploadFile] | None, File()] = None,
        text: Annotated[str | None, Form()] = None,
        rate: Annotated[float, Form()] = 1.0,
        loud: Annotated[bool, Form()] = False,
        count: Annotated[int | None, Form()] = None,
    ) -> dict[str, object]:
        return {
            "file": [file.filename, (await file.read()).decode("latin-1")],
            "samples": [(await each.read()).decode("latin-1") for each in samples or []],
            "text": text,
            "rate": rate,
            "loud": loud,
            "count": count,
        }

    @router.post("/say")
    async def say(spoken: SaidWord) -> SaidWord:
        return spoken

    @router.get("/list")
    async def list_(limit: int = 20, status: str | None = None) -> list[object]:
        return [limit, status]

    return router


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_service(SERVICE, settings=ServiceSettings, router=make_router(), package=None)
    async with service_client(app) as client:
        yield client


Sent = tuple[str, bytes]
"""Headers of a part, and what is in it."""
FILE: Sent = ('Content-Disposition: form-data; name="file"; filename="a.wav"', SOUND)


async def post(client: httpx.AsyncClient, *parts: Sent) -> httpx.Response:
    body = b"".join(
        b"--b\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts
    )
    return await client.post(
        "/hear",
        content=body + b"--b--\r\n",
        headers={"content-type": "multipart/form-data; boundary=b"},
    )


def text(name: str, content: str, more: str = "") -> Sent:
    return (f'Content-Disposition: form-data; name="{name}"{more}', content.encode())


@pytest.mark.parametrize("blank", ["", " ", "\r\n\t"])
async def test_what_is_sent_empty_is_as_if_not_sent(client: httpx.AsyncClient, blank: str):
    names = ("samples", "text", "rate", "loud", "count")
    empty = [text(name, blank) for name in names]
    nameless = ('Content-Disposition: form-data; name="samples"; filename=""\r\nContent-Type: application/octet-stream', b"")  # fmt: skip
    heard = (await post(client, FILE, *empty, nameless)).json()
    assert heard == {"file": ["a.wav", SOUND.decode("latin-1")], "samples": [], "text": None, "rate": 1.0, "loud": False, "count": None}  # fmt: skip


async def test_an_empty_part_beside_a_full_one_is_passed_over(client: httpx.AsyncClient):
    heard = (await post(client, FILE, text("text", ""), text("text", " very "))).json()
    assert heard["text"] == "very"


@pytest.mark.parametrize("part", [text("file", ""), ('Content-Disposition: form-data; name="file"; filename=""', b"")])  # fmt: skip
async def test_a_file_that_is_needed_and_sent_empty_is_asked_for(
    client: httpx.AsyncClient, part: Sent
):
    answer = await post(client, part)
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
    assert "send it as file=@my.wav" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("form-data; name=\"file\"; filename*=UTF-8''r%C3%A9cit%20%22a%22.wav", "récit 'a'.wav"),
        ("form-data; name=file; filename*=iso-8859-1'en'r%E9cit.wav", "récit.wav"),
        ("form-data; name=file; filename*=none-such''%61.wav", "unnamed"),
        ('form-data; name="file"; filename="récit.wav"', "récit.wav"),
        ('form-data; name="file"; filename="a \\"b\\"; c.wav"', 'a "b"; c.wav'),
        ("form-data; name=file; filename=a.wav", "a.wav"),
        ('form-data; filename="a.wav"; name="file"', "a.wav"),
        ('FORM-DATA; name="file"; filename="C:\\\\fakepath\\\\a.wav"', "a.wav"),
        ('form-data; name="file"', ""),
        ('form-data; name="file"\r\nContent-Type: audio/wav', ""),
        ('form-data; name="file"\r\nContent-Type: application/octet-stream', ""),
        ('form-data; name="file"; filename=""\r\nContent-Type: audio/wav', ""),
    ],
)
async def test_a_file_is_heard_however_its_name_is_written(
    client: httpx.AsyncClient, head: str, name: str
):
    answer = await post(client, (f"Content-Disposition: {head}", SOUND))
    assert answer.status_code == 200, answer.text
    assert answer.json()["file"] == [name, SOUND.decode("latin-1")]


@pytest.mark.parametrize("content", ["@my.wav", "C:\\my.wav", "UklGRiQAAABXQVZF", "https://x.example/a.wav", "ééé" * 400])  # fmt: skip
@pytest.mark.parametrize("field", ["file", "samples"])
async def test_text_in_place_of_a_file_is_told_what_to_send(
    client: httpx.AsyncClient, field: str, content: str
):
    answer = await post(client, text(field, content), *([FILE] if field != "file" else []))
    problem = answer.json()
    assert (answer.status_code, problem["field"]) == (422, field)
    assert problem["detail"].startswith(f"{field} is a file upload: send it as {field}=@my.wav")
    assert problem["errors"] == [{"field": field, "detail": problem["detail"]}]


async def test_a_file_in_place_of_text_is_read_as_text(client: httpx.AsyncClient):
    heard = (
        await post(client, FILE, text("text", "\ufeffvery good\n", '; filename="blob"'))
    ).json()
    assert heard["text"] == "very good"


async def test_a_file_that_is_no_text_is_told_what_to_send(client: httpx.AsyncClient):
    part = ('Content-Disposition: form-data; name="text"; filename="a.wav"', SOUND)
    answer = await post(client, FILE, part)
    assert (answer.status_code, answer.json()["field"]) == (422, "text")
    assert "send it as text=…" in answer.json()["detail"]


@pytest.mark.parametrize("written", ["true", "True", "TRUE", "1", "yes", "on", " true "])
async def test_yes_is_said_in_many_ways(client: httpx.AsyncClient, written: str):
    assert (await post(client, FILE, text("loud", written))).json()["loud"] is True


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/json", b'{"file": "a.wav"}'),
        ("audio/wav", SOUND),
        ("application/octet-stream", SOUND * 100_000),
        ("text/plain", b"file=a"),
        (None, SOUND),
        ("application/x-www-form-urlencoded", SOUND),  # what curl --data-binary calls any file
    ],
)
async def test_a_body_that_is_no_form_is_told_that_one_is_taken(
    client: httpx.AsyncClient, kind: str | None, content: bytes
):
    headers = {"content-type": kind} if kind else {}
    answer = await client.post("/hear", content=content, headers=headers)
    assert answer.status_code == 415
    assert "send multipart/form-data with file=@my.wav" in answer.json()["detail"]
    named = "bytes of a file" if kind == "application/x-www-form-urlencoded" else kind
    assert (named or "without a content-type") in answer.json()["detail"]


async def test_a_form_in_an_address_can_hold_no_file(client: httpx.AsyncClient):
    answer = await client.post("/hear", data={"file": "a.wav"})
    assert (answer.status_code, answer.json()["field"]) == (422, "file")
    assert "multipart/form-data" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"x", b"--b\r\n\r\nx\r\n--b--", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"]
)  # fmt: skip
@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=b", "multipart/form-data; boundary=b; charset=undefined"])  # fmt: skip
async def test_a_form_that_cant_be_read_is_a_problem(
    client: httpx.AsyncClient, kind: str, body: bytes
):
    answer = await client.post("/hear", content=body, headers={"content-type": kind})
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json"])  # fmt: skip
async def test_json_is_taken_by_any_of_its_names(client: httpx.AsyncClient, kind: str):
    answer = await client.post("/say", content=b'{"word": "a"}', headers={"content-type": kind})
    assert answer.json() == {"word": "a"}


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "audio/json", "multipart/form-data"])  # fmt: skip
async def test_json_that_isnt_called_so_is_told_how_to_be(client: httpx.AsyncClient, kind: str):
    answer = await client.post(
        "/say", content=b'{"word": "a"}', headers={"content-type": kind} if kind else {}
    )
    assert answer.status_code == 415
    assert "content-type: application/json" in answer.json()["detail"]


@pytest.mark.parametrize("query", ["limit=&status=", "limit=+&status=", "limit=&limit=20"])
async def test_an_empty_parameter_is_as_if_not_sent(client: httpx.AsyncClient, query: str):
    assert (await client.get(f"/list?{query}")).json() == [20, None]
