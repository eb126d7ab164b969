"""Which words of the text were said: the ASR's words against the text's, with the audio's say.

An ASR word only tells whether a word was said, never how.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from shared.contracts import MappedWord, Transcript
from shared.phonetics.arpabet import strip_stress

from ..utils.edit_alignment import DELETE, INSERT, MATCH, Step
from ..utils.spelling import normalise_word, word_similarity
from ..utils.word_alignment import Spoken, cheapest_steps, equal_words_path, similarities
from .heard_words import AsrWord, heard_words

FILLERS = frozenset({"um", "uh", "uhm", "hm", "hmm", "mm", "mhm", "er", "erm", "ah", "eh", "huh"})
_SPLITS = ((1, 2), (2, 1))
"""One word of the text for two of the ASR's, and the other way round."""
_GAP_COST = 0.6
"""Of a word left out or added: two of them cost more than one word for another."""
_AUDIO_TILT = 0.1
"""Added to leaving out a word that the audio is sure of: of two equal words, the unspoken one goes."""
_BAND = 15
"""Words off the diagonal that are searched between two runs of equal words."""
_SPLIT_COST = 0.1
"""Added when one word answers to two, so that a plain match wins where both would do."""
SAME_WORD = 0.45
"""From this similarity on, the ASR's word is the text's word, differently heard or spelled."""
_SAME_PAIR = 0.7
"""The same for one word that answers to two: higher, since a short word more or less is soon alike."""


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word of the text as it is spoken."""

    spelling: str
    """Normalised."""
    pronunciations: tuple[tuple[str, ...], ...]
    """Without stress."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the ASR has for the words of the text."""

    matched: dict[int, list[int]]
    """Target word → ASR words that stand for it."""
    merged: set[int]
    """Target words that share one ASR word: one of the two may have been left out."""
    replaced: dict[int, int]
    """Target word → the quite different ASR word in its place."""
    added: list[tuple[int, int]]
    """(target word it precedes, ASR word) for words that the text hasn't."""


def _text_word(word: MappedWord) -> TextWord:
    pronunciations = tuple(
        tuple(strip_stress(phone) for phone in each.phones) for each in word.pronunciations
    )
    return TextWord(normalise_word(word.text), pronunciations)


class _Comparison:
    """The text's words beside the ASR's, and what it costs to match them."""

    def __init__(
        self,
        targets: Sequence[TextWord],
        heard: Sequence[AsrWord],
        spoken_probabilities: Sequence[float | None],
    ) -> None:
        self.targets = targets
        self.heard = heard
        self._spoken = spoken_probabilities

    def path(self) -> list[Step]:
        """The best alignment: runs of equal words first, then the stretches between them."""
        steps: list[Step] = []
        target_start = heard_start = 0
        end = Step(len(self.targets), len(self.targets), len(self.heard), len(self.heard))
        for anchor in [*self._anchors(), end]:
            gap = Step(target_start, anchor.target_start, heard_start, anchor.heard_start)
            steps += self._fill(gap)
            if anchor is not end:
                steps.append(anchor)
            target_start, heard_start = anchor.target_end, anchor.heard_end
        return steps

    def similarity(self, step: Step) -> float:
        said = "".join(each.spelling for each in self.heard[step.heard_start : step.heard_end])
        words = self.targets[step.target_start : step.target_end]
        if len(words) == 1:
            return word_similarity(words[0].spelling, words[0].pronunciations, said)
        return word_similarity(*_joined(words), said)

    def _anchors(self) -> list[Step]:
        """Equal words that stand in a run of at least two."""
        path = equal_words_path(
            [word.spelling for word in self.targets],
            [word.spelling for word in self.heard],
            unequal_cost=_GAP_COST,
        )
        equal = [step.target_start < step.target_end and self._is_equal(step) for step in path]
        return [
            step
            for i, step in enumerate(path)
            if equal[i] and any(equal[max(0, i - 1) : i] + equal[i + 1 : i + 2])
        ]

    def _is_equal(self, step: Step) -> bool:
        if step.target_start == step.target_end or step.heard_start == step.heard_end:
            return False
        return self.heard[step.heard_start].spelling == self.targets[step.target_start].spelling

    def _fill(self, gap: Step) -> list[Step]:
        """The best alignment of one stretch, its steps counted from the start of the whole."""
        targets = self.targets[gap.target_start : gap.target_end]
        heard = self.heard[gap.heard_start : gap.heard_end]
        spoken = self._spoken[gap.target_start : gap.target_end]
        costs = _costs(targets, [each.spelling for each in heard], spoken)
        return [
            Step(
                step.target_start + gap.target_start,
                step.target_end + gap.target_start,
                step.heard_start + gap.heard_start,
                step.heard_end + gap.heard_start,
            )
            for step in cheapest_steps(costs, insert_cost=_GAP_COST)
        ]


