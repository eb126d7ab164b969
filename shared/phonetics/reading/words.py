"""Words: plain, hyphenated, clipped, joined; and phones in braces."""

import re
from collections.abc import Iterable

from shared.errors import InvalidInput
from shared.phonetics.reading.letter_tables import SAID
from shared.phonetics.reading.scan import END, START, ReadingRule, Scan, WrittenPiece, one

LONGEST_WORD = 45
"""Letters; the longest word of English dictionaries (pneumono…coniosis)."""
NOT_PLAIN = frozenset(
    [
        "vs",
        "etc",
        "approx",
        "eg",
        "ie",
        "dept",
        "govt",
        "esp",
        "misc",
        "km",
        "cm",
        "mm",
        "kg",
        "kgs",
        "mg",
        "ml",
        "kmph",
        "mph",
        "hrs",
        "mins",
        "secs",
        "lbs",
        "oz",
        "tbsp",
        "tsp",
        "yr",
        "yrs",
        "mgmt",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "Prof",
        "Jr",
        "Sr",
        "Ltd",
        "Pvt",
        "Dept",
        "Govt",
        "Blvd",
        "Smt",
        "Rs",
        "Mon",
        "Tue",
        "Tues",
        "Wed",
        "Thu",
        "Thur",
        "Thurs",
        "Fri",
        "Sat",
        "Sun",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "Asst",
        "Hwy",
        "Bldg",
        "Intl",
        "Approx",
        "Fig",
        "Vol",
        "Ext",
        "Apt",
        "ext",
        "pp",
        "Xmas",
        "www",
        "Shri",
    ]
)
"""Words that a rule for abbreviations, units or dates may read."""
_PREFIXES = frozenset(
    {
        "re",
        "co",
        "pre",
        "non",
        "anti",
        "multi",
        "semi",
        "sub",
        "un",
        "de",
        "mid",
        "micro",
        "inter",
        "over",
        "under",
    }
)


def _inline(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    start, end = match.span("overridden" if match["overridden"] else 0)
    phones = match["arpabet"].strip()
    return [WrittenPiece(start, end, (match["overridden"] or phones,), "inline", phones)]


def _brace(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    raise InvalidInput(
        f"the {match[0]!r} at character {match.start() + 1} has no partner: phones are written word{{W ER1 D}}",
        field="text",
    )


def _hyphenated(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    """`Wi-Fi` where the dictionary has it; `re-enter` as the word without its hyphen."""
    word = match["word"]
    base = word.removesuffix("'s")
    if len(base) > LONGEST_WORD:
        return None
    if scan.known(base):
        return one(match, (f"={word}",))
    head, _, rest = base.partition("-")
    if head.lower() in _PREFIXES and "-" not in rest and scan.known(head + rest):
        return one(
            match, (f"={head}{rest}{word[len(base) :]}", f"={head} ={rest}{word[len(base) :]}")
        )
    return None


def _word(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    word = match["word"]
    start, end = match.span("word")
    if end - start > LONGEST_WORD:
        raise InvalidInput(
            f"{word[:12]}… has {end - start} letters: no English word is that long", field="text"
        )
    if match["clip"] and scan.known("'" + word) and scan.text[end : end + 1] != "'":
        return [WrittenPiece(start - 1, end, ("='" + word,))]
    if match["clip"] and word.lower() == "n":
        return [
            WrittenPiece(start - 1, end + (scan.text[end : end + 1] == "'"), ("and", "~N", "=an"))
        ]
    if match["clip"]:
        start = match.start("word")
    if scan.text[end : end + 1] == "'" and scan.known(word + "'") and not scan.known(word):
        return [WrittenPiece(start, end + 1, (f"={word}'",))]
    if word.lower() in {"th", "o"} and scan.text[end : end + 1] == "'":
        return [WrittenPiece(start, end + 1, ("=the",) if word.lower() == "th" else ("=o'", "=of"))]
    if _is_spelled(word, start, end, scan):
        return [WrittenPiece(start, end, (f"~{word}",))]
    parts = _joined_words(word, scan)
    return [
        WrittenPiece(
            start + part.start(),
            start + part.end(),
            (("~" if part[0].isupper() and part[0] != word else "=") + part[0],),
        )
        for part in parts
    ]


def _is_spelled(word: str, start: int, end: int, scan: Scan) -> bool:
    if "'" in word and scan.known(word):
        return False
    base, _, ending = word.partition("'")
    if re.fullmatch(r"[A-Z]{2,}s", base):
        base = base[:-1]
    around = scan.text[max(0, start - 1) : start] + scan.text[end : end + 1]
    if base.isupper() and "&" in around:
        return True
    by_digit = any(c in "0123456789" for c in around)
    if len(base) == 1:
        hyphened = base in "aAI" and (scan.text[end : end + 1] in {"-", "+"} or around == "()")
        return (base not in "aAIi" or by_digit or hyphened or scan.in_maths(start)) and ending in {
            "",
            "s",
        }
    is_word = len(base) > 3 and (base in SAID or scan.known(base))
    if by_digit and (len(base) < 3 or (base.isupper() and not is_word)):
        return True
    if len(base) <= 3 and scan.text[end : end + 1] == "^" and not re.search(r"[aeiou]", base):
        return True
    return not re.search(r"[aeiouyAEIOUY]", base) and not scan.known(word)


def _joined_words(word: str, scan: Scan) -> list[re.Match[str]]:
    """`AgentForge` → Agent, Forge, where the whole is not in the dictionary and the parts are."""
    whole = list(re.finditer(r".+", word))
    if scan.known(word) or not re.search(r"[a-z][A-Z]", word):
        return whole
    parts = list(re.finditer(r"[A-Z]?[a-z']+|[A-Z]+(?![a-z])", word))
    if "".join(part[0] for part in parts) != word:
        return whole
    if all(len(part[0]) > 1 and (part[0].isupper() or scan.known(part[0])) for part in parts):
        return parts
    return whole


INLINE = (
    ReadingRule("a0.", r"(?P<overridden>(?:[A-Za-z0-9][A-Za-z0-9&.'-]*)?)\{(?P<arpabet>[^{}]*)\}", _inline),
    ReadingRule(".", r"[{}]", _brace),
)  # fmt: skip
RULES = (
    ReadingRule("a", rf"{START}(?P<word>[A-Za-z]+(?:-[A-Za-z]+)+(?:'s)?){END}", _hyphenated),
    ReadingRule("a.", r"(?P<clip>(?<![A-Za-z0-9])')?(?P<word>[A-Za-z]+(?:'[A-Za-z]+)*)", _word),
)  # fmt: skip
