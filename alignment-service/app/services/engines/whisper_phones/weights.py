"""Where the weights are that only this engine reads; training/export.py writes them here."""

from pathlib import Path

from shared.acoustics import aligner_weights, stop_realisation, stress

_FOLDER = Path(__file__).parent / "weights"
ALIGNER = _FOLDER / f"{aligner_weights.VERSION}.npz"
STRESS = _FOLDER / f"{stress.VERSION}.npz"
STOPS = _FOLDER / f"{stop_realisation.VERSION}.npz"
