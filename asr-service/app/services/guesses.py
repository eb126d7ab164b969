"""Words that a learner's habits may have made of others, guessed by context and sound (ADR 41).

Whoever says T for TH says `tree` where `three` is meant: the sound alone can't tell which. The recogniser's decoder can, asked how
likely each wording is: by the words alone, what is likelier to be meant there; by the sound, whether that is ruled out.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shared import gates

from .engines.base import PossibleWord, RecognisedWord, Stretch
from .rivals import Rival, RivalWords

_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FELT = 5
"""Words, its own among them, over which it shows whether a word fits. Rivals of words that are as far apart are tried in one wording."""
_MOST_RIVALS = 3
"""Of a word."""
_MOST_WORDINGS = 3
"""Of a stretch by context, beside the one that was heard; by sound there is one. Each costs a fortieth of recognising."""
_PROMISING = -8.0
"""Nats, below which a rival isn't tried: of its habit, and of its usage against what the context made of the heard word."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """A rival in the place of a word."""

    place: int
    """Index of the word in its stretch."""
    rival: Rival
    written: str
    """As RecognisedWord.text."""
    promise: float
    """What its odds may be, before it was tried, nats."""
    odds: float = -np.inf
    """Natural logarithm of how much likelier it is that the rival was meant, and said by habit, than the word that was heard."""


def with_guesses(
    words: Sequence[RecognisedWord],
    stretches: Sequence[Stretch],
    rivals: RivalWords,
    l1: str | None,
) -> tuple[RecognisedWord, ...]:
    """The words; one that a habit may have made of another has all its readings, and goes by the likeliest.

    `l1`: the speaker's first language, ISO 639; None where it is not known.
    """
    guessed = list(words)
    for stretch in stretches:
        first, own = stretch.words.start, words[stretch.words.start : stretch.words.stop]
        wording = [f" {word.text.strip().lstrip('-')}" for word in own]
        trials = _by_context(_promising(wording, stretch, rivals, l1), wording, stretch)
        for place, tried in _not_ruled_out(trials, wording, stretch).items():
            guessed[first + place] = _guess(own[place], tried)
    return tuple(guessed)


def _promising(
    wording: Sequence[str], stretch: Stretch, rivals: RivalWords, l1: str | None
) -> list[_Trial]:
    """The rivals worth a trial, the most promising first."""
    (expected,) = stretch.by_context([wording])
    trials: list[_Trial] = []
    for place, word in enumerate(wording):
        found = _LETTERS.search(word)
        if found is None:
            continue
        own = [
            _Trial(
                place,
                rival,
                _written(rival.text, word, found),
                promise=rival.habit + rival.usage - float(expected[place]),
            )
            for rival in rivals.of(found.group().lower(), l1)
        ]
        trials += sorted(own, key=lambda trial: -trial.promise)[:_MOST_RIVALS]
    worth = [trial for trial in trials if trial.promise >= _PROMISING]
    return sorted(worth, key=lambda trial: -trial.promise)


def _written(text: str, word: str, letters: re.Match[str]) -> str:
    """`text` in the place of the letters of a word, with its capital and punctuation."""
    cased = text.capitalize() if letters.group()[0].isupper() else text
    return word[: letters.start()] + cased + word[letters.end() :]


def _by_context(trials: Sequence[_Trial], wording: Sequence[str], stretch: Stretch) -> list[_Trial]:
    """Those of the trials that there is time for, with their odds."""
    together: list[list[_Trial]] = []
    left = list(trials)
    while left and len(together) < _MOST_WORDINGS:
        together.append(_apart(left))
        left = [trial for trial in left if trial not in together[-1]]
    if not together:
        return []
    heard, *others = stretch.by_context([wording, *(_with(wording, each) for each in together)])
    return [
        replace(trial, odds=trial.rival.habit + _gain(trial, other, heard))
        for other, tried in zip(others, together, strict=True)
        for trial in tried
    ]


def _apart(trials: Sequence[_Trial]) -> list[_Trial]:
    """The first of the trials, and all after it that can stand in one wording with it."""
    chosen: list[_Trial] = []
    for trial in trials:
        if all(abs(trial.place - other.place) >= _FELT for other in chosen):
            chosen.append(trial)
    return chosen


def _with(wording: Sequence[str], trials: Sequence[_Trial]) -> list[str]:
    written = list(wording)
    for trial in trials:
        written[trial.place] = trial.written
    return written


def _gain(trial: _Trial, other: np.ndarray, heard: np.ndarray) -> float:
    """How much likelier the words are with the rival, nats; both float (n_words,)."""
    felt = slice(trial.place, trial.place + _FELT)
    return float(other[felt].sum() - heard[felt].sum())


def _not_ruled_out(
    trials: Sequence[_Trial], wording: Sequence[str], stretch: Stretch
) -> dict[int, list[_Trial]]:
    """Place → its rivals, of the words that may be a guess, but for those whose likeliest rival the sound is against."""
    by_place: dict[int, list[_Trial]] = defaultdict(list)
    for trial in sorted(trials, key=lambda trial: -trial.odds):
        by_place[trial.place].append(trial)
    doubted = np.log(gates.READING_DOUBTED / (1 - gates.READING_DOUBTED))
    likely = [tried[0] for tried in by_place.values() if tried[0].odds >= doubted]
    heard_too = _apart(sorted(likely, key=lambda trial: -trial.odds))
    if not heard_too:
        return {}
    heard, other = stretch.by_sound(wording), stretch.by_sound(_with(wording, heard_too))
    return {
        trial.place: by_place[trial.place]
        for trial in heard_too
        if _gain(trial, other, heard) >= gates.AGAINST_THE_SOUND
    }


def _guess(word: RecognisedWord, trials: Sequence[_Trial]) -> RecognisedWord:
    """The word by its likeliest reading, with all that are likely enough to be told."""
    odds = np.exp([0.0, *(trial.odds for trial in trials)])
    texts = [word.text, *(trial.written for trial in trials)]
    readings = [
        PossibleWord(text, float(share))
        for text, share in zip(texts, odds / odds.sum(), strict=True)
        if share >= gates.READING_DOUBTED or text == word.text
    ]
    readings.sort(key=lambda reading: -reading.probability)
    return replace(word, text=readings[0].text, readings=tuple(readings))
