"""Which languages are spoken beside English, and where the phones of their words are from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from shared.languages import language_name

G2p = Literal["abugida", "g2p2", "program", "voice"]
_FILE = Path(__file__).with_name("spoken_languages.tsv")


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    code: str
    """ISO 639-1."""
    tag: str
    """BCP 47, with the country whose speech is meant."""
    script: str
    """As Unicode names it in its characters' names, but for capitals."""
    g2p: G2p

    @property
    def has_phones(self) -> bool:
        """Of its words; else they are read by their spelling, by a program or by a voice that reads text."""
        return self.g2p in {"abugida", "g2p2"}

    @property
    def name(self) -> str:
        return language_name(self.code)


def languages_with_phones() -> list[str]:
    """Codes of those whose words' phones are known: what speaks phones speaks them."""
    return [code for code, language in spoken_languages().items() if language.has_phones]


@cache
def spoken_languages() -> dict[str, SpokenLanguage]:
    """By code, in the order of the file."""
    rows = (
        line.split("\t")
        for line in _FILE.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return {
        code: SpokenLanguage(code, tag, script, cast(G2p, g2p)) for code, tag, script, g2p in rows
    }
