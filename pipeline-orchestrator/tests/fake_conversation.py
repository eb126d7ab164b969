"""A conversation-service that tells what a test wants."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response


@dataclass
class FakeConversation:
    stamp: dict[str, Any]
    spoken: list[tuple[str, float, float]] = field(
        default_factory=lambda: [
            ("speaker_1", 0.5, 10.0),
            ("speaker_2", 10.5, 20.0),
            ("speaker_1", 20.5, 30.0),
        ]
    )
    """Speaker, begin and end of each turn, in seconds."""
    negative: dict[str, float] = field(default_factory=dict)
    """By a word of the text: how negative a turn with it is."""
    personal: dict[str, str] = field(default_factory=dict)
    """Kind of what is personal, by the word."""
    silences: list[dict[str, Any]] = field(default_factory=list)
    interruptions: list[dict[str, Any]] = field(default_factory=list)
    fails: dict[str, int] = field(default_factory=dict)
    """By endpoint: the status of all its answers."""
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def respond(self, endpoint: str, request: Request) -> Response:
        if request.headers["content-type"].startswith("application/json"):
            sent = await request.json()
        else:
            async with request.form() as form:
                sent = {name: value for name, value in form.items() if isinstance(value, str)}
        self.asked.append((endpoint, sent))
        if (status := self.fails.get(endpoint)) is not None:
            return JSONResponse({"type": "engine-failed", "detail": "no"}, status_code=status)
        answer = {"diarize": self._diarize, "analyse": self._analyse, "redact": self._redact}
        return JSONResponse(self.stamp | answer[endpoint](sent))

    def _diarize(self, sent: dict[str, Any]) -> dict[str, Any]:
        names = list(dict.fromkeys(name for name, _, _ in self.spoken))
        return {
            "by": "channels" if sent["channels"] == "true" else "voices",
            "duration_s": 30.0,
            "speech_s": sum(end_s - start_s for _, start_s, end_s in self.spoken),
            "overlap_s": 0.0,
            "turns": [
                {"speaker": name, "start_s": start_s, "end_s": end_s, "overlaps": False, "confidence": 0.9}
                for name, start_s, end_s in self.spoken
            ],
            "speakers": [
                {"speaker": name, "talk_s": 9.5, "share": 1 / len(names), "n_turns": 1} for name in names
            ],
            "reason": None,
        }  # fmt: skip

    def _analyse(self, sent: dict[str, Any]) -> dict[str, Any]:
        turns = sent["turns"]
        monologue = {"start_s": 0.0, "end_s": 0.0, "turns": []}
        speaker = dict.fromkeys(("talk_s", "talk_share"), 0.5) | dict.fromkeys(
            ("n_turns", "n_words", "n_questions", "n_interruptions"), 1
        )
        return {
            "duration_s": 30.0,
            "turns": [self._felt(index, turn) for index, turn in enumerate(turns)],
            "speakers": [
                {"speaker": name, **speaker, "words_per_min": 140.0, "longest_monologue": monologue, "sentiment": None}
                for name in dict.fromkeys(turn["speaker"] for turn in turns)
            ],
            "silences": self.silences,
            "interruptions": self.interruptions,
        }  # fmt: skip

    def _felt(self, index: int, turn: dict[str, Any]) -> dict[str, Any]:
        found = [odds for word, odds in self.negative.items() if word in turn["text"]]
        negative = max(found, default=0.1)
        positive = round((1 - negative) * 0.5, 3)
        neutral = round(1 - negative - positive, 3)
        odds = {"negative": negative, "neutral": neutral, "positive": positive}
        return {
            "index": index,
            "sentiment": max(odds, key=lambda name: odds[name]),
            "probabilities": odds,
            "n_words": len(turn["text"].split()),
            "words_per_min": 140.0,
            "n_questions": 0,
        }

    def _redact(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {"turns": [self._without(turn) for turn in sent["turns"]]}

    def _without(self, turn: dict[str, Any]) -> dict[str, Any]:
        spans: list[dict[str, Any]] = []
        at = 0
        for place, word in enumerate(turn["words"]):
            kind = self.personal.get(word["text"].strip("."))
            if kind is not None:
                spans.append(
                    {
                        "entity": kind,
                        "start": at,
                        "end": at + len(word["text"]),
                        "first_word": place,
                        "last_word": place,
                        "start_s": word["start_s"],
                        "end_s": word["end_s"],
                        "checked": True,
                        "spoken": False,
                        "continues": False,
                    }
                )
            at += len(word["text"]) + 1
        return {"redacted": turn["text"], "spans": spans}
