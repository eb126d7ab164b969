"""`make bench-people DATA=folder`: how well the services hear real people; prints docs/people.md and writes it.

Each clip goes through recogniser, map, alignment and diff as they are served, with the speaker's first language
once more without, and once without but after what the speaker's earlier clips told. Transcripts are kept in `.cache/people`, by clip and version of the recogniser.
"""

import argparse
import asyncio
import hashlib
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.common.progress import progress
from bench.common.served import NotAnswered, Services, open_services
from shared.contracts import Transcript
from shared.roster import ASR
from shared.settings import REPO_ROOT, CommonSettings

from .clips import PersonClip, read_clips
from .page import write_page
from .reading import ClipReading, read_clip

PAGE = REPO_ROOT / "docs" / "people.md"
TRANSCRIPTS = REPO_ROOT / ".cache" / "people" / "transcripts"


@dataclass(slots=True)
class HeardPeople:
    readings: list[ClipReading] = field(default_factory=list)
    without_l1: list[ClipReading] = field(default_factory=list)
    followed: list[ClipReading] = field(default_factory=list)
    """Without it, but after the speaker's earlier clips."""
    accents: dict[str, defaultdict[str, float]] = field(default_factory=dict)
    """Speaker → group → log-likelihood of the clips so far."""
    failed: list[str] = field(default_factory=list)
    """Clips that a service refused, with its answer."""
    kept: dict[str, Any] = field(default_factory=dict)
    """Clip → the answers as JSON."""


@dataclass(frozen=True, slots=True)
class KeptRecogniser:
    """The recogniser, with what it understood before kept on disk."""

    services: Services
    version: str
    fresh: bool

    async def transcribe(self, clip: PersonClip) -> Transcript:
        key = hashlib.sha256(f"{clip.id} {self.version}".encode()).hexdigest()[:20]
        path = TRANSCRIPTS / f"{key}.json"
        if path.is_file() and not self.fresh:
            return Transcript.model_validate_json(path.read_bytes())
        transcript = await self.services.transcribe(clip.recording.read_bytes())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(transcript.model_dump_json(), encoding="utf-8")
        return transcript


async def open_recogniser(services: Services, *, fresh: bool) -> KeptRecogniser:
    stamp = (await services.client(ASR).get("/version")).json()
    return KeptRecogniser(services, f"{stamp['engine']} {stamp['model_version']}", fresh)


async def hear_people(
    clips: list[PersonClip], *, with_l1: bool, fresh: bool, keep: bool
) -> HeardPeople:
    people = HeardPeople()
    async with open_services(CommonSettings().model_dir.resolve(), also=[ASR]) as services:
        recogniser = await open_recogniser(services, fresh=fresh)
        for clip in progress(clips, "clips"):
            try:
                await _hear(clip, recogniser, people, with_l1=with_l1, keep=keep)
            except NotAnswered as refusal:
                people.failed.append(f"{clip.id} ({refusal})")
    return people


async def _hear(
    clip: PersonClip, recogniser: KeptRecogniser, people: HeardPeople, *, with_l1: bool, keep: bool
) -> None:
    services, transcript = recogniser.services, await recogniser.transcribe(clip)
    l1 = clip.iso_l1 if with_l1 else None
    answer = await services.judge(
        clip.recording.read_bytes(), clip.text, transcript=transcript, l1=l1
    )
    plain = answer.diff if l1 is None else await services.diff_with(transcript, answer)
    people.readings.append(read_clip(clip, answer.alignment, answer.diff))
    people.without_l1.append(read_clip(clip, answer.alignment, plain))
    earlier = people.accents.setdefault(clip.speaker, defaultdict(float))
    followed = await services.diff_with(transcript, answer, earlier_accents=earlier)
    people.followed.append(read_clip(clip, answer.alignment, followed))
    for group, likelihood in followed.accents.items():
        earlier[group] += likelihood
    if keep:
        people.kept[clip.id] = {
            "transcript": transcript.model_dump(mode="json"),
            "alignment": answer.alignment.model_dump(mode="json"),
            "phoneme_map": answer.target_phones.model_dump(mode="json"),
            "diff": answer.diff.model_dump(mode="json"),
            "diff_without_l1": plain.model_dump(mode="json"),
        }


def main() -> int:
    arguments = _parse()
    if not (arguments.data / "manifest.json").is_file():
        print(f"{arguments.data} holds no manifest.json", file=sys.stderr)
        return 2
    started = time.perf_counter()
    clips = read_clips(arguments.data)[:: arguments.every]
    people = asyncio.run(
        hear_people(
            clips,
            with_l1=not arguments.without_l1,
            fresh=arguments.fresh,
            keep=arguments.keep is not None,
        )
    )
    page = write_page(
        people.readings,
        {}
        if arguments.without_l1
        else {
            "without first language": people.without_l1,
            "without it, speaker followed": people.followed,
        },
        people.failed,
        command=_command(arguments),
    )
    print(page)
    if arguments.keep:
        arguments.keep.write_text(json.dumps(people.kept), encoding="utf-8")
    if arguments.every == 1:
        PAGE.write_text(page, encoding="utf-8")
    print(f"measured in {time.perf_counter() - started:.0f} s")
    return 0


def _command(arguments: argparse.Namespace) -> str:
    return "make bench-people DATA=…" + (' ARGS="--without-l1"' if arguments.without_l1 else "")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-people", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without-l1", action="store_true", help="name nobody's first language")
    parser.add_argument("--fresh", action="store_true", help="listen anew, whatever is kept")
    parser.add_argument("--keep", type=Path, help="file for the answers, as JSON")
    parser.add_argument(
        "--every", type=int, default=1, help="hear every n-th clip only; prints, writes no page"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
