"""Reads words of Indian languages as they are written in Latin letters.

A spelling is cut into units (`bh`, `aa`, `sh`); each has a few usual sounds, of which the list of names tells how usual each is
beside which neighbours. Vowel length and aspiration are seldom written, so that a name has several usual readings.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shared.once import once
from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.names import INDIAN, ListedName, Phones, listed_names
from shared.phonetics.syllables import syllabify

Sounds = tuple[str, ...]

_CHOICES: dict[str, str] = {
    "a": "AH 6|AA 4|AE .1", "aa": "AA 10|AH .2", "e": "EY 6|EH 4|IY .2|AH .1", "_e": "EY 8|IY 1|EH .2| 1", "ee": "IY 10", "i": "IH 5|IY 5|AY .1|Y .1",
    "ii": "IY 10", "o": "OW 8|AO 1.5|AA .5|UH .1|UW .1", "oo": "UW 8|UH 2|OW .3", "u": "UH 6|UW 4|AH .3|Y UW .1|W .1", "uu": "UW 10",
    "ai": "AY 5|EY 3|AA IY 1|AA IH .4|AA Y .5|AA Y AH .3", "ay": "EY 5|AY 4|AH Y 1", "au": "AO 6|AW 4|AH UW .2",
    "ou": "AW 3|UW 4|AO 1", "ow": "AW 5|OW 5|AO 1", "aw": "AO 5|AA 2|AW 1", "ei": "EY 8|AY 1", "ey": "EY 8|IY 1|AY .5",
    "oy": "OY 10", "oi": "OY 10", "ea": "IY 3|EY AA 2", "eu": "Y UW 2|EY UH 2", "y": "Y 8|IY 2", "_y": "IY 8|IH 1|AY 3", "b": "B 1", "bh": "B 1", "c": "K 7|S 3|CH 1", "ch": "CH 9|K .5", "chh": "CH 1",
    "d": "D 1", "dh": "D 7|DH 3", "f": "F 1", "g": "G 9|JH 1", "gh": "G 1", "h": "HH 9| 2", "j": "JH 9|ZH .2", "jh": "JH 1",
    "jn": "G Y 5|JH N 3|G N 2", "k": "K 1", "kh": "K 1", "l": "L 1", "m": "M 1", "n": "N 9|NG .5", "p": "P 1", "ph": "F 6|P 4",
    "q": "K 1", "qu": "K W 1", "r": "R 1", "s": "S 8|SH 1|Z .5", "sh": "SH 1", "t": "T 1", "th": "T 6|TH 4|DH .2",
    "v": "V 9|W 1", "w": "W 8|V 2", "x": "K S 1|K SH .3", "z": "Z 9|JH 1", "zh": "ZH 6|R 2|L 2", "ck": "K 1", "tch": "CH 1",
}  # fmt: skip
"""Sounds of each unit with how usual they are, before any neighbour is known; by hand."""
_ENDS: dict[str, str] = {
    "abad": "AA B AA D 1", "pur": "P UH R 1", "pore": "P UH R 1", "nagar": "N AH G AH R 1", "garh": "G AH R 1|G AA R .5",
    "swamy": "S W AA M IY 1", "swami": "S W AA M IY 1", "puram": "P UH R AH M 1", "nath": "N AA T 1|N AA TH .8",
    "ore": "OW R 1|AO R .7|UH R .3", "kar": "K AH R 1|K AA R .3", "wala": "W AA L AA 1", "walla": "W AA L AA 1", "wal": "W AA L 1|V AA L .3",
    "stan": "S T AA N 1", "rajan": "R AA JH AH N 1", "raj": "R AA JH 1", "das": "D AA S 1", "appa": "AH P AA 1", "amma": "AH M AA 1",
    "lal": "L AA L 1", "chand": "CH AH N D 1", "chandra": "CH AH N D R AA 1", "murthy": "M UW R T IY 1|M UW R TH IY .7",
    "ganj": "G AH N JH 1", "gaon": "G AA W N 1|G AA OW N .5", "wadi": "W AA D IY 1", "wada": "W AA D AA 1", "ing": "IH NG 1",
    "patnam": "P AH T N AH M 1", "preet": "P R IY T 1", "deep": "D IY P 1", "esh": "EY SH 1|EH SH .1", "endra": "EY N D R AA 1|EH N D R AA .8",
    "jee": "JH IY 1", "anand": "AA N AH N D 1", "lakshmi": "L AH K SH M IY 1", "priya": "P R IH Y AA 1|P R IY Y AA .8", "devi": "D EY V IY 1",
    "wati": "W AH T IY 1|V AH T IY .5", "vati": "V AH T IY 1", "kumari": "K UH M AA R IY 1", "kumar": "K UH M AA R 1", "oke": "OW K 1",
    "ode": "OW D 1", "one": "OW N 1", "ese": "IY Z 1", "ie": "IY 1", "ose": "OW S 1|OW Z .2",
}  # fmt: skip
"""What names often end in."""
_BEGINNINGS: dict[str, str] = {
    "maha": "M AH HH AA 1", "raja": "R AA JH AH 1|R AA JH AA .6", "raj": "R AA JH 1", "rama": "R AA M AH 1|R AA M AA .7",
    "krishna": "K R IH SH N AH 1|K R IH SH N AA .8", "shri": "SH R IY 1", "sri": "SH R IY 1|S R IY .9", "shree": "SH R IY 1", "jaya": "JH AH Y AH 1|JH AH Y AA .5",
    "jagan": "JH AH G AH N 1", "venkat": "V EH N K AH T 1|V EH NG K AH T .7", "bala": "B AA L AH 1|B AA L AA .5", "siddh": "S IH D 1|S IH DH .5",
    "chandra": "CH AH N D R AH 1|CH AH N D R AA .6", "narayan": "N AA R AA Y AH N 1|N AH R AA Y AH N .7", "nara": "N AH R AH 1", "deva": "D EY V AH 1", "padma": "P AH D M AH 1|P AH D M AA .6",
    "hari": "HH AH R IH 1|HH AH R IY .6", "naga": "N AA G AH 1|N AA G AA .7", "vijaya": "V IH JH AH Y AH 1|V IH JH AH Y AA .6", "sub": "S UH B 1", "dharma": "D AH R M AH 1",
}  # fmt: skip
"""What names often begin with, where more letters follow."""
_UNIT = re.compile("|".join(sorted(_CHOICES, key=len, reverse=True)))
_DOUBLED = re.compile(
    r"([b-df-gj-np-tvz])\1+|ch(?=ch)|c(?=ch)|t(?=th(?!$))|d(?=dh)|k(?=kh)|s(?=sh)|b(?=bh)"
)
_LONGEST_END = sorted(_ENDS, key=len, reverse=True)
_LONGEST_BEGINNING = sorted(_BEGINNINGS, key=len, reverse=True)
_PRIOR_WEIGHT = 4.0
"""How many names the sounds told by a wider context count as, against what a narrower one saw."""
_DISCOUNT = 0.6
"""Weight of each less usual pronunciation of a name against the one before, in what is learned."""
_MOST_READINGS = 8
_LONG = frozenset(("AA", "AO", "AW", "AY", "EY", "IY", "OW", "OY", "UW", "ER"))


def units_of(word: str) -> list[str]:
    """A spelling of letters a–z in its units; doubled consonants are one. `pur-` ends a name, `-maha` begins one."""
    plain = word.lower()
    begins = next((each for each in _LONGEST_BEGINNING if plain.startswith(each)), "")
    meets = begins[-1:] + plain[len(begins) : len(begins) + 1]
    if len(plain) < len(begins) + 2 or all(letter in "aeiou" for letter in meets):
        begins = ""
    rest = plain[len(begins) :]
    ends = next(
        (each for each in _LONGEST_END if rest.endswith(each) and len(rest) > len(each) + 1), ""
    )
    middle = _DOUBLED.sub(lambda found: found.group(1) or "", rest[: len(rest) - len(ends)])
    units = [f"-{begins}"] if begins else []
    place = 0
    while place < len(middle):
        unit = _UNIT.match(middle, place)
        if unit is None:
            place += 1
            continue
        text = unit.group()
        after = (middle + ends)[unit.end() : unit.end() + 1]
        if len(text) == 2 and text[0] in "aeiou" and text[1] in "yw" and after and after in "aeiou":
            text = text[0]
        place += len(text)
        is_vowel_y = text == "y" and not (after and after in "aeiou")
        units.append("_y" if is_vowel_y else text)
    if ends:
        return [*units, f"{ends}-"]
    return [*units[:-1], "_e"] if units[-1:] == ["e"] else units


def _contexts(units: Sequence[str], place: int, before_it: str) -> tuple[tuple[str, ...], ...]:
    """What is known of a unit's neighbours and of the vowel said before it, from wide to narrow."""
    unit = units[place]
    before = units[place - 1] if place else "^"
    after = units[place + 1] if place + 1 < len(units) else "$"
    farther = units[place + 2] if place + 2 < len(units) else "$"
    to_come = str(min(sum(map(_has_vowel, units[place + 1 :])), 2))
    return (
        (unit,),
        (unit, _kind(after), to_come, _kind(farther)),
        (unit, _kind(after), before_it, to_come, _kind(farther)),
        (unit, after, before_it, to_come),
        (unit, before, after, to_come),
        (unit, before, after, farther),
    )


