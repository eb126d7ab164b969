"""`python -m bench.answered FOLDER`: is every recording of a corpus answered?

FOLDER holds `labels.json` (utterance → its `text`) and `flac/`. Each recording goes through phoneme map, alignment
and diff as they are served, one thread each, without the recogniser. Prints how many were answered with what,
every failure, and how many words of the text were taken as left out or said over.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from shared.contracts import Diff
from shared.settings import REPO_ROOT
from shared.testing import service_client


async def judge_all(folder: Path, every: int) -> tuple[Counter[str], list[str]]:
    texts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {
            "MODEL_DIR": str(REPO_ROOT / ".models"), "DATA_DIR": state, "THREADS": "1", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        async with AsyncExitStack() as stack:
            clients = {
                name: await stack.enter_async_context(
                    service_client(import_module(f"{name}-service.app.main").app)
                )
                for name in ("alignment", "phoneme-map", "phoneme-diff")
            }

            async def ask(service: str, path: str, **request: Any) -> Any:
                response = await clients[service].post(path, **request)
                if response.status_code != 200:
                    raise RuntimeError(f"{service} {response.status_code}: {response.text[:200]}")
                return response.json()

            for number, utterance in enumerate(sorted(texts)[::every], start=1):
                text = texts[utterance]["text"].capitalize()
                audio = (folder / "flac" / f"{utterance}.flac").read_bytes()
                try:
                    target = await ask("phoneme-map", "/map", json={"text": text})
                    aligned = await ask(
                        "alignment",
                        "/process",
                        data={"text": text},
                        files={"file": ("r.flac", audio, "audio/flac")},
                    )
                    request = {
                        "alignment": aligned, "phoneme_map": target, "text_source": "reference",
                    }  # fmt: skip
                    answer = await ask("phoneme-diff", "/diff", json=request)
                    _count(counts, Diff.model_validate(answer), aligned)
                except Exception as error:
                    failures.append(f"{utterance}: {error!r}"[:300])
                if number % 250 == 0:
                    print(f"  {number}", flush=True)
    return counts, failures


def _count(counts: Counter[str], diff: Diff, aligned: dict[str, Any]) -> None:
    counts["answered"] += 1
    counts["audio seconds"] += round(aligned["checks"]["duration_s"])
    counts[f"reason {diff.reason}"] += 1
    counts["words"] += len(aligned["words"])
    for word in diff.words:
        if word.error_type in {"omission", "insertion"}:
            counts[f"{word.error_type} {word.kind or ''}"] += 1
    counts["readings with miscues"] += any(
        word.error_type in {"omission", "insertion"} for word in diff.words
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="one utterance in so many")
    arguments = parser.parse_args()
    started, cpu = time.perf_counter(), time.process_time()
    counts, failures = asyncio.run(judge_all(arguments.folder, arguments.every))
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")
    print(f"failures: {len(failures)}", *failures, sep="\n")
    print(f"{time.perf_counter() - started:.0f} s, CPU {time.process_time() - cpu:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
