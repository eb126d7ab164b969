"""feedback-llm-service: what was judged in, what to do about it out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Stamped
from shared.contracts.coaching_language import MachineTranslation
from shared.contracts.names import Category, SeverityRead
from shared.contracts.progress import NamedSound, Progress
from shared.contracts.recording import TimeSpan
from shared.contracts.unknown_words import UnknownAs


class PrioritySlip(Contract):
    """One change of a sound, wherever it happened in the recording."""

    target: NamedSound | None
    """None for an added sound, and for stress, which is the word's."""
    heard: NamedSound | None
    """None for a sound that was dropped or whose replacement is not certain, and for stress; the target itself for a
    right sound said another way."""
    words: list[str]
    """The words in which it happened."""
    n_chances: int | None
    """Words in which it could have happened; None for an added sound."""
    detail: str | None = None
    """For a right sound said another way: how, in a few words (`no puff of air`); None for all others."""


class Priority(Contract):
    rank: int
    """1 for what matters most, at most 3."""
    issue_ids: list[str]
    """Issues of the diff that it rests on."""
    title: str
    """What to work on, in a few words."""
    how: str
    """How to place tongue, lips and voice."""
    why: str
    """What changes in meaning, where it does; may be empty."""
    slips: list[PrioritySlip] = Field(default_factory=list)
    """The changes of sound that it gathers."""
    family: str = ""
    """Key of its habit family (`th`, `finish`): slips that one piece of advice mends. Empty in what an older release stored."""


NotePartKind = Literal[
    "well", "focus", "heard", "how", "why", "listen", "drill", "again", "reading", "counts", "unclear", "delivery", "score",
    "other",
]  # fmt: skip


class NotePart(Contract):
    """A sentence or two of what is said to the learner, and where in the recording it is about."""

    kind: Annotated[NotePartKind, UnknownAs("other")]
    """`well`: what went well; `focus`: the one thing to work on; `heard`, `how`, `why`: of it; `listen`, `drill`, `again`: what
    to do, in this order; `reading`: words left out, added or misread; `counts` and `unclear`: how much was found;
    `delivery`: a habit of pace, rhythm or melody, no error; `score`: what stands behind one score."""
    text: str
    """For the learner."""
    word_indices: list[int] = Field(default_factory=list)
    """Words of the text that it is about, to be marked or played."""
    times: list[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time."""
    priority_rank: int | None = None
    """Rank of the priority that it tells of, whose drill and findings hold more; None for all else."""


class Finding(Contract):
    category: Category
    """What part of pronunciation it belongs to."""
    severity: SeverityRead
    """How much it hurts being understood."""
    issue_ids: list[str]
    """Empty for what is measured but is no issue: pauses, the melody of the end."""
    text: str
    """A sentence for the learner."""
    measured: list[str] = Field(default_factory=list)
    """What it rests on in place of issues: `timing.pauses`, `intonation.final`."""
    times: list[TimeSpan] = Field(default_factory=list)
    """Where in the recording, in the order of time."""


class DrillStep(Contract):
    """One thing to hear or say; the steps of a drill go from the ear to one's own sentence."""

    kind: Annotated[
        Literal["listen", "word", "buildup", "phrase", "linking", "chant", "sentence", "own", "other"],
        UnknownAs("other"),
    ]  # fmt: skip
    """`listen`: play `text` and ask which of `choices` it was; then say aloud: a `word`, its syllables from the last on
    (`buildup`), a `phrase`, words said as one (`linking`), strong and weak beats (`chant`), a `sentence`, and one's `own`."""
    text: str
    """What to play or say, as it is shown."""
    phones: list[list[str]] = Field(default_factory=list)
    """Of each word of `text`, ARPAbet with stress digits, for a voice to say; empty for a word that no dictionary has."""
    choices: list[str] = Field(default_factory=list)
    """Of `listen`: what it can be, in the order to show; empty for all others."""


class Drill(Contract):
    priority_rank: int
    """Rank of the priority that it drills."""
    minimal_pairs: list[list[str]]
    """The target's word first; a word of the recording that turned into another leads."""
    sentences: list[str]
    """Sentences to read aloud that are full of the sound."""
    next_recording: str
    """What to record next."""
    own_words: list[str] = Field(default_factory=list)
    """Words in which this speaker made the slip, now or in earlier recordings; the most frequent first."""
    steps: list[DrillStep] = Field(default_factory=list)
    """The drill in order, each with what a voice needs to say it. Empty in what an older release stored."""


class Feedback(Stamped):
    summary: str
    """What to say first, at most 120 words: what went well, one thing to work on, what to do now."""
    priorities: list[Priority]
    """At most three, the weightiest first; empty when there is nothing to mend."""
    findings: list[Finding]
    """What else is worth knowing: issues of no priority, and measures of the whole."""
    drills: list[Drill]
    """Exercises, one a priority."""
    strength: str | None
    """One thing done well that was measured; None where none was."""
    next_step: str
    """What to do now, one sentence."""
    source: Annotated[Literal["rules", "llm"], UnknownAs("llm")]
    """Who wrote the texts: rules, or a language model that was held to them."""
    progress: Progress | None = None
    """None for a first recording, and where no speaker was named."""
    prompt_version: str | None = None
    """Version of the language model's prompt; None where rules wrote."""
    note: list[NotePart] = Field(default_factory=list)
    """What to show first, at most 120 words in all, in the order to show it in; the rule coach's words, also beside a language
    model's summary. Empty in what an older release stored."""
    more: list[NotePart] = Field(default_factory=list)
    """What to show when the learner asks for more, beside the other priorities and the findings."""
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know of how it was made."""
    language: str | None = None
    """Of the texts, ISO 639-1; None in what an older release stored. English words to be learnt, and drills, are English in any."""
    translation: MachineTranslation | None = None
    """Where the coach doesn't speak that language; None where it does."""
