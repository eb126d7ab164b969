"""Inverse text normalisation by kept libraries: itntext for English and Vietnamese, indic-itn for Indian languages."""

import re
from collections.abc import Callable

from shared.lazily import Lazily

INDIC = ("hi", "mr", "ta", "te", "kn", "or")
BY_GRAMMAR = ("en", "vi")

_DIGITS = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
_SAID_AGAIN = re.compile(rf"\b(double|triple) ({_DIGITS})\b")
_TWENTY_ON = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNTING = rf"(?:one|two|three|four|five|six|seven|eight|nine|{_TWENTY_ON}|hundred|thousand|lakhs?|crores?|and)"
_LAKHS = re.compile(
    rf"\b(?!and\b){_COUNTING}(?: {_COUNTING})* ?\b(?<=lakh|akhs|rore|ores)\b(?: {_COUNTING})*(?<! and)(?: rupees?\b)?"
)
_TEENS = {
    teen: f"one thousand {unit} hundred"
    for teen, unit in zip(
        ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        strict=True,
    )
}  # fmt: skip
_TEENS_OF_HUNDREDS = re.compile(rf"\b({'|'.join(_TEENS)}) hundred\b")
_A_HUNDRED = re.compile(rf"\ba (?=(?:hundred|thousand) (?:and )?{_COUNTING}\b(?<! and))")
_BEHIND_DONG = re.compile(r"(?<=\bđồng)\s+(?=\S)")
"""What follows is no hundredth of the đồng, as the grammar has it."""
_FORMS = (
    (re.compile(r"\brs(?=\d)"), "₹"),
    (re.compile(r"(?<=\d) %"), "%"),
    (re.compile(r"\b0(?=\d:\d\d)"), ""),
    (re.compile(r"(?<=\d):00(?= (?:बजे|वाजता))"), ""),
    (re.compile(r"\b(at|by|from|until|till|before|after|around) (1[0-2])([0-5]\d)\b"), r"\1 \2:\3"),
    (re.compile(r"\b(\d+)\$"), r"$\1"),
    (re.compile(r"\b(\d{3})-(\d{3})-(\d{4})\b"), r"\1\2\3"),
)
"""How figures are written here where the grammars have it otherwise; of a telephone nothing tells where its groups are."""
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")


class InverseNormaliser:
    """A text with its numbers in figures, as a library has it: a proposal, which spaces and signs may differ in as well."""

    def __init__(self) -> None:
        self._of: dict[str, Lazily[Callable[[str], str]]] = {
            **{language: Lazily(lambda of=language: _load_indic(of)) for language in INDIC},
            **{language: Lazily(lambda of=language: _load_grammar(of)) for language in BY_GRAMMAR},
        }
        self._indian_english = Lazily(lambda: _load_indic("en"))

    @property
    def is_loaded(self) -> bool:
        return any(each.is_loaded for each in (*self._of.values(), self._indian_english))

    def propose(self, text: str, language: str) -> str:
        library = self._of[language].get()
        parts = _BEHIND_DONG.split(text) if language == "vi" else [self._prepared(text, language)]
        proposed = " ".join(map(library, parts))
        for pattern, form in _FORMS:
            proposed = pattern.sub(form, proposed)
        return _DECIMAL_POINT.sub(",", proposed) if language == "vi" else proposed

    def _prepared(self, text: str, language: str) -> str:
        """English as the grammar reads it: *double five* said twice, *a hundred and ten* and *eleven hundred* in full, and lakhs and
        crores, which it doesn't know, as figures."""
        if language != "en":
            return text
        text = _A_HUNDRED.sub("one ", text)
        text = _TEENS_OF_HUNDREDS.sub(lambda found: _TEENS[found[1]], text)
        text = _SAID_AGAIN.sub(lambda found: " ".join([found[2]] * (2 if found[1] == "double" else 3)), text)  # fmt: skip
        return _LAKHS.sub(lambda found: self._in_lakhs(found[0]), text)

    def _in_lakhs(self, said: str) -> str:
        """*Three crore* stays: a number of one word and its unit is read more easily so."""
        if len(said.split()) <= 2:
            return said
        written = self._indian_english.get()(said)
        return grouped(written) if written.isdigit() else written


def grouped(figures: str) -> str:
    """Grouped as in India: 12,34,567."""
    head, tail = figures[:-3], figures[-3:]
    groups = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


def _load_indic(language: str) -> Callable[[str], str]:
    from indic_itn import IndicITN

    return IndicITN(lang=language).normalize


def _load_grammar(language: str) -> Callable[[str], str]:
    from itntext.fst_processor import FstProcessor

    return FstProcessor(lang=language, operator="itn").normalize
