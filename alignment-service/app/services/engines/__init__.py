"""The aligners, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "whisper-phones",
        "whisper_phones.engine",
        requires=("scipy", "ctranslate2", "tokenizers"),
        models=("whisper-base", "cmudict", "g2p-en"),
    ),
    EngineSpec(
        "pocketsphinx",
        "pocketsphinx",
        requires=("pocketsphinx",),
        models=("cmudict", "g2p-en"),
        automatic=False,
    ),
    EngineSpec(
        "wav2vec2-phoneme",
        "wav2vec2_phoneme",
        requires=("torch", "transformers", "scipy"),
        models=("cmudict", "g2p-en"),
        automatic=False,
    ),
    EngineSpec("mfa", "mfa", models=("cmudict", "g2p-en"), automatic=False),
    EngineSpec("mock", "mock", automatic=False),
)
