"""Where trained weights are served from: with the one service that reads them, or in shared where several do."""

from pathlib import Path

from shared.acoustics import aligner_weights, speakers, stop_realisation, stress, weights

_REPO_ROOT = Path(__file__).parents[1]
ALIGNER_FOLDER = _REPO_ROOT / "alignment-service/app/services/engines/whisper_phones/weights"
ALIGNER = ALIGNER_FOLDER / f"{aligner_weights.VERSION}.npz"
STRESS = ALIGNER_FOLDER / f"{stress.VERSION}.npz"
STOPS = ALIGNER_FOLDER / f"{stop_realisation.VERSION}.npz"
FRAMES = weights.PATH
SPEAKERS = speakers.PATH
