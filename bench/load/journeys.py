"""What each kind of user does, from the first request until they have what they came for; over HTTP as their programs send it."""

import asyncio
import itertools
import json
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
import numpy as np
from websockets.exceptions import ConnectionClosedError

from bench.live.play import StreamRefused, play
from shared.audio import decode_audio

from .callers import RATES
from .recordings import SpokenText

Kind = Literal["learner", "developer", "teacher", "lead", "reader"]
Outcome = Literal["answered", "refused", "late", "wrong"]

MIX: Mapping[Kind, int] = {"learner": 10, "developer": 2, "teacher": 5, "lead": 1, "reader": 2}
"""Of twenty who come. Nobody has counted real ones: most are learners, and a call is the rarest."""
DEADLINES_S: Mapping[Kind, float] = {
    "learner": 40.0, "developer": 60.0, "teacher": 15.0, "lead": 120.0, "reader": 30.0,
}  # fmt: skip
"""What each says that they wait (`Prefer: wait`), or is waited for on their side; beyond it they are late."""
BURST = 3
SCORED = "asr,align,phonemap,diff,feedback"
SPOKEN = "asr,align,phonemap,diff,tts,feedback"
ENDED = frozenset({"succeeded", "partial", "failed", "cancelled"})
BUSY = frozenset({429, 503})
_POLL_S = 1.0


class ToldToCome(Exception):
    """Told to come again, and when."""


class Unexpected(Exception):
    """An answer that is neither what was asked for nor a refusal with its time."""


@dataclass(frozen=True, slots=True)
class Trip:
    kind: Kind
    begun_s: float
    """On the clock of time.monotonic."""
    taken_s: float
    outcome: Outcome
    detail: str = ""


