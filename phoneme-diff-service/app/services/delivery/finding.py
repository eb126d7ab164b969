"""What the measures of delivery share: sides of a band, and counts of places."""

from collections.abc import Sequence
from typing import Literal

from shared.contracts import DeliveryFinding, DeliveryKind, DeliveryUnit, TimeSpan, UsualBand

from .bands import band_of
from .speech import DeliveredWord


def side_of(value: float, band: UsualBand) -> Literal["low", "high"] | None:
    if band.low is not None and value < band.low:
        return "low"
    if band.high is not None and value > band.high:
        return "high"
    return None


def counted(
    kind: DeliveryKind,
    unit: DeliveryUnit,
    words: Sequence[DeliveredWord],
    times: Sequence[TimeSpan],
    *,
    of: int | None,
    is_habit: bool,
) -> DeliveryFinding:
    """Of places that were each found for certain."""
    band = band_of(kind)
    side = side_of(len(times), band)
    return DeliveryFinding(
        kind=kind,
        value=len(times),
        unit=unit,
        of=of,
        usual=band,
        state="usual" if side is None else "habit" if is_habit else "uncertain",
        side=side,
        word_indices=[word.index for word in words],
        times=list(times),
    )


def span_of(word: DeliveredWord) -> TimeSpan:
    return TimeSpan(start_s=word.aligned.start_s, end_s=word.aligned.end_s)
