"""The feedback engines, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("rules", module="rules"),
    EngineSpec("mock", module="mock", automatic=False),
)
