"""Synthetic speech whose stops we chose below ARPAbet: with and without a puff of air, curled back or not.

The same voice says both: which voice it is tells nothing about the stop. Hindi voices have both kinds of
p, t, k as symbols of their own; in an American or British voice the puff is cut out of the recording.
Voices and sentences for measuring are held out of training.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shared.acoustics import stop_realisation as details
from shared.audio.decode import RATE_HZ
from shared.mount import module_of
from shared.phonetics.arpabet import strip_stress
from shared.roster import TTS

from ...speech.synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    RATES,
    TRAINING_VOICES,
    Sentence,
    Sentences,
)

COUNTS = {"training": 170, "training-hindi": 190, "held": 60, "held-hindi": 70}
"""Utterances of each part; those of American and British voices come once more with puffs cut out."""
CHANGED_SHARE = 0.5
"""Of the places where a property could be there, it is."""
_STOPS = {"P": "p", "T": "tT", "K": "k", "D": "d", "TH": "θ", "DH": "ð"}
_LEFT_S = (0.006, 0.014)
"""Of a puff that is cut out, this much stays: the burst itself."""
_LEAST_PUFF_S = 0.03
_FADE_S = 0.002


@dataclass(frozen=True, slots=True)
class SaidStops:
    """A phone said in a way we chose."""

    word: int
    position: int
    unaspirated: bool | None = None
    retroflex: bool | None = None
    """None: no site for it, or not known."""
    dental_stop: bool | None = None
    """Of TH and DH."""


@dataclass(frozen=True, slots=True)
class DetailUtterance:
    id: str
    voice: str
    held_out: bool
    words: list[list[str]]
    """Target phones with stress digits."""
    texts: list[str]
    symbols: str
    """What Kokoro is given."""
    rate: float
    said: list[SaidStops]


def plan_details(
    sentences: Sentences, counts: dict[str, int], *, seed: int = 67
) -> list[DetailUtterance]:
    plan: list[DetailUtterance] = []
    for part, count in counts.items():
        held_out, hindi = part.startswith("held"), part.endswith("hindi")
        if held_out:
            voices: Sequence[str] = HELD_OUT_HINDI_VOICES if hindi else HELD_OUT_VOICES
        else:
            voices = [each for each in TRAINING_VOICES if (each[0] == "h") == hindi]
        pool = _rich(sentences.held_out if held_out else sentences.training)
        rng = np.random.default_rng([seed, *part.encode()])
        order = rng.permutation(len(pool))
        for number in range(count):
            sentence = pool[order[number % len(pool)]]
            utterance = _utterance(sentence, voices[number % len(voices)], held_out, rng)
            digest = hashlib.sha256(repr(utterance).encode()).hexdigest()[:8]
            plan.append(replace(utterance, id=f"details-{part}-{number:05d}-{digest}"))
    return plan


def _rich(pool: Sequence[Sentence]) -> list[Sentence]:
    """Each sentence once, those with three places or more."""
    unique = {tuple(text for text, _ in each): each for each in pool}
    return [
        each
        for each in unique.values()
        if sum(len(details.sites_of(text, phones)) for text, phones in each) >= 3
    ]


def _utterance(
    sentence: Sentence, voice: str, held_out: bool, rng: np.random.Generator
) -> DetailUtterance:
    kokoro = module_of(TTS, "utils.kokoro_phones")
    hindi = voice[0] == "h"
    said: list[SaidStops] = []
    written: list[str] = []
    for number, (text, phones) in enumerate(sentence):
        symbols = list(kokoro.kokoro_symbols(phones))
        sites = details.sites_of(text, phones)
        cursor = 0
        for position, phone in enumerate(map(strip_stress, phones)):
            if phone not in _STOPS:
                continue
            while symbols[cursor] not in _STOPS[phone]:
                cursor += 1
            names = sites.get(position, ())
            symbols[cursor], found = _choose(phone, symbols[cursor], names, hindi=hindi, rng=rng)
            cursor += 1
            if found:
                said.append(SaidStops(number, position, **found))
        written.append("".join(symbols))
    return DetailUtterance(
        id="",
        voice=voice,
        held_out=held_out,
        words=[list(phones) for _, phones in sentence],
        texts=[text for text, _ in sentence],
        symbols=" ".join(written) + ".",
        rate=round(float(rng.uniform(*RATES)), 2),
        said=said,
    )


def _choose(
    phone: str, symbol: str, names: Sequence[str], *, hindi: bool, rng: np.random.Generator
) -> tuple[str, dict[str, bool]]:
    """The symbols of one phone, and what it is then."""
    found: dict[str, bool] = {}
    if phone in {"TH", "DH"}:
        if not hindi:
            return symbol, {}
        stops = ("t", "tʰ") if phone == "TH" else ("d",)
        stopped = bool(rng.random() < CHANGED_SHARE)
        return (str(rng.choice(stops)) if stopped else symbol), {"dental_stop": stopped}
    if "retroflex" in names:
        found["retroflex"] = bool(rng.random() < CHANGED_SHARE)
        if found["retroflex"]:
            symbol = "ʈ" if phone == "T" else "ɖ"
    if "unaspirated" in names:
        found["unaspirated"] = hindi and bool(rng.random() < CHANGED_SHARE)
        if hindi and not found["unaspirated"]:
            symbol += "ʰ"
    return symbol, found


def without_puffs(
    utterance: DetailUtterance,
    samples: np.ndarray,
    times: dict[tuple[int, int], tuple[float, float]],
) -> tuple[DetailUtterance, np.ndarray]:
    """A copy in which the puff of some P, T and K is cut out up to where the voice sets in.

    `times` of each (word, position) are seconds. Where burst and voice aren't clearly apart nothing is cut,
    and the stop's label is taken off.
    """
    seed = int(hashlib.sha256(utterance.id.encode()).hexdigest()[:8], 16)
    rng = np.random.default_rng(seed)
    said: list[SaidStops] = []
    pieces: list[np.ndarray] = []
    place = 0
    for each in utterance.said:
        if each.unaspirated is None or rng.random() >= CHANGED_SHARE:
            said.append(each)
            continue
        onset = details.find_onset(samples, *times[each.word, each.position])
        left_s = float(rng.uniform(*_LEFT_S))
        if onset.voice_s is None or onset.voice_s - onset.burst_s < _LEAST_PUFF_S:
            said.append(replace(each, unaspirated=None))
            continue
        start, stop = (
            round(s * RATE_HZ) for s in (onset.burst_s + left_s, onset.voice_s - _FADE_S)
        )
        if start < place:
            said.append(replace(each, unaspirated=None))
            continue
        pieces.append(samples[place:start])
        place = stop
        said.append(replace(each, unaspirated=True))
    pieces.append(samples[place:])
    return replace(utterance, id=f"{utterance.id}.cut", said=said), _joined(pieces)


def _joined(pieces: Sequence[np.ndarray]) -> np.ndarray:
    """End to end, each seam faded over."""
    n_fade = round(_FADE_S * RATE_HZ)
    rise = np.linspace(0, 1, n_fade, dtype=np.float32)
    whole = pieces[0]
    for piece in pieces[1:]:
        if len(whole) < n_fade or len(piece) < n_fade:
            whole = np.concatenate([whole, piece])
            continue
        seam = whole[-n_fade:] * (1 - rise) + piece[:n_fade] * rise
        whole = np.concatenate([whole[:-n_fade], seam, piece[n_fade:]])
    return whole
