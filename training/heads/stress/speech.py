"""Synthetic speech whose word stress we chose: where the dictionary has it, and on another syllable.

`plan_stress` decides from a seed alone; the audio is spoken and cached by synth.speak_plan. Words and
voices for measuring are held out of training.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.lexicon import Lexicon
from shared.phonetics.phonology import REDUCED_VOWELS

from ...speech.synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    RATES,
    Sentence,
    Sentences,
    SyntheticUtterance,
)

AMERICAN = (
    "af_alloy", "af_aoede", "af_heart", "af_jessica", "af_kore", "af_nova", "af_river", "af_sky",
    "am_adam", "am_echo", "am_eric", "am_liam", "am_onyx", "am_puck", "am_santa",
)  # fmt: skip
HINDI = ("hf_alpha", "hm_omega")
VOICES = (*AMERICAN, *HINDI, *HINDI, *HINDI)
HELD_OUT = (*HELD_OUT_VOICES, *HELD_OUT_HINDI_VOICES)
COUNTS = {
    "training": 800, "training-sentences": 200,
    "held": 200, "held-native": 120, "held-sentences": 80,
}  # fmt: skip
"""Utterances of each part."""
WORDS = Path(__file__).parent / "words.txt"
HELD_OUT_EVERY = 4
"""One word in four is never trained on."""
FRAMES = (
    "* .", "* .", "THE * .", "* AND * .", "I SAID * .", "SAY * AGAIN .", "THIS IS A * .",
    "THE * AND THE * .", "WE TALKED ABOUT THE * .", "HE WROTE * AND * .", "IT WAS * AND * AND * .",
    "SHE SAID * TO ME .", "PLEASE READ * FOR US .", "THEY THINK THE * IS * .",
)  # fmt: skip
"""`*` takes a word; the rest is spoken as it stands. Half of the words end a phrase."""
FULL_VOWELS = ("AA", "AE", "EH", "AH", "OW", "IH")
"""What a reduced vowel becomes when it is stressed, or said by its spelling."""
MOVED_SHARE = 0.5
KEPT_FULL_SHARE = 0.2
"""Of the words with their stress in place: a reduced vowel is said in full, which moves no stress."""
OLD_REDUCED_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class StressUtterance:
    spoken: SyntheticUtterance
    """`words` are the phones as they are spoken."""
    targets: list[list[str]]
    """Phones of the dictionary, as many a word as are spoken."""

    @property
    def id(self) -> str:
        return self.spoken.id


def plan_stress(
    models: Path, counts: dict[str, int], sentences: Sentences, *, seed: int = 53
) -> list[StressUtterance]:
    """`counts` says how many of each part: `training` and `held` are single words in short phrases,
    `…-sentences` whole sentences; in `held-native` no stress is moved. Words, sentences and voices of the
    held parts are never trained on."""
    pools = _word_pools(models)
    lexicon = Lexicon.load(models)
    plan: list[StressUtterance] = []
    for part, count in counts.items():
        held_out = part.startswith("held")
        rng = np.random.default_rng([seed, *part.encode()])
        for number in range(count):
            if part.endswith("sentences"):
                texts, targets = _choose(
                    sentences.held_out if held_out else sentences.training, rng
                )
            else:
                texts, targets = _fill(str(rng.choice(FRAMES)), pools[held_out], lexicon, rng)
            moved = 0.0 if part.endswith("native") else MOVED_SHARE
            spoken = [_spoken(target, rng, moved=moved) for target in targets]
            voices = HELD_OUT if held_out else VOICES
            utterance = SyntheticUtterance(
                id=f"stress-{part}-{number:05d}",
                voice=voices[int(rng.integers(len(voices)))],
                held_out=held_out,
                words=spoken,
                texts=texts,
                rate=round(float(rng.uniform(*RATES)), 2),
            )
            digest = hashlib.sha256(repr(utterance).encode()).hexdigest()[:8]
            plan.append(StressUtterance(replace(utterance, id=f"{utterance.id}-{digest}"), targets))
    return plan


def vowels_of(phones: list[str]) -> list[int]:
    """Positions of the vowels."""
    return [index for index, phone in enumerate(phones) if is_vowel(phone)]


def primary_of(phones: list[str]) -> int | None:
    """Which vowel carries the primary stress; None for no or several."""
    primary = [n for n, index in enumerate(vowels_of(phones)) if phones[index].endswith("1")]
    return primary[0] if len(primary) == 1 else None


def _word_pools(models: Path) -> dict[bool, list[list[str]]]:
    """Words with one primary stress and several syllables: to train on (False), held out (True)."""
    lexicon = Lexicon.load(models)
    pools: dict[bool, list[list[str]]] = {False: [], True: []}
    for word in WORDS.read_text(encoding="utf-8").split():
        (spoken,) = lexicon.pronounce(word)
        phones = list(spoken.pronunciations[0].phones)
        if primary_of(phones) is not None and len(vowels_of(phones)) > 1:
            digest = hashlib.sha256(word.encode()).digest()
            pools[digest[0] % HELD_OUT_EVERY == 0].append([word, *phones])
    return pools


def _fill(
    frame: str, pool: list[list[str]], lexicon: Lexicon, rng: np.random.Generator
) -> tuple[list[str], list[list[str]]]:
    pieces = frame.removesuffix(" .").split()
    chosen = iter(rng.permutation(len(pool)))
    texts = [pool[next(chosen)][0] if piece == "*" else piece.lower() for piece in pieces]
    words = lexicon.pronounce(" ".join(texts))
    return texts, [list(word.pronunciations[0].phones) for word in words]


def _choose(
    pool: Sequence[Sentence], rng: np.random.Generator
) -> tuple[list[str], list[list[str]]]:
    """A sentence with a word of several syllables in it."""
    while True:
        sentence = pool[int(rng.integers(len(pool)))]
        targets = [list(phones) for _, phones in sentence]
        if any(len(vowels_of(each)) > 1 for each in targets):
            return [text for text, _ in sentence], targets


def _spoken(target: list[str], rng: np.random.Generator, *, moved: float) -> list[str]:
    """The target, its stress moved or not; a word of one syllable is left alone."""
    vowels, primary = vowels_of(target), primary_of(target)
    if len(vowels) < 2 or primary is None:
        return target
    spoken = list(target)
    if rng.random() < moved:
        others = [index for n, index in enumerate(vowels) if n != primary]
        _move(spoken, vowels[primary], int(rng.choice(others)), rng)
    elif moved and rng.random() < KEPT_FULL_SHARE:
        _unreduce(spoken, rng)
    return spoken


def _move(spoken: list[str], old: int, new: int, rng: np.random.Generator) -> None:
    if spoken[new] in REDUCED_VOWELS and spoken[new] != "ER0":
        spoken[new] = f"{rng.choice(FULL_VOWELS)}1"
    else:
        spoken[new] = strip_stress(spoken[new]) + "1"
    if rng.random() < OLD_REDUCED_SHARE and strip_stress(spoken[old]) != "ER":
        spoken[old] = "AH0"
    else:
        spoken[old] = strip_stress(spoken[old]) + "0"


def _unreduce(spoken: list[str], rng: np.random.Generator) -> None:
    places = [index for index, phone in enumerate(spoken) if phone in {"AH0", "IH0"}]
    if places:
        place = int(rng.choice(places))
        spoken[place] = f"{rng.choice(FULL_VOWELS)}{rng.choice(['0', '2'])}"
