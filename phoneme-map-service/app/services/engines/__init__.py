"""The pronouncers, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec("cmudict", "cmudict", requires=("numpy",), models=("cmudict", "g2p-en")),
    EngineSpec("mock", "mock", automatic=False),
)
