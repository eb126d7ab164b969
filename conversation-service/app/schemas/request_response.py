"""What the conversation service is asked. Requests in JSON and all responses are in shared.contracts.conversation."""

from typing import Any

AUDIO_KEY = "Or its key in the object store"
SPEAKERS = "How many people speak, 1 to 8; fewer are told where fewer are heard"
CHANNELS = "Whether each channel holds one speaker: then no voices are told apart, and `speakers` says nothing"

DIARIZED_EXAMPLE: dict[str, Any] = {
    "engine": "resemblyzer",
    "model_version": "0.1.4",
    "mock": False,
    "by": "voices",
    "duration_s": 9.2,
    "speech_s": 7.41,
    "overlap_s": 0.0,
    "turns": [
        {
            "speaker": "speaker_1",
            "start_s": 0.42,
            "end_s": 3.91,
            "overlaps": False,
            "confidence": 0.99,
        },
        {
            "speaker": "speaker_2",
            "start_s": 4.6,
            "end_s": 8.52,
            "overlaps": False,
            "confidence": 0.97,
        },
    ],
    "speakers": [
        {"speaker": "speaker_1", "talk_s": 3.49, "share": 0.471, "n_turns": 1},
        {"speaker": "speaker_2", "talk_s": 3.92, "share": 0.529, "n_turns": 1},
    ],
    "reason": None,
}
ANALYSE_EXAMPLES: dict[str, Any] = {
    "call": {
        "summary": "Two turns",
        "value": {
            "turns": [
                {"speaker": "agent", "text": "Hello, how can I help you?", "start_s": 0.4, "end_s": 2.1},
                {"speaker": "customer", "text": "My parcel is broken and nobody helps me.", "start_s": 2.6, "end_s": 5.6},
            ]
        },
    }
}  # fmt: skip
ANALYSED_EXAMPLE: dict[str, Any] = {
    "engine": "e5-small",
    "model_version": "1+e5-small-0.3.0",
    "mock": False,
    "duration_s": 5.2,
    "turns": [
        {
            "index": 0,
            "sentiment": "neutral",
            "probabilities": {"negative": 0.01, "neutral": 0.97, "positive": 0.02},
            "n_words": 6,
            "words_per_min": 211.8,
            "n_questions": 1,
        },
        {
            "index": 1,
            "sentiment": "negative",
            "probabilities": {"negative": 0.98, "neutral": 0.01, "positive": 0.01},
            "n_words": 8,
            "words_per_min": 160.0,
            "n_questions": 0,
        },
    ],
    "speakers": [
        {
            "speaker": "agent",
            "talk_s": 1.7,
            "talk_share": 0.3617,
            "n_turns": 1,
            "n_words": 6,
            "words_per_min": 211.8,
            "n_questions": 1,
            "n_interruptions": 0,
            "longest_monologue": {"start_s": 0.4, "end_s": 2.1, "turns": [0]},
            "sentiment": {"negative": 0.01, "neutral": 0.97, "positive": 0.02},
        },
    ],
    "silences": [],
    "interruptions": [],
}
REDACT_EXAMPLES: dict[str, Any] = {
    "spoken": {
        "summary": "A telephone number, told figure by figure",
        "value": {
            "turns": [
                {"speaker": "agent", "text": "May I have your number?"},
                {"speaker": "customer", "text": "Yes, nine eight double seven six five four three two one."},
            ]
        },
    }
}  # fmt: skip
REDACTED_EXAMPLE: dict[str, Any] = {
    "engine": "rules",
    "model_version": "1",
    "mock": False,
    "turns": [
        {"redacted": "May I have your number?", "spans": []},
        {
            "redacted": "Yes, <PHONE_NUMBER>.",
            "spans": [
                {
                    "entity": "PHONE_NUMBER",
                    "start": 5,
                    "end": 56,
                    "first_word": 1,
                    "last_word": 10,
                    "start_s": None,
                    "end_s": None,
                    "checked": True,
                    "spoken": True,
                    "continues": False,
                }
            ],
        },
    ],
}
OPENAPI_EXAMPLES = ANALYSE_EXAMPLES
