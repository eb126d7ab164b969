"""A lexicon as a caller sends it, with a reading, a call or an assignment: words, and how they are said."""

import re
from collections.abc import Mapping

from pydantic import TypeAdapter, ValidationError

from shared.contracts import CallerLexicon
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, parse_phones

from ..utils.text import check_storable, has_word

MAX_LEXICON_WORDS = 500

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEXICON: TypeAdapter[CallerLexicon] = TypeAdapter(CallerLexicon)


def read_lexicon(text: str | None) -> CallerLexicon:
    """Of the JSON in a form. Raises InvalidInput."""
    if text is None or not text.strip():
        return {}
    try:
        lexicon = _LEXICON.validate_json(text)
    except ValidationError as error:
        raise InvalidInput(
            'the lexicon must be a JSON object of words to ARPAbet: {"Priya": ["P R IY1 Y AH0"]}',
            field="lexicon",
        ) from error
    if len(lexicon) > MAX_LEXICON_WORDS:
        raise InvalidInput(f"at most {MAX_LEXICON_WORDS} words are taken", field="lexicon")
    check_lexicon(lexicon)
    return lexicon


def check_lexicon(lexicon: CallerLexicon) -> None:
    """Raises InvalidInput."""
    for word, pronunciations in lexicon.items():
        check_storable(word, "lexicon")
        if not has_word(word) or not pronunciations:
            raise InvalidInput("each word needs letters and a pronunciation", field="lexicon")
        for phones in pronunciations:
            _check_phones(phones)


def _check_phones(phones: str) -> None:
    try:
        parsed = parse_phones(phones)
    except UnknownPhone as error:
        raise InvalidInput(str(error), field="lexicon") from error
    if not parsed:
        raise InvalidInput("a pronunciation needs at least one phone", field="lexicon")


def words_for(text: str, lexicon: Mapping[str, list[str]]) -> CallerLexicon:
    """Those that the text has."""
    spelt = {word.lower() for word in _WORD.findall(text)}
    return {word: said for word, said in lexicon.items() if word.lower() in spelt}
