"""Rates a split the weights never saw with the alignment engine as it is served.

The targets are the raters' own phones, so that every phone has its rating. Writes
{id: (phone scores 0–2, word totals 0–10, utterance scores 0–10)} and {id: the diff's scores} for `bench.accuracy.rated`.
"""

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np

from bench.common.engines import (
    AlignerEngine,
    DiffJudge,
    EngineAlignment,
    open_aligner,
    open_differ,
    recording_too_short,
)
from bench.common.progress import progress
from shared.audio import decode_audio
from shared.phonetics.lexicon import PronouncedText, PronunciationEntry, SpokenWord
from training.corpora.openslr import load_rated
from training.corpora.speechocean import RatedUtterance

from .served_scores import ServedScores, serve

LONGEST_S = 120.0
Prediction = tuple[np.ndarray, np.ndarray, np.ndarray]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy.rate_served", description=__doc__
    )
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-accuracy"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rated = rate_all(arguments.test, open_aligner(arguments.models), open_differ(arguments.models))
    (arguments.out / "test.pkl").write_bytes(pickle.dumps(rated))
    return 0


def rate_all(
    folder: Path, aligner: AlignerEngine, judge: DiffJudge
) -> tuple[dict[str, Prediction], dict[str, ServedScores]]:
    """What the aligner rates, and what the diff makes of it. Utterances too short for their phones are left out."""
    too_short = recording_too_short()
    corpus, recordings = load_rated(folder)
    predictions: dict[str, Prediction] = {}
    served: dict[str, ServedScores] = {}
    for each in progress(list(corpus), "rated utterances"):
        audio = decode_audio(recordings[each].read_bytes(), max_duration_s=LONGEST_S)
        try:
            aligned = aligner.align(audio, spoken_words(corpus[each]))
        except too_short:
            continue
        predictions[each] = _prediction(aligned)
        served[each] = serve(
            corpus[each], aligned.words, aligned.utterance, judge, text_match=aligned.text_match
        )
    return predictions, served


def spoken_words(utterance: RatedUtterance) -> PronouncedText:
    """The utterance's words with the raters' phones as their only pronunciation."""
    return PronouncedText(
        [
            SpokenWord(word.text, word.text, 0, 0, "caller", (PronunciationEntry(word.phones),))
            for word in utterance.words
        ]
    )


def _prediction(aligned: EngineAlignment) -> Prediction:
    phones = [phone.quality for word in aligned.words for phone in word.phones]
    rated = aligned.utterance
    return (
        np.array(phones),
        np.array([word.quality for word in aligned.words]),
        np.array([rated.accuracy, rated.fluency, rated.prosody, rated.total]),
    )


if __name__ == "__main__":
    sys.exit(main())
