"""The aligners, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "whisper-phones",
        "whisper_phones.engine",
        requires=("scipy",),
        models=("whisper-base", "cmudict", "g2p-en"),
    ),
    EngineSpec(
        "pocketsphinx",
        "pocketsphinx",
        requires=("pocketsphinx",),
        models=("cmudict", "g2p-en"),
        automatic=False,
    ),
    EngineSpec("mock", "mock", automatic=False),
)
