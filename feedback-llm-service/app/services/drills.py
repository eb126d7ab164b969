"""Which words to drill: minimal pairs of the slip that was made, at its place in the word, and the speaker's own words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from shared.contracts import UNCLEAR_RULE, Diff, EarlierRecording, Issue
from shared.mastery import certainly_heard
from shared.phonetics.phonology import UNASPIRATED_HEARD_AS

from .habits import SCHWA, STRESS, Habit
from .languages import Tip
from .minimal_pairs import WordBank, place_of
from .phrasing import bare

MOST_PAIRS = 4
_ENOUGH_PAIRS = 2
"""At the place of the slip: then none of another place."""
MOST_OWN_WORDS = 8


class Drills:
    def __init__(self, bank: WordBank, diff: Diff) -> None:
        self._bank = bank
        self._words = {word.index: word for word in diff.target_words}

    def turned(self, issues: Sequence[Issue]) -> list[tuple[str, str]]:
        """Words of the recording that the slip made into other words, and those."""
        found = ((issue, self._turned_into(issue)) for issue in issues)
        return list(dict.fromkeys((issue.word, other) for issue, other in found if other))

    def pairs(self, habits: Sequence[Habit], tip: Tip | None) -> list[list[str]]:
        """At most MOST_PAIRS, the heaviest first; a tip without pairs is about no contrast of words."""
        if tip is not None and not tip.pairs:
            return []
        return _different(self._candidates(habits, tip.pairs if tip else []))

    def of_contrast(self, target: str, heard: str | None) -> list[list[str]]:
        """At most MOST_PAIRS, the heaviest first, wherever in the word; none where what is heard is not one sound."""
        found = self._bank.pairs(target, heard) if heard is not None else ()
        return _different((each.word, each.other) for each in found)

    def _candidates(
        self, habits: Sequence[Habit], reviewed: Sequence[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Words of the recording that became others; then pairs with the sound where it slipped; then any."""
        for word, other in self.turned([issue for habit in habits for issue in habit.issues]):
            yield bare(word).lower(), other
        contrasts = [(habit, *contrast) for habit in habits if (contrast := _contrast(habit))]
        there = [pair for each in contrasts for pair in self._where_it_slipped(each, reviewed)]
        yield from there
        if len(there) >= _ENOUGH_PAIRS:
            return
        for _, target, heard in contrasts:
            yield from ((each.word, each.other) for each in self._bank.pairs(target, heard))
        yield from reviewed

    def _where_it_slipped(
        self, contrast: tuple[Habit, str, str | None], reviewed: Sequence[tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Of the dictionary, then reviewed ones of this contrast, the target's word first; some tips are about either
        direction."""
        habit, target, heard = contrast
        places = {self._place(issue) for issue in habit.issues}
        of_dictionary = self._bank.pairs(target, heard)
        yield from ((each.word, each.other) for each in of_dictionary if each.place in places)
        for one, other in reviewed:
            for pair in ((one, other), (other, one)):
                if self._bank.places_of_pair(*pair, target, heard) & places:
                    yield pair

    def _place(self, issue: Issue) -> str | None:
        if issue.phone_index is None:
            return None
        return place_of(issue.phone_index, len(self._words[issue.word_index].phones))

    def _turned_into(self, issue: Issue) -> str | None:
        """Where everything else of the word was fine, and what was heard is certain."""
        word = self._words[issue.word_index]
        others = [phone for phone in word.phones if phone.index != issue.phone_index]
        is_certain = issue.rule != UNCLEAR_RULE and issue.heard != issue.target
        is_change = issue.target is not None and issue.category not in {STRESS, SCHWA}
        if not (is_certain and is_change) or issue.phone_index is None or word.insertions:
            return None
        if any(phone.state != "fine" for phone in others):
            return None
        phones = [phone.target for phone in word.phones]
        other = self._bank.turned_into(phones, issue.phone_index, issue.heard)
        return None if other == bare(word.text).lower() else other


def own_words(issues: Sequence[Issue], earlier: Sequence[EarlierRecording]) -> list[str]:
    """Words in which the speaker made these slips: this recording's first, then by how often they slipped."""
    changes = {
        (issue.target, certainly_heard(issue)) for issue in issues if issue.category != STRESS
    }
    here = [bare(issue.word) for issue in issues]
    targets = {target for target, _ in changes}
    before = [
        slip.word
        for recording in earlier
        for slip in recording.slips
        if slip.target in targets and (slip.target, slip.heard) in changes
    ]
    return _each_once([*here, *most_frequent(before)])[:MOST_OWN_WORDS]


def most_frequent(words: Iterable[str]) -> list[str]:
    """From the most frequent on; of equals by the alphabet. One that was ever written small is."""
    counts = Counter(bare(word).lower() for word in words)
    written = {word.lower(): word for word in sorted(map(bare, words))}
    return [written[word] for word in sorted(counts, key=lambda word: (-counts[word], word))]


def _each_once(words: Iterable[str]) -> list[str]:
    """In their order, whatever their capitals; small where one of them is."""
    words = list(words)
    written = {word.lower(): word for word in sorted(words)}
    return [written[word] for word in dict.fromkeys(word.lower() for word in words)]


def _different(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The first MOST_PAIRS, each once: not the other way round, nor its plural, too."""
    found: dict[frozenset[str], list[str]] = {}
    for pair in pairs:
        found.setdefault(frozenset(word.removesuffix("s") for word in pair), list(pair))
        if len(found) == MOST_PAIRS:
            break
    return list(found.values())


def _contrast(habit: Habit) -> tuple[str, str | None] | None:
    """What is told apart by the pairs; None where nothing certain is."""
    target = habit.issues[0].target
    if target is None or habit.issues[0].category == SCHWA:
        return None
    if habit.kind == "unaspirated":
        return (target, UNASPIRATED_HEARD_AS[target]) if target in UNASPIRATED_HEARD_AS else None
    if habit.kind in {"substitution", "deletion"}:
        return target, habit.issues[0].heard
    return None
