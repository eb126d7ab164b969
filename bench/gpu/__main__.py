"""`python -m bench.gpu`: how many seconds of speech a second of a GPU recognises and aligns, by how many recordings at once.

Builds the networks in their real sizes with random weights, since how long they take does not depend on these: Whisper large-v3
and large-v3-turbo (a window of 30 s, 75 tokens written one after the other), wav2vec 2.0 large (10 s). Half precision. Needs torch
and transformers, as requirements/engines have them, and a GPU. Prints a table; times are medians.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

WINDOW_S = 30.0
N_TOKENS = 75
"""Of 30 s of fluent English."""
CLIP_S = 10.0
N_TIMES = 5


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.gpu",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 8, 32])
    asked = parser.parse_args()
    import torch  # pyright: ignore[reportMissingImports]

    if not torch.cuda.is_available():
        print("there is no GPU that torch can use", file=sys.stderr)
        return 2
    torch.manual_seed(0)
    print(
        f"{time.strftime('%Y-%m-%d')}, {torch.cuda.get_device_name()}, torch {torch.__version__}, half precision\n"
    )
    print("| network | at once | ms | speech a second | GPU memory, MB |\n|---|---|---|---|---|")
    for name, make, seconds in (
        ("Whisper large-v3", lambda: _whisper(32), WINDOW_S),
        ("Whisper large-v3-turbo", lambda: _whisper(4), WINDOW_S),
        ("wav2vec 2.0 large", _wav2vec, CLIP_S),
    ):
        run = make()
        for n in asked.batches:
            torch.cuda.reset_peak_memory_stats()
            taken_s = _median_s(lambda n=n, run=run: run(n), torch.cuda.synchronize)
            memory_mb = torch.cuda.max_memory_allocated() / 2**20
            print(
                f"| {name} | {n} | {taken_s * 1000:.0f} | {n * seconds / taken_s:.0f} s | {memory_mb:.0f} |",
                flush=True,
            )
        del run
        torch.cuda.empty_cache()
    return 0


def _median_s(run: Callable[[], object], wait: Callable[[], object]) -> float:
    taken_s: list[float] = []
    for number in range(N_TIMES + 2):
        begun = time.perf_counter()
        run()
        wait()
        if number >= 2:  # the first ones choose kernels
            taken_s.append(time.perf_counter() - begun)
    return statistics.median(taken_s)


def _whisper(n_decoder_layers: int) -> Callable[[int], object]:
    import torch  # pyright: ignore[reportMissingImports]
    from transformers import (  # pyright: ignore[reportMissingImports]
        WhisperConfig,
        WhisperForConditionalGeneration,
    )

    config = WhisperConfig(
        vocab_size=51_866, num_mel_bins=128, d_model=1280, encoder_layers=32, decoder_layers=n_decoder_layers,
        encoder_attention_heads=20, decoder_attention_heads=20, encoder_ffn_dim=5120, decoder_ffn_dim=5120,
    )  # fmt: skip
    model: Any = _on_gpu(WhisperForConditionalGeneration, config)

    def run(n: int) -> None:
        mel = torch.zeros(n, 128, 3000, dtype=torch.float16, device="cuda")
        with torch.inference_mode():
            encoded = model.model.encoder(mel).last_hidden_state
            token, past = torch.full((n, 1), 50_258, device="cuda"), None
            for _ in range(N_TOKENS):
                written = model(
                    decoder_input_ids=token,
                    encoder_outputs=(encoded,),
                    past_key_values=past,
                    use_cache=True,
                )
                token, past = written.logits[:, -1:].argmax(-1), written.past_key_values

    return run


def _wav2vec() -> Callable[[int], object]:
    import torch  # pyright: ignore[reportMissingImports]
    from transformers import Wav2Vec2Config, Wav2Vec2ForCTC  # pyright: ignore[reportMissingImports]

    config = Wav2Vec2Config(
        vocab_size=400, hidden_size=1024, num_hidden_layers=24, num_attention_heads=16, intermediate_size=4096,
        feat_extract_norm="layer", do_stable_layer_norm=True,
    )  # fmt: skip
    model: Any = _on_gpu(Wav2Vec2ForCTC, config)

    def run(n: int) -> None:
        sound = torch.zeros(n, round(CLIP_S * 16_000), dtype=torch.float16, device="cuda")
        with torch.inference_mode():
            model(sound)

    return run


def _on_gpu(network: Any, config: Any) -> Any:
    import torch  # pyright: ignore[reportMissingImports]

    torch.set_default_dtype(torch.float16)
    try:
        with torch.device("cuda"):
            return network(config).eval()
    finally:
        torch.set_default_dtype(torch.float32)


if __name__ == "__main__":
    sys.exit(main())
