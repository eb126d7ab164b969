"""Which classes of evidence this recording has a measure of, and which way it points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.contracts import Alignment, Diff, Progress
from shared.gates import PACE_FAST_SPS, PACE_SLOW_SPS, PRAISED_SCORE

from ..prosody import pauses_inside, prosody_findings

ANY = frozenset({""})
"""Measured, without a direction."""


@dataclass(frozen=True, slots=True)
class Measures:
    said: Mapping[str, frozenset[str]]
    """Class → directions that were measured: what may be said of the recording."""
    advised: Mapping[str, frozenset[str]]
    """Class → directions that would mend it: what may be advised."""
    n_slips: int
    n_pauses: int
    """Inside phrases."""
    is_good: bool
    """Whether the whole deserves praise."""
    trends: Mapping[str, str] = field(default_factory=dict)
    """Phone → `better` or `worse`, where it is certain."""

    def bears_out(self, name: str, ways: set[str], *, is_advice: bool) -> bool:
        """Whether the class was measured, in all of `ways` (none: in whichever)."""
        measured = (self.advised if is_advice else self.said).get(name)
        return measured is not None and ways <= measured


def measure_recording(
    diff: Diff, alignment: Alignment | None, progress: Progress | None
) -> Measures:
    """Of sounds and stress nothing stands here: these are the issues, which a text has to cite."""
    said: dict[str, frozenset[str]] = {}
    advised: dict[str, frozenset[str]] = {}
    n_pauses = 0
    if alignment is not None:
        n_pauses = len(pauses_inside(alignment))
        _pace(alignment, said, advised)
        _melody(alignment, said, advised)
    habits = {found.kind for found in diff.delivery if found.state == "habit"}
    if n_pauses or habits & {"fillers", "missing_breaks"}:
        said["pauses"] = advised["pauses"] = ANY
    if "rhythm" in habits:
        said["rhythm"] = advised["rhythm"] = ANY
    if "pitch_range" in habits:
        said.setdefault("melody", ANY)
        advised.setdefault("melody", ANY)
    scores = diff.scores
    if (scores.fluency or 0) >= PRAISED_SCORE:
        said["fluency"] = ANY
    if all(word.error_type != "omission" for word in diff.words):
        said["completeness"] = ANY
    advised["completeness"] = ANY
    is_good = (scores.overall or 0) >= PRAISED_SCORE or not diff.issues
    if not diff.issues or is_good:
        said["all_right"] = ANY
    trends = {each.sound.phone: each.trend for each in progress.phones} if progress else {}
    certain = {phone: trend for phone, trend in trends.items() if trend in {"better", "worse"}}
    return Measures(said, advised, len(diff.issues), n_pauses, is_good, certain)


def _pace(
    alignment: Alignment, said: dict[str, frozenset[str]], advised: dict[str, frozenset[str]]
) -> None:
    rate_sps = alignment.timing.articulation_rate_sps
    if rate_sps is None:
        return
    if rate_sps > PACE_FAST_SPS:
        said["pace"], advised["pace"] = frozenset({"fast"}), frozenset({"slow"})
    elif rate_sps < PACE_SLOW_SPS:
        said["pace"], advised["pace"] = frozenset({"slow"}), frozenset({"fast"})


def _melody(
    alignment: Alignment, said: dict[str, frozenset[str]], advised: dict[str, frozenset[str]]
) -> None:
    final = alignment.intonation.final if alignment.intonation else None
    if final is not None and final.kind in {"rise", "fall", "level"}:
        said["melody"] = frozenset({final.kind})
    kinds = {each.kind for each in prosody_findings(alignment)}
    if "final_rise" in kinds:
        advised["melody"] = frozenset({"fall"})
    elif "final_fall" in kinds:
        advised["melody"] = frozenset({"rise"})
