"""A language model of graphones, letters joined with the phones they say, and the search for the likeliest reading of a word.

Bisani & Ney, Joint-Sequence Models for Grapheme-to-Phoneme Conversion (2008). Made by `training/spelling`: a tree of n-grams,
level by level. A second witness (`letter_tagger.py`) may tell how likely each graphone is at its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Phones = tuple[str, ...]
Reading = tuple[Phones, float]
"""Phones of a word, and the logarithm of how probable they are with these letters, among all readings found."""

START, END = "<s>", "</s>"
STEP = 1 / 16
"""Nats between two stored values; 255 of them reach down to e⁻¹⁶."""
LONGEST_CHUNK = 2
"""Letters of a graphone."""
BEAM = 8
"""Readings of a word that are followed at once. Beside the tagger, with 32 phone errors are the same to 0.0001."""
_THRESHOLD = 8.0
"""Nats behind the best at which a reading is given up."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The n-grams: node 0 is empty, the others follow level by level, sorted by (parent, token)."""

    keys: Ints
    """parent · n_tokens + token, ascending: of nodes 1 …"""
    log_p: Floats
    """Of the node's token after its parent's tokens."""
    back_off: Floats
    shorter: Ints
    """The node without the first token of this one."""
    state: Ints
    """The longest end of the node's tokens that any n-gram goes on from."""

    @classmethod
    def unpack(cls, token: Ints, n_children: Ints, log_p: Floats, back_off: Floats, n_tokens: int):
        parent = np.repeat(np.arange(len(n_children)), n_children)
        keys = parent * n_tokens + token
        shorter = np.zeros(len(n_children), np.int64)
        state = np.arange(len(n_children))
        first, last = 1, 1 + int(n_children[0])
        while first < last:
            level = np.arange(first, last)
            above = parent[level - 1]
            if first > n_children[0]:
                wanted = shorter[above] * n_tokens + token[level - 1]
                shorter[level] = np.searchsorted(keys, wanted) + 1
            leaves = n_children[level] == 0
            state[level] = np.where(leaves, state[shorter[level]], level)
            first, last = last, last + int(n_children[level].sum())
        return cls(keys, log_p, back_off, shorter, state)


@dataclass(frozen=True, slots=True)
class _Beam:
    """Readings so far, each a row."""

    word: Ints
    state: Ints
    score: Floats
    trace: Ints
    """Row of the search's journal that tells the last graphone."""

    def of(self, rows: Ints) -> "_Beam":
        return _Beam(self.word[rows], self.state[rows], self.score[rows], self.trace[rows])


def _joined(beams: Sequence[_Beam]) -> _Beam:
    return _Beam(
        np.concatenate([each.word for each in beams]),
        np.concatenate([each.state for each in beams]),
        np.concatenate([each.score for each in beams]),
        np.concatenate([each.trace for each in beams]),
    )


class _Journal:
    """Which graphone each reading was lengthened by, and which entry was before it."""

    def __init__(self) -> None:
        self.token: list[Ints] = []
        self.before: list[Ints] = []
        self.size = 0

    def note(self, token: Ints, before: Ints) -> Ints:
        self.token.append(token)
        self.before.append(before)
        self.size += len(token)
        return np.arange(self.size - len(token), self.size)


