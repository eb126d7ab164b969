"""`make bench-delivery DATA=folder`: which habits of delivery are told of real readers; prints docs/delivery.md and writes it.

The clips of `make bench-people`, as they are and in recordings of several sentences by one speaker. Natives should be
told of none; of learners nobody has noted what is so, they stand beside them.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from bench.common.progress import progress
from bench.common.served import NotAnswered, open_services
from bench.people.__main__ import open_recogniser
from bench.people.clips import read_clips
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings

from .page import ReaderHeard, write_page
from .recordings import in_groups, joined

PAGE = REPO_ROOT / "docs" / "delivery.md"
SENTENCES = (1, 4)
"""Clips a recording."""


async def hear(data: Path, n_clips: int) -> list[ReaderHeard]:
    """Of each recording, what was found; those that a service refuses or nobody could judge are left out."""
    found: list[ReaderHeard] = []
    groups = list(in_groups(read_clips(data), n_clips))
    async with open_services(CommonSettings().model_dir.resolve(), also=[ASR]) as services:
        recogniser = await open_recogniser(services, fresh=False)
        for clips in progress(groups, "recordings"):
            transcripts = [await recogniser.transcribe(clip) for clip in clips]
            recording = joined(clips, transcripts)
            try:
                answer = await services.judge(
                    recording.samples, recording.text, transcript=recording.transcript
                )
            except NotAnswered as refusal:
                print(f"{clips[0].id}: {refusal}", file=sys.stderr)
                continue
            if answer.diff.assessable:
                found.append(
                    ReaderHeard(recording.l1, recording.is_chosen_on, tuple(answer.diff.delivery))
                )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-delivery", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    if not (data / "manifest.json").is_file():
        print(f"{data} holds no manifest.json", file=sys.stderr)
        return 2
    page = write_page({n: asyncio.run(hear(data, n)) for n in SENTENCES})
    print(page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
