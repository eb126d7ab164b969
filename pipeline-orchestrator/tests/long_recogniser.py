"""A recogniser of long recordings that tells what a test wants, when it wants it."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

GATE_S = 240.0
PIECE_S = 10.0


class PieceGate:
    def __init__(self) -> None:
        self.arrived = threading.Event()
        self.open = threading.Event()


@dataclass
class LongRecogniser:
    stamp: dict[str, Any]
    checks: dict[str, Any]
    said: list[str] = field(default_factory=lambda: ["Hello there.", "It is raining.", "Goodbye."])
    """The words of each piece; each piece is of 8 s, every 10 s."""
    in_turn: list[list[str]] = field(default_factory=list)
    """The same for one recording after the other, as they are sent from their start, before `said`."""
    reason: str | None = None
    """Why the recording can't be judged."""
    language: str = "en"
    gates: dict[int | tuple[int, int], PieceGate] = field(default_factory=dict)
    """By the piece that is held back, or by the request, from 0, and its piece."""
    ends: dict[int, dict[str, Any] | None] = field(default_factory=dict)
    """By the piece in whose place it comes: a problem, once; None: the connection breaks."""
    refusals: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    """Status and problem, in turn, before anything is told."""
    asked: list[dict[str, str]] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    """Pieces, as they were told."""
    n_bytes: list[int] = field(default_factory=list)
    """Of the recordings."""
    left: threading.Event = field(default_factory=threading.Event)
    """The caller has gone before the end."""

    def hold(self, piece: int | tuple[int, int]) -> PieceGate:
        return self.gates.setdefault(piece, PieceGate())

    async def respond(self, request: Request) -> Response:
        async with request.form() as form:
            sent = {name: value for name, value in form.items() if isinstance(value, str)}
            self.n_bytes.append(form["file"].size or 0)  # pyright: ignore[reportAttributeAccessIssue]
        self.asked.append(sent)
        if self.refusals:
            status, problem = self.refusals.pop(0)
            return JSONResponse(problem, status_code=status)
        first = int(sent["from_piece"])
        if self.in_turn and first == 0:
            self.said = self.in_turn.pop(0)
        if first > len(self.said):
            problem = {"type": "invalid-input", "status": 422, "field": "from_piece"}
            return JSONResponse(problem, status_code=422)
        return StreamingResponse(
            self._lines(first, len(self.asked) - 1), media_type="application/x-ndjson"
        )

    async def _lines(self, first: int, request: int) -> AsyncIterator[str]:
        is_over = False
        try:
            async for line in self._told(first, request):
                yield json.dumps(line) + "\n"
            is_over = True
        finally:
            if not is_over:
                self.left.set()

    async def _told(self, first: int, request: int) -> AsyncIterator[dict[str, Any]]:
        said = self.said if self.reason is None else []
        duration_s = PIECE_S * len(self.said)
        yield {
            "type": "begun",
            "duration_s": duration_s,
            "speech_s": 8.0 * len(said),
            "n_pieces": len(said),
        }
        words: list[dict[str, Any]] = []
        for index in range(first, len(said)):
            if gate := self.gates.get((request, index)) or self.gates.get(index):
                gate.arrived.set()
                await asyncio.to_thread(gate.open.wait, GATE_S)
            if index in self.ends:
                if (problem := self.ends.pop(index)) is None:
                    raise ConnectionError("cut off")
                yield {"type": "problem", "problem": problem}
                return
            start_s = PIECE_S * index + 1.0
            found = [
                {
                    "text": word,
                    "start_s": start_s + n,
                    "end_s": start_s + n + 0.5,
                    "confidence": 0.9,
                }
                for n, word in enumerate(said[index].split())
            ]
            words += found
            self.told.append(index)
            yield {
                "type": "piece",
                "index": index,
                "n_pieces": len(said),
                "start_s": start_s,
                "end_s": start_s + 8.0,
                "words": found,
            }
        reason = self.reason or (None if words else "no_speech")
        transcript = {
            **self.stamp,
            "text": " ".join(word["text"] for word in words),
            "language": self.language,
            "language_probability": 0.98,
            "words": words,
            "checks": self.checks,
            "assessable": reason is None,
            "reason": reason,
        }
        yield {"type": "done", "transcript": transcript}
