"""A provider of language models on loopback: a real server that speaks OpenAI's protocol and says what a test puts in line."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response


@dataclass
class FakeProvider:
    """Answers with what a test put in line; the last one again when the line is at its end."""

    line: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: Request) -> Response:
        self.asked.append(await request.json())
        self.headers.append(dict(request.headers))
        said = self.line.pop(0) if len(self.line) > 1 else self.line[0]
        if callable(said):
            answer: Any = said()
            return answer
        return completion(said if isinstance(said, str) else json.dumps(said))


def completion(content: str, *, finish: str = "stop", tokens: int = 900) -> JSONResponse:
    return JSONResponse(
        {
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "tiny",
            "choices": [
                {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
            ],
            "usage": {"prompt_tokens": tokens - 100, "completion_tokens": 100, "total_tokens": tokens},
        }
    )  # fmt: skip


@contextmanager
def serving() -> Iterator[FakeProvider]:
    """A provider at a free port, until the end of the block."""
    provider = FakeProvider()
    app = FastAPI()
    app.add_api_route("/v1/chat/completions", provider.answer, methods=["POST"])
    running = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    )
    listener = running.config.bind_socket()
    provider.address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield provider
    finally:
        running.should_exit = True
        thread.join()
        listener.close()
