"""Transcripts written down, against what a person wrote.

Those of `language-service/tests/transcripts/`, 100 a language, a line `said<TAB>written`: everyday and call-centre sentences as a recogniser
without figures and signs writes them. A line is right where all of it is, but for separators of thousands (₹12,500 is ₹12500). Those of
`…-development` were looked at while the rules were made; the others only afterwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shared.mount import module_of
from shared.roster import LANGUAGE
from shared.settings import REPO_ROOT

TRANSCRIPTS = REPO_ROOT / LANGUAGE.name / "tests" / "transcripts"
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{2,3}(?:\D|$))")


@dataclass(frozen=True, slots=True)
class WrittenLine:
    said: str
    wanted: str
    written: str

    @property
    def is_right(self) -> bool:
        return _SEPARATOR.sub("", self.wanted) == _SEPARATOR.sub("", self.written)


def written_lines(linguist: Any, name: str) -> Iterator[WrittenLine]:
    """`name` is that of a file: `en`, `vi-development`."""
    language = name.split("-")[0]
    written_edits = module_of(LANGUAGE, "services.written.text").written_edits
    apply = module_of(LANGUAGE, "services.written.edits").apply
    for line in (TRANSCRIPTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        said, wanted = line.split("\t")
        edits = written_edits(
            said,
            language,
            lambda text: linguist.propose_figures(text, language),
            numbers=True,
            casing=True,
            punctuation=True,
        )
        yield WrittenLine(said, wanted, apply(said, edits))
