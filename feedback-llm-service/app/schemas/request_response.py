"""The requests of POST /feedback and POST /unjudged. The response is shared.contracts.Feedback."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from shared.contracts import (
    Alignment,
    Contract,
    Diff,
    History,
    JsonRequest,
    NotAssessable,
    PhonemeMap,
    Stamped,
    Transcript,
)
from shared.languages import well_formed

DEFAULT_LANGUAGE = "en"
"""Every coach has it."""


def _language(sent: object) -> object:
    found = well_formed(sent)
    return DEFAULT_LANGUAGE if found is None else found


CoachedLanguage = Annotated[str, BeforeValidator(_language, json_schema_input_type=str | None)]
"""English for null and for an empty one."""


class FeedbackRequest(JsonRequest):
    transcript: Transcript | None = None
    """The recogniser's answer; None where there is none."""
    diff: Diff
    """The diff service's answer: what the feedback rests on."""
    alignment: Alignment | None = None
    """The alignment service's answer, for pauses and melody; None where there is none."""
    phoneme_map: PhonemeMap | None = None
    """The phoneme map service's answer; None where there is none."""
    l1: Annotated[str | None, BeforeValidator(well_formed)] = None
    """First language of the speaker, ISO 639: adds a note where the tips have one; None where it is not known. What is
    an issue, the diff has decided."""
    language: CoachedLanguage = DEFAULT_LANGUAGE
    """Language of the feedback, ISO 639: one there is a file for."""
    history: History | None = None
    """The same speaker's earlier recordings, for progress; None where no speaker is named."""


class UnjudgedRequest(JsonRequest):
    reason: NotAssessable
    """Why the recording can't be judged."""
    language: CoachedLanguage = DEFAULT_LANGUAGE
    """Language of the feedback, ISO 639: one there is a file for."""


class CoachLanguage(Contract):
    code: str
    """ISO 639, as it is sent as `language`."""


class CoachLanguageList(Stamped):
    """What GET /languages answers."""

    languages: list[CoachLanguage]
    """By code, in the order of the alphabet."""


def _phone(
    index: int, target: str, ipa: str, *, score: float, heard: tuple[str, str] | None = None
) -> dict[str, Any]:
    spoken, spoken_ipa = heard or (target, ipa)
    return {
        "index": index,
        "target": target,
        "ipa": ipa,
        "start_s": round(0.41 + 0.08 * index, 2),
        "end_s": round(0.49 + 0.08 * index, 2),
        "score": score,
        "state": "error" if heard else "fine",
        "error_type": "substitution" if heard else "none",
        "heard": spoken,
        "heard_ipa": spoken_ipa,
        "heard_probability": 0.91,
    }


EXAMPLE: dict[str, Any] = {
    "diff": {
        "engine": "articulatory",
        "model_version": "1",
        "mock": False,
        "assessable": True,
        "reason": None,
        "scores": {
            "overall": 80.9,
            "accuracy": 77.7,
            "fluency": 88.0,
            "completeness": 100.0,
            "prosody": 80.0,
        },
        "words": [
            {
                "index": 0,
                "text": "very",
                "start_s": 0.41,
                "end_s": 0.73,
                "accuracy": 74.4,
                "error_type": "mispronunciation",
                "phones": [
                    _phone(0, "V", "v", score=14.0, heard=("W", "w")),
                    _phone(1, "EH", "ɛ", score=95.0),
                    _phone(2, "R", "ɹ", score=90.0),
                    _phone(3, "IY", "i", score=98.7),
                ],
                "insertions": [],
            }
        ],
        "issues": [
            {
                "id": "i1",
                "rule": "V_W",
                "category": "consonant",
                "word_index": 0,
                "word": "very",
                "phone_index": 0,
                "target": "V",
                "target_ipa": "v",
                "heard": "W",
                "heard_ipa": "w",
                "start_s": 0.41,
                "end_s": 0.49,
                "probability": 0.93,
                "severity": "medium",
                "priority": 1,
                "message": "the v of “very” was heard as w",
                "tip": "V_W",
            }
        ],
        "text_source": "reference",
        "formula_version": "2",
    },
    "l1": "hi",
    "language": "en",
}

OPENAPI_EXAMPLES: dict[str, Any] = {"one slip": {"summary": "v heard as w", "value": EXAMPLE}}


MOMENTS_EXAMPLE: dict[str, Any] = {
    "moments": [
        {
            "title": "The customer had to ask again",
            "reason": "The customer asked to have it repeated: “Sorry, which day was that?”.",
            "advice": "Say the sentence again, slower, with a pause before what matters, and check that it was understood.",
            "is_good": False,
            "quotes": ["Your order comes on Thursday.", "Sorry, which day was that?"],
        }
    ]
}
"""Of POST /moments."""
