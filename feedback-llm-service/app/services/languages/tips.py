"""Tips by rule, by family of habits, and by sound."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from shared.phonetics.arpabet import PHONES

from ..families import families
from .errors import LanguageError
from .first_languages import FirstLanguages

Pairs = list[tuple[str, str]]
MOST_CUE_WORDS = 28
"""So that a note of one thing keeps to its length."""


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

    @field_validator("pairs")
    @classmethod
    def _words_of_a_pair_differ(cls, pairs: Pairs) -> Pairs:
        for one, other in pairs:
            if not one or not other or one == other:
                raise ValueError(f"{one!r} and {other!r} are no pair")
        return pairs


class FamilyTip(Tip):
    """What to say about a family of habits, whatever sounds they show in."""

    cues: list[str] = Field(default_factory=list, max_length=3)
    """What to do, each in one breath: how it feels, how it looks, beside its neighbor; none: `how` is all that there is."""
    phrases: list[str] = Field(min_length=2)
    """Of two to four words, to say after the words alone."""
    linking: list[str] = Field(default_factory=list)
    """Words said as one, joined by ‿."""
    chants: list[str] = Field(default_factory=list)
    """Strong beats in capitals, the rest weak."""

    @field_validator("cues")
    @classmethod
    def _cues_are_short(cls, cues: list[str]) -> list[str]:
        for cue in cues:
            if len(cue.split()) > MOST_CUE_WORDS:
                raise ValueError(f"a cue has at most {MOST_CUE_WORDS} words: {cue!r}")
        return cues


class Sound(_Entry):
    name: str = Field(min_length=1)
    """How the coach calls the phone: `v`, `the vowel of cat`."""
    how: str = Field(min_length=1)
    sentences: list[str] = Field(min_length=3, max_length=3)


class _File(_Entry):
    version: str
    review: str | None = None
    """Who has read the file over, or that nobody has."""
    rule: dict[str, Tip]
    family: dict[str, FamilyTip]
    sound: dict[str, Sound]


@dataclass(frozen=True)
class TipLibrary:
    version: str
    rules: dict[str, Tip]
    families: dict[str, FamilyTip]
    """One for each family of habits."""
    sounds: dict[str, Sound]

    vocabulary: frozenset[str]
    """Every word of the tips' own advice, in small letters: plain English, whoever says it."""
    first_languages: FirstLanguages = field(default_factory=FirstLanguages)

    def name(self, phone: str) -> str:
        return self.sounds[phone].name

    def note(self, tip: str, l1: str | None) -> str | None:
        """What the first language has there (ISO 639); `tip` is an issue's: `V_W`, `sound.L`."""
        return self.first_languages.note(tip, l1)


def read_tips(content: Mapping[str, Any], file: str) -> TipLibrary:
    """Check a file's tips. Raises LanguageError naming the place of the first mistake."""
    try:
        given = _File.model_validate(content)
    except ValidationError as error:
        mistake = error.errors()[0]
        place = ".".join(map(str, mistake["loc"]))
        raise LanguageError(f"{file}: {place}: {mistake['msg']}") from error
    if missing := sorted(set(PHONES) - given.sound.keys()):
        raise LanguageError(f"{file}: sound.{missing[0]} is missing")
    if unknown := sorted(given.sound.keys() - set(PHONES)):
        raise LanguageError(f"{file}: sound.{unknown[0]} is not an ARPAbet phone")
    if missing := sorted(set(families()) - given.family.keys()):
        raise LanguageError(f"{file}: family.{missing[0]} is missing")
    if unknown := sorted(given.family.keys() - set(families())):
        raise LanguageError(f"{file}: family.{unknown[0]} is no family of habits")
    return TipLibrary(given.version, given.rule, given.family, given.sound, _vocabulary(given))


def _vocabulary(file: _File) -> frozenset[str]:
    """Of titles, how and why; not of the practice sentences, whose words mean nothing."""
    advice = [text for tip in file.rule.values() for text in (tip.title, tip.how, tip.why)]
    advice += [sound.how for sound in file.sound.values()]
    return frozenset(re.findall(r"[a-z']+", " ".join(advice).lower()))
