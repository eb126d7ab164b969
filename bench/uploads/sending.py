"""One file through POST /process."""

import json

import httpx


def status_of(http: httpx.Client, url: str, content: bytes) -> int:
    """Of the answer, which is JSON whatever was sent."""
    response = http.post(
        f"{url}/process", data={"stages": "asr"}, files={"file": ("recording", content)}
    )
    json.loads(response.content)
    return response.status_code
