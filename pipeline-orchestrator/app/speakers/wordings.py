"""The words that a consent agrees to, in the languages they can be shown in."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from shared.errors import InvalidInput
from shared.languages import read_language

from ..schemas.speakers import ConsentWording

FILE = Path(__file__).with_name("wordings.toml")
COUNTS = "en"
"""The language whose text is agreed to; the others help to read it."""

WordingScope = Literal["voice_cloning", "training"]


def wording(language: str, scope: WordingScope = "voice_cloning") -> ConsentWording:
    """Raises InvalidInput for a language that it was not put into."""
    code = read_language(language, "language")
    version, texts = _read(scope)
    if code not in texts:
        known = ", ".join(sorted(texts))
        raise InvalidInput(f"the wording is not in {code!r}; it is in: {known}", field="language")
    return ConsentWording(version=version, language=code, text=texts[code], original=texts[COUNTS])


@cache
def _read(scope: WordingScope) -> tuple[str, dict[str, str]]:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))[scope]
    return content["version"], content["text"]
