"""The engines of the voice conversion service, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "knn-world",
        "knn_world",
        about="WORLD vocoder, driven by our own listener; on the CPU, from a few samples",
        requires=("pyworld",),
        models=("whisper-base",),
    ),
    EngineSpec(
        "chatterbox",
        "chatterbox",
        about="zero-shot conversion by speech tokens and flow matching, for GPUs; weights of ResembleAI/chatterbox (MIT) in "
        "VC_CHATTERBOX_DIR; packages: requirements/engines/chatterbox.txt",
        requires=("chatterbox", "torch"),
        automatic=False,
    ),
    EngineSpec(
        "rvc",
        "rvc",
        about="RVC v2: imports GPL-3 code (praat-parselmouth); one voice trained for one speaker beforehand "
        "(VC_RVC_MODEL, VC_RVC_HUBERT_DIR), the samples only set its pitch; packages: requirements/engines/rvc.txt",
        requires=("infer_rvc_python", "torch"),
        automatic=False,
    ),
    EngineSpec("mock", "mock", about="a filter that depends on the samples", automatic=False),
)
