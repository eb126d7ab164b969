"""What is said when a text is read aloud: words, numbers, abbreviations, symbols, inline ARPAbet.

`read_aloud` scans the text once with the patterns of `_RULES`, in order; every spoken word points at the
characters of the original text it stands for. Where a reading depends on meaning (`St.`, `1500`), the
context rule is simple and written beside it.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from shared.errors import InvalidInput
from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading.tables import (
    ABBREVIATIONS,
    ABBREVIATIONS_WITH_PERIOD,
    CURRENCIES,
    FOLDED,
    PLURALS,
    SAID_AS_WORDS,
    SCALES,
    SPELLED_IN_CAPITALS,
    SYMBOLS,
    UNITS,
    UNITS_ALONE,
)
from shared.phonetics.reading.tokens import ReadText, ReadWord, Token

LONGEST_WORD = 45
"""Letters; the longest word of English dictionaries (pneumono…coniosis)."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """The text in ASCII, each character with its place in the original."""

    text: str
    places: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original span of text[start:end], with the accents that follow its last character."""
        last = self.places[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) == "Mn":
            last += 1
        return self.places[start], last


def fold(text: str) -> str:
    """Accents off, typographic quotes and dashes to ASCII: `Zoë’s` → `Zoe's`."""
    return _fold(text).text


def _fold(text: str) -> _Folded:
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            plain = character
        elif character in FOLDED:
            plain = FOLDED[character]
        else:
            decomposed = unicodedata.normalize("NFKD", character)
            plain = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        characters.extend(plain)
        places.extend([place] * len(plain))
    return _Folded("".join(characters), tuple(places), text)


_OTHER_SCRIPT = re.compile(r"(?:[^\W_](?<![A-Za-z0-9]))(?:\w(?<![A-Za-z0-9_]))*")


def _refuse_other_scripts(folded: _Folded) -> None:
    if match := _OTHER_SCRIPT.search(folded.text):
        start, end = folded.span(*match.span())
        raise InvalidInput(
            f"{folded.original[start:end]!r} can't be read as English: write it in Latin letters",
            field="text",
        )


