"""Signing a browser in and out."""

from datetime import timedelta

import httpx
import pytest

from shared.errors import Unavailable

from ..app.access import sessions as access_sessions
from ..app.access.door import FrontDoor
from ..app.db import web_sessions

pytestmark = pytest.mark.anyio

HOST = "http://127.0.0.1:8010"


@pytest.fixture
async def key(door) -> str:
    return (await door.keyring.make("browser", tenant="north", role="learner", subject="priya"))[1]


def browser(service: httpx.AsyncClient, host: str = HOST) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=service._transport, base_url=host, timeout=60)


async def signed_in(service: httpx.AsyncClient, key: str, host: str = HOST) -> httpx.AsyncClient:
    page = browser(service, host)
    answer = await page.post("/api/v1/sessions", json={"key": key})
    assert answer.status_code == 201, answer.text
    page.headers["x-csrf-token"] = answer.json()["csrf_token"]
    return page


async def test_a_browser_signs_in_reads_and_writes(service, key):
    page = await signed_in(service, key)
    assert (await page.get("/tasks")).status_code == 200
    assert (await page.delete("/speakers/priya/consent")).status_code == 404
    shown = (await page.get("/sessions/current")).json()
    assert (shown["tenant"], shown["subject"], shown["role"]) == ("north", "priya", "learner")
    assert shown["csrf_token"] == page.headers["x-csrf-token"]


async def test_the_cookie_is_for_this_site_and_not_for_scripts(service, key):
    answer = await browser(service).post("/sessions", json={"key": key})
    near = answer.headers["set-cookie"]
    assert near.startswith("afv_session=")
    assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= set(near.split("; "))
    assert "Secure" not in near
    far = (await browser(service, "http://coach.test").post("/sessions", json={"key": key})).headers
    assert far["set-cookie"].startswith("__Host-afv_session=")
    assert "Secure" in far["set-cookie"].split("; ")


async def test_a_write_without_the_pages_token_is_refused(service, key):
    page = await signed_in(service, key)
    for token in ("", "0" * 64):
        page.headers["x-csrf-token"] = token
        answer = await page.delete("/speakers/priya")
        assert (answer.status_code, answer.json()["field"]) == (403, "X-CSRF-Token")
        assert (await page.get("/tasks")).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
async def test_a_page_of_another_site_neither_writes_nor_signs_in(service, key, sent):
    page = await signed_in(service, key)
    assert (await page.delete("/speakers/priya", headers=sent)).status_code == 403
    signing_in = await browser(service).post("/sessions", json={"key": key}, headers=sent)
    assert signing_in.status_code == 403


async def test_the_own_page_says_where_it_is_from_and_may_write(service, key):
    page = await signed_in(service, key)
    answer = await page.delete("/speakers/priya", headers={"origin": HOST})
    assert answer.status_code == 404


async def test_signing_out_ends_this_browser_only_and_everywhere_all(service, key):
    pages = [await signed_in(service, key) for _ in range(3)]
    cookie = pages[0].cookies["afv_session"]
    assert (await pages[0].delete("/sessions/current")).json() == {"n_closed": 1}
    copied = browser(service)
    copied.cookies.set("afv_session", cookie)
    assert (await copied.get("/tasks")).status_code == 401
    assert (await pages[1].delete("/sessions")).json() == {"n_closed": 2}
    pages[2].cookies.set("afv_session", pages[2].cookies["afv_session"])
    assert (await pages[2].get("/tasks")).status_code == 401


async def test_a_session_ends_with_its_key(service, door, key):
    page = await signed_in(service, key)
    made = await door.keyring.verify(key)
    await door.revoke(made.principal, made.id)
    assert (await page.get("/tasks")).status_code == 401


