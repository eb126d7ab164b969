"""Which words, sounds and numbers a text names, and whether the issues that it cites have them."""

import re
from itertools import pairwise

from shared.contracts import Diff
from shared.phonetics.arpabet import PHONES, is_vowel, to_ipa

from .allowances import spellings
from .grounds import Grounds

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_QUOTED = re.compile(r"[“\"‘`«]([^“”\"‘’`«»]{1,60})[”\"’`»]")
_SINGLE_QUOTED = re.compile(r"(?<![A-Za-z])'([^']{1,60})'(?![A-Za-z])")
_IN_SLASHES = re.compile(r"[/\[]([^/\[\]\s]{1,12})[/\]]")
_SECONDS = re.compile(r"(?<=\d)\s?s\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MARKUP = re.compile(
    r"https?:|www\.|<[^>]*>|```|\{\{|\}\}|\$\{|[\x00-\x08\x0b-\x1f]", re.IGNORECASE
)
_AFTER_WORD = re.compile(
    r"\bwords?\s+(?:like\s+)?([A-Za-z']+)"
    r"(?=\s+(?:was|were|is|are|had|has|came|sounded|needs?|and|with|in)\b|[.,;:!?]|$)",
    re.IGNORECASE,
)
"""An unquoted word that something is said of: `the word very was …`; not `makes the word harder to catch`."""
_ADVERB = re.compile(r"[a-z]+ly|again|aloud|together|apart|alone|twice|once|first|too|here")
_MARKS = frozenset("ˈˌːʰ")
_ENGLISH_PHONES = frozenset({"AH", "ER", "OY"})
"""That are exclamations, too."""
_ARPABET = re.compile(rf"\b({'|'.join(sorted({*PHONES} - _ENGLISH_PHONES))})[012]?\b")
_IPA_ONLY = frozenset("θðʃʒŋɹɾʔɪʊɛæʌəɚɝɔɑɒɐʈɖʋɽɳɭʰɡʧʤˈˌː")
_SPELLINGS = frozenset({"th", "sh", "ch", "zh", "ng", "wh"})
_EVERYDAY = frozenset(
    ("i", "a", "we", "you", "it", "this", "that", "they", "one", "two", "three", "four", "five")
)
"""Words that a coach can't do without, though they may be in the recording, too."""
_SUBJECTS = frozenset(
    [
        "there",
        "what",
        "which",
        "who",
        "he",
        "she",
        "everything",
        "nothing",
        "sound",
        "word",
        "vowel",
        "consonant",
        "syllable",
        "stress",
        "text",
        "reading",
        "pitch",
        "end",
        "rest",
        "others",
        "most",
        "all",
        "both",
        "each",
        "some",
        "many",
        "first",
        "second",
        "last",
    ]
)
"""Of which a coach says that they were so, whether or not they are in the recording."""
_NO_SOUNDS = frozenset({"a", "i"})
"""Single letters that are words."""


def misnamed(
    text: str,
    *,
    sounds: set[str],
    words: set[str],
    grounds: Grounds,
    letters: frozenset[str] = frozenset(),
) -> list[str]:
    """What it names that is none of `sounds` (phones), `letters`, `words` (small letters) and the measured numbers."""
    found: list[str] = []
    if _MARKUP.search(text):
        found.append("holds markup or an address")
    found += [
        f"names the number {each}, which was not measured"
        for each in _NUMBER.findall(text)
        if each not in grounds.numbers
    ]
    phrases = {each for each in quoted_in(text) if _is_phrase_around(each, words, grounds.diff)}
    words = words | {piece for each in phrases for piece in _WORD.findall(each)}
    named = quoted_in(text) | {
        each
        for each in map(str.lower, _AFTER_WORD.findall(text))
        if each not in grounds.tips.vocabulary and not _ADVERB.fullmatch(each)
    }
    spoken_of = {piece for each in named for piece in _WORD.findall(each.lower())}
    parts = {piece for word in words for piece in _WORD.findall(word)}
    spelled = {phone.lower() for phone in sounds} | spellings(sounds, grounds.tips) | letters
    found += [
        f"names {each!r}, which is no word of the issues it cites"
        for each in sorted(spoken_of - parts - spelled)
    ]
    found += [
        f"speaks of {each!r}, which none of its issues is about"
        for each in _others_named(text, words, grounds)
    ]
    found += [
        f"names the sound {each}, which none of its issues shows"
        for each in _strange_sounds(text, sounds, grounds, letters)
    ]
    return found


def _others_named(text: str, words: set[str], grounds: Grounds) -> list[str]:
    """Words of the recording that are none of `words`: plain ones only where something is said of them."""
    others = {word.text.lower() for word in grounds.diff.words} - words - grounds.tips.vocabulary
    tokens = [token.lower() for token in _WORD.findall(text)]
    verbs = grounds.lexicon.statement.claims
    spoken_of = {one for one, other in pairwise(tokens) if other in verbs} - _SUBJECTS
    return sorted(
        each
        for each in others.intersection(tokens) - _EVERYDAY
        if each in spoken_of or not grounds.lexicon.knows(each)
    )


def _is_phrase_around(quoted: str, words: set[str], diff: Diff) -> bool:
    """Whether it is a stretch of the text with one of `words` in it: `very good school`."""
    texts = [word.text.lower() for word in diff.target_words]
    pieces = [piece.lower() for piece in _WORD.findall(quoted)]
    n = len(pieces)
    return (
        n > 1
        and not words.isdisjoint(pieces)
        and any(texts[start : start + n] == pieces for start in range(len(texts) - n + 1))
    )


def _strange_sounds(
    text: str, sounds: set[str], grounds: Grounds, letters: frozenset[str]
) -> list[str]:
    """Sounds that are named, in IPA, ARPAbet, letters or by the tips' names, and are not among `sounds`."""
    symbols = set(_MARKS)
    for phone in sounds:
        symbols |= set(to_ipa(phone))
        symbols |= set(to_ipa(f"{phone}0")) if is_vowel(phone) else set()
    found = [f"/{each}/" for each in _IN_SLASHES.findall(text) if not set(each) <= symbols]
    found += sorted(({*text} & _IPA_ONLY) - symbols)
    others = [phone for phone in PHONES if phone not in sounds]
    found += sorted(set(_ARPABET.findall(text)) - sounds)
    allowed = spellings(sounds, grounds.tips) | letters
    for token in _letters_named(text):
        is_sound = token in _SPELLINGS or (len(token) == 1 and token not in _NO_SOUNDS)
        if is_sound and token not in allowed:
            found.append(token)
    own, lowered = [grounds.tips.name(phone) for phone in sounds], text.lower()
    for phone in others:
        name = grounds.tips.name(phone)
        if (
            " " in name
            and name in lowered
            and is_named(text, name)
            and not any(name in each for each in own)
        ):
            found.append(name)
    return found


def is_named(text: str, name: str) -> bool:
    return (
        re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text, re.IGNORECASE) is not None
    )


def quoted_in(text: str) -> set[str]:
    return {
        each.strip().lower() for each in [*_QUOTED.findall(text), *_SINGLE_QUOTED.findall(text)]
    }


def _letters_named(text: str) -> list[str]:
    """One or two letters that stand alone, in small letters; `Th` and a capital, too."""
    alone = re.findall(
        r"(?<![A-Za-z'’])(?:[a-z]{1,2}|[A-Z][a-z]?)(?![A-Za-z'’])", _SECONDS.sub(" ", text)
    )
    return [each.lower() for each in alone]
