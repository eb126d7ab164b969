"""`make bench-voices`: what the voices cost and how clear they are, and how near conversions come; docs/voices.md."""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.common.figures import Figure, figure_table
from bench.common.served import open_services
from bench.common.setting import setting
from shared.roster import ASR, TTS, VOICE_CONVERSION
from shared.settings import REPO_ROOT, CommonSettings
from shared.testing.fleet import running_fleet
from training.stats import Interval, interval

from . import conversion, speech
from .conversion import METHODS, SAMPLES, Clip, Conversions
from .speech import SENTENCES, SpokenSentence

OUT = REPO_ROOT / "docs" / "voices.md"
VOICES = ("af_heart", "am_michael")
"""Who reads the 50 sentences, 25 each."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-voices")
    parser.add_argument("--data", type=Path, help="folder of speechocean762-train")
    parser.add_argument("--similarity-python", type=Path)
    given = parser.parse_args()
    python = given.similarity_python.absolute() if given.similarity_python else None
    models = CommonSettings().model_dir.resolve()
    sections = asyncio.run(_measure(models, given.data, python))
    command = "make bench-voices" + (" DATA=…" if given.data else "")
    head = (
        "# The voices\n\nWritten by `make bench-voices`; every number below comes out of that command.\n\n"
        f"{setting(command)}\n"
    )
    document = head + "\n" + "\n\n".join(sections) + "\n"
    OUT.write_text(document, encoding="utf-8")
    print(document)
    return 0


async def _measure(models: Path, data: Path | None, similarity_python: Path | None) -> list[str]:
    async with open_services(models, also=[ASR, TTS, VOICE_CONVERSION]) as services:
        print("speaking the sentences and listening", file=sys.stderr)
        spoken = [
            await speech.speak_and_listen(services, VOICES[index % 2], text)
            for index, text in enumerate(SENTENCES)
        ]
        cpu_s, wall_s = await speech.cost_of_speaking(services, "af_bella")
        repeats = await speech.syntheses_of_a_repeat(services)
        voices = (await services.client(TTS).get("/voices")).json()["voices"]
        converted: Conversions | None = None
        if data is not None and similarity_python is not None:
            print("converting", file=sys.stderr)
            with tempfile.TemporaryDirectory() as folder:
                converted = await conversion.convert_all(
                    services, data, Path(folder), similarity_python
                )
    print("the first chunk of a stream", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_fleet(Path(folder), {"LOG_LEVEL": "WARNING"}) as fleet,
    ):
        waits = await speech.seconds_to_first_chunk(fleet.addresses[TTS])
    print("each voice alone", file=sys.stderr)
    costs = speech.cost_of_each_voice(models, [voice["id"] for voice in voices])
    rows = "\n".join(
        f"| {each.voice} | {each.cpu_per_s:.2f} | {each.peak_mb:.0f} |" for each in costs
    )
    return [
        _reference_section(spoken, cpu_s, wall_s, waits, repeats),
        "## Each voice alone\nIn a fresh process with one thread, three sentences; memory is the process's peak, the model "
        "included, which all voices share.\n\n"
        f"| voice | CPU seconds a second of speech | peak memory, MB |\n|---|---|---|\n{rows}",
        _conversion_section(converted),
    ]


def _reference_section(
    spoken: Sequence[SpokenSentence],
    cpu_s: float,
    wall_s: float,
    waits: Sequence[float],
    repeats: int,
) -> str:
    def of(
        measure: Callable[[Sequence[SpokenSentence]], float],
    ) -> Interval:
        return interval(list(spoken), measure)

    n_words = sum(each.n_words for each in spoken)
    n_phones = sum(each.n_phones for each in spoken)
    figures = [
        Figure(
            "word error rate of Whisper base on the reference",
            *of(lambda each: sum(s.n_errors for s in each) / sum(s.n_words for s in each)),
            floor=0.04, aim=None, n=f"{len(spoken)} sentences, {n_words} words", less_is_better=True,
        ),
        Figure(
            "overall score of our own scorer, mean",
            *of(lambda each: float(np.mean([s.overall for s in each]))),
            floor=95, aim=None, n=f"{len(spoken)} sentences",
        ),
        Figure(
            "issues a 100 phones",
            *of(lambda each: 100 * sum(s.n_issues for s in each) / sum(s.n_phones for s in each)),
            floor=1, aim=None, n=f"{n_phones} phones", less_is_better=True,
        ),
        Figure(
            "CPU seconds for a second of speech, through the service", cpu_s, None, None,
            0.8, None, "15 sentences", less_is_better=True,
        ),
        Figure(
            "seconds for a second of speech, one thread", wall_s, None, None,
            None, None, "15 sentences", less_is_better=True,
        ),
        Figure(
            "seconds to the first sound of a streamed text of 60 words, median",
            statistics.median(waits), min(waits), max(waits),
            2.0, None, f"{len(waits)} voices, over a socket, two threads", less_is_better=True,
        ),
        Figure(
            "syntheses of a request sent again", repeats, None, None,
            0, None, "as speech and as a stream, WAV and MP3", less_is_better=True,
        ),
    ]  # fmt: skip
    median_s, spread_s, n_shifts = speech.shift_figures(spoken)
    return (
        "## The reference\n"
        f"{len(SENTENCES)} sentences of bench/voices/sentences.txt, read by {' and '.join(VOICES)} in turn. The interval is the "
        "bootstrap over sentences; of the stream, the fastest and the slowest.\n\n"
        f"{figure_table(figures)}\n\n"
        f"The reference's own times against our aligner's: phones start {1000 * median_s:+.0f} ms later by the aligner (median "
        f"of {n_shifts}), half of them within {1000 * spread_s:.0f} ms of that."
    )


def _conversion_section(converted: Conversions | None) -> str:
    title = "## The learner's own voice\n"
    if converted is None:
        return title + "Not measured in this run: name speechocean762-train with `DATA=`."
    speakers = sorted({clip.speaker for clip in converted.clips})
    figures: list[Figure] = []
    for n_samples in SAMPLES:
        plain, engine = (
            [c for c in converted.clips if c.method == method and c.n_samples == n_samples]
            for method in METHODS
        )
        many = f"{n_samples} sample{'s' if n_samples > 1 else ''}"
        counted = f"{len(speakers)} speakers, {len(engine)} conversions"
        pairs = [
            (
                [clip for clip in plain if clip.speaker == speaker],
                [clip for clip in engine if clip.speaker == speaker],
            )
            for speaker in speakers
        ]

        def gain(each: Sequence[tuple[list[Clip], list[Clip]]]) -> float:
            return _similarity([c for _, mine in each for c in mine]) - _similarity(
                [c for theirs, _ in each for c in theirs]
            )

        floor, aim = {10: (0.14, 0.20), 1: (0.09, 0.12)}[n_samples]
        figures += [
            Figure(f"likeness, pitch only, {many}", _similarity(plain), None, None, None, None, counted),
            Figure(f"likeness, knn-world, {many}", _similarity(engine), None, None, None, None, counted),
            Figure(f"gain in likeness, {many}", *interval(pairs, gain), floor=floor, aim=aim, n=counted),
            Figure(
                f"nearer to the speaker than to another of the same gender, {many}",
                *interval(
                    pairs, lambda each: float(np.mean([c.nearer for _, mine in each for c in mine]))
                ),
                floor=0.9, aim=None, n=counted,
            ),
            Figure(
                f"word error rate, knn-world, {many}",
                *interval(pairs, lambda each: _wer([c for _, mine in each for c in mine])),
                floor=0.03, aim=None, n=counted, less_is_better=True,
            ),
            Figure(
                f"word error rate, pitch only, {many}", _wer(plain), None, None,
                None, None, counted, less_is_better=True,
            ),
            Figure(
                f"real-time factor, {many}, measured before", converted.cost[n_samples].wall_per_s,
                None, None, 0.35, None, counted, less_is_better=True,
            ),
            Figure(
                f"measuring a second of sample, once, {many}", converted.cost[n_samples].measuring_per_s,
                None, None, None, None, counted, less_is_better=True,
            ),
        ]  # fmt: skip
    refused = (
        f" Refused as by several people: {', '.join(converted.refused)}."
        if converted.refused
        else ""
    )
    return (
        f"{title}"
        "Speakers of speechocean762 (OpenSLR 101, CC BY 4.0) that took no part in choosing the engine's constants (its phone classifier was "
        "trained on all speakers of the set, on which phones they said). Likeness is the cosine of Resemblyzer embeddings to the mean of the speaker's "
        f"other recordings; those among themselves have {converted.real:.3f}. A woman's and a man's voice, three sentences each. The interval is "
        "the bootstrap over speakers.\n\n"
        f"{figure_table(figures)}{refused}"
    )


def _similarity(clips: Sequence[Clip]) -> float:
    return float(np.mean([clip.similarity for clip in clips]))


def _wer(clips: Sequence[Clip]) -> float:
    return sum(clip.n_errors for clip in clips) / sum(clip.n_words for clip in clips)


if __name__ == "__main__":
    sys.exit(main())
