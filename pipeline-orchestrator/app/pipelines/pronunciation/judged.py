"""What was measured and judged of a reading, out of its task's results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from shared.contracts import Alignment, Diff, PhonemeMap

JUDGING = ("align", "diff", "phonemap")
"""Stages whose results are needed."""


@dataclass(frozen=True, slots=True)
class JudgedReading:
    alignment: Alignment
    diff: Diff
    phonemap: PhonemeMap | None

    @classmethod
    def of(cls, results: Mapping[str, Any]) -> Self | None:
        """From the results by stage; None where it was not judged, or they are gone."""
        alignment, diff, phonemap = (results.get(each) for each in JUDGING)
        if not isinstance(diff, Diff) or not isinstance(alignment, Alignment):
            return None
        return cls(alignment, diff, phonemap)
