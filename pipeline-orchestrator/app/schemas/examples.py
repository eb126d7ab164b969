"""Examples for the OpenAPI document."""

from typing import Any

RESULT_EXAMPLE: dict[str, Any] = {
    "task_id": "7c0f6c1e-9d56-4c8c-9d0c-0f3f5f3f8f52",
    "status": "succeeded",
    "created_at": "2026-11-21T05:00:00Z",
    "assessable": True,
    "reason": None,
    "reference_text": "It's very good.",
    "text_source": "reference",
    "transcript": {
        "text": "It's very good.",
        "language": "en",
        "words": [{"text": "very", "start_s": 0.41, "end_s": 0.78, "confidence": 0.93}],
    },
    "scores": {
        "overall": 81,
        "accuracy": 78,
        "fluency": 88,
        "completeness": 100,
        "prosody": 80,
    },
    "words": [],
    "issues": [],
    "audio": {"recording": {"url": "…"}, "reference": None, "own_voice": None},
    "feedback": None,
    "stages": [
        {
            "name": "asr",
            "status": "succeeded",
            "reason": None,
            "engine": "faster-whisper",
            "model_version": "base",
            "mock": False,
            "elapsed_ms": 640,
        }
    ],
    "warnings": [],
}
