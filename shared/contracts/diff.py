"""phoneme-diff-service: evidence and target phones in; scores, judged words and issues out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.asr import WordReading
from shared.contracts.base import Contract, Many, Series, Stamped
from shared.contracts.delivery import DeliveryFinding
from shared.contracts.names import (
    Category,
    Comprehensibility,
    SeverityRead,
    StateRead,
    TextSourceRead,
    WordSourceRead,
)
from shared.contracts.recording import ReasonRead
from shared.contracts.unknown_words import UnknownAs

ScorePart = Literal["overall", "accuracy", "fluency", "completeness", "prosody"]
"""The scores by their names."""
ScoreMeasure = Literal[
    "clear_words", "weakest_part", "words_with_slips", "speech_rate_sps", "pauses_inside_phrases", "words_said",
    "words_added", "words_stressed_elsewhere", "pitch_range_semitones",
]  # fmt: skip
"""What is counted or measured: words, pauses, syllables a second, semitones; of `weakest_part` its score, 0–100."""


class ScoreReason(Contract):
    """A measure that stands behind a score, for one sentence about it. The score itself is a rating, no sum of these."""

    part: ScorePart
    """The score that it is about."""
    measure: ScoreMeasure
    """What was measured."""
    value: float
    """How much, or how many."""
    of: float | None = None
    """Out of how many; None for what is no count of a whole."""
    weakest: ScorePart | None = None
    """Of the measure `weakest_part`: which score is the lowest; None for all others."""


class Scores(Contract):
    overall: float | None = None
    """What a human rater would give the whole, times completeness, 0–100; None when not measured."""
    accuracy: float | None = None
    """What a human rater would give the sounds, 0–100; None when not measured."""
    fluency: float | None = None
    """Of pace and pauses, 0–100; None when not measured."""
    completeness: float | None = None
    """Share of the text's words that were said, times the share of the said words that are the text's, 0–100: 100 for
    just the text. A word said over weighs a tenth of another word. None without a text, and when not measured."""
    prosody: float | None = None
    """Of stress, rhythm and melody, 0–100; None when not measured."""
    n_words: int | None = None
    """Words of the text, said or not; without a text those that the recogniser was sure of. None when nothing was judged."""
    n_clear_words: int | None = None
    """How many of `n_words` were said without a slip that is certain enough to be told; None when nothing was judged."""
    comprehensibility: Comprehensibility | None = None
    """What the share of clear words means to a listener: `easy` to follow, with `some_effort`, `hard`. None when nothing
    was judged, and of fewer than five words."""
    reasons: Many[ScoreReason] = Field(default_factory=list)
    """What each score rests on, score by score; empty when nothing was judged."""


class JudgedPhone(Contract):
    index: int
    """Position in the word, from 0."""
    target: str
    """Phone that belongs here, ARPAbet without stress."""
    ipa: str
    """The target in IPA."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; None when not measured or not said."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; None when not measured or not said."""
    score: float | None
    """What a human rater would give it, lower where the audio is sure of another phone, 0–100; None when not measured."""
    state: StateRead
    """`error` only where that is nearly certain; `uncertain` is never an issue."""
    error_type: Annotated[Literal["none", "substitution", "deletion"], UnknownAs("none")]
    """What kind of change is seen or suspected; `none` for a phone on target."""
    heard: str | None
    """Phone that was most likely spoken, ARPAbet without stress, by the audio, or, where a habit of the speaker decided, by
    the whole recording; None where most likely nothing was, or it was not measured."""
    heard_ipa: str | None
    """`heard` in IPA; None where `heard` is."""
    heard_probability: float | None
    """Calibrated probability, 0–1, that `heard` is what was spoken; None when not measured."""


class JudgedInsertion(Contract):
    heard: str
    """The phone that was added, ARPAbet without stress."""
    heard_ipa: str
    """The same in IPA."""
    before_phone: int
    """Index in the word of the phone it precedes; the number of phones for one at the end."""
    probability: float | None
    """Calibrated probability, 0–1, that it was spoken; None when not measured."""
    state: StateRead
    """`error` only where that is nearly certain; `uncertain` is never an issue."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; None when not measured."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; None when not measured."""


class JudgedStress(Contract):
    """Where the stress of a word of several syllables was."""

    state: StateRead
    """`error` only where the stress was nearly certainly moved; `uncertain` is never an issue."""
    target_syllable: int
    """Syllable that should carry the primary stress, from 0."""
    heard_syllable: int
    """Syllable that most likely did, from 0."""
    probability: float
    """Calibrated probability, 0–1, that the stress is where no accepted pronunciation has it."""
    prominence: Many[float]
    """Probability, 0–1, of each syllable to be the stressed one."""


class JudgedWord(Contract):
    index: int
    """Place of the word in the text as spoken, from 0; of an insertion, that of the target word it precedes."""
    text: str
    """The word as it is spoken."""
    start_s: float | None
    """When the word begins, in seconds from the start of the recording; None when it was not said or not measured."""
    end_s: float | None
    """When the word ends, in seconds from the start of the recording; None when it was not said or not measured."""
    accuracy: float | None
    """What a human rater would give the word, lower where the audio is sure of a slip in it, 0–100; None when not measured."""
    error_type: Annotated[
        Literal["none", "mispronunciation", "omission", "insertion"], UnknownAs("none")
    ]
    """`insertion`: said, not in the text; such words follow the target words in the list, and their
    `index` is that of the target word they precede."""
    read_as: str | None = None
    """For an omission: the other word that was read in its place; None if none was."""
    kind: Literal["repetition", "restart", "other"] | None = None
    """For an insertion: a word of the text said once more, one begun and broken off, or another word; None for words
    of the text."""
    repeats: int | None = None
    """For a repetition or a restart: index of the target word that was said over or begun; None for all others."""
    phones: Many[JudgedPhone]
    """Each target phone, in order."""
    insertions: Many[JudgedInsertion]
    """Phones spoken where the target has none."""
    stress: JudgedStress | None = None
    """None for a word of one syllable, and where nothing was measured."""
    text_source: WordSourceRead | None = None
    """Where the word is from. A `guess` may not be what was said: no sound of it is `fine`, and none an `error` unless the
    likeliest of its readings is all but sure. None in answers of older releases."""
    readings: Many[WordReading] = Field(default_factory=list)
    """Of a `guess`, what may have been meant, the likeliest first, to ask about; empty where nothing else came near."""

    @property
    def is_clear(self) -> bool:
        """Whether a word of the text was said, no sound of it an error and its stress where it may be."""
        is_stress_wrong = self.stress is not None and self.stress.state == "error"
        return self.error_type == "none" and not is_stress_wrong


class Issue(Contract):
    id: str
    """Unique in this answer: `i1`, `i2` … in the order of speech."""
    rule: str
    """Key of the rule in the diff's rules file; `SUB`, `DEL`, `INS` where no named rule fits."""
    category: Category
    """What part of pronunciation it belongs to."""
    word_index: int
    """Index of its word in the text."""
    word: str
    """The word as it is spoken."""
    phone_index: int | None
    """Index of its phone in the word; None where it concerns the whole word."""
    target: str | None
    """Phone that belongs there, ARPAbet without stress; None for an inserted phone."""
    target_ipa: str | None
    """`target` in IPA; None where `target` is."""
    heard: str | None
    """None for a dropped phone, and for stress, where `target` is the vowel that should carry it. The target
    itself for a detail: the right phone, said another way (rules ASPIR, T_RET)."""
    heard_ipa: str | None
    """`heard` in IPA; None where `heard` is."""
    start_s: float | None
    """When it begins, in seconds from the start of the recording; None when not measured."""
    end_s: float | None
    """When it ends, in seconds from the start of the recording; None when not measured."""
    probability: float | None
    """Calibrated probability, 0–1, that it is wrong; where a habit of the speaker decided, that it was said as learners say
    it, the whole recording and the first language considered. None when not measured."""
    severity: SeverityRead
    """How much it hurts being understood."""
    priority: int | None
    """1–3 for the three habits that matter most (repeats of one share a rank); None for all others."""
    message: str
    """One sentence in English for a reader."""
    tip: str
    """Key of the coach's tip."""


