"""The translators, best first; LANGUAGE_TRANSLATOR names one."""

from shared.engines import EngineSpec

TRANSLATORS = (
    EngineSpec(
        "mock",
        "translators.mock",
        about="puts the target language before each sentence",
        automatic=False,
    ),
)
