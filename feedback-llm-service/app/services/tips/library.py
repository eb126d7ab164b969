"""Tips by rule and by sound."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from shared.phonetics.arpabet import PHONES

Pairs = list[tuple[str, str]]


class TipError(ValueError):
    """A file of tips or wording is wrong; the message names the file and the place in it."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Tip(_Entry):
    """What to say about one habit."""

    title: str = Field(min_length=1)
    how: str = Field(min_length=1)
    why: str = Field(min_length=1)
    """A clause without its full stop; minimal pairs may follow it."""
    pairs: Pairs
    """Words that the slip turns into each other; the target's first."""
    sentences: list[str] = Field(min_length=3, max_length=3)
    l1: dict[str, str] = Field(default_factory=dict)
    """A note for speakers of a first language (ISO 639)."""

    @field_validator("pairs")
    @classmethod
    def _words_of_a_pair_differ(cls, pairs: Pairs) -> Pairs:
        for one, other in pairs:
            if not one or not other or one == other:
                raise ValueError(f"{one!r} and {other!r} are no pair")
        return pairs


class Sound(_Entry):
    name: str = Field(min_length=1)
    """How the coach calls the phone: `v`, `the vowel of cat`."""
    how: str = Field(min_length=1)
    sentences: list[str] = Field(min_length=3, max_length=3)


class _File(_Entry):
    version: str
    rule: dict[str, Tip]
    sound: dict[str, Sound]
    contrast: dict[str, Pairs]


@dataclass(frozen=True)
class TipLibrary:
    version: str
    rules: dict[str, Tip]
    sounds: dict[str, Sound]
    contrasts: dict[tuple[str, str], Pairs]
    """Both orders of each pair of phones, the first phone's word first."""

    vocabulary: frozenset[str]
    """Every word of the tips' own advice, in small letters: plain English, whoever says it."""

    def name(self, phone: str) -> str:
        return self.sounds[phone].name


def load_tips(path: Path) -> TipLibrary:
    """Read a file of tips. Raises TipError naming the place of the first mistake."""
    content = read_toml(path)
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        raise TipError(f"{path.name}: {first_mistake(error)}") from error
    if missing := sorted(set(PHONES) - file.sound.keys()):
        raise TipError(f"{path.name}: sound.{missing[0]} is missing")
    if unknown := sorted(file.sound.keys() - set(PHONES)):
        raise TipError(f"{path.name}: sound.{unknown[0]} is not an ARPAbet phone")
    contrasts: dict[tuple[str, str], Pairs] = {}
    for key, pairs in file.contrast.items():
        phones = key.split("/")
        if len(phones) != 2 or not set(phones) <= set(PHONES):
            raise TipError(f"{path.name}: contrast.{key} is no pair of ARPAbet phones")
        contrasts[phones[0], phones[1]] = pairs
        contrasts[phones[1], phones[0]] = [(other, one) for one, other in pairs]
    return TipLibrary(file.version, file.rule, file.sound, contrasts, _vocabulary(file))


def _vocabulary(file: _File) -> frozenset[str]:
    """Of titles, how and why; not of the practice sentences, whose words mean nothing."""
    advice = [text for tip in file.rule.values() for text in (tip.title, tip.how, tip.why)]
    advice += [sound.how for sound in file.sound.values()]
    return frozenset(re.findall(r"[a-z']+", " ".join(advice).lower()))


def read_toml(path: Path) -> dict[str, Any]:
    """Raises TipError with the line of a syntax error."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TipError(f"{path.name}: there is no such file in the tips folder") from error
    except tomllib.TOMLDecodeError as error:
        raise TipError(f"{path.name}: {error}") from error


def first_mistake(error: ValidationError) -> str:
    mistake = error.errors()[0]
    return f"{'.'.join(map(str, mistake['loc']))}: {mistake['msg']}"
