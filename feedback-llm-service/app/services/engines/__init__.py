"""The feedback engines, best first."""

from shared.engines import EngineSpec

_MODELS = ("cmudict", "english-words")

ENGINES = (
    EngineSpec("rules", module="rules", models=_MODELS),
    EngineSpec("llm", module="llm", requires=("openai",), models=_MODELS, automatic=False),
    EngineSpec("mock", module="mock", automatic=False),
)
