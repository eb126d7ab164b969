"""`python -m bench.answered FOLDER`: is every recording of a corpus answered?

FOLDER holds `labels.json` (utterance → its `text`) and `flac/`. Each recording goes through phoneme map, alignment
and diff as they are served, one thread each, without the recogniser. Prints how many were answered with what,
every failure, and how many words of the text were taken as left out or said over.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path

from bench.common.served import ServedAnswer, open_services
from shared.settings import CommonSettings

PROGRESS_EVERY = 250


async def judge_all(folder: Path, every: int) -> tuple[Counter[str], list[str]]:
    """(what was answered, failures)."""
    texts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    failures: list[str] = []
    async with open_services(CommonSettings().model_dir.resolve()) as services:
        for number, utterance in enumerate(sorted(texts)[::every], start=1):
            recording = (folder / "flac" / f"{utterance}.flac").read_bytes()
            try:
                count(
                    counts, await services.judge(recording, texts[utterance]["text"].capitalize())
                )
            except Exception as error:
                failures.append(f"{utterance}: {error!r}"[:300])
            if number % PROGRESS_EVERY == 0:
                print(f"  {number}", flush=True)
    return counts, failures


def count(counts: Counter[str], answer: ServedAnswer) -> None:
    diff = answer.diff
    counts["answered"] += 1
    counts["audio seconds"] += round(answer.alignment.checks.duration_s)
    counts[f"reason {diff.reason}"] += 1
    counts["words"] += len(answer.alignment.words)
    miscues = [word for word in diff.words if word.error_type in {"omission", "insertion"}]
    for word in miscues:
        counts[f"{word.error_type} {word.kind or ''}"] += 1
    counts["readings with miscues"] += bool(miscues)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.answered", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="one utterance in so many")
    arguments = parser.parse_args()
    started, cpu = time.perf_counter(), time.process_time()
    counts, failures = asyncio.run(judge_all(arguments.folder, arguments.every))
    for name, number in sorted(counts.items()):
        print(f"{name}: {number}")
    print(f"failures: {len(failures)}", *failures, sep="\n")
    print(f"{time.perf_counter() - started:.0f} s, CPU {time.process_time() - cpu:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
