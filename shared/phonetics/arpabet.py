"""The 39 ARPAbet phones of General American: IPA both ways and articulatory features.

Inventory: the CMU Pronouncing Dictionary's. Features: Ladefoged & Johnson, A Course in Phonetics (2014),
tables 2.1 and 4.2, reduced to what sets the 39 apart.
"""

from dataclasses import dataclass
from functools import cache

VOWELS = (
    "AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW",
)  # fmt: skip
CONSONANTS = (
    "B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T",
    "TH", "V", "W", "Y", "Z", "ZH",
)  # fmt: skip
PHONES = tuple(sorted(VOWELS + CONSONANTS))
"""All 39, in alphabetical order."""

_IPA = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "EH": "ɛ", "ER": "ɝ",
    "EY": "eɪ", "IH": "ɪ", "IY": "i", "OW": "oʊ", "OY": "ɔɪ", "UH": "ʊ", "UW": "u",
    "B": "b", "CH": "tʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "dʒ",
    "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ",
    "T": "t", "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_UNSTRESSED_IPA = {"AH": "ə", "ER": "ɚ"}
_ARPABET = {ipa: phone for phone, ipa in _IPA.items()} | {
    "ə": "AH", "ɚ": "ER", "ɜ": "ER", "r": "R", "g": "G", "ɾ": "T", "ɫ": "L", "ʧ": "CH", "ʤ": "JH",
    "ɐ": "AH", "ɒ": "AA", "e": "EY", "o": "OW", "a": "AA",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """Where and how a phone is made. A vowel has height, backness, rounding; a consonant the rest."""

    vowel: bool
    manner: str
    """stop, affricate, fricative, nasal, approximant, lateral, monophthong, diphthong, rhotic."""
    place: float
    """Consonants: 0 lips … 1 glottis. Vowels: backness, 0 front … 1 back (start of a diphthong)."""
    height: float
    """Vowels: 0 open … 1 close. Consonants: 0.5."""
    voiced: bool
    rounded: bool
    glide: tuple[float, float] = (0.0, 0.0)
    """How far a diphthong moves in (place, height)."""


def _consonant(manner: str, place: float, voiced: bool, rounded: bool = False) -> Features:
    return Features(False, manner, place, 0.5, voiced, rounded)


def _vowel(
    backness: float,
    height: float,
    rounded: bool = False,
    manner: str = "monophthong",
    glide: tuple[float, float] = (0.0, 0.0),
) -> Features:
    return Features(True, manner, backness, height, True, rounded, glide)


FEATURES: dict[str, Features] = {
    "P": _consonant("stop", 0.0, False),
    "B": _consonant("stop", 0.0, True),
    "T": _consonant("stop", 0.4, False),
    "D": _consonant("stop", 0.4, True),
    "K": _consonant("stop", 0.8, False),
    "G": _consonant("stop", 0.8, True),
    "CH": _consonant("affricate", 0.5, False),
    "JH": _consonant("affricate", 0.5, True),
    "F": _consonant("fricative", 0.1, False),
    "V": _consonant("fricative", 0.1, True),
    "TH": _consonant("fricative", 0.25, False),
    "DH": _consonant("fricative", 0.25, True),
    "S": _consonant("fricative", 0.4, False),
    "Z": _consonant("fricative", 0.4, True),
    "SH": _consonant("fricative", 0.5, False),
    "ZH": _consonant("fricative", 0.5, True),
    "HH": _consonant("fricative", 1.0, False),
    "M": _consonant("nasal", 0.0, True),
    "N": _consonant("nasal", 0.4, True),
    "NG": _consonant("nasal", 0.8, True),
    "L": _consonant("lateral", 0.4, True),
    "R": _consonant("approximant", 0.5, True),
    "Y": _consonant("approximant", 0.65, True),
    "W": _consonant("approximant", 0.05, True, rounded=True),
    "IY": _vowel(0.0, 1.0),
    "IH": _vowel(0.15, 0.85),
    "EY": _vowel(0.1, 0.65, manner="diphthong", glide=(-0.05, 0.25)),
    "EH": _vowel(0.2, 0.45),
    "AE": _vowel(0.25, 0.2),
    "AA": _vowel(0.8, 0.0),
    "AO": _vowel(0.9, 0.3, rounded=True),
    "OW": _vowel(0.9, 0.6, rounded=True, manner="diphthong", glide=(0.0, 0.25)),
    "UH": _vowel(0.8, 0.85, rounded=True),
    "UW": _vowel(0.95, 1.0, rounded=True),
    "AH": _vowel(0.55, 0.4),
    "ER": _vowel(0.5, 0.5, manner="rhotic"),
    "AY": _vowel(0.5, 0.05, manner="diphthong", glide=(-0.4, 0.8)),
    "AW": _vowel(0.5, 0.05, rounded=True, manner="diphthong", glide=(0.3, 0.8)),
    "OY": _vowel(0.9, 0.4, rounded=True, manner="diphthong", glide=(-0.8, 0.45)),
}


class UnknownPhone(ValueError):
    """The text is not one of the 39 ARPAbet phones."""


def strip_stress(phone: str) -> str:
    """`EH1` → `EH`."""
    return phone.rstrip("012")


def stress_of(phone: str) -> int | None:
    """`EH1` → 1, `V` → None."""
    return int(phone[-1]) if phone[-1:] in {"0", "1", "2"} else None


def is_vowel(phone: str) -> bool:
    return strip_stress(phone) in VOWELS


def parse_phones(text: str) -> list[str]:
    """`"v eh1 r iy0"` → `["V", "EH1", "R", "IY0"]`. Raises UnknownPhone naming the first bad symbol."""
    phones = text.upper().split()
    for phone in phones:
        bare = strip_stress(phone)
        has_digit = bare != phone
        if bare not in FEATURES or (
            has_digit and (bare not in VOWELS or len(phone) != len(bare) + 1)
        ):
            raise UnknownPhone(f"{phone!r} is not an ARPAbet phone")
    return phones


def to_ipa(phone: str) -> str:
    """IPA of one phone; `AH0` and `ER0` become ə and ɚ. Raises UnknownPhone."""
    bare = strip_stress(phone)
    if bare not in _IPA:
        raise UnknownPhone(f"{phone!r} is not an ARPAbet phone")
    if stress_of(phone) == 0 and bare in _UNSTRESSED_IPA:
        return _UNSTRESSED_IPA[bare]
    return _IPA[bare]


def from_ipa(ipa: str) -> list[str]:
    """ARPAbet phones of an IPA string, longest symbols first; stress and length marks are dropped.

    Raises UnknownPhone for a symbol with no ARPAbet counterpart.
    """
    phones: list[str] = []
    position = 0
    plain = "".join(symbol for symbol in ipa if symbol not in "ˈˌː.͡ ̩")
    while position < len(plain):
        for width in (2, 1):
            if (piece := plain[position : position + width]) in _ARPABET and len(piece) == width:
                phones.append(_ARPABET[piece])
                position += width
                break
        else:
            raise UnknownPhone(f"{plain[position]!r} has no ARPAbet counterpart")
    return phones


@cache
def articulatory_distance(one: str, other: str) -> float:
    """How far apart two phones are made: 0 the same, 1 a vowel against an obstruent.

    A weighted count of differing features; symmetric, zero only for the same phone.
    """
    one, other = strip_stress(one), strip_stress(other)
    if one == other:
        return 0.0
    a, b = FEATURES[one], FEATURES[other]
    if a.vowel != b.vowel:
        near = {frozenset(("IY", "Y")), frozenset(("UW", "W")), frozenset(("ER", "R"))}
        return 0.4 if frozenset((one, other)) in near else 1.0
    if a.vowel:
        glide = abs(a.glide[0] - b.glide[0]) + abs(a.glide[1] - b.glide[1])
        return min(
            1.0,
            0.05
            + 0.4 * abs(a.place - b.place)
            + 0.4 * abs(a.height - b.height)
            + 0.05 * (a.rounded != b.rounded)
            + 0.1 * ((a.manner == "rhotic") != (b.manner == "rhotic"))
            + 0.2 * glide,
        )
    return min(
        1.0,
        0.05
        + 0.5 * abs(a.place - b.place)
        + 0.15 * (a.voiced != b.voiced)
        + 0.3 * (a.manner != b.manner)
        + 0.05 * (a.rounded != b.rounded),
    )
