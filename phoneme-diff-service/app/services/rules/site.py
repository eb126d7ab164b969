"""Where in a word a phone stands, and the contexts that rules may name.

Contexts are the vocabulary of the rules files: `word_final`, `stressed_onset` and so on. `!` negates
one, `&` joins several.
"""

from collections.abc import Callable
from dataclasses import dataclass

from shared.phonetics.arpabet import is_vowel
from shared.phonetics.function_words import LIGHT_WHEN_JUDGED
from shared.phonetics.phonology import (
    GLIDING_VOWELS,
    NASALS,
    ONSET_SECONDS,
    SIBILANTS,
    VOICELESS,
    may_be_flap,
)


@dataclass(frozen=True, slots=True)
class Site:
    """A target phone, or the gap before it for an insertion."""

    text: str
    """The word, lower case."""
    phones: tuple[str, ...]
    """The word's target phones, without stress."""
    stresses: tuple[int | None, ...]
    heard: tuple[str | None, ...]
    """What was heard for each."""
    inserted: frozenset[tuple[int, str]]
    """(index of the phone it precedes, phone) of the word's inserted phones."""
    index: int
    is_gap: bool = False
    previous_word_end: str | None = None
    """Last target phone of the word before; None after a pause or at the start."""
    next_word_start: str | None = None
    """First target phone of the word after; None before a pause or at the end."""

    @property
    def left(self) -> str | None:
        """The target phone before, over a word boundary too."""
        return self.phones[self.index - 1] if self.index > 0 else self.previous_word_end

    @property
    def right(self) -> str | None:
        """The target phone after, over a word boundary too."""
        after = self.index if self.is_gap else self.index + 1
        return self.phones[after] if after < len(self.phones) else self.next_word_start

    @property
    def stress(self) -> int | None:
        return None if self.is_gap else self.stresses[self.index]

    @property
    def is_last(self) -> bool:
        return self.index == (len(self.phones) if self.is_gap else len(self.phones) - 1)

    @property
    def onset(self) -> tuple[str, ...]:
        """The consonants before the word's first vowel."""
        first = next((i for i, each in enumerate(self.phones) if is_vowel(each)), 0)
        return self.phones[:first]

    def stress_after(self) -> int | None:
        """Stress of the next vowel in the word if only consonants of an onset stand between."""
        for i in range(self.index + 1, len(self.phones)):
            if is_vowel(self.phones[i]):
                return self.stresses[i]
            if self.phones[i] not in ONSET_SECONDS:
                return None
        return None


def _vowel(phone: str | None) -> bool:
    return phone is not None and is_vowel(phone)


def _consonant(phone: str | None) -> bool:
    return phone is not None and not is_vowel(phone)


def _stressed_onset(site: Site) -> bool:
    if site.index > 0 and site.phones[site.index - 1] == "S":
        return False
    if not site.is_gap and site.index == 0:
        return True
    return (site.stress_after() or 0) > 0


def _flap(site: Site) -> bool:
    after = site.index + 1
    stress = site.stresses[after] if after < len(site.stresses) else None
    return may_be_flap(site.left, site.right, after_stress=stress, ends_word=site.is_last)


def _regular_ending(site: Site) -> bool:
    """The word is spelled with a plural or third-person s."""
    return site.is_last and site.text.endswith("s") and not site.text.endswith("ss")


