"""What steps hand on to each other."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Files = Mapping[str, bytes]
"""What the steps before have left, by their names."""
Options = Mapping[str, Any]
Tell = Callable[[float, str], None]
"""How far the step has come, 0–1, and a line for the log; an empty one is none."""


class TooLittle(Exception):
    """There is not enough to learn from; the message says how much it takes."""


def read(files: Files, name: str) -> Any:
    return json.loads(files[name])


def written(value: Any) -> bytes:
    """The same bytes for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
