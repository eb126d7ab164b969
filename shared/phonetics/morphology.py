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
    if stem.endswith("i"):
        yield stem[:-1] + "y"
    if vowel_suffix:
        yield stem + "e"
    yield stem


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
