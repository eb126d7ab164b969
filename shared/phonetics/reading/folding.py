"""The text in plain characters, each with its place in the original: accents off, quotes and dashes to ASCII."""

import html
import re
import unicodedata
from dataclasses import dataclass

from shared.errors import InvalidInput
from shared.phonetics.reading.symbol_tables import FOLDED, SIGNS

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_RAISED = {"⁺": "+", "⁻": "-", "ⁿ": "n", **{c: str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}}
_MARKS = frozenset({"Mn", "Me", "Cf"})
"""Categories of what has no sound of its own: accents, joiners, variation selectors."""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """What is read, and where it stands in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """Of each character of `text`, in the original; end exclusive."""
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original span of text[start:end], with the accents that follow its last character."""
        last = self.ends[end - 1]
        while last < len(self.original) and unicodedata.category(self.original[last]) in _MARKS:
            last += 1
        return self.starts[start], last


def fold(text: str) -> str:
    """Accents off, typographic quotes and dashes to ASCII: `Zoë’s` → `Zoe's`."""
    return fold_text(text).text


def fold_text(text: str) -> FoldedText:
    """`text` folded. HTML entities become their character, `x²` becomes `x^2`, `H₂O` `H2O`."""
    if text.isascii() and "&" not in text:
        places = tuple(range(len(text) + 1))
        return FoldedText(text, places[:-1], places[1:], text)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    was_raised = False
    while place < len(text):
        character, end = text[place], place + 1
        if character.isascii() and character != "&":
            characters.append(character)
            starts.append(place)
            ends.append(end)
            place, was_raised = end, False
            continue
        character, end = _next_character(text, place)
        is_raised = character in _RAISED
        plain = _plain(character, after_raised=was_raised)
        was_raised = is_raised
        characters.extend(plain)
        starts.extend([place] * len(plain))
        ends.extend([end] * len(plain))
        place = end
    return FoldedText("".join(characters), tuple(starts), tuple(ends), text)


def _next_character(text: str, place: int) -> tuple[str, int]:
    """The character at `place`, an HTML entity taken for what it stands for, and where it ends."""
    if text[place] == "&" and (entity := _ENTITY.match(text, place)):
        character = html.unescape(entity[0])
        if (len(character) == 1 and character.isprintable()) or character == "\xa0":
            return character, entity.end()
    return text[place], place + 1


def _plain(character: str, *, after_raised: bool) -> str:
    if character.isascii() or character in SIGNS:
        return character
    if character in _RAISED:
        return _RAISED[character] if after_raised else "^" + _RAISED[character]
    if character in FOLDED:
        return FOLDED[character]
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(c for c in decomposed if unicodedata.category(c) not in _MARKS)


_OTHER_SCRIPT = re.compile(r"(?:[^\W_](?<![A-Za-z0-9]))(?:\w(?<![A-Za-z0-9_]))*")


def refuse_other_scripts(folded: FoldedText) -> None:
    """Raises InvalidInput at the first letters that are not Latin, unless one stands alone and has a name (`π`)."""
    if folded.text.isascii():
        return
    for match in _OTHER_SCRIPT.finditer(folded.text):
        if match[0] in SIGNS:
            continue
        start, end = folded.span(*match.span())
        raise InvalidInput(
            f"{folded.original[start:end]!r} at character {start + 1} can't be read as English: "
            "write it in Latin letters",
            field="text",
        )
