"""`make bench-heteronyms`: is each heteronym of a text said as its sentence asks for?

Rows are `word` (lower case), `occurrence` (which of the text's words that are spelled so, from 1, whatever their case; a
hyphen parts words), `text`, `phones` (what is asked for), `other`. Free variants of a reading (`free_variants.tsv`) are
as right as what a row has. What is compared is the first pronunciation that the lexicon gives.
"""

import argparse
import csv
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from shared.phonetics.lexicon import Lexicon
from shared.settings import CommonSettings
from training.stats import wilson_interval

_HERE = Path(__file__).parent
ROWS = (_HERE / "own.tsv", _HERE / "dev.tsv")
_WORD = re.compile(r"[^\W\d_]+")
FreeVariants = dict[str, list[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class HeteronymRow:
    word: str
    start: int
    """Where it stands in the text, in characters."""
    text: str
    accepted: frozenset[str]


def read_rows(path: Path, free: FreeVariants) -> list[HeteronymRow]:
    """Raises ValueError where a text has not the word as often as a row says."""
    return [_row(each, free) for each in table(path)]


def _row(row: dict[str, str], free: FreeVariants) -> HeteronymRow:
    start = place_of(row["word"], int(row["occurrence"]), row["text"])
    accepted = _variants(row["phones"])
    for reading in free[row["word"]]:
        accepted |= reading if reading & accepted else frozenset()
    return HeteronymRow(row["word"], start, row["text"], accepted)


def place_of(word: str, occurrence: int, text: str) -> int:
    """Where the text has the word for the `occurrence`-th time, in characters. Raises ValueError where it has not."""
    found = [match.start() for match in _WORD.finditer(text) if match.group().lower() == word]
    if not 1 <= occurrence <= len(found):
        raise ValueError(f"{text!r} has {word!r} {len(found)} times, not {occurrence}")
    return found[occurrence - 1]


def read_free_variants() -> FreeVariants:
    """Word → its readings, each the phones of its free variants."""
    free: FreeVariants = defaultdict(list)
    for row in table(_HERE / "free_variants.tsv"):
        free[row["word"]].append(_variants(row["phones"]))
    return free


def said(row: HeteronymRow, lexicon: Lexicon) -> str:
    """ARPAbet of the word as a voice would say it."""
    there = [
        each for each in lexicon.pronounce(row.text) if each.start_char <= row.start < each.end_char
    ]
    # A token can be several words: "15 August" is the fifteenth of August.
    word = next((each for each in there if each.text.lower() == row.word), there[0])
    return " ".join(word.pronunciations[0].phones)


def _variants(written: str) -> frozenset[str]:
    return frozenset(each.strip() for each in written.split("|"))


def table(path: Path) -> list[dict[str, str]]:
    """Its rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, action="append", help="a table of your own instead")
    paths = parser.parse_args().rows or ROWS
    lexicon = Lexicon.load(CommonSettings().model_dir)
    free = read_free_variants()
    for path in paths:
        rows = read_rows(path, free)
        wrong = [(row, heard) for row in rows if (heard := said(row, lexicon)) not in row.accepted]
        for row, heard in wrong:
            print(f"{row.word}: {heard} in {row.text!r}, not {' | '.join(sorted(row.accepted))}")
        low, high = wilson_interval(len(rows) - len(wrong), len(rows))
        right = len(rows) - len(wrong)
        print(
            f"{path.name}: {right} of {len(rows)} right, {right / len(rows):.3f} ({low:.3f}-{high:.3f})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
