"""Recordings of up to hours: recognised piece by piece, in memory that doesn't depend on their length.

Each piece waits for its turn as a short recording would, so short ones are not kept waiting for a long one.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import anyio
import anyio.to_thread
import numpy as np

from shared.audio import Audio
from shared.audio.checks import check_long, speech_of_long
from shared.audio.long_recording import LongRecording
from shared.audio.pieces import RecordingPiece, cut_pieces
from shared.audio.voice_activity import SPEECH_PROBABILITY
from shared.contracts import RecordingChecks
from shared.contracts.pieces import (
    LongTranscript,
    PiecesBegun,
    PieceTranscript,
    TranscriptDone,
)
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.line import patiently

from .engines.base import RecognisedWord, Recognition, Transcriber
from .heard_languages import asked_language, likeliest
from .logic import (
    FreeSpeech,
    Specialist,
    heard_words,
    language_it_sounds_like,
    makes_sense,
    nobody_else,
    told_words,
    transcript_of,
)

_MOST_SAMPLES = 3
"""Pieces that are heard first, for the language: one may be a greeting, or somebody else."""

LongAnswer = AsyncGenerator[PiecesBegun | PieceTranscript | TranscriptDone, None]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A recording before anything is recognised."""

    checks: RecordingChecks
    pieces: Sequence[RecordingPiece]
    is_speech: np.ndarray
    """bool (n_steps,)."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the samples tell of the language."""

    language: str
    probabilities: dict[str, float]
    """Mean over the samples."""
    is_other: bool
    """It is none that was asked for, or that is heard well enough."""
    heard: dict[int, Recognition]
    """By piece: what needs not be recognised again."""


async def transcribe_long(
    recording: LongRecording,
    *,
    language: str,
    host: EngineHost[Transcriber],
    free_speech: FreeSpeech | None = None,
    from_piece: int = 0,
    specialist: Specialist = nobody_else,
) -> LongAnswer:
    """What was said, piece by piece. A recording that can't be judged has no pieces.

    `language` and `specialist` as in logic.transcribe. Raises InvalidInput for one that the engine doesn't know, or for a `from_piece` behind
    the last; Busy where the engine's line stays full.
    """
    asked = asked_language(language, host.engine)
    cut = await anyio.to_thread.run_sync(_cut, recording)
    n_pieces = len(cut.pieces)
    if from_piece > n_pieces:
        raise InvalidInput(f"the recording has {n_pieces} pieces", field="from_piece")
    yield PiecesBegun(
        duration_s=recording.duration_s, speech_s=cut.checks.speech_s, n_pieces=n_pieces
    )
    if cut.checks.reason is not None:
        yield TranscriptDone(
            transcript=transcript_of(
                host, cut.checks, reason=cut.checks.reason, kind=LongTranscript
            )
        )
        return
    spoken = await _language(recording, cut, asked, host)
    other = specialist(spoken.language) if spoken.is_other and asked is None else None
    if other is not None:
        host, spoken = other, _Spoken(spoken.language, spoken.probabilities, False, {})
    if spoken.is_other:
        yield TranscriptDone(transcript=_whole(host, cut, spoken, ()))
        return
    words: list[RecognisedWord] = []
    for index in range(from_piece, n_pieces):
        piece = cut.pieces[index]
        is_speech = piece.of_steps(cut.is_speech)
        work = partial(
            _piece_words, recording, piece, is_speech, spoken, index, host.engine, free_speech
        )
        found = await patiently(partial(host.run, work))
        words += found
        yield PieceTranscript(
            index=index,
            n_pieces=n_pieces,
            start_s=round(piece.start_s, 3),
            end_s=round(piece.end_s, 3),
            words=told_words(found),
        )
    yield TranscriptDone(transcript=_whole(host, cut, spoken, tuple(words)))


def _cut(recording: LongRecording) -> _Cut:
    probabilities = speech_of_long(recording)
    checks = check_long(recording, probabilities)
    pieces = cut_pieces(probabilities) if checks.reason is None else []
    return _Cut(checks, pieces, probabilities >= SPEECH_PROBABILITY)


async def _language(
    recording: LongRecording,
    cut: _Cut,
    asked: str | None,
    host: EngineHost[Transcriber],
) -> _Spoken:
    """The pieces with the most speech of each third of the recording say which language is spoken."""

    async def hear(audio: Audio, language: str | None) -> Recognition:
        work = partial(host.engine.transcribe, audio, language)
        return await patiently(partial(host.run, work))

    samples = {number: cut.pieces[number].audio(recording) for number in samples_of(cut.pieces)}
    heard = {number: await hear(audio, asked) for number, audio in samples.items()}
    probabilities = _mean([each.language_probabilities for each in heard.values()])
    if asked is None:
        spoken, is_heard = likeliest(probabilities, host.engine)
        alike = {number: each for number, each in heard.items() if each.language == spoken}
        return _Spoken(spoken, probabilities, not is_heard, alike)
    others = {language_it_sounds_like(each, asked) for each in heard.values()}
    other = others.pop() if len(others) == 1 else None
    if other is None:
        return _Spoken(asked, probabilities, False, heard)
    for audio in samples.values():
        if not makes_sense(await hear(audio, other)):
            return _Spoken(asked, probabilities, False, heard)
    return _Spoken(other, probabilities, True, {})


def samples_of(pieces: Sequence[RecordingPiece]) -> list[int]:
    """Of each third of the pieces the one with the most speech; of three or fewer all."""
    thirds = np.array_split(np.arange(len(pieces)), _MOST_SAMPLES)
    return [
        int(max(third, key=lambda number: pieces[number].end - pieces[number].first))
        for third in thirds
        if len(third)
    ]


def _mean(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    languages = {language for row in rows for language in row}
    return {
        language: float(np.mean([row.get(language, 0.0) for row in rows])) for language in languages
    }


def _piece_words(
    recording: LongRecording,
    piece: RecordingPiece,
    is_speech: np.ndarray,
    spoken: _Spoken,
    index: int,
    engine: Transcriber,
    free_speech: FreeSpeech | None,
) -> tuple[RecognisedWord, ...]:
    """At times of the recording."""
    audio = piece.audio(recording)
    heard = spoken.heard.pop(index, None) or engine.transcribe(audio, spoken.language)
    words = heard_words(heard, audio, is_speech, engine, free_speech)
    later_s, end_s = piece.heard_from_s, recording.duration_s
    return tuple(
        replace(
            word,
            start_s=min(max(word.start_s + later_s, 0.0), end_s),
            end_s=min(max(word.end_s + later_s, 0.0), end_s),
        )
        for word in words
    )


def _whole(
    host: EngineHost[Transcriber], cut: _Cut, spoken: _Spoken, words: tuple[RecognisedWord, ...]
) -> LongTranscript:
    reason = "wrong_language" if spoken.is_other else None if words else "no_speech"
    return transcript_of(
        host,
        cut.checks,
        reason=reason,
        language_probabilities=spoken.probabilities,
        language=spoken.language,
        words=words,
        kind=LongTranscript,
    )
