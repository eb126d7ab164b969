"""From a recording and its text to evidence for every phone."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.audio import Audio
from shared.audio.checks import check_recording, listen_to
from shared.audio.pitch import contour_of, track_pitch
from shared.audio.room import Listening
from shared.contracts import Alignment, ReadOtherwise
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.phonetics.lexicon import OtherReading, PronouncedText, SpokenWord
from shared.phonetics.phrases import phrase_ends_of

from ..utils.in_recording import in_recording
from ..utils.intonation import intonation_of
from ..utils.timing import timing_of
from .engines.base import Aligned, Aligner, RecordingTooShort
from .unaligned import unaligned

LONGEST_TEXT = 5_000
"""Characters; a two-minute reading has about 2,000."""
PHONES_A_WORD = 30
"""Of all pronunciations of a word, on average over the text; English has eight. The aligner's tables are phones by frames."""


async def align(
    audio: Audio,
    text: str,
    *,
    own: Mapping[str, Sequence[str]],
    host: EngineHost[Aligner],
    max_words: int,
    aligner: Aligner | None = None,
) -> Alignment:
    """Evidence from a 16 kHz recording for every phone of `text`.

    A recording that can't be judged, or is too short to hold the text at all, is answered without
    evidence. `aligner`: the host's engine with other weights. Raises InvalidInput for a text without words, or with too many.
    """
    if not text.strip():
        raise InvalidInput("send the text that was read", field="text")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"the text has more than {LONGEST_TEXT} characters", field="text")
    return await host.run(
        _align, audio, text, own, aligner or host.engine, max_words, mock=host.mock
    )


def _align(
    audio: Audio,
    text: str,
    own: Mapping[str, Sequence[str]],
    aligner: Aligner,
    max_words: int,
    *,
    mock: bool,
) -> Alignment:
    read = aligner.pronounce(text, own)
    words = read.words
    if not words:
        raise InvalidInput("the text has no words: send what was read", field="text")
    if len(words) > max_words:
        raise InvalidInput(
            f"the text has {len(words)} words, more than {max_words} (ALIGN_MAX_WORDS)",
            field="text",
        )
    _require_few_phones(words, max_phones=PHONES_A_WORD * max_words, own=own)
    listening = listen_to(audio)
    checks = check_recording(audio)
    if checks.reason is not None:
        aligned = unaligned(audio, words, text_match=None)
    else:
        aligned = _evidence(audio, listening, read, aligner)
    alignment = Alignment(
        text=text,
        words=aligned.words,
        read_otherwise=[_as_told(other) for other in aligned.read_otherwise],
        utterance=aligned.utterance,
        checks=checks,
        text_match=aligned.text_match,
        several_speakers_probability=aligned.several_speakers_probability,
        extra_speech=list(aligned.extra),
        **_prosody(listening.audio, text, read.read_with(aligned.read_otherwise), aligned),
        engine=aligner.name,
        model_version=aligner.model_version,
        mock=mock,
    )
    if not aligned.measured or listening.audio is audio:
        return alignment
    return in_recording(alignment, lead_s=listening.lead_s)


def _require_few_phones(
    words: Sequence[SpokenWord], *, max_phones: int, own: Mapping[str, Sequence[str]]
) -> None:
    n_phones = sum(len(each.phones) for word in words for each in word.pronunciations)
    if n_phones > max_phones:
        raise InvalidInput(
            f"all pronunciations of all words have {n_phones} phones, more than {max_phones}: send the text in parts, or "
            "fewer or shorter pronunciations",
            field="lexicon" if own else "text",
        )


def _prosody(
    audio: Audio, text: str, words: Sequence[SpokenWord], aligned: Aligned
) -> dict[str, Any]:
    """Timing and pitch; nothing but an empty timing where the times are not from the recording."""
    if not aligned.measured:
        return {"timing": timing_of([])}
    track = aligned.track or track_pitch(audio.samples, audio.rate_hz)
    said = sorted(
        (word for word in aligned.words if word.index not in aligned.skipped),
        key=lambda word: word.start_s,
    )
    return {
        "timing": timing_of(said, phrase_ends=phrase_ends_of(words, text), track=track),
        "pitch": contour_of(track),
        "intonation": intonation_of(said, track, aligned.levels),
    }


def _as_told(other: OtherReading) -> ReadOtherwise:
    return ReadOtherwise(
        first_word=other.first_word,
        n_words=other.n_words,
        words=[word.text for word in other.words],
    )


def _evidence(
    audio: Audio, listening: Listening, read: PronouncedText, aligner: Aligner
) -> Aligned:
    try:
        return aligner.align(listening.audio, read)
    except RecordingTooShort:
        # Fewer frames than phones: whatever was said, it was not this text.
        return unaligned(audio, read.words, text_match=0.0)
