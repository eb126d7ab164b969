"""What is written for machines: e-mail, web and network addresses, handles, file names."""

import re
from collections.abc import Iterable, Iterator

from shared.phonetics.reading import number_ways as ways_of
from shared.phonetics.reading.letter_tables import SAID, SPELLED
from shared.phonetics.reading.scan import END, ReadingRule, Scan, WrittenPiece
from shared.phonetics.reading.symbol_tables import SYMBOLS
from shared.phonetics.reading.ways import Ways, distinct

_TOP_DOMAINS = r"com|org|net|edu|gov|mil|info|io|ai|in|co|uk|us|eu|de|fr|au|ca|app|dev|tv|me|biz|xyz|nic|int|jp|cn|ch|nz|sg|ae|za|tech|online|site|shop|blog|ly|gg"
_WORDS_OF_DOMAIN = frozenset(
    {
        "com",
        "org",
        "net",
        "info",
        "app",
        "dev",
        "me",
        "biz",
        "tech",
        "online",
        "site",
        "shop",
        "blog",
        "in",
        "co",
        "gov",
        "mil",
    }
)
_FILE_ENDINGS = "pdf|docx?|xlsx?|pptx?|txt|csv|jpe?g|png|gif|mp[34]|wav|zip|html?|css|js|ts|py|json|xml|ya?ml|md|exe|tsv|svg|tar|gz|rar|apk|ini|log|sh|sql|java|cpp|toml|ipynb"
_SPELLED_ENDINGS = re.compile(
    r"(?:pdf|xlsx?|pptx?|csv|png|mp|html?|css|js|ts|py|xml|exe|tsv|svg|gz|apk|sh|sql|cpp|md|ipynb|docx)$"
)
_MARKS: dict[str, Ways] = {
    ".": ("dot",), "@": ("at",), "_": ("underscore", "under score"), "-": ("dash", "hyphen", ""), "+": ("plus",), "/": ("slash", "forward slash"),
    ":": ("colon",), "?": ("question mark",), "=": ("equals",), "&": ("and", "ampersand"), "#": ("hash",), "%": ("percent",), "~": ("tilde",), "\\": ("backslash",),
}  # fmt: skip
_OF_TWO_PARTS = {
    "gmail": "G mail",
    "hotmail": "hot mail",
    "youtube": "you tube",
    "wifi": "wi fi",
    "ebay": "E bay",
}


def _word_ways(word: str, scan: Scan) -> Ways:
    """A piece of an address: a word if it is one, two known words in one, letters, or guessed."""
    lower = word.lower()
    if lower == "www":
        return ("W W W", "triple W", "dub dub dub")
    if lower in {"http", "https", "ftp"}:
        return (" ".join(lower.upper()),)
    if lower.upper() in SAID:
        return distinct([*SAID[lower.upper()], f"={word}"])
    letters = f"~{word.upper()}"
    if (lower.upper() in SPELLED and (not scan.known(lower) or word.isupper())) or len(word) == 1:
        return (letters,)
    if lower in _OF_TWO_PARTS:
        return (f"={word}", _OF_TWO_PARTS[lower])
    if scan.known(lower) and (len(word) > 3 or re.search(r"[aeiouy]", lower)):
        return (f"={word}", letters) if len(word) <= 4 else (f"={word}",)
    if not re.search(r"[aeiouy]", lower) or (len(word) <= 5 and not _is_pronounceable(lower)):
        return (letters, f"={word}")
    for cut in range(len(word) - 3, 2, -1):
        if scan.known(lower[:cut]) and scan.known(lower[cut:]):
            return (f"={word[:cut]} ={word[cut:]}", f"={word}")
    return (f"={word}", letters) if len(word) <= 5 else (f"={word}",)


def _is_pronounceable(word: str) -> bool:
    return (
        re.fullmatch(r"[^aeiouy]{0,2}(?:[aeiouy]{1,3}[^aeiouy]{1,3})*[aeiouy]{0,3}", word)
        is not None
    )


def _pieces(written: str, start: int, scan: Scan) -> Iterator[WrittenPiece]:
    """Each word, number and mark of an address."""
    domain = re.search(rf"\.(?:{_TOP_DOMAINS})(?=$|[/:?#.])", written)
    for part in re.finditer(
        r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Za-z]|[0-9]+|[^A-Za-z0-9\s]", written
    ):
        place = (start + part.start(), start + part.end())
        text = part[0]
        behind_dot = written[part.start() - 1 : part.start()] == "." if part.start() else False
        if text.isdigit():
            value = ways_of.cardinal_ways(text)[0]
            digits = ways_of.digit_ways(text)
            yield WrittenPiece(
                *place,
                distinct(
                    [value, *digits]
                    if len(text) < 3 and text[0] != "0"
                    else [*digits[:6], *ways_of.name_ways(text)]
                ),
            )
        elif text in SYMBOLS and text not in _MARKS:
            yield WrittenPiece(*place, SYMBOLS[text])
        elif text in _MARKS:
            yield WrittenPiece(*place, _MARKS[text])
        elif (
            behind_dot
            and domain
            and part.start() >= domain.start()
            and re.fullmatch(_TOP_DOMAINS, text)
        ):
            letters = f"~{text.upper()}"
            yield WrittenPiece(
                *place, (f"={text}", letters) if text in _WORDS_OF_DOMAIN else (letters, f"={text}")
            )
        elif text.isascii() and text.isalpha():
            yield WrittenPiece(*place, _word_ways(text, scan))


