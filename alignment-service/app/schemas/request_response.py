"""What /docs says of the request and shows of the response, which is shared.contracts.Alignment."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from shared.contracts import CallerLexicon, SentLexicon
from shared.contracts.weights import NamedWeights
from shared.errors import InvalidInput

TEXT = "What was read aloud, or its transcript."
LEXICON = 'Your own pronunciations, JSON: `{"Priya": ["P R IY1 Y AH0"]}`.'

WEIGHTS = 'Other weights than the service\'s own, JSON: `{"version": "whisper-phones-3", "key": "models/…", "sha256": "…"}`.'

_LEXICON: TypeAdapter[CallerLexicon] = TypeAdapter(SentLexicon)


def read_lexicon(text: str | None) -> CallerLexicon:
    """The form's `lexicon`, empty when not sent. Raises InvalidInput."""
    if text is None or not text.strip():
        return {}
    try:
        return _LEXICON.validate_json(text)
    except ValidationError as error:
        raise InvalidInput(
            f"lexicon must be a JSON object of words to lists of ARPAbet: {LEXICON}",
            field="lexicon",
        ) from error


def read_weights(text: str | None) -> NamedWeights | None:
    """The form's `weights`; None: the service's own. Raises InvalidInput."""
    if text is None or not text.strip():
        return None
    try:
        return NamedWeights.model_validate_json(text)
    except ValidationError as error:
        raise InvalidInput(
            "weights must be a JSON object with version, key and sha256, as the registry of models has them",
            field="weights",
        ) from error


EXAMPLES: dict[str, Any] = {
    "very": {
        "summary": "“very” spoken as “wery”",
        "value": {
            "engine": "whisper-phones",
            "model_version": "whisper-phones-2",
            "mock": False,
            "text": "very",
            "words": [
                {
                    "index": 0,
                    "text": "very",
                    "start_s": 0.31,
                    "end_s": 0.66,
                    "variant": 0,
                    "spoken_probability": 0.99,
                    "quality": 7.1,
                    "phones": [
                        {
                            "index": 0,
                            "target": "V",
                            "stress": None,
                            "start_s": 0.31,
                            "end_s": 0.37,
                            "heard": "W",
                            "heard_probability": 0.93,
                            "error_probability": 0.95,
                            "deletion_probability": 0.01,
                            "candidates": [
                                {"phone": "W", "probability": 0.93},
                                {"phone": "V", "probability": 0.05},
                            ],
                            "log_posterior": -4.2,
                            "margin": -3.9,
                            "quality": 0.9,
                        }
                    ],
                    "insertions": [],
                }
            ],
            "utterance": {"accuracy": 8.1, "fluency": 8.8, "prosody": 8.5, "total": 8.0},
            "timing": {
                "speech_s": 0.35,
                "speech_rate_sps": 5.71,
                "articulation_rate_sps": 5.71,
                "pauses": [],
            },
            "checks": {
                "duration_s": 1.0,
                "speech_s": 0.4,
                "level_dbfs": -21.4,
                "snr_db": 38.0,
                "clipped_share": 0.0,
                "reason": None,
            },
            "text_match": 0.99,
        },
    }
}
