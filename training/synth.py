"""Synthetic speech whose phones we chose: American voices reading as written, and with known slips.

`plan_corpus` decides, from a seed alone, who says what with which slips; `speak_plan` speaks it with
tts-service's Kokoro engine and caches the audio. Voices and sentences for measuring are held out of
everything that is trained.
"""

import hashlib
import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np

from shared.audio.decode import RATE_HZ, resample
from shared.phonetics.arpabet import CONSONANTS, articulatory_distance, is_vowel, strip_stress
from shared.phonetics.lexicon import Lexicon

from .corpus import RatedUtterance

HELD_OUT_VOICES = ("af_bella", "af_sarah", "am_fenrir", "am_michael")
TRAINING_VOICES = (
    "af_alloy", "af_aoede", "af_heart", "af_jessica", "af_kore", "af_nova", "af_river", "af_sky",
    "am_adam", "am_echo", "am_eric", "am_liam", "am_onyx", "am_puck", "am_santa",
)  # fmt: skip
HELD_OUT_SHARE = 0.25
"""Of the sentences, never trained on."""
_LONGEST = 12
"""Words of a sentence; evidence is local, and longer ones only cost time."""
OWN_REPEATS = 6
"""Our own sentences are rich in what the corpus's short texts lack: v, th, z, s-clusters."""
RATES = (0.8, 1.15)
"""Speaking rates, evenly: learners read slower than the voices do by themselves."""
_SLIP_GAP = 4
"""Phones between two slips: evidence reaches two phones to either side."""
_RANDOM_SHARE = 0.15

SUBSTITUTIONS: dict[str, tuple[str, ...]] = {
    "V": ("W", "W", "W", "B"), "W": ("V",), "TH": ("T", "T", "T", "S", "F"),
    "DH": ("D", "D", "D", "Z"), "Z": ("S", "S", "JH"), "ZH": ("JH", "Z", "SH"), "S": ("SH",),
    "SH": ("S", "CH"), "F": ("P",), "CH": ("SH", "S"), "JH": ("Z", "Y"), "AE": ("EH", "EH", "AA"),
    "EH": ("AE", "EY"), "EY": ("EH", "EH"), "OW": ("AO",), "IH": ("IY", "IY"), "IY": ("IH", "IH"),
    "UH": ("UW",), "UW": ("UH",), "AH": ("AA",), "P": ("B", "F"), "B": ("P", "V"), "T": ("D",),
    "D": ("T",), "K": ("G",), "G": ("K",), "L": ("R",), "R": ("L", "W"), "NG": ("N",), "N": ("NG",),
    "Y": ("JH",), "AO": ("OW",), "AA": ("AE", "AH"), "ER": ("AH",), "HH": ("F",),
}  # fmt: skip
"""Target → what is said instead; repeats weigh. From the rules of Indian English and common others."""

_RULE_WEIGHTS = {
    "V": 4.0, "TH": 8.0, "DH": 2.5, "ZH": 9.0, "Z": 3.0, "AE": 1.5, "EY": 1.5, "SH": 2.0,
    "N": 0.4, "D": 0.7, "T": 0.7,
}  # fmt: skip
"""How often a target should slip beside its share of phones: rules of rare phones come first."""

Kind = Literal["sub", "del", "ins"]


@dataclass(frozen=True, slots=True)
class Slip:
    kind: Kind
    word: int
    position: int
    """Index in the target word; for an insertion, of the phone it comes before."""
    spoken: str | None
    """ARPAbet without stress; None for a deletion."""


@dataclass(frozen=True, slots=True)
class SyntheticUtterance:
    id: str
    voice: str
    held_out: bool
    words: list[list[str]]
    """Target phones with stress digits."""
    texts: list[str]
    rate: float = 1.0
    """Speaking rate; 1 is the voice's own."""
    slips: list[Slip] = field(default_factory=list)

    def spoken(self) -> list[list[str]]:
        """The phones the voice is given: the target with its slips."""
        words = [list(word) for word in self.words]
        for slip in sorted(self.slips, key=lambda each: (each.word, each.position), reverse=True):
            word = words[slip.word]
            if slip.kind == "ins":
                word.insert(slip.position, _stressed(str(slip.spoken), "0"))
            elif slip.kind == "del":
                del word[slip.position]
            else:
                digit = word[slip.position][-1]
                stress = digit if digit.isdigit() else "1"
                word[slip.position] = _stressed(str(slip.spoken), stress)
        return words


