"""What somebody who comes back sees and hears of what was sent, and the lines that documents have."""

import hashlib
import json
import re
import time
from typing import Any

import httpx
import psycopg2

from shared.settings import REPO_ROOT
from shared.testing.compose import SECRET, Stack

AUDIO = REPO_ROOT / "tests" / "audio"
TEXT = json.loads((AUDIO / "samples.json").read_text(encoding="utf-8"))["samples"][0]["text"]
SAMPLE = (AUDIO / "slips.wav").read_bytes()
OPEN = {"queued", "running"}


def documented(heading: str) -> list[list[str]]:
    """The indented blocks of a section of docs/operations.md, each as its lines."""
    text = (REPO_ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [section] = re.findall(rf"^## {heading}\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"(?:^    .+\n)+", section, re.MULTILINE)
    return [[line.strip() for line in block.splitlines()] for block in blocks]


def sent(stack: Stack, path: str, **form: str) -> str:
    """Id of its task."""
    files = {"file": ("slips.wav", SAMPLE)}
    answer = httpx.post(stack.url + path, files=files, data=form, headers=stack.headers, timeout=300)  # fmt: skip
    return answer.raise_for_status().json()["task_id"]


def asked(stack: Stack, path: str, **query: str) -> Any:
    answer = httpx.get(f"{stack.url}{path}", params=query, headers=stack.headers, timeout=60)
    return answer.raise_for_status().json()


def ended(stack: Stack, task_id: str, within_s: float = 240) -> dict[str, Any]:
    """The task, once it is neither queued nor running, or as it is by then."""
    deadline = time.monotonic() + within_s
    while True:
        body = asked(stack, f"/tasks/{task_id}")
        if body["status"] not in OPEN or time.monotonic() > deadline:
            return body
        time.sleep(0.5)


def told(stack: Stack, task_id: str, call_id: str) -> dict[str, Any]:
    """Addresses aside, which are signed anew."""
    task = asked(stack, f"/tasks/{task_id}")
    sounds = {
        name: hashlib.sha256(httpx.get(task["audio"][name]["url"], timeout=60).raise_for_status().content).hexdigest()
        for name in ("recording", "reference", "own_voice")
    }  # fmt: skip
    call = asked(stack, f"/calls/{call_id}")
    return {
        "task": {key: task[key] for key in ("status", "transcript", "scores", "words", "issues", "feedback", "stages")},
        "sounds": sounds,
        "turns": [(turn["speaker"], turn["text"]) for turn in call["turns"]],
        "n_tasks": len(asked(stack, "/tasks", limit="100")["items"]),
    }  # fmt: skip


def found(stack: Stack, call_id: str, within_s: float = 120) -> list[tuple[int, str]]:
    """Turns of the call that answer a question, once there are any: the index is told of it by events."""
    deadline = time.monotonic() + within_s
    while True:
        answer = httpx.get(f"{stack.url}/search", params={"q": "a good school", "task_id": call_id}, headers=stack.headers, timeout=60)  # fmt: skip
        hits = [(hit["index"], hit["text"]) for hit in answer.json().get("hits", ())]
        if hits or time.monotonic() > deadline:
            return hits
        time.sleep(1)


def rows(stack: Stack, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg2.connect(
        host="127.0.0.1", port=stack.ports["POSTGRES"], user="agentforge", password=SECRET,
        dbname="agentforge",
    ) as connection, connection.cursor() as cursor:  # fmt: skip
        cursor.execute(statement, values)
        return cursor.fetchall()