@dataclass(slots=True)
class Users:
    """All who come, with what they bring: clips of 4 to 8 s, calls, a class."""

    client: httpx.AsyncClient
    clips: Sequence[SpokenText]
    calls: Sequence[bytes]
    """WAV of two channels."""
    class_id: str
    shown: Mapping[str, str] = field(default_factory=dict)
    """Headers with a key, where the fleet asks for one: of streams, since the client has its own."""
    _n: Iterator[int] = field(default_factory=itertools.count)
    _heard: list[np.ndarray] = field(init=False)
    """The clips as a stream takes them: 16 kHz, int16."""

    def __post_init__(self) -> None:
        decoded = [decode_audio(each.wav, max_duration_s=60) for each in self.clips]
        self._heard = [(each.samples * 32767).astype(np.int16) for each in decoded]

    async def travel(self, kind: Kind) -> Trip:
        """One journey, however it ends."""
        begun = time.monotonic()

        def ended(outcome: Outcome, detail: str = "") -> Trip:
            return Trip(kind, begun, time.monotonic() - begun, outcome, detail)

        try:
            async with asyncio.timeout(DEADLINES_S[kind]):
                await self._journeys[kind](next(self._n))
        except ToldToCome:
            return ended("refused")
        except TimeoutError:
            return ended("late")
        except (Unexpected, httpx.HTTPError, OSError) as error:
            return ended("wrong", f"{kind}: {type(error).__name__} {error}"[:300])
        return ended("answered")

    @property
    def _journeys(self) -> Mapping[Kind, Callable[[int], Awaitable[None]]]:
        return {
            "learner": self._learner, "developer": self._developer, "teacher": self._teacher,
            "lead": self._lead, "reader": self._reader,
        }  # fmt: skip

    async def _learner(self, n: int) -> None:
        """In the page: sends a clip, follows its stages, looks at the result, listens to both sounds."""
        task_id = await self._send(n, SPOKEN, DEADLINES_S["learner"], speaker_id=f"learner-{n % 20}")  # fmt: skip
        await self._follow(task_id)
        result = await self._get(f"/tasks/{task_id}")
        if result["status"] != "succeeded":
            raise Unexpected(f"the task is {result['status']}")
        for sound in ("recording", "reference"):
            url = httpx.URL(result["audio"][sound]["url"])
            told = await self.client.get(url.raw_path.decode("ascii"))
            if told.status_code != 200 or not told.content:
                raise Unexpected(f"the {sound} is {told.status_code}")

    async def _developer(self, n: int) -> None:
        """A program with a few recordings at once, which asks each second."""
        async with asyncio.TaskGroup() as group:
            sent = [group.create_task(self._refused_or(self._send(n * BURST + k, SCORED, DEADLINES_S["developer"], speaker_id=f"app-{n % 50}"))) for k in range(BURST)]  # fmt: skip
        told = [each.result() for each in sent]
        taken = [each for each in told if isinstance(each, str)]
        for task_id in taken:
            while (state := (await self._get(f"/tasks/{task_id}"))["status"]) not in ENDED:  # noqa: ASYNC110 (another process)
                await asyncio.sleep(_POLL_S)
            if state != "succeeded":
                raise Unexpected(f"the task is {state}")
        if len(taken) < BURST:
            raise ToldToCome

    async def _refused_or(self, sending: Awaitable[str]) -> str | None:
        try:
            return await sending
        except ToldToCome:
            return None

    async def _teacher(self, n: int) -> None:
        """Opens the class, what it has to do, its habits, and a list of recordings."""
        for path in ("", "/assignments", "/habits"):
            await self._get(f"/classes/{self.class_id}{path}")
        await self._get("/classes")
        await self._get("/tasks", limit=50)

    async def _lead(self, n: int) -> None:
        """Sends a call, looks at its turns, and asks in all calls."""
        content = self.calls[n % len(self.calls)]
        answer = await self.client.post(
            "/calls",
            files={"file": ("call.wav", content)},
            data={"channels": "true", "recording_notice": "true", "speaker_id": f"agent-{n % 5}"},
            headers=_waits(DEADLINES_S["lead"]),
        )
        task_id = _taken(answer)
        await self._follow(task_id)
        call = await self._get(f"/calls/{task_id}")
        if call["status"] not in {"succeeded", "partial"}:
            raise Unexpected(f"the call is {call['status']}")
        await self._get("/search", q="when will it be delivered")

    async def _reader(self, n: int) -> None:
        """Speaks into the page, and sees the words."""
        socket = str(self.client.base_url).replace("http://", "ws://").rstrip("/")
        try:
            played = await play(
                f"{socket}/stream", self._heard[n % len(self._heard)], headers=self.shown
            )
        except StreamRefused as refused:
            if refused.retry_after_s is not None:
                raise ToldToCome from refused
            raise Unexpected(f"the stream was refused: {refused}") from refused
        except ConnectionClosedError as error:
            raise Unexpected(f"the stream was closed: {error}") from error
        if not played.words:
            raise Unexpected("no word was heard")

    async def _send(self, n: int, stages: str, waits_s: float, **form: str) -> str:
        clip = self.clips[n % len(self.clips)]
        answer = await self.client.post(
            "/tasks",
            files={"file": ("speech.wav", clip.wav)},
            data={
                "reference_text": clip.text,
                "stages": stages,
                # Another each time, so that no reference comes out of the store.
                "speaking_rate": str(0.8 + (n % RATES) / 1000),
                **form,
            },
            headers=_waits(waits_s),
        )
        return _taken(answer)

    async def _follow(self, task_id: str) -> None:
        async with self.client.stream("GET", f"/tasks/{task_id}/events") as events:
            async for line in events.aiter_lines():
                if line == "event: task_finished":
                    return
        raise Unexpected("the events ended before the task")

    async def _get(self, path: str, **query: str | int) -> dict[str, Any]:
        answer = await self.client.get(path, params=query)
        if not answer.is_success:
            raise _refusal(answer)
        return answer.json()


def _waits(seconds: float) -> dict[str, str]:
    return {"prefer": f"wait={seconds:.0f}"}


def _taken(answer: httpx.Response) -> str:
    """Id of the task."""
    if answer.status_code != 202:
        raise _refusal(answer)
    return json.loads(answer.content)["task_id"]


def _refusal(answer: httpx.Response) -> Exception:
    if answer.status_code in BUSY and answer.headers.get("retry-after", "").isdecimal():
        return ToldToCome()
    return Unexpected(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:200]}")  # fmt: skip


def shuffled(seed: int) -> Iterator[Kind]:
    """Kinds without an end, in each twenty exactly those of the mix."""
    draw = random.Random(seed)
    deck: list[Kind] = [kind for kind, n in MIX.items() for _ in range(n)]
    while True:
        draw.shuffle(deck)
        yield from deck
