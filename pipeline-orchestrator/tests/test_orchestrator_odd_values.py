"""Values that no caller means: each is a 4xx that names what is wrong, on SQLite and on Postgres alike."""

import base64
import json
from uuid import UUID

import pytest

pytestmark = pytest.mark.anyio

TEXT = "Very good."
NOBODY = UUID(int=7)
HUGE = [str(2**31), str(2**63 - 1), str(2**63), str(2**64), "9" * 5000]


def cursor(at: str, task_id: object = NOBODY) -> str:
    return base64.urlsafe_b64encode(f"{at} {task_id}".encode()).decode().rstrip("=")


@pytest.fixture(params=["sqlite", "postgres"])
async def orchestrator(request, monkeypatch, start, services):
    """On either database."""
    if request.param == "postgres":
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres").url)
    async with start() as running:
        yield running


async def refused(orchestrator, method: str, path: str, field: str, **sent) -> None:
    response = await orchestrator.client.request(method, path, **sent)
    assert response.status_code == 422, (path[:80], response.status_code, response.text[:300])
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["field"].lower() == field.lower()


async def test_no_cursor_is_beyond_the_calendar(orchestrator):
    for at in (
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0000-01-01T00:00:00+00:00",
        "10000-01-01T00:00:00+00:00",
        "2026-01-01T00:00:00",
        "2026-13-01T00:00:00+00:00",
        "2026-01-01T00:00:00+99:00",
        "",
        "\0",
    ):
        await refused(orchestrator, "GET", "/tasks", "cursor", params={"cursor": cursor(at)})
    at = "2026-01-01T00:00:00+00:00"
    for task_id in ("", "x", "0" * 31, "\0", "f" * 4000):
        await refused(
            orchestrator, "GET", "/tasks", "cursor", params={"cursor": cursor(at, task_id)}
        )
    for odd in ("=", "é", "😀", "%00", "A" * 60_000):
        await refused(orchestrator, "GET", "/tasks", "cursor", params={"cursor": odd})
    for edge in ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"):
        response = await orchestrator.client.get("/tasks", params={"cursor": cursor(edge)})
        assert response.status_code == 200, edge


async def test_numbers_in_addresses_have_bounds(orchestrator):
    events = f"/tasks/{NOBODY}/events"
    for number in (str(2**63), str(2**64), "9" * 5000, "-1", "1.5", "nan", "1e3", "\u0661x"):
        header = {"Last-Event-ID": number.encode()}
        await refused(orchestrator, "GET", events, "last-event-id", headers=header)
    for number in (*HUGE, "-1", "0", "nan", "1.5", "inf"):
        for path in ("/tasks", "/speakers/priya/progress"):
            await refused(orchestrator, "GET", path, "limit", params={"limit": number})
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    for number in HUGE:
        seen = await orchestrator.client.get(f"/tasks/{task_id}/words/{number}/audio")
        assert seen.status_code in {404, 422}
    response = await orchestrator.client.get(
        f"/tasks/{task_id}/events", headers={"Last-Event-ID": str(2**63 - 1)}
    )
    assert (response.status_code, response.text) == (204, "")
    for days in (*HUGE, "0", "-1", "nan"):
        await refused(
            orchestrator, "POST", "/speakers/priya/consent", "expires_in_days",
            data={"consent_voice_cloning": "true", "expires_in_days": days},
        )  # fmt: skip


@pytest.mark.parametrize(
    "key",
    [b"", b"\t", b" ", b"a\tb", b"\x01", b"a\x7f", b"\xe4", b"\xf0\x9f\x98\x80", b"\xff\xfe", b"k" * 256],
)  # fmt: skip
async def test_an_idempotency_key_is_printable_ascii(orchestrator, wav, key):
    for path in ("/tasks", "/process"):
        await refused(
            orchestrator, "POST", path, "Idempotency-Key",
            headers={"Idempotency-Key": key}, files={"file": ("s.wav", wav)},
            data={"reference_text": TEXT},
        )  # fmt: skip


@pytest.mark.parametrize("key", ["k", "k" * 255, "~!@#$%^&*()_+ {}|:<>?'\"", "a b"])
async def test_any_printable_key_is_taken(orchestrator, key):
    sent = {"headers": {"Idempotency-Key": key}, "reference_text": TEXT, "stages": "phonemap"}
    first = await orchestrator.post("/tasks", **sent)
    again = await orchestrator.post("/tasks", **sent)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json()["task_id"] == again.json()["task_id"]


