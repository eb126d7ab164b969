"""Memory of a GPU that torch keeps for later."""


def give_back_memory(device: str) -> None:
    """Once a model was let go, so that others find room."""
    if device != "cpu":
        import torch  # pyright: ignore[reportMissingImports]

        torch.cuda.empty_cache()
