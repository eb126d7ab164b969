"""The diff's engines, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "articulatory",
        "articulatory",
        about="what the README describes, by rules and gates; no model",
    ),
    EngineSpec(
        "mock", "mock", about="issues from a hash of the words, for UI work", automatic=False
    ),
)
