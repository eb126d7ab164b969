"""What /docs says of the request and shows of the response, which is shared.contracts.Transcript."""

import json
from typing import Any

LANGUAGE = (
    "Language spoken, ISO 639-1 (`hi`; `hi-IN` and `Hindi` are understood), or `auto` to detect it."
)
FREE_SPEECH = (
    "Nobody knows what was to be said. A word that learners may have said in place of another, `tree` for `three`, then goes by "
    "the likelier of the two, and `readings` has both."
)
L1 = "First language of the speaker, ISO 639 (`hi`, `Hindi`): whose habits `free_speech` looks for. Left out: everybody's."
FROM_PIECE = (
    "Pieces before this one are left out: they were told before. A recording is always cut alike."
)

_STAMP = {"engine": "faster-whisper", "model_version": "base", "mock": False}

TRANSCRIPT_EXAMPLES: dict[str, Any] = {
    "speech": {
        "summary": "A recording that can be judged",
        "value": {
            **_STAMP,
            "text": "Very well.",
            "language": "en",
            "language_probability": 0.97,
            "words": [
                {"text": "Very", "start_s": 0.36, "end_s": 0.74, "confidence": 0.94},
                {"text": "well.", "start_s": 0.74, "end_s": 1.1, "confidence": 0.98},
            ],
            "checks": {
                "duration_s": 1.5,
                "speech_s": 0.8,
                "level_dbfs": -21.4,
                "snr_db": 38.0,
                "clipped_share": 0.0,
                "reason": None,
            },
            "assessable": True,
            "reason": None,
        },
    },
    "silence": {
        "summary": "A recording that can't",
        "value": {
            **_STAMP,
            "text": "",
            "language": None,
            "language_probability": None,
            "words": [],
            "checks": {
                "duration_s": 2.0,
                "speech_s": 0.0,
                "level_dbfs": None,
                "snr_db": None,
                "clipped_share": 0.0,
                "reason": "silence",
            },
            "assessable": False,
            "reason": "silence",
        },
    },
}

_WORDS: list[dict[str, Any]] = [
    {"text": "Very", "start_s": 0.36, "end_s": 0.74, "confidence": 0.94},
    {"text": "well.", "start_s": 0.74, "end_s": 1.1, "confidence": 0.98},
]
LINES_EXAMPLE = "\n".join(
    json.dumps(each)
    for each in (
        {"type": "begun", "duration_s": 1.5, "speech_s": 0.8, "n_pieces": 1},
        {
            "type": "piece",
            "index": 0,
            "n_pieces": 1,
            "start_s": 0.32,
            "end_s": 1.12,
            "words": _WORDS,
        },
        {"type": "done", "transcript": TRANSCRIPT_EXAMPLES["speech"]["value"]},
    )
)
