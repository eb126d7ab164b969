"""What a caller asks for while a fault lasts and after it."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from shared.settings import REPO_ROOT

SAMPLE = REPO_ROOT / "tests" / "audio" / "good.wav"
TEXT = "It is a very good school."
RECOVERY_S = 90.0
Json = dict[str, Any]


def send(client: httpx.Client, path: str, **form: str) -> httpx.Response:
    return client.post(
        path,
        files={"file": (SAMPLE.name, SAMPLE.read_bytes())},
        data={"reference_text": TEXT, "stages": "asr,align,phonemap,diff,feedback", **form},
    )


def send_form(
    client: httpx.Client, method: str, path: str, form: Mapping[str, str]
) -> httpx.Response:
    return client.request(method, path, data=form).raise_for_status()


def asked(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(path)


def accepted(response: httpx.Response) -> str:
    return response.raise_for_status().json()["task_id"]


def finished(client: httpx.Client, response: httpx.Response) -> str:
    """Of a task that a case begins with."""
    if response.status_code != 200:
        raise AssertionError(f"before the fault: {response.status_code} {response.text[:300]}")
    return response.json()["task_id"]


def outcome(client: httpx.Client, task_id: str) -> Json:
    """Once it has ended, or won't."""
    wait_for(
        lambda: asked(client, f"/tasks/{task_id}").json().get("status") not in {"queued", "running"}
    )
    return asked(client, f"/tasks/{task_id}").json()


def wait_for(is_so: Callable[[], bool], *, patience_s: float = RECOVERY_S) -> bool:
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        try:
            if is_so():
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    return False
