"""Frame labels of people who were added to the rated corpus: by the annotator's times, or by alignment where it is sure.

A text alone says what was meant, not what was said. Only phones that a classifier which never heard the speaker
hears by itself teach anything, as what the text says; nothing is learned from the others, least of all an error.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics import aligner_weights as weights
from shared.acoustics import lattice, phone_set
from shared.acoustics.encoder import FRAME_S
from shared.errors import InvalidInput
from shared.phonetics.lexicon import Lexicon

from ..corpora.people.utterance import UNKNOWN, PeopleSpeech
from ..corpora.speechocean import RatedUtterance

OWN_POSTERIOR = 0.6
"""Mean posterior of a phone, or a silence's, from which a stretch is what the text says; set by hand."""
LEAST_SURE = 0.5
"""Share of a text's phones that must be sure; below, it may not be what was read."""


@dataclass(frozen=True, slots=True)
class LabelledFrames:
    frames: np.ndarray
    """float16 (n_frames, n_components)."""
    offsets: np.ndarray
    """int (n_utterances + 1,)."""
    labels: np.ndarray
    """int (n_frames,): class, -1 where it isn't known."""
    fold: np.ndarray
    """int (n_frames,)."""


def timed_labels(times: Iterable[tuple[int, float, float]], n_frames: int) -> np.ndarray:
    """int (n_frames,): class of each frame whose middle lies in a stretch (class, start, end in seconds)."""
    labels = np.full(n_frames, UNKNOWN, dtype=np.int64)
    middles_s = (np.arange(n_frames) + 0.5) * FRAME_S
    for phone, start_s, stop_s in times:
        labels[(middles_s >= start_s) & (middles_s < stop_s)] = phone
    return labels


def sure_labels(log_posteriors: np.ndarray, segments: Sequence[lattice.Segment]) -> np.ndarray:
    """int (n_frames,): class of each frame of a phone that is heard where the text has it, else -1.

    `log_posteriors`: float (n_frames, 40). Everything is -1 where less than LEAST_SURE of the phones are heard.
    """
    posteriors = np.exp(log_posteriors)
    is_silent = posteriors[:, phone_set.SILENCE] >= OWN_POSTERIOR
    labels = np.where(is_silent, phone_set.SILENCE, UNKNOWN)
    n_sure = 0
    for each in segments:
        is_sure = posteriors[each.start : each.stop, each.phone].mean() >= OWN_POSTERIOR
        labels[each.start : each.stop] = each.phone if is_sure else UNKNOWN
        n_sure += int(is_sure)
    return labels if n_sure >= LEAST_SURE * len(segments) else np.full(len(labels), UNKNOWN)


def label_people(
    people: PeopleSpeech,
    *,
    classify: Any,
    prior: np.ndarray,
    lexicon: Lexicon,
) -> Iterator[tuple[str, np.ndarray]]:
    """(utterance, labels) of each; `classify` and `prior` are a classifier's that heard none of them."""
    for each in people.utterances:
        frames = np.load(people.frames / f"{each.id}.npy").astype(np.float32)
        if each.annotation is not None:
            yield each.id, timed_labels(each.annotation.times, len(frames))
        else:
            yield each.id, _by_alignment(each.text, classify(frames), prior, lexicon)


def _by_alignment(
    text: str, log_posteriors: np.ndarray, prior: np.ndarray, lexicon: Lexicon
) -> np.ndarray:
    try:
        words = [
            [[phone.rstrip("012") for phone in entry.phones] for entry in word.pronunciations]
            for word in lexicon.pronounce(text)
        ]
        path = lattice.align(log_posteriors - weights.PRIOR_POWER * prior, words)
    except (InvalidInput, lattice.TooShortForText):  # another language, or not what was read
        return np.full(len(log_posteriors), UNKNOWN)
    return sure_labels(log_posteriors, path.segments)


def fit_listener(
    corpus: dict[str, RatedUtterance], alignments: dict[str, Any], frames_dir: Path
) -> tuple[Any, np.ndarray]:
    """(classifier, log prior) from the learners' aligned phones, as the last round of realignment has it."""
    from .classifier import classifier_of, fit_classifier, load_frames, log_prior
    from .realign import labels_of

    ids = list(corpus)
    frames, offsets = load_frames(frames_dir, ids)
    labels = labels_of(ids, offsets, alignments, corpus)
    fitted = fit_classifier(frames, offsets, labels, seed=0, epochs=2)
    return classifier_of(fitted), log_prior(labels)


def load_people(people: PeopleSpeech, labels_of: dict[str, np.ndarray]) -> LabelledFrames:
    """Their frames; a spoiled copy has the labels of what it was made from."""
    arrays = list(people.arrays())
    frames = [np.load(each.path) for each in arrays]
    lengths = [len(each) for each in frames]
    return LabelledFrames(
        np.concatenate(frames),
        np.cumsum([0, *lengths]),
        np.concatenate([labels_of[each.utterance.id] for each in arrays]),
        np.repeat([each.fold for each in arrays], lengths),
    )
