"""A small part of SSML 1.1 (W3C 2010) → a plain text and how its stretches are said.

`speak`, `break`, `prosody` (rate, pitch), `phoneme` (ipa, x-arpabet), `say-as`, `emphasis`, `lang` and `voice`. What is not understood is
refused by name, never skipped: a learner should not hear something else than what was asked for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, ParseError

from shared.contracts import SPEAKING_RATES
from shared.errors import InvalidInput
from shared.phonetics.arpabet import UnknownPhone, from_ipa, is_vowel, parse_phones, strip_stress
from shared.phonetics.usage import LETTER_NAMES

LONGEST_BREAK_S = 10.0
DEEPEST_NESTING = 32
"""Elements inside one another; a styled word stands in four or five."""
MOST_ELEMENTS = 2000
"""Two for each word of a text of five minutes."""
PACES = (SPEAKING_RATES[0] / SPEAKING_RATES[1], SPEAKING_RATES[1] / SPEAKING_RATES[0])
"""What nested rates may come to: beyond, no rate of the request brings them back among the speaking rates."""
_NAMESPACE = "{http://www.w3.org/2001/10/synthesis}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RATES = {"x-slow": 0.5, "slow": 0.75, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.5}
PITCHES = ("x-low", "low", "medium", "high", "x-high")
_BREAKS_S = {
    "none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.35, "strong": 0.6, "x-strong": 1.0,
}  # fmt: skip
_GAINS_DB = {"strong": 4.0, "moderate": 2.0, "none": 0.0, "reduced": -2.0}
"""Loudness is what of emphasis can be set without another voice."""
_ORDINAL_ENDS = {1: "st", 2: "nd", 3: "rd"}
_STRESS_DIGITS = {"ˈ": "1", "ˌ": "2"}


@dataclass(frozen=True, slots=True)
class Span:
    """How the characters from `start` to `end` of the text are said."""

    start: int
    end: int
    pace: float = 1.0
    """Times the speaking rate of the request."""
    gain_db: float = 0.0
    emphasised: bool = False
    """Said in full and stressed, whatever its place in the sentence."""
    reduced: bool = False
    language: str | None = None
    """As it was sent, in `xml:lang`; None for the request's."""
    voice: str | None = None
    """As it was sent; None for the request's."""
    pitch: str = "medium"
    """One of PITCHES."""


@dataclass(frozen=True, slots=True)
class Break:
    at: int
    """Before the character of this index."""
    pause_s: float


@dataclass(frozen=True, slots=True)
class Script:
    text: str
    """Words whose phones were given carry them in braces: `tomato{T AH0 M AA1 T OW0}`."""
    spans: tuple[Span, ...] = ()
    """In the order of the text, without gaps; empty for a plain text."""
    breaks: tuple[Break, ...] = ()

    def span_at(self, position: int) -> Span:
        place = bisect_right(self.spans, position, key=lambda span: span.start) - 1
        if place >= 0 and position < self.spans[place].end:
            return self.spans[place]
        return Span(0, len(self.text))

    def pauses_between(self, start: int, end: int) -> list[float]:
        """Seconds of each break from the character `start` to `end`, both included."""
        first = bisect_left(self.breaks, start, key=lambda each: each.at)
        last = bisect_right(self.breaks, end, key=lambda each: each.at)
        return [each.pause_s for each in self.breaks[first:last]]


