"""phoneme-map-service: a text in, how each of its words is said out."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import Contract, Many, Stamped


class Syllable(Contract):
    phones: Many[str]
    """ARPAbet, vowels with their stress digit."""
    stress: Literal[0, 1, 2]


class Pronunciation(Contract):
    phones: Many[str]
    """ARPAbet, vowels with their stress digit (`EH1`)."""
    ipa: str
    syllables: Many[Syllable]
    label: str | None = None
    """None for a full form, `weak` for the weak form of a function word, `caller` for a caller's."""


class MappedWord(Contract):
    index: int
    text: str
    """The word as it is spoken: `twenty` of `20`."""
    token: str
    """The piece of the input it came from."""
    start_char: int
    end_char: int
    """Where the token stands in the input text, end exclusive."""
    source: Literal["cmudict", "g2p", "caller", "spelled"]
    pronunciations: Many[Pronunciation]
    """Most usual first; never empty."""


class PhonemeMap(Stamped):
    text: str
    words: Many[MappedWord]
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
