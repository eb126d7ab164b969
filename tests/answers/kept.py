"""The answers to fixed recordings, and what may differ between two of them.

`make keep-answers` keeps the answers of the code as it is: for a change that is meant to change them.
"""

import json
import lzma
import platform
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
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
"""Of numbers, relative to their size or absolute below one: what the same arithmetic may do from run to run."""
ARITHMETIC = ("avx2", "fma", "avx512f", "avx512bw", "avx512_vnni", "avx_vnni", "amx_int8")
"""Of a processor: what the libraries choose their kernels by. Sums are rounded otherwise by each, and a recogniser's search
may then take another word."""
SCORES_APART = 3.0
"""Points between two arithmetics."""
WORDS_ALIKE = 0.75
"""Share of a transcript's words that two arithmetics have in common."""
ISSUES_APART = 1


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
    """`arithmetic` of the machine that they were kept on, and `answers` by name."""
    return json.loads(lzma.decompress(ANSWERS.read_bytes()))


def arithmetic() -> str:
    """Of this machine."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = {key.strip(): value for key, _, value in (line.partition(":") for line in lines)}
    flags = set(named.get("flags", "").split())
    vendor = named.get("vendor_id", platform.machine()).strip()
    return " ".join([vendor, *(each for each in ARITHMETIC if each in flags)])


def differences_between_machines(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Where `now`, of another arithmetic, tells something else than `before`: not of how sure it is, but of what."""
    for name in ("http_status", "status", "assessable", "reason", "text_source"):
        if before.get(name) != now.get(name):
            yield f".{name} was {before.get(name)!r}, is {now.get(name)!r}"
    yield from differences(_stages(before), _stages(now), ".stages")
    for name, score in (before.get("scores") or {}).items():
        other = (now.get("scores") or {}).get(name)
        if isinstance(score, int | float) and (other is None or abs(score - other) > SCORES_APART):
            yield f".scores.{name} was {score}, is {other}"
    one, other = Counter(_issues(before)), Counter(_issues(now))
    gone, new = one - other, other - one
    if max(gone.total(), new.total()) > ISSUES_APART:
        yield f".issues lost {dict(gone)}, got {dict(new)}"
    said, says = _words(before), _words(now)
    if (said or says) and SequenceMatcher(None, said, says, autojunk=False).ratio() < WORDS_ALIKE:
        yield f".transcript.text was {said}, is {says}"


def _words(answer: dict[str, Any]) -> list[str]:
    text = (answer.get("transcript") or {}).get("text") or ""
    return re.findall(r"\w+", text.lower())


def _stages(answer: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["status"] for each in answer.get("stages") or []}


def _issues(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    issues = answer.get("issues") or []
    return [(each["rule"], each["word_index"]) for each in issues]


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
    whole = {"arithmetic": arithmetic(), "answers": answers}
    content = json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()
    ANSWERS.write_bytes(lzma.compress(content, preset=9))
    print(f"kept {len(answers)} answers, {ANSWERS.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