CONTEXTS: dict[str, Callable[[Site], bool]] = {
    "any": lambda site: True,
    "word_initial": lambda site: site.index == 0,
    "word_final": lambda site: site.is_last,
    "stressed": lambda site: (site.stress or 0) > 0,
    "unstressed": lambda site: site.stress == 0,
    "stressed_onset": _stressed_onset,
    "intervocalic": lambda site: _vowel(site.left) and _vowel(site.right),
    "flap": _flap,
    "before_vowel": lambda site: _vowel(site.right),
    "before_consonant": lambda site: _consonant(site.right),
    "before_voiceless_or_pause": lambda site: site.right is None or site.right in VOICELESS,
    "before_r": lambda site: not site.is_last and site.right in {"R", "ER"},
    "before_l": lambda site: not site.is_last and site.right == "L",
    "before_nasal": lambda site: site.right in NASALS,
    "before_labial": lambda site: site.right in {"P", "B", "M"},
    "before_velar": lambda site: site.right in {"K", "G", "NG"},
    "before_y": lambda site: site.right == "Y",
    "before_same": lambda site: site.right is not None and site.right == site.phones[site.index],
    "before_sibilant": lambda site: site.right in SIBILANTS,
    "before_sh": lambda site: site.right in {"SH", "CH", "JH", "Y"},
    "before_tr": lambda site: (
        site.phones[site.index + 1 : site.index + 3] in {("T", "R"), ("CH", "R")}
    ),
    "before_syllabic": lambda site: not site.is_last and site.right in {"L", "N", "M"},
    "before_uw": lambda site: site.right in {"UW", "UH"},
    "before_schwa_n": lambda site: (
        site.right == "N"
        or site.phones[site.index + 1 : site.index + 3] in {("AH", "N"), ("IH", "N")}
    ),
    "after_consonant": lambda site: _consonant(site.left),
    "after_coronal": lambda site: site.left in {"T", "D", "N", "S", "Z", "L", "TH", "DH"},
    "after_gliding_vowel": lambda site: site.left in GLIDING_VOWELS,
    "after_er": lambda site: site.left == "ER",
    "after_heard_er": lambda site: site.index > 0 and site.heard[site.index - 1] == "ER",
    "after_n": lambda site: site.left == "N",
    "after_ng": lambda site: site.left == "NG",
    "after_front_glide": lambda site: site.left in {"IY", "EY", "AY", "OY"} and _vowel(site.right),
    "after_back_glide": lambda site: site.left in {"UW", "OW", "AW"} and _vowel(site.right),
    "coda": lambda site: _vowel(site.left) and not _vowel(site.right),
    "final_cluster": lambda site: (
        site.is_last and site.index > 0 and _consonant(site.phones[site.index - 1])
    ),
    "final_gap": lambda site: (
        0 < site.index < len(site.phones) and not any(map(is_vowel, site.phones[site.index - 1 :]))
    ),
    "s_cluster_start": lambda site: (
        site.index == 0 and len(site.onset) > 1 and site.onset[0] == "S"
    ),
    "inside_onset": lambda site: 0 < site.index < len(site.onset),
    "before_front_vowel": lambda site: site.right in {"IY", "IH", "EH", "EY", "AE"},
    "before_back_vowel": lambda site: site.right in {"UW", "UH", "OW", "AO"},
    "regular_ending": _regular_ending,
    "spelled_ed": lambda site: site.text.endswith("ed") and len(site.text) > 3,
    "before_final_d": lambda site: site.phones[site.index :] in {("T",), ("D",)},
    "spelled_wh": lambda site: site.text.startswith("wh"),
    "ing": lambda site: (
        site.is_last and site.text.endswith("ing") and sum(map(is_vowel, site.phones)) > 1
    ),
    "function_word": lambda site: site.text in LIGHT_WHEN_JUDGED,
    "r_inserted_after": lambda site: (site.index + 1, "R") in site.inserted,
    "prince_stop": lambda site: (
        (site.left, site.right)
        in {
            ("N", "S"),
            ("M", "S"),
            ("M", "F"),
            ("M", "T"),
            ("NG", "S"),
            ("NG", "TH"),
            ("N", "SH"),
            ("N", "TH"),
            ("L", "S"),
        }
    ),
}
"""By name, each a claim about a site."""


def holds(context: str, site: Site) -> bool:
    """Whether every part of `a&!b` is true of the site."""
    return all(
        CONTEXTS[part.removeprefix("!")](site) != part.startswith("!")
        for part in context.split("&")
    )


def unknown_contexts(context: str) -> list[str]:
    return [part for part in context.split("&") if part.removeprefix("!") not in CONTEXTS]
