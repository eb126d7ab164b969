"""Sets of recordings through the judges, in order, with progress."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.common.held_out import is_refused, read_samples
from bench.common.progress import progress
from shared.contracts import Diff
from shared.phonetics.lexicon import Lexicon
from training.speech.synth import SyntheticUtterance

from . import speech
from .judges import Judges
from .observe import Observation, observe, text_of
from .synthetic import ContrastResult, WrongText

N_TWINS = 150
N_WRONG_TEXT = 54
"""Recordings of American voices under wrong texts, and half as many of Hindi ones; the ASR is slow."""
WRONG_TEXTS_A_RECORDING = 2
_SHARED_WORDS = 0.34
"""Share of a wrong text's words that the right one may have."""


@dataclass(slots=True)
class Observed:
    """Everything measured on synthetic speech."""

    slips: list[Observation] = field(default_factory=list)
    hindi_slips: list[Observation] = field(default_factory=list)
    native: dict[str, list[Observation]] = field(default_factory=dict)
    """By condition: clean, white, pink, babble, Hindi voices."""
    twins: list[tuple[Observation, Observation]] = field(default_factory=list)
    contrasts: list[ContrastResult] = field(default_factory=list)
    wrong_texts: list[WrongText] = field(default_factory=list)
    wrong_texts_without_asr: list[WrongText] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sets:
    """What is to be judged."""

    slips: list[SyntheticUtterance]
    hindi_slips: list[SyntheticUtterance]
    native: list[SyntheticUtterance]
    hindi_native: list[SyntheticUtterance]


def sets_of(plan: Sequence[SyntheticUtterance], *, limit: int | None) -> Sets:
    """The held-out parts by voice and slip, each cut to `limit`; several slips a sentence are left out."""

    def part(*, hindi: bool, slips: int) -> list[SyntheticUtterance]:
        chosen = [
            each
            for each in plan
            if each.voice.startswith("h") == hindi and len(each.slips) == slips
        ]
        return chosen[:limit]

    return Sets(
        slips=part(hindi=False, slips=1),
        hindi_slips=part(hindi=True, slips=1),
        native=part(hindi=False, slips=0),
        hindi_native=part(hindi=True, slips=0),
    )


async def observe_all(
    sets: Sets, judges: Judges, *, spoken: Path, own: Path, model_dir: Path, limit: int | None
) -> Observed:
    """`spoken`: the training plan's audio; `own`: where the bench keeps what it speaks itself."""
    observed = Observed()
    warm = sets.native[0]
    await observe(warm, read_samples(spoken, warm), judges)
    observed.slips = await _observe_set(sets.slips, spoken, judges, "slips")
    observed.hindi_slips = await _observe_set(
        sets.hindi_slips, spoken, judges, "Hindi voices, slips"
    )
    observed.native["clean"] = await _observe_set(sets.native, spoken, judges, "native")
    observed.native["Hindi voices"] = await _observe_set(
        sets.hindi_native, spoken, judges, "Hindi voices, native"
    )
    for kind in speech.NOISES:
        observed.native[kind] = await _observe_noisy(sets.native, spoken, judges, kind)
    observed.contrasts = await _contrasts(judges, own=own, model_dir=model_dir, limit=limit)
    observed.twins = await _twins(observed.slips, judges, own=own, model_dir=model_dir)
    recordings = [*sets.native[:N_WRONG_TEXT], *sets.hindi_native[: N_WRONG_TEXT // 2]]
    observed.wrong_texts, observed.wrong_texts_without_asr = await _wrong_texts(
        recordings, spoken, judges
    )
    return observed


async def _observe_set(
    utterances: Sequence[SyntheticUtterance], folder: Path, judges: Judges, what: str
) -> list[Observation]:
    return [
        await observe(each, read_samples(folder, each), judges)
        for each in progress(utterances, what)
    ]


async def _observe_noisy(
    utterances: Sequence[SyntheticUtterance], folder: Path, judges: Judges, kind: str
) -> list[Observation]:
    recordings = [read_samples(folder, each) for each in utterances]
    observations: list[Observation] = []
    for index, each in enumerate(progress(utterances, f"native with {kind} noise")):
        others = [
            other
            for number, other in enumerate(recordings)
            if utterances[number].texts != each.texts
        ]
        rng = np.random.default_rng([index, *kind.encode()])
        noisy = speech.with_noise(recordings[index], kind, others=others, rng=rng)
        observations.append(await observe(each, noisy, judges))
    return observations


async def _contrasts(
    judges: Judges, *, own: Path, model_dir: Path, limit: int | None
) -> list[ContrastResult]:
    contrasts = speech.read_contrasts(Lexicon.load(model_dir))[:limit]
    wanted = [each for contrast in contrasts for each in (contrast.wrong, contrast.right)]
    _speak(wanted, own=own, model_dir=model_dir)
    return [
        ContrastResult(
            each,
            await observe(each.wrong, read_samples(own, each.wrong), judges),
            await observe(each.right, read_samples(own, each.right), judges),
        )
        for each in progress(contrasts, "contrasts")
    ]


async def _twins(
    slips: Sequence[Observation], judges: Judges, *, own: Path, model_dir: Path
) -> list[tuple[Observation, Observation]]:
    chosen = slips[:N_TWINS]
    twins = [speech.twin_of(each.utterance) for each in chosen]
    _speak(twins, own=own, model_dir=model_dir)
    return [
        (slipped, await observe(twin, read_samples(own, twin), judges))
        for slipped, twin in zip(chosen, progress(twins, "twins without the slip"), strict=True)
    ]


def _speak(utterances: Sequence[SyntheticUtterance], *, own: Path, model_dir: Path) -> None:
    started = time.perf_counter()
    for done in speech.speak(utterances, model_dir=model_dir, folder=own):
        if done % 50 == 0 or done == len(utterances):
            elapsed_s = time.perf_counter() - started
            print(f"  spoken {done}/{len(utterances)}, {elapsed_s:.0f} s", flush=True)


async def _wrong_texts(
    utterances: Sequence[SyntheticUtterance], folder: Path, judges: Judges
) -> tuple[list[WrongText], list[WrongText]]:
    """With the ASR's transcript, as the whole system has it, and without."""
    texts = [text_of(each) for each in utterances]
    with_asr: list[WrongText] = []
    without: list[WrongText] = []
    for index, each in enumerate(progress(utterances, "wrong texts")):
        samples = read_samples(folder, each)
        transcript = await judges.services.transcribe(samples)
        answers = [
            await judges.services.judge(samples, text)
            for text in (texts[index], *wrong_texts_for(index, texts))
        ]
        without.append(_wrong_text([answer.diff for answer in answers]))
        with_asr.append(
            _wrong_text([await judges.services.diff_with(transcript, answer) for answer in answers])
        )
    return with_asr, without


def _wrong_text(diffs: Sequence[Diff]) -> WrongText:
    """The first diff is of the text that was read."""
    own, *wrong = map(is_refused, diffs)
    return WrongText(sum(wrong), len(wrong), own)


def wrong_texts_for(index: int, texts: Sequence[str]) -> list[str]:
    """The next texts in the list that share few words with the one at `index`."""
    mine = set(texts[index].lower().rstrip(".").split())
    chosen: list[str] = []
    for step in range(1, len(texts)):
        other = texts[(index + 7 * step) % len(texts)]
        words = other.lower().rstrip(".").split()
        if other not in chosen and sum(word in mine for word in words) <= _SHARED_WORDS * len(
            words
        ):
            chosen.append(other)
        if len(chosen) == WRONG_TEXTS_A_RECORDING:
            break
    return chosen
