"""Synthetic speech whose phones we chose: voices reading as written, and with known slips.

`plan_corpus` decides, from a seed alone, who says what with which slips; `speak_plan` speaks it with
tts-service's Kokoro engine and caches the audio. Voices and sentences for measuring are held out of
everything that is trained.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np

from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.mount import module_of
from shared.phonetics.arpabet import CONSONANTS, articulatory_distance, is_vowel, strip_stress
from shared.phonetics.lexicon import Lexicon
from shared.roster import TTS

from ..corpora.speechocean import RatedUtterance
from ..run.arrays import save_array
from ..run.workers import make_missing
from .grammar import make_sentences

N_EACH = {
    "native": 700,
    "slips": 1700,
    "clusters": 400,
    "held-native": 120,
    "held-slips": 420,
    "held-hindi": 40,
    "held-hindi-slips": 60,
}
"""Utterances of each part."""
HELD_OUT_VOICES = ("af_bella", "af_sarah", "am_fenrir", "am_michael")
HELD_OUT_HINDI_VOICES = ("hf_beta", "hm_psi")
_AMERICAN = (
    "af_alloy", "af_aoede", "af_heart", "af_jessica", "af_kore", "af_nova", "af_river", "af_sky",
    "am_adam", "am_echo", "am_eric", "am_liam", "am_onyx", "am_puck", "am_santa",
)  # fmt: skip
_BRITISH = ("bf_alice", "bf_emma", "bf_isabella", "bm_daniel", "bm_george", "bm_lewis")
"""Given American phones, like the Hindi voices: their timbre differs, what they were told to say doesn't."""
_HINDI = ("hf_alpha", "hm_omega")
TRAINING_VOICES = (*_AMERICAN, *_BRITISH, *_HINDI)
_VOICE_POOL = (*_AMERICAN, *_AMERICAN, *_BRITISH, *_HINDI, *_HINDI)
"""Who speaks how often."""
HELD_OUT_SHARE = 0.25
"""Of the sentences, never trained on."""
N_MADE_UP = {"training": 1200, "held_out": 200}
_LONGEST = 12
"""Words of a sentence; evidence is local, and longer ones only cost time."""
OWN_REPEATS = 4
"""Our own sentences are rich in what the corpus's short texts lack: v, th, z, s-clusters."""
RATES = (0.8, 1.15)
"""Speaking rates, evenly: learners read slower than the voices do by themselves."""
_SLIP_GAP = 4
"""Phones between two slips: evidence reaches two phones to either side."""
_RANDOM_SHARE = 0.2

SUBSTITUTIONS: dict[str, tuple[str, ...]] = {
    "V": ("W", "W", "W", "B"), "W": ("V",), "TH": ("T", "T", "T", "S", "F"),
    "DH": ("D", "D", "D", "Z"), "Z": ("S", "S", "JH"), "ZH": ("JH", "Z", "SH"), "S": ("SH",),
    "SH": ("S", "CH"), "F": ("P",), "CH": ("SH", "S"), "JH": ("Z", "Y"), "AE": ("EH", "EH", "AA"),
    "EH": ("AE", "EY"), "EY": ("EH", "EH"), "OW": ("AO",), "IH": ("IY", "IY"), "IY": ("IH", "IH"),
    "UH": ("UW",), "UW": ("UH",), "AH": ("AA",), "P": ("B", "F"), "B": ("P", "V"), "T": ("D",),
    "D": ("T",), "K": ("G",), "G": ("K",), "L": ("R",), "R": ("L", "W"), "NG": ("N",), "N": ("NG",),
    "Y": ("JH",), "AO": ("OW",), "AA": ("AE", "AH"), "ER": ("AH",), "HH": ("F",),
}  # fmt: skip
FULL_VOWELS = ("AA", "AE", "OW", "EH", "UH", "IH")
"""What a reduced vowel is said as by its spelling."""
"""Target → what is said instead; repeats weigh. From the rules of Indian English and common others."""

