"""Probabilities of each 80 ms → who speaks when."""

import numpy as np

from ..base import SpeakerSpan
from .layout import FRAME_S

_SPEAKS = 0.5
"""What the network was taught to decide by. Thresholds tuned on one corpus, as NeMo has some, drop answers of less than half a second."""
_SHORTEST = 2
"""Frames: a flash of one is none."""


def active_spans(probabilities: np.ndarray, duration_s: float) -> list[SpeakerSpan]:
    """By beginning; `confidence` is the network's own mean probability that the speaker speaks."""
    spans: list[SpeakerSpan] = []
    for speaker, row in enumerate(probabilities.T):
        is_active = np.concatenate([[False], row >= _SPEAKS, [False]])
        for first, end in np.flatnonzero(np.diff(is_active)).reshape(-1, 2):
            if end - first >= _SHORTEST:
                end_s = min(duration_s, float(end * FRAME_S))
                sure = float(row[first:end].mean())
                spans.append(SpeakerSpan(speaker, float(first * FRAME_S), end_s, sure))
    return sorted(spans, key=lambda span: (span.start_s, span.speaker))
