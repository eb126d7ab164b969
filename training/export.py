"""Weights and cards go from a run to where they are served: with the one service that reads them, or in shared
where several do."""

import os
import shutil
from pathlib import Path

from shared.acoustics import accent, aligner_weights, speakers, stop_realisation, stress, weights
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
    ("accents", f"{accent.VERSION}.npz"): ALIGNER_FOLDER,
    ("accents", "ACCENT_CARD.md"): ALIGNER_FOLDER,
    ("speakers", f"{speakers.VERSION}.npz"): SHARED_FOLDER,
    ("speakers", "SPEAKERS_CARD.md"): SHARED_FOLDER,
    ("miscues", "MISCUES_CARD.md"): ALIGNER_FOLDER,
}
"""(step, file) → folder that it is served from."""


class ShippedWeights(ValueError):
    """Weights that are not everybody's would go over those that are shipped."""


def require_own_folder(folder: Path) -> None:
    """Raises ShippedWeights for a folder that the services' own weights are in."""
    if folder.resolve() in {each.resolve() for each in SERVED.values()}:
        raise ShippedWeights(f"{folder} holds the shipped weights: name another with --export")


def export(run: RunFolder, to: Path | None = None) -> None:
    """Copy everything, or nothing, to where it is served, or all to one folder, for ALIGN_WEIGHTS_DIR.

    Raises FileNotFoundError where a step has not made its file, ShippedWeights.
    """
    if to is not None:
        require_own_folder(to)
    missing = [f"{step}/{name}" for step, name in SERVED if not (run.of(step) / name).is_file()]
    if missing:
        raise FileNotFoundError(f"{run.path} lacks {', '.join(missing)}")
    for (step, name), served in SERVED.items():
        folder = to or served
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(run.of(step) / name, folder / name)
        print(f"exported {name} to {os.path.relpath(folder, REPO_ROOT)}", flush=True)
