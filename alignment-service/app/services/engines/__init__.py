"""The aligners, best first."""

from shared.engines import EngineSpec

ENGINES = (
    EngineSpec(
        "whisper-phones",
        "whisper_phones.engine",
        about="frozen Whisper-base encoder, two classifiers, Viterbi and heads of our own; evidence for each phone",
        requires=("scipy", "ctranslate2", "tokenizers"),
        models=("whisper-base", "cmudict"),
    ),
    EngineSpec(
        "triton",
        "whisper_phones.on_triton",
        about="whisper-phones with its encoder on a Triton server (TRITON_URL; `python -m shared.triton` writes the model repository); "
        "packages: requirements/engines/triton.txt",
        requires=("scipy", "ctranslate2", "tokenizers", "tritonclient"),
        models=("whisper-base", "cmudict"),
        automatic=False,
    ),
    EngineSpec(
        "pocketsphinx",
        "pocketsphinx",
        about="forced alignment (BSD, its model inside): times, no evidence",
        requires=("pocketsphinx",),
        models=("cmudict",),
        automatic=False,
    ),
    EngineSpec(
        "wav2vec2-phoneme",
        "wav2vec2_phoneme",
        about="any CTC model of IPA tokens, ALIGN_WAV2VEC2_MODEL (the default is Apache-2.0), in the same lattice: times, "
        "heard phones and margins, no calibrated probability, so that the diff never calls an error; "
        "packages: requirements/engines/wav2vec2-phoneme.txt",
        requires=("torch", "transformers", "scipy"),
        models=("cmudict",),
        automatic=False,
    ),
    EngineSpec(
        "mfa",
        "mfa",
        about="the Montreal Forced Aligner, `mfa` on the path (conda) with english_us_arpa: times, no evidence, some "
        "seconds a recording",
        models=("cmudict",),
        automatic=False,
    ),
    EngineSpec(
        "mock",
        "mock",
        about="made up from a hash of the audio and the text",
        automatic=False,
    ),
)
