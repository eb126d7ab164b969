"""`make bench-language`: are the languages of texts told right, and are transcripts written down right (`bench.language.written`)?

Sentences are those of `language-service/tests/sentences/`, 50 a language, written by hand apart from the tables that detection rests on; none
is longer than twelve words.
"""

import argparse
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shared.mount import module_of
from shared.roster import LANGUAGE
from shared.settings import REPO_ROOT
from training.stats import wilson_interval

from .written import TRANSCRIPTS, written_lines

SENTENCES = REPO_ROOT / LANGUAGE.name / "tests" / "sentences"


@dataclass(frozen=True, slots=True)
class ToldSentence:
    text: str
    wanted: str
    """ISO 639-1."""
    told: str
    probability: float


def told_sentences(linguist: Any, name: str) -> Iterator[ToldSentence]:
    """`name` is that of a file: `mr`, `hi-Latn`."""
    for text in (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        told, probability = linguist.rank_languages(text).languages[0]
        yield ToldSentence(text, name.split("-")[0], told, probability)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="show what is told or written wrong")
    asked = parser.parse_args()
    linguist = module_of(LANGUAGE, "services.engines.embedded").load(None)
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {linguist.model_version}")
    show_detection(linguist, shows_wrong=asked.wrong)
    show_written(linguist, shows_wrong=asked.wrong)
    return 0


def show_detection(linguist: Any, *, shows_wrong: bool) -> None:
    print(f"{'language':<10}{'right':>10}{'mean probability of the right ones':>38}")
    everything: list[ToldSentence] = []
    begun = time.process_time()
    for name in sorted(path.stem for path in SENTENCES.glob("*.txt")):
        sentences = list(told_sentences(linguist, name))
        right = [each.probability for each in sentences if each.told == each.wanted]
        print(
            f"{name:<10}{f'{len(right)} of {len(sentences)}':>10}{sum(right) / len(right):>38.3f}"
        )
        everything += sentences
    taken_ms = (time.process_time() - begun) * 1000 / len(everything)
    wrong = [each for each in everything if each.told != each.wanted]
    n_right = len(everything) - len(wrong)
    low, high = wilson_interval(n_right, len(everything))
    print(f"all: {n_right} of {len(everything)}, {n_right / len(everything):.3f} ({low:.3f}–{high:.3f}); {taken_ms:.2f} ms of CPU a sentence")  # fmt: skip
    for each in wrong if shows_wrong else ():
        print(f"  {each.wanted} told as {each.told} ({each.probability:.2f}): {each.text}")


def show_written(linguist: Any, *, shows_wrong: bool) -> None:
    print(f"{'transcripts':<16}{'right':>11}{'95 %':>14}")
    for name in sorted(path.stem for path in TRANSCRIPTS.glob("*.tsv")):
        lines = list(written_lines(linguist, name))
        wrong = [each for each in lines if not each.is_right]
        n_right = len(lines) - len(wrong)
        low, high = wilson_interval(n_right, len(lines))
        print(f"{name:<16}{f'{n_right} of {len(lines)}':>11}{f'{low:.2f}–{high:.2f}':>14}")
        for each in wrong if shows_wrong else ():
            print(f"  {each.written}  (wanted: {each.wanted})")


if __name__ == "__main__":
    raise SystemExit(main())
