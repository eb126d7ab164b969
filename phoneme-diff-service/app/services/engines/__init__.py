"""The diff's engines, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("articulatory", module="articulatory"),
    EngineSpec("mock", module="mock", automatic=False),
)