def _stressed(phone: str, digit: str) -> str:
    return phone + digit if is_vowel(phone) else phone


Sentence = list[tuple[str, list[str]]]
"""(word, its phones with stress digits) of each word, the form a native uses there."""
SENTENCES = Path(__file__).parent / "sentences.txt"


def read_sentences(corpus: dict[str, RatedUtterance], models: Path) -> list[list[Sentence]]:
    """[the corpus's texts of 3–12 words, our own sentences], as the lexicon says them; no text twice.

    The corpus's own phones leave words of one syllable without stress, which a voice would mumble.
    """
    lexicon = Lexicon.load(models)
    texts = sorted({utterance.text.capitalize() for utterance in corpus.values()})
    own = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [
        [sentence for text in part if 3 <= len(sentence := _read(text, lexicon)) <= _LONGEST]
        for part in (texts, own)
    ]


def _read(text: str, lexicon: Lexicon) -> Sentence:
    return [(word.text, list(word.pronunciations[0].phones)) for word in lexicon.pronounce(text)]


def plan_corpus(
    sentences: list[list[Sentence]],
    *,
    n_native: int,
    n_slips: int,
    n_held_native: int,
    n_held_slips: int,
    seed: int = 41,
) -> list[SyntheticUtterance]:
    """Who says what; the same seed gives the same plan. Our own sentences come up OWN_REPEATS times."""
    rng = np.random.default_rng(seed)
    training_pool: list[Sentence] = []
    held_pool: list[Sentence] = []
    for part, repeats in zip(sentences, (1, OWN_REPEATS), strict=True):
        order = rng.permutation(len(part))
        n_held = int(len(part) * HELD_OUT_SHARE)
        held_pool += [part[index] for index in order[:n_held]] * repeats
        training_pool += [part[index] for index in order[n_held:]] * repeats
    parts = {
        "held-native": (held_pool, HELD_OUT_VOICES, n_held_native, False),
        "held-slips": (held_pool, HELD_OUT_VOICES, n_held_slips, True),
        "native": (training_pool, TRAINING_VOICES, n_native, False),
        "slips": (training_pool, TRAINING_VOICES, n_slips, True),
    }
    plan: list[SyntheticUtterance] = []
    for name, (pool, voices, count, with_slips) in parts.items():
        order = rng.permutation(len(pool))
        for number in range(count):
            sentence = pool[order[number % len(pool)]]
            words = [list(phones) for _, phones in sentence]
            utterance = SyntheticUtterance(
                id=f"{name}-{number:05d}",
                voice=voices[int(rng.integers(len(voices)))],
                held_out=name.startswith("held"),
                words=words,
                texts=[text for text, _ in sentence],
                rate=round(float(rng.uniform(*RATES)), 2),
                slips=choose_slips(words, rng) if with_slips else [],
            )
            plan.append(replace(utterance, id=f"{utterance.id}-{_digest(utterance)}"))
    return plan


def _digest(utterance: SyntheticUtterance) -> str:
    """Of all that its sound depends on: another plan never meets a cached recording of this one."""
    said = json.dumps([utterance.voice, utterance.rate, utterance.spoken()])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def choose_slips(words: list[list[str]], rng: np.random.Generator) -> list[Slip]:
    """A few slips, far enough apart that each stands alone; rules of rare phones come first."""
    options = list(_options(words, rng))
    order = sorted(options, key=lambda slip: rng.random() / _weight(slip, words))
    offsets = np.cumsum([0, *(len(word) for word in words)])
    chosen: list[Slip] = []
    places: list[int] = []
    for slip in order:
        place = int(offsets[slip.word]) + slip.position
        if all(abs(place - other) >= _SLIP_GAP for other in places):
            chosen.append(slip)
            places.append(place)
        if len(chosen) == 3:
            break
    return chosen


def _weight(slip: Slip, words: list[list[str]]) -> float:
    """How much likelier than one slip among many this one should be."""
    if slip.kind == "ins":
        phones = words[slip.word]
        breaks_cluster = slip.position < 2 and not is_vowel(phones[0])
        return 10.0 if breaks_cluster else 1.5
    if slip.kind == "del":
        return 0.6
    target = strip_stress(words[slip.word][slip.position])
    return _RULE_WEIGHTS.get(target, 1.0)


