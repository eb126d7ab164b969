"""Weights and cards go from a run to where they are served: with the one service that reads them, or in shared
where several do."""

import shutil
from pathlib import Path

from shared.acoustics import aligner_weights, speakers, stop_realisation, stress, weights
from shared.settings import REPO_ROOT

from .run.folder import RunFolder

ALIGNER_FOLDER = REPO_ROOT / "alignment-service/app/services/engines/whisper_phones/weights"
SHARED_FOLDER = weights.PATH.parent
SERVED: dict[tuple[str, str], Path] = {
    ("weights", f"{weights.VERSION}.npz"): SHARED_FOLDER,
    ("weights", f"{aligner_weights.VERSION}.npz"): ALIGNER_FOLDER,
    ("report", "MODEL_CARD.md"): ALIGNER_FOLDER,
    ("stress", f"{stress.VERSION}.npz"): ALIGNER_FOLDER,
    ("stress", "STRESS_CARD.md"): ALIGNER_FOLDER,
    ("stops", f"{stop_realisation.VERSION}.npz"): ALIGNER_FOLDER,
    ("stops", "DETAILS_CARD.md"): ALIGNER_FOLDER,
    ("speakers", f"{speakers.VERSION}.npz"): SHARED_FOLDER,
    ("speakers", "SPEAKERS_CARD.md"): SHARED_FOLDER,
    ("miscues", "MISCUES_CARD.md"): ALIGNER_FOLDER,
}
"""(step, file) → folder that it is served from."""


def export(run: RunFolder) -> None:
    """Copy everything, or nothing: raises FileNotFoundError where a step has not made its file."""
    missing = [f"{step}/{name}" for step, name in SERVED if not (run.of(step) / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{run.path} lacks {', '.join(missing)}")
    for (step, name), folder in SERVED.items():
        shutil.copyfile(run.of(step) / name, folder / name)
        print(f"exported {name} to {folder.relative_to(REPO_ROOT)}", flush=True)
