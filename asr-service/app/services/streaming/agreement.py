"""Which words of a growing window will stay: those that two passes in a row agree on.

LocalAgreement-2 (Liu, Spanakis and Niehues 2020; Macháček, Dabre and Bojar 2023): what two hypotheses have in common at their
start is stable, and is never taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..engines.base import RecognisedWord

SETTLES_S = 1.2
"""A word that ends nearer than this to the end of what was heard may yet be heard otherwise: by what follows it."""
UNSURE = 0.85
"""A word below this confidence waits for the last pass, which hears all of the utterance.

With both no stable word of 30 learners' sentences (177 words) was an error that the last pass would have mended; with .2 s and .5 one in 16
was, with 1 s and .7 one in 45.
"""


@dataclass(slots=True)
class Agreement:
    """Of one utterance."""

    stable: list[RecognisedWord] = field(default_factory=list)
    """Grows at its end alone."""
    _last: tuple[RecognisedWord, ...] = ()
    """What the pass before heard beyond the stable words."""

    def hear(
        self, heard: Sequence[RecognisedWord], *, from_s: float, until_s: float
    ) -> tuple[RecognisedWord, ...]:
        """Take in a pass over `from_s` to `until_s`, its words at times of the stream; returns what may still change."""
        beyond = self._beyond(heard, from_s)
        n_stable = 0
        for now, before in zip(beyond, self._last, strict=False):
            may_go_on = now.end_s > until_s - SETTLES_S
            if plain(now) != plain(before) or may_go_on or now.confidence < UNSURE:
                break
            n_stable += 1
            self.stable.append(_as_both_wrote(now, before))
        self._last = beyond[n_stable:]
        return self._last

    def settle(self, heard: Sequence[RecognisedWord], *, from_s: float) -> list[RecognisedWord]:
        """All words of the utterance by a last pass: the stable ones, as it writes them where it hears the same, and those beyond."""
        inside = [index for index, word in enumerate(self.stable) if _middle(word) >= from_s]
        n_covered = _n_covering([self.stable[index] for index in inside], heard)
        settled = list(self.stable)
        for index, word in zip(inside, heard[:n_covered], strict=False):
            if plain(settled[index]) != plain(word):
                break
            settled[index] = word
        return settled + list(heard[n_covered:])

    def _beyond(self, heard: Sequence[RecognisedWord], from_s: float) -> tuple[RecognisedWord, ...]:
        """The words of a pass that come after the stable ones."""
        inside = [word for word in self.stable if _middle(word) >= from_s]
        return tuple(heard[_n_covering(inside, heard) :])


def plain(word: RecognisedWord) -> str:
    """A word without case and punctuation."""
    return "".join(mark for mark in word.text.lower() if mark.isalnum())


def repeats_itself(words: Sequence[RecognisedWord]) -> bool:
    """Whether three words or more are said three times in a row, or two of them four times: Whisper's loop."""
    spoken = [plain(word) for word in words]
    for size, times in ((1, 5), (2, 4), (3, 3)):
        for start in range(len(spoken) - size * times + 1):
            first = spoken[start : start + size]
            if all(
                spoken[start + size * nth : start + size * (nth + 1)] == first
                for nth in range(1, times)
            ):
                return True
    return False


def _n_covering(stable: Sequence[RecognisedWord], heard: Sequence[RecognisedWord]) -> int:
    """How many of the first words heard are the stable ones, heard again, if perhaps otherwise: the prefix at the least edit
    distance, of several the one that ends nearest in time."""
    if not stable:
        return 0
    row = list(range(len(heard) + 1))
    for n_stable, word in enumerate(stable, 1):
        above, row = row, [n_stable]
        for index, other in enumerate(heard):
            cost = 0 if plain(word) == plain(other) else 1
            row.append(min(above[index] + cost, above[index + 1] + 1, row[index] + 1))
    end_s = stable[-1].end_s
    ends = [stable[0].start_s, *(word.end_s for word in heard)]
    return min(range(len(row)), key=lambda n: (row[n], abs(ends[n] - end_s)))


def _as_both_wrote(now: RecognisedWord, before: RecognisedWord) -> RecognisedWord:
    """Punctuation at the end of a window is as often as not its end's doing: it stays where both have it."""
    if now.text == before.text:
        return now
    bare = now.text.rstrip(".,;:!?…\"'")
    return replace(now, text=bare if bare.strip() else now.text)


def _middle(word: RecognisedWord) -> float:
    return (word.start_s + word.end_s) / 2
