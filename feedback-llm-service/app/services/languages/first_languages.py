"""Notes by first language: what it has in the place of an American sound; a file a language of feedback."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.languages import language_code

from .errors import LanguageError

FOLDER = "first_languages"
"""Beside the languages' own files, with files of the same names."""


class FirstLanguage(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    """In the language of feedback."""
    sources: list[str] = []
    """Works that its notes were written after; a translation has those of the original."""
    notes: dict[str, str] = Field(min_length=1)
    """By tip (`V_W`, `sound.L`): what follows its advice."""


@dataclass(frozen=True)
class FirstLanguages:
    """Those that there are notes for, by ISO 639 code."""

    by_code: dict[str, FirstLanguage] = field(default_factory=dict)

    def note(self, tip: str, l1: str | None) -> str | None:
        known = self.by_code.get(l1 or "")
        return known.notes.get(tip) if known else None

    def listed(self) -> str:
        """`Bengali (bn), Gujarati (gu), …`, by name."""
        names = sorted((each.name, code) for code, each in self.by_code.items())
        return ", ".join(f"{name} ({code})" for name, code in names)


def read_first_languages(
    content: dict[str, Any], path: Path, *, tips: Collection[str]
) -> FirstLanguages:
    """Check a file of notes. Raises LanguageError naming the place of the first mistake."""
    file = f"{path.parent.name}/{path.name}"
    by_code: dict[str, FirstLanguage] = {}
    for code, given in content.items():
        if code == "review":
            continue
        if language_code(code) != code:
            raise LanguageError(f"{file}: {code} is no ISO 639 code of a language")
        try:
            by_code[code] = FirstLanguage.model_validate(given)
        except ValidationError as error:
            mistake = error.errors()[0]
            place = ".".join(map(str, [code, *mistake["loc"]]))
            raise LanguageError(f"{file}: {place}: {mistake['msg']}") from error
        if unknown := sorted(by_code[code].notes.keys() - set(tips)):
            raise LanguageError(f"{file}: {code}.notes.{unknown[0]} is no tip")
        if blank := [tip for tip, note in by_code[code].notes.items() if not note.strip()]:
            raise LanguageError(f"{file}: {code}.notes.{blank[0]} is empty")
    return FirstLanguages(by_code)
