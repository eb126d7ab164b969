"""language-service: a text in, its language out; a transcript in, its written form out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.unknown_words import UnknownAs

UNDETERMINED = "und"
"""Code of ISO 639-2 for a language that can't be told."""


class LanguageCandidate(Contract):
    language: str
    """ISO 639-1, or the three letters of a language that has none."""
    probability: Annotated[float, Field(ge=0, le=1)]
    """That the text is in it, given that it is in one of those that are written so."""


class DetectedLanguage(Stamped):
    language: str
    """The likeliest: ISO 639-1, or the three letters of a language that has none; `und` for a text without letters, or in a
    script that no language known here is written in."""
    script: str
    """The script of most letters, ISO 15924: `Latn`, `Deva`. `Zyyy`: there are no letters; `Zzzz`: of no script that is known."""
    probability: Annotated[float, Field(ge=0, le=1)] | None
    """Of `language`; null where it is `und`."""
    candidates: Many[LanguageCandidate]
    """The likeliest languages, best first, five at most."""


WrittenKind = Literal[
    "number", "money", "percent", "time", "date", "measure", "digits", "ordinal", "address",
    "casing", "punctuation", "diacritics", "other",
]  # fmt: skip
"""What a changed span is. `digits`: said one by one, as of a telephone; `address`: of e-mail or the web."""


class WrittenSpan(Contract):
    start: int
    """Where it starts in `original`, in characters (code points) from 0."""
    end: int
    """Where it ends there, exclusive; equal to `start` where something was put in."""
    original: str
    """What stood there."""
    written: str
    """What stands there now."""
    kind: Annotated[WrittenKind, UnknownAs("other")]
    """What it is."""


class VietnameseWord(Contract):
    text: str
    """One word, of one syllable or several: `điện thoại`."""
    start: int
    """Where it starts in `written`, in characters from 0."""
    end: int
    """Where it ends there, exclusive."""


class DiacriticsCheck(Contract):
    """Whether a Vietnamese text has the marks without which it can't be read for certain."""

    marked_share: Annotated[float, Field(ge=0, le=1)] | None
    """Of its syllables, those with a mark of tone or quality; usual is .6 to .9. Null without syllables."""
    missing: bool
    """Whether they seem to have been left out as a whole."""
    malformed: Many[str]
    """Syllables that no Vietnamese word has: two tones, or a tone that their ending can't carry."""


class WrittenText(Stamped):
    language: str
    """ISO 639-1; as sent, or as detected."""
    original: str
    """The text that was sent."""
    written: str
    """The same, written down: `spans` applied to `original`, nothing else."""
    spans: Many[WrittenSpan]
    """All that was changed, in order; they don't overlap."""
    words: Many[VietnameseWord] | None = None
    """The words of a Vietnamese text, whose spaces part syllables; null of other languages."""
    diacritics: DiacriticsCheck | None = None
    """Of a Vietnamese text."""
