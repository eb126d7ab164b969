"""Work ends with its caller, and with its process."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import anyio.to_thread
import httpx
import pytest
import uvicorn

from shared.abandon import raise_if_abandoned
from shared.client import ServiceClient
from shared.errors import UpstreamTimedOut
from shared.mount import application, module_of
from shared.roster import TTS
from shared.settings import REPO_ROOT
from shared.testing.fleet import StartFleet
from shared.web.stopping import EXIT_AFTER_S

LONG_S = 20.0
"""No test waits for it: it guards a hang."""
PAGE = (
    "The weather was very nice that morning, so we walked along the river until we reached the old bridge. "
    * 49
)
MODEL_DIR = Path(os.environ.get("MODEL_DIR", REPO_ROOT / ".models"))


@asynccontextmanager
async def serving_tts() -> AsyncIterator[str]:
    """The TTS service behind a real socket, in mock mode; gives its address."""
    app = application(TTS)

    class LeavingServer(uvicorn.Server):
        async def startup(self, sockets: object = None) -> None:
            await super().startup()
            up.set()

    up = asyncio.Event()
    server = LeavingServer(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve())
    await up.wait()
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


@pytest.mark.anyio
@pytest.mark.parametrize("how", ["deadline", "cancelled"])
async def test_the_orchestrators_client_frees_the_engine_when_it_gives_up(
    mock_mode: None, monkeypatch: pytest.MonkeyPatch, how: str
):
    mock = module_of(TTS, "services.engines.mock")
    speak = mock.MockSpeaker.speak_pieces
    begun, ended = threading.Event(), threading.Event()

    def endless(*_: object, **__: object) -> Iterator[object]:
        begun.set()
        try:
            while True:
                raise_if_abandoned()
            yield
        finally:
            ended.set()

    monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", endless)
    with anyio.fail_after(LONG_S):
        async with serving_tts() as address, httpx.AsyncClient() as http:
            client = ServiceClient(http, address, "tts-service", "tts", deadline_s=0.5)
            if how == "deadline":
                with pytest.raises(UpstreamTimedOut):
                    await client.post("/speak", json={"text": "cab"})
            else:
                client.deadline_s = LONG_S
                async with anyio.create_task_group() as group:
                    group.start_soon(lambda: client.post("/speak", json={"text": "cab"}))
                    await anyio.to_thread.run_sync(begun.wait, LONG_S)
                    group.cancel_scope.cancel()
            assert await anyio.to_thread.run_sync(ended.wait, LONG_S)
            monkeypatch.setattr(mock.MockSpeaker, "speak_pieces", speak)
            client.deadline_s = LONG_S
            assert (await client.post("/speak", json={"text": "bad"}))["phones"] == [
                ["B", "AE1", "D"]
            ]


@pytest.mark.engine
def test_a_page_that_nobody_waits_for_holds_up_nobody_and_no_stop(start_fleet: StartFleet):
    if not (MODEL_DIR / "kokoro-82m").is_dir():
        pytest.skip("the models are not here: run `make models`")
    fleet = start_fleet(MODEL_DIR=str(MODEL_DIR))
    speak = fleet.addresses[TTS] + "/speak"

    def leave_soon() -> None:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(speak, json={"text": PAGE}, timeout=2.0)

    leave_soon()
    begun = time.monotonic()
    answer = httpx.post(speak, json={"text": "Very good."}, timeout=60.0)
    assert answer.json()["engine"] == "kokoro"

    at_work = threading.Thread(target=lambda: _try_to(speak), daemon=True)
    at_work.start()
    while "http_requests_in_flight" not in (seen := _metrics(fleet.addresses[TTS])) or (
        'http_requests_in_flight{service="tts-service"} 2.0' not in seen
    ):
        assert time.monotonic() - begun < 120
    begun = time.monotonic()
    fleet.process.send_signal(signal.SIGTERM)
    code = fleet.process.wait(timeout=60)
    stopped_s = time.monotonic() - begun
    assert code == 0
    assert stopped_s < 2 * EXIT_AFTER_S


def _metrics(address: str) -> str:
    return httpx.get(address + "/metrics", timeout=10).text


def _try_to(url: str) -> None:
    try:
        httpx.post(url, json={"text": PAGE}, timeout=60)
    except httpx.HTTPError:
        return
