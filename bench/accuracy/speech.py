"""The speech that is judged: held-out synthetic utterances, their twins without the slip, noise."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.common.engines import align_phones
from shared.audio.decode import RATE_HZ
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import Lexicon
from training.speech.synth import Slip, SyntheticUtterance, speak_plan

CONTRASTS = Path(__file__).parent / "contrasts.tsv"
CONTRAST_VOICES = ("af_sarah", "am_michael")
CONTRAST_RATE = 0.95
SNR_DB = 15.0
NOISES = ("white", "pink", "babble")
_FRAME = RATE_HZ // 50
_ACTIVE = 1e-3
"""A 20 ms frame is speech from this share of the loudest frame's power on."""
_BABBLE_VOICES = 5


@dataclass(frozen=True, slots=True)
class Contrast:
    name: str
    """`thin→tin`."""
    rule: str
    word: int
    """Which word of the sentence it is about."""
    wrong: SyntheticUtterance
    right: SyntheticUtterance


def twin_of(utterance: SyntheticUtterance) -> SyntheticUtterance:
    """The same voice with the same sentence and no slip."""
    return replace(utterance, id=f"twin-{utterance.id}", slips=[])


def read_contrasts(lexicon: Lexicon, path: Path = CONTRASTS) -> list[Contrast]:
    """Every contrast in each of the two voices. Raises ValueError for one that isn't a single slip."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    contrasts: list[Contrast] = []
    for row in rows[1:]:
        name, rule, sentence, said = row.split("\t")
        marked = [word.startswith("*") for word in sentence.split()]
        spoken_words = lexicon.pronounce(sentence.replace("*", ""))
        if sum(marked) != 1 or len(spoken_words) != len(marked):
            raise ValueError(f"{name}: mark one word, and write no numbers")
        word = marked.index(True)
        words = [list(each.pronunciations[0].phones) for each in spoken_words]
        for voice in CONTRAST_VOICES:
            right = SyntheticUtterance(
                id="",
                voice=voice,
                held_out=True,
                words=words,
                texts=[each.text for each in spoken_words],
                rate=CONTRAST_RATE,
            )
            slip = only_slip(words[word], said.split(), word=word)
            wrong = _named(replace(right, slips=[slip]), f"wrong-{rule}")
            contrasts.append(Contrast(name, rule, word, wrong, _named(right, f"right-{rule}")))
    return contrasts


def _named(utterance: SyntheticUtterance, prefix: str) -> SyntheticUtterance:
    """With an id of all that its sound depends on, so that a changed one is spoken anew."""
    said = json.dumps([utterance.voice, utterance.rate, utterance.spoken()])
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    return replace(utterance, id=f"{prefix}-{digest}")


def only_slip(target: Sequence[str], said: Sequence[str], *, word: int) -> Slip:
    """The one change between two pronunciations. Raises ValueError where there are none or several."""
    bare = [[strip_stress(phone) for phone in phones] for phones in (target, said)]
    slips: list[Slip] = []
    for step in align_phones(*bare):
        before = bare[0][step.target_start : step.target_end]
        after = bare[1][step.heard_start : step.heard_end]
        if not before:
            slips.append(Slip("ins", word, step.target_start, after[0]))
        elif not after:
            slips.append(Slip("del", word, step.target_start, None))
        elif before != after:
            slips.append(Slip("sub", word, step.target_start, after[0]))
    if len(slips) != 1:
        raise ValueError(f"{' '.join(target)} and {' '.join(said)} differ in {len(slips)} places")
    return slips[0]


def speak(
    utterances: Sequence[SyntheticUtterance], *, model_dir: Path, folder: Path
) -> Iterator[int]:
    """Speak what the folder lacks; yields how many are done."""
    return speak_plan(
        list(utterances), kokoro_dir=model_dir / "kokoro-82m", folder=folder, processes=1
    )


def with_noise(
    samples: np.ndarray, kind: str, *, others: Sequence[np.ndarray], rng: np.random.Generator
) -> np.ndarray:
    """The recording with noise at SNR_DB below its speech; `others` are what babble is made of."""
    noise = _NOISES[kind](len(samples), others, rng)
    gain = np.sqrt(speech_power(samples) / np.square(noise).mean() / 10 ** (SNR_DB / 10))
    mixed = samples + gain * noise
    return (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32)


def speech_power(samples: np.ndarray) -> float:
    """Mean power of the 20 ms frames that are within 30 dB of the loudest."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    power = np.square(frames, dtype=np.float64).mean(axis=1)
    return float(power[power >= _ACTIVE * power.max()].mean())


def _white(n: int, others: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal(n)


def _pink(n: int, others: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    spectrum = np.fft.rfft(rng.standard_normal(n))
    spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
    spectrum[0] = 0.0
    return np.fft.irfft(spectrum, n)


def _babble(n: int, others: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    chosen = rng.choice(len(others), _BABBLE_VOICES, replace=False)
    voices = [np.roll(np.resize(others[index], n), int(rng.integers(n))) for index in chosen]
    return np.sum([voice / np.sqrt(speech_power(voice)) for voice in voices], axis=0)


# Apart from training.speech.augment: that draws in another order and keeps what lies at 0 Hz. Joined, one of the two would make
# other audio than the published figures, or the weights, were made of.
_NOISES = {"white": _white, "pink": _pink, "babble": _babble}
