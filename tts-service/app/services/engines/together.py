"""Several engines, and programs beside them, as one: each voice is spoken by what has it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np

from .base import SpeechWord, SpokenAudio, Synthesiser, Voice, joined, kept_as

_BETWEEN_S = 0.25
"""Silence where another engine goes on, at a voice's own pace."""


class Together:
    """Speaks for all of `speakers`; the first has the voices that nobody else knows, and all that others have, too."""

    def __init__(
        self,
        speakers: Sequence[Synthesiser],
        *,
        known: Callable[[Synthesiser], Sequence[Voice]] = lambda speaker: speaker.voices(),
        given: Callable[[str], Synthesiser] | None = None,
    ) -> None:
        """`known`: which voices one is asked for; `given`: whom a language (ISO 639-1) is given to."""
        self._first, self._given = speakers[0], given
        self._known = [(speaker, known(speaker)) for speaker in speakers]
        self._of_voice: dict[str, tuple[Voice, Synthesiser]] = {}
        for speaker, voices in self._known:
            for voice in voices:
                self._of_voice.setdefault(voice.id, (voice, speaker))

    def voices(self) -> list[Voice]:
        return [voice for voice, _ in self._of_voice.values()]

    def speaker_of(self, voice: str) -> Synthesiser:
        _, speaker = self._of_voice.get(voice, (None, self._first))
        return speaker

    def speaker_for(self, word: SpeechWord, voice: str) -> Synthesiser:
        """Of a text in `voice`. Where SSML has another speak, by the language of the stretch: a trial's share is of it, too."""
        found = self._of_voice.get(word.voice or "")
        if self._given is None or found is None:
            return self.speaker_of(word.voice or voice)
        spoken_by, first = found
        is_spoken = word.language in spoken_by.languages  # else a word of another's within it
        wanted = self._given(word.language if is_spoken else spoken_by.own_language)
        return wanted if self._has(wanted, spoken_by.id) else first

    def _has(self, speaker: Synthesiser, voice: str) -> bool:
        return any(
            each is speaker and any(one.id == voice for one in voices)
            for each, voices in self._known
        )

    def pieces(
        self, words: Sequence[SpeechWord], *, voice: str, soon: bool = False
    ) -> list[list[SpeechWord]]:
        """As each engine cuts what is its own; `soon` is for the first of all."""
        pieces: list[list[SpeechWord]] = []
        for speaker, own in self._stretches(words, voice):
            pieces += speaker.pieces(own, soon=soon and not pieces)
        return pieces

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        return sum(
            speaker.expected_s(own, voice=voice, speaking_rate=speaking_rate)
            for speaker, own in self._stretches(words, voice)
        )

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """As each engine does; between two engines there is a pause."""
        is_first = True
        for speaker, own in groupby(pieces, key=lambda piece: self.speaker_for(piece[0], voice)):
            together = list(own)
            spoken = speaker.speak_pieces(together, voice=voice, speaking_rate=speaking_rate)
            if not is_first and together[0][0].pause_before_s is None:
                yield _after_a_pause(next(spoken), _BETWEEN_S / speaking_rate)
            yield from spoken
            is_first = False

    def names(self, words: Sequence[SpeechWord], voice: str) -> str:
        """Of the engines that speak them, in order."""
        speaking = dict.fromkeys(speaker.name for speaker, _ in self._stretches(words, voice))
        return "+".join(speaking)

    def versions(self, words: Sequence[SpeechWord], voice: str) -> str:
        """Of all that speaks them, in order, as speech is kept by them."""
        speaking = dict.fromkeys(kept_as(speaker) for speaker, _ in self._stretches(words, voice))
        return "+".join(speaking)

    def reads_text(self, words: Sequence[SpeechWord], voice: str) -> bool:
        """Whether any of what speaks them goes by their spelling."""
        return any(speaker.reads_text for speaker, _ in self._stretches(words, voice))

    def _stretches(
        self, words: Sequence[SpeechWord], voice: str
    ) -> Iterator[tuple[Synthesiser, list[SpeechWord]]]:
        for speaker, own in groupby(words, key=lambda word: self.speaker_for(word, voice)):
            yield speaker, list(own)


def _after_a_pause(spoken: SpokenAudio, pause_s: float) -> SpokenAudio:
    pause = np.zeros(round(pause_s * spoken.rate_hz), np.float32)
    return joined([SpokenAudio(pause, spoken.rate_hz, ()), spoken])
