"""What the routes say of themselves; the contracts are shared (shared/contracts/search.py)."""

from typing import Any

TENANT = "Whose recording it is: lower-case letters, digits and hyphens, at most 32"
RECORDING_ID = "Of the recording, which is that of its task"

_RECORDING = "0d2b7c1e-5c0a-4a37-9f0e-6c1f6f0a7c55"
SEARCH_EXAMPLES: dict[str, Any] = {
    "question": {
        "summary": "A question about what customers said",
        "value": {
            "tenant": "local",
            "q": "who waited weeks for money back",
            "speaker": "customer",
            "limit": 5,
        },
    }
}
INDEX_EXAMPLES: dict[str, Any] = {
    "call": {
        "summary": "A call of two turns",
        "value": {
            "agent": "priya",
            "customer": "c-1042",
            "started_at": "2026-11-27T09:30:00+05:30",
            "language": "en",
            "kind": "call",
            "habits": ["V_W"],
            "tags": ["refunds"],
            "turns": [
                {
                    "index": 0,
                    "speaker": "agent",
                    "text": "How may I help you?",
                    "start_s": 0.4,
                    "end_s": 1.6,
                },
                {
                    "index": 1,
                    "speaker": "customer",
                    "text": "I sent the kettle back a month ago and you still owe me.",
                    "start_s": 2.1,
                    "end_s": 5.9,
                    "sentiment": "negative",
                },
            ],
        },
    }
}
_STAMP = {
    "contract_version": 1,
    "engine": "e5-small",
    "model_version": "e5-small-0.3.0",
    "mock": False,
}
INDEXED_EXAMPLE: dict[str, Any] = {**_STAMP, "n_turns": 2, "n_replaced": 0}
ERASED_EXAMPLE: dict[str, Any] = {**_STAMP, "n_turns": 2}
FOUND_EXAMPLE: dict[str, Any] = {
    **_STAMP,
    "hits": [
        {
            "recording_id": _RECORDING,
            "index": 1,
            "speaker": "customer",
            "text": "I sent the kettle back a month ago and you still owe me.",
            "start_s": 2.1,
            "end_s": 5.9,
            "sentiment": "negative",
            "score": 0.5,
            "matched": "meaning",
        }
    ],
    "took_ms": 34.2,
}
OPENAPI_EXAMPLES = SEARCH_EXAMPLES
