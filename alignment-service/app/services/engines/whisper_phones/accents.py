"""How much each phone sounds like learners' ways with it, told in the contract's terms."""

from collections.abc import Sequence

import numpy as np

from shared.acoustics.accent import MOST, AccentModel, shares_if_wrong
from shared.acoustics.heads import Judgement
from shared.acoustics.lattice import Segment
from shared.acoustics.segments import SegmentPosteriors, span_table
from shared.contracts import AlignedWord, HeardPhone

from .answer import rounded


def with_accents(
    words: Sequence[AlignedWord],
    segments: Sequence[Segment],
    model: AccentModel,
    *,
    whitened: np.ndarray,
    posteriors: SegmentPosteriors,
    judged: Judgement,
    error: np.ndarray,
    shift: float,
) -> list[AlignedWord]:
    """The words with each phone's evidence; `segments` are theirs, in order, in frames of `whitened`. `error`: its
    probabilities as the heads were taught, which the model knows; `shift`: nats on top of its evidence."""
    classes = np.array([segment.phone for segment in segments])
    spans = span_table(whitened, [(segment.start, segment.stop) for segment in segments])
    evidence = model.evidence(spans, posteriors.phones, error, classes)
    evidence = np.clip(evidence + shift, -MOST, MOST)
    shares = shares_if_wrong(posteriors.phones, judged.deletion_probability, classes)
    phones = [list(word.phones) for word in words]
    for segment, nats, instead in zip(segments, evidence, shares, strict=True):
        if np.isnan(nats) or not instead:
            continue
        own = phones[segment.word]
        own[segment.position] = own[segment.position].model_copy(
            update={
                "accent_evidence": rounded(nats, 3),
                "if_wrong": [
                    HeardPhone(phone=name, probability=rounded(share))
                    for name, share in instead
                    if name is not None
                ],
            }
        )
    return [
        word.model_copy(update={"phones": own}) for word, own in zip(words, phones, strict=True)
    ]
