"""Every field of every endpoint is sent what it can't take. Nothing falls over, and each problem tells its reader, who may know no
Python, which field it is about and what to send."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from shared.mount import application
from shared.roster import ROSTER, Service
from shared.testing import service_client

Json = dict[str, Any]
pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

PYTHON = re.compile(
    r"\b(str|int|float|bool|dict|dictionary|tuple|None|NoneType|True|False|UploadFile|class|ctx|pydantic|Traceback|python|"
    r"instance|attribute|Expected|constrained|[a-z]+_type|[a-z]+_parsing|[A-Z][a-z]+Error)\b"
    r"|<class|object at 0x|function-|Input should|Field required|Extra inputs|JSON decode error|Value error|parsing the body"
)
JUNK: tuple[Any, ...] = (
    None, 5, -1, 1e300, 10**30, True, "x", "", " ", "\0", [], [None], [[]], [{}], ["x"], {}, {"a": 1}, {"": None},
)  # fmt: skip
NO_SOUND = b"\x00\x01\xff\xfe no sound at all"
FORM_JUNK: dict[str, tuple[str | None, bytes]] = {
    "a word": (None, b"x"),
    "a number": (None, b"1e999"),
    "json": (None, b'{"a": 1}'),
    "no text": (None, b"a\x00b\xff"),
    "a long text": (None, b"x" * 5000),
    "no sound": ("a.wav", NO_SOUND),
    "an empty file": ("a.wav", b""),
}
PARAMETERS = ("x", "-1", "1e9", "9" * 30, "%00", "%ff", "a%2Fb", "..", "")
BODIES = (
    ("application/json", b'{"a":'),
    ("application/json", b'{"a": "\xff"}'),
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"a": NaN}'),
    ("application/x-www-form-urlencoded", b"file=a&text=%ff&text=b"),
    ("audio/wav", NO_SOUND),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=b", b"--b\r\nx"),
    ("text/html; charset=none", b"x"),
    ("nonsense", b"x"),
)
ID = "3c507aaa-27b7-4257-b93f-af7c482df1d6"


@pytest.fixture(params=ROSTER, ids=lambda service: service.name)
async def asked(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[httpx.AsyncClient, Json]]:
    monkeypatch.setenv("ORCHESTRATOR_SIGN_INS_PER_MINUTE", "0")
    service: Service = request.param
    app = application(service)
    async with service_client(app) as client:
        yield client, app.openapi()


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "operations" not in operation["tags"]:
                yield method.upper(), path, operation


def filled(path: str, name: str = "", value: str = "") -> str:
    """A path whose parameter `name` is `value`, and whose others are right ones of things that are not there."""
    right = {"task_id": ID, "word_index": "0", "key_id": "a" * 16}
    return re.sub(
        r"\{(\w+)\}", lambda each: value if each[1] == name else right.get(each[1], "x"), path
    )


def schema_of(document: Json, operation: Json, media: str) -> Json | None:
    content = operation.get("requestBody", {}).get("content", {}).get(media)
    if content is None:
        return None
    schema = content["schema"]
    if "$ref" in schema:
        return document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def is_of_another(answer: httpx.Response) -> bool:
    """The request was fine, and the service that it asks for is not there: here each is alone."""
    return answer.status_code == 502 and answer.json()["type"] == "upstream-failed"


def problem_of(answer: httpx.Response, sent: object) -> Json:
    """A 4xx problem that speaks no Python; of what was right and is asked of a service that is not here, a 502."""
    assert answer.headers["content-type"] == "application/problem+json", sent
    problem = answer.json()
    is_passed_on = problem["type"] == "upstream-failed" and "service" in problem
    assert 400 <= answer.status_code < 500 or is_passed_on, (sent, problem)
    told = [problem["title"], problem["detail"], problem.get("field", "")]
    told += [each[part] for each in problem.get("errors", []) for part in ("field", "detail")]
    for text in told:
        assert not PYTHON.search(text), (sent, text)
    return problem


async def test_no_json_field_answers_in_python(asked: tuple[httpx.AsyncClient, Json]):
    client, document = asked
    for method, path, operation in operations(document):
        schema = schema_of(document, operation, "application/json")
        if schema is None:
            continue
        for junk in JUNK:
            if junk == {} and not schema.get("required"):
                continue  # nothing is asked for, and nothing lacks
            problem_of(await client.request(method, filled(path), json=junk), (path, junk))
        in_path = {each["name"] for each in operation.get("parameters", [])}
        may_be_named = {*schema["properties"], *in_path, "body"}
        for name in schema["properties"]:
            for junk in JUNK:
                answer = await client.request(method, filled(path), json={name: junk})
                # a figure may be right for a key that is not there
                if answer.status_code not in {200, 201, 404} and not is_of_another(answer):
                    problem = problem_of(answer, (path, name, junk))
                    if answer.status_code < 500:
                        assert problem["field"].split(".")[0] in may_be_named


TAKEN_AS_SENT = ("/consent", "/recordings")
"""A consent asks for nothing else that could be wrong; what is wrong with a recording handed over is told later."""


async def test_no_form_field_answers_in_python(asked: tuple[httpx.AsyncClient, Json]):
    client, document = asked
    for method, path, operation in operations(document):
        schema = schema_of(document, operation, "multipart/form-data")
        if schema is None:
            continue
        for name, field in schema["properties"].items():
            is_file = "binary" in (field.get("format"), field.get("items", {}).get("format"))
            for junk, part in FORM_JUNK.items():
                answer = await client.request(
                    method, filled(path), files=[(name, part), *beside(schema, name)]
                )
                if answer.status_code < 300:
                    assert path.endswith(TAKEN_AS_SENT), (path, name, junk)
                    continue
                problem = problem_of(answer, (path, name, junk))
                if junk == ("a word" if is_file else "no sound"):
                    assert problem["field"] == name, (path, junk, problem)
                    assert f"{name}=" in problem["detail"]


def beside(schema: Json, name: str) -> list[tuple[str, tuple[str | None, bytes]]]:
    """What is sent with the field `name`: a file that is none, so that no request comes to be worked on, and the consent."""
    others = {"file": ("a.wav", NO_SOUND), "consent_voice_cloning": (None, b"true")}
    return [
        (other, part)
        for other, part in others.items()
        if other != name and other in schema["properties"]
    ]


async def test_no_parameter_answers_in_python(asked: tuple[httpx.AsyncClient, Json]):
    client, document = asked
    for method, path, operation in operations(document):
        for parameter in operation.get("parameters", []):
            name, place = parameter["name"], parameter["in"]
            for value in PARAMETERS:
                address = filled(path, name, value) if place == "path" else filled(path)
                if place == "query":
                    address += f"?{name}={value}&{name}={value}"
                url = httpx.URL("http://service", raw_path=address.encode())
                headers = {name: value} if place == "header" else {}
                answer = await client.request(method, url, headers=headers)
                if answer.status_code >= 300 and not is_of_another(answer):
                    problem_of(answer, (method, address, headers))


async def test_no_body_answers_in_python(asked: tuple[httpx.AsyncClient, Json]):
    client, document = asked
    for method, path, operation in operations(document):
        if "requestBody" not in operation:
            continue
        for kind, content in BODIES:
            answer = await client.request(
                method, filled(path), content=content, headers={"content-type": kind}
            )
            problem_of(answer, (path, kind, content[:20]))
        no_body = await client.request(method, filled(path))
        assert no_body.status_code in {403, 422}
        problem_of(no_body, (path, "nothing"))


async def test_what_is_sent_empty_changes_nothing(asked: tuple[httpx.AsyncClient, Json]):
    """Each answers what it answers without that field."""
    client, document = asked
    for method, path, operation in operations(document):
        schema = schema_of(document, operation, "multipart/form-data")
        if schema is None:
            continue
        fixed = [("file", ("a.wav", NO_SOUND))] if "file" in schema["properties"] else []
        unsent = await client.request(method, filled(path), files=fixed or [("x", (None, b""))])
        for name in schema["properties"]:
            for part in ((None, b""), (None, b" "), ("", b"")):
                if name == "file":
                    continue
                empty = await client.request(method, filled(path), files=[*fixed, (name, part)])
                assert empty.status_code == unsent.status_code, (path, name, part, empty.text)
                assert empty.json().get("detail") == unsent.json().get("detail")
