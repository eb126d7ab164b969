"""From a recording to a transcript, or to the reason why there can't be one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from shared import gates
from shared.audio import Audio
from shared.audio.checks import (
    SPEECH_STEP_S,
    check_recording,
    listen_to,
)
from shared.audio.voice_activity import SPEECH_PROBABILITY
from shared.contracts import (
    NotAssessable,
    RecordingChecks,
    Transcript,
    TranscriptWord,
    WordReading,
)
from shared.engines import EngineHost

from ..utils.speech import overlaps_speech
from .engines.base import RecognisedWord, Recognition, Transcriber
from .guesses import with_guesses
from .heard_languages import asked_language, likeliest
from .rivals import RivalWords
from .unheard import with_unheard

T = TypeVar("T", bound=Transcript)

WORD_MARGIN_S = 0.25
"""Whisper's word starts are off by 160 ms on average; a word this near to speech may be in it."""


@dataclass(frozen=True, slots=True)
class FreeSpeech:
    """Nobody knows what was to be said: what habits may have made of the words is undone."""

    rivals: Callable[[], RivalWords]
    l1: str | None
    """The speaker's first language, ISO 639; None where it is not known."""


Specialist = Callable[[str], EngineHost[Transcriber] | None]
"""Who hears a language, ISO 639-1, in place of who found it; None: nobody."""


def nobody_else(language: str) -> None:
    del language


async def transcribe(
    audio: Audio,
    *,
    language: str,
    host: EngineHost[Transcriber],
    free_speech: FreeSpeech | None = None,
    specialist: Specialist = nobody_else,
) -> Transcript:
    """What was said in a 16 kHz recording. A recording that can't be judged is not recognised at all.

    `language` is a language by any of its names, or `auto`. Raises InvalidInput for one that the engine doesn't know,
    HeardTooBadly for one that it hears too badly; where `auto` finds such a one, its `specialist` is asked, and where there is
    none the recording can't be judged.
    """
    asked = asked_language(language, host.engine)
    found = await host.run(_transcribe, audio, asked, host, free_speech)
    if asked is None and found.reason == "wrong_language" and found.language is not None:
        other = specialist(found.language)
        if other is not None:
            return await other.run(_transcribe, audio, found.language, other, free_speech)
    return found


def _transcribe(
    audio: Audio,
    asked: str | None,
    host: EngineHost[Transcriber],
    free_speech: FreeSpeech | None,
) -> Transcript:
    listening = listen_to(audio)
    checks = check_recording(audio)
    if checks.reason is not None:
        return transcript_of(host, checks, reason=checks.reason)
    heard = host.engine.transcribe(listening.audio, asked)
    if heard.n_speakers is not None and heard.n_speakers > 1:
        return transcript_of(
            host,
            checks,
            reason="several_speakers",
            language_probabilities=heard.language_probabilities,
            language=heard.language,
        )
    if asked is None:
        spoken, is_heard = likeliest(heard.language_probabilities, host.engine)
        if not is_heard:
            return transcript_of(
                host,
                checks,
                reason="wrong_language",
                language_probabilities=heard.language_probabilities,
                language=spoken,
            )
        if spoken != heard.language:
            heard = host.engine.transcribe(listening.audio, spoken)
    elif (other := language_it_sounds_like(heard, asked)) is not None:
        heard_in_other = host.engine.transcribe(listening.audio, other)
        if makes_sense(heard_in_other):
            return transcript_of(
                host,
                checks,
                reason="wrong_language",
                language_probabilities=heard.language_probabilities,
                language=other,
            )
    is_speech = listening.probabilities >= SPEECH_PROBABILITY
    words = heard_words(heard, audio, is_speech, host.engine, free_speech, lead_s=listening.lead_s)
    return transcript_of(
        host,
        checks,
        reason=None if words else "no_speech",
        language_probabilities=heard.language_probabilities,
        language=heard.language,
        words=words,
    )


def heard_words(
    heard: Recognition,
    audio: Audio,
    is_speech: np.ndarray,
    engine: Transcriber,
    free_speech: FreeSpeech | None,
    *,
    lead_s: float = 0.0,
) -> tuple[RecognisedWord, ...]:
    """The words of a recording, at its times: what was meant by them, where there is speech, and what was left out.

    `is_speech` is bool (n_steps,) of `audio`; `lead_s` of silence were put before what was heard.
    """
    meant = heard.words
    if free_speech is not None and heard.stretches:
        meant = with_guesses(meant, heard.stretches, free_speech.rivals(), free_speech.l1)
    words = words_in_speech(
        in_recording(meant, lead_s=lead_s, duration_s=audio.duration_s), is_speech
    )
    return with_unheard(words, is_speech, audio, engine, heard.language) if words else words


def language_it_sounds_like(heard: Recognition, asked: str) -> str | None:
    """The language that seems to be spoken instead of `asked`; None when it may well be `asked`."""
    likeliest = max(heard.language_probabilities, key=heard.language_probabilities.__getitem__)
    seems_other = (
        heard.language_probabilities[likeliest] >= gates.OTHER_LANGUAGE
        and heard.language_probabilities.get(asked, 0.0) <= gates.ASKED_LANGUAGE
    )
    return likeliest if seems_other else None


def makes_sense(heard: Recognition) -> bool:
    """Whether the words were recognised with a confidence that gibberish doesn't reach."""
    confidences = [word.confidence for word in heard.words]
    return bool(confidences) and float(np.mean(confidences)) >= gates.OTHER_LANGUAGE_CONFIDENCE


def in_recording(
    words: tuple[RecognisedWord, ...], *, lead_s: float, duration_s: float
) -> tuple[RecognisedWord, ...]:
    """Words heard in a recording that silence of `lead_s` was put before, at their times in the recording alone."""
    return tuple(
        replace(
            word,
            start_s=min(max(word.start_s - lead_s, 0.0), duration_s),
            end_s=min(max(word.end_s - lead_s, 0.0), duration_s),
        )
        for word in words
    )


def words_in_speech(
    words: tuple[RecognisedWord, ...], is_speech: np.ndarray
) -> tuple[RecognisedWord, ...]:
    """The words that lie where there is speech: recognisers like to fill silence with phrases.

    `is_speech` is bool (n_steps,), one step each SPEECH_STEP_S.
    """
    return tuple(
        word
        for word in words
        if overlaps_speech(
            is_speech,
            start_s=word.start_s,
            end_s=word.end_s,
            step_s=SPEECH_STEP_S,
            margin_s=WORD_MARGIN_S,
        )
    )


def told_words(words: Iterable[RecognisedWord]) -> list[TranscriptWord]:
    return [
        TranscriptWord(
            text=word.text.strip(),
            start_s=round(word.start_s, 3),
            end_s=round(word.end_s, 3),
            confidence=round(word.confidence, 4),
            readings=[
                WordReading(text=each.text.strip(), probability=round(each.probability, 4))
                for each in word.readings
            ],
        )
        for word in words
    ]


def transcript_of(
    host: EngineHost[Transcriber],
    checks: RecordingChecks,
    *,
    reason: NotAssessable | None,
    language_probabilities: Mapping[str, float] | None = None,
    language: str | None = None,
    words: tuple[RecognisedWord, ...] = (),
    kind: type[T] = Transcript,
) -> T:
    return kind(
        text="".join(word.text for word in words).strip(),
        language=language,
        language_probability=(
            round(language_probabilities.get(language, 0.0), 4)
            if language_probabilities and language
            else None
        ),
        words=told_words(words),
        checks=checks,
        assessable=reason is None,
        reason=reason,
        **host.stamp(),
    )
