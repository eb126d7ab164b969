"""What there is to judge: one recording's evidence, word by word, whichever form it came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from shared.contracts import TextSource
from shared.phonetics.arpabet import is_vowel


@dataclass(frozen=True, slots=True)
class PhoneFact:
    """What is known of one target phone. Probabilities None where nothing was measured."""

    target: str
    """ARPAbet, no stress digit."""
    stress: int | None
    heard: str | None
    """From the audio (or the caller's phone string); None when nothing was heard."""
    error_probability: float | None
    deletion_probability: float | None = None
    heard_probability: float | None = None
    candidates: tuple[tuple[str, float], ...] = ()
    """The likeliest phones with their probabilities."""
    quality: float | None = None
    """What a rater would give, 0–2."""
    unreduced_probability: float | None = None
    """That a vowel due to be reduced was said in full; None for every other phone."""
    details: tuple[tuple[str, float], ...] = ()
    """Names and probabilities of what ARPAbet has no symbol for."""
    accent_evidence: float | None = None
    """Log-likelihood ratio of a learner's variant over a native's phone; None when not measured."""
    if_wrong: tuple[tuple[str | None, float], ...] = ()
    """What learners say instead, None for nothing, with its share."""
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class InsertionFact:
    heard: str
    before_phone: int
    """Index of the phone it precedes; the number of phones for one at the end."""
    probability: float
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class StressFact:
    """What the audio says about the stress of a word of several syllables."""

    target_syllable: int
    heard_syllable: int
    probability: float
    """That it is on none of the accepted syllables."""
    prominence: tuple[float, ...]
    target_stress: tuple[int, ...]
    """Stress digit of each syllable."""
    is_of_other_reading: bool = False
    """Whether only another reading of a heteronym stresses the syllable that was heard stressed."""


@dataclass(frozen=True, slots=True)
class VowelBefore:
    """The vowel that the word before ended in."""

    word: str
    """That word, lower case."""
    vowel_s: float
    """How long it lasted, seconds."""
    word_s: float
    """How long that word lasted, seconds."""


@dataclass(frozen=True, slots=True)
class WordFact:
    index: int
    text: str
    phones: tuple[PhoneFact, ...]
    insertions: tuple[InsertionFact, ...] = ()
    alternates: tuple[frozenset[str | None], ...] = ()
    """For each phone, what the word's other pronunciations have there; None: nothing."""
    other_reading: tuple[frozenset[str | None], ...] = ()
    """For each phone, what only another reading of a heteronym has there; empty for a word with one reading."""
    start_s: float | None = None
    end_s: float | None = None
    pause_after: bool = False
    trusted: bool = True
    """Whether an error may be named in it: the text is sure to be what was said."""
    is_guess: bool = False
    """Whether there is no reference text and the ASR was unsure of it: no phone of it is surely fine."""
    spoken: bool = True
    read_as: str | None = None
    """What was said in its place."""
    previous_word_end: str | None = None
    """Last target phone of the word spoken before; None after a pause."""
    vowel_before: VowelBefore | None = None
    """None where the word before ended in none, after a pause, and unmeasured."""
    next_word_start: str | None = None
    """First target phone of the word spoken after; None before a pause."""
    stress: StressFact | None = None
    quality: float | None = None
    """What a rater would give, 0–10."""


@dataclass(frozen=True, slots=True)
class ExtraWord:
    """A word that was said and isn't in the text."""

    text: str
    before_word: int
    """Index of the target word it precedes; the number of words for one at the end."""
    start_s: float | None
    end_s: float | None
    kind: Literal["repetition", "restart", "other"] = "other"
    repeats: int | None = None
    """Index of the target word that was said over, or begun and broken off."""


@dataclass(frozen=True, slots=True)
class Case:
    words: tuple[WordFact, ...]
    text_source: TextSource
    measured: bool
    """False when the caller sent phone strings: no probabilities, no times."""
    extra_words: tuple[ExtraWord, ...] = ()
    rated_accuracy: float | None = None
    """0–100, as are the next three: what a rater would give the utterance."""
    rated_fluency: float | None = None
    rated_prosody: float | None = None
    rated_total: float | None = None
    l1: str | None = None
    earlier_accents: Mapping[str, float] = field(default_factory=dict)
    """Group → log-likelihood of the speaker's earlier recordings."""

    @property
    def completeness(self) -> float | None:
        """Share of the target words that were said, 0–100; None without a reference text."""
        if self.text_source == "transcript" or not self.words:
            return None
        return 100 * sum(word.spoken for word in self.words) / len(self.words)


def join_neighbours(words: Sequence[WordFact]) -> tuple[WordFact, ...]:
    """The words, each told the phones beside it: running speech crosses word boundaries."""
    joined = {word.index: word for word in words}
    spoken = [word for word in words if word.spoken]
    for before, after in pairwise(spoken):
        if before.pause_after:
            continue
        joined[before.index] = replace(joined[before.index], next_word_start=after.phones[0].target)
        joined[after.index] = replace(
            joined[after.index],
            previous_word_end=before.phones[-1].target,
            vowel_before=_vowel_before(before),
        )
    return tuple(joined[word.index] for word in words)


def _vowel_before(word: WordFact) -> VowelBefore | None:
    phone = word.phones[-1]
    if not is_vowel(phone.target):
        return None
    if word.start_s is None or phone.start_s is None or phone.end_s is None:
        return None
    return VowelBefore(
        word.text.casefold(),
        vowel_s=phone.end_s - phone.start_s,
        word_s=phone.end_s - word.start_s,
    )
