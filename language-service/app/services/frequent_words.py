"""Frequent words of languages that share a script (`frequent_words.tsv`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("frequent_words.tsv")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u0903\u093a-\u094f]|[^\W\d_]|['’](?=\w))*")
"""Devanagari's vowel signs are marks, no letters."""
MIN_ENDED = 1
"""Characters that a word has before an ending that counts."""


@dataclass(slots=True)
class _Known:
    words: dict[str, list[str]] = field(default_factory=dict)
    endings: dict[str, list[str]] = field(default_factory=dict)


@cache
def _known(script: str) -> _Known:
    known = _Known()
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith(f"{script}\t"):
            continue
        _, language, entries = line.split("\t")
        for entry in dict.fromkeys(entries.split()):
            of_kind = known.endings if entry.startswith("-") else known.words
            of_kind.setdefault(entry.removeprefix("-"), []).append(language)
    return known


def count_frequent_words(text: str, script: str) -> Mapping[str, float]:
    """Language → how many words of `text` are among its frequent ones; one of several languages counts in parts."""
    known = _known(script)
    counts: dict[str, float] = {}
    for word in _WORD.findall(text.lower().replace("’", "'")):
        languages = known.words.get(word) or next(
            (
                of
                for ending, of in known.endings.items()
                if word.endswith(ending) and len(word) >= len(ending) + MIN_ENDED
            ),
            [],
        )
        for language in languages:
            counts[language] = counts.get(language, 0.0) + 1 / len(languages)
    return counts