@dataclass(frozen=True, slots=True)
class GraphoneModel:
    phones_of: tuple[Phones, ...]
    """Of each token."""
    chunks: dict[str, tuple[int, int]]
    """The letters of graphones, and END: first and last token with them."""
    start: int
    tree: _Tree

    @classmethod
    def load(cls, path: Path) -> "GraphoneModel":
        """Read what `save` wrote. Raises OSError where it is missing or damaged, ValueError, KeyError where it is another file."""
        with np.load(path, allow_pickle=False) as stored:
            graphones = [each.partition("|") for each in str(stored["graphones"]).split("\n")]
            letters = [each[0] for each in graphones]
            tree = _Tree.unpack(
                stored["token"].astype(np.int64),
                stored["n_children"].astype(np.int64),
                stored["log_p"].astype(np.float32) * -STEP,
                (stored["back_off"].astype(np.float32) - 128) * -STEP,
                len(graphones),
            )
        first = {each: len(letters) - 1 - i for i, each in enumerate(reversed(letters))}
        last = {each: i for i, each in enumerate(letters)}
        return cls(
            tuple(tuple(phones.split()) for _, _, phones in graphones),
            {each: (first[each], last[each]) for each in first},
            last[START],
            tree,
        )

    def read(
        self, words: Sequence[str], *, beam: int = BEAM, seen: Floats | None = None
    ) -> list[list[Reading]]:
        """The likeliest readings of words of letters a–z, best first; none of a word whose letters can't be read.

        `seen`, (n_words, longest, n_tokens), is added to the score of a graphone at its place.
        """
        if not words:
            return []
        journal = _Journal()
        lengths = np.array([len(each) for each in words])
        pending = {0: [self._begun(len(words), journal)]}
        ended: list[_Beam] = []
        for place in range(int(lengths.max()) + 1):
            if place not in pending:
                continue
            here = _best(_joined(pending.pop(place)), beam)
            done = lengths[here.word] == place
            if done.any():
                bounds = np.tile(self.chunks[END], (len(words), 1))
                ended.append(self._lengthened(here.of(np.flatnonzero(done)), bounds, journal))
            here = here.of(np.flatnonzero(~done))
            for size in range(1, LONGEST_CHUNK + 1):
                bounds = np.array([self._bounds(word, place, size) for word in words])
                at = None if seen is None else seen[:, place]
                longer = self._lengthened(here, bounds, journal, at)
                if len(longer.word):
                    pending.setdefault(place + size, []).append(longer)
        return self._told(ended, journal, len(words))

    def _begun(self, n_words: int, journal: _Journal) -> _Beam:
        node = int(np.searchsorted(self.tree.keys, self.start)) + 1
        trace = journal.note(np.full(1, self.start), np.full(1, -1))
        return _Beam(
            np.arange(n_words),
            np.full(n_words, self.tree.state[node]),
            np.zeros(n_words, np.float32),
            np.repeat(trace, n_words),
        )

    def _bounds(self, word: str, place: int, size: int) -> tuple[int, int]:
        """First and last token with the letters at `place`; (0, -1) where there is none."""
        if place + size > len(word):
            return 0, -1
        return self.chunks.get(word[place : place + size], (0, -1))

    def _lengthened(
        self, beams: _Beam, bounds: Ints, journal: _Journal, seen: Floats | None = None
    ) -> _Beam:
        """Every reading with every graphone that is within its word's bounds, by the longest n-gram that has it."""
        tree, n_tokens = self.tree, len(self.phones_of)
        rows = np.flatnonzero(bounds[beams.word, 1] >= 0)
        node, score = beams.state[rows], beams.score[rows]
        low, high = bounds[beams.word[rows]].T
        found_rows: list[Ints] = []
        found_nodes: list[Ints] = []
        found_scores: list[Floats] = []
        while len(rows):
            first = np.searchsorted(tree.keys, node * n_tokens + low)
            n_found = np.searchsorted(tree.keys, node * n_tokens + high, side="right") - first
            offset = np.arange(int(n_found.sum())) - np.repeat(
                np.cumsum(n_found) - n_found, n_found
            )
            nodes = np.repeat(first, n_found) + offset + 1
            found_rows.append(np.repeat(rows, n_found))
            found_nodes.append(nodes)
            found_scores.append(np.repeat(score, n_found) + tree.log_p[nodes])
            on = node > 0
            rows, low, high = rows[on], low[on], high[on]
            score = score[on] + tree.back_off[node[on]]
            node = tree.shorter[node[on]]
        if not found_rows:
            return beams.of(np.zeros(0, np.int64))
        row, node = np.concatenate(found_rows), np.concatenate(found_nodes)
        token = tree.keys[node - 1] % n_tokens
        _, longest = np.unique(row * n_tokens + token, return_index=True)
        row, node, token = row[longest], node[longest], token[longest]
        scores = np.concatenate(found_scores)[longest]
        if seen is not None:
            scores = scores + seen[beams.word[row], token]
        return _Beam(
            beams.word[row],
            tree.state[node],
            scores,
            journal.note(token, beams.trace[row]),
        )

    def _told(self, ended: Sequence[_Beam], journal: _Journal, n_words: int) -> list[list[Reading]]:
        """Readings by their phones, alignments added up."""
        sums: list[dict[Phones, float]] = [{} for _ in range(n_words)]
        token, before = np.concatenate(journal.token), np.concatenate(journal.before)
        for beams in ended:
            for word, score, trace in zip(
                beams.word.tolist(), beams.score.tolist(), beams.trace.tolist(), strict=True
            ):
                graphones: list[int] = []
                while trace >= 0:
                    graphones.append(int(token[trace]))
                    trace = int(before[trace])
                phones = tuple(p for each in reversed(graphones) for p in self.phones_of[each])
                earlier = sums[word].get(phones)
                sums[word][phones] = (
                    score if earlier is None else float(np.logaddexp(earlier, score))
                )
        return [_ranked(each) for each in sums]


def _ranked(sums: dict[Phones, float]) -> list[Reading]:
    if not sums:
        return []
    total = float(np.logaddexp.reduce(list(sums.values())))
    return sorted(
        ((phones, score - total) for phones, score in sums.items() if phones),
        key=lambda reading: (-reading[1], reading[0]),
    )


def _best(beams: _Beam, most: int) -> _Beam:
    """The likeliest readings of each word, `most` of them, none far behind the first."""
    order = np.lexsort((-beams.score, beams.word))
    beams = beams.of(order)
    starts = np.flatnonzero(np.diff(beams.word, prepend=-1))
    group = np.cumsum(np.diff(beams.word, prepend=-1) != 0) - 1
    rank = np.arange(len(order)) - starts[group]
    near = beams.score >= beams.score[starts[group]] - _THRESHOLD
    return beams.of(np.flatnonzero((rank < most) & near))
