"""`make bench-reading`: is a text read as people read it?

Each row of the lists (`sentences_*.tsv`: kind, text, spoken) says how its text is read: words in lower case, names of
letters in capitals, `{nine thirty|half past nine}` where several ways are usual. Counted is how often the likeliest
reading is one of them, how often every way that is listed is among those that the aligner listens for, and the time.
"""

import argparse
import csv
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.common.setting import setting
from shared.errors import InvalidInput
from shared.phonetics.lexicon import Lexicon
from shared.phonetics.reading import ReadText, ReadWord, read_aloud
from shared.settings import CommonSettings
from training.stats import wilson_interval

HERE = Path(__file__).parent
_PIECE = re.compile(r"\{([^{}]*)\}|([^\s{}]+)")
_TIMED_CHARACTERS = 2_000
_TIMED_ROUNDS = 15

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    kind: str
    text: str
    pieces: tuple[tuple[Words, ...], ...]
    """The ways to read each piece of the text, the likeliest first."""


@dataclass(frozen=True, slots=True)
class ReadingVerdict:
    row: ReadingRow
    likeliest: str
    """What the product reads, or why it refuses."""
    is_right: bool
    n_ways: int
    """Ways that the row lists beside its first, a piece at a time."""
    unheard: tuple[str, ...]
    """Those that are not among the product's readings."""


def rows_of(path: Path) -> list[ReadingRow]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [ReadingRow(row["kind"], row["text"], pieces_of(row["spoken"])) for row in rows]


def pieces_of(spoken: str) -> tuple[tuple[Words, ...], ...]:
    """`at {nine thirty|half past nine}` → (((at,),), ((nine, thirty), (half, past, nine)))."""
    return tuple(
        tuple(tuple(way.split()) for way in (group if group or not word else word).split("|"))
        for group, word in _PIECE.findall(spoken)
    )


def is_one_of(spoken: Sequence[str], pieces: Sequence[Sequence[Words]]) -> bool:
    """Whether the words are the pieces one after the other, each read one of its ways."""
    reached = {0}
    for ways in pieces:
        reached = {
            start + len(way)
            for start in reached
            for way in ways
            if tuple(spoken[start : start + len(way)]) == way
        }
    return len(spoken) in reached


def spoken_words(readings: Sequence[ReadWord]) -> list[str]:
    """As a row writes them: `WHO` spelled is `W H O`, a possessive stays at the last letter."""
    return [part for word in readings for part in _parts(word)]


def _parts(word: ReadWord) -> Iterator[str]:
    if word.kind != "letters":
        yield from word.text.lower().split("-")
        return
    letters, mark, ending = word.text.partition("'")
    if mark == "" and re.fullmatch(r"[A-Z]{2,}s", letters):
        letters, mark, ending = letters[:-1], "'", "s"
    names = [letter.upper() for letter in letters if letter.isalpha()]
    yield from names[:-1]
    yield f"{names[-1]}{mark}{ending}" if names else word.text


def verdict(row: ReadingRow, known: Callable[[str], bool]) -> ReadingVerdict:
    others = sum(len(ways) - 1 for ways in row.pieces)
    try:
        read = read_aloud(row.text, known=known)
    except InvalidInput as refusal:
        return ReadingVerdict(row, f"refused: {refusal.detail}", False, others, ("all",) * others)
    likeliest = [_plain(word) for word in spoken_words(read.words)]
    pieces = [[tuple(map(_plain, way)) for way in ways] for ways in row.pieces]
    unheard = tuple(
        " ".join(way) or "(nothing)"
        for number, ways in enumerate(pieces)
        for way in ways[1:]
        if not can_be_read(read, [*pieces[:number], [way], *pieces[number + 1 :]])
    )
    return ReadingVerdict(row, " ".join(likeliest), is_one_of(likeliest, pieces), others, unheard)


def can_be_read(read: ReadText, pieces: Sequence[Sequence[Words]]) -> bool:
    """Whether some choice of the tokens' readings is one of the ways to read the pieces."""
    # Positions in the pieces: (piece, words of the way taken so far); a trie would be the same.
    places: set[tuple[int, Words]] = {(0, ())}
    for token in read.tokens:
        reached: set[tuple[int, Words]] = set()
        for reading in token.readings:
            words = [_plain(word) for word in spoken_words(reading)]
            found = places
            for word in words:
                found = {after for place in found for after in _after(place, word, pieces)}
            reached |= found
        places = reached
    return any(_is_end(place, pieces) for place in places)


