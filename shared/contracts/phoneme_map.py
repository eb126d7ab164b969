"""phoneme-map-service: a text in, how each of its words is said out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.unknown_words import UnknownAs


class Syllable(Contract):
    phones: Many[str]
    """ARPAbet in the order of speech, vowels with their stress digit."""
    stress: Literal[0, 1, 2]
    """0: unstressed, 1: primary stress, 2: secondary."""


class Pronunciation(Contract):
    phones: Many[str]
    """ARPAbet, vowels with their stress digit (`EH1`)."""
    ipa: str
    """The same in IPA, with stress marks and syllable dots."""
    syllables: Many[Syllable]
    """The same phones by syllable."""
    label: str | None = None
    """None for a full form, `weak` for the weak form of a function word, `other_reading` for one that the word has in
    another sense or part of speech than here (`R IY1 D` where `read` is past), `caller` for one that the caller sent."""


class MappedWord(Contract):
    index: int
    """Place of the word in the text as spoken, from 0."""
    text: str
    """The word as it is spoken: `twenty` of `20`."""
    token: str
    """The piece of the input it came from."""
    start_char: int
    """Where its token starts in the input text, in characters from 0."""
    end_char: int
    """Where its token ends in the input text, exclusive."""
    source: Annotated[Literal["cmudict", "names", "g2p", "caller", "spelled"], UnknownAs("g2p")]
    """Where the phones come from: the dictionary, the list of names, guessed from the spelling (`g2p`), the caller, or
    the names of letters."""
    pronunciations: Annotated[Many[Pronunciation], Field(min_length=1)]
    """All that are accepted, the most usual first; never empty."""


class TokenReading(Contract):
    """Another usual way to read a token than the likeliest, which `words` have: nine thirty, half past nine."""

    first_word: int
    """Index of the first of `words` that it stands for."""
    n_words: int
    """How many of `words` it stands for."""
    words: Annotated[Many[MappedWord], Field(min_length=1)]
    """What is said instead, counted from `first_word` on."""


class PhonemeMap(Stamped):
    text: str
    """The text that was sent."""
    words: Many[MappedWord]
    """The words as they are spoken, in order; of a token that can be read in several ways, the likeliest here."""
    other_readings: Many[TokenReading] = Field(default_factory=list)
    """The other usual readings of such tokens, by `first_word`, the likelier first; which one a speaker chose the
    alignment tells."""
    out_of_vocabulary: Many[str]
    """Words whose phones were guessed by rule or model."""


CallerLexicon = dict[str, list[str]]
"""A caller's own pronunciations: word → ARPAbet strings, `{"Priya": ["P R IY1 Y AH0"]}`."""
SentLexicon = Annotated[
    dict[
        Annotated[str, Field(min_length=1, max_length=100)],
        Annotated[
            list[Annotated[str, Field(min_length=1, max_length=400)]],
            Field(min_length=1, max_length=8),
        ],
    ],
    Field(max_length=1000),
]
"""The same in a request, of a size that a text can have use for."""
