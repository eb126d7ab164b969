"""From words to phones, IPA, syllables and stress."""

from collections.abc import Sequence
from typing import Literal, cast

from shared.contracts import MappedWord, PhonemeMap, Pronunciation, Syllable, TokenReading
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.phonetics.lexicon import (
    OtherReading,
    PronunciationEntry,
    SpokenWord,
    out_of_vocabulary,
)
from shared.phonetics.syllables import ipa_of, syllabify, syllable_stress

from ..schemas.request_response import MAX_TEXT, MapRequest
from .engines.base import Pronouncer

MOST_READ = 8_000
"""Words of an answer, some 1.5 kB each: who asks takes 16 MB. A text of words alone has a thousand."""


async def map_words(request: MapRequest, *, host: EngineHost[Pronouncer]) -> PhonemeMap:
    """Pronounce the text. Raises InvalidInput naming `text`, `words` or `lexicon`."""
    text, field = text_of(request)
    try:
        read = await host.run(host.engine.pronounce, text, request.lexicon)
    except InvalidInput as error:
        if error.field == "text" and field != "text":
            raise InvalidInput(error.detail, field=field) from error
        raise
    other_readings = read.other_readings if request.variants else ()
    n_words = len(read.words) + sum(len(other.words) for other in other_readings)
    if n_words > MOST_READ:
        raise InvalidInput(
            f"its figures make {n_words} words of the text, other ways to read them counted: at most {MOST_READ} are mapped at once",
            field=field,
        )
    return PhonemeMap(
        **host.stamp(),
        text=text,
        words=mapped_words(read.words, all_variants=request.variants),
        other_readings=[
            _token_reading(other, all_variants=request.variants) for other in other_readings
        ],
        out_of_vocabulary=out_of_vocabulary(read.words),
    )


def text_of(request: MapRequest) -> tuple[str, str]:
    """The text to read and the field it came from. Raises InvalidInput unless exactly one was sent."""
    if (request.text is None) == (request.words is None):
        raise InvalidInput("send exactly one of `text` and `words`", field="text")
    if request.words is None:
        return request.text or "", "text"
    text = " ".join(request.words)
    if len(text) > MAX_TEXT:
        raise InvalidInput(
            f"the words together are longer than {MAX_TEXT} characters", field="words"
        )
    return text, "words"


def _token_reading(other: OtherReading, *, all_variants: bool) -> TokenReading:
    return TokenReading(
        first_word=other.first_word,
        n_words=other.n_words,
        words=mapped_words(other.words, all_variants=all_variants, first=other.first_word),
    )


def mapped_words(
    spoken: Sequence[SpokenWord], *, all_variants: bool, first: int = 0
) -> list[MappedWord]:
    """Spoken words as the contract has them, counted from `first`; without `all_variants` each keeps only its first
    pronunciation."""
    return [
        MappedWord(
            index=index,
            text=word.text,
            token=word.token,
            start_char=word.start_char,
            end_char=word.end_char,
            source=word.source,
            pronunciations=[
                pronunciation(entry)
                for entry in (word.pronunciations if all_variants else word.pronunciations[:1])
            ],
        )
        for index, word in enumerate(spoken, start=first)
    ]


def pronunciation(entry: PronunciationEntry) -> Pronunciation:
    return Pronunciation(
        phones=list(entry.phones),
        ipa=ipa_of(entry.phones),
        syllables=[
            Syllable(
                phones=list(syllable), stress=cast("Literal[0, 1, 2]", syllable_stress(syllable))
            )
            for syllable in syllabify(entry.phones)
        ],
        label=entry.label,
    )
