"""A pronouncer without models: the real reading of texts, and one fixed phone a letter for every word."""

from collections.abc import Mapping, Sequence

from shared.engines import EngineContext
from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.lexicon import Lexicon, PronouncedText
from shared.phonetics.syllables import with_primary_stress
from shared.phonetics.usage import Usage

PHONE_OF_LETTER = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        ("AE", "B", "K", "D", "EH", "F", "G", "HH", "IH", "JH", "K", "L", "M", "N", "AA", "P", "K",
         "R", "S", "T", "AH", "V", "W", "K", "IY", "Z"),
        strict=True,
    )
)  # fmt: skip


class LetterRules:
    def predict(self, words: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
        """`cat` → K AE1 T; characters other than a–z are silent."""
        said = [
            [PHONE_OF_LETTER[c] for c in word.lower() if c in PHONE_OF_LETTER] for word in words
        ]
        return [(with_primary_stress(phones),) if phones else () for phones in said]


class MockPronouncer:
    name = "mock"
    model_version = "1"

    def __init__(self) -> None:
        self.lexicon = Lexicon(PronouncingDictionary({}), LetterRules(), Usage.load())

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def pronounce(
        self, text: str, own: Mapping[str, Sequence[str]] | None = None
    ) -> PronouncedText:
        return self.lexicon.pronounce_readings(text, own)


def load(context: EngineContext) -> MockPronouncer:
    del context  # it needs neither models nor settings
    return MockPronouncer()
