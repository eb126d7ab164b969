"""What is done to a fleet so that all that it counts is counted: each kind of user, and what goes wrong on a bad day."""

import asyncio
import contextlib
import io
import itertools
import json
import time

import httpx
import numpy as np
import soundfile

from bench.live.play import StreamRefused, play
from bench.load.journeys import Users, shuffled
from bench.load.recordings import SpokenText
from shared.audio import decode_audio
from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet

TEXT = json.loads((REPO_ROOT / "tests" / "audio" / "samples.json").read_text("utf-8"))["samples"][0]["text"]  # fmt: skip
WAV = (REPO_ROOT / "tests" / "audio" / "slips.wav").read_bytes()
AT_ONCE = 4


async def use(fleet: RunningFleet, key: str, seconds: float) -> None:
    """`key`: an operator's."""
    shown = {"authorization": f"Bearer {key}"}
    ends = time.monotonic() + seconds
    async with httpx.AsyncClient(
        base_url=f"{fleet.url}/api/v1", headers=shown, timeout=120
    ) as client:
        made = (await client.post("/classes", json={"name": "Watched"})).raise_for_status().json()
        users = Users(client, [SpokenText(TEXT, WAV)], [_call()], made["class_id"], shown)
        kinds = shuffled(1)

        async def come_again() -> None:
            while time.monotonic() < ends:
                trip = await users.travel(next(kinds))
                if trip.outcome == "wrong":
                    raise SystemExit(f"the fleet does not do what it should: {trip.detail}")

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(come_again())
            group.create_task(_now_and_then(fleet, client, ends, shown))
        await _use_up_a_quota(client)


async def _now_and_then(
    fleet: RunningFleet, client: httpx.AsyncClient, ends: float, shown: dict[str, str]
) -> None:
    for n in itertools.count():
        if time.monotonic() >= ends:
            return
        await _process(client)
        await _translate(client, n)
        await _read_along(fleet, shown)


async def _process(client: httpx.AsyncClient) -> None:
    answer = await client.post("/process", files={"file": ("a.wav", WAV)}, data={"reference_text": TEXT})  # fmt: skip
    answer.raise_for_status()


async def _use_up_a_quota(client: httpx.AsyncClient) -> None:
    made = (await client.post("/keys", json={"name": "watched", "role": "service"})).json()
    limited = {"recordings_per_day": 5}
    (await client.put(f"/keys/{made['id']}/quota", json=limited)).raise_for_status()
    shown = {"authorization": f"Bearer {made['key']}"}
    for wanted in (202, 202, 202, 202, 202, 429):
        answer = await client.post("/tasks", files={"file": ("a.wav", WAV)}, data={"reference_text": TEXT}, headers=shown)  # fmt: skip
        if answer.status_code != wanted:
            raise SystemExit(
                f"a quota of five recordings: {answer.status_code} {answer.text[:200]}"
            )


async def _translate(client: httpx.AsyncClient, n: int) -> None:
    texts = {"texts": [f"Where is my order {n}?"], "source": "en", "target": "hi"}
    (await client.post("/translate", json=texts)).raise_for_status()


async def _read_along(fleet: RunningFleet, shown: dict[str, str]) -> None:
    samples = decode_audio(WAV, max_duration_s=60).samples
    address = fleet.url.replace("http://", "ws://")
    start = {"text": TEXT, "judge_words": True, "language": "en"}
    with contextlib.suppress(StreamRefused):  # others read meanwhile: the next time
        await play(f"{address}/stream", (samples * 32767).astype(np.int16), start, headers=shown)


def _call() -> bytes:
    """One speaks after the other, a channel each."""
    samples = decode_audio(WAV, max_duration_s=60).samples
    silent = np.zeros_like(samples)
    channels = np.stack([np.concatenate([samples, silent]), np.concatenate([silent, samples])])
    buffer = io.BytesIO()
    soundfile.write(buffer, channels.T, 16_000, format="WAV", subtype="PCM_16")
    return buffer.getvalue()