def _costs(
    targets: Sequence[TextWord], heard: Sequence[str], spoken: Sequence[float | None]
) -> dict[tuple[int, int], np.ndarray]:
    """Cost of each move by where it ends, as `cheapest_steps` wants them."""
    n_targets, n_heard = len(targets), len(heard)
    shape = (n_targets + 1, n_heard + 1)
    left_out = np.full(shape, np.inf)
    sureness = np.array([each or 0.0 for each in spoken], dtype=np.float64)
    left_out[1:] = (_GAP_COST + _AUDIO_TILT * sureness)[:, None]
    costs = {MATCH: np.full(shape, np.inf), DELETE: left_out, INSERT: np.full(shape, _GAP_COST)}
    costs |= {move: np.full(shape, np.inf) for move in _SPLITS}
    if not n_targets or not n_heard:
        return costs
    row, column = np.arange(1, n_targets + 1)[:, None], np.arange(1, n_heard + 1)[None, :]
    near = np.abs(column - np.round(row * n_heard / n_targets)) <= _BAND + abs(n_targets - n_heard)
    singles = [(word.spelling, word.pronunciations) for word in targets]
    costs[MATCH][1:, 1:] = np.where(near, 1.0 - similarities(singles, heard, near), np.inf)
    heard_pairs = ["".join(pair) for pair in pairwise(heard)]
    target_pairs = [_joined(pair) for pair in pairwise(targets)]
    split = (
        similarities(singles, heard_pairs, near[:, 1:], least=_SAME_PAIR),
        similarities(target_pairs, heard, near[1:], least=_SAME_PAIR),
    )
    for move, alike in zip(_SPLITS, split, strict=True):
        costs[move][move[0] :, move[1] :] = np.where(
            alike >= _SAME_PAIR, 1.0 - alike + _SPLIT_COST, np.inf
        )
    return costs


def _joined(words: Sequence[TextWord]) -> Spoken:
    phones = tuple(phone for word in words for phone in word.pronunciations[0])
    return "".join(word.spelling for word in words), (phones,)


def find_words(
    words: Sequence[MappedWord],
    transcript: Transcript,
    spoken_probabilities: Sequence[float | None],
) -> Found:
    """Align the text with the ASR's words; one may answer to two (`every one`, `sa port`).

    `spoken_probabilities`: from the audio, one a word of the text.
    """
    text = [_text_word(word) for word in words]
    heard = heard_words(transcript, [word.spelling for word in text])
    comparison = _Comparison(text, heard, spoken_probabilities)
    found = Found({}, set(), {}, [])
    for step in comparison.path():
        targets = range(step.target_start, step.target_end)
        said = sorted(
            {index for each in heard[step.heard_start : step.heard_end] for index in each.indices}
        )
        if not targets:
            found.added.extend((step.target_start, each) for each in said)
        elif said and comparison.similarity(step) >= SAME_WORD:
            found.matched.update((index, said) for index in targets)
            if len(targets) > 1:
                found.merged.update(targets)
        elif said:
            found.replaced.update((index, said[0]) for index in targets)
    return found
