"""Whether a practice sentence is one: plain words to read aloud, nothing said to or of the reader."""

import re

from .claims import ClaimLexicon, problems_of_writing

_LONGEST = 140
"""Characters: a breath."""
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[a-z']+")
_TO_THE_READER = frozenset({"you", "your", "you're", "yourself", "you've", "you'll"})


def problems_of_practice(sentence: str, lexicon: ClaimLexicon) -> list[str]:
    """What is wrong with it, each in words that follow its name."""
    found = problems_of_writing(sentence)
    if _NUMBER.search(sentence) or len(sentence) > _LONGEST:
        found.append(f"a practice sentence is plain words, at most {_LONGEST} characters")
    text = sentence.lower().replace("’", "'")
    tokens = tuple(_WORD.findall(text))
    refused = lexicon.practice.found(tokens, text)
    for each in lexicon.refused.values():
        refused += each.vocabulary.found((), text)
    if refused:
        found.append(f"has {refused[0]!r}, which no practice sentence has")
    if not _TO_THE_READER.isdisjoint(tokens):
        for each in lexicon.classes:
            if each.vocabulary.found(tokens, text):
                found.append(f"says something of the reader's {each.name}")
    return found
