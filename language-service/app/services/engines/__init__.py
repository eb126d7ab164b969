"""The linguists, best first; beside them the translators."""

from shared.engines import EngineSpec

from .translators import TRANSLATORS

ENGINES = (
    EngineSpec(
        "embedded",
        "embedded",
        about="py3langid, indic-itn, itntext and underthesea beside tables of ours, each loaded when first asked for: 170 MB then, nothing before",
        requires=("py3langid", "indic_itn", "itntext", "underthesea"),
    ),
    EngineSpec(
        "mock",
        "mock",
        about="takes each script for one language, by its letters alone",
        automatic=False,
    ),
)
FURTHER_ENGINES = {"translator": TRANSLATORS}
"""By the setting that names one."""
