"""The language of a text, from its scripts, its words and what an identifier makes of its letters.

Script decides where one language is written in it. Devanagari, Latin, Arabic and Cyrillic are shared: there an identifier weighs the
sequences of letters, and frequent words what it leaves in doubt; Hindi and Vietnamese are often typed in plain Latin letters.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from .frequent_words import count_frequent_words
from .ranking import Ranking
from .scripts import LANGUAGE_OF_SCRIPT, letters_by_script, main_script

SHARED_SCRIPTS: Mapping[str, Mapping[str, float]] = {
    "Latn": {"en": 1.0, "vi": 0.5, **dict.fromkeys(("es", "fr", "de", "pt", "it", "nl", "id", "tl", "sw", "tr", "pl"), 0.1)},
    "Deva": {"hi": 1.0, "mr": 1.0, "ne": 0.1},
    "Arab": {"ur": 1.0, "ar": 0.3, "fa": 0.3, "ps": 0.1},
    "Cyrl": {"ru": 1.0, "uk": 0.5, "bg": 0.5},
}  # fmt: skip
"""Languages told apart in each, with how often, one beside another, they are to be expected here."""
ROMANISED_PRIOR = 0.02
"""The same of Hindi in Latin letters, which the identifier doesn't know."""
ODDS_OF_A_WORD = 8.0
"""How much likelier a frequent word makes its language."""
LATIN_BESIDE_ANOTHER = 0.4
"""What a Latin letter weighs in a text of another script: names and loan words are written so everywhere."""
_VIETNAMESE_LETTER = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ASSAMESE_LETTER = re.compile("[ৰৱ]")


class Identifier(Protocol):
    def weigh(self, text: str, languages: Sequence[str]) -> dict[str, float]:
        """Probability of each of `languages`, summing to 1, by the sequences of letters."""
        ...


def rank_languages(text: str, identifier: Identifier) -> Ranking:
    """The languages that `text` may be in. A text in several scripts is shared out by their letters."""
    counts = letters_by_script(text)
    weights = {
        script: n * (LATIN_BESIDE_ANOTHER if script == "Latn" and len(counts) > 1 else 1.0)
        for script, n in counts.items()
    }
    whole = sum(weights.values())
    probabilities: dict[str, float] = {}
    for script, weight in weights.items():
        for language, probability in _of_script(text, script, identifier).items():
            share = probability * weight / whole
            probabilities[language] = probabilities.get(language, 0.0) + share
    script = max(weights, key=lambda each: weights[each]) if weights else main_script(counts)
    return Ranking.of(script, probabilities)


def _of_script(text: str, script: str, identifier: Identifier) -> Mapping[str, float]:
    if script in LANGUAGE_OF_SCRIPT:
        return {LANGUAGE_OF_SCRIPT[script]: 1.0}
    if script == "Latn" and _VIETNAMESE_LETTER.search(text):
        return {"vi": 1.0}
    if script == "Beng":
        # An identifier takes short Bengali for Assamese; two letters of the script tell them apart.
        return {"as": 1.0} if _ASSAMESE_LETTER.search(text) else {"bn": 1.0}
    if script in SHARED_SCRIPTS:
        return _of_shared_script(text, script, identifier)
    return {}


def _of_shared_script(text: str, script: str, identifier: Identifier) -> Mapping[str, float]:
    priors = SHARED_SCRIPTS[script]
    by_letters = identifier.weigh(text, tuple(priors))
    odds = {language: by_letters[language] * prior for language, prior in priors.items()}
    if script == "Latn":
        odds["hi"] = ROMANISED_PRIOR
    for language, n in count_frequent_words(text, script).items():
        odds[language] *= ODDS_OF_A_WORD**n
    whole = sum(odds.values())
    return {language: each / whole for language, each in odds.items()}
