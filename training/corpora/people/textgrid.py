"""Praat's TextGrid, long or short, in UTF-8 or UTF-16."""

from dataclasses import dataclass
from pathlib import Path


class UnreadableAnnotation(ValueError):
    """An annotation that is no TextGrid, lacks a tier, or has a label that means nothing."""


@dataclass(frozen=True, slots=True)
class Interval:
    start_s: float
    stop_s: float
    label: str

    @property
    def middle_s(self) -> float:
        return (self.start_s + self.stop_s) / 2


def read_textgrid(path: Path) -> dict[str, list[Interval]]:
    """Its interval tiers by name in lower case, empty labels included. Raises UnreadableAnnotation."""
    from praatio import textgrid
    from praatio.utilities import constants
    from praatio.utilities.errors import PraatioException

    try:
        grid = textgrid.openTextgrid(str(path), True, reportingMode="silence")
    except (PraatioException, ValueError, IndexError) as error:
        raise UnreadableAnnotation(f"{path.name} is no TextGrid: {error}") from error
    return {
        tier.name.strip().lower(): [
            Interval(float(each.start), float(each.end), each.label.strip())
            for each in tier.entries
            if isinstance(each, constants.Interval)
        ]
        for tier in grid.tiers
        if isinstance(tier, textgrid.IntervalTier)
    }
