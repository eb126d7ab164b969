"""Events and webhooks at the door and on the command line, of a running orchestrator."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import anyio
import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from ..app import events as command

pytestmark = pytest.mark.anyio


class Told(ThreadingHTTPServer):
    """A receiver on loopback that accepts all."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), ToldHandler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/told"


class ToldHandler(BaseHTTPRequestHandler):
    server: Told  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append(({k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def receiver():
    with Told() as server:
        yield server
        server.shutdown()


async def until(holds) -> None:
    with anyio.fail_after(60):
        while not holds():  # noqa: ASYNC110 - another loop's doing
            await anyio.sleep(0.05)


async def test_a_webhook_is_told_of_a_task_that_ends(start, services, wav, monkeypatch, receiver):
    monkeypatch.setenv("WEBHOOK_HOSTS", "127.0.0.1")
    monkeypatch.setenv("WEBHOOK_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("ORCHESTRATOR_POLL_S", "0.1")
    async with start() as running:
        client = running.client
        asked = {"url": receiver.url, "types": ["task.finished"]}
        made = await client.post("/webhooks", json=asked)
        assert made.status_code == 201, made.text
        assert made.headers["cache-control"] == "no-store"
        secret = made.json()["secret"]
        task_id = (await running.post(reference_text="Very good.")).json()["task_id"]
        await until(lambda: receiver.came)
        [(headers, body)] = receiver.came
        told = Verifier(secret).verify(body, headers)
        assert told["subject"] == f"task/{task_id}"
        assert told["data"] == {
            "task_id": task_id,
            "pipeline": "pronunciation",
            "status": "succeeded",
            "assessable": True,
        }
        listed = (await client.get("/webhooks")).json()["items"]
        assert [each["url"] for each in listed] == [receiver.url]
        assert "secret" not in listed[0]
        tested = await client.post(f"/webhooks/{made.json()['id']}/test")
        assert tested.json() == {"accepted": True, "status": 204, "reason": None}
        renewed = await client.post(f"/webhooks/{made.json()['id']}/secret")
        assert renewed.json()["secret"] != secret
        assert renewed.json()["earlier_secret_until"] is not None
        stopped = await client.patch(f"/webhooks/{made.json()['id']}", json={"disabled": True})
        assert stopped.json()["disabled_at"] is not None
        gone = await client.delete(f"/webhooks/{made.json()['id']}")
        assert gone.status_code == 204
        assert (await client.get("/webhooks")).json()["items"] == []


async def test_where_no_host_may_be_told_that_is_said(orchestrator):
    refused = await orchestrator.client.post("/webhooks", json={"url": "https://example.org/"})
    assert (refused.status_code, refused.json()["field"]) == (403, "url")
    assert "WEBHOOK_HOSTS" in refused.json()["detail"]


async def test_what_was_told_is_listed_a_page_at_a_time(orchestrator):
    sent = [(await orchestrator.post()).json()["task_id"] for _ in range(3)]
    seen, before = [], None
    while True:
        asked = {"type": "task.finished", "limit": 2} | ({"before": before} if before else {})
        page = (await orchestrator.client.get("/events", params=asked)).json()
        seen += [each["event"]["data"]["task_id"] for each in page["items"]]
        before = page["next_before"]
        if before is None:
            break
    assert seen == sent[::-1]
    of_one = {"subject": f"task/{sent[0]}"}
    events = (await orchestrator.client.get("/events", params=of_one)).json()["items"]
    assert [each["event"]["type"] for each in events] == [
        "task.finished",
        "transcription.completed",
    ]
    one = await orchestrator.client.get(f"/events/{events[0]['event']['id']}")
    assert one.json()["event"] == events[0]["event"]
    await orchestrator.client.delete(f"/tasks/{sent[0]}")
    await_gone = (await orchestrator.client.get("/events", params=of_one)).json()["items"]
    assert all(each["sequence"] is None for each in await_gone)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/events/00000000-0000-4000-8000-000000000003", None, 404),
        ("GET", "/events?type=nothing", None, 422),
        ("GET", "/events?since=yesterday", None, 422),
        ("POST", "/events/dead-letters/7/replay", None, 404),
        ("DELETE", "/events/dead-letters/7", None, 404),
        ("POST", "/events/replay", {"consumer": "nobody"}, 422),
        ("POST", "/events/replay", {"consumer": "webhook:nobody"}, 422),
        (
            "POST",
            "/events/replay",
            {"consumer": "webhook:00000000-0000-4000-8000-000000000003"},
            422,
        ),
        ("POST", "/webhooks/00000000-0000-4000-8000-000000000003/test", None, 404),
    ],
)
async def test_what_is_not_there_is_said(orchestrator, method, path, body, status):
    answer = await orchestrator.client.request(method, path, json=body)
    assert answer.status_code == status, answer.text


async def test_events_can_be_looked_at_by_hand(orchestrator, capsys):
    task_id = (await orchestrator.post()).json()["task_id"]

    async def said(*arguments: str) -> str:
        assert await anyio.to_thread.run_sync(command.main, arguments) == 0
        return capsys.readouterr().out

    listed = await said("list", "--type", "task.finished")
    assert f"task.finished  task/{task_id}" in listed
    event_id = listed.split()[3]
    shown = json.loads(await said("show", event_id))
    assert shown["data"]["status"] == "succeeded"
    assert await said("dead") == ""
    told_again = await said("replay", "--consumer", "webhooks", "--all-tenants")
    assert told_again.startswith("webhooks is told again of")
