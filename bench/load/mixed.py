"""Requests of every kind that a fleet gets in a day, one list of which comes round again and again."""

import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field

import httpx
import numpy as np

from shared.audio import encode_wav
from shared.roster import ASR, FEEDBACK, PHONEME_MAP, TTS, Service
from shared.testing.fleet import RunningFleet
from shared.testing.recordings import FORMATS, mutated

from .callers import RATES
from .recordings import SpokenText

RATE_HZ = 16_000
SPEAKERS = 5
"""Who come back, until they are erased."""
SCORED = "asr,align,phonemap,diff,feedback"
SPOKEN = "asr,align,phonemap,diff,tts,feedback"
HEAVY_FORMATS = ("mp3", "ogg opus", "webm opus", "m4a", "amr", "caf", "flac")


class UnexpectedAnswer(Exception):
    """A status that the request's kind does not have; the message has both."""


@dataclass(slots=True)
class MixedCaller:
    """Sends the requests of a day, and knows what each may be answered with."""

    fleet: RunningFleet
    client: httpx.AsyncClient
    recordings: Sequence[SpokenText]
    _n: int = 0
    _tasks: list[str] = field(default_factory=list)
    _turns: Iterator[Callable[[], Awaitable[None]]] = field(init=False)
    _speech: Iterator[SpokenText] = field(init=False)

    def __post_init__(self) -> None:
        self._turns = itertools.cycle(self._kinds())
        self._speech = itertools.cycle(self.recordings)

    async def send_next(self) -> None:
        """Raises UnexpectedAnswer."""
        self._n += 1
        await next(self._turns)()

    def _kinds(self) -> list[Callable[[], Awaitable[None]]]:
        """In turn: a prime number of them, so that each meets every recording."""
        return [
            self._read, self._read, self._free_speech, self._refused_file, self._read,
            self._own_voice, self._spoken_text, self._read, self._silence, self._damaged,
            self._read, self._waiting_task, self._erased_task, self._read, self._long_text,
            self._spoken_ssml, self._noise, self._read, self._own_voice, self._looked_at,
            self._read, self._mapped, self._erased_speaker,
        ]  # fmt: skip

    async def _process(self, content: bytes, *expected: int, **form: str) -> None:
        answer = await self.client.post(
            "/process", files={"file": ("recording", content)}, data=form
        )
        self._check(answer, *expected)
        if answer.is_success:
            self._tasks.append(answer.json()["task_id"])

    def _check(self, answer: httpx.Response, *expected: int) -> None:
        if answer.status_code not in (expected or (200,)):
            raise UnexpectedAnswer(
                f"{answer.request.method} {answer.request.url.path}: {answer.status_code} "
                f"{answer.text[:200]}"
            )

    @property
    def _rate(self) -> str:
        """Another each time, so that no reference comes out of the store."""
        return str(0.8 + (self._n % RATES) / 1000)

    async def _read(self) -> None:
        said = next(self._speech)
        stages = SPOKEN if self._n % 2 else SCORED
        await self._process(
            said.wav, reference_text=said.text, stages=stages, speaking_rate=self._rate,
            speaker_id=f"reader-{self._n % SPEAKERS}", l1=("hi", "ta", "")[self._n % 3],
        )  # fmt: skip

    async def _free_speech(self) -> None:
        await self._process(next(self._speech).wav, stages=SCORED)

    async def _own_voice(self) -> None:
        said = next(self._speech)
        await self._process(
            said.wav, reference_text=said.text, consent_voice_cloning="true",
            speaker_id=f"speaker-{self._n % SPEAKERS}", speaking_rate=self._rate,
        )  # fmt: skip

    async def _silence(self) -> None:
        seconds = (1, 8, 30)[self._n % 3]
        silent = encode_wav(np.zeros(seconds * RATE_HZ, np.float32), RATE_HZ)
        await self._process(silent, 200, 422, reference_text="It is a very good school.")

    async def _noise(self) -> None:
        noise = np.random.default_rng(self._n).normal(0, 0.1, 6 * RATE_HZ).astype(np.float32)
        await self._process(encode_wav(noise, RATE_HZ), reference_text="It is very good.")

    async def _damaged(self) -> None:
        name = HEAVY_FORMATS[self._n % len(HEAVY_FORMATS)]
        [content] = mutated(FORMATS[name](2.0), 1, seed=self._n)
        await self._process(content, 200, 413, 415, 422, stages="asr")

    async def _refused_file(self) -> None:
        await self._process(b"\x00\x01 no sound at all" * 40_000, 415)

    async def _long_text(self) -> None:
        said = next(self._speech)
        await self._process(said.wav, 422, reference_text="word " * 1000)

    async def _waiting_task(self) -> None:
        said = next(self._speech)
        answer = await self.client.post(
            "/tasks",
            files={"file": ("recording", said.wav)},
            data={"reference_text": said.text, "stages": SCORED},
        )
        self._check(answer, 202)
        self._tasks.append(answer.json()["task_id"])

    async def _erased_task(self) -> None:
        if self._tasks:
            erased = await self.client.delete(f"/tasks/{self._tasks.pop(0)}")
            self._check(erased, 200, 202, 204, 404)  # with its speaker, meanwhile

    async def _erased_speaker(self) -> None:
        name = f"speaker-{self._n % SPEAKERS}"
        self._check(await self.client.delete(f"/speakers/{name}"), 200, 202, 204, 404)

    async def _looked_at(self) -> None:
        self._check(await self.client.get("/tasks", params={"limit": 100}))
        if self._tasks:
            self._check(await self.client.get(f"/tasks/{self._tasks[-1]}"), 200, 404)

    async def _spoken_text(self) -> None:
        listed = (await self._other(TTS, "GET", "/voices")).json()["voices"]
        voices = [each for each in listed if each["accent"].startswith("en")]
        await self._other(
            TTS, "POST", "/speak", text=next(self._speech).text,
            voice=voices[self._n % len(voices)]["id"], speaking_rate=float(self._rate),
        )  # fmt: skip

    async def _spoken_ssml(self) -> None:
        text = f"<speak>One <break time='2s'/> <emphasis>{self._n}</emphasis> times.</speak>"
        await self._other(TTS, "POST", "/speak", ssml=text)

    async def _mapped(self) -> None:
        text = f"{next(self._speech).text} Dr. Xq{self._n}vel paid ${self._n}.50 at 9:{self._n % 60:02}."
        await self._other(PHONEME_MAP, "POST", "/map", text=text)
        await self._other(FEEDBACK, "GET", "/languages")
        await self._other(ASR, "GET", "/ready")

    async def _other(
        self, service: Service, method: str, path: str, **body: object
    ) -> httpx.Response:
        url = self.fleet.addresses[service] + path
        answer = await self.client.request(method, url, json=body or None)
        self._check(answer)
        return answer