def _any_of(words: Collection[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = r"(?:[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|\.[0-9]+)"
_START = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"
_SCALE_WORDS = r"thousand|million|billion|trillion|lakhs?|crores?"
_TOP_DOMAINS = r"com|org|net|edu|gov|io|ai|in|co|uk|app|dev"
_RULES = {
    "inline": r"(?P<overridden>(?:[A-Za-z0-9][A-Za-z0-9&.'-]*)?)\{(?P<arpabet>[^{}]*)\}",
    "brace": r"[{}]",
    "caller": "",
    "address": r"(?:https?://)?(?P<address>(?:[A-Za-z0-9._%+-]+@)?(?:[A-Za-z0-9-]+\.)+"
    rf"(?:{_TOP_DOMAINS}))(?![A-Za-z0-9'])",
    "money": rf"(?<![A-Za-z0-9])(?P<sign>{_any_of(CURRENCIES)})\s?(?P<amount>{_NUMBER})"
    rf"(?:\s?(?P<scale>{_SCALE_WORDS}|{_any_of(SCALES)}){_END})?",
    "dotted": rf"{_START}(?P<dotted>{_any_of(ABBREVIATIONS_WITH_PERIOD)})\.",
    "initials": rf"{_START}(?P<initials>(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]{_END})?)(?P<owner>'s{_END})?",
    "abbreviation": rf"{_START}(?P<short>{_any_of(ABBREVIATIONS)}){_END}(?!')\.?",
    "money_after": rf"{_START}(?P<amount_before>{_NUMBER})\s?(?P<sign_after>[€£₹¥$])(?![0-9])",
    "clock": r"(?<![0-9:])(?P<hour>[0-9]{1,2}):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?![0-9:])",
    "date": rf"{_START}[0-9]{{1,4}}(?P<between>[/-])[0-9]{{1,2}}(?P=between)[0-9]{{1,4}}{_END}",
    "phone": rf"(?<![A-Za-z0-9])(?:\+[0-9]{{1,3}}(?:[ .-]?\(?[0-9]{{2,5}}\)?){{2,3}}|(?:\([0-9]{{3}}\) ?|[0-9]{{3}}[ .-])?"
    rf"[0-9]{{3}}[.-][0-9]{{4}}|[0-9]{{3}} [0-9]{{3}} [0-9]{{4}}|[0-9]{{5}}[ -][0-9]{{5}}){_END}(?![.,:/-][0-9])",
    "ordinal": rf"{_START}(?P<ordinal>[0-9][0-9,]*)(?i:st|nd|rd|th){_END}",
    "decade": rf"{_START}'?(?P<decade>(?:[0-9]{{2}})?[0-9]0)'?s{_END}",
    "mixed": rf"{_START}(?P<whole>[1-9][0-9]*)\s+(?P<over>[1-9])/(?P<under>[0-9]{{1,2}}){_END}(?!/)",
    "fraction": rf"{_START}(?P<top>[0-9]+)/(?P<bottom>[0-9]+){_END}(?!/)",
    "range": rf"{_START}(?P<low>{_NUMBER})(?P<low_percent>%?)\s?-\s?(?P<high>{_NUMBER})",
    "number": rf"(?P<minus>(?<![\w)\]-])-)?(?P<number>{_NUMBER})(?P<percent>\s?%)?",
    "unit": rf"(?<=[0-9])(?:\s?(?P<unit>{_any_of(UNITS)}){_END}|(?P<power>{_any_of(SCALES)}){_END})",
    "half_day": r"(?<=[0-9])\s?(?P<half_day>[AaPp]\.?\s?[Mm](?:\.|(?![A-Za-z0-9])))",
    "lone_unit": rf"{_START}(?P<lone_unit>{_any_of(UNITS_ALONE)}){_END}",
    "word": r"(?P<clip>(?<![A-Za-z0-9])')?(?P<word>[A-Za-z]+(?:'[A-Za-z]+)*)",
    "hash": r"\#(?=[A-Za-z])",
    "symbol": _any_of(SYMBOLS),
}
_YEAR_CUE = re.compile(
    r"(?i)\b(?:in|since|by|of|from|until|till|before|after|during|around|year|early|late|to|and|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
    r"[0-9]{1,2}(?:st|nd|rd|th)?),?\s+$"
)
_COUNTED = re.compile(r"\s+(?:[a-z]+s|people|men|women|children|rupees)\b")


@lru_cache(maxsize=32)
def _scanner(own_keys: frozenset[str]) -> re.Pattern[str]:
    """All rules as one pattern; `own_keys` are folded words of a caller's lexicon that aren't plain words."""
    rules = _RULES | {
        "caller": rf"{_START}(?i:{_any_of(own_keys)})(?P<own_owner>'s)?{_END}"
        if own_keys
        else r"(?!)"
    }
    return re.compile("|".join(f"(?P<rule_{name}>{rule})" for name, rule in rules.items()))


def read_aloud(
    text: str, *, known: Callable[[str], bool], own_keys: Collection[str] = ()
) -> ReadText:
    """The tokens of `text`, in order, with what is said for each.

    `known` tells whether the dictionary has a word (any case); `own_keys` are the words of the caller's
    lexicon. Raises InvalidInput (field `text`) for letters of another script, a brace without its partner,
    a word longer than 45 letters, or a text without a word.
    """
    folded = _fold(text)
    _refuse_other_scripts(folded)
    odd_keys = frozenset(key for key in own_keys if not re.fullmatch(r"[A-Za-z']+", key))
    scan = _Scan(folded.text, known, shouted=_is_shouted(folded.text))
    tokens: list[Token] = []
    for match in _scanner(odd_keys).finditer(folded.text):
        if words := tuple(_placed(word, folded) for word in scan.read(match)):
            tokens.append(Token(words[0].start, max(word.end for word in words), (words,)))
    if not tokens:
        raise InvalidInput("there is no word in the text", field="text")
    return ReadText(tuple(tokens))


_PHRASE_END = re.compile(r"[\"')\]]*\s*(?:[.,;:!?]|-\s|$)")


def _placed(word: ReadWord, folded: _Folded) -> ReadWord:
    """The word with its span in the original text."""
    start, end = folded.span(word.start, word.end)
    ends_phrase = bool(_PHRASE_END.match(folded.text[word.end :][:8]))
    return ReadWord(word.text, start, end, word.kind, word.phones, ends_phrase)


def _is_shouted(text: str) -> bool:
    """All letters are capitals and there is more than a word or two: then capitals tell nothing."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 2 and all(word.isupper() for word in words)


@dataclass(frozen=True, slots=True)
class _Scan:
    """Reads one match of the scanner at a time; a method a rule."""

    text: str
    known: Callable[[str], bool]
    shouted: bool

    def read(self, match: re.Match[str]) -> Iterator[ReadWord]:
        assert match.lastgroup is not None, "every alternative is a named group"
        reader: Callable[[re.Match[str]], Iterator[ReadWord]] = getattr(
            self, match.lastgroup.replace("rule", "", 1)
        )
        return reader(match)

    def _say(
        self, spoken: list[str] | str, match: re.Match[str], group: str | int = 0
    ) -> Iterator[ReadWord]:
        """Each word of `spoken`, standing for the characters of `group`; single capitals are letters."""
        start, end = match.span(group)
        for word in spoken.split() if isinstance(spoken, str) else spoken:
            yield ReadWord(word, start, end, "letters" if word.isupper() else "word")

    def _inline(self, match: re.Match[str]) -> Iterator[ReadWord]:
        start, end = match.span("overridden" if match["overridden"] else 0)
        phones = match["arpabet"].strip()
        yield ReadWord(match["overridden"] or phones, start, end, "inline", phones)

    def _brace(self, match: re.Match[str]) -> Iterator[ReadWord]:
        raise InvalidInput(
            f"the {match[0]!r} at character {match.start() + 1} has no partner: phones are written "
            "word{W ER1 D}",
            field="text",
        )

    def _caller(self, match: re.Match[str]) -> Iterator[ReadWord]:
        yield ReadWord(match[0], *match.span(), "caller")

    def _address(self, match: re.Match[str]) -> Iterator[ReadWord]:
        for part in re.finditer(r"[A-Za-z]+|[0-9]+|[.@_+-]", match["address"]):
            start, end = part.span()
            offset = match.start("address")
            spoken = {
                ".": ["dot"], "@": ["at"], "_": ["underscore"], "-": ["dash"], "+": ["plus"]
            }.get(part[0]) or (numbers.digits(part[0]) if part[0].isdigit() else [part[0]])  # fmt: skip
            for word in spoken:
                letters = word.lower() in {"www", "io", "ai", "uk"}
                yield ReadWord(word, offset + start, offset + end, "letters" if letters else "word")

    def _dotted(self, match: re.Match[str]) -> Iterator[ReadWord]:
        written, rest = match["dotted"], self.text[match.end() :]
        before = self.text[: match.start()]
        if written == "St" and not re.match(r"\s+[A-Z]", rest):
            return self._say("street", match)
        if written == "No" and not re.match(r"\s*[0-9]", rest):
            return self._say("no", match, "dotted")
        dates = written[:3] in {"Mar", "Sat", "Mon", "Wed", "Sep", "Jan", "Dec"}
        beside_number = re.match(r"\s*[0-9]", rest) or re.search(
            r"[0-9](?:st|nd|rd|th)?\s*$", before
        )
        if dates and self.known(written) and not beside_number:
            return self._say([written], match, "dotted")
        return self._say(ABBREVIATIONS_WITH_PERIOD[written], match)

    def _initials(self, match: re.Match[str]) -> Iterator[ReadWord]:
        letters = match["initials"].replace(".", "").upper()
        yield ReadWord(letters + (match["owner"] or ""), *match.span(), "letters")

    def _abbreviation(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(ABBREVIATIONS[match["short"]], match)

    def _money(self, match: re.Match[str]) -> Iterator[ReadWord]:
        scale = match["scale"] or ""
        return self._say(_money(match["amount"], match["sign"], SCALES.get(scale, scale)), match)

    def _money_after(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(_money(match["amount_before"], match["sign_after"], ""), match)

    def _clock(self, match: re.Match[str]) -> Iterator[ReadWord]:
        hour, minute = str(int(match["hour"])), match["minute"]
        spoken = numbers.cardinal(hour)
        if minute != "00":
            spoken += [*(["oh"] if minute < "10" else []), *numbers.cardinal(str(int(minute)))]
        elif match["second"] is None and not re.match(
            r"\s?[AaPp]\.?[Mm]", self.text[match.end() :]
        ):
            spoken += ["o'clock"] if 1 <= int(hour) <= 12 else ["hundred"]
        if match["second"]:
            spoken += ["and", *numbers.cardinal(str(int(match["second"]))), "seconds"]
        return self._say(spoken, match)

    def _date(self, match: re.Match[str]) -> Iterator[ReadWord]:
        for part in re.finditer(r"[0-9]+", match[0]):
            is_year = len(part[0]) == 4
            spoken = numbers.year(int(part[0])) if is_year else numbers.cardinal(str(int(part[0])))
            start = match.start() + part.start()
            for word in spoken:
                yield ReadWord(word, start, start + len(part[0]))

    def _phone(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say([*(["plus"] if "+" in match[0] else []), *numbers.digits(match[0])], match)

    def _ordinal(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(numbers.ordinal(match["ordinal"]), match)

    def _decade(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(numbers.plural(numbers.year(int(match["decade"]))), match)

    def _mixed(self, match: re.Match[str]) -> Iterator[ReadWord]:
        part = numbers.fraction(match["over"], match["under"])
        if part[0] == "one":
            part[0] = "a"
        return self._say([*numbers.cardinal(match["whole"]), "and", *part], match)

    def _fraction(self, match: re.Match[str]) -> Iterator[ReadWord]:
        top, bottom = match["top"], match["bottom"]
        if len(top) > 1 and int(top) > int(bottom):  # 24/7, or a date without its year
            return self._say([*numbers.cardinal(top), *numbers.cardinal(bottom)], match)
        return self._say(numbers.fraction(top, bottom), match)

    def _range(self, match: re.Match[str]) -> Iterator[ReadWord]:
        low = [*_plain_number(match["low"]), *(["percent"] if match["low_percent"] else [])]
        return self._say([*low, "to", *_plain_number(match["high"])], match)

    def _number(self, match: re.Match[str]) -> Iterator[ReadWord]:
        written = match["number"]
        before, after = self.text[: match.start()], self.text[match.end() :]
        spoken = numbers.decimal(written)
        if re.fullmatch(r"[0-9]+", written) and not match["percent"] and not match["minus"]:
            if len(written) >= 7 or (len(written) > 1 and written[0] == "0"):
                spoken = numbers.digits(written)
            elif _reads_as_year(written, before, after):
                spoken = numbers.year(int(written))
        return self._say(
            [
                *(["minus"] if match["minus"] else []),
                *spoken,
                *(["percent"] if match["percent"] else []),
            ],
            match,
        )

    def _unit(self, match: re.Match[str]) -> Iterator[ReadWord]:
        group = "unit" if match["unit"] else "power"
        is_name = re.search(r"[A-Za-z][0-9]+$", self.text[: match.start()])  # B2B is no number
        if is_name and re.search(r"[A-Za-z]", match[group]):
            return iter([ReadWord(match[group], *match.span(group), "letters")])
        if match["power"]:
            return self._say(SCALES[match["power"]], match, "power")
        one = re.search(r"(?<![0-9.,])1$", self.text[: match.start()]) is not None
        return self._say(_unit_words(match["unit"], one=one), match, "unit")

    def _half_day(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(
            " ".join(c for c in match["half_day"].upper() if c.isalpha()), match, "half_day"
        )

    def _lone_unit(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(_unit_words(match["lone_unit"], one=True), match, "lone_unit")

    def _word(self, match: re.Match[str]) -> Iterator[ReadWord]:
        word = match["word"]
        start, end = match.span("word")
        if end - start > LONGEST_WORD:
            raise InvalidInput(
                f"{word[:12]}… has {end - start} letters: no English word is that long",
                field="text",
            )
        if match["clip"] and self.known("'" + word) and self.text[end : end + 1] != "'":
            yield ReadWord("'" + word, start - 1, end)
        elif self._is_spelled(word, start, end):
            yield ReadWord(word, start, end, "letters")
        else:
            for part in self._joined_words(word):
                letters = part.group().isupper() and part.group() != word
                yield ReadWord(
                    part.group(),
                    start + part.start(),
                    start + part.end(),
                    "letters" if letters else "word",
                )

    def _is_spelled(self, word: str, start: int, end: int) -> bool:
        if "'" in word and self.known(word):
            return False
        base, _, ending = word.partition("'")
        if re.fullmatch(r"[A-Z]{2,}s", base):
            base = base[:-1]
        around = self.text[max(0, start - 1) : start] + self.text[end : end + 1]
        if base.isupper() and "&" in around:
            return True
        by_digit = any(c.isdigit() for c in around)
        if len(base) == 1:
            return (base not in "aAIi" or by_digit) and ending in {"", "s"}
        if by_digit and (len(base) < 3 or base.isupper()):
            return True
        if self.shouted:
            return not re.search(r"[AEIOUY]", base) and not self.known(base)
        if base.isupper():
            said = self.known(base) or base in SAID_AS_WORDS
            return base in SPELLED_IN_CAPITALS or (len(base) <= 5 and not said)
        return not re.search(r"[aeiouyAEIOUY]", base) and not self.known(word)

    def _joined_words(self, word: str) -> list[re.Match[str]]:
        """`AgentForge` → Agent, Forge, where the whole is not in the dictionary and the parts are."""
        whole = list(re.finditer(r".+", word))
        if self.known(word) or not re.search(r"[a-z][A-Z]", word):
            return whole
        parts = list(re.finditer(r"[A-Z]?[a-z']+|[A-Z]+(?![a-z])", word))
        if "".join(part.group() for part in parts) != word:
            return whole
        if all(
            len(part.group()) > 1 and (part.group().isupper() or self.known(part.group()))
            for part in parts
        ):
            return parts
        return whole

    def _hash(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say("hashtag", match)

    def _symbol(self, match: re.Match[str]) -> Iterator[ReadWord]:
        return self._say(SYMBOLS[match[0]], match)


def _plain_number(written: str) -> list[str]:
    is_year = re.fullmatch(r"1[1-9][0-9]{2}|20[0-9]{2}", written)
    return numbers.year(int(written)) if is_year else numbers.decimal(written)


def _reads_as_year(written: str, before: str, after: str) -> bool:
    """1100–2099 is a year, unless things are counted (`1500 students`) and nothing before says year."""
    if not re.fullmatch(r"1[1-9][0-9]{2}|20[0-9]{2}", written):
        return False
    if re.match(rf"\s?(?:{_any_of(UNITS)}|{_any_of(SCALES)}){_END}", after):
        return False
    return bool(_YEAR_CUE.search(before)) or not _COUNTED.match(after)


def _unit_words(unit: str, *, one: bool) -> list[str]:
    head, *rest = UNITS[unit].split()
    if rest and rest[0] not in {"per", "celsius", "fahrenheit"}:
        *first, head = [head, *rest]
        rest = []
    else:
        first = []
    return [*first, head if one else PLURALS.get(head, head + "s"), *rest]


def _money(amount: str, sign: str, scale: str) -> list[str]:
    """`$5.50` → five dollars and fifty cents; `₹2.5 lakh` → two point five lakh rupees."""
    single, several, small_single, small_several = CURRENCIES[sign]
    whole, _, hundredths = amount.partition(".")
    if scale:
        return [*numbers.decimal(amount), scale, *several.split()]
    if hundredths and len(hundredths) != 2:
        return [*numbers.decimal(amount), *several.split()]
    spoken: list[str] = []
    if whole and (whole.strip("0,") or not hundredths.strip("0")):
        spoken = [*numbers.cardinal(whole), *(single if whole == "1" else several).split()]
    if hundredths.strip("0"):
        small = small_single if hundredths == "01" else small_several
        spoken += [*(["and"] if spoken else []), *numbers.cardinal(str(int(hundredths))), small]
    return spoken
