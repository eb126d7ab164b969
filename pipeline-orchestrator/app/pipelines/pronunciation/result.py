"""The unified JSON's own fields, from what the stages gave."""

from typing import Any

from shared.contracts import (
    Alignment,
    Conversion,
    Diff,
    Feedback,
    PhonemeMap,
    Transcript,
)

from ...domain.options import ProcessOptions
from ...schemas.results import (
    AudioLink,
    AudioPart,
    Coaching,
    OwnVoiceAudio,
    ProsodyPart,
    ReferenceAudio,
    TranscriptPart,
)
from ..spec import Findings
from .slices import word_slices
from .stages import Reference

WEAKER_PHONE_SCORES = (
    "no reference text: phone scores are weaker, and sounds in words that were recognised with doubt are "
    "uncertain; send reference_text for stronger ones"
)


def whole(findings: Findings) -> dict[str, Any]:
    options = findings.task.options
    assert isinstance(options, ProcessOptions), "a task has the options of its pipeline"
    filled = parts(findings)
    audio: AudioPart = filled.pop("audio", AudioPart())
    if findings.recording_url is not None:
        audio = audio.model_copy(update={"recording": AudioLink(url=findings.recording_url)})
    return {
        "reference_text": options.reference_text,
        "text_source": options.text_source,
        "phone_scores_weaker": not options.reference_text,
        "audio": audio,
        **filled,
    }


def parts(findings: Findings) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    transcript: Transcript | None = findings.results.get("asr")
    if transcript is not None:
        filled["transcript"] = TranscriptPart(
            text=transcript.text, language=transcript.language, words=transcript.words
        )
    diff: Diff | None = findings.results.get("diff")
    if diff is not None:
        filled |= {"scores": diff.scores, "words": diff.words, "issues": diff.issues}
    alignment: Alignment | None = findings.results.get("align")
    if alignment is not None:
        filled["timing"] = alignment.timing
    feedback: Feedback | None = findings.results.get("feedback")
    if feedback is not None:
        filled["feedback"] = Coaching.of(feedback)
    speech: Reference | None = findings.results.get("tts")
    if slices := word_slices(diff, speech, findings):
        filled["slices"] = slices
    if alignment is not None or speech is not None:
        filled["prosody"] = ProsodyPart(
            learner_pitch=alignment.pitch if alignment else None,
            reference_pitch=speech.pitch if speech else None,
            intonation=alignment.intonation if alignment else None,
        )
    conversion: Conversion | None = findings.results.get("vc")
    audio: dict[str, Any] = {}
    if speech is not None:
        audio["reference"] = _reference(speech, findings)
    if conversion is not None:
        audio["own_voice"] = _own_voice(conversion, findings)
    if audio:
        filled["audio"] = AudioPart(**audio)
    return filled


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
    return found + (feedback.warnings if feedback is not None else [])
