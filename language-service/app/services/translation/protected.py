"""What of a text is no engine's to change: numbers, ids, addresses, markup, pictures, and the terms of a glossary."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "tag", "url", "email", "phone", "amount", "percent", "date", "time", "id", "number", "picture", "name", "term"
]  # fmt: skip

_CURRENCY = r"(?:₹|\$|€|£|(?:Rs|INR|USD|EUR)\b\.?|रु\.)"
_NUMBER = r"\d+(?:[.,]\d+)*"
_PATTERNS: Mapping[Kind, str] = {
    "tag": r"</?[A-Za-z][^<>\n]{0,300}>|<!--.{0,300}?-->|&(?:[A-Za-z]{2,10}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});|\{\{[^{}\n]{0,100}\}\}|\{[\w.]{1,60}\}|%\([\w]+\)[sd]|%[sd]\b",
    "url": r"(?:https?://|www\.)[^\s<>\"'।]+[^\s<>\"'।.,;:!?)\]]",
    "email": r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    "amount": rf"{_CURRENCY}\s?{_NUMBER}(?:/-)?",
    "percent": rf"{_NUMBER}\s?%",
    "date": r"\d{1,4}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)\d{1,4}",
    "time": r"\d{1,2}:\d{2}(?::\d{2})?",
    "phone": r"\+\d{1,3}[ -]?\d{2,5}(?:[ -]?\d{2,5}){1,3}|\b\d{5} \d{5}\b|\b\d{3}-\d{3}-\d{4}\b",
    "id": r"#(?=[\w-]{0,40}\d)[\w-]+|\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*\b|\b[A-Z]{2,}(?:[-_/][A-Z]*\d+)+\b|\d+(?:[-_/]\d+)+",
    "number": _NUMBER,
    "picture": "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f000-\U0001faff\u2600-\u27bf]*",
}
"""In order: of two that begin at one place the one named first is taken. `\\d` has the digits of all scripts."""
_PROTECTED = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))


@dataclass(frozen=True, slots=True)
class Protected:
    start: int
    """In characters of the text that it was found in."""
    end: int
    kind: Kind
    given: str
    """What stands in the source."""
    kept: str
    """What has to stand in the translation: the same, or the target of a glossary's term."""

    def moved(self, by: int) -> "Protected":
        return replace(self, start=self.start + by, end=self.end + by)


def find_protected(text: str, glossary: Mapping[str, str] | None = None) -> tuple[Protected, ...]:
    """In order; they don't overlap. A term of the glossary that stands within another thing is part of that."""
    found = [
        Protected(each.start(), each.end(), _kind(each), each[0], each[0])
        for each in _PROTECTED.finditer(text)
    ]
    taken = bytearray(len(text))
    for each in found:
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    found += [
        each for each in _terms(text, glossary or {}) if not any(taken[each.start : each.end])
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _kind(found: re.Match[str]) -> Kind:
    return next(kind for kind in _PATTERNS if kind == found.lastgroup)


def _terms(text: str, glossary: Mapping[str, str]) -> Iterator[Protected]:
    """The longest first, so that *refund policy* isn't taken for *refund*."""
    if not glossary:
        return
    by_source = {source.casefold(): target for source, target in glossary.items()}
    longest_first = sorted(glossary, key=len, reverse=True)
    # A combining mark behind a term makes another word of it, and `\b` ends words before them.
    pattern = "|".join(map(re.escape, longest_first))
    for each in re.finditer(rf"(?<![\w\u0900-\u0dff])(?:{pattern})(?![\w\u0900-\u0dff])", text, re.IGNORECASE):  # fmt: skip
        kept = by_source.get(each[0].casefold())
        if kept is not None:
            yield Protected(each.start(), each.end(), "term", each[0], kept)


def within(protected: Sequence[Protected], start: int, end: int) -> tuple[Protected, ...]:
    """Those of a part of the text, at their places in the part."""
    first = bisect_left(protected, start, key=lambda each: each.start)
    last = bisect_right(protected, end, key=lambda each: each.end)
    return tuple(each.moved(-start) for each in protected[first:last])


def insides(text: str, protected: Sequence[Protected]) -> bytearray:
    """1 at each place of the text that can't be cut: between two characters of one protected thing."""
    inside = bytearray(len(text) + 1)
    for each in protected:
        inside[each.start + 1 : each.end] = b"\1" * (each.end - each.start - 1)
    return inside
