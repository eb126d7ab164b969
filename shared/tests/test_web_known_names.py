"""A name that nobody reads is refused, and the one that was probably meant is told."""

from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, File, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict

from shared.likeness import nearest
from shared.roster import Service
from shared.settings import ServiceSettings
from shared.testing import service_client
from shared.web import ServiceRouter, create_service

pytestmark = pytest.mark.anyio
SERVICE = Service("test-service", 9999, "TEST", None, "/read", "A word in, itself out")
KNOWN = ["file", "reference_text", "speaking_rate", "voice_samples[]", "l1"]


class KnownWord(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    start_s: float | None = None


class KnownBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    language: str = "en"
    words: Annotated[list[KnownWord], "as they were said"] = []
    by_name: dict[str, KnownWord] | None = None


def make_router() -> ServiceRouter:
    router = ServiceRouter()

    def more(hidden: Annotated[str, Form(include_in_schema=False)] = "") -> str:
        return hidden

    @router.post("/read")
    async def read(
        file: Annotated[UploadFile, File()],
        hidden: Annotated[str, Depends(more)],
        reference_text: Annotated[str, Form()] = "",
        samples: Annotated[list[UploadFile] | None, File(alias="samples[]")] = None,
        plain: Annotated[
            list[UploadFile] | None, File(alias="samples", include_in_schema=False)
        ] = None,
    ) -> str:
        return reference_text + hidden

    @router.post("/json")
    async def json(body: KnownBody) -> KnownBody:
        return body

    @router.get("/list")
    async def list_(
        limit: Annotated[int, Query()] = 5, tag: Annotated[list[str] | None, Query()] = None
    ) -> int:
        return limit

    return router


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_service(SERVICE, settings=ServiceSettings, router=make_router(), package=None)
    async with service_client(app) as client:
        yield client


FILE = ("file", ("s.wav", b"RIFF", "audio/wav"))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("reference_txt", "reference_text"),
        ("referenceText", "reference_text"),
        ("Reference-Text", "reference_text"),
        ("voice_sample", "voice_samples[]"),
        ("speaking_speed", "speaking_rate"),
        ("L1", "l1"),
        ("colour", None),
        ("", None),
        ("x" * 1_000_000, None),
    ],
)
def test_the_nearest_name_is_the_one_with_a_slip_less(name, meant):
    assert nearest(name, KNOWN) == meant


async def refused(response: httpx.Response, field: str) -> str:
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"] == field
    (fault,) = response.json()["errors"]
    assert fault["field"] == field
    return response.json()["detail"]


async def test_a_misspelt_form_field_is_refused_with_the_name_that_was_meant(client):
    response = await client.post("/read", files=[FILE], data={"reference_txt": "hello"})
    assert await refused(response, "reference_txt") == (
        "there is no field 'reference_txt': did you mean reference_text?"
    )


async def test_a_file_under_an_unknown_name_is_refused_before_the_missing_one_is_missed(client):
    response = await client.post("/read", files=[("fiel", FILE[1])])
    assert "did you mean file?" in await refused(response, "fiel")


async def test_a_name_like_no_other_is_answered_with_those_there_are(client):
    response = await client.post("/read", files=[FILE], data={"colour": "red"})
    assert "there is file, reference_text, samples" in await refused(response, "colour")


async def test_a_form_of_urlencoded_fields_is_read_as_strictly(client):
    await refused(await client.post("/read", data={"reference_txt": "hello"}), "reference_txt")


async def test_known_names_are_taken_also_those_that_the_documentation_does_not_show(client):
    files = [FILE, ("samples[]", FILE[1]), ("samples[]", FILE[1])]
    response = await client.post("/read", files=files, data={"reference_text": "a", "hidden": "b"})
    assert (response.status_code, response.json()) == (200, "ab")


async def test_a_field_that_is_sent_twice_is_refused_for_nobody_knows_which_counts(client):
    response = await client.post("/read", files=[FILE], data={"reference_text": ["a", "b"]})
    assert "sent 2 times: send it once" in await refused(response, "reference_text")


async def test_two_files_where_one_is_read_are_refused(client):
    assert "send it once" in await refused(await client.post("/read", files=[FILE, FILE]), "file")


async def test_an_unknown_query_parameter_is_refused(client):
    response = await client.get("/list", params={"limits": 3})
    assert "did you mean limit?" in await refused(response, "limits")
    assert await refused(await client.get("/list?limit=1&limit=2"), "limit")
    assert (await client.get("/list?tag=a&tag=b&limit=2")).json() == 2


async def test_an_endpoint_of_operations_takes_what_a_probe_sends(client):
    assert (await client.get("/health?t=17")).status_code == 200


async def test_a_very_long_name_is_not_told_back_whole(client):
    response = await client.post("/read", files=[FILE], data={"n" * 5000: "x"})
    assert len(response.text) < 600


@pytest.mark.parametrize(
    ("sent", "field", "meant"),
    [
        ({"langage": "hi"}, "langage", "language"),
        ({"words": [{"text": "a"}, {"text": "b", "start": 1}]}, "words.1.start", "start_s"),
        ({"by_name": {"x": {"text": "a", "txt": ""}}}, "by_name.x.txt", "text"),
        ({"colour": "red"}, "colour", None),
    ],
)
async def test_an_unknown_key_of_a_json_body_is_told_with_the_nearest(client, sent, field, meant):
    detail = await refused(await client.post("/json", json=sent), field)
    end = f": did you mean {meant}?" if meant else ""
    assert detail == f"{field}: there is no such field here{end}"


async def test_the_parameter_by_which_caches_are_passed_by_is_no_mistake(client):
    assert (await client.get("/list", params={"limit": 3, "_": "17"})).json() == 3
    assert (await client.get("/list", params={"limt": 3})).status_code == 422