_RULE_WEIGHTS = {
    "V": 4.0, "TH": 8.0, "DH": 2.5, "ZH": 9.0, "Z": 3.0, "AE": 1.5, "EY": 1.5, "SH": 2.0,
    "N": 0.4, "D": 0.7, "T": 0.7, "IH": 1.3, "IY": 1.3, "EH": 1.3, "UH": 2.0, "NG": 1.5, "F": 1.5,
    "W": 1.5,
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


_SLIPS_A_SENTENCE = {"held-slips": 1, "held-hindi-slips": 1, "slips": 3, "clusters": 3}
"""At most. To measure one slip in otherwise native speech there is one; training takes what fits."""
Sentence = list[tuple[str, list[str]]]
"""(word, its phones with stress digits) of each word, the form a native uses there."""
SENTENCES = Path(__file__).parent / "sentences.txt"


@dataclass(frozen=True, slots=True)
class Sentences:
    """As the lexicon says them, 3–12 words each."""

    training: list[Sentence]
    held_out: list[Sentence]


def read_sentences(corpus: dict[str, RatedUtterance], models: Path, *, seed: int = 41) -> Sentences:
    """The corpus's texts, our own sentences and made-up ones; a quarter of each kind is held out.

    The corpus's own phones leave words of one syllable without stress, which a voice would mumble.
    """
    lexicon = Lexicon.load(models)
    rng = np.random.default_rng(seed)

    def read(texts: list[str]) -> list[Sentence]:
        return [
            sentence for text in texts if 3 <= len(sentence := _read(text, lexicon)) <= _LONGEST
        ]

    corpus_texts = sorted({utterance.text.capitalize() for utterance in corpus.values()})
    own = SENTENCES.read_text(encoding="utf-8").splitlines()
    pools = Sentences([], [])
    for part, repeats in ((read(corpus_texts), 1), (read(own), OWN_REPEATS)):
        order = rng.permutation(len(part))
        n_held = int(len(part) * HELD_OUT_SHARE)
        pools.held_out.extend([part[index] for index in order[:n_held]] * repeats)
        pools.training.extend([part[index] for index in order[n_held:]] * repeats)
    for pool, name in ((pools.training, "training"), (pools.held_out, "held_out")):
        made_up = make_sentences(N_MADE_UP[name], held_out=name == "held_out", seed=seed)
        pool.extend(read(made_up))
    return pools


def _read(text: str, lexicon: Lexicon) -> Sentence:
    return [(word.text, list(word.pronunciations[0].phones)) for word in lexicon.pronounce(text)]


def plan_corpus(
    sentences: Sentences, counts: dict[str, int], *, seed: int = 41
) -> list[SyntheticUtterance]:
    """Who says what; the same seed gives the same plan.

    `counts` says how many of each part: native, slips, and held-native, held-slips, held-hindi and
    held-hindi-slips, whose voices and sentences are held out.
    """
    plan: list[SyntheticUtterance] = []
    for name, count in counts.items():
        held_out = name.startswith("held")
        pool = sentences.held_out if held_out else sentences.training
        voices = _VOICE_POOL
        if held_out:
            voices = HELD_OUT_HINDI_VOICES if "hindi" in name else HELD_OUT_VOICES
        # A generator a part: more of one part leaves the others as they are.
        rng = np.random.default_rng([seed, *name.encode()])
        order = rng.permutation(len(pool))
        for number in range(count):
            sentence = pool[order[number % len(pool)]]
            words = [list(phones) for _, phones in sentence]
            most = _SLIPS_A_SENTENCE.get(name, 0)
            utterance = SyntheticUtterance(
                id=f"{name}-{number:05d}",
                voice=voices[int(rng.integers(len(voices)))],
                held_out=held_out,
                words=words,
                texts=[text for text, _ in sentence],
                rate=round(float(rng.uniform(*RATES)), 2),
                slips=_slips(name, words, rng, most=most) if most else [],
            )
            plan.append(replace(utterance, id=f"{utterance.id}-{_digest(utterance)}"))
    return plan


def _slips(part: str, words: list[list[str]], rng: np.random.Generator, *, most: int) -> list[Slip]:
    if part == "clusters":
        return _apart(list(_broken_clusters(words, rng)), words, rng, most=most)
    return choose_slips(words, rng, most=most)


def spoiled_id(utterance: str) -> str:
    """The name of an utterance's copy with noise, a room, a telephone or a codec."""
    return f"{utterance}.spoiled"


def spoiled_ids(corpus: dict[str, RatedUtterance], plan: list[SyntheticUtterance]) -> list[str]:
    """Of which utterances there is a spoiled copy: every third learner's, and all synthetic ones."""
    return [*list(corpus)[::3], *(each.id for each in plan if not each.held_out)]


def _digest(utterance: SyntheticUtterance) -> str:
    """Of all that its sound depends on: another plan never meets a cached recording of this one."""
    said = json.dumps([utterance.voice, utterance.rate, utterance.spoken()])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def choose_slips(words: list[list[str]], rng: np.random.Generator, *, most: int) -> list[Slip]:
    """At most so many slips, far enough apart that each stands alone; rules of rare phones come first."""
    return _apart(list(_options(words, rng)), words, rng, most=most)


def _apart(
    options: list[Slip], words: list[list[str]], rng: np.random.Generator, *, most: int
) -> list[Slip]:
    order = sorted(options, key=lambda slip: rng.random() / _weight(slip, words))
    offsets = np.cumsum([0, *(len(word) for word in words)])
    chosen: list[Slip] = []
    places: list[int] = []
    for slip in order:
        place = int(offsets[slip.word]) + slip.position
        if all(abs(place - other) >= _SLIP_GAP for other in places):
            chosen.append(slip)
            places.append(place)
        if len(chosen) == most:
            break
    return chosen


def _weight(slip: Slip, words: list[list[str]]) -> float:
    """How much likelier than one slip among many this one should be."""
    if slip.kind == "ins":
        phones = words[slip.word]
        breaks_cluster = slip.position < 2 and not is_vowel(phones[0])
        return 10.0 if breaks_cluster else 1.5
    if slip.kind == "del":
        return 0.8
    if words[slip.word][slip.position] == "AH0":
        return 0.3
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
            if word[position] == "AH0" and sum(is_vowel(each) for each in bare) > 1:
                yield Slip("sub", number, position, str(rng.choice(FULL_VOWELS)))
            elif choices and not reduced and not _is_flap(word, position):
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


def _broken_clusters(words: list[list[str]], rng: np.random.Generator) -> Iterator[Slip]:
    """A vowel in any cluster, before the first one of a word, or behind a final consonant.

    Wherever speakers might put one, so that no place is taken to be free of them.
    """
    vowels = ("AH", "AH", "IH", "UH", "EH")
    for number, word in enumerate(words):
        bare = [strip_stress(phone) for phone in word]
        for position in range(len(bare) + 1):
            is_after = position > 0 and not is_vowel(bare[position - 1])
            is_before = position < len(bare) and not is_vowel(bare[position])
            starts_cluster = position == 0 and len(bare) > 1 and not is_vowel(bare[1])
            if (is_before and (is_after or starts_cluster)) or (is_after and position == len(bare)):
                yield Slip("ins", number, position, str(rng.choice(vowels)))


def speak_plan(
    plan: list[SyntheticUtterance], *, kokoro_dir: Path, folder: Path, processes: int
) -> Iterator[int]:
    """Speak what the folder lacks, int16 at 16 kHz in `<id>.npy`; yields how many are done."""
    return make_missing(
        plan,
        folder,
        partial(_speak_into, folder),
        processes=processes,
        prepare=_open_voice,
        arguments=(kokoro_dir,),
    )


_voice: Any = None
"""The synthesiser of a worker process."""


def _open_voice(kokoro_dir: Path) -> None:
    global _voice
    _voice = module_of(TTS, "services.engines.kokoro").Kokoro(kokoro_dir, threads=1)


def _speak_into(folder: Path, utterance: SyntheticUtterance) -> None:
    base = module_of(TTS, "services.engines.base")
    last = len(utterance.words) - 1
    words = [
        base.SpeechWord(tuple(phones), after="." if index == last else "")
        for index, phones in enumerate(utterance.spoken())
    ]
    speech = _voice.speak(words, voice=utterance.voice, speaking_rate=utterance.rate)
    samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
    save_array(folder / f"{utterance.id}.npy", (samples * 32767).astype(np.int16))
