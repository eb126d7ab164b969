"""`make bench-context`: what the recogniser makes of learners' and natives' recordings when it encodes less than 30 s of them.

Whisper was taught on windows of 30 s, filled up with silence; encoding is most of its work. Each recording is recognised with
every context, at least its own length; told are the word errors against what was to be read, the CPU time, and how many
transcripts are those of 30 s. Without beam or threads beyond the service's defaults and one.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.common.progress import progress
from bench.common.setting import setting
from bench.judgeable.learners import recording, sample
from bench.voices.words import word_errors, words_of
from shared.audio import Audio, decode_audio
from shared.audio.checks import listen_to
from shared.engines import EngineContext
from shared.mount import module_of, settings_of
from shared.roster import ASR
from shared.settings import REPO_ROOT

CONTEXTS_S = (30.0, 15.0, 10.0, 8.0)
MOST_MOVED_S = 0.1


@dataclass(slots=True)
class HeardWithContext:
    """What one context made of all recordings."""

    n_errors: int = 0
    n_wanted: int = 0
    cpu_s: float = 0.0
    texts: list[list[str]] = field(default_factory=list)
    starts_s: list[list[float]] = field(default_factory=list)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rated", type=Path, required=True, help="speechocean762-train")
    parser.add_argument("--people", type=Path, help="folder with manifest.json and clips/")
    parser.add_argument("--n", type=int, default=60, help="recordings of each")
    asked = parser.parse_args()
    module: Any = module_of(ASR, "services.engines.faster_whisper")
    engine: Any = module.load(EngineContext(settings_of(ASR)(), REPO_ROOT / ".models", 1))
    engine.warm_up()
    read = [*_rated(asked.rated, asked.n)]
    if asked.people:
        read += _people(asked.people, asked.n)
    heard = {context_s: HeardWithContext() for context_s in CONTEXTS_S}
    for audio, text in progress(read, "recordings"):
        whole = listen_to(audio).audio
        for context_s, so_far in heard.items():
            module.LEAST_CONTEXT = round(100 * context_s)
            begun = time.process_time()
            found = engine.transcribe(whole, "en")
            so_far.cpu_s += time.process_time() - begun
            words = words_of("".join(word.text for word in found.words))
            so_far.n_errors += word_errors(words_of(text), words)
            so_far.n_wanted += len(words_of(text))
            so_far.texts.append(words)
            so_far.starts_s.append([word.start_s for word in found.words])
    mean_s = float(np.mean([audio.duration_s for audio, _ in read]))
    print(f"{setting('make bench-context')}\n{len(read)} recordings, {mean_s:.1f} s in the mean\n")
    print(_table(heard))
    return 0


def _rated(data: Path, n: int) -> Iterator[tuple[Audio, str]]:
    for each in sample(data, n=n):
        yield recording(data, each), each.text


def _people(data: Path, n: int) -> Iterator[tuple[Audio, str]]:
    clips = json.loads((data / "manifest.json").read_text(encoding="utf-8"))
    chosen = np.random.default_rng(17).permutation(len(clips))[:n]
    for each in (clips[index] for index in sorted(chosen)):
        content = (data / "clips" / f"{each['id']}.flac").read_bytes()
        yield decode_audio(content, max_duration_s=60), each["text"]


def _table(heard: dict[float, HeardWithContext]) -> str:
    whole = heard[CONTEXTS_S[0]]
    lines = [
        "| at least | word errors | CPU s a recording | transcripts as with 30 s | word starts moved by over 0.1 s |",
        "|---|---|---|---|---|",
    ]
    for context_s, each in heard.items():
        same = np.mean([one == other for one, other in zip(each.texts, whole.texts, strict=True)])
        lines.append(
            f"| {context_s:.0f} s | {each.n_errors / each.n_wanted:.3f} | {each.cpu_s / len(each.texts):.2f} | {same:.2f} "
            f"| {_moved(each.starts_s, whole.starts_s):.3f} |"
        )
    return "\n".join(lines)


def _moved(starts_s: Sequence[Sequence[float]], whole_s: Sequence[Sequence[float]]) -> float:
    """Share of words, of recordings with as many in both, whose start is elsewhere."""
    moved = [
        abs(one - other) > MOST_MOVED_S
        for ours, theirs in zip(starts_s, whole_s, strict=True)
        if len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True)
    ]
    return float(np.mean(moved)) if moved else 0.0


if __name__ == "__main__":
    sys.exit(main())
