"""The request of POST /diff, in its two forms. The response is shared.contracts.Diff."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from shared.contracts import (
    AccentLikelihoods,
    Alignment,
    AnyCase,
    JsonRequest,
    PhonemeMap,
    RequestPart,
    TextSource,
    Transcript,
)
from shared.languages import well_formed

MAX_PHONES = 2000
MAX_WORDS = 500

Phone = Annotated[str, Field(min_length=1, max_length=4)]


class TargetWord(RequestPart):
    text: str = Field(min_length=1, max_length=100)
    """The word as it is spoken."""
    phones: list[Phone] = Field(min_length=1, max_length=100)
    """ARPAbet, vowels with their stress digit (`EH1`)."""


class DiffRequest(JsonRequest):
    """Either evidence (`alignment`, `phoneme_map`, `text_source`) or phones (`target`, `heard`)."""

    alignment: Alignment | None = None
    """The alignment service's answer; None where phones are sent."""
    phoneme_map: PhonemeMap | None = None
    """The phoneme map service's answer for the same text; None where phones are sent."""
    transcript: Transcript | None = None
    """The recogniser's answer; None where it is not known: what was said beside the text is then not told."""
    text_source: Annotated[TextSource | None, AnyCase] = None
    """Whether the text was to be read (`reference`) or is what was recognised (`transcript`), with evidence; None
    where phones are sent."""
    target: (
        Annotated[list[Phone], Field(min_length=1, max_length=MAX_PHONES)]
        | Annotated[list[TargetWord], Field(min_length=1, max_length=MAX_WORDS)]
        | None
    ) = None
    """What should have been said, ARPAbet phones in one list or a list a word; None where evidence is sent."""
    heard: list[Phone] | None = Field(default=None, min_length=1, max_length=MAX_PHONES)
    """What was said, ARPAbet phones from a source that has not seen the target; None where evidence is sent."""
    l1: Annotated[str | None, BeforeValidator(well_formed)] = None
    """First language of the speaker, ISO 639, `en` for a native: how likely its speakers' habits are, so that more of
    them is heard and named, and which rule comes first; it moves no score. None where it is not known."""
    earlier_accents: AccentLikelihoods | None = None
    """Of the same speaker's earlier recordings, the `accents` of their answers, summed by group; None for a speaker not heard
    before."""


PHONES_EXAMPLE: dict[str, Any] = {
    "target": [
        {"text": "very", "phones": ["V", "EH1", "R", "IY0"]},
        {"text": "thin", "phones": ["TH", "IH1", "N"]},
    ],
    "heard": ["W", "EH", "R", "IY", "T", "IH", "N"],
}

_STAMP = {"engine": "whisper-phones", "model_version": "1", "mock": False}
_CHECKS = {
    "duration_s": 1.2,
    "speech_s": 0.5,
    "level_dbfs": -22.0,
    "snr_db": 31.0,
    "clipped_share": 0.0,
    "reason": None,
}


def _phone(
    index: int, target: str, stress: int | None, heard: str, error: float, quality: float
) -> dict[str, Any]:
    return {
        "index": index,
        "target": target,
        "stress": stress,
        "start_s": round(0.41 + 0.08 * index, 2),
        "end_s": round(0.49 + 0.08 * index, 2),
        "heard": heard,
        "heard_probability": 0.91 if heard != target else round(1 - error, 2),
        "error_probability": error,
        "deletion_probability": 0.01,
        "candidates": [{"phone": heard, "probability": 0.91}],
        "log_posterior": -0.3,
        "margin": 1.5,
        "quality": quality,
    }


EVIDENCE_EXAMPLE: dict[str, Any] = {
    "alignment": {
        **_STAMP,
        "text": "Very",
        "words": [
            {
                "index": 0,
                "text": "very",
                "start_s": 0.41,
                "end_s": 0.73,
                "variant": 0,
                "spoken_probability": 0.98,
                "quality": 7.5,
                "phones": [
                    _phone(0, "V", None, "W", 0.93, 0.9),
                    _phone(1, "EH", 1, "EH", 0.05, 1.9),
                    _phone(2, "R", None, "R", 0.08, 1.8),
                    _phone(3, "IY", 0, "IY", 0.03, 2.0),
                ],
                "insertions": [],
            }
        ],
        "utterance": {"accuracy": 8.1, "fluency": 8.8, "prosody": 8.0, "total": 8.2},
        "timing": {
            "speech_s": 0.32,
            "speech_rate_sps": None,
            "articulation_rate_sps": None,
            "pauses": [],
        },
        "checks": _CHECKS,
        "text_match": 0.97,
    },
    "phoneme_map": {
        "engine": "lexicon",
        "model_version": "1",
        "mock": False,
        "text": "Very",
        "words": [
            {
                "index": 0,
                "text": "very",
                "token": "Very",
                "start_char": 0,
                "end_char": 4,
                "source": "cmudict",
                "pronunciations": [
                    {
                        "phones": ["V", "EH1", "R", "IY0"],
                        "ipa": "ˈvɛ.ɹi",
                        "syllables": [
                            {"phones": ["V", "EH1"], "stress": 1},
                            {"phones": ["R", "IY0"], "stress": 0},
                        ],
                        "label": None,
                    }
                ],
            }
        ],
        "out_of_vocabulary": [],
    },
    "transcript": None,
    "text_source": "reference",
    "l1": "hi",
}

OPENAPI_EXAMPLES: dict[str, Any] = {
    "phones": {"summary": "Phone strings, by hand", "value": PHONES_EXAMPLE},
    "evidence": {"summary": "Evidence from alignment and map", "value": EVIDENCE_EXAMPLE},
}