FORMS = {
    "text with NUL": {"reference_text": "very\0good"},
    "voice with NUL": {"voice": "af\0heart", "stages": "asr"},
    "long voice": {"voice": "v" * 65, "stages": "asr"},
    "voice of two lines": {"voice": "af\nheart", "stages": "asr"},
    "rate nan": {"speaking_rate": "nan"},
    "rate inf": {"speaking_rate": "inf"},
    "rate -inf": {"speaking_rate": "-Infinity"},
    "rate 1e400": {"speaking_rate": "1e400"},
    "rate of many digits": {"speaking_rate": "9" * 5000},
    "language with NUL": {"l1": "h\0"},
    "language of two lines": {"l1": "hi\nen"},
    "language in other letters": {"l1": "հի"},
    "stage with NUL": {"stages": "asr\0"},
    "many stages": {"stages": "x," * 10_000},
    "speaker with NUL": {"speaker_id": "p\0"},
    "speaker in other letters": {"speaker_id": "प्रिया"},
    "long speaker": {"speaker_id": "p" * 65},
    "word with NUL": {"lexicon": json.dumps({"ve\0ry": ["V EH1 R IY0"]})},
    "word with half a pair": {"lexicon": '{"very\\ud800": ["V EH1 R IY0"]}'},
    "phones with NUL": {"lexicon": '{"very": ["V\\u0000"]}'},
    "phones nan": {"lexicon": '{"very": [NaN]}'},
    "deep lexicon": {"lexicon": "[" * 20_000},
    "number as lexicon": {"lexicon": "9" * 5000},
    "consent nan": {"consent_voice_cloning": "nan"},
    "heard 2": {"say_heard": "2"},
}


@pytest.mark.parametrize("case", FORMS)
async def test_an_odd_form_value_names_its_field(orchestrator, wav, case):
    form = FORMS[case]
    field = next(name for name in form if name != "stages" or len(form) == 1)
    for path in ("/tasks", "/process"):
        await refused(
            orchestrator, "POST", path, field, files={"file": ("s.wav", wav)}, data=form
        )  # fmt: skip


CHARSETS = ["utf-7", "unicode_escape", "raw_unicode_escape", "utf-16", "undefined", "rot13", "idna"]


@pytest.mark.parametrize("charset", CHARSETS)
async def test_a_charset_of_the_callers_choice_makes_no_half_characters(orchestrator, wav, charset):
    for text in (b"very good +2AA-", b"very good \\ud800", b"very good \\x00", b"very good \xff"):
        boundary = b"--frontier\r\nContent-Disposition: form-data; "
        body = (
            boundary + b'name="reference_text"\r\n\r\n' + text + b"\r\n"
            + boundary + b'name="file"; filename="s.wav"\r\n\r\n' + wav + b"\r\n--frontier--\r\n"
        )  # fmt: skip
        kind = f"multipart/form-data; charset={charset}; boundary=frontier"
        response = await orchestrator.client.post(
            "/tasks", content=body, headers={"content-type": kind}
        )
        assert response.status_code in {202, 400, 422}, (text, response.text[:200])


PATHS = [
    "/tasks/%00", "/tasks/%ED%A0%80", "/tasks/{huge}", "/tasks/{{00000000-0000-0000-0000-000000000007",
    "/tasks/-1", "/tasks/..%2f..%2fetc", "/tasks/nan/events", "/tasks/%F0%9F%98%80/words/0/audio",
    "/speakers/%00/consent", "/speakers/%ED%A0%80/progress", "/speakers/{huge}", "/speakers/a%0A/consent",
    "/objects/%00?expires=1&signature=x", "/objects/{huge}?expires=99999999999999999999&signature=" + "0" * 64,
    "/objects/a?expires=nan&signature=" + "0" * 64, "/objects/a?expires=%D9%A1&signature=" + "0" * 64,
    "/objects/%ED%A0%80?expires=1&signature=" + "0" * 64, "/nothing/%00",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_an_odd_address_is_the_callers_mistake(orchestrator, path):
    for method in ("GET", "DELETE", "POST"):
        address = path.replace("{huge}", "9" * 8000)
        response = await orchestrator.client.request(method, address)
        assert 400 <= response.status_code < 500, (method, path, response.text[:200])
        assert response.headers["content-type"] == "application/problem+json"


async def test_every_form_of_a_uuid_is_the_same_task(orchestrator):
    task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
    plain = task_id.replace("-", "")
    for form in (task_id.upper(), plain, f"urn:uuid:{task_id}", f"%7B{task_id}%7D"):
        seen = await orchestrator.client.get(f"/tasks/{form}")
        assert (seen.status_code, seen.json().get("task_id")) == (200, task_id), form


async def test_a_notification_that_nobody_waits_for_is_no_more(start, services):
    from ..app.main import app

    async with start() as orchestrator:
        task_id = (await orchestrator.post(reference_text=TEXT)).json()["task_id"]
        for _ in range(3):
            await orchestrator.client.get(f"/tasks/{task_id}/events")
        assert len(app.state.runtime.resources["app"].notifier) == 0
