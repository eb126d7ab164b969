"""Rated learner speech with the transcripts the system gives it; recognising is slow, so they are kept."""

import asyncio
import sys
from pathlib import Path

import numpy as np

from bench.common.served import Services, open_services
from shared.audio import Audio, decode_audio
from shared.contracts import Transcript
from shared.roster import ASR
from training.corpora.speechocean import RatedUtterance, audio_path, load_corpus

N_LEARNERS = 240


def sample(data: Path, *, n: int = N_LEARNERS, seed: int = 17) -> list[RatedUtterance]:
    """`n` utterances, every speaker once before any speaks twice."""
    rng = np.random.default_rng(seed)
    by_speaker: dict[str, list[RatedUtterance]] = {}
    for utterance in load_corpus(data).values():
        by_speaker.setdefault(utterance.speaker, []).append(utterance)
    rounds = [rng.permutation(len(each)) for each in by_speaker.values()]
    chosen = [
        utterances[order[turn]]
        for turn in range(-(-n // len(by_speaker)))
        for utterances, order in zip(by_speaker.values(), rounds, strict=True)
        if turn < len(utterances)
    ]
    return chosen[:n]


def recording(data: Path, utterance: RatedUtterance) -> Audio:
    return decode_audio(audio_path(data, utterance.id).read_bytes(), max_duration_s=60)


async def transcript_of(
    data: Path, utterance: RatedUtterance, services: Services, folder: Path
) -> Transcript:
    path = folder / f"{utterance.id}.json"
    if not path.is_file():
        found = await services.transcribe(recording(data, utterance).samples)
        path.write_text(found.model_dump_json(), encoding="utf-8")
    return Transcript.model_validate_json(path.read_text(encoding="utf-8"))


async def _transcribe_all(data: Path, models: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs yet
    async with open_services(models, also=[ASR]) as services:
        for number, each in enumerate(sample(data), start=1):
            await transcript_of(data, each, services, folder)
            if number % 20 == 0:
                print(f"  transcribed {number}", flush=True)


if __name__ == "__main__":
    asyncio.run(_transcribe_all(Path(sys.argv[1]), Path(".models"), Path(sys.argv[2])))