def _has_vowel(unit: str) -> bool:
    return unit == "_y" or any(letter in "aeiou" for letter in unit)


def _kind(unit: str) -> str:
    return "$" if unit == "$" else "v" if unit.strip("-")[0] in "aeiou_" else "c"


def _last_vowel(sounds: Sequence[str]) -> str:
    return next((each for each in reversed(sounds) if is_vowel(each)), "")


@cache
def _prior(unit: str) -> dict[Sounds, float]:
    weights: dict[Sounds, float] = {}
    table = _BEGINNINGS if unit[0] == "-" else _ENDS if unit[-1] == "-" else _CHOICES
    for choice in table[unit.strip("-")].split("|"):
        *sounds, weight = choice.split(" ")
        weights[tuple(each for each in sounds if each)] = float(weight)
    total = sum(weights.values())
    return {sounds: weight / total for sounds, weight in weights.items()}


@dataclass(frozen=True, slots=True)
class RomanisedReader:
    seen: dict[tuple[str, ...], dict[Sounds, float]]
    """By context: how often each sound of its unit was seen."""

    @classmethod
    def learned(cls, names: Iterable[ListedName]) -> "RomanisedReader":
        """From names with their Indian pronunciations; those that no choice of sounds gives are passed over."""
        seen: dict[tuple[str, ...], dict[Sounds, float]] = defaultdict(lambda: defaultdict(float))
        for name in names:
            units = units_of(name.word)
            for rank, phones in enumerate(name.indian):
                chosen = _chosen(units, tuple(map(strip_stress, phones)))
                vowel = ""
                for place, sounds in enumerate(chosen or ()):
                    for context in _contexts(units, place, vowel):
                        seen[context][sounds] += _DISCOUNT**rank
                    vowel = _last_vowel(sounds) or vowel
        return cls({context: dict(counts) for context, counts in seen.items()})

    def read(self, word: str, *, most: int = _MOST_READINGS) -> list[tuple[Phones, float]]:
        """Readings of a word of letters a–z with their probabilities, most usual first, stress by syllable weight."""
        units = units_of(word)
        readings: dict[Sounds, float] = {(): 1.0}
        for place in range(len(units)):
            longer: dict[Sounds, float] = defaultdict(float)
            told: dict[str, dict[Sounds, float]] = {}
            for said, so_far in readings.items():
                vowel = _last_vowel(said)
                if vowel not in told:
                    told[vowel] = self._sounds(units, place, vowel)
                for sounds, probability in told[vowel].items():
                    longer[said + sounds] += so_far * probability
            readings = dict(heapq.nlargest(4 * most, longer.items(), key=lambda each: each[1]))
        best = heapq.nlargest(most, readings.items(), key=lambda each: each[1])
        return [(stressed(_undoubled(said)), p) for said, p in best if any(map(is_vowel, said))]

    def _sounds(self, units: Sequence[str], place: int, vowel: str) -> dict[Sounds, float]:
        probability = _prior(units[place])
        for context in _contexts(units, place, vowel):
            seen = self.seen.get(context, {})
            total = sum(seen.values())
            probability = {
                sounds: (seen.get(sounds, 0.0) + _PRIOR_WEIGHT * p) / (total + _PRIOR_WEIGHT)
                for sounds, p in probability.items()
            }
        return probability