def parse_ssml(ssml: str) -> Script:
    """Raises InvalidInput, field `ssml`, naming the tag, attribute or value that is not understood."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(ssml, forbid_dtd=True)
    except ParseError as error:
        raise _refused(f"the SSML is not well-formed XML: {error}") from error
    except DefusedXmlException as error:
        raise _refused("the SSML may hold no DTD and no entities of its own") from error
    _refuse_if_outsized(root)
    if _tag(root) != "speak":
        raise _refused(f"the SSML starts with <speak>, not <{_tag(root)}>")
    writer = _Writer()
    writer.element(root, Span(0, 0))
    return Script("".join(writer.pieces), tuple(writer.spans), tuple(writer.breaks))


def _refuse_if_outsized(root: Element) -> None:
    """Before anything walks the tree by calling itself."""
    level, n_elements, depth = [root], 0, 0
    while level:
        depth += 1
        n_elements += len(level)
        if depth > DEEPEST_NESTING:
            raise _refused(f"the SSML nests more than {DEEPEST_NESTING} tags")
        if n_elements > MOST_ELEMENTS:
            raise _refused(f"the SSML holds more than {MOST_ELEMENTS} tags: send it in parts")
        level = [child for element in level for child in element]


def phones_of_ipa(ipa: str) -> list[str]:
    """ARPAbet of one word in IPA; stress marks become the digits of the vowels after them. Raises UnknownPhone."""
    phones: list[str] = []
    digit, is_marked = "0", any(mark in ipa for mark in _STRESS_DIGITS)
    for piece in re.split("([ˈˌ])", ipa):
        if piece in _STRESS_DIGITS:
            digit = _STRESS_DIGITS[piece]
            continue
        for phone in from_ipa(piece.strip()):
            bare = strip_stress(phone)
            phones.append(f"{bare}{digit}" if is_marked and is_vowel(bare) else bare)
            digit = "0" if is_vowel(bare) else digit
    return phones


@dataclass(slots=True)
class _Writer:
    pieces: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    length: int = 0

    def text(self, text: str, style: Span) -> None:
        if text:
            start, self.length = self.length, self.length + len(text)
            self.pieces.append(text)
            self.spans.append(replace(style, start=start, end=self.length))

    def element(self, element: Element, style: Span) -> None:
        """What `element` holds, said in its style."""
        tag = _tag(element)
        if tag not in _ELEMENTS:
            raise _refused(f"<{tag}> is not understood: use {', '.join(sorted(_ELEMENTS))}")
        _ELEMENTS[tag](self, element, style)

    def children(self, element: Element, style: Span) -> None:
        self.text(element.text or "", style)
        for child in element:
            self.element(child, style)
            self.text(child.tail or "", style)

    def speak(self, element: Element, style: Span) -> None:
        _, language = _attributes(element, "version", f"{_XML}lang")
        self.children(element, replace(style, language=language))

    def lang(self, element: Element, style: Span) -> None:
        """What voice says it when the one around can't is not the text's to say: `onlangfailure` would be."""
        (language,) = _attributes(element, f"{_XML}lang")
        if not (language or "").strip():
            raise _refused("<lang> needs its language in xml:lang")
        self.children(element, replace(style, language=language))

    def voice(self, element: Element, style: Span) -> None:
        name, language = _attributes(element, "name", f"{_XML}lang")
        if not (name or "").strip():
            raise _refused("<voice> needs the id of a voice in name: GET /voices lists them")
        self.children(element, replace(style, voice=name, language=language or style.language))

    def pause(self, element: Element, style: Span) -> None:
        time, strength = _attributes(element, "time", "strength")
        _must_be_empty(element)
        if time is not None:
            pause_s = _seconds(time)
        elif (strength or "medium") in _BREAKS_S:
            pause_s = _BREAKS_S[strength or "medium"]
        else:
            raise _refused(f"<break> knows no strength {strength!r}: use {', '.join(_BREAKS_S)}")
        self.breaks.append(Break(self.length, pause_s))
        self.text(" ", style)

    def prosody(self, element: Element, style: Span) -> None:
        rate, pitch = _attributes(element, "rate", "pitch")
        if rate is None and pitch is None:
            raise _refused("<prosody> needs a rate or a pitch: it sets nothing else")
        pace = style.pace * (1.0 if rate is None else _rate(rate))
        if rate is not None and not PACES[0] <= pace <= PACES[1]:
            raise _refused(
                f"<prosody rate={rate[:20]!r}> makes a pace of {pace:g}: all rates around a word, multiplied, stay "
                f"between {PACES[0]:g} and {PACES[1]:g}"
            )
        pitch = style.pitch if pitch is None else pitch.strip().replace("default", "medium")
        if pitch not in PITCHES:
            raise _refused(
                f"<prosody> can't read the pitch {pitch[:20]!r}: write {', '.join(PITCHES)}"
            )
        self.children(element, replace(style, pace=pace, pitch=pitch))

    def emphasis(self, element: Element, style: Span) -> None:
        (level,) = _attributes(element, "level")
        level = level or "moderate"
        if level not in _GAINS_DB:
            raise _refused(f"<emphasis> knows no level {level!r}: use {', '.join(_GAINS_DB)}")
        is_emphasised = level in {"strong", "moderate"}
        self.children(
            element,
            replace(
                style,
                gain_db=_GAINS_DB[level],
                emphasised=is_emphasised,
                reduced=level == "reduced",
            ),
        )

    def phoneme(self, element: Element, style: Span) -> None:
        alphabet, written = _attributes(element, "alphabet", "ph")
        if not (written or "").strip():
            raise _refused("<phoneme> needs its phones in ph")
        if len(element):
            raise _refused("<phoneme> holds a word, no other tag")
        readers: dict[str, Callable[[str], list[str]]] = {
            "ipa": phones_of_ipa,
            "x-arpabet": parse_phones,
        }
        if (alphabet or "ipa") not in readers:
            raise _refused(f"<phoneme> knows no alphabet {alphabet!r}: use ipa or x-arpabet")
        try:
            phones = readers[alphabet or "ipa"](written or "")
        except UnknownPhone as error:
            raise _refused(f"<phoneme>: {error}") from error
        word = re.sub(r"[^A-Za-z0-9'-]", "", element.text or "").strip("'-")
        self.text(f"{word}{{{' '.join(phones)}}}", style)

    def say_as(self, element: Element, style: Span) -> None:
        kind, *_ = _attributes(element, "interpret-as", "format", "detail")
        if kind is None or kind not in _SAY_AS:
            raise _refused(f"<say-as> knows no interpret-as {kind!r}: use {', '.join(_SAY_AS)}")
        if len(element):
            raise _refused("<say-as> holds text, no other tag")
        self.text(_SAY_AS[kind]((element.text or "").strip()), style)


_ELEMENTS: dict[str, Callable[[_Writer, Element, Span], None]] = {
    "speak": _Writer.speak,
    "break": _Writer.pause,
    "prosody": _Writer.prosody,
    "emphasis": _Writer.emphasis,
    "lang": _Writer.lang,
    "voice": _Writer.voice,
    "phoneme": _Writer.phoneme,
    "say-as": _Writer.say_as,
}


def _characters(text: str) -> str:
    """Each letter by its name, each digit as a number."""
    said: list[str] = []
    for character in text:
        if name := LETTER_NAMES.get(character.lower()):
            said.append(f"{character.upper()}{{{' '.join(name)}}}")
        elif character.isdigit():
            said.append(character)
    return " ".join(said)


def _digits(text: str) -> str:
    return " ".join(character for character in text if character.isdigit())


def _telephone(text: str) -> str:
    """Digit by digit, with a pause between the groups it is written in."""
    return ", ".join(_digits(group) for group in re.split(r"\D+", text) if group)


def _cardinal(text: str) -> str:
    return re.sub(r"[^0-9.,-]", "", text)


def _ordinal(text: str) -> str:
    number = "".join(character for character in text if character in "0123456789")
    if not number:
        return ""
    is_teen = number[-2:-1] == "1"
    return number + ("th" if is_teen else _ORDINAL_ENDS.get(int(number[-1]), "th"))


_SAY_AS: dict[str, Callable[[str], str]] = {
    "characters": _characters,
    "spell-out": _characters,
    "digits": _digits,
    "telephone": _telephone,
    "cardinal": _cardinal,
    "ordinal": _ordinal,
    "date": str,
    "time": str,
}


def _tag(element: Element) -> str:
    return str(element.tag).removeprefix(_NAMESPACE)


def _attributes(element: Element, *names: str) -> list[str | None]:
    """Their values in this order. Raises InvalidInput for an attribute that is not among them."""
    for name in element.attrib:
        if name not in names:
            raise _refused(f"<{_tag(element)}> knows no attribute {name!r}")
    return [element.get(name) for name in names]


def _must_be_empty(element: Element) -> None:
    if len(element) or (element.text or "").strip():
        raise _refused(f"<{_tag(element)}> holds nothing")


def _seconds(time: str) -> float:
    match = re.fullmatch(r"\+?(\d+(?:\.\d+)?|\.\d+)(ms|s)", time.strip())
    if match is None:
        raise _refused(f"<break> can't read the time {time!r}: write 500ms or 1.5s")
    seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
    if seconds > LONGEST_BREAK_S:
        raise _refused(f"<break> may last {LONGEST_BREAK_S:g} s at most")
    return seconds


def _rate(rate: str) -> float:
    rate = rate.strip()
    if rate in _RATES:
        return _RATES[rate]
    match = re.fullmatch(r"([+-]?)(\d+(?:\.\d+)?)(%?)", rate)
    if match is None:
        raise _refused(
            f"<prosody> can't read the rate {rate!r}: write {', '.join(_RATES)}, 80%, -20% or 0.8"
        )
    sign, number, percent = match.groups()
    factor = float(number) / (100 if percent else 1)
    if not sign:
        return factor
    return 1 + factor if sign == "+" else 1 - factor


def _refused(detail: str) -> InvalidInput:
    return InvalidInput(detail, field="ssml")
