"""`make web-sample`: judges tests/audio/slips.wav with the real engines and keeps the result, with its voices, as the page's sample."""

import json
import shutil
import tempfile
from pathlib import Path

import httpx

from shared.settings import REPO_ROOT
from shared.testing.fleet import running_fleet

SAMPLES = REPO_ROOT / "tests" / "audio"
TO = REPO_ROOT / "web" / "src" / "sample"
FORM = {"consent_voice_cloning": "true", "l1": "hi", "voice": "af_heart"}
TIMEOUT_S = 600


def main() -> None:
    described = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))["samples"]
    text = next(sample["text"] for sample in described if sample["file"] == "slips.wav")
    with tempfile.TemporaryDirectory() as folder, running_fleet(Path(folder), {}) as fleet:
        http = httpx.Client(base_url=fleet.url, timeout=TIMEOUT_S)
        sent = http.post(
            "/process",
            data=FORM | {"reference_text": text},
            files={"file": (SAMPLES / "slips.wav").read_bytes()},
        )
        task_id = sent.raise_for_status().json()["task_id"]
        result = http.get(f"/tasks/{task_id}").raise_for_status().json()
        for name in ("reference", "own_voice"):
            url = result["audio"][name]["url"]
            (TO / f"{name}.wav").write_bytes(http.get(url).raise_for_status().content)
    shutil.copy(SAMPLES / "slips.wav", TO / "recording.wav")
    result["task_id"] = "00000000-0000-0000-0000-000000000000"
    (TO / "result.json").write_text(
        json.dumps(without_addresses(result), ensure_ascii=False) + "\n", "utf-8"
    )


def without_addresses(part: object) -> object:
    """Signed addresses of a service that is gone."""
    if isinstance(part, dict):
        return {
            key: "" if key == "url" else without_addresses(value) for key, value in part.items()
        }
    return [without_addresses(each) for each in part] if isinstance(part, list) else part


if __name__ == "__main__":
    main()
