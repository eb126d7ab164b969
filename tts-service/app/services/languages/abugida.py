"""The Brahmic scripts of India → IPA, by tables: letters.tsv has what each letter stands for, rules.tsv what its neighbours make of it.

Where speech drops the vowel that a consonant is written with (Hindi, Marathi, Gujarati, Punjabi, Bengali), it is dropped by the
rule of Ohala (Aspects of Hindi Phonology, 1983) as Narasimhan, Sproat & Kiraz (Schwa-deletion in Hindi text-to-speech synthesis, 2004)
word it. What only a dictionary knows, such as the joint of a compound, is not told.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_BLOCKS = {
    "hi": 0x0900, "mr": 0x0900, "bn": 0x0980, "pa": 0x0A00, "gu": 0x0A80, "or": 0x0B00, "ta": 0x0B80, "te": 0x0C00,
    "kn": 0x0C80, "ml": 0x0D00,
}  # fmt: skip
"""First character of the block of each language's script."""
_BLOCK_LENGTH = 0x80
_SIGN_BEHIND_LETTER = 0x38
_SIGNS = range(0x3E, 0x4D)
_VOCALIC_R_SIGN, _LONG_VOCALIC_R_SIGN = 0x43, 0x44
_NUKTA = 0x3C
_JOINERS = "\u200c\u200d"
INHERENT = "@"
"""The vowel that a consonant has where none is written, until it is known whether it is said."""
_INHERENT_IS = {"bn": "o", "or": "ɔ", "ta": "a", "te": "a", "kn": "a", "ml": "a"}
"""Said, else ə."""
_DROPS_INHERENT = frozenset({"hi", "mr", "gu", "pa", "bn"})
_VOWEL_LETTERS = "aeiouæɔəɛɪʊ"
_PATTERNS = {
    "{V}": rf"<[{_VOWEL_LETTERS}@][^<>]*>",
    "{C}": rf"<[^{_VOWEL_LETTERS}@<>][^<>]*>",
    "{N}": "<(?:ŋ|ɲ|ɳ|n|m)>",
}
_HOMORGANIC: dict[str, tuple[str, ...]] = {
    "ŋ": ("k", "ɡ", "q", "x", "ɣ"), "ɲ": ("t͡ʃ", "d͡ʒ"), "ɳ": ("ʈ", "ɖ", "ɽ"), "n": ("t̪", "d̪"), "m": ("p", "b"),
}  # fmt: skip
"""Nasals, and how the consonants begin that are made where each is."""
_SONORANTS = frozenset({"j", "ʋ", "ɾ", "l", "n", "m", "ɳ", "ɭ"})


class UnknownLetter(ValueError):
    """A character that a language's table has nothing for."""


@dataclass(frozen=True, slots=True)
class _Letter:
    kind: str
    phones: tuple[str, ...]


def abugida_phones(word: str, language: str) -> list[str]:
    """Phones in IPA of a word in the script of `language` (ISO 639-1). Raises UnknownLetter."""
    phones = _with_rules(_as_written(unicodedata.normalize("NFC", word), language), language)
    if language in _DROPS_INHERENT:
        phones = _without_unsaid(phones, keeps_after_any_cluster=language == "bn")
    if language == "bn":
        return list(_bengali_vowels(phones))
    return [_INHERENT_IS.get(language, "ə") if phone == INHERENT else phone for phone in phones]


def _as_written(word: str, language: str) -> list[str]:
    letters, start = _letters(language), _BLOCKS[language]
    places = [ord(character) - start for character in word if character not in _JOINERS]
    phones: list[str] = []
    is_open = False
    """A consonant came last, and no vowel was written for it yet."""
    is_doubled = False
    for index in range(len(places)):
        kind, told = _kind(letters, places, index, word)
        if kind == "nukta":
            continue
        if is_open and kind not in {"sign", "virama"}:
            phones.append(INHERENT)
        is_open = kind == "consonant"
        if kind == "consonant":
            phones += [*told, *told] if is_doubled else told
        elif kind in {"vowel", "sign", "bare"} or (kind == "virama" and index == len(places) - 1):
            phones += told
        elif kind in {"nasal", "homorganic"}:
            _add_nasal(phones, kind, told, _consonant_at(letters, places, index + 1, word))
        is_doubled = kind == "gemination"
    return [*phones, INHERENT] if is_open else phones


