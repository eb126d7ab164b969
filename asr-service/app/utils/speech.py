"""Which stretches of a recording are speech."""

import numpy as np


def overlaps_speech(
    is_speech: np.ndarray, *, start_s: float, end_s: float, step_s: float, margin_s: float
) -> bool:
    """Whether any step of `is_speech` (bool, one a `step_s`) within the span, widened by `margin_s`, is true."""
    first = max(0, int((start_s - margin_s) / step_s))
    last = max(first + 1, int(np.ceil((end_s + margin_s) / step_s)))
    return bool(is_speech[first:last].any())
