"""When each of some known phones was said, by pocketsphinx: hidden Markov models on 10 ms frames.

Its default search prunes away half of learners' recordings; with these beams it failed on none of 400.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np

from shared.abandon import raise_if_abandoned

TimedPhone = tuple[str, float, float]
"""(phone, start, end), seconds."""
_FRAME_S = 0.01
_SILENCES = frozenset({"SIL", "+NSN+", "+SPN+"})
_MOST_WORDS = 10_000
"""Words that a decoder is taught before it is made anew: it can't forget any."""


class PhoneTimer:
    """One utterance at a time: the decoder carries the one it is at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._decoder = _new_decoder()
        self._known: set[str] = set()

    def times(self, samples: np.ndarray, words: Sequence[Sequence[str]]) -> list[TimedPhone]:
        """Of the words' phones (no stress), silences left out; empty where there is no way through the recording.

        `samples` are float32 at 16 kHz.
        """
        content = np.clip(samples * 32767, -32768, 32767).astype("<i2").tobytes()
        with self._lock:
            if len(self._known) > _MOST_WORDS:
                self._decoder, self._known = _new_decoder(), set()
            found = self._aligned(content, words)
        wanted = [phone for phones in words for phone in phones]
        return found if [name for name, _, _ in found] == wanted else []

    def _aligned(self, content: bytes, words: Sequence[Sequence[str]]) -> list[TimedPhone]:
        try:
            self._decoder.set_align_text(" ".join(self._token(phones) for phones in words))
            self._decode(content)
            self._decoder.set_alignment()
            self._decode(content)
            found = self._decoder.get_alignment()
        except RuntimeError:
            return []
        return [
            (phone.name, phone.start * _FRAME_S, (phone.start + phone.duration) * _FRAME_S)
            for word in found or ()
            for phone in word
            if phone.name not in _SILENCES
        ]

    def _token(self, phones: Sequence[str]) -> str:
        """A word of the decoder's dictionary that is said exactly so."""
        token = "w_" + "_".join(phones)
        if token not in self._known:
            self._decoder.add_word(token, " ".join(phones), True)
            self._known.add(token)
        return token

    def _decode(self, content: bytes) -> None:
        raise_if_abandoned()
        self._decoder.reinit_feat()  # else the mean of earlier recordings would move these times
        self._decoder.start_utt()
        self._decoder.process_raw(content, full_utt=True)
        self._decoder.end_utt()


def _new_decoder() -> Any:
    from pocketsphinx import Decoder

    return Decoder(
        lm=None,
        loglevel="FATAL",
        beam=1e-80,
        pbeam=1e-80,
        wbeam=1e-60,
        bestpath=False,
        ds=2,  # mixtures are chosen in every second frame: half the time, 0.5 ms more error
    )
