"""What miscues cost a path: readings whose miscues we made, to choose the prices of shared/acoustics/miscues.py and to judge them.

Miscues are made in the frames and in the text, so that learners' own voices have them: a word that the text
has too many was left out, one that it lacks was added; frames that are there twice are a repetition, the
first phones of a word before the word a false start.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import lattice
from shared.acoustics import miscues as reading

from ...corpora.speechocean import N_FOLDS, RatedUtterance
from ...frames.classifier import Alignment, bare_targets, classifier_of
from ...frames.folds import Classifiers, learner_folds, left_out, runtime_classifier
from ...run.context import RunContext
from ...speech.synth import SyntheticUtterance

MEASURED = {N_FOLDS - 1: "learners", -1: "voices"}
"""Folds that the prices were not chosen on, and who is in them."""
N_EACH = 60
"""Utterances of each."""
Words = list[list[list[str]]]
KINDS = ("none", "omission", "line", "insertion", "repetition", "restart")
OVERLAP = 0.5
"""Of a made stretch of speech that must be found as no part of the text."""


@dataclass(frozen=True, slots=True)
class MadeReading:
    """Frames beside a text, and what is wrong with them."""

    kind: str
    emissions: np.ndarray
    words: Words
    unsaid: frozenset[int]
    """Words of the text that were not said."""
    extra: tuple[int, int] | None
    """Frames of speech that is too much."""


def made_readings(
    emissions: np.ndarray, words: Words, alignment: Alignment, pool: Sequence[Words], rng: Any
) -> Iterator[MadeReading]:
    """One reading of each kind that the utterance has room for."""
    nothing: frozenset[int] = frozenset()
    plain = MadeReading("none", emissions, words, nothing, None)
    yield plain
    for kind, n_words in (("omission", 1), ("line", int(rng.integers(4, 9)))):
        place = int(rng.integers(len(words) + 1))
        new = [word for _ in range(n_words) for word in pool[int(rng.integers(len(pool)))]]
        start = int(rng.integers(len(new) - n_words + 1))
        text = [*words[:place], *new[start : start + n_words], *words[place:]]
        yield replace(plain, kind=kind, words=text, unsaid=frozenset(range(place, place + n_words)))
    spans = _word_spans(words, alignment)
    if len(words) >= 4:
        place = int(rng.integers(len(words)))
        text = [*words[:place], *words[place + 1 :]]
        yield replace(plain, kind="insertion", words=text, extra=spans[place])
    n_words = int(rng.integers(1, min(3, len(words)) + 1))
    place = int(rng.integers(len(words) - n_words + 1))
    start, stop = spans[place][0], spans[place + n_words - 1][1]
    yield _doubled(plain, "repetition", start, stop, at=stop)
    place = int(rng.integers(len(words)))
    n_phones = len(words[place][0])
    if n_phones >= 3:
        first = sum(len(word[0]) for word in words[:place])
        said = int(rng.integers(2, n_phones))
        yield _doubled(
            plain, "restart", spans[place][0], alignment[first + said - 1][2], at=spans[place][0]
        )


def _word_spans(words: Words, alignment: Alignment) -> list[tuple[int, int]]:
    ends = np.cumsum([len(word[0]) for word in words])
    starts = ends - [len(word[0]) for word in words]
    return [(alignment[a][1], alignment[b - 1][2]) for a, b in zip(starts, ends, strict=True)]


def _doubled(plain: MadeReading, kind: str, start: int, stop: int, *, at: int) -> MadeReading:
    piece = plain.emissions[start:stop]
    emissions = np.concatenate([plain.emissions[:at], piece, plain.emissions[at:]])
    return replace(plain, kind=kind, emissions=emissions, extra=(at, at + len(piece)))


def sources(
    corpus: dict[str, RatedUtterance],
    plan: Sequence[SyntheticUtterance],
    alignments: dict[str, Alignment],
    classifiers: Classifiers,
    frames_dir: Path,
    *,
    n_per_fold: int,
    n_native: int,
) -> Iterator[tuple[int, str, np.ndarray, Words, Alignment]]:
    """(fold, utterance, emissions by classifiers that never heard it, words, alignment); natives are -1."""
    members, prior = classifiers
    folds, targets = learner_folds(corpus), bare_targets(corpus)
    taken = [0] * 5
    for utterance in list(corpus)[:: max(1, len(corpus) // (7 * n_per_fold))]:
        fold = folds[utterance]
        if taken[fold] == n_per_fold:
            continue
        taken[fold] += 1
        classify = classifier_of(members[left_out(fold)])
        frames = np.load(frames_dir / f"{utterance}.npy").astype(np.float32)
        emissions = classify(frames) - weights.PRIOR_POWER * prior
        yield fold, utterance, emissions, targets[utterance], alignments[utterance]
    classify = runtime_classifier(classifiers)
    native = [each for each in plan if each.held_out and not each.slips]
    for each in native[:n_native]:
        frames = np.load(frames_dir / f"{each.id}.npy").astype(np.float32)
        emissions = classify(frames) - weights.PRIOR_POWER * prior
        words = [[[phone.rstrip("012") for phone in word]] for word in each.words]
        path = lattice.align(emissions, words)
        yield -1, each.id, emissions, words, [(s.phone, s.start, s.stop) for s in path.segments]


@dataclass(slots=True)
class ReadingTally:
    words: int = 0
    """That were said as the text has them."""
    lost: int = 0
    """Of those: not found, or elsewhere than without miscues."""
    unsaid: int = 0
    skipped: int = 0
    """Of the unsaid."""
    stretches: int = 0
    found: int = 0
    """Of the stretches of extra speech."""
    clean: int = 0
    disturbed: int = 0
    """Of the clean readings: those that were given a miscue."""


def judge(made: MadeReading, prices: Any, tally: ReadingTally) -> Any:
    found = reading.find_reading(made.emissions, made.words, prices)
    said = {visit.word for visit in found.visits if visit.complete}
    should = set(range(len(made.words))) - made.unsaid
    tally.words += len(should)
    tally.lost += len(should - said)
    tally.unsaid += len(made.unsaid)
    tally.skipped += len(made.unsaid - said)
    if made.kind == "none":
        tally.clean += 1
        tally.disturbed += found.has_miscues
    if made.extra is not None:
        tally.stretches += 1
        tally.found += _covered(found, *made.extra) >= OVERLAP
    return found


def _covered(found: Any, start: int, stop: int) -> float:
    """Share of the frames that belong to no word, or to one said elsewhere once more."""
    spans = [(each.start, each.stop) for each in found.other]
    times: dict[int, int] = {}
    for visit in found.visits:
        times[visit.word] = times.get(visit.word, 0) + 1
    spans += [(v.start, v.stop) for v in found.visits if times[v.word] > 1 or not v.complete]
    covered = np.zeros(stop - start, dtype=bool)
    for one, other in spans:
        covered[max(0, one - start) : max(0, other - start)] = True
    return float(covered.mean())


def measure_miscues(run: RunContext) -> None:
    """Judge the prices on speakers they were not chosen on, and write the card."""
    corpus = run.corpus
    pool = list(bare_targets(corpus).values())
    found = sources(
        corpus,
        run.read("synthesis", "plan.pkl"),
        run.read("realignment", "alignments.pkl"),
        run.read("classifiers", "classifiers.pkl"),
        run.frames,
        n_per_fold=N_EACH,
        n_native=N_EACH,
    )
    tallies: dict[str, dict[str, ReadingTally]] = {name: {} for name in MEASURED.values()}
    rng = np.random.default_rng(11)
    for fold, _, emissions, words, alignment in found:
        if fold in MEASURED:
            for made in made_readings(emissions, words, alignment, pool, rng):
                tally = tallies[MEASURED[fold]].setdefault(made.kind, ReadingTally())
                judge(made, reading.PRICES, tally)
    figures = {
        group: {kind: asdict(tally) for kind, tally in found.items()}
        for group, found in tallies.items()
    }
    run.write("miscues.json", figures)
    (run.folder / "MISCUES_CARD.md").write_text(_card(figures), encoding="utf-8")


_TEXTS = {
    "none": "as written",
    "omission": "a word of the text not said",
    "line": "four to eight words in a row not said",
    "insertion": "a word said that the text lacks",
    "repetition": "one to three words said twice",
    "restart": "a word begun, then said",
}


def _card(figures: dict[str, dict[str, dict[str, int]]]) -> str:
    rows = [
        f"| {group} | {_TEXTS[kind]} | {_share(t['lost'], t['words'])} | {_share(t['skipped'], t['unsaid'])} "
        f"| {_share(t['found'], t['stretches'])} | {_share(t['disturbed'], t['clean'])} |"
        for group, by_kind in figures.items()
        for kind, t in by_kind.items()
    ]
    return f"""# What a miscue costs

The prices of shared/acoustics/miscues.py, by hand search on learners of four folds. Made by `python -m training`, step `miscues`;
`make bench-miscues` measures the whole service on spoken readings of up to 115 s.

**Data.** Frames and texts of speechocean762 (OpenSLR 101, CC BY 4.0) and of Kokoro-82M speech (Apache-2.0),
changed as the second column says, {N_EACH} utterances each: learners of the fifth fold and voices that no training
heard.

| who | reading | said words lost | unsaid words skipped | extra stretches found | disturbed |
|---|---|---|---|---|---|
{chr(10).join(rows)}

**Limits.** Miscues here have no hesitation and no change of voice around them. That a word was said though the best
reading goes without it is not measured by the engine: it is given as 0.1, well above the share here of said words
among the skipped ones.
"""


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "–"