def _after(
    place: tuple[int, Words], word: str, pieces: Sequence[Sequence[Words]]
) -> Iterator[tuple[int, Words]]:
    piece, taken = place
    if piece == len(pieces):
        return
    longer = (*taken, word)
    if any(way[: len(longer)] == longer for way in pieces[piece]):
        yield piece, longer
    if taken in pieces[piece]:
        yield from _after((piece + 1, ()), word, pieces)


def _is_end(place: tuple[int, Words], pieces: Sequence[Sequence[Words]]) -> bool:
    piece, taken = place
    while piece < len(pieces) and taken in pieces[piece]:
        piece, taken = piece + 1, ()
    return piece == len(pieces)


def _plain(word: str) -> str:
    return word.lower().rstrip("'")


def report(name: str, verdicts: Sequence[ReadingVerdict], *, wrong: bool) -> Iterator[str]:
    yield f"\n## {name}\n"
    yield "| kind | n | likeliest reading right | share, 95 % interval | other ways listened for |"
    yield "|---|---|---|---|---|"
    by_kind = sorted(verdicts, key=lambda each: each.row.kind)
    for kind, group in groupby(by_kind, key=lambda each: each.row.kind):
        yield _row(kind, list(group))
    yield _row("**all**", verdicts)
    if wrong:
        yield ""
        for each in verdicts:
            if not each.is_right:
                yield f"- {each.row.kind}: {each.row.text} → {each.likeliest}"
            elif each.unheard:
                yield f"- {each.row.kind}: {each.row.text} is not listened for as: {' | '.join(each.unheard)}"


def _row(kind: str, verdicts: Sequence[ReadingVerdict]) -> str:
    right, n = sum(each.is_right for each in verdicts), len(verdicts)
    low, high = wilson_interval(right, n)
    n_ways = sum(each.n_ways for each in verdicts)
    heard = n_ways - sum(len(each.unheard) for each in verdicts)
    ways = f"{heard} of {n_ways}" if n_ways else "–"
    return f"| {kind} | {n} | {right} | {right / n:.3f}, {low:.3f} to {high:.3f} | {ways} |"


def reading_ms(lexicon: Lexicon, texts: Sequence[str]) -> tuple[float, float]:
    """Median ms for 2,000 characters, of reading alone and with phones; other words every round."""
    reading, pronouncing = [], []
    texts = list(texts)
    for number in range(_TIMED_ROUNDS):
        texts = texts[len(texts) // _TIMED_ROUNDS :] + texts[: len(texts) // _TIMED_ROUNDS]
        text = " ".join(texts)[: _TIMED_CHARACTERS - number].rsplit(" ", 1)[0]
        started = time.perf_counter()
        read_aloud(text, known=lexicon.dictionary.__contains__)
        reading.append(time.perf_counter() - started)
        started = time.perf_counter()
        lexicon.pronounce_readings(text)
        pronouncing.append(time.perf_counter() - started)
    return 1e3 * statistics.median(reading), 1e3 * statistics.median(pronouncing)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reading", description=__doc__)
    parser.add_argument("--rows", type=Path, nargs="+", help="other lists of the kind")
    parser.add_argument("--wrong", action="store_true", help="print what is not as listed")
    asked = parser.parse_args()
    lexicon = Lexicon.load(CommonSettings().model_dir)
    paths = asked.rows or sorted(HERE.glob("*.tsv"))
    print(setting("make bench-reading"))
    texts: list[str] = []
    for path in paths:
        rows = rows_of(path)
        texts += [row.text for row in rows]
        verdicts = [verdict(row, lexicon.dictionary.__contains__) for row in rows]
        print("\n".join(report(path.stem, verdicts, wrong=asked.wrong)))
    alone, whole = reading_ms(lexicon, [text for text in texts if _can_be_read(text, lexicon)])
    print(
        f"\nReading {_TIMED_CHARACTERS:,} characters: {alone:.1f} ms; with phones: {whole:.1f} ms."
    )
    return 0


def _can_be_read(text: str, lexicon: Lexicon) -> bool:
    try:
        lexicon.pronounce(text)
    except InvalidInput:
        return False
    return "{" not in text


if __name__ == "__main__":
    sys.exit(main())
