"""What there is to judge: one recording's evidence, word by word, whichever form it came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from shared.contracts import SpeechTiming, TextSource, WordReading, WordSource
from shared.phonetics.arpabet import is_vowel

SAID_OVER = 0.1
"""Of a word too much: how much one that says the text over weighs, beside another word. Readers who correct themselves, or read twice, read
the text."""


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
    neighbours: frozenset[str] = frozenset()
    """Targets of the phones beside it in the same breath, across words too."""
    beyond: frozenset[str] = frozenset()
    """Targets of the phones behind a neighbour that is more surely wrong itself: what is heard of them reaches here."""
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
    """Whether it may not be what was said: without a reference text, the ASR was unsure of it; with one, most of the
    speech is other words and the ASR has not heard it. No phone of it is surely fine."""
    source: WordSource = "reference"
    readings: tuple[WordReading, ...] = ()
    """Of a guess, what the recogniser says may have been meant, the likeliest first."""
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

    @property
    def is_said_over(self) -> bool:
        return self.kind != "other"


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
    timing: SpeechTiming | None = None
    pitch_range_semitones: float | None = None
    l1: str | None = None
    earlier_accents: Mapping[str, float] = field(default_factory=dict)
    """Group → log-likelihood of the speaker's earlier recordings."""

    @property
    def share_said(self) -> float | None:
        """Per cent of the target words that were said; None without a reference text."""
        if self.text_source == "transcript" or not self.words:
            return None
        return 100 * sum(word.spoken for word in self.words) / len(self.words)

    @property
    def precision(self) -> float:
        """Share of the said words that are the text's, 0–1; what was said over, or begun, weighs SAID_OVER."""
        n_said = sum(word.spoken for word in self.words)
        n_other = sum(word.read_as is not None for word in self.words)
        n_other += sum(SAID_OVER if word.is_said_over else 1.0 for word in self.extra_words)
        return n_said / (n_said + n_other) if n_said + n_other else 0.0

    @property
    def completeness(self) -> float | None:
        """`share_said` times `precision`, 0–100; None without a reference text."""
        share = self.share_said
        return None if share is None else share * self.precision


def join_neighbours(words: Sequence[WordFact]) -> tuple[WordFact, ...]:
    """The words, each told the phones beside it: running speech crosses word boundaries."""
    spoken = _with_neighbours([word for word in words if word.spoken])
    joined = {word.index: word for word in [*words, *spoken]}
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


def _with_neighbours(spoken: Sequence[WordFact]) -> list[WordFact]:
    """Each phone told what stands beside it and beyond, as far as there is no pause."""
    line: list[PhoneFact | None] = [None, None]
    """The phones in order, two gaps at each pause and end."""
    for word in spoken:
        line += [*word.phones, *([None, None] if word.pause_after else [])]
    line += [None, None]
    told = iter(
        replace(fact, neighbours=_targets(line[i - 1], line[i + 1]), beyond=_beyond(line, i))
        for i, fact in enumerate(line)
        if fact is not None
    )
    return [replace(word, phones=tuple(next(told) for _ in word.phones)) for word in spoken]


def _targets(*facts: PhoneFact | None) -> frozenset[str]:
    return frozenset(fact.target for fact in facts if fact is not None)


def _beyond(line: Sequence[PhoneFact | None], place: int) -> frozenset[str]:
    """Targets two places away, over a phone that is more surely wrong than the one at `place`."""
    own = _doubt(line[place])
    behind = [line[place + 2 * side] for side in (-1, 1) if _doubt(line[place + side]) > own]
    return _targets(*behind)


def _doubt(fact: PhoneFact | None) -> float:
    return (fact.error_probability or 0.0) if fact is not None else 0.0


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
