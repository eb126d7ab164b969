"""`make bench-translate`: how often the translation memory finds the sentence that means the same, and refuses where none does.

`held-out.tsv` was written after the gate was fixed, 200 other wordings of stored sentences and 200 other sentences, half of them near ones;
the gate was fitted on `development.tsv`. `one-word-…` are sentences a word away from a stored one that mean another thing: by
`one-word-development.tsv` the rules were chosen, `one-word-held-out.tsv` was not looked at for that. All are by one hand, which wrote the stored sentences, too: others will word things otherwise.
"""

import argparse
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass

from shared.embeddings.e5_small import E5Small
from training.stats import wilson_interval

from .sentences import AskedSentence, asked_sentences, candidates_of, part

SETS = (
    "development",
    "wordings-development",
    "held-out",
    "one-word-development",
    "one-word-held-out",
)


@dataclass(frozen=True, slots=True)
class FoundSentence:
    asked: AskedSentence
    found: str | None
    """The English of the stored sentence that is given; None: none is."""
    probability: float
    """Of the likeliest, given or not."""

    @property
    def is_right(self) -> bool:
        return self.found == self.asked.wanted


def found_sentences(name: str, embedder: E5Small) -> list[FoundSentence]:
    finding, gate = part("finding"), part("gate").fitted_gate()
    told: list[FoundSentence] = []
    for asked, candidates in candidates_of(
        asked_sentences(name), finding.StoredSentences(embedder)
    ):
        candidate, probability = finding.best_of(candidates, gate) or (None, 0.0)
        found = None
        if candidate is not None and probability >= gate.threshold:
            found = candidate.row.texts[0]
        told.append(FoundSentence(asked, found, probability))
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--wrong", action="store_true", help="show what is found or refused wrongly"
    )
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME", help=" ".join(SETS))
    wanted = parser.parse_args()
    embedder = E5Small()
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {embedder.version}, {len(part('memory').memory_rows())} stored sentences, none gone over by a native reader")  # fmt: skip
    for name in wanted.sets:
        begun = time.process_time()
        told = found_sentences(name, embedder)
        ms = (time.process_time() - begun) * 1000 / len(told)
        print(f"{name}: {ms:.0f} ms of CPU a sentence")
        for language in ("en", "hi", None):
            show([e for e in told if language in {None, e.asked.language}], language or "both")
        for each in told if wanted.wrong else ():
            if not each.is_right:
                print(f"  {each.probability:.2f}  {each.asked.text}  →  {each.found}  (wanted: {each.asked.wanted})")  # fmt: skip
    return 0


def show(told: Sequence[FoundSentence], language: str) -> None:
    if not told:
        return
    known = [each for each in told if each.asked.wanted is not None]
    others = [each for each in told if each.asked.wanted is None]
    wrong = sum(each.found not in {None, each.asked.wanted} for each in known)
    print(f"  {language:<5} {_share('found', known)}, {wrong} taken for another; {_share('refused', others)}")  # fmt: skip


def _share(word: str, told: Sequence[FoundSentence]) -> str:
    if not told:
        return f"none to be {word}"
    n_right = sum(each.is_right for each in told)
    low, high = wilson_interval(n_right, len(told))
    return f"{n_right} of {len(told)} {word}, {n_right / len(told):.3f} ({low:.3f}–{high:.3f})"


if __name__ == "__main__":
    raise SystemExit(main())
