"""Regular endings, contractions and British spellings of words that the dictionary has in another form."""

import re
from collections.abc import Callable, Iterator

from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.phonology import SIBILANTS, VOICELESS_FINALS

Phones = tuple[str, ...]
Variants = Callable[[str], list[Phones]]


def with_s(phones: Phones) -> Phones:
    """Plural, possessive or third person: IH0 Z after a sibilant, S after a voiceless phone, else Z."""
    last = strip_stress(phones[-1])
    if last in SIBILANTS:
        return (*phones, "IH0", "Z")
    return (*phones, "S" if last in VOICELESS_FINALS else "Z")


def with_ed(phones: Phones) -> Phones:
    """Past: IH0 D after T or D, T after another voiceless phone, else D."""
    last = strip_stress(phones[-1])
    if last in {"T", "D"}:
        return (*phones, "IH0", "D")
    return (*phones, "T" if last in VOICELESS_FINALS else "D")


def with_clitic(phones: Phones, clitic: str) -> Phones:
    """A word with 's, n't, 'll, 've, 're, 'd or 'm."""
    vowel_before = is_vowel(phones[-1])
    endings: dict[str, Phones] = {
        "n't": ("AH0", "N", "T"),
        "'ll": ("L",) if vowel_before else ("AH0", "L"),
        "'ve": ("V",) if vowel_before else ("AH0", "V"),
        "'re": ("ER0",),
        "'m": ("M",) if vowel_before else ("AH0", "M"),
        "'d": ("D",) if strip_stress(phones[-1]) not in {"T", "D"} else ("AH0", "D"),
    }
    return with_s(phones) if clitic == "'s" else phones + endings[clitic]


_SUFFIXES: tuple[tuple[str, Callable[[Phones], Phones]], ...] = (
    ("s", with_s),
    ("ed", with_ed),
    ("ing", lambda phones: (*phones, "IH0", "NG")),
    ("er", lambda phones: (*phones, "ER0")),
    ("ers", lambda phones: (*phones, "ER0", "Z")),
    ("ly", lambda phones: (*phones, "L", "IY0") if phones[-1] != "L" else (*phones, "IY0")),
    ("ness", lambda phones: (*phones, "N", "AH0", "S")),
    ("less", lambda phones: (*phones, "L", "AH0", "S")),
    ("ful", lambda phones: (*phones, "F", "AH0", "L")),
    ("ment", lambda phones: (*phones, "M", "AH0", "N", "T")),
)


def _stems(word: str, suffix: str) -> Iterator[str]:
    """Spellings the word may have had before the suffix: hiked → hik, hike; studies → study; blogging → blog."""
    stem = word[: -len(suffix)]
    if suffix == "s":
        if stem.endswith("ie"):
            yield stem[:-2] + "y"
        if re.search(r"(?:s|x|z|ch|sh|o)e$", stem):
            yield stem[:-1]
    vowel_suffix = suffix[0] in "aei"
    if vowel_suffix and len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        yield stem[:-1]
    if stem.endswith("i") and suffix != "s":
        yield stem[:-1] + "y"
    if vowel_suffix:
        yield stem + "e"
    yield stem


def stems(word: str) -> Iterator[str]:
    """Every spelling that the word may be a regular derivative of: studies → study, studie."""
    for suffix, _ in _SUFFIXES:
        if word.endswith(suffix) and not (word.endswith("ss") and suffix == "s"):
            yield from _stems(word, suffix)


def inflected(word: str, variants: Variants) -> list[Phones]:
    """Pronunciations of a regular derivative of a dictionary word; empty when it is none.

    `unswipeable` and the like are left to the model: only endings whose sound is regular are tried, on
    stems of three letters or more.
    """
    for suffix, extend in _SUFFIXES:
        if not word.endswith(suffix) or (word.endswith("ss") and suffix == "s"):
            continue
        for stem in _stems(word, suffix):
            if len(stem) >= 3 and (known := variants(stem)):
                return [extend(phones) for phones in known]
    return []


