"""What each stage sends to its service and what it makes of the answer."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import Field

from shared.client import ServiceClient
from shared.contracts import (
    Alignment,
    Contract,
    Conversion,
    Diff,
    Feedback,
    History,
    PhonemeMap,
    SpeechAnswer,
    Stamped,
    StoredAudio,
    TextSource,
    Transcript,
)
from shared.contracts.reading import Unreadable, read_answer
from shared.errors import UpstreamFailed

from ..domain import keys
from ..domain.task import TaskRecord
from .heard import heard_phones
from .upstreams import Upstreams

M = TypeVar("M", bound=Stamped)

MOST_HEARD_WORDS = 20
"""Wrong words that are spoken as they were heard; more are no help to anyone."""


@dataclass(slots=True)
class Materials:
    """What there is so far: the recording, the request, and what finished stages gave."""

    task: TaskRecord
    read_history: Callable[[], Awaitable[History | None]]
    """The speaker's earlier recordings; None where no speaker was named."""
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
    def reference_audio(self) -> "Reference":
        return self.given["reference_audio"]


class HeardWord(Contract):
    """A wrong word, spoken as it was heard."""

    word_index: int
    phones: list[str]
    audio: StoredAudio


class Reference(SpeechAnswer):
    """What the learner should hear."""

    heard: list[HeardWord] = Field(default_factory=list)


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


async def speak(materials: Materials, upstreams: Upstreams) -> Reference:
    """The first pronunciation of each word: the one the learner should hear; and wrong words as they were heard,
    where that was asked for."""
    options = materials.task.options
    request = {
        "text": materials.text,
        "phones": [word.pronunciations[0].phones for word in materials.target_phones.words],
        "voice": options.voice,
        "speaking_rate": options.speaking_rate,
    }
    reference = await _ask(Reference, upstreams["tts"], "/speak", json=request)
    if options.say_heard:
        reference.heard = await _say_heard(materials, upstreams)
    return reference


async def _say_heard(materials: Materials, upstreams: Upstreams) -> list[HeardWord]:
    options = materials.task.options
    spoken: list[HeardWord] = []
    for word in materials.diff.words:
        phones = heard_phones(word, materials.alignment)
        if phones is None or len(spoken) == MOST_HEARD_WORDS:
            continue
        request = {
            "text": word.text,
            "phones": [phones],
            "voice": options.voice,
            "speaking_rate": options.speaking_rate,
        }
        said = await _ask(SpeechAnswer, upstreams["tts"], "/speak", json=request)
        spoken.append(HeardWord(word_index=word.index, phones=phones, audio=said.audio))
    return spoken


async def convert(materials: Materials, upstreams: Upstreams) -> Conversion:
    task = materials.task
    form = {
        "reference_key": materials.reference_audio.audio.key,
        "sample_keys": ",".join(task.sample_keys),
        "consent_voice_cloning": "true",
        "key_prefix": keys.folder(task.id).rstrip("/"),
        "voice_prefix": voice_folder(task).rstrip("/"),
    }
    return await _ask(Conversion, upstreams["vc"], "/convert", data=form)


async def coach(materials: Materials, upstreams: Upstreams) -> Feedback:
    history = await materials.read_history()
    request = {
        "transcript": materials.transcript.model_dump(mode="json"),
        "diff": materials.diff.model_dump(mode="json"),
        "alignment": materials.alignment.model_dump(mode="json"),
        "l1": materials.task.options.l1,
        "history": history.model_dump(mode="json") if history else None,
    }
    return await _ask(Feedback, upstreams["feedback"], "/feedback", json=request)


def voice_folder(task: TaskRecord) -> str:
    """Where what is measured of the samples is kept: where the samples are, so that one erasure finds both."""
    standing_id = task.consent.standing_id if task.consent else None
    if standing_id is not None:
        folder = keys.consent_folder(standing_id)
        if all(key.startswith(folder) for key in task.sample_keys):
            return folder
    return keys.folder(task.id)


def _recording(materials: Materials) -> Mapping[str, tuple[str, bytes, str]]:
    return {"file": ("recording.wav", materials.audio, "audio/wav")}


async def _ask(kind: type[M], client: ServiceClient, path: str, **request: Any) -> M:
    """Raises UpstreamFailed and its kinds; also for an answer that breaks the contract."""
    body = await client.post(path, **request)
    try:
        return read_answer(kind, body)
    except Unreadable as error:
        raise UpstreamFailed(
            f"{client.service} answered something that is no {kind.__name__}",
            service=client.service,
            stage=client.stage,
        ) from error
