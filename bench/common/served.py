"""The services as they are served, in this process: what is measured here is what a caller gets."""

import os
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from shared.audio import encode_wav
from shared.audio.decode import RATE_HZ
from shared.contracts import Alignment, Diff, Feedback, PhonemeMap, TextSource, Transcript
from shared.mount import application
from shared.roster import ALIGNMENT, ASR, FEEDBACK, PHONEME_DIFF, PHONEME_MAP, Service
from shared.testing import service_client

JUDGES = (ALIGNMENT, PHONEME_MAP, PHONEME_DIFF)

Recording = np.ndarray | bytes
"""Float samples at 16 kHz, or a file as it would be sent."""


class NotAnswered(Exception):
    """A service refused or failed; the message says which, and how its answer began."""


@dataclass(frozen=True, slots=True)
class ServedAnswer:
    alignment: Alignment
    target_phones: PhonemeMap
    diff: Diff
    cpu_s: float
    """Of this process, in alignment and diff, requests and answers included; not in the recogniser."""


class Services:
    def __init__(self, clients: dict[Service, httpx.AsyncClient]) -> None:
        self._clients = clients

    async def judge(
        self,
        recording: Recording,
        text: str,
        *,
        transcript: Transcript | None = None,
        l1: str | None = None,
        text_source: TextSource = "reference",
    ) -> ServedAnswer:
        """Map, alignment and diff of a recording against the text it should be; `l1`: the speaker's first language,
        ISO 639; `text_source` is `transcript` where the text is the recogniser's own. Raises NotAnswered."""
        target_phones = PhonemeMap.model_validate(await self._ask(PHONEME_MAP, json={"text": text}))
        files = _upload(recording)
        started = time.process_time()
        aligned = await self._ask(ALIGNMENT, data={"text": text}, files=files)
        judged = await self._diff(aligned, target_phones, transcript, l1, text_source=text_source)
        cpu_s = time.process_time() - started
        return ServedAnswer(
            Alignment.model_validate(aligned), target_phones, Diff.model_validate(judged), cpu_s
        )

    async def diff_with(
        self,
        transcript: Transcript,
        answer: ServedAnswer,
        *,
        l1: str | None = None,
        earlier_accents: Mapping[str, float] | None = None,
        text_source: TextSource = "reference",
    ) -> Diff:
        """The answer's diff again, of this transcript and first language, after the speaker's earlier recordings."""
        aligned = answer.alignment.model_dump(mode="json")
        judged = await self._diff(
            aligned, answer.target_phones, transcript, l1, earlier_accents, text_source
        )
        return Diff.model_validate(judged)

    async def _diff(
        self,
        aligned: dict[str, Any],
        target_phones: PhonemeMap,
        transcript: Transcript | None,
        l1: str | None,
        earlier_accents: Mapping[str, float] | None = None,
        text_source: TextSource = "reference",
    ) -> dict[str, Any]:
        request = {
            "alignment": aligned,
            "phoneme_map": target_phones.model_dump(mode="json"),
            "transcript": transcript.model_dump(mode="json") if transcript else None,
            "text_source": text_source,
            "l1": l1,
            "earlier_accents": dict(earlier_accents) if earlier_accents else None,
        }
        return await self._ask(PHONEME_DIFF, json=request)

    async def transcribe(
        self, recording: Recording, *, free_speech: bool = False, l1: str | None = None
    ) -> Transcript:
        """As the pipeline asks; `free_speech` where it has no text."""
        asked = {"free_speech": "true"} | ({"l1": l1} if l1 else {}) if free_speech else {}
        answer = await self._ask(ASR, data=asked, files=_upload(recording))
        return Transcript.model_validate(answer)

    async def coach(
        self, transcript: Transcript, answer: ServedAnswer, diff: Diff, *, l1: str | None
    ) -> Feedback:
        """What the coach says of a diff; FEEDBACK must be open. Raises NotAnswered."""
        request = {
            "transcript": transcript.model_dump(mode="json"),
            "diff": diff.model_dump(mode="json"),
            "alignment": answer.alignment.model_dump(mode="json"),
            "l1": l1,
        }
        return Feedback.model_validate(await self._ask(FEEDBACK, json=request))

    async def diff_phones(
        self, words: list[tuple[str, list[str]]], heard: list[str]
    ) -> dict[str, Any]:
        """What the diff makes of phones known for certain."""
        target = [{"text": text, "phones": phones} for text, phones in words]
        return await self._ask(PHONEME_DIFF, json={"target": target, "heard": heard})

    def client(self, service: Service) -> httpx.AsyncClient:
        return self._clients[service]

    async def _ask(self, service: Service, **request: Any) -> dict[str, Any]:
        response = await self._clients[service].post(service.endpoint, **request)
        if not response.is_success:
            raise NotAnswered(f"{service.name} {response.status_code}: {response.text[:200]}")
        return response.json()


def _upload(recording: Recording) -> dict[str, Any]:
    if isinstance(recording, bytes):
        return {"file": ("recording", recording)}
    return {"file": ("recording.wav", encode_wav(recording, RATE_HZ), "audio/wav")}


@asynccontextmanager
async def open_services(
    model_dir: Path, *, also: Sequence[Service] = ()
) -> AsyncIterator[Services]:
    """Those that judge, and `also` others, with their default engines and settings, one thread each."""
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {
            "MODEL_DIR": str(model_dir),
            "DATA_DIR": state,
            "THREADS": "1",
            "LOG_LEVEL": "WARNING",
        }
        async with AsyncExitStack() as stack:
            yield Services(
                {
                    service: await stack.enter_async_context(service_client(application(service)))
                    for service in (*JUDGES, *also)
                }
            )