_PREFIXES: dict[str, Phones] = {
    spelling: tuple(phones.split())
    for spelling, phones in {
        "un": "AH2 N", "re": "R IY2", "pre": "P R IY2", "over": "OW2 V ER0", "under": "AH2 N D ER0", "out": "AW2 T",
        "up": "AH2 P", "mis": "M IH2 S", "dis": "D IH2 S", "non": "N AA2 N", "anti": "AE2 N T IY0", "inter": "IH2 N T ER0",
        "multi": "M AH2 L T IY0", "micro": "M AY2 K R OW0", "mega": "M EH2 G AH0", "super": "S UW2 P ER0",
        "cyber": "S AY2 B ER0", "tele": "T EH2 L AH0", "auto": "AO2 T OW0", "bio": "B AY2 OW0", "geo": "JH IY2 OW0",
        "eco": "IY2 K OW0", "self": "S EH2 L F", "co": "K OW2", "de": "D IY2", "semi": "S EH2 M IY0", "mini": "M IH2 N IY0",
        "hyper": "HH AY2 P ER0", "pseudo": "S UW2 D OW0", "ultra": "AH2 L T R AH0", "counter": "K AW2 N T ER0", "fore": "F AO2 R",
        "electro": "IH0 L EH2 K T R OW0", "photo": "F OW2 T OW0", "video": "V IH2 D IY0 OW0", "sub": "S AH2 B", "post": "P OW2 S T",
        "down": "D AW2 N", "cross": "K R AO2 S", "neuro": "N UH2 R OW0", "nano": "N AE2 N OW0", "crypto": "K R IH2 P T OW0",
    }.items()
}  # fmt: skip
"""Said before a word that keeps its own sounds and stress."""
SHORTEST_PART = 4
"""Letters of each part of a compound: shorter ones are found in names by chance (`Townson`: town, son)."""


def prefixed(word: str, variants: Variants) -> list[Phones]:
    """Pronunciations of a prefix and a known word (`rescheduling`); empty when it is none."""
    for prefix in sorted(_PREFIXES, key=len, reverse=True):
        if word.startswith(prefix) and (rest := _part(word[len(prefix) :], variants)):
            return [(*_PREFIXES[prefix], *phones) for phones in rest]
    return []


def compounded(word: str, variants: Variants) -> list[Phones]:
    """Pronunciations of two known words in one (`smartwatch`), the cut nearest the middle; empty when it is none.

    The second keeps its stress as secondary.
    """
    middle = len(word) / 2
    for cut in sorted(range(SHORTEST_PART, len(word)), key=lambda place: abs(place - middle)):
        if (first := variants(word[:cut])) and (second := _part(word[cut:], variants)):
            return [
                (*one, *(phone.replace("1", "2") for phone in other))
                for one in first[:2]
                for other in second[:2]
            ]
    return []


def _part(part: str, variants: Variants) -> list[Phones]:
    """Of a part that may have a regular ending."""
    return (variants(part) or inflected(part, variants)) if len(part) >= SHORTEST_PART else []


_BRITISH = (
    (r"our", "or"),
    (r"is(e[drs]?|ing|ation|ations|er|ers)$", r"iz\1"),
    (r"ys(e[ds]?|ing|er|ers)$", r"yz\1"),
    (r"(?<=[tbch])re(s?)$", r"er\1"),
    (r"ll(ed|ing|er|ers)$", r"l\1"),
    (r"ogue(s?)$", r"og\1"),
    (r"oeuvre(s?)$", r"euver\1"),
    (r"(?:ae|oe)", "e"),
    (r"ence(s?)$", r"ense\1"),
    (r"mme(s?)$", r"m\1"),
    (r"que(s?)$", r"ck\1"),
    (r"(?<=l)ful", "lful"),
    (r"l(ment)", r"ll\1"),
    (r"gement", "gment"),
    (r"grey", "gray"),
    (r"tyre", "tire"),
    (r"aluminium", "aluminum"),
)
"""Spelling rules, British → American (as in Merriam-Webster's table of variants)."""


def american_spellings(word: str) -> Iterator[str]:
    """American spellings a British-spelled word may have: colour → color, organise → organize."""
    for british, american in _BRITISH:
        if (changed := re.sub(british, american, word)) != word:
            yield changed
