"""The answers to fixed recordings, and what may differ between two of them.

`make keep-answers` keeps the answers of the code as it is: for a change that is meant to change them.
"""

import json
import lzma
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from shared.settings import REPO_ROOT
from shared.testing.fleet import RunningFleet, running_fleet

HERE = Path(__file__).resolve().parent

ANSWERS = HERE / "answers.json.xz"
OF_THE_RUN = frozenset(
    {"task_id", "created_at", "updated_at", "elapsed_ms", "url", "recorded_at", "id", "issue_ids"}
)
"""Fields that say when and where, not what."""
TOLERANCE = 0.02
"""Of numbers, relative to their size or absolute below one: what another machine's rounding may do."""


def requests() -> list[dict[str, Any]]:
    """Name and form of each, the three samples of tests/audio first."""
    samples = json.loads((REPO_ROOT / "tests/audio/samples.json").read_text(encoding="utf-8"))
    own = [
        {"name": name, "form": {"reference_text": samples["samples"][0]["text"]} | form}
        for name, form in (
            ("good.wav", {}),
            ("slips.wav", {"consent_voice_cloning": "true"}),
            ("hindi_voice.wav", {"l1": "hi"}),
        )
    ]
    return own + json.loads((HERE / "requests.json").read_text(encoding="utf-8"))


def ask(fleet: RunningFleet, request: dict[str, Any]) -> dict[str, Any]:
    """The unified JSON, without what is of the run."""
    name = request["name"]
    path = REPO_ROOT / "tests/audio" / name
    if path.suffix != ".wav":
        path = HERE / "recordings" / f"{name}.opus"
    response = httpx.post(
        f"{fleet.url}/process",
        files={"file": (path.name, path.read_bytes())},
        data=request["form"],
        timeout=300,
    )
    return _lasting({"http_status": response.status_code} | response.json())


def kept() -> dict[str, Any]:
    return json.loads(lzma.decompress(ANSWERS.read_bytes()))


def differences(before: Any, now: Any, at: str = "") -> Iterator[str]:
    """Where `now` is more than `before` with additions."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name, value in before.items():
            if name not in now:
                yield f"{at}.{name} is gone"
            else:
                yield from differences(value, now[name], f"{at}.{name}")
    elif isinstance(before, list) and isinstance(now, list):
        if len(before) != len(now):
            yield f"{at} had {len(before)} items, has {len(now)}"
        for index, (old, new) in enumerate(zip(before, now, strict=False)):
            yield from differences(old, new, f"{at}[{index}]")
    elif isinstance(before, int | float) and isinstance(now, int | float):
        if abs(before - now) > TOLERANCE * max(1.0, abs(before)):
            yield f"{at} was {before}, is {now}"
    elif before != now:
        yield f"{at} was {before!r}, is {now!r}"


def _lasting(answer: Any) -> Any:
    if isinstance(answer, dict):
        return {name: _lasting(value) for name, value in answer.items() if name not in OF_THE_RUN}
    return [_lasting(each) for each in answer] if isinstance(answer, list) else answer


def main() -> None:
    settings = {"MODEL_DIR": str(REPO_ROOT / ".models")}
    with tempfile.TemporaryDirectory() as scratch, running_fleet(Path(scratch), settings) as fleet:
        answers = {request["name"]: ask(fleet, request) for request in requests()}
    content = json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()
    ANSWERS.write_bytes(lzma.compress(content, preset=9))
    print(f"kept {len(answers)} answers, {ANSWERS.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