AccentLikelihoods = Annotated[dict[str, float], Field(max_length=20)]
"""Group → natural logarithm of its likelihood, up to a constant."""


class Diff(Stamped):
    assessable: bool
    """Whether the recording can be judged."""
    reason: ReasonRead | None
    """Why it can't be judged; None when it can."""
    scores: Scores
    """Of the whole recording; all None when it can't be judged."""
    words: Many[JudgedWord]
    """The words of the text in order, then what else was said (`insertion`)."""
    issues: Series[Issue]
    """What is certainly off target, in the order of speech."""
    text_source: TextSourceRead
    """What the recording was held against: the text that was to be read, or what the recogniser understood."""
    phone_scores_weaker: bool = False
    """True without a reference text: the phones were judged against what the ASR understood, and a sound
    that made it understand another word doesn't show."""
    formula_version: str
    """Which version of the documented score formula was used."""
    accents: AccentLikelihoods = Field(default_factory=dict)
    """How well the habits of each group of first languages, and natives', explain the recording. Sent back with the speaker's
    next recording (`earlier_accents`, summed), they tell whose mouth it is; empty where nothing was measured."""

    delivery: Many[DeliveryFinding] = Field(default_factory=list)
    """How it was delivered: one measure a kind, as far as there was enough to measure; empty when nothing was judged, and in what
    an older release stored."""

    @property
    def target_words(self) -> list[JudgedWord]:
        """The words of the text, said or not."""
        return [word for word in self.words if word.error_type != "insertion"]

    @property
    def spoken_words(self) -> list[JudgedWord]:
        """The words of the text that were said."""
        return [word for word in self.target_words if word.error_type != "omission"]
