"""What each stage sends to its service and what it makes of the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from shared.client import ServiceClient
from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    Speech,
    Stamped,
    TextSource,
    Transcript,
)
from shared.errors import UpstreamFailed

from ..schemas.records import TaskRecord
from .upstreams import Upstreams

M = TypeVar("M", bound=Stamped)


@dataclass(slots=True)
class Materials:
    """What there is so far: the recording, the request, and what finished stages gave."""

    task: TaskRecord
    given: dict[str, Any] = field(default_factory=dict)
    """Name of a need → what meets it."""

    @property
    def text_source(self) -> TextSource:
        return "reference" if self.task.options.reference_text else "transcript"

    @property
    def audio(self) -> bytes:
        """The canonical recording, a WAV file."""
        return self.given["audio"]

    @property
    def text(self) -> str:
        return self.given["text"]

    @property
    def transcript(self) -> Transcript:
        return self.given["transcript"]

    @property
    def alignment(self) -> Alignment:
        return self.given["alignment"]

    @property
    def target_phones(self) -> PhonemeMap:
        return self.given["target_phones"]

    @property
    def diff(self) -> Diff:
        return self.given["diff"]

    @property
    def reference_audio(self) -> Speech:
        return self.given["reference_audio"]


async def transcribe(materials: Materials, upstreams: Upstreams) -> Transcript:
    return await _ask(
        Transcript, upstreams["asr"], "/process", data={}, files=_recording(materials)
    )


async def align(materials: Materials, upstreams: Upstreams) -> Alignment:
    return await _ask(
        Alignment,
        upstreams["align"],
        "/process",
        data={"text": materials.text, "lexicon": json.dumps(materials.task.options.lexicon)},
        files=_recording(materials),
    )


async def map_words(materials: Materials, upstreams: Upstreams) -> PhonemeMap:
    request = {"text": materials.text, "lexicon": materials.task.options.lexicon}
    return await _ask(PhonemeMap, upstreams["phonemap"], "/map", json=request)


async def diff(materials: Materials, upstreams: Upstreams) -> Diff:
    request = {
        "alignment": materials.alignment.model_dump(mode="json"),
        "phoneme_map": materials.target_phones.model_dump(mode="json"),
        "transcript": materials.transcript.model_dump(mode="json"),
        "text_source": materials.text_source,
        "l1": materials.task.options.l1,
    }
    return await _ask(Diff, upstreams["diff"], "/diff", json=request)


async def speak(materials: Materials, upstreams: Upstreams) -> Speech:
    """The first pronunciation of each word: the one the learner should hear."""
    options = materials.task.options
    request = {
        "text": materials.text,
        "phones": [word.pronunciations[0].phones for word in materials.target_phones.words],
        "voice": options.voice,
        "speaking_rate": options.speaking_rate,
    }
    return await _ask(Speech, upstreams["tts"], "/speak", json=request)


async def convert(materials: Materials, upstreams: Upstreams) -> Conversion:
    task = materials.task
    form = {
        "reference_key": materials.reference_audio.audio.key,
        "sample_keys": ",".join(task.sample_keys),
        "consent_voice_cloning": "true",
        "key_prefix": f"tasks/{task.id}",
    }
    return await _ask(Conversion, upstreams["vc"], "/convert", data=form)


async def coach(materials: Materials, upstreams: Upstreams) -> Feedback:
    request = {
        "transcript": materials.transcript.model_dump(mode="json"),
        "diff": materials.diff.model_dump(mode="json"),
        "alignment": materials.alignment.model_dump(mode="json"),
        "l1": materials.task.options.l1,
    }
    return await _ask(Feedback, upstreams["feedback"], "/feedback", json=request)


def _recording(materials: Materials) -> Mapping[str, tuple[str, bytes, str]]:
    return {"file": ("recording.wav", materials.audio, "audio/wav")}


async def _ask(kind: type[M], client: ServiceClient, path: str, **request: Any) -> M:
    """Raises UpstreamFailed and its kinds; also for an answer that breaks the contract."""
    body = await client.post(path, **request)
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        raise UpstreamFailed(
            f"{client.service} answered something that is no {kind.__name__}",
            service=client.service,
            stage=client.stage,
        ) from error
