"""The engines of the TTS service, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("kokoro", "kokoro", requires=("onnxruntime",), models=("kokoro-82m",)),
    EngineSpec("xtts", "xtts", requires=("TTS", "torch"), automatic=False),
    EngineSpec("mock", "mock", automatic=False),
)
