"""Where the engine's weights are: those that are shipped, or a folder that `make train EXPORT=…` wrote.

Of the shipped ones, those that only this engine reads lie here; training/export.py writes them.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from shared.acoustics import accent, aligner_weights, speakers, stop_realisation, stress, weights

_FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class WeightArchives:
    listening: Path
    """The frame classifier's, which the aligner's were made with."""
    aligner: Path
    stress: Path
    stops: Path
    speakers: Path
    accent: Path
    version: str
    """Tells whose weights answered."""

    @classmethod
    def of_team(cls, folder: Path) -> Self:
        """Those of a folder; their version ends in their digest. Raises FileNotFoundError."""
        found = cls._in(folder, folder)
        digest = hashlib.sha256()
        for path in (
            found.listening,
            found.aligner,
            found.stress,
            found.stops,
            found.speakers,
            found.accent,
        ):
            digest.update(path.read_bytes())
        return cls._in(folder, folder, made=f"+{digest.hexdigest()[:8]}")

    @classmethod
    def shipped(cls) -> Self:
        return cls._in(_FOLDER, weights.PATH.parent)

    @classmethod
    def _in(cls, own: Path, shared: Path, *, made: str = "") -> Self:
        return cls(
            shared / f"{weights.VERSION}.npz",
            own / f"{aligner_weights.VERSION}.npz",
            own / f"{stress.VERSION}.npz",
            own / f"{stop_realisation.VERSION}.npz",
            shared / f"{speakers.VERSION}.npz",
            own / f"{accent.VERSION}.npz",
            aligner_weights.VERSION + made,
        )


SHIPPED = WeightArchives.shipped()
