"""What each stage sends to its service, what it makes of the answer, and which fields of the unified JSON that fills."""

import json
from collections.abc import Mapping
from typing import Any

from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    SpeechAnswer,
    Transcript,
)
from shared.roster import (
    ASR,
    FEEDBACK,
    PHONEME_DIFF,
    PHONEME_MAP,
    TTS,
    VOICE_CONVERSION,
)

from ...domain import keys
from ...domain.task import TaskRecord
from ...schemas.results import Coaching, TranscriptPart
from ..coaching_languages import spoken_by_coach
from ..models import aligned
from ..spec import Findings
from ..upstreams import Upstreams, ask
from .guards import unjudged
from .heard import heard_phones
from .history import earlier_accents, read_history
from .materials import PronunciationMaterials
from .options import FEEDBACK_LANGUAGE
from .reference import HeardWord, Reference
from .result import audio, judgeable_alignment, prosody
from .slices import slices
from .translated_notes import in_language

_NOT_THE_COACHS = {"recordings": {"__all__": {"accents"}}}
"""Of the history: whose accent it may be is for hearing, not for telling."""
REFERENCE_LANGUAGE = "en"
"""A voice of another language is no reference."""
_OF_ANOTHER_SCRIPT = "hi"
"""A language of the coach in which English words stand out."""
MOST_HEARD_WORDS = 20
"""Wrong words that are spoken as they were heard; more are no help to anyone."""


async def transcribe(materials: PronunciationMaterials, upstreams: Upstreams) -> Transcript:
    """Where no text was sent, what habits may have made of the words is undone: they are the text."""
    l1 = materials.options.l1
    free: dict[str, str] = {}
    if materials.text_source == "transcript":
        free = {"free_speech": "true"} | ({"l1": l1} if l1 else {})
    return await ask(Transcript, upstreams[ASR], "/process", data=free, files=_recording(materials))


def transcript_shown(transcript: Transcript, findings: Findings) -> dict[str, Any]:
    del findings
    return {
        "transcript": TranscriptPart(
            text=transcript.text, language=transcript.language, words=transcript.words
        )
    }


async def align(materials: PronunciationMaterials, upstreams: Upstreams) -> Alignment:
    return await aligned(
        upstreams,
        materials.models,
        data={"text": materials.text, "lexicon": json.dumps(materials.options.lexicon)},
        files=_recording(materials),
    )


def alignment_shown(alignment: Alignment, findings: Findings) -> dict[str, Any]:
    if judgeable_alignment(findings) is None:
        return {}
    return {"timing": alignment.timing, **prosody(findings)}


async def map_words(materials: PronunciationMaterials, upstreams: Upstreams) -> PhonemeMap:
    request = {"text": materials.text, "lexicon": materials.options.lexicon}
    return await ask(PhonemeMap, upstreams[PHONEME_MAP], "/map", json=request)


async def diff(materials: PronunciationMaterials, upstreams: Upstreams) -> Diff:
    request = {
        "alignment": materials.alignment.model_dump(mode="json"),
        "phoneme_map": materials.target_phones.model_dump(mode="json"),
        "transcript": _dumped(materials.transcript),
        "text_source": materials.text_source,
        "l1": materials.options.l1,
        "earlier_accents": await earlier_accents(materials),
    }
    return await ask(Diff, upstreams[PHONEME_DIFF], "/diff", json=request)


def _dumped(transcript: Transcript | None) -> dict[str, Any] | None:
    return None if transcript is None else transcript.model_dump(mode="json")


def diff_shown(diff: Diff, findings: Findings) -> dict[str, Any]:
    judged = {"scores": diff.scores, "words": diff.words, "issues": diff.issues}
    return judged | slices(findings)


async def speak(materials: PronunciationMaterials, upstreams: Upstreams) -> Reference:
    """The first pronunciation of each word: the one the learner should hear; and wrong words as they were heard,
    where that was asked for."""
    options = materials.options
    request = {
        "text": materials.text,
        "phones": [word.pronunciations[0].phones for word in materials.target_phones.words],
        "voice": options.voice,
        "language": REFERENCE_LANGUAGE,
        "speaking_rate": options.speaking_rate,
        **_where_speech_is_kept(materials.task),
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
            "language": REFERENCE_LANGUAGE,
            "speaking_rate": options.speaking_rate,
            **_where_speech_is_kept(materials.task),
        }
        said = await ask(SpeechAnswer, upstreams[TTS], "/speak", json=request)
        spoken.append(HeardWord(word_index=word.index, phones=phones, audio=said.audio))
    return spoken


def _where_speech_is_kept(task: TaskRecord) -> dict[str, str]:
    """With the task, so that it is erased with it; what its tenant had spoken before is used again."""
    return {
        "cache_prefix": keys.speech_cache(task.tenant),
        "key_prefix": keys.folder(task.tenant, task.id).rstrip("/"),
    }


def speech_shown(speech: Reference, findings: Findings) -> dict[str, Any]:
    del speech
    return {**slices(findings), **prosody(findings), **audio(findings)}


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


def own_voice_shown(conversion: Conversion, findings: Findings) -> dict[str, Any]:
    del conversion
    return {**slices(findings), **audio(findings)}


async def coach(materials: PronunciationMaterials, upstreams: Upstreams) -> Feedback:
    """A recording that can't be judged gets the reason in words, and how to record again. What the coach doesn't speak is
    translated from its English."""
    language = materials.options.language
    spoken = await spoken_by_coach(upstreams) if language != FEEDBACK_LANGUAGE else None
    if spoken is None or language in spoken:
        return await _coached(materials, upstreams, language)
    feedback = await _coached(materials, upstreams, FEEDBACK_LANGUAGE)
    beside = None
    if feedback.source == "rules" and _OF_ANOTHER_SCRIPT in spoken:
        beside = await _coached(materials, upstreams, _OF_ANOTHER_SCRIPT)
    return await in_language(feedback, language, upstreams, beside=beside)


async def _coached(
    materials: PronunciationMaterials, upstreams: Upstreams, language: str
) -> Feedback:
    if unjudged(materials):
        assert materials.assessment is not None
        reason = materials.assessment.reason or "other"
        refused = {"reason": reason, "language": language}
        return await ask(Feedback, upstreams[FEEDBACK], "/unjudged", json=refused)
    history = await read_history(materials)
    request = {
        "transcript": _dumped(materials.transcript),
        "diff": materials.diff.model_dump(mode="json"),
        "alignment": materials.alignment.model_dump(mode="json"),
        "l1": materials.options.l1,
        "language": language,
        "history": history.model_dump(mode="json", exclude=_NOT_THE_COACHS) if history else None,
    }
    return await ask(Feedback, upstreams[FEEDBACK], "/feedback", json=request)


def feedback_shown(feedback: Feedback, findings: Findings) -> dict[str, Any]:
    del findings
    return {"feedback": Coaching.of(feedback)}


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
