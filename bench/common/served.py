"""The services as they are served, in this process: what is measured here is what a caller gets."""

import os
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from shared.audio import encode_wav
from shared.audio.decode import RATE_HZ
from shared.contracts import Alignment, Diff, PhonemeMap, Transcript
from shared.testing import service_client

LOWEST_GATE = 0.02
"""Of the second differ, which tells what the rules would flag at any gate."""


@dataclass(frozen=True, slots=True)
class Answer:
    alignment: Alignment
    target_phones: PhonemeMap
    diff: Diff
    cpu_s: float
    """Of this process, in alignment and diff, requests and answers included."""


class Services:
    def __init__(self, clients: dict[str, httpx.AsyncClient], open_differ: Any) -> None:
        self._clients = clients
        self._open_differ = open_differ

    async def judge(self, samples: np.ndarray, text: str) -> Answer:
        """Alignment, map and diff of a recording (float, 16 kHz) against the text it should be."""
        target_phones = PhonemeMap.model_validate(
            await self._ask("phoneme-map-service", "/map", json={"text": text})
        )
        recording = _recording(samples)
        started = time.process_time()
        aligned = await self._ask(
            "alignment-service", "/process", data={"text": text}, files=recording
        )
        judged = await self._diff(aligned, target_phones, None)
        cpu_s = time.process_time() - started
        return Answer(
            Alignment.model_validate(aligned), target_phones, Diff.model_validate(judged), cpu_s
        )

    async def diff_with(self, transcript: Transcript, answer: Answer) -> Diff:
        """The answer's diff again, now that the transcript is known too."""
        aligned = answer.alignment.model_dump(mode="json")
        return Diff.model_validate(await self._diff(aligned, answer.target_phones, transcript))

    async def _diff(
        self, aligned: dict[str, Any], target_phones: PhonemeMap, transcript: Transcript | None
    ) -> dict[str, Any]:
        request = {
            "alignment": aligned,
            "phoneme_map": target_phones.model_dump(mode="json"),
            "transcript": transcript.model_dump(mode="json") if transcript else None,
            "text_source": "reference",
        }
        return await self._ask("phoneme-diff-service", "/diff", json=request)

    async def transcribe(self, samples: np.ndarray) -> Transcript:
        answer = await self._ask("asr-service", "/process", data={}, files=_recording(samples))
        return Transcript.model_validate(answer)

    async def diff_phones(
        self, words: list[tuple[str, list[str]]], heard: list[str]
    ) -> dict[str, Any]:
        """What the diff makes of phones known for certain."""
        target = [{"text": text, "phones": phones} for text, phones in words]
        return await self._ask(
            "phoneme-diff-service", "/diff", json={"target": target, "heard": heard}
        )

    def diff_at_any_gate(self, answer: Answer) -> Any:
        """The diff's outcome with its gates at LOWEST_GATE: every issue it could raise."""
        return self._open_differ(answer)

    def client(self, service: str) -> httpx.AsyncClient:
        return self._clients[service]

    async def _ask(self, service: str, path: str, **request: Any) -> dict[str, Any]:
        response = await self._clients[service].post(path, **request)
        response.raise_for_status()
        return response.json()


def _recording(samples: np.ndarray) -> dict[str, Any]:
    return {"file": ("recording.wav", encode_wav(samples, RATE_HZ), "audio/wav")}


@asynccontextmanager
async def open_services(
    model_dir: Path, *, with_asr: bool, also: Sequence[str] = ()
) -> AsyncIterator[Services]:
    """The services with their default engines and settings, one thread each; `also` names further ones."""
    names = ["alignment-service", "phoneme-map-service", "phoneme-diff-service", *also]
    names += ["asr-service"] if with_asr else []
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {
            "MODEL_DIR": str(model_dir),
            "DATA_DIR": state,
            "THREADS": "1",
            "LOG_LEVEL": "WARNING",
        }
        async with AsyncExitStack() as stack:
            clients = {
                name: await stack.enter_async_context(
                    service_client(import_module(f"{name}.app.main").app)
                )
                for name in names
            }
            yield Services(clients, _open_differ(model_dir))


def _open_differ(model_dir: Path) -> Any:
    package = "phoneme-diff-service.app"
    settings = import_module(f"{package}.core.config").Settings(
        error_gate=LOWEST_GATE, uncertain_gate=LOWEST_GATE
    )
    context = import_module("shared.engines").EngineContext(settings, model_dir, 1)
    differ = import_module(f"{package}.services.engines.articulatory").load(context)
    logic = import_module(f"{package}.services.logic")
    request_type = import_module(f"{package}.schemas.request_response").DiffRequest

    def judge(answer: Answer) -> Any:
        request = request_type(
            alignment=answer.alignment,
            phoneme_map=answer.target_phones,
            text_source="reference",
        )
        return logic.diff(request, differ=differ, settings=settings)

    return judge
