"""The requests of the language service. The responses are in shared.contracts.language."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictBool

from shared.contracts import JsonRequest
from shared.languages import well_formed

MAX_TEXT = 5000
"""Characters of one text."""


class DetectRequest(JsonRequest):
    """A text whose language is asked for."""

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    """As it stands; a sentence is enough, a single word is often not."""


class NormaliseRequest(JsonRequest):
    """A transcript to be written down."""

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    """As a recogniser wrote it, numbers in words."""
    language: Annotated[str | None, BeforeValidator(well_formed)] = None
    """ISO 639-1, a tag (`hi-IN`) or a name: en, hi, kn, mr, or, ta, te, vi. Left out, it is detected."""
    numbers: StrictBool = True
    """Whether numbers, money, times and the like are written in figures."""
    casing: StrictBool = True
    """Whether sentences begin with a capital, and days, months and *I* have theirs; in Latin letters alone."""
    punctuation: StrictBool = True
    """Whether a sign is put at the end of a text that lacks one."""


DETECT_EXAMPLES: dict[str, Any] = {
    "hindi": {"summary": "Hindi", "value": {"text": "मेरा ऑर्डर कब आएगा?"}},
    "romanised": {"summary": "Hindi in Latin letters", "value": {"text": "mera order kab aayega"}},
}
DETECTED_EXAMPLE: dict[str, Any] = {
    "engine": "embedded",
    "model_version": "py3langid-0.4.0+indic-itn-0.3.3+itntext-0.1.6+underthesea-9.5.0",
    "mock": False,
    "language": "hi",
    "script": "Deva",
    "probability": 0.99,
    "candidates": [
        {"language": "hi", "probability": 0.99},
        {"language": "mr", "probability": 0.01},
    ],
}
NORMALISE_EXAMPLES: dict[str, Any] = {
    "english": {
        "summary": "English",
        "value": {"text": "one of my friends paid twenty five rupees", "language": "en"},
    },
    "numbers": {
        "summary": "Numbers alone",
        "value": {
            "text": "meet me at half past nine",
            "language": "en",
            "casing": False,
            "punctuation": False,
        },
    },
}
WRITTEN_EXAMPLE: dict[str, Any] = {
    "engine": "embedded",
    "model_version": "py3langid-0.4.0+indic-itn-0.3.3+itntext-0.1.6+underthesea-9.5.0",
    "mock": False,
    "language": "en",
    "original": "one of my friends paid twenty five rupees",
    "written": "One of my friends paid ₹25.",
    "spans": [
        {"start": 0, "end": 1, "original": "o", "written": "O", "kind": "casing"},
        {
            "start": 23,
            "end": 41,
            "original": "twenty five rupees",
            "written": "₹25",
            "kind": "money",
        },
        {"start": 41, "end": 41, "original": "", "written": ".", "kind": "punctuation"},
    ],
    "words": None,
    "diacritics": None,
}
TRANSLATE_EXAMPLES: dict[str, Any] = {
    "call": {
        "summary": "A sentence of a call, into Hindi",
        "value": {"texts": ["Where is my order AB-4521?"], "source": "en", "target": "hi"},
    },
    "glossary": {
        "summary": "With a term as it has to come out",
        "value": {
            "texts": ["I want a refund.", "Thank you."],
            "target": "hi",
            "glossary": [{"source": "refund", "target": "रिफ़ंड"}],
        },
    },
}
TRANSLATED_EXAMPLE: dict[str, Any] = {
    "engine": "phrases",
    "model_version": "2+e5-small-0.3.0",
    "mock": False,
    "target": "hi",
    "translations": [
        {
            "source_language": "en",
            "source_probability": None,
            "translation": "मेरा ऑर्डर AB-4521 कहाँ है?",
            "reason": None,
            "confidence": 0.99,
            "sentences": [
                {
                    "source": "Where is my order AB-4521?",
                    "before": "",
                    "translation": "मेरा ऑर्डर AB-4521 कहाँ है?",
                    "reason": None,
                    "kept": False,
                    "confidence": 0.99,
                    "score": None,
                    "length_ratio": 0.706,
                    "script_share": 1.0,
                    "round_trip": None,
                    "formality": "formal",
                }
            ],
            "after": "",
        }
    ],
}
OPENAPI_EXAMPLES = DETECT_EXAMPLES
