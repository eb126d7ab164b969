"""What was told of a reading beside what was put into it."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.contracts import Diff, Feedback, Issue, JudgedWord, Scores
from shared.phonetics.arpabet import is_vowel

from .readings import CoachReading

EXPLAINED = ("accuracy", "fluency", "completeness", "prosody")
"""Scores that a sentence is due for; overall has the share of clear words and its band."""


@dataclass(frozen=True, slots=True)
class CoachVerdict:
    reading: CoachReading
    is_assessable: bool
    n_words: int
    flagged: tuple[str, ...]
    """Words with a slip that an issue is of."""
    uncertain: tuple[str, ...]
    """Words with a slip that no issue is of, but a doubt."""
    silent: tuple[str, ...]
    """Words with a slip of which nothing is said."""
    false: tuple[str, ...]
    """Words without a slip that an issue is of: `word: rule`."""
    misnamed: tuple[str, ...]
    """Issues that name a vowel for a consonant, or the other way round."""
    read_otherwise: tuple[str, ...]
    """Words that are told as added, left out or read as another."""
    scores: Scores
    priorities: tuple[str, ...]
    """Titles."""
    twins: tuple[str, ...]
    """Titles of priorities that share family, title or advice with one above them."""
    unexplained: tuple[str, ...]
    """Scores that no sentence stands behind."""
    note_words: int
    """Words of what is shown first."""
    whole_words: int
    """Words of all that is told, what is shown on demand included."""

    @property
    def n_slips(self) -> int:
        return len(self.flagged) + len(self.uncertain) + len(self.silent)


def verdict_on(reading: CoachReading, diff: Diff, note: Feedback) -> CoachVerdict:
    """Speech without a text has words of the recogniser's: there only what it is told is counted."""
    issues = {issue.word_index for issue in diff.issues}
    slips = reading.slips if reading.purpose != "free" else frozenset[int]()
    words = diff.target_words
    slipped = [word for word in words if word.index in slips]
    unflagged = [word for word in slipped if word.index not in issues]
    return CoachVerdict(
        reading=reading,
        is_assessable=diff.assessable,
        n_words=len(words),
        flagged=tuple(word.text for word in slipped if word.index in issues),
        uncertain=tuple(word.text for word in unflagged if _is_doubted(word)),
        silent=tuple(word.text for word in unflagged if not _is_doubted(word)),
        false=tuple(
            f"{issue.word}: {issue.rule} {issue.target or ''}>{issue.heard or ''}"
            for issue in diff.issues
            if issue.word_index not in slips and reading.purpose != "free"
        ),
        misnamed=tuple(
            f"{issue.word}: {issue.target}>{issue.heard}"
            for issue in diff.issues
            if is_misnamed(issue)
        ),
        read_otherwise=tuple(_otherwise(diff)),
        scores=diff.scores,
        priorities=tuple(priority.title for priority in note.priorities),
        twins=tuple(_twins(note)),
        unexplained=_unexplained(diff.scores, note),
        note_words=len(note.summary.split()),
        whole_words=sum(len(text.split()) for text in _texts(note)),
    )


def is_misnamed(issue: Issue) -> bool:
    """Whether it names a vowel where a consonant is due, or the other way round."""
    if issue.target is None or issue.heard is None or issue.category == "stress":
        return False
    return is_vowel(issue.target) != is_vowel(issue.heard)


def _is_doubted(word: JudgedWord) -> bool:
    states = [each.state for each in (*word.phones, *word.insertions)]
    stress = word.stress.state if word.stress else "fine"
    return "uncertain" in (*states, stress)


def _otherwise(diff: Diff) -> Iterator[str]:
    for word in diff.words:
        if word.error_type == "insertion":
            yield f"+{word.text}"
        elif word.error_type == "omission":
            yield f"{word.text} → {word.read_as}" if word.read_as else f"-{word.text}"


def _twins(note: Feedback) -> Iterator[str]:
    told: set[str] = set()
    for priority in note.priorities:
        marks = {f"family {priority.family}", f"title {priority.title}", f"how {priority.how}"}
        if marks & told:
            yield priority.title
        told |= marks


def _unexplained(scores: Scores, note: Feedback) -> tuple[str, ...]:
    """Sentences come in the order of EXPLAINED, one a score that has a measure."""
    given = [name for name in EXPLAINED if getattr(scores, name) is not None]
    measured = {reason.part for reason in scores.reasons}
    n_sentences = sum(part.kind == "score" for part in note.more)
    explained = [name for name in given if name in measured][:n_sentences]
    return tuple(name for name in given if name not in explained)


def _texts(note: Feedback) -> Iterator[str]:
    yield from (note.summary, note.strength or "", note.next_step)
    yield from (part.text for part in note.more)
    yield from (finding.text for finding in note.findings)
    for priority in note.priorities:
        yield from (priority.title, priority.how, priority.why)
    for drill in note.drills:
        yield from (*drill.sentences, drill.next_recording)
