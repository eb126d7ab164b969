"""The pronouncers, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "cmudict",
        "cmudict",
        about="the CMU dictionary, and g2p_en's weights run by numpy for what it lacks; no torch",
        requires=("numpy",),
        models=("cmudict", "g2p-en"),
    ),
    EngineSpec(
        "mock",
        "mock",
        about="reads texts as the real one does, but says a fixed phone for each letter",
        automatic=False,
    ),
)
