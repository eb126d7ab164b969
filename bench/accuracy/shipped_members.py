"""Five-fold ratings without a whole training: by the shipped classifiers that did not hear a speaker's fold.

Only the heads are fitted again. Each utterance has one measurement, by whichever of the averaged classifiers left its
speaker's fold out, so that in training a head no classifier is without the fold that it will be asked about. That
fold's own rows are as clean as in a whole training.
"""

from pathlib import Path

from shared.acoustics.aligner_weights import VERSION
from shared.acoustics.listener import shared_weights
from shared.acoustics.weights import read_archive
from training.corpora.speechocean import N_FOLDS, RatedUtterance
from training.export import ALIGNER_FOLDER
from training.frames.classifier import bare_targets
from training.frames.folds import learner_folds
from training.frames.whitening import whiten_all
from training.heads.measured import Measured, measure, stress_digits
from training.heads.quality.fit import fit
from training.run.folder import RunFolder

from .left_out import RuntimeMembers
from .rate_served import Prediction


def rate_left_out(
    corpus: dict[str, RatedUtterance], cache: RunFolder, frames: Path
) -> dict[str, Prediction]:
    """As the step `quality` predicts; reads `features` and `wording`, and keeps whitened frames in `frames`."""
    listening = shared_weights()
    hidden = cache.of("features") / "hidden"
    for _ in whiten_all(corpus, hidden=hidden, folder=frames, whitening=listening.whitening):
        pass
    measures = {
        (name, fold): measured
        for name, measured in _measures(corpus, cache, frames).items()
        for fold in range(N_FOLDS)
    }
    return fit(corpus, measures)["predictions"]


def _measures(
    corpus: dict[str, RatedUtterance], cache: RunFolder, frames: Path
) -> dict[str, Measured]:
    classifiers, fold_of = RuntimeMembers.shipped(), learner_folds(corpus)
    listeners = [classifiers.without(fold) for fold in range(N_FOLDS)]
    frame_counts = read_archive(ALIGNER_FOLDER / f"{VERSION}.npz", VERSION)["frame_counts"]
    targets, wording = bare_targets(corpus), cache.read("wording", "wording.pkl")
    return {
        name: measure(
            frames / f"{name}.npy",
            targets[name],
            stress_digits([list(word.phones) for word in utterance.words]),
            listeners=listeners[fold_of[name]],
            prior=classifiers.log_prior,
            frame_counts=frame_counts,
            wording=wording[name],
        )
        for name, utterance in corpus.items()
    }
