"""phoneme-diff-service: evidence and target phones in; scores, judged words and issues out."""

from typing import Literal

from shared.contracts.base import Contract, Many, Series, Stamped
from shared.contracts.names import Category, JudgedState, Severity, TextSource
from shared.contracts.recording import NotAssessable


class Scores(Contract):
    overall: float | None = None
    accuracy: float | None = None
    fluency: float | None = None
    completeness: float | None = None
    prosody: float | None = None


class JudgedPhone(Contract):
    index: int
    target: str
    ipa: str
    start_s: float | None
    end_s: float | None
    score: float | None
    state: JudgedState
    error_type: Literal["none", "substitution", "deletion"]
    heard: str | None
    heard_ipa: str | None
    heard_probability: float | None


class JudgedInsertion(Contract):
    heard: str
    heard_ipa: str
    before_phone: int
    probability: float | None
    state: JudgedState
    start_s: float | None
    end_s: float | None


class JudgedStress(Contract):
    """Where the stress of a word of several syllables was."""

    state: JudgedState
    target_syllable: int
    """Counted from 0, as is the next."""
    heard_syllable: int
    probability: float
    """Calibrated probability that the stress is where no accepted pronunciation has it."""
    prominence: Many[float]
    """Probability of each syllable to be the stressed one."""


class JudgedWord(Contract):
    index: int
    text: str
    start_s: float | None
    end_s: float | None
    accuracy: float | None
    error_type: Literal["none", "mispronunciation", "omission", "insertion"]
    """`insertion`: said, not in the text; such words follow the target words in the list, and their
    `index` is that of the target word they precede."""
    read_as: str | None = None
    """For an omission: the other word that was read in its place, if one was."""
    kind: Literal["repetition", "restart", "other"] | None = None
    """For an insertion: a word of the text said once more, one begun and broken off, or another word."""
    repeats: int | None = None
    """For a repetition or a restart: index of the target word that was said over or begun."""
    phones: Many[JudgedPhone]
    insertions: Many[JudgedInsertion]
    stress: JudgedStress | None = None
    """None for a word of one syllable, and where nothing was measured."""


class Issue(Contract):
    id: str
    rule: str
    """Key of the rule in the diff's rules file; `SUB`, `DEL`, `INS` where no named rule fits."""
    category: Category
    word_index: int
    word: str
    phone_index: int | None
    target: str | None
    """None for an inserted phone."""
    target_ipa: str | None
    heard: str | None
    """None for a dropped phone, and for stress, where `target` is the vowel that should carry it. The target
    itself for a detail: the right phone, said another way (rules ASPIR, T_RET)."""
    heard_ipa: str | None
    start_s: float | None
    end_s: float | None
    probability: float | None
    severity: Severity
    priority: int | None
    """1–3 for the three that matter most (repeats of one rule share a rank), else None."""
    message: str
    tip: str
    """Key of the coach's tip."""


class Diff(Stamped):
    assessable: bool
    reason: NotAssessable | None
    scores: Scores
    words: Many[JudgedWord]
    issues: Series[Issue]
    text_source: TextSource
    phone_scores_weaker: bool = False
    """True without a reference text: the phones were judged against what the ASR understood, and a sound
    that made it understand another word doesn't show."""
    formula_version: str
    """Which version of the documented score formula was used."""

    @property
    def target_words(self) -> list[JudgedWord]:
        """The words of the text, said or not."""
        return [word for word in self.words if word.error_type != "insertion"]

    @property
    def spoken_words(self) -> list[JudgedWord]:
        """The words of the text that were said."""
        return [word for word in self.target_words if word.error_type != "omission"]
