"""Kokoro's model on a Triton server; its symbols, styles, times and levels are made here."""

from pathlib import Path

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.engines import EngineContext
from shared.on_demand import Shelf
from shared.triton.client import TritonModel, open_model
from shared.triton.repository import DURATIONS, KOKORO

from .kokoro import Kokoro, model_inputs


class KokoroOnTriton(Kokoro):
    name = "triton"

    def __init__(self, folder: Path, model: TritonModel) -> None:
        """`folder` holds `voices/<voice>.bin`. Raises ValueError if not."""
        self._model = model
        super().__init__(folder, threads=1)

    def _weights(self, folder: Path, threads: int, shelf: Shelf) -> None:
        """There are none here."""

    def warm_up(self) -> None:
        """Nothing: the server may start later than this."""

    def _infer(
        self, symbols: str, styles: np.ndarray, speed: float
    ) -> tuple[np.ndarray, np.ndarray]:
        raise_if_abandoned()
        made = self._model.infer(model_inputs(symbols, styles, speed), ["audio", DURATIONS])
        return np.asarray(made["audio"], np.float32).ravel(), made[DURATIONS].ravel()

    def close(self) -> None:
        self._model.close()


def load(context: EngineContext) -> KokoroOnTriton:
    """Raises EngineUnavailable where no server is named, OSError or ValueError where there are no voices."""
    settings = context.settings
    model = open_model(settings.triton_url, KOKORO, deadline_s=settings.triton_deadline_s)
    return KokoroOnTriton(context.model_dir / "kokoro-82m", model)
