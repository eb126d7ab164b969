"""Signs: mathematics, currencies alone, marks of lists and markup, emoji."""

import re
import unicodedata
from collections.abc import Iterable

from shared.phonetics.reading.number_ways import cardinal_ways, ordinal_ways
from shared.phonetics.reading.scan import ReadingRule, Scan, WrittenPiece, one
from shared.phonetics.reading.symbol_tables import EMOJI, SILENT, SYMBOLS
from shared.phonetics.reading.ways import Ways

_TAGS = (
    r"b|i|u|em|strong|br|p|a|span|div|li|ul|ol|h[1-6]|sup|sub|code|img|hr|table|tr|td|th|font|small"
)
_NAMED = re.compile(r"(?: SIGN| SYMBOL|HEAVY |BLACK |WHITE )")


def _unsaid(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return ()


def _between_words(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`and/or`, `his/her`: the stroke is left out, or said."""
    left = re.search(r"[A-Za-z]+$", scan.before(match.start()))
    if left and left[0].lower() == "and":
        ways: Ways = ("", "slash")
    elif left and left[0].lower() in {"his", "he", "him", "she", "her", "yes", "true", "mr", "s"}:
        ways = ("or", "slash", "")
    else:
        ways = ("slash", "", "or", "and")
    return one(match, ways)


def _minus(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    if scan.in_maths(match.start()) and re.match(r"-\s?[0-9A-Za-z(.√π]", scan.after(match.start())):
        between = re.search(r"[0-9a-zA-Z)]\s?$", scan.before(match.start()))
        return one(match, ("minus", "take away") if between else ("minus", "negative"))
    return None


def _times(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    if re.match(r"\*\s+[a-z]{2}", scan.text[match.start() : match.start() + 8]):
        return ()  # the mark of a note: `82* off 53 balls`
    if re.search(r"[0-9a-z)]\s?$", scan.before(match.start())):
        return one(match, ("times", "multiplied by", "star", "asterisk"))
    return None


def _over(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    if scan.in_maths(match.start()):
        return one(match, ("over", "divided by", "by"))
    return None


def _plus(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """Behind a number: `18+`, `100+ people`."""
    return one(match, ("plus", "or more"), "plus")


def _power(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    exponent = match["exponent"]
    if re.search(r"(?:[A-Za-z]{4,}|[A-Za-z]+[.,!?\"')])$", scan.before(match.start())):
        return ()  # the mark of a footnote
    negative = exponent[0] == "-"
    figure = exponent.lstrip("+-")
    minus = "minus " if negative else ""
    if figure == "n":
        return one(match, ("to the N", "to the power N", "to the power of N", "to the nth"))
    (ordinal, *_), (cardinal, *_) = ordinal_ways(figure), cardinal_ways(figure)
    ways = [
        f"to the {minus}{ordinal}", f"to the power of {minus}{cardinal}", f"to the {minus}{cardinal}",
        f"to the {minus}{ordinal} power", f"to the power {minus}{cardinal}", f"to the power of {minus}{ordinal}",
        f"power {minus}{cardinal}", f"raised to the power of {minus}{cardinal}",
    ]  # fmt: skip
    special = {"2": ("squared", "square"), "3": ("cubed", "cube")}.get(exponent, ())
    return one(match, (*special, *ways))


def _symbol(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    ways = SYMBOLS[match[0]]
    start, end = match.span()
    if match[0] == "&" and re.search(r"\b[A-Z]$", scan.before(start)):
        ways = ("and", "N")
    if match[0] == "≈" and not re.search(r"[0-9A-Za-zπ]\s?$", scan.before(start)):
        ways = ("about", "approximately", "around")
    if match[0] in "<>≤≥" and re.search(
        r"(?:^|\b(?:is|was|be|are|if|only|of|with|than|for))\s*$", scan.before(start)
    ):
        ways = tuple(way.removeprefix("is ") for way in ways if way.startswith("is "))
    if match[0] == "−" and start and re.search(r"[0-9a-zA-Z)]\s?$", scan.before(start)):
        ways = ("minus", "take away")
    if match[0] == "×" and re.search(
        r"^\s?[0-9.]+\s?(?:cm|mm|m|ft|in|inch|pixels|px)\b", scan.after(end)
    ):
        ways = ("by", "times")
    return one(match, ways)


def _emoji(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    character = match[0][0]
    if unicodedata.category(character) not in {"So", "Sk", "Co", "Cn"} or character in SYMBOLS:
        return None
    name = _NAMED.sub("", unicodedata.name(character, "").replace("-", " ")).lower().strip()
    if not re.fullmatch(r"[a-z ]+", name) or len(name) > 60:
        return ()
    return one(match, ("", *EMOJI.get(character, (name,))))


def _punctuation(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return ()


MARKUP = (
    ReadingRule(".", rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", _unsaid),
    ReadingRule(".", r"(?<=\])\((?:https?://|/|mailto:|#)[^\s()]*\)", _unsaid),
    ReadingRule(".", r"(?:(?<![^\n])|(?<=\n ))(?:#{1,6}(?=\s)|>(?=\s)|[-*+](?=\s)|(?:-{3,}|={3,}|\*{3,})(?=\s|$))", _unsaid),
    ReadingRule(".", r"\*\*\*?|__|~~|```|(?<![A-Za-z0-9])[*_]+(?=[A-Za-z\"'(])|(?<=[A-Za-z.,!?\"')])[*_]+(?![A-Za-z0-9=])", _unsaid),
    ReadingRule(".", r"(?<=[A-Za-z.,\"')])\[(?:[0-9]{1,3}|citation needed|edit)\]", _unsaid),
)  # fmt: skip
"""Marks of HTML, Markdown and lists, and of footnotes: layout, not words."""


def _between_figures(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`24th-26th`, `1980s-1990s`, `5 km-10 km`."""
    if not re.search(r"[0-9]\s?(?:[a-z]{1,4}|[%°])\.?\s?$", scan.before(match.start())):
        return None
    return one(match, ("to", "through"))


RULES = (
    ReadingRule(".", r"(?:--?|==?)>", lambda match, scan: one(match, ("to", "arrow"))),
    ReadingRule(".", r"-(?=\s?[$₹£€'\"]?[0-9])", _between_figures),
    ReadingRule(".", r"/(?=[A-Za-z])(?<=[A-Za-z]/)", _between_words),
    ReadingRule(".", r"-(?=\s?[0-9A-Za-z(.√π])", _minus),
    ReadingRule(".", r"(?<![\w)\]])-(?=\s?[0-9]+/[0-9])", lambda match, scan: one(match, ("minus", "negative"))),
    ReadingRule(".", r"[*](?=\s?[0-9a-zA-Z(])", _times),
    ReadingRule(".", r"/(?=\s?[0-9a-zA-Z(])", _over),
    ReadingRule(".", r"(?<=[0-9])(?P<plus>\+)(?=\s|$|[.,;:!?)])", _plus),
    ReadingRule(".", r"\^\(?(?P<exponent>[-+]?[0-9]{1,4}|n)\)?", _power),
    ReadingRule(".", rf"[{re.escape(''.join(SYMBOLS))}]", _symbol),
    ReadingRule(".", r"[^\x00-\x7f][\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[^\x00-\x7f]\ufe0f?)*", _emoji),
    ReadingRule(".", rf"[{re.escape(''.join(SILENT))}\x00-\x1f\x7f]", _punctuation),
)  # fmt: skip
