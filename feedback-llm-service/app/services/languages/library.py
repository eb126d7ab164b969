"""The files of a folder: one a language, named by its ISO 639 code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shared.errors import InvalidInput

from ..families import tips_of_family
from .errors import LanguageError
from .first_languages import FOLDER, read_first_languages
from .phrasebook import Phrasebook, read_phrasebook
from .tips import TipLibrary, read_tips

SHIPPED = Path(__file__).parent
"""Folder of the languages that come with the service."""
_MASTER = "en"
_DRILLED = {"pairs", "sentences", "phrases", "linking", "chants"}
"""Keys of a tip that are English in every language."""


@dataclass(frozen=True, slots=True)
class Language:
    """All that the coach says in one language."""

    code: str
    """ISO 639."""
    tips: TipLibrary
    phrasebook: Phrasebook


def load_languages(folder: Path) -> dict[str, Language]:
    """Every language of a folder, by code. Raises LanguageError naming the file and the place of the first mistake."""
    master = folder / f"{_MASTER}.toml"
    if not master.exists():
        raise LanguageError(f"{master.name}: there is no such file in {folder}")
    english = _read(master)
    languages = {
        path.stem: load_language(path, english=english) for path in sorted(folder.glob("*.toml"))
    }
    known = languages[_MASTER].tips.rules.keys()
    for code, language in languages.items():
        if missing := sorted(known - language.tips.rules.keys()):
            raise LanguageError(f"{code}.toml: rule.{missing[0]} is missing")
    return languages


def spoken(languages: Mapping[str, Language], code: str) -> Language:
    """The one of that code. Raises InvalidInput that names those there are."""
    if code not in languages:
        known = ", ".join(sorted(languages))
        raise InvalidInput(f"there is no feedback in {code!r}; there is: {known}", field="language")
    return languages[code]


def load_language(path: Path, *, english: Mapping[str, Any] | None = None) -> Language:
    """`english` is the content of the folder's en.toml: pairs and sentences that the file leaves out are its. Raises
    LanguageError naming the place of the first mistake."""
    content = _read(path)
    _drill_in_english(content, english or {})
    _lead_families(content, english or {})
    said = content.pop("say", {})
    tips = _with_notes(read_tips(content, path.name), path.parent / FOLDER / path.name)
    return Language(path.stem, tips, read_phrasebook(said, path.name))


def _drill_in_english(content: Mapping[str, Any], english: Mapping[str, Any]) -> None:
    """Give each tip the words to practise that it lacks: they are the same in every language."""
    for kind in ("rule", "family", "sound"):
        for key, given in english.get(kind, {}).items():
            entry = content.get(kind, {}).get(key)
            for drilled in _DRILLED & given.keys() if isinstance(entry, dict) else ():
                entry.setdefault(drilled, given[drilled])


def _lead_families(content: dict[str, Any], english: Mapping[str, Any]) -> None:
    """Give each family that the file leaves out the words of its first rule: they mend most of it, though not all."""
    rules, sounds = content.get("rule", {}), content.get("sound", {})
    told = content.setdefault("family", {}) if english else {}
    for name, given in english.get("family", {}).items():
        lead = next((rules[tip] for tip in tips_of_family(name) if tip in rules), None)
        drilled = {key: given[key] for key in _DRILLED & given.keys()}
        if name not in told and lead is not None and sounds:
            told[name] = {key: lead[key] for key in ("title", "how", "why")} | drilled


def _with_notes(tips: TipLibrary, path: Path) -> TipLibrary:
    """With those of the first languages, where there is a file of them."""
    if not path.exists():
        return tips
    keys = {*tips.rules, *(f"sound.{phone}" for phone in tips.sounds)}
    return replace(tips, first_languages=read_first_languages(_read(path), path, tips=keys))


def _read(path: Path) -> dict[str, Any]:
    """Raises LanguageError with the line of a syntax error."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise LanguageError(f"{path.name}: there is no such file") from error
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path.name}: {error}") from error