def _options(words: list[list[str]], rng: np.random.Generator) -> Iterator[Slip]:
    for number, word in enumerate(words):
        bare = [strip_stress(phone) for phone in word]
        for position, phone in enumerate(bare):
            if rng.random() < _RANDOM_SHARE:
                same = [p for p in SUBSTITUTIONS if is_vowel(p) == is_vowel(phone) and p != phone]
                choices = tuple(p for p in same if articulatory_distance(p, phone) > 0.15)
            else:
                choices = SUBSTITUTIONS.get(phone, ())
            # A reduced vowel has no quality of its own to miss, and a flap is neither T nor D.
            reduced = word[position].endswith("0") and phone in {"AH", "IH", "ER"}
            if choices and not reduced and not _is_flap(word, position):
                yield Slip("sub", number, position, choices[int(rng.integers(len(choices)))])
            if _may_drop(bare, position):
                yield Slip("del", number, position, None)
        yield from _insertions(number, bare, rng)


def _is_flap(word: list[str], position: int) -> bool:
    """A T or D that an American says as a flap: after a vowel or R, before an unstressed vowel."""
    if strip_stress(word[position]) not in {"T", "D"} or position == 0:
        return False
    before = strip_stress(word[position - 1])
    after = word[position + 1] if position + 1 < len(word) else "AH0"  # the next word's start
    return (is_vowel(before) or before == "R") and after.endswith("0")


def _may_drop(bare: list[str], position: int) -> bool:
    phone, last = bare[position], position == len(bare) - 1
    if len(bare) < 2 or phone not in CONSONANTS:
        return False
    in_cluster = position > 0 and not is_vowel(bare[position - 1])
    return (
        (last and (in_cluster or phone in {"T", "D", "S", "Z", "L", "R", "N", "K"}))
        or (phone == "HH" and position == 0)
        or (phone == "R" and position > 0)
    )


def _insertions(number: int, bare: list[str], rng: np.random.Generator) -> Iterator[Slip]:
    starts_cluster = len(bare) > 2 and not is_vowel(bare[0]) and not is_vowel(bare[1])
    if starts_cluster and bare[0] == "S":
        yield Slip("ins", number, 0, str(rng.choice(["IH", "IH", "EH", "AH"])))
    if starts_cluster:
        yield Slip("ins", number, 1, str(rng.choice(["AH", "IH"])))
    if not is_vowel(bare[-1]) and rng.random() < 0.3:
        yield Slip("ins", number, len(bare), str(rng.choice(["AH", "UH", "IH"])))
    if bare[0] in {"IY", "EH"}:
        yield Slip("ins", number, 0, "Y")
    if bare[0] in {"OW", "UW"}:
        yield Slip("ins", number, 0, "W")
    if bare[-1] == "NG":
        yield Slip("ins", number, len(bare), "G")
    if len(bare) > 2 and bare[-1] in {"M", "N", "L"} and not is_vowel(bare[-2]):
        yield Slip("ins", number, len(bare) - 1, "AH")


def speak_plan(
    plan: list[SyntheticUtterance], *, kokoro_dir: Path, cache: Path, threads: int
) -> Iterator[int]:
    """Speak what the cache lacks, int16 at 16 kHz in `<id>.npy`; yields how many are done."""
    engines = importlib.import_module("tts-service.app.services.engines.kokoro")
    base = importlib.import_module("tts-service.app.services.engines.base")
    voice = engines.Kokoro(kokoro_dir, threads=threads)
    cache.mkdir(parents=True, exist_ok=True)
    for done, utterance in enumerate(plan, start=1):
        path = cache / f"{utterance.id}.npy"
        if not path.exists():
            last = len(utterance.words) - 1
            words = [
                base.SpeechWord(tuple(phones), after="." if index == last else "")
                for index, phones in enumerate(utterance.spoken())
            ]
            speech = voice.speak(words, voice=utterance.voice, speaking_rate=utterance.rate)
            samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
            part = path.with_suffix(".part.npy")
            np.save(part, (samples * 32767).astype(np.int16))
            part.rename(path)
        yield done
