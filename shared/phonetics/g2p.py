"""Phones of words the dictionary lacks: g2p_en's sequence-to-sequence network, run in numpy.

Weights: g2p_en 2.1.0 (Kyubyong Park and Jongseok Kim, Apache-2.0), `checkpoint20.npz`: one GRU of 256 units
reads the letters, another writes ARPAbet. It was trained on the CMU Pronouncing Dictionary.
"""

import string
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from shared.phonetics.arpabet import CONSONANTS, VOWELS
from shared.phonetics.syllables import with_primary_stress

Floats = npt.NDArray[np.float32]

GRAPHEMES = ("<pad>", "<unk>", "</s>", *string.ascii_lowercase)
PHONEMES = (
    "<pad>",
    "<unk>",
    "<s>",
    "</s>",
    *sorted([f"{vowel}{stress}" for vowel in VOWELS for stress in "012"] + [*CONSONANTS, "UW"]),
)
"""Rows of the network's output, in the order it was trained with; it knows a `UW` without stress."""
_START, _END = 2, 3
_MOST_PHONES = 40
_CACHED_WORDS = 20_000
_BATCH = 64


@dataclass(frozen=True, slots=True)
class _Gru:
    w_ih: Floats
    w_hh: Floats
    b_ih: Floats
    b_hh: Floats

    def step(self, x: Floats, h: Floats) -> Floats:
        """One step of Cho et al. (2014), gates in PyTorch's order: reset, update, new."""
        units = h.shape[1]
        from_x = x @ self.w_ih.T + self.b_ih
        from_h = h @ self.w_hh.T + self.b_hh
        gates = 0.5 + 0.5 * np.tanh(0.5 * (from_x[:, : 2 * units] + from_h[:, : 2 * units]))
        reset, update = gates[:, :units], gates[:, units:]
        new = np.tanh(from_x[:, 2 * units :] + reset * from_h[:, 2 * units :])
        return ((1.0 - update) * new + update * h).astype(np.float32, copy=False)


@dataclass(slots=True)
class GraphemeToPhoneme:
    encoder: _Gru
    decoder: _Gru
    letters: Floats
    phones: Floats
    out_w: Floats
    out_b: Floats
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def load(cls, path: Path) -> "GraphemeToPhoneme":
        """Read `checkpoint20.npz`. Raises OSError where it is missing or damaged."""
        with np.load(path, allow_pickle=False) as weights:

            def gru(part: str) -> _Gru:
                return _Gru(
                    *(weights[f"{part}_{name}"] for name in ("w_ih", "w_hh", "b_ih", "b_hh"))
                )

            return cls(
                encoder=gru("enc"),
                decoder=gru("dec"),
                letters=weights["enc_emb"],
                phones=weights["dec_emb"],
                out_w=weights["fc_w"],
                out_b=weights["fc_b"],
            )

    def predict(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """ARPAbet with stress for each word of letters a–z; at most 40 phones a word.

        A word without any letter gives an empty tuple. Results are remembered.
        """
        plain = ["".join(c for c in word.lower() if c in string.ascii_lowercase) for word in words]
        unknown = [word for word in dict.fromkeys(plain) if word and word not in self._known]
        guessed: dict[str, tuple[str, ...]] = {}
        for start in range(0, len(unknown), _BATCH):
            batch = unknown[start : start + _BATCH]
            guessed |= zip(batch, self._decode(batch, self._encode(batch)), strict=True)
        found = {**{word: self._known[word] for word in plain if word in self._known}, **guessed}
        with self._lock:
            if len(self._known) + len(guessed) > _CACHED_WORDS:
                self._known.clear()
            self._known.update(guessed)
        return [found.get(word, ()) for word in plain]

    def _encode(self, words: Sequence[str]) -> Floats:
        """Last state of the encoder, (n_words, units); shorter words keep theirs while others run on."""
        ids = [[GRAPHEMES.index(letter) for letter in word] + [2] for word in words]
        lengths = np.array([len(row) for row in ids])
        padded = np.zeros((len(ids), int(lengths.max())), np.int64)
        for row, letters in zip(padded, ids, strict=True):
            row[: len(letters)] = letters
        h = np.zeros((len(ids), self.encoder.w_hh.shape[1]), np.float32)
        for t in range(padded.shape[1]):
            h = np.where(
                (t < lengths)[:, None], self.encoder.step(self.letters[padded[:, t]], h), h
            )
        return h

    def _decode(self, words: Sequence[str], h: Floats) -> list[tuple[str, ...]]:
        ids = np.full(len(words), _START)
        written: list[list[str]] = [[] for _ in words]
        open_rows = np.ones(len(words), bool)
        for _ in range(_MOST_PHONES):
            h = self.decoder.step(self.phones[ids], h)
            logits = h @ self.out_w.T + self.out_b
            logits[:, :_END] = -np.inf
            ids = logits.argmax(axis=1)
            open_rows &= ids != _END
            if not open_rows.any():
                break
            for row in np.flatnonzero(open_rows):
                written[row].append(PHONEMES[ids[row]])
        return [with_primary_stress(phones) for phones in written]
