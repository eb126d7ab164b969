"""Pronunciations for mock mode: one phone a letter, no models."""

import re
from collections.abc import Mapping, Sequence

from shared.errors import InvalidInput
from shared.phonetics.lexicon import Phones, PronunciationEntry, SpokenWord, parse_own_lexicon

_PHONE_OF = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "AE1",
            "B",
            "K",
            "D",
            "EH1",
            "F",
            "G",
            "HH",
            "IH1",
            "JH",
            "K",
            "L",
            "M",
            "N",
            "AA1",
            "P",
            "K",
            "R",
            "S",
            "T",
            "AH1",
            "V",
            "W",
            "Z",
            "Y",
            "Z",
        ],
        strict=True,
    )
)


class SpellingPronouncer:
    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> list[SpokenWord]:
        """Every word of `text`, its letters as phones. Raises InvalidInput (field `text` or `lexicon`) for a text without words
        and for pronunciations that are none."""
        given = parse_own_lexicon(own or {})
        words = [
            _spelled(match, given.get(match.group().lower(), ()))
            for match in re.finditer(r"[A-Za-z']*[A-Za-z]", text)
        ]
        if not words:
            raise InvalidInput("the text holds no words: send something to say", field="text")
        return words


def _spelled(match: re.Match[str], given: Sequence[Phones]) -> SpokenWord:
    word = match.group()
    own = [PronunciationEntry(phones, "caller") for phones in given]
    letters = tuple(_PHONE_OF[letter] for letter in word.lower() if letter in _PHONE_OF)
    return SpokenWord(
        text=word.lower(),
        token=word,
        start_char=match.start(),
        end_char=match.end(),
        source="caller" if own else "spelled",
        pronunciations=(*own, PronunciationEntry(letters, None)),
    )
