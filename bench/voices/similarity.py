"""Speaker embeddings of recordings: run by bench/voices/conversion.py in the environment `resemblyzer`.

Resemblyzer (Resemble AI, Apache-2.0) is the generalised end-to-end speaker encoder of Wan et al. 2018.
Arguments: a JSON list of files, and where the embeddings go, float32 (n, 256).
"""

import json
import sys
from pathlib import Path

import numpy as np
import soundfile
import torch  # pyright: ignore[reportMissingImports]
from resemblyzer import (  # pyright: ignore[reportMissingImports]
    VoiceEncoder,
    preprocess_wav,
)


def main(plan: Path, out: Path) -> None:
    torch.set_num_threads(1)
    encoder = VoiceEncoder("cpu", verbose=False)
    embeddings = []
    for path in json.loads(plan.read_text(encoding="utf-8")):
        samples, rate_hz = soundfile.read(path, dtype="float32")
        embeddings.append(encoder.embed_utterance(preprocess_wav(samples, rate_hz)))
    np.save(out, np.array(embeddings, dtype=np.float32))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
