"""Speech that would be too long is refused before it is made."""

from collections.abc import Sequence

from shared.errors import InvalidInput

from .engines.base import SpeechWord
from .engines.together import Together
from .spoken_words import Utterance


class SpeechTooLong(InvalidInput):
    slug = "speech-too-long"
    title = "The speech would be too long"


def require_short_enough(
    words: Sequence[SpeechWord], utterance: Utterance, *, speaker: Together, max_speech_s: float
) -> None:
    """Raises SpeechTooLong, naming the field that the words are from, how long it would be and the limit."""
    seconds = speaker.expected_s(
        words, voice=utterance.voice, speaking_rate=utterance.speaking_rate
    )
    if seconds <= max_speech_s:
        return
    field = "text"
    if utterance.ssml is not None:
        field = "ssml"
    elif utterance.phones is not None:
        field = "phones"
    pauses_s = sum(word.pause_before_s or 0.0 for word in words)
    n_phones = sum(len(word.phones) for word in words)
    raise SpeechTooLong(
        f"{len(words)} words of {n_phones} phones with {pauses_s:.0f} s of breaks would be {seconds:.0f} s of speech; "
        f"at most {max_speech_s:g} s are made (TTS_MAX_SPEECH_S): send it in parts",
        field=field,
        speech_s=round(seconds),
        max_speech_s=max_speech_s,
    )
