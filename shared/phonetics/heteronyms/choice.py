"""The reading of a heteronym, by its neighbours where they settle it and else by the part of speech that its place asks for."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from shared.phonetics.heteronyms.features import TOKEN, sentence_of
from shared.phonetics.heteronyms.tagger import PlaceTagger

Phones = tuple[str, ...]
_HERE = Path(__file__).parent
START, END = "^", "$"
"""What a cue writes for the start of the sentence, and for a mark or the end."""
_FINITE = frozenset({"VB", "VBP", "VBZ"})
_USUAL_VERB = 2.0
"""Odds of `produce` as a verb beyond what its place says: bare plurals before it (`cows produce milk`) are rare in what
the tagger learned from. Chosen on bench/heteronyms, where 2 to 4 are alike."""
_NEAR = 12
"""Words to either side in which a cue's `near` is looked for."""


@dataclass(frozen=True, slots=True)
class HeteronymReading:
    name: str
    tags: frozenset[str]
    variants: tuple[Phones, ...]
    """Free variants of the one reading, the usual first."""


@dataclass(frozen=True, slots=True)
class _Cue:
    reading: str
    previous: frozenset[str]
    next: frozenset[str]
    near: frozenset[str]
    form: str

    def fits(self, words: Sequence[str], at: int, written: str) -> bool:
        """Whether the lower-case words around place `at` are what the cue asks for; `written` is the word itself."""
        if self.form and (self.form == "capital") != written[:1].isupper():
            return False
        if self.previous and self.previous.isdisjoint(_before(words, at)):
            return False
        if self.next and self.next.isdisjoint(_after(words, at)):
            return False
        return not self.near or any(
            word in self.near for i, word in enumerate(words) if 0 < abs(i - at) <= _NEAR
        )


@dataclass(frozen=True, slots=True, eq=False)
class Heteronyms:
    readings: dict[str, tuple[HeteronymReading, ...]]
    """By lower-case word, the reading taken without a hint first."""
    cues: dict[str, tuple[_Cue, ...]]

    @classmethod
    def load(cls) -> "Heteronyms":
        """The tables; the tagger's weights wait for the first heteronym. Raises OSError or ValueError."""
        readings: dict[str, list[HeteronymReading]] = {}
        for row in _rows("readings.tsv"):
            variants = tuple(tuple(form.split()) for form in row["phones"].split("|"))
            reading = HeteronymReading(
                row["reading"], frozenset(row["tags"].split()) - {"-"}, variants
            )
            readings.setdefault(row["word"], []).append(reading)
        cues: dict[str, list[_Cue]] = {}
        for row in _rows("cues.tsv"):
            previous, after, near = (
                frozenset(row[column].split()) for column in ("previous", "next", "near")
            )
            for word in row["words"].split():
                cue = _Cue(row["reading"], previous, after, near, row["form"])
                cues.setdefault(word, []).append(cue)
        return cls(
            {word: tuple(each) for word, each in readings.items()},
            {word: tuple(each) for word, each in cues.items()},
        )

    def parted(
        self, word: str, written: Sequence[Phones], asked: HeteronymReading | None
    ) -> tuple[list[Phones], list[Phones]]:
        """What is `written` of a lower-case word and what the tables have: (as asked for, as in its other readings).

        Each has its usual pronunciation first. Without a reading asked for, all are right.
        """
        readings = self.readings.get(word, ())
        others = [each for each in readings if asked and each.variants != asked.variants]
        if asked is None or not others:
            usual = [variant for reading in readings for variant in reading.variants]
            return list(dict.fromkeys([*usual, *written])), []
        right, unlike = list(asked.variants), [v for other in others for v in other.variants]
        for phones in written:
            of_other = min(_unlikeness(phones, each) for each in unlike)
            is_right = min(_unlikeness(phones, each) for each in asked.variants) <= of_other
            (right if is_right else unlike).append(phones)
        return list(dict.fromkeys(right)), [p for p in dict.fromkeys(unlike) if p not in right]

    def in_text(self, text: str) -> dict[int, HeteronymReading]:
        """The reading of each word with several, by the index of its first character in the text."""
        found = [(each.start(), each.group()) for each in TOKEN.finditer(text)]
        tokens = [token for _, token in found]
        return {
            start: self.of(tokens, index)
            for index, (start, token) in enumerate(found)
            if len(self.readings.get(token.lower(), ())) > 1
        }

    def of(self, tokens: Sequence[str], index: int) -> HeteronymReading:
        """The reading of token `index`, which has to be in `readings`."""
        start, end = sentence_of(tokens, index)
        sentence, at = tokens[start:end], index - start
        words = [token.lower().replace("’", "'") for token in sentence]
        readings = self.readings[words[at]]
        by_name = {reading.name: reading for reading in readings}
        for cue in self.cues.get(words[at], ()):
            if cue.fits(words, at, sentence[at]) and not _is_mere_capital(cue.form, at):
                return by_name[cue.reading]
        return _by_tag(readings, PlaceTagger.load().shares(sentence, at))


def _unlikeness(one: Phones, other: Phones) -> int:
    """How many phones, with their stress, one has to change, add or drop to be the other."""
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in steps if tag != "equal")


def _is_mere_capital(form: str, at: int) -> bool:
    """Whether a capital says nothing, as at the start of a sentence."""
    return form == "capital" and at == 0


def _by_tag(readings: Sequence[HeteronymReading], shares: Mapping[str, float]) -> HeteronymReading:
    """The reading whose tags are likeliest together, a verb that is the usual reading favoured."""

    def weight(reading: HeteronymReading) -> float:
        is_usual_verb = reading is readings[0] and bool(reading.tags & _FINITE)
        share = sum(shares[tag] for tag in reading.tags)
        return _USUAL_VERB * share if is_usual_verb else share

    return max(readings, key=weight)


def _before(words: Sequence[str], at: int) -> Iterator[str]:
    """The words right before `at`: one, and two and three joined; START at the start of the sentence."""
    if at == 0:
        yield START
    yield from ("_".join(words[at - n : at]) for n in (1, 2, 3) if at >= n)


def _after(words: Sequence[str], at: int) -> Iterator[str]:
    """The same after `at`, with END before a mark and at the end."""
    if at + 1 == len(words) or not words[at + 1][0].isalnum():
        yield END
    yield from ("_".join(words[at + 1 : at + 1 + n]) for n in (1, 2, 3))


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
