"""What can be told of a translation without knowing the right one."""

from collections import Counter
from dataclasses import dataclass

from ..scripts import letters_by_script
from .units import SourceSentence

SCRIPTS = {
    **dict.fromkeys(("hi", "mr", "ne"), "Deva"), **dict.fromkeys(("bn", "as"), "Beng"),
    **dict.fromkeys(("ur", "ar", "fa", "ps"), "Arab"), **dict.fromkeys(("ru", "uk", "bg"), "Cyrl"),
    "ta": "Taml", "te": "Telu", "kn": "Knda", "ml": "Mlym", "gu": "Gujr", "pa": "Guru", "or": "Orya", "si": "Sinh", "th": "Thai",
    "el": "Grek", "he": "Hebr", "hy": "Armn", "ka": "Geor", "ko": "Hang", "km": "Khmr", "zh": "Hani", "am": "Ethi",
    **dict.fromkeys(("en", "vi", "es", "fr", "de", "pt", "it", "nl", "id", "tl", "sw", "tr", "pl"), "Latn"),
}  # fmt: skip
"""The script that a language is written in, of those with one; ISO 15924."""
_GRAM = 3


@dataclass(frozen=True, slots=True)
class Signals:
    length_ratio: float | None
    """Letters of the translation for each of the source's; None where that has none."""
    script_share: float | None
    """Of the translation's letters, those of the target's script; None without letters, or for a language with several scripts."""


def signals_of(source: SourceSentence, translated: str, target: str) -> Signals:
    """What is protected counts on neither side."""
    free = translated
    for each in source.protected:
        free = free.replace(each.kept, " ", 1)
    counts, given = letters_by_script(free), letters_by_script(source.free_text)
    n, n_given = sum(counts.values()), sum(given.values())
    script = SCRIPTS.get(target)
    return Signals(
        length_ratio=n / n_given if n_given else None,
        script_share=counts[script] / n if n and script else None,
    )


def likeness_of(one: str, other: str) -> float:
    """F1 of the sequences of three letters that two texts share, 0–1: how much of a sentence comes back from its translation."""
    ours, theirs = _grams(one), _grams(other)
    shared = sum((ours & theirs).values())
    whole = sum(ours.values()) + sum(theirs.values())
    return 2 * shared / whole if whole else 1.0


def _grams(text: str) -> Counter[str]:
    letters = f" {' '.join(text.casefold().split())} "
    return Counter(letters[at : at + _GRAM] for at in range(max(1, len(letters) - _GRAM + 1)))