async def test_nothing_in_the_database_opens_a_session_or_a_door(service, key, rows):
    page = await signed_in(service, key)
    stored = str(rows("SELECT * FROM web_sessions")) + str(rows("SELECT * FROM api_keys"))
    assert page.cookies["afv_session"] not in stored
    assert page.headers["x-csrf-token"] not in stored
    assert key.rpartition("_")[2] not in stored


class Time:
    """What `now` answers in the rooms that ask it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, door: FrontDoor) -> None:
        self.passed, self.real = timedelta(), access_sessions.now
        self.recent = door.sessions._verified
        for module in (access_sessions, web_sessions):
            monkeypatch.setattr(module, "now", lambda: self.real() + self.passed)

    def pass_by(self, span: timedelta) -> None:
        self.passed += span
        self.recent._kept.clear()  # as seconds do


@pytest.fixture
def time(monkeypatch, door) -> Time:
    return Time(monkeypatch, door)


async def test_a_session_that_is_not_used_ends(service, key, time):
    page = await signed_in(service, key)
    time.pass_by(timedelta(hours=11, minutes=59))
    assert (await page.get("/tasks")).status_code == 200
    time.pass_by(timedelta(hours=11, minutes=59))
    assert (await page.get("/tasks")).status_code == 200
    time.pass_by(timedelta(hours=12, minutes=1))
    assert (await page.get("/tasks")).status_code == 401


async def test_a_session_that_is_used_all_the_time_ends_too(service, key, time):
    page = await signed_in(service, key)
    for _ in range(16):
        time.pass_by(timedelta(hours=10))
        assert (await page.get("/tasks")).status_code == 200
    time.pass_by(timedelta(hours=9))
    assert (await page.get("/tasks")).status_code == 401


async def test_the_cookie_is_renewed_and_the_old_one_ends_once_the_new_one_came(service, key, time):
    page = await signed_in(service, key)
    first = page.cookies["afv_session"]
    time.pass_by(timedelta(minutes=31))
    assert (await page.get("/tasks")).status_code == 200
    second = page.cookies["afv_session"]
    assert second != first
    copied = browser(service)
    copied.cookies.set("afv_session", first)
    assert (await copied.get("/tasks")).status_code == 200  # on its way when it was renewed
    time.pass_by(timedelta(seconds=31))
    assert (await page.get("/tasks")).status_code == 200
    time.pass_by(timedelta())
    assert (await copied.get("/tasks")).status_code == 401
    assert (await page.get("/tasks")).status_code == 200
    assert (await page.delete("/speakers/priya")).status_code == 404  # the page's token holds on


async def test_a_renewal_whose_answer_is_lost_signs_nobody_out(service, key, time):
    page = await signed_in(service, key)
    first = page.cookies["afv_session"]
    time.pass_by(timedelta(minutes=31))
    await page.get("/tasks")
    lost = browser(service)
    lost.cookies.set("afv_session", first)
    time.pass_by(timedelta(hours=2))
    assert (await lost.get("/tasks")).status_code == 200
    assert lost.cookies.get("afv_session", domain="127.0.0.1") not in (None, first)


async def test_a_body_that_is_too_large_to_be_a_key_is_not_read(service):
    answer = await browser(service).post("/sessions", json={"key": "a" * 100_000})
    assert answer.status_code == 413


async def test_while_the_database_is_away_who_was_let_in_goes_on(service, door, key, monkeypatch):
    page = await signed_in(service, key)
    await page.get("/tasks")
    found = await door.keyring.verify(key)

    async def away(_work):
        raise Unavailable("the database is away")

    for kept in (door.keyring._verified, door.sessions._verified):
        for shown, (at, value) in list(kept._kept.items()):
            kept._kept[shown] = (at - 60, value)
    monkeypatch.setattr(type(door.keyring.database), "read", lambda _self, work: away(work))
    assert (await door.keyring.verify(key)).id == found.id
    assert (await page.get("/sessions/current")).status_code == 200
    with pytest.raises(Unavailable):
        await door.keyring.verify(key[:-43] + "B" * 43)
