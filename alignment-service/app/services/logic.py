"""From a recording and its text to evidence for every phone."""

from collections.abc import Mapping, Sequence

from shared.audio import Audio
from shared.audio.checks import check_recording
from shared.contracts import Alignment
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.phonetics.lexicon import SpokenWord

from ..utils.timing import timing_of
from .engines.base import Aligned, Aligner, RecordingTooShort
from .unaligned import unaligned

LONGEST_TEXT = 5_000
"""Characters; a two-minute reading has about 2,000."""


async def align(
    audio: Audio,
    text: str,
    *,
    own: Mapping[str, Sequence[str]],
    host: EngineHost[Aligner],
    max_words: int,
) -> Alignment:
    """Evidence from a 16 kHz recording for every phone of `text`.

    A recording that can't be judged, or is too short to hold the text at all, is answered without
    evidence. Raises InvalidInput for a text without words, or with too many.
    """
    if not text.strip():
        raise InvalidInput("send the text that was read", field="text")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"the text has more than {LONGEST_TEXT} characters", field="text")
    return await host.run(_align, audio, text, own, host, max_words)


def _align(
    audio: Audio,
    text: str,
    own: Mapping[str, Sequence[str]],
    host: EngineHost[Aligner],
    max_words: int,
) -> Alignment:
    words = host.engine.pronounce(text, own)
    if not words:
        raise InvalidInput("the text has no words: send what was read", field="text")
    if len(words) > max_words:
        raise InvalidInput(
            f"the text has {len(words)} words, more than {max_words} (ALIGN_MAX_WORDS)",
            field="text",
        )
    checks = check_recording(audio)
    if checks.reason is not None:
        aligned = unaligned(audio, words, text_match=None)
    else:
        aligned = _evidence(audio, words, host.engine)
    return Alignment(
        text=text,
        words=aligned.words,
        utterance=aligned.utterance,
        timing=timing_of(aligned.words if aligned.measured else []),
        checks=checks,
        text_match=aligned.text_match,
        **host.stamp(),
    )


def _evidence(audio: Audio, words: Sequence[SpokenWord], aligner: Aligner) -> Aligned:
    try:
        return aligner.align(audio, words)
    except RecordingTooShort:
        # Fewer frames than phones: whatever was said, it was not this text.
        return unaligned(audio, words, text_match=0.0)
