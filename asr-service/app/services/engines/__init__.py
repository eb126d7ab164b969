"""The recognisers, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "faster-whisper", "faster_whisper", requires=("faster_whisper",), models=("whisper-base",)
    ),
    EngineSpec(
        "whisperx",
        "whisperx_batched",
        requires=("whisperx", "torch"),
        automatic=False,
    ),
    EngineSpec("mock", "mock", automatic=False),
)
