"""Figures on rated speech, with the training's own functions; runs in the training environment.

Held-out speakers of the training split come from the five-fold predictions in the training cache; the
official test split from predictions that `bench.accuracy.rate_served` wrote.
"""

import argparse
import json
import pickle
import sys
from pathlib import Path
from typing import Any

from training import report
from training.corpora.openslr import load_rated
from training.corpora.speechocean import RatedUtterance, load_corpus
from training.run.folder import RunFolder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.rated", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"))
    parser.add_argument("--test", type=Path, help="folder of the official test split")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-accuracy"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    quality = RunFolder(arguments.cache).read("quality", "quality.pkl")
    corpus = load_corpus(arguments.data)
    _write(arguments.out / "rated.json", corpus, quality["predictions"])
    if arguments.test:
        served = pickle.loads((arguments.out / "test.pkl").read_bytes())  # noqa: S301 - our own
        _write(arguments.out / "rated-test.json", load_rated(arguments.test)[0], served)
    return 0


def _write(path: Path, corpus: dict[str, RatedUtterance], predictions: dict[str, Any]) -> None:
    kept = {each: utterance for each, utterance in corpus.items() if each in predictions}
    content = {
        "figures": report.quality_figures(kept, predictions),
        "utterances": len(kept),
        "left_out": len(corpus) - len(kept),
        "speakers": len({utterance.speaker for utterance in kept.values()}),
        "phones": sum(len(utterance.phones) for utterance in kept.values()),
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
