"""The feedback engines, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("rules", module="rules"),
    EngineSpec("llm", module="llm", requires=("openai",), automatic=False),
    EngineSpec("mock", module="mock", automatic=False),
)
