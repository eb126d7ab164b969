"""The feedback engines, best first."""

from shared.engines import EngineSpec

_MODELS = ("cmudict", "english-words")

ENGINES = (
    EngineSpec(
        "rules",
        "rules",
        about="the rule coach: under a millisecond a call, word lists but no model; `auto` takes llm where a provider is set",
        models=_MODELS,
    ),
    EngineSpec(
        "llm",
        "llm",
        about="a language model behind any OpenAI-compatible endpoint (LLM_PROVIDER) words the feedback, held to the "
        "evidence; what leaves the machine is in the README",
        requires=("openai",),
        models=_MODELS,
        automatic=False,
    ),
    EngineSpec("mock", "mock", about="canned words around the first issue", automatic=False),
)
