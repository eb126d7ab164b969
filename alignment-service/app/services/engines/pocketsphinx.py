"""Forced alignment by pocketsphinx: times only, nothing is claimed about what was heard."""

from collections.abc import Mapping, Sequence

from shared.audio import Audio
from shared.engines import EngineContext
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import Lexicon, PronouncedText

from .base import UNRATED, Aligned, RecordingTooShort, targets_of, timed_words
from .phone_timer import PhoneTimer


class PocketSphinx:
    name = "pocketsphinx"
    model_version = "en-us-5.1"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._timer = PhoneTimer()

    def warm_up(self) -> None:
        """The decoder is as fast the first time as later."""

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        return self._lexicon.pronounce_readings(text, own)

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        """The first pronunciation of each word; the model's phones have three states of 10 ms each."""
        words = text.words
        targets = [targets_of(word)[0] for word in words]
        bare = [[strip_stress(phone) for phone in phones] for phones in targets]
        times = self._timer.times(audio.samples, bare)
        if not times:
            raise RecordingTooShort("the recording has no room for the phones of the text")
        spans = [(start_s, end_s) for _, start_s, end_s in times]
        return Aligned(timed_words(words, targets, spans), UNRATED, text_match=None)


def load(context: EngineContext) -> PocketSphinx:
    return PocketSphinx(Lexicon.load(context.model_dir))
