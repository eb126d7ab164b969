"""What each stage sends to its service and what it makes of the answer."""

import json
from collections.abc import Mapping

from pydantic import Field

from shared.contracts import (
    Alignment,
    Contract,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    SpeechAnswer,
    StoredAudio,
    Transcript,
)
from shared.roster import (
    ALIGNMENT,
    ASR,
    FEEDBACK,
    PHONEME_DIFF,
    PHONEME_MAP,
    TTS,
    VOICE_CONVERSION,
)

from ...domain import keys
from ...domain.task import TaskRecord
from ..upstreams import Upstreams, ask
from .heard import heard_phones
from .history import read_history
from .materials import PronunciationMaterials

MOST_HEARD_WORDS = 20
"""Wrong words that are spoken as they were heard; more are no help to anyone."""


class HeardWord(Contract):
    """A wrong word, spoken as it was heard."""

    word_index: int
    phones: list[str]
    audio: StoredAudio


class Reference(SpeechAnswer):
    """What the learner should hear."""

    heard: list[HeardWord] = Field(default_factory=list)


async def transcribe(materials: PronunciationMaterials, upstreams: Upstreams) -> Transcript:
    return await ask(Transcript, upstreams[ASR], "/process", data={}, files=_recording(materials))


async def align(materials: PronunciationMaterials, upstreams: Upstreams) -> Alignment:
    return await ask(
        Alignment,
        upstreams[ALIGNMENT],
        "/process",
        data={"text": materials.text, "lexicon": json.dumps(materials.options.lexicon)},
        files=_recording(materials),
    )


async def map_words(materials: PronunciationMaterials, upstreams: Upstreams) -> PhonemeMap:
    request = {"text": materials.text, "lexicon": materials.options.lexicon}
    return await ask(PhonemeMap, upstreams[PHONEME_MAP], "/map", json=request)


async def diff(materials: PronunciationMaterials, upstreams: Upstreams) -> Diff:
    request = {
        "alignment": materials.alignment.model_dump(mode="json"),
        "phoneme_map": materials.target_phones.model_dump(mode="json"),
        "transcript": materials.transcript.model_dump(mode="json"),
        "text_source": materials.text_source,
        "l1": materials.options.l1,
    }
    return await ask(Diff, upstreams[PHONEME_DIFF], "/diff", json=request)


async def speak(materials: PronunciationMaterials, upstreams: Upstreams) -> Reference:
    """The first pronunciation of each word: the one the learner should hear; and wrong words as they were heard,
    where that was asked for."""
    options = materials.options
    request = {
        "text": materials.text,
        "phones": [word.pronunciations[0].phones for word in materials.target_phones.words],
        "voice": options.voice,
        "speaking_rate": options.speaking_rate,
    }
    reference = await ask(Reference, upstreams[TTS], "/speak", json=request)
    if options.say_heard:
        reference.heard = await _say_heard(materials, upstreams)
    return reference


async def _say_heard(materials: PronunciationMaterials, upstreams: Upstreams) -> list[HeardWord]:
    options = materials.options
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
        said = await ask(SpeechAnswer, upstreams[TTS], "/speak", json=request)
        spoken.append(HeardWord(word_index=word.index, phones=phones, audio=said.audio))
    return spoken


async def convert(materials: PronunciationMaterials, upstreams: Upstreams) -> Conversion:
    task = materials.task
    form = {
        "reference_key": materials.reference_audio.audio.key,
        "sample_keys": ",".join(task.sample_keys),
        "consent_voice_cloning": "true",
        "key_prefix": keys.folder(task.tenant, task.id).rstrip("/"),
        "voice_prefix": voice_folder(task).rstrip("/"),
    }
    return await ask(Conversion, upstreams[VOICE_CONVERSION], "/convert", data=form)


async def coach(materials: PronunciationMaterials, upstreams: Upstreams) -> Feedback:
    history = await read_history(materials)
    request = {
        "transcript": materials.transcript.model_dump(mode="json"),
        "diff": materials.diff.model_dump(mode="json"),
        "alignment": materials.alignment.model_dump(mode="json"),
        "l1": materials.options.l1,
        "language": materials.options.language,
        "history": history.model_dump(mode="json") if history else None,
    }
    return await ask(Feedback, upstreams[FEEDBACK], "/feedback", json=request)


def voice_folder(task: TaskRecord) -> str:
    """Where what is measured of the samples is kept: where the samples are, so that one erasure finds both."""
    standing_id = task.consent.standing_id if task.consent else None
    if standing_id is not None:
        for folder in keys.consent_folders(task.tenant, standing_id):
            if all(key.startswith(folder) for key in task.sample_keys):
                return folder
    return keys.folder(task.tenant, task.id)


def _recording(materials: PronunciationMaterials) -> Mapping[str, tuple[str, bytes, str]]:
    return {"file": ("recording.wav", materials.audio, "audio/wav")}
