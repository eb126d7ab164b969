"""`make train-g2p`: the models that read spellings, taught twice: without the held-out words, to be measured, and with all, to be served."""

import argparse
import shutil
import sys
from pathlib import Path

import numpy as np

from shared.phonetics import g2p, origin
from shared.phonetics.dictionary import load_dictionary
from shared.phonetics.g2p import GraphemeToPhoneme
from shared.phonetics.graphones import GraphoneModel
from shared.phonetics.guesses import WordGuesser
from shared.phonetics.names import listed_names
from shared.settings import REPO_ROOT, CommonSettings

from . import card, graphone_model, measuring, tagger, words
from .measuring import Truth

FILES = ("graphones-1.npz", "letter-tags-1.npz")
CARD = "G2P_CARD.md"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=REPO_ROOT / ".cache" / "spelling")
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    chosen = parser.parse_args()
    dictionary = load_dictionary(CommonSettings().model_dir)
    truth = words.plain_words(dictionary)
    split = words.split(list(truth))
    known = {word: truth[word] for word in split.train}
    measured, served = chosen.run / "measured", chosen.run / "served"
    teach(known, measured)
    page = measure(split, truth, known, measured)
    print(page)
    if not chosen.measure_only:
        teach(truth, served)
        for name in FILES:
            shutil.copyfile(served / name, g2p.WEIGHTS / name)
        np.savez_compressed(origin.PATH, counts=origin.letter_counts(truth).astype(np.uint32))
        (g2p.WEIGHTS / CARD).write_text(page, encoding="utf-8")
    return 0


def teach(pronunciations: Truth, folder: Path) -> None:
    """Models of these words, unless the folder has them."""
    if all((folder / name).is_file() for name in FILES):
        print(f"{folder} is there; remove it to teach anew")
        return
    aligned = graphone_model.align_words(pronunciations)
    print(f"{len(aligned)} pronunciations of {len(pronunciations)} words aligned", flush=True)
    graphone_model.fit(aligned, folder / FILES[0])
    tagger.fit(aligned, folder / FILES[1])


def measure(split: words.Split, truth: Truth, known: Truth, folder: Path) -> str:
    """The card, of models that have not seen the words of `split.test`."""
    both = GraphemeToPhoneme.load(folder)
    graphones = GraphoneModel.load(folder / FILES[0])
    ms_a_word = measuring.milliseconds_a_word(split.develop[:200], both)
    alone = [
        measuring.against([each[0][0]] if each else [], truth[word])
        for word, each in zip(split.test, graphones.read(split.test), strict=True)
    ]
    left_out = measuring.names_left_out(list(listed_names().values()), list(known), both)
    return card.card(
        {
            "graphones alone": alone,
            "graphones and network": measuring.read_by_model(split.test, truth, both),
            "as served, with endings, parts and Indian spelling": measuring.read_as_served(
                split.test, truth, known, WordGuesser(lambda: both)
            ),
        },
        left_out,
        in_dictionary=frozenset(truth),
        ms_a_word=ms_a_word,
        size_bytes=sum((folder / name).stat().st_size for name in FILES),
    )


if __name__ == "__main__":
    sys.exit(main())
