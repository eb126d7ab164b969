"""The pronouncers, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "cmudict",
        "cmudict",
        about="the CMU dictionary, a list of names, and our own models in numpy for what both lack; no torch",
        requires=("numpy",),
        models=("cmudict",),
    ),
    EngineSpec(
        "mock",
        "mock",
        about="reads texts as the real one does, but says a fixed phone for each letter",
        automatic=False,
    ),
)
