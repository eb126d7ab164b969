"""Ums: those that the recogniser wrote down, and voice alone in a pause that no word of its explains."""

from collections.abc import Iterator

from shared.contracts import DeliveryFinding, TimeSpan, Transcript
from shared.gates import LEAST_FILLERS

from ...utils.spelling import bare_word
from ..miscues import FILLERS
from .finding import counted
from .speech import Speech


def fillers(speech: Speech) -> DeliveryFinding | None:
    """None where nothing was said."""
    if not speech.words:
        return None
    times = sorted(_times(speech), key=lambda span: span.start_s)
    return counted("fillers", "fillers", [], times, of=None, is_habit=len(times) >= LEAST_FILLERS)


def _times(speech: Speech) -> Iterator[TimeSpan]:
    transcript = speech.transcript
    if transcript is None:
        return
    yield from _written(transcript)
    for pause in speech.alignment.timing.pauses:
        span = TimeSpan(start_s=pause.start_s, end_s=pause.end_s)
        if pause.filled and not _is_explained(span, speech, transcript):
            yield span


def _written(transcript: Transcript) -> Iterator[TimeSpan]:
    for word in transcript.words:
        if bare_word(word.text).casefold() in FILLERS:
            yield TimeSpan(start_s=word.start_s, end_s=word.end_s)


def _is_explained(span: TimeSpan, speech: Speech, transcript: Transcript) -> bool:
    """Whether the voice in a pause is a word: one said over, one that the recogniser heard there, an um told already."""
    words = [TimeSpan(start_s=each.start_s, end_s=each.end_s) for each in transcript.words]
    extra = [TimeSpan(start_s=e.start_s, end_s=e.end_s) for e in speech.alignment.extra_speech]
    return any(_overlap(span, other) for other in (*words, *extra))


def _overlap(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether the middle of one lies in the other."""
    middles = ((one.start_s + one.end_s) / 2, (other.start_s + other.end_s) / 2)
    return other.start_s <= middles[0] <= other.end_s or one.start_s <= middles[1] <= one.end_s
