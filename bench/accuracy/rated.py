"""Figures on rated speech, with the training's own functions; runs in the training environment.

Held-out speakers of the training split come from the five-fold predictions in the training cache, and with
`--shipped-members` from heads fitted again on what the shipped classifiers hear, which needs no more of the cache than
the steps `features` and `wording`. The official test split comes from what `bench.accuracy.rate_served` wrote. Each is
rated twice: as the heads have it, and as the diff serves it.
"""

import argparse
import json
import os
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.common.engines import DiffJudge, EngineAlignment, KnownAligner, open_differ
from training import report
from training.corpora.openslr import load_rated
from training.corpora.speechocean import RatedUtterance, load_corpus
from training.frames.folds import learner_folds
from training.run.folder import RunFolder

from .left_out import RuntimeMembers, align_left_out, rated_anew
from .rate_served import Prediction
from .served_scores import CHOSEN_ON_FOLDS, ServedScores, serve, served_correlations
from .shipped_members import rate_left_out


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy.rated", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"))
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--test", type=Path, help="folder of the official test split")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-accuracy"))
    parser.add_argument(
        "--shipped-members", action="store_true", help="without a whole training in the cache"
    )
    arguments = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    arguments.out.mkdir(parents=True, exist_ok=True)
    corpus, cache = load_corpus(arguments.data), RunFolder(arguments.cache)
    if arguments.shipped_members:
        predictions = rate_left_out(corpus, cache, arguments.out / "frames")
        classifiers = RuntimeMembers.shipped()
    else:
        predictions = cache.read("quality", "quality.pkl")["predictions"]
        classifiers = RuntimeMembers.of_run(cache)
    evidence = list(
        align_left_out(
            corpus,
            KnownAligner(arguments.models),
            classifiers,
            data=arguments.data,
            hidden=cache.of("features") / "hidden",
        )
    )
    served, served_by_audio = (
        _serve(corpus, evidence, predictions, open_differ(arguments.models), with_transcript=known)
        for known in (True, False)
    )
    fold_of = learner_folds(corpus)
    unchosen = {
        each: scores for each, scores in served.items() if fold_of[each] not in CHOSEN_ON_FOLDS
    }
    own = {
        "served_unchosen": served_correlations(corpus, unchosen),
        "served_by_audio": served_correlations(corpus, served_by_audio),
        "unscored_by_audio": sum(scores.n_unscored for scores in served_by_audio.values()),
    }
    _write(arguments.out / "rated.json", corpus, predictions, served, own)
    if arguments.test:
        predictions, served = pickle.loads((arguments.out / "test.pkl").read_bytes())  # noqa: S301 - our own
        _write(
            arguments.out / "rated-test.json",
            load_rated(arguments.test)[0],
            predictions,
            served,
            {},
        )
    return 0


def _serve(
    corpus: dict[str, RatedUtterance],
    evidence: Iterable[tuple[str, EngineAlignment]],
    predictions: dict[str, Prediction],
    judge: DiffJudge,
    *,
    with_transcript: bool,
) -> dict[str, ServedScores]:
    served: dict[str, ServedScores] = {}
    for name, aligned in evidence:
        words, quality = rated_anew(aligned.words, predictions[name])
        served[name] = serve(
            corpus[name],
            words,
            quality,
            judge,
            text_match=aligned.text_match,
            with_transcript=with_transcript,
        )
    return served


def _write(
    path: Path,
    corpus: dict[str, RatedUtterance],
    predictions: dict[str, Any],
    served: dict[str, ServedScores],
    own: dict[str, Any],
) -> None:
    kept = {each: utterance for each, utterance in corpus.items() if each in predictions}
    content = {
        "figures": report.quality_figures(kept, predictions),
        "served": served_correlations(corpus, served),
        "unscored": sum(scores.n_unscored for scores in served.values()),
        "utterances": len(kept),
        "left_out": len(corpus) - len(kept),
        "speakers": len({utterance.speaker for utterance in kept.values()}),
        "phones": sum(len(utterance.phones) for utterance in kept.values()),
    } | own
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    for name, (value, low, high) in content["served"].items():
        print(f"  {path.stem}, as served: {name} {value:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    sys.exit(main())
