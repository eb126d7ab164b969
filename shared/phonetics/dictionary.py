"""The CMU Pronouncing Dictionary, from the file of the npm package cmu-pronouncing-dictionary."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shared.once import once
from shared.phonetics.arpabet import is_vowel
from shared.phonetics.syllables import with_primary_stress

_MOST_VARIANTS = 9


@dataclass(frozen=True, slots=True)
class PronouncingDictionary:
    entries: dict[str, str]
    """As in the file: `word`, `word(2)` … → `"W ER1 D # comment"`."""

    @classmethod
    def load(cls, path: Path) -> "PronouncingDictionary":
        """Read the package's `index.js`: one object literal that is also JSON.

        Raises OSError where the file is missing, ValueError where it is something else.
        """
        script = path.read_text(encoding="utf-8")
        return cls(json.loads(script[script.index("{", script.index("dictionary =")) :]))

    def __contains__(self, word: str) -> bool:
        return word.lower() in self.entries

    def variants(self, word: str) -> list[tuple[str, ...]]:
        """Every pronunciation of `word` (any case), in the file's order; empty if it has none.

        A word of several syllables that the file leaves without primary stress gets one.
        """
        key = word.lower()
        found: list[tuple[str, ...]] = []
        entry = self.entries.get(key)
        while entry and len(found) < _MOST_VARIANTS:
            found.append(_phones(entry))
            entry = self.entries.get(f"{key}({len(found) + 1})")
        return found


def load_dictionary(model_dir: Path) -> PronouncingDictionary:
    """The dictionary of a model store, read once a process. Raises OSError or ValueError."""
    return _load(Path(model_dir).resolve())


@once
def _load(model_dir: Path) -> PronouncingDictionary:
    return PronouncingDictionary.load(model_dir / "cmudict" / "index.js")


@lru_cache(maxsize=20_000)
def _phones(entry: str) -> tuple[str, ...]:
    phones = tuple(entry.partition("#")[0].split())
    n_syllables = sum(is_vowel(phone) for phone in phones)
    return with_primary_stress(phones) if n_syllables > 1 else phones
