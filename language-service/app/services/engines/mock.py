"""A linguist without models: each script is one language's."""

import re
from collections.abc import Iterator

from shared.engines import EngineContext

from ..ranking import Ranking
from ..scripts import LANGUAGE_OF_SCRIPT, letters_by_script, main_script

LANGUAGES = LANGUAGE_OF_SCRIPT | {"Latn": "en", "Deva": "hi", "Arab": "ur", "Beng": "bn", "Cyrl": "ru"}  # fmt: skip

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGIT = re.compile(rf"\b({'|'.join(DIGITS)})\b")


class MockLinguist:
    name = "mock"
    model_version = "1"

    def warm_up(self) -> None:
        """Nothing is slow the first time."""

    def rank_languages(self, text: str) -> Ranking:
        script = main_script(letters_by_script(text))
        language = LANGUAGES.get(script)
        return Ranking.of(script, {language: 1.0} if language else {})

    def propose_figures(self, text: str, language: str) -> str:
        """Digits alone: *two* is 2, *twenty* stays."""
        del language
        return _DIGIT.sub(lambda found: str(DIGITS.index(found[0])), text)

    def vietnamese_words(self, text: str) -> Iterator[tuple[int, int]]:
        """A word a syllable."""
        return (found.span() for found in re.finditer(r"\w+", text))


def load(context: EngineContext) -> MockLinguist:
    del context  # it needs neither models nor settings
    return MockLinguist()
