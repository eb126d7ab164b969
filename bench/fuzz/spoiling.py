"""Right requests with something wrong in them: in a value, in the shape, in the bytes."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from shared.testing.recordings import mutated

from .seeds import Seed

ODD_TEXTS = (
    "", " ", "\0", "\ud800", "\u202e", "\ufeff", "é" * 50, "नमस्ते", "你好", "🎤" * 40, "a\u0300" * 60, "ﷺ" * 20, "½ ² Ⅷ ①",
    "A" * 5_000, "a " * 900, "'" * 300, "-" * 300, "." * 300, "9" * 400, "1e999", "$" * 50, "1/0", "99:99", "31/02/2024",
    "http://a.b/" + "c" * 300, "<speak>", "&amp;&#0;", "${x}", "%s%n", "{{7*7}}", "../../etc/passwd", "'; DROP TABLE tasks;--",
    "\n" * 200, "\t\r\n", "xyzzy" * 100, "ſtraße İstanbul", "1,2,3,4,5,6,7,8,9", "IIIIIIIVXLCDM" * 10,
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2**31, 2**63, 2**64, 10**30, -(10**30), 0.5, -0.0, 1e-320, 1e308, 1e300, [], {}, [[]], [None], [{}],
    {"": None}, {"a": {"b": []}}, [0] * 500, ["x"] * 500, float("inf"), float("nan"),
)  # fmt: skip
ODD_PHONES = (
    "",
    "AH",
    "AH0",
    "AH9",
    "QQ",
    "ah0",
    "AH0 " * 400,
    "K S T",
    "0",
    "SIL",
    "R R R R R R R R",
)
ODD_MARKUP = (
    "<break time='1e9s'/>", "<break time='-1s'/>", "<break strength='x'/>", "<prosody rate='0%'>a</prosody>",
    "<prosody rate='1e99%' volume='+999dB'>a</prosody>", "<emphasis>" * 80 + "a" + "</emphasis>" * 80, "<phoneme ph=''>a</phoneme>",
    "<phoneme alphabet='ipa' ph='ǃ'>a</phoneme>", "<say-as interpret-as='date'>0/0/0</say-as>", "<sub alias=''>a</sub>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<![CDATA[<a>]]>", "<?x y?>", "<a:b/>", "<!-- - -->", "&nbsp;", "<speak/>", "</speak>",
)  # fmt: skip


def spoilt(seed: Seed, n: int, *, number: int) -> Iterator[bytes]:
    """`n` bodies, the same for the same `number`."""
    random = Random(f"{seed.name} {number}")
    if isinstance(seed.body, bytes):
        yield from mutated(seed.body, n, seed=number)
        return
    yield from mutated(seed.content, n // 4, seed=number)
    for _ in range(n - n // 4):
        body = copy.deepcopy(seed.body)
        for _ in range(random.choice([1, 1, 1, 2, 4])):
            _spoil(body, random)
        yield json.dumps(body).encode("utf-8", "surrogatepass")


def _spoil(body: Any, random: Random) -> None:
    """Changes one place of it, wherever it is."""
    places = list(_places(body))
    if not places:
        return
    holder, key = random.choice(places)
    value = holder[key]
    match random.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = copy.deepcopy(random.choice(ODD_VALUES))
        case 2 if isinstance(holder, dict):
            holder[random.choice(ODD_TEXTS)[:200]] = holder.pop(key)
        case 3 if isinstance(value, list) and value:
            holder[key] = [copy.deepcopy(each) for each in value * random.choice([2, 50])]
        case _:
            holder[key] = _changed(value, random)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _changed(value: Any, random: Random) -> Any:
    if not isinstance(value, str):
        return copy.deepcopy(random.choice([*ODD_VALUES, *ODD_TEXTS]))
    odd = random.choice(random.choice([ODD_TEXTS, ODD_TEXTS, ODD_PHONES, ODD_MARKUP]))
    at = random.randrange(len(value) + 1)
    ways: list[Callable[[], str]] = [
        lambda: odd,
        lambda: value[:at] + odd + value[at:],
        lambda: value[:at],
        lambda: value[at:] + value[:at],
        lambda: "".join(random.sample(value, len(value))),
        lambda: value * random.choice([2, 30]),
        lambda: value.swapcase(),
    ]
    return random.choice(ways)()
