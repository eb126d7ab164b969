"""How a recording was delivered: a module a measure, each held against what is usual (`bands.toml`).

A measure says nothing where there is too little to count. What it finds is a habit, never an error, and only where the
gates of `shared/gates.py` are passed.
"""

from collections.abc import Callable

from shared.contracts import DeliveryFinding

from .breaks import missing_breaks, unexpected_breaks
from .fillers import fillers
from .nucleus import nuclear_accents
from .pace import pace, words_per_minute
from .pitch_range import pitch_range
from .rhythm import rhythm
from .speech import Speech
from .weak_forms import weak_forms

MEASURES: tuple[Callable[[Speech], DeliveryFinding | None], ...] = (
    pace,
    words_per_minute,
    unexpected_breaks,
    missing_breaks,
    fillers,
    weak_forms,
    rhythm,
    nuclear_accents,
    pitch_range,
)


def delivery_of(speech: Speech) -> list[DeliveryFinding]:
    """One a measure, as far as there was enough to measure."""
    return [found for measure in MEASURES if (found := measure(speech)) is not None]
