"""What of the unified JSON several stages fill together, and what the request and the recording fill."""

from typing import Any

from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    Transcript,
)

from ...schemas.results import (
    AudioLink,
    AudioPart,
    OwnVoiceAudio,
    ProsodyPart,
    ReferenceAudio,
)
from ..spec import Findings
from .options import ProcessOptions
from .reference import Reference

WEAKER_PHONE_SCORES = (
    "no reference text: phone scores are weaker, and sounds in words that were recognised with doubt are "
    "uncertain; send reference_text for stronger ones"
)

BY_SOUND_ALONE = (
    "asr was left out: words that were added or read otherwise are found by their sound alone, which misses "
    "some that a transcript would show"
)


def whole(findings: Findings, filled: dict[str, Any]) -> dict[str, Any]:
    options = findings.task.options
    assert isinstance(options, ProcessOptions), "a task has the options of its pipeline"
    to_play: AudioPart = filled.get("audio", AudioPart())
    if findings.recording_url is not None:
        to_play = to_play.model_copy(update={"recording": AudioLink(url=findings.recording_url)})
    return {
        "reference_text": options.reference_text,
        "assignment_id": options.assignment_id,
        "text_source": options.text_source,
        "phone_scores_weaker": not options.reference_text,
        **filled,
        "audio": to_play,
    }


def judgeable_alignment(findings: Findings) -> Alignment | None:
    """The alignment, unless the recogniser, which listened at the same time, found nothing to judge."""
    transcript: Transcript | None = findings.results.get("asr")
    is_refused = transcript is not None and not transcript.assessable
    if is_refused and "diff" not in findings.results:
        return None
    return findings.results.get("align")


def prosody(findings: Findings) -> dict[str, Any]:
    """Of the recording and of the reference, as far as there are."""
    alignment = judgeable_alignment(findings)
    speech: Reference | None = findings.results.get("tts")
    part = ProsodyPart(
        learner_pitch=alignment.pitch if alignment else None,
        reference_pitch=speech.pitch if speech else None,
        intonation=alignment.intonation if alignment else None,
    )
    return {"prosody": part}


def audio(findings: Findings) -> dict[str, Any]:
    """The reference and the own voice, as far as there are."""
    speech: Reference | None = findings.results.get("tts")
    conversion: Conversion | None = findings.results.get("vc")
    voices: dict[str, Any] = {}
    if speech is not None:
        voices["reference"] = _reference(speech, findings)
    if conversion is not None:
        voices["own_voice"] = _own_voice(conversion, findings)
    return {"audio": AudioPart(**voices)}


def _reference(speech: Reference, findings: Findings) -> ReferenceAudio:
    return ReferenceAudio(
        url=findings.url_of(speech.audio.key),
        voice=speech.voice,
        duration_s=speech.audio.duration_s,
    )


def _own_voice(conversion: Conversion, findings: Findings) -> OwnVoiceAudio:
    return OwnVoiceAudio(
        url=findings.url_of(conversion.audio.key), duration_s=conversion.audio.duration_s
    )


def warnings(findings: Findings) -> list[str]:
    found: list[str] = []
    phoneme_map: PhonemeMap | None = findings.results.get("phonemap")
    if phoneme_map is not None and phoneme_map.out_of_vocabulary:
        words = ", ".join(phoneme_map.out_of_vocabulary)
        found.append(f"guessed pronunciation: {words}; send a lexicon to set it")
    feedback: Feedback | None = findings.results.get("feedback")
    diff: Diff | None = findings.results.get("diff")
    if diff is not None and diff.assessable and diff.phone_scores_weaker and feedback is None:
        found.append(WEAKER_PHONE_SCORES)
    is_by_sound = diff is not None and diff.assessable and "asr" not in findings.task.options.stages
    if is_by_sound:
        found.append(BY_SOUND_ALONE)
    return found + (feedback.warnings if feedback is not None else [])