def _kind(
    letters: dict[tuple[int, bool], _Letter], places: Sequence[int], index: int, word: str
) -> tuple[str, tuple[str, ...]]:
    place = places[index]
    if place == _NUKTA:
        return "nukta", ()
    if place in _SIGNS:
        letter = letters.get((_letter_of(place), False))
        if letter is not None:
            return "sign", letter.phones
    has_nukta = index + 1 < len(places) and places[index + 1] == _NUKTA
    letter = letters.get((place, has_nukta)) or letters.get((place, False))
    if letter is None or not 0 <= place < _BLOCK_LENGTH:
        raise UnknownLetter(word)
    return ("consonant" if letter.kind == "nukta" else letter.kind), letter.phones


def _letter_of(sign: int) -> int:
    if sign == _LONG_VOCALIC_R_SIGN:
        sign = _VOCALIC_R_SIGN
    return sign - _SIGN_BEHIND_LETTER


def _consonant_at(
    letters: dict[tuple[int, bool], _Letter], places: Sequence[int], index: int, word: str
) -> str | None:
    if index >= len(places):
        return None
    kind, phones = _kind(letters, places, index, word)
    return phones[0] if kind == "consonant" else None


def _add_nasal(
    phones: list[str], kind: str, otherwise: Sequence[str], following: str | None
) -> None:
    if kind == "homorganic" and following is not None:
        for nasal, starts in _HOMORGANIC.items():
            if following.startswith(starts):
                phones.append(nasal)
                return
    if kind == "homorganic" and otherwise != ("̃",):
        phones += otherwise
    elif phones:
        phones[-1] = nasalised(phones[-1])


def nasalised(vowel: str) -> str:
    """`aː` → `ãː`; the inherent vowel becomes one that is said."""
    first = "ə" if vowel == INHERENT else vowel[0]
    return unicodedata.normalize("NFC", first + "̃") + vowel[1:]


def is_vowel_phone(phone: str) -> bool:
    return phone == INHERENT or unicodedata.normalize("NFD", phone)[0] in _VOWEL_LETTERS


def _with_rules(phones: Sequence[str], language: str) -> list[str]:
    text = "".join(f"<{phone}>" for phone in phones)
    for pattern, becomes in _rules(language):
        text = pattern.sub(becomes, text)
    return re.findall("<([^<>]+)>", text)


def _without_unsaid(phones: Sequence[str], *, keeps_after_any_cluster: bool) -> list[str]:
    """Without the inherent vowels that are written and not said: at the end of a word, and from its end on between a vowel with one
    consonant before and one consonant, but no j, with a vowel after. The last is kept after a cluster that ends in a sonorant, or after any."""
    said = list(phones)
    if said[-1:] == [INHERENT] and sum(map(is_vowel_phone, said)) > 1:
        is_cluster = len(said) > 2 and not is_vowel_phone(said[-3])
        is_heavy = said[-2] in _SONORANTS and said[-3] != said[-2]
        if not (is_cluster and (is_heavy or keeps_after_any_cluster)):
            del said[-1]
    for index in range(len(said) - 3, 1, -1):
        if (
            said[index] == INHERENT
            and is_vowel_phone(said[index - 2])
            and not is_vowel_phone(said[index - 1])
            and not is_vowel_phone(said[index + 1])
            and said[index + 1] != "j"
            and is_vowel_phone(said[index + 2])
        ):
            del said[index]
    return said


def _bengali_vowels(phones: Sequence[str]) -> Iterator[str]:
    """The inherent vowel is ɔ in the first syllable and o elsewhere; ɔ is raised before i and u of the next."""
    is_first = True
    vowels = [phone for phone in phones if is_vowel_phone(phone)]
    n_seen = 0
    for phone in phones:
        if not is_vowel_phone(phone):
            yield phone
            continue
        n_seen += 1
        following = vowels[n_seen] if n_seen < len(vowels) else ""
        if phone in {INHERENT, "ɔ"}:
            is_open = is_first and not following.startswith(("i", "u"))
            yield "ɔ" if is_open else "o"
        else:
            yield phone
        is_first = False


@cache
def _letters(language: str) -> dict[tuple[int, bool], _Letter]:
    """By place in the block and whether a nukta is below."""
    letters: dict[tuple[int, bool], _Letter] = {}
    for languages, place, kind, phones in _rows("letters.tsv"):
        if languages == "*" or language in languages.split(","):
            letters[int(place, 16), kind == "nukta"] = _Letter(kind, tuple(phones.split()))
    return letters


@cache
def _rules(language: str) -> list[tuple[re.Pattern[str], str]]:
    rules: list[tuple[re.Pattern[str], str]] = []
    for languages, pattern, becomes in _rows("rules.tsv"):
        if language in languages.split(","):
            for name, meant in _PATTERNS.items():
                pattern = pattern.replace(name, meant)
            rules.append((re.compile(pattern), becomes))
    return rules


def _rows(name: str) -> list[list[str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
