"""Synthetic speech in the phones of Indian English: dental stops for th, one sound for v and w, tapped r, e and o without glide.

Every voice says both the American phone and the other, in one sentence, so that which voice it is tells nothing about the
phone. Hindi voices were taught these phones as their own; American and British ones are given the same symbols and say what
they make of them. Voices and sentences for measuring are held out of training.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shared.mount import module_of
from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.roster import TTS

from ..corpora.people.utterance import UNKNOWN
from .synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    RATES,
    TRAINING_VOICES,
    Sentence,
    Sentences,
)

COUNTS = {"training": 190, "training-hindi": 221, "held": 37, "held-hindi": 40}
"""Utterances of each part."""
CHANGED_SHARE = 0.5
"""Of the places where another phone could be said, it is."""

VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "TH": (("t", "t̪"), ("tʰ", "t̪"), ("s", "S")),
    "DH": (("d", "d̪"), ("d", "d̪"), ("z", "Z")),
    "V": (("ʋ", "ʋ"), ("ʋ", "ʋ"), ("w", "W"), ("b", "B")),
    "W": (("ʋ", "ʋ"), ("ʋ", "ʋ"), ("v", "V")),
    "Z": (("s", "S"), ("s", "S"), ("ʤ", "JH")),
    "R": (("ɾ", "ɾ"), ("ɾ", "ɾ"), ("r", "ɾ"), ("l", "L"), ("", "-")),
    "EY": (("eː", "eː"), ("e", "eː"), ("ɛ", "EH")),
    "OW": (("oː", "oː"), ("o", "oː"), ("ɔ", "AO")),
    "ER": (("əɾ", "əɾ"), ("ə", "AH"), ("ɛɾ", "ɛɾ"), ("ɑ", "AA")),
    "AE": (("ɛ", "EH"), ("a", "a"), ("ɑ", "AA")),
    "AA": (("ɒ", "ɒ"), ("ɔ", "AO")),
    "AO": (("oː", "oː"), ("ɑ", "AA")),
    "AH": (("a", "a"), ("ɑ", "AA"), ("ɔ", "AO")),
    "IH": (("i", "IY"), ("i", "IY"), ("ɛ", "EH")),
    "IY": (("ɪ", "IH"),),
    "EH": (("æ", "AE"), ("eː", "eː")),
    "UH": (("u", "UW"),),
    "UW": (("ʊ", "UH"),),
    "T": (("ʈ", "ʈ"), ("ʈ", "ʈ"), ("d", "D")),
    "D": (("ɖ", "ɖ"), ("ɖ", "ɖ"), ("t", "T")),
    "P": (("b", "B"),),
    "K": (("ɡ", "G"),),
    "S": (("ʃ", "SH"),),
    "SH": (("s", "S"),),
    "F": (("pʰ", "P"), ("p", "P")),
    "ZH": (("ʤ", "JH"), ("z", "Z"), ("ʃ", "SH")),
    "JH": (("ʧ", "CH"), ("ʒ", "ZH")),
    "NG": (("n", "N"), ("ŋɡ", "NG")),
    "N": (("ŋ", "NG"),),
    "L": (("ɹ", "R"), ("", "-")),
    "B": (("p", "P"),),
    "G": (("k", "K"),),
}
"""Target → (what Kokoro is given, what that is), repeats weigh. What no class of ARPAbet's is has IPA; `-` is nothing. A hard g
behind NG is still NG."""
ACCEPTED = frozenset([("T", "ʈ"), ("D", "ɖ"), ("AA", "ɒ"), ("AA", "AO"), ("AO", "AA")])
"""(target, said) that are neither right nor wrong: how stops are said has a head of its own, and Americans differ in AA and AO."""
_SHARES = {"AH": 0.12, "IH": 0.3, "IY": 0.3, "T": 0.35, "D": 0.35, "S": 0.12, "N": 0.08, "L": 0.2, "EH": 0.3, "K": 0.125,
           "P": 0.15, "B": 0.2, "G": 0.25, "AA": 0.3, "AO": 0.3, "F": 0.25, "SH": 0.25, "UW": 0.3}  # fmt: skip
"""Where a phone is changed less often than CHANGED_SHARE: common ones would fill the sentence."""
_REDUCED, _SPARED_SHARE = frozenset(["AH0", "IH0", "ER0"]), 0.7
"""Vowels that are mostly left as they are: they have little quality of their own to miss."""
_STRESS_MARKS = frozenset("ˈˌ")


@dataclass(frozen=True, slots=True)
class AccentUtterance:
    id: str
    voice: str
    held_out: bool
    words: list[list[str]]
    """Target phones with stress digits."""
    texts: list[str]
    symbols: str
    """What Kokoro is given."""
    rate: float
    said: list[list[str]]
    """What each phone was said as: an ARPAbet phone without stress, another sound by its IPA, or `-` for nothing."""

    def changes(self) -> np.ndarray:
        """int (n_phones,): 1 where a phone was said as another, 0 where it is right, UNKNOWN where it is accepted."""
        pairs = [
            (strip_stress(target), said)
            for word, spoken in zip(self.words, self.said, strict=True)
            for target, said in zip(word, spoken, strict=True)
        ]
        return np.array(
            [UNKNOWN if pair in ACCEPTED else int(pair[0] != pair[1]) for pair in pairs], dtype=int
        )


def plan_accents(
    sentences: Sentences, counts: dict[str, int], *, seed: int = 71
) -> list[AccentUtterance]:
    """Who says what; the same seed gives the same plan."""
    plan: list[AccentUtterance] = []
    for part, count in counts.items():
        held_out, hindi = part.startswith("held"), part.endswith("hindi")
        if held_out:
            voices: Sequence[str] = HELD_OUT_HINDI_VOICES if hindi else HELD_OUT_VOICES
        else:
            voices = [each for each in TRAINING_VOICES if (each[0] == "h") == hindi]
        pool = sentences.held_out if held_out else sentences.training
        unique = list({tuple(text for text, _ in each): each for each in pool}.values())
        rng = np.random.default_rng([seed, *part.encode()])
        order = rng.permutation(len(unique))
        for number in range(count):
            sentence = unique[order[number % len(unique)]]
            utterance = _utterance(sentence, voices[number % len(voices)], held_out, rng)
            digest = hashlib.sha256(repr(utterance).encode()).hexdigest()[:8]
            plan.append(replace(utterance, id=f"accent-{part}-{number:05d}-{digest}"))
    return plan


def _utterance(
    sentence: Sentence, voice: str, held_out: bool, rng: np.random.Generator
) -> AccentUtterance:
    words = [_varied(phones, rng) for _, phones in sentence]
    return AccentUtterance(
        id="",
        voice=voice,
        held_out=held_out,
        words=[list(phones) for _, phones in sentence],
        texts=[text for text, _ in sentence],
        symbols=" ".join("".join(symbols) for symbols, _ in words) + ".",
        rate=round(float(rng.uniform(*RATES)), 2),
        said=[said for _, said in words],
    )


def _varied(phones: Sequence[str], rng: np.random.Generator) -> tuple[list[str], list[str]]:
    """What Kokoro is given for each phone of a word, and what that is."""
    symbols = list(module_of(TTS, "utils.kokoro_phones").phone_symbols(phones, flaps=False))
    said = [strip_stress(phone) for phone in phones]
    for position, phone in enumerate(said):
        options = VARIANTS.get(phone, ())
        is_spared = phones[position] in _REDUCED and rng.random() < _SPARED_SHARE
        if not options or is_spared or rng.random() >= _SHARES.get(phone, CHANGED_SHARE):
            continue
        symbol, heard = options[int(rng.integers(len(options)))]
        if heard == "-" and not (position and is_vowel(said[position - 1])):
            continue
        mark = symbols[position][0] if symbols[position][0] in _STRESS_MARKS else ""
        symbols[position], said[position] = mark + symbol, heard
    return symbols, said
