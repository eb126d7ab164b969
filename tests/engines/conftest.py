"""What several engines' tests need; packages are imported by who asks, since each environment has its own."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def save_tiny_ctc() -> Callable[[Path, Mapping[str, int]], None]:
    """Saves a random Wav2Vec2ForCTC over these tokens, `<pad>` first, in the real format."""

    def save(folder: Path, vocabulary: Mapping[str, int]) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        from transformers import (  # pyright: ignore[reportMissingImports]
            Wav2Vec2Config,
            Wav2Vec2ForCTC,
        )

        torch.manual_seed(0)
        config = Wav2Vec2Config(
            vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
            intermediate_size=64, conv_dim=(32,) * 7, num_conv_pos_embeddings=16,
            num_conv_pos_embedding_groups=2, pad_token_id=0,
        )  # fmt: skip
        Wav2Vec2ForCTC(config).save_pretrained(folder)

    return save
