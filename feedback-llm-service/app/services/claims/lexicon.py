"""The classes of evidence in one language, what is never said in it, and its plain words: checked files beside this one."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from shared.phonetics.arpabet import PHONES

from .inflections import base_forms

SHIPPED = Path(__file__).parent
_MOST_ASKED = 20_000
_SMALL, _GRADED = "small words", "what things are like"
"""Headlines in the list of plain words."""


class LexiconError(ValueError):
    """A file of claims is wrong; the message names the file and the place."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Table):
    words: list[str]
    phrases: list[str] = Field(default_factory=list)

    @field_validator("phrases")
    @classmethod
    def _phrases_are_expressions(cls, phrases: list[str]) -> list[str]:
        for phrase in phrases:
            re.compile(phrase)
        return phrases


class _ClassTable(_Words):
    manner: list[str]
    toward: dict[str, list[str]] = Field(default_factory=dict)


class _SoundTable(_Table):
    words: list[str]
    phones: list[str]

    @field_validator("phones")
    @classmethod
    def _phones_are_known(cls, phones: list[str]) -> list[str]:
        if unknown := sorted(set(phones) - set(PHONES)):
            raise ValueError(f"{unknown[0]} is not an ARPAbet phone")
        return phones


class _RefusedTable(_Words):
    says: str


class _StatementTable(_Table):
    claims: frozenset[str]
    owned: frozenset[str]
    supposing: frozenset[str]
    licences: frozenset[str]
    body: frozenset[str]
    verbs: frozenset[str]
    lead_ins: frozenset[str]
    told: frozenset[str]
    parts: frozenset[str]
    sound_modifiers: frozenset[str]
    practised: frozenset[str]
    least_slips: dict[str, int]
    numbers: dict[str, int]


class _LexiconFile(_Table):
    evidence: dict[str, _ClassTable] = Field(alias="class")
    sound: dict[str, _SoundTable]
    refused: dict[str, _RefusedTable]
    statement: _StatementTable
    practice: _Words


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Words with their inflections, and phrases."""

    words: frozenset[str]
    phrases: re.Pattern[str] | None
    _asked: dict[str, bool] = field(default_factory=dict)
    """Answers of `has`; emptied when there are many, since the words come from strangers."""

    @classmethod
    def of(cls, words: Iterable[str], phrases: Iterable[str] = ()) -> "Vocabulary":
        single = frozenset(word for word in words if " " not in word)
        several = [rf"\b{re.escape(word)}\b" for word in words if " " in word]
        several += [rf"\b(?:{phrase})" for phrase in phrases]
        return cls(single, re.compile("|".join(several)) if several else None)

    def has(self, word: str) -> bool:
        known = self._asked.get(word)
        if known is None:
            if len(self._asked) > _MOST_ASKED:
                self._asked.clear()
            known = self._asked[word] = not self.words.isdisjoint(base_forms(word))
        return known

    def names(self, word_or_phrase: str) -> bool:
        """Whether it is one of the words, or one of the phrases as a whole."""
        return self.has(word_or_phrase) or bool(
            self.phrases and self.phrases.fullmatch(word_or_phrase)
        )

    def found(self, tokens: Iterable[str], text: str) -> list[str]:
        """Those of the words and phrases that stand there."""
        phrases = [each.group() for each in self.phrases.finditer(text)] if self.phrases else []
        return [token for token in tokens if self.has(token)] + phrases


@dataclass(frozen=True, slots=True)
class EvidenceClass:
    """What needs a measure of one kind."""

    name: str
    vocabulary: Vocabulary
    manner: Vocabulary
    toward: Mapping[str, Vocabulary]


@dataclass(frozen=True, slots=True)
class Refused:
    says: str
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class ClaimLexicon:
    classes: tuple[EvidenceClass, ...]
    sounds: Mapping[str, tuple[Vocabulary, frozenset[str]]]
    """Name → words that tell a sound by what it is like, and the phones that are like it."""
    refused: Mapping[str, Refused]
    statement: _StatementTable
    told: Vocabulary
    practised: Vocabulary
    small: frozenset[str]
    """Function words and the like, which any sentence needs."""
    practice: Vocabulary
    """What no practice sentence has."""

    known: frozenset[str]
    """All words that are plain, or of a class whose measure is asked for elsewhere."""

    graded: frozenset[str]
    """Those of them that have degrees: `long`, `longer`; a `twister` is no kind of twist."""

    def knows(self, word: str) -> bool:
        if word in self.known:
            return True
        bases = self.graded if word.endswith(("er", "est")) else self.known
        return not bases.isdisjoint(base_forms(word))


@cache
def load_lexicons(folder: Path = SHIPPED) -> Mapping[str, ClaimLexicon]:
    """By language (ISO 639): those in which a model's words can be checked. Raises LexiconError."""
    return {path.stem: _load(path) for path in sorted(folder.glob("*.toml"))}


def _load(path: Path) -> ClaimLexicon:
    try:
        given = _LexiconFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        plain = _plain_words(path.with_suffix(".words.txt"))
    except ValidationError as error:
        mistake = error.errors()[0]
        place = ".".join(map(str, mistake["loc"]))
        raise LexiconError(f"{path.name}: {place}: {mistake['msg']}") from error
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise LexiconError(f"{path.name}: {error}") from error
    return _lexicon(given, plain)


def _lexicon(given: _LexiconFile, plain: Mapping[str, frozenset[str]]) -> ClaimLexicon:
    tables = [*given.evidence.values(), *given.sound.values()]
    of_classes = frozenset[str]().union(*(table.words for table in tables))
    known = of_classes.union(given.statement.told, *plain.values())
    return ClaimLexicon(
        tuple(_class(name, table) for name, table in given.evidence.items()),
        {name: (Vocabulary.of(t.words), frozenset(t.phones)) for name, t in given.sound.items()},
        {
            name: Refused(table.says, Vocabulary.of(table.words, table.phrases))
            for name, table in given.refused.items()
        },
        given.statement,
        Vocabulary.of(given.statement.told),
        Vocabulary.of(given.statement.practised),
        plain[_SMALL],
        Vocabulary.of(given.practice.words, given.practice.phrases),
        known,
        plain[_GRADED] | of_classes | given.statement.told,
    )


def _class(name: str, table: _ClassTable) -> EvidenceClass:
    toward = {way: Vocabulary.of(words) for way, words in table.toward.items()}
    return EvidenceClass(
        name, Vocabulary.of(table.words, table.phrases), Vocabulary.of(table.manner), toward
    )


def _plain_words(path: Path) -> dict[str, frozenset[str]]:
    """Headline → the words under it."""
    words: dict[str, set[str]] = {}
    headline = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            headline = line.removeprefix("# ")
        else:
            words.setdefault(headline, set()).update(line.split())
    if missing := sorted({_SMALL, _GRADED} - words.keys()):
        raise LexiconError(f"{path.name}: nothing stands under {missing[0]!r}")
    return {headline: frozenset(each) for headline, each in words.items()}
