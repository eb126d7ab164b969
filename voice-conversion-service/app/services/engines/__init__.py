"""The engines of the voice conversion service, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("knn-world", "knn_world", requires=("pyworld",), models=("whisper-base",)),
    EngineSpec("chatterbox", "chatterbox", requires=("chatterbox", "torch"), automatic=False),
    EngineSpec("rvc", "rvc", requires=("infer_rvc_python", "torch"), automatic=False),
    EngineSpec("mock", "mock", automatic=False),
)
