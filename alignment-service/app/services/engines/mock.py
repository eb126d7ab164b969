"""An aligner that makes everything up, the same for the same audio and text; it needs no models."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from shared.audio import Audio
from shared.contracts import AlignedWord, HeardPhone, PhoneEvidence, UtteranceQuality
from shared.engines import EngineContext
from shared.phonetics.arpabet import PHONES, articulatory_distance, strip_stress
from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.lexicon import Lexicon, PronouncedText
from shared.phonetics.syllables import with_primary_stress
from shared.phonetics.usage import Usage

from .base import Aligned, stress_digit, targets_of

_RIGHT, _WRONG = 0.02, 0.93
"""Error probabilities of the phones it calls right and wrong."""
_ONE_IN = 12
"""About one phone in so many is called wrong, unless its weights say otherwise: `{"wrong_one_in": 12}`."""


_OF_LETTER = {
    "a": "AE", "b": "B", "c": "K", "d": "D", "e": "EH", "f": "F", "g": "G", "h": "HH", "i": "IH",
    "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N", "o": "AA", "p": "P", "q": "K", "r": "R",
    "s": "S", "t": "T", "u": "AH", "v": "V", "w": "W", "x": "K", "y": "IY", "z": "Z",
}  # fmt: skip


class LetterPhones:
    """A phone a letter, as phoneme-map's mock has it: stands in for the dictionary, a model file."""

    def predict(self, words: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
        said = [
            [_OF_LETTER[letter] for letter in word.lower() if letter in _OF_LETTER]
            for word in words
        ]
        return [(with_primary_stress(phones),) if phones else () for phones in said]


class MockAligner:
    name = "mock"

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def __init__(self, *, one_in: int = _ONE_IN, model_version: str = "1") -> None:
        self.model_version = model_version
        self._one_in = one_in
        self._lexicon = Lexicon(PronouncingDictionary({}), LetterPhones(), Usage.load())

    def with_weights(self, content: bytes, version: str) -> "MockAligner":
        one_in = json.loads(content)["wrong_one_in"]
        if not (isinstance(one_in, int) and one_in > 0):
            raise ValueError("wrong_one_in is a number of phones")
        return MockAligner(one_in=one_in, model_version=version)

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        return self._lexicon.pronounce_readings(text, own)

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        """Phones spread evenly; which of them are wrong follows from the bytes of the audio."""
        words = text.words
        targets = [targets_of(word)[0] for word in words]
        step_s = audio.duration_s / sum(len(phones) for phones in targets)
        seed = hashlib.sha256(audio.samples.tobytes()).digest()
        aligned: list[AlignedWord] = []
        place = 0
        for number, (word, target) in enumerate(zip(words, targets, strict=True)):
            phones = [
                _phone(seed, place + i, i, phone, step_s, one_in=self._one_in)
                for i, phone in enumerate(target)
            ]
            place += len(target)
            aligned.append(
                AlignedWord(
                    index=number,
                    text=word.text,
                    start_s=phones[0].start_s,
                    end_s=phones[-1].end_s,
                    variant=0,
                    spoken_probability=0.99,
                    quality=round(5 * sum(each.quality or 0 for each in phones) / len(phones), 2),
                    phones=phones,
                )
            )
        return Aligned(aligned, self._rated(), text_match=0.99)

    def _rated(self) -> UtteranceQuality:
        """The more phones it calls wrong, the lower; with its own weights always the same."""
        leniency = min(1.0, self._one_in / _ONE_IN)
        return UtteranceQuality(
            accuracy=8.0 * leniency,
            fluency=8.5 * leniency,
            prosody=8.0 * leniency,
            total=8.0 * leniency,
        )


def _phone(
    seed: bytes, place: int, index: int, phone: str, step_s: float, *, one_in: int
) -> PhoneEvidence:
    target = strip_stress(phone)
    is_wrong = _draw(seed, place, target) % one_in == 0
    error = _WRONG if is_wrong else _RIGHT
    rival = min((p for p in PHONES if p != target), key=lambda p: articulatory_distance(target, p))
    answers = sorted(
        [
            HeardPhone(phone=target, probability=1 - error),
            HeardPhone(phone=rival, probability=error),
        ],
        key=lambda each: -each.probability,
    )
    return PhoneEvidence(
        index=index,
        target=target,
        stress=stress_digit(phone),
        start_s=round(place * step_s, 3),
        end_s=round((place + 1) * step_s, 3),
        heard=answers[0].phone,
        heard_probability=answers[0].probability,
        error_probability=error,
        deletion_probability=0.01,
        candidates=answers,
        log_posterior=-4.0 if is_wrong else -0.2,
        margin=-3.0 if is_wrong else 3.0,
        quality=0.4 if is_wrong else 1.9,
    )


def _draw(seed: bytes, place: int, target: str) -> int:
    return hashlib.sha256(seed + f"{place}:{target}".encode()).digest()[0]


def load(context: EngineContext) -> MockAligner:
    del context  # it needs neither models nor settings
    return MockAligner()
