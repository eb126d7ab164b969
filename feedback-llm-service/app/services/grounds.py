"""What a language model may speak of: the diff's issues, the measures, and what the rule coach found to say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shared.contracts import Diff, Issue
from shared.phonetics.arpabet import PHONES

from ..schemas.request_response import FeedbackRequest
from .advice import advice_on
from .claims import ClaimLexicon, Measures, measure_recording
from .engines.base import CoachNotes
from .families import HabitFamilies
from .languages import TipLibrary
from .prosody import pauses_inside
from .ranking import ranked
from .strengths import is_mastered


@dataclass(frozen=True, slots=True)
class Grounds:
    """What may be spoken of."""

    request: FeedbackRequest
    rules: CoachNotes
    """What the rule coach says of the same diff: its pairs are those to choose from, its vocabulary is plain English."""
    tips: TipLibrary
    lexicon: ClaimLexicon
    diff: Diff = field(init=False)
    issues: dict[str, Issue] = field(init=False)
    numbers: frozenset[str] = field(init=False)
    """Those that were measured or counted, in the ways they may be written."""
    counts: frozenset[int] = field(init=False)
    """Of words, slips, pauses and the like."""
    measures: Measures = field(init=False)
    common: frozenset[str] = field(init=False)
    """The tips' words, without those that their sounds are called by: `cat` of `the vowel of cat`."""

    def __post_init__(self) -> None:
        diff, alignment = ranked(self.request.diff), self.request.alignment
        measures = measure_recording(diff, alignment, self.rules.progress)
        counts = _counts(diff, ranks_of(diff.issues), measures.n_pauses)
        names = {word for sound in self.tips.sounds.values() for word in sound.name.split()}
        object.__setattr__(self, "diff", diff)
        object.__setattr__(self, "issues", {issue.id: issue for issue in diff.issues})
        object.__setattr__(self, "measures", measures)
        object.__setattr__(self, "counts", counts)
        object.__setattr__(self, "numbers", _numbers(diff) | {str(count) for count in counts})
        object.__setattr__(self, "common", self.tips.vocabulary - names)

    @property
    def l1(self) -> str | None:
        return self.request.l1

    @property
    def good(self) -> str | None:
        """What the rule coach found good: its strength, or what was done."""
        return next((part.text for part in self.rules.note if part.kind == "well"), None)

    @property
    def right_sounds(self) -> frozenset[str]:
        """Sounds that were right wherever they stand, in two words at least."""
        return frozenset(phone for phone in PHONES if is_mastered(phone, self.diff))

    @property
    def right_words(self) -> set[str]:
        """In small letters: without a slip or a doubt, with a sound that is always right, or the stress where it belongs."""
        right = self.right_sounds
        return {
            word.text.lower()
            for word in self.diff.spoken_words
            if (word.phones and all(phone.state == "fine" for phone in word.phones))
            or any(phone.target in right for phone in word.phones)
            or (word.stress is not None and word.stress.state == "fine")
        }

    @property
    def letters(self) -> frozenset[str]:
        """Letters beyond the English ones in the text of the recording."""
        return frozenset(
            each
            for word in self.diff.words
            for each in word.text
            if each.isalpha() and not each.isascii()
        )

    def ids_at(self, rank: int) -> set[str]:
        return {issue.id for issue in self.diff.issues if issue.priority == rank}

    @property
    def ranks(self) -> list[int]:
        return ranks_of(self.diff.issues)

    def pairs_at(self, rank: int) -> list[list[str]]:
        return next((d.minimal_pairs for d in self.rules.drills if d.priority_rank == rank), [])

    def miscued_words(self) -> list[str]:
        """Left out, added, or read in place of another."""
        words = [w for w in self.diff.words if w.error_type in {"omission", "insertion"}]
        return [text for word in words for text in (word.text, word.read_as) if text]

    def words_of_prosody(self) -> list[str]:
        """Before a pause inside a phrase, and at an end whose melody was measured."""
        alignment = self.request.alignment
        if alignment is None:
            return []
        texts = {word.index: word.text for word in self.diff.target_words}
        after = [pause.after_word for pause in pauses_inside(alignment)]
        if "melody" in self.measures.said and texts:
            after.append(max(texts))
        return [texts[index] for index in after if index in texts]

    def reviewed_pairs(self, rank: int) -> Sequence[Sequence[str]]:
        """Of the tip for the priority: what the rule coach illustrates it with."""
        issues = [issue for issue in self.diff.issues if issue.priority == rank]
        if not issues:
            return []
        family = HabitFamilies(self.diff).family_of(issues[0])
        return advice_on(family, issues, self.tips).reviewed_pairs


def ranks_of(issues: Iterable[Issue]) -> list[int]:
    return sorted({issue.priority for issue in issues if issue.priority is not None})


def _numbers(diff: Diff) -> frozenset[str]:
    values = [
        value for value in diff.scores.model_dump().values() if isinstance(value, int | float)
    ]
    values += [
        time for issue in diff.issues for time in (issue.start_s, issue.end_s) if time is not None
    ]
    return frozenset(f"{value:.{digits}f}" for value in values for digits in (0, 1, 2))


def _counts(diff: Diff, ranks: Sequence[int], n_pauses: int) -> frozenset[int]:
    n_uncertain = sum(phone.state == "uncertain" for word in diff.words for phone in word.phones)
    counts = {
        len(diff.issues),
        len(diff.words),
        len({i.word_index for i in diff.issues}),
        100,
        n_pauses,
        n_uncertain,
        *ranks,
    }
    counts |= set(range(1, len(diff.issues) + 1))
    for word in diff.words:
        if word.stress is not None and word.stress.state == "error":
            counts |= {word.stress.target_syllable + 1, word.stress.heard_syllable + 1}
    return frozenset(counts)
