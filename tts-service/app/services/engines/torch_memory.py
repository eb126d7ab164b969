"""What torch has once a process: memory of a GPU that it keeps for later, and the random numbers."""

import gc
from threading import Lock

BY_LOT = Lock()
"""Held by whoever draws by a seed: the numbers are the process's, and another model's would come in between."""


def give_back_memory(device: str) -> None:
    """Once a model was let go, so that others find room."""
    gc.collect()  # networks hold on to themselves
    if device != "cpu":
        import torch  # pyright: ignore[reportMissingImports]

        torch.cuda.empty_cache()
