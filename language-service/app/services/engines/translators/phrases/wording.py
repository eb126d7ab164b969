"""Words of a sentence, as the gate compares them: without endings, and what turns a meaning round apart."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u097f\u200d]+")
"""Without the dandas, which end sentences."""
_CONTRACTIONS = (
    (re.compile(r"\bcan(?:no|')t\b"), "can not"), (re.compile(r"\bwon't\b"), "will not"), (re.compile(r"n't\b"), " not"), (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"'(?:ll)\b"), " will"), (re.compile(r"'ve\b"), " have"), (re.compile(r"'re\b"), " are"), (re.compile(r"\b(i|we|you)'d like\b"), r"\1 want"),
    (re.compile(r"\bwould like\b"), "want"), (re.compile(r"'(?:s|d|m)\b"), ""),
)  # fmt: skip
NEGATIONS: Mapping[str, frozenset[str]] = {
    "en": frozenset(("not", "no", "never", "nobody", "nothing", "none", "without", "unable", "neither")),
    "hi": frozenset(("नहीं", "नही", "मत", "न", "ना", "बिना")),
}  # fmt: skip
QUESTIONS: Mapping[str, frozenset[str]] = {
    "en": frozenset(("what", "when", "where", "which", "who", "whom", "why", "how", "is", "are", "do", "does", "did", "can", "could", "will", "would", "may", "shall", "should", "has", "have", "am", "was", "were")),
    "hi": frozenset(("क्या", "कब", "कहाँ", "कहां", "कैसे", "कैसा", "कैसी", "कितना", "कितनी", "कितने", "कौन", "किस", "किसे", "क्यों", "किधर", "कौनसा")),
}  # fmt: skip
_ASKING = frozenset(("what", "when", "where", "which", "who", "whom", "why", "how"))
SPEAKER: Mapping[str, frozenset[str]] = {
    "en": frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our")),
    "hi": frozenset(("मैं", "मुझे", "मुझको", "मुझसे", "मेरा", "मेरी", "मेरे", "मैंने", "हम", "हमें", "हमारा", "हमारी", "हमारे", "हमने")),
}  # fmt: skip
HEARER: Mapping[str, frozenset[str]] = {
    "en": frozenset(("you", "your", "yours")),
    "hi": frozenset(("आप", "आपका", "आपकी", "आपके", "आपको", "आपने", "तुम", "तुम्हारा")),
}  # fmt: skip
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y", "e"),
    "hi": ("ाएँगे", "ूँगा", "ेंगे", "ेगा", "ेगी", "ाने", "ाना", "िए", "िये", "ना", "ने", "नी", "ता", "ती", "ते", "ाया", "ाई", "ाए", "ों", "ें", "ाँ", "ा", "ी", "े", "ो"),
}  # fmt: skip
_LEAST_STEM = 3


def words_of(text: str, language: str) -> list[str]:
    text = text.casefold().replace("’", "'")
    if language == "en":
        for pattern, written in _CONTRACTIONS:
            text = pattern.sub(written, text)
    return _WORD.findall(text)


def stem(word: str, language: str) -> str:
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word.removesuffix(ending)
    return word


def n_negations(words: list[str], language: str) -> int:
    return sum(word in NEGATIONS[language] for word in words)


def asks(text: str, words: list[str], language: str) -> bool:
    if text.rstrip().endswith("?"):
        return True
    if language == "en":
        return bool(words) and (words[0] in QUESTIONS["en"] or bool(_ASKING & set(words[:3])))
    return any(word in QUESTIONS[language] for word in words)


def persons(words: list[str], language: str) -> tuple[bool, bool]:
    """Whether it speaks of the speaker, and of the one who is spoken to."""
    return (
        any(word in SPEAKER[language] for word in words),
        any(word in HEARER[language] for word in words),
    )