def _url(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece] | None:
    pieces: list[WrittenPiece] = []
    if match["scheme"]:
        letters = " ".join(match["scheme"].upper())
        ways = (
            "",
            f"{letters} colon slash slash",
            letters,
            f"{letters} colon double slash",
            f"{letters} colon forward slash forward slash",
        )
        pieces.append(WrittenPiece(match.start(), match.end("scheme") + 3, ways))
    if match["www"]:
        pieces.append(
            WrittenPiece(
                match.start("www"),
                match.end("www") + 1,
                ("W W W dot", "", "triple W dot", "dub dub dub dot"),
            )
        )
    address = match["address"]
    ending = re.search(r"[.,;:!?)'\"/-]+$", address)
    body = address[: ending.start()] if ending else address
    pieces += _pieces(body, match.start("address"), scan)
    return pieces


def _email(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return list(_pieces(match[0], match.start(), scan))


def _file(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    stem, _, ending = match[0].rpartition(".")
    start = match.start()
    dot = start + len(stem)
    spelled = _SPELLED_ENDINGS.match(ending)
    ways: Ways = (
        (f"~{ending.upper()}", f"={ending}") if spelled else (f"={ending}", f"~{ending.upper()}")
    )
    if ending in {"mp3", "mp4"}:
        ways = (f"M P {ways_of.digit_ways(ending)[0]}",)
    if ending in {"jpg", "jpeg"}:
        ways = ("jay peg", "J P G")
    return [
        *_pieces(stem, start, scan),
        WrittenPiece(dot, dot + 1, ("dot", "")),
        WrittenPiece(dot + 1, match.end(), ways),
    ]


def _handle(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    """`@priya`, `#MachineLearning`."""
    start = match.start()
    ways: Ways = ("at", "") if match[0][0] == "@" else ("hashtag", "hash")
    pieces = [
        WrittenPiece(
            each.start,
            each.end,
            ("underscore", "under score", "")
            if scan.text[each.start : each.end] == "_"
            else each.ways,
        )
        for each in _pieces(match["name"], start + 1, scan)
    ]
    return [WrittenPiece(start, start + 1, ways), *pieces]


def _ip(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    pieces: list[WrittenPiece] = []
    for part in re.finditer(r"[0-9]+|[.:/]", match[0]):
        place = (match.start() + part.start(), match.start() + part.end())
        if part[0].isdigit():
            ways = ("zero", "oh") if part[0] == "0" else ways_of.name_ways(part[0])
            pieces.append(WrittenPiece(*place, ways))
        else:
            pieces.append(
                WrittenPiece(*place, ("dot", "point") if part[0] == "." else _MARKS[part[0]])
            )
    return pieces


def _path(match: re.Match[str], scan: Scan) -> Iterable[WrittenPiece]:
    return list(_pieces(match[0].rstrip("."), match.start(), scan))


_NAME = r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*"
RULES = (
    ReadingRule("a0", rf"{_NAME}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{{2,10}}{END}", _email),
    ReadingRule("a0", r"(?:(?P<scheme>https?|ftp)://)(?:(?P<www>www)\.)?(?P<address>[^\s<>\"{}|^`\[\]]+)", _url),
    ReadingRule("a", r"(?P<scheme>)(?:(?P<www>www)\.)(?P<address>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:[/?#:][^\s<>\"{}|^`\[\]]*)?)", _url),
    ReadingRule("a0", rf"(?<![A-Za-z0-9])(?:[A-Za-z0-9_-]+\.)*[A-Za-z0-9_-]+\.(?:{_FILE_ENDINGS})(?![A-Za-z0-9/]|'[a-z]|\.[a-z])", _file),
    ReadingRule("a0", rf"(?P<scheme>)(?P<www>)(?P<address>(?:[A-Za-z0-9-]+\.)+(?:{_TOP_DOMAINS})(?:(?::[0-9]+)?/[^\s<>\"{{}}|^`\[\]]*)?)(?![A-Za-z0-9])", _url),
    ReadingRule("0", r"(?<![A-Za-z0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{2,5}|/[0-9]{1,2})?(?![0-9]|\.[0-9])", _ip),
    ReadingRule(".", r"(?<![A-Za-z0-9])[@#](?P<name>[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)", _handle),
    ReadingRule(".", r"(?<![A-Za-z0-9.])~?/(?:[a-z][A-Za-z0-9_.-]*/)+[A-Za-z0-9_.-]*|(?<![A-Za-z0-9])/(?:usr|bin|home|etc|tmp|var|opt|dev|api)\b", _path),
    ReadingRule("a", r"(?<![A-Za-z0-9])[A-Z]:\\[^\s\"<>|]+", _path),
    ReadingRule("a", r"(?<![A-Za-z0-9])[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+(?![A-Za-z0-9])", _path),
)  # fmt: skip