@once
def romanised_reader() -> RomanisedReader:
    """Learned from the list; made once a process."""
    return RomanisedReader.learned(each for each in listed_names().values() if each.kind in INDIAN)


def _chosen(units: Sequence[str], phones: Phones) -> list[Sounds] | None:
    """The sounds of each unit that make up `phones`; None where no choice does."""
    if not units:
        return None if phones else []
    for sounds in _prior(units[0]):
        if phones[: len(sounds)] == sounds:
            rest = _chosen(units[1:], phones[len(sounds) :])
            if rest is not None:
                return [sounds, *rest]
    return None


def _undoubled(phones: Phones) -> Iterator[str]:
    for place, phone in enumerate(phones):
        if not place or phone != phones[place - 1] or is_vowel(phone):
            yield phone


def stressed(phones: Iterable[str]) -> Phones:
    """With stress as Indian words have it: on a last syllable that is long and closed, else on the last but one if it is
    heavy, else on the one before (Hayes, Metrical Stress Theory, 1995, ch. 6, on Hindi)."""
    syllables = syllabify(tuple(phones))
    weights = [_weight(each) for each in syllables]
    last = len(syllables) - 1
    if last < 1 or weights[last] > 2:
        on = last
    elif last == 1 or weights[last - 1] > 1:
        on = last - 1
    else:
        on = last - 2
    return tuple(
        f"{phone}{int(index == on)}" if is_vowel(phone) else phone
        for index, syllable in enumerate(syllables)
        for phone in syllable
    )


def _weight(syllable: Sequence[str]) -> int:
    """1 light, 2 heavy, 3 a long vowel that is closed."""
    nucleus = next(index for index, phone in enumerate(syllable) if is_vowel(phone))
    closed = min(len(syllable) - nucleus - 1, 1)
    return 1 + closed + (syllable[nucleus] in _LONG)
