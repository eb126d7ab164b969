"""How fast: syllables a second without pauses, and words a minute with them."""

from shared.contracts import DeliveryFinding, DeliveryKind, DeliveryUnit
from shared.gates import (
    LEAST_SYLLABLES_FOR_PACE,
    LEAST_WORDS_A_MINUTE,
    PACE_FAST_SPS,
    PACE_SLOW_SPS,
)

from .bands import band_of
from .finding import side_of
from .speech import Speech


def pace(speech: Speech) -> DeliveryFinding | None:
    """The articulation rate. None below LEAST_SYLLABLES_FOR_PACE syllables, whose lengths say more about the words."""
    rate = speech.alignment.timing.articulation_rate_sps
    if rate is None or _n_syllables(speech) < LEAST_SYLLABLES_FOR_PACE:
        return None
    is_habit = not PACE_SLOW_SPS <= rate <= PACE_FAST_SPS
    return _finding("pace", rate, "syllables_per_second", is_habit=is_habit)


def words_per_minute(speech: Speech) -> DeliveryFinding | None:
    """Beside the articulation rate, never told by itself. None below LEAST_WORDS_A_MINUTE words."""
    if len(speech.words) < LEAST_WORDS_A_MINUTE:
        return None
    whole_s = speech.words[-1].aligned.end_s - speech.words[0].aligned.start_s
    if whole_s <= 0:
        return None
    rate = round(60 * len(speech.words) / whole_s, 1)
    return _finding("words_per_minute", rate, "words_per_minute", is_habit=False)


def _finding(
    kind: DeliveryKind, rate: float, unit: DeliveryUnit, *, is_habit: bool
) -> DeliveryFinding:
    band = band_of(kind)
    side = side_of(rate, band)
    state = "usual" if side is None else "habit" if is_habit else "uncertain"
    return DeliveryFinding(kind=kind, value=rate, unit=unit, usual=band, state=state, side=side)


def _n_syllables(speech: Speech) -> int:
    return sum(len(word.vowels) for word in speech.words)
