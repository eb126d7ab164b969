"""`python -m training --data …`: rated learner speech in, the weights of `whisper-phones` out.

Each step leaves its result in the cache and is skipped when that is there: an interrupted run goes on
where it stopped. `--from STEP` does a step and all behind it anew.
"""

import argparse
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import report
from .corpora.speechocean import RatedUtterance, audio_path, load_corpus
from .frames import bootstrap, encode, folds
from .heads import archive as export
from .heads.identity import fit as identity_step
from .heads.measured import Measured
from .heads.miscues import step as miscues
from .heads.quality import fit as quality_step
from .heads.segments import fit as segment_step
from .heads.speakers import step as speakers
from .heads.stops import step as detail_step
from .heads.stress import step as stress_step
from .heads.text_match import fit as match
from .speech import synth

N_SYNTHETIC = {
    "native": 700,
    "slips": 1700,
    "clusters": 400,
    "held-native": 120,
    "held-slips": 420,
    "held-hindi": 40,
    "held-hindi-slips": 60,
}
"""Utterances of each part of the synthetic speech."""
N_BABBLE = 16
"""Recordings that others are spoiled with."""


@dataclass(slots=True)
class Workshop:
    """Where things are, and what several steps read."""

    data: Path
    cache: Path
    models: Path
    threads: int

    @property
    def corpus(self) -> dict[str, RatedUtterance]:
        return load_corpus(self.data)

    @property
    def whisper(self) -> Path:
        return self.models / "whisper-base" / "model.bin"

    def read(self, name: str) -> Any:
        path = self.cache / name
        if path.suffix == ".json":
            return json.loads(path.read_text(encoding="utf-8"))
        return pickle.loads(path.read_bytes())  # noqa: S301 - our own cache

    def write(self, name: str, value: Any) -> None:
        path = self.cache / name
        part = path.with_name(f"{path.name}.part")
        if path.suffix == ".json":
            part.write_text(json.dumps(value), encoding="utf-8")
        else:
            part.write_bytes(pickle.dumps(value))
        part.rename(path)

    def progress(self, counts: Any, total: int, what: str) -> None:
        started = time.perf_counter()
        for done in counts:
            if done % 100 == 0 or done == total:
                elapsed_s = time.perf_counter() - started
                print(f"  {what} {done}/{total}, {elapsed_s:.0f} s", flush=True)


def extract_hidden(w: Workshop) -> None:
    corpus = w.corpus
    counts = encode.encode_all(
        [encode.Recording(each, audio_path(w.data, each)) for each in corpus],
        model_bin=w.whisper,
        folder=w.cache / "hidden",
        processes=w.threads,
    )
    w.progress(counts, len(corpus), "utterances")


def bootstrap_alignment(w: Workshop) -> None:
    counts = bootstrap.align_with_pocketsphinx(w.corpus, w.data, w.cache / "bootstrap.json")
    w.progress(counts, -(-len(w.corpus) // bootstrap.EVERY), "utterances")


def whiten(w: Workshop) -> None:
    times = w.read("bootstrap.json")
    whitening = encode.fit_whitening(times, w.cache / "hidden")
    w.write("whitening.pkl", whitening)
    corpus = w.corpus
    counts = encode.whiten_all(
        corpus, hidden=w.cache / "hidden", folder=w.cache / "white", whitening=whitening
    )
    w.progress(counts, len(corpus), "utterances")


def expect_words(w: Workshop) -> None:
    corpus = w.corpus
    texts = {each.id: [word.text for word in each.words] for each in corpus.values()}
    rows = encode.expect_words(texts, w.cache / "hidden", model_dir=w.whisper.parent)
    expected: dict[str, np.ndarray] = {}

    def counts() -> Iterator[int]:
        for name, row in zip(texts, rows, strict=True):
            expected[name] = row
            yield len(expected)

    w.progress(counts(), len(texts), "read")
    w.write("wording.pkl", expected)


def synthesise(w: Workshop) -> None:
    plan = synth.plan_corpus(synth.read_sentences(w.corpus, w.models), N_SYNTHETIC)
    counts = synth.speak_plan(
        plan, kokoro_dir=w.models / "kokoro-82m", cache=w.cache / "synth", processes=w.threads
    )
    w.progress(counts, len(plan), "spoken")
    w.write("plan.pkl", plan)


def encode_synthetic(w: Workshop) -> None:
    """Synthetic speech, and spoiled copies of it and of some of the learners' recordings."""
    plan, corpus = w.read("plan.pkl"), w.corpus
    path_of = {each: audio_path(w.data, each) for each in corpus} | {
        each.id: w.cache / "synth" / f"{each.id}.npy" for each in plan
    }
    recordings = [encode.Recording(each.id, path_of[each.id]) for each in plan]
    recordings += [
        encode.Recording(synth.spoiled_id(each), path_of[each], spoiled=True)
        for each in folds.spoiled_ids(corpus, plan)
    ]
    natives = [path_of[each.id] for each in plan if not each.held_out and not each.slips]
    counts = encode.encode_all(
        recordings,
        model_bin=w.whisper,
        folder=w.cache / "white",
        processes=w.threads,
        whitening=w.read("whitening.pkl"),
        babble=natives[:N_BABBLE],
    )
    w.progress(counts, len(recordings), "encoded")


def realign(w: Workshop) -> None:
    """Two rounds: pocketsphinx's times teach a first classifier, its alignment a second."""
    w.write(
        "alignments.pkl",
        folds.realign(w.corpus, w.read("plan.pkl"), w.read("bootstrap.json"), w.cache / "white"),
    )


def classify_frames(w: Workshop) -> None:
    w.write(
        "classifiers.pkl",
        folds.fit_pairs(w.corpus, w.read("plan.pkl"), w.read("alignments.pkl"), w.cache / "white"),
    )


def classify_segments(w: Workshop) -> None:
    w.write(
        "segments.pkl",
        segment_step.fit_pairs(
            w.corpus, w.read("plan.pkl"), w.read("classifiers.pkl"), w.cache / "white"
        ),
    )


def measure(w: Workshop) -> None:
    measures: dict[tuple[str, int], Measured] = {}
    plan, corpus = w.read("plan.pkl"), w.corpus
    answers = folds.measure_all(
        corpus,
        plan,
        w.read("alignments.pkl"),
        w.read("classifiers.pkl"),
        w.read("segments.pkl"),
        w.cache / "white",
        wording=w.read("wording.pkl"),
        processes=w.threads,
    )
    for number, (key, measured) in enumerate(answers, start=1):
        measures[key] = measured
        if number % 2000 == 0:
            print(f"  {number} measured", flush=True)
    w.write("measures.pkl", measures)


def rate(w: Workshop) -> None:
    w.write("quality.pkl", quality_step.fit(w.corpus, w.read("measures.pkl")))


def identify(w: Workshop) -> None:
    w.write("identity.pkl", identity_step.fit(w.corpus, w.read("plan.pkl"), w.read("measures.pkl")))


def match_text(w: Workshop) -> None:
    found = match.fit(w.corpus, w.read("plan.pkl"), w.read("classifiers.pkl"), w.cache / "white")
    w.write("match.pkl", found)


def export_weights(w: Workshop) -> None:
    export.write_weights(
        whitening=w.read("whitening.pkl"),
        classifiers=w.read("classifiers.pkl"),
        segments=w.read("segments.pkl"),
        alignments=w.read("alignments.pkl"),
        quality=w.read("quality.pkl"),
        identity=w.read("identity.pkl"),
        text_match=w.read("match.pkl")[0],
    )
    w.write("exported.json", {"at": time.strftime("%Y-%m-%d")})


def write_report(w: Workshop) -> None:
    figures = report.figures(
        w.corpus,
        w.read("plan.pkl"),
        w.read("measures.pkl"),
        w.read("quality.pkl"),
        w.read("identity.pkl"),
        w.read("match.pkl")[1],
    )
    report.write_model_card(figures)
    w.write("report.json", figures)


STEPS: tuple[tuple[str, str, Callable[[Workshop], None]], ...] = (
    ("features", "hidden.done", extract_hidden),
    ("bootstrap", "bootstrap.json", bootstrap_alignment),
    ("whitening", "whitening.pkl", whiten),
    ("wording", "wording.pkl", expect_words),
    ("synthesis", "plan.pkl", synthesise),
    ("encoding", "encoded.done", encode_synthetic),
    ("realignment", "alignments.pkl", realign),
    ("classifiers", "classifiers.pkl", classify_frames),
    ("segments", "segments.pkl", classify_segments),
    ("evidence", "measures.pkl", measure),
    ("quality", "quality.pkl", rate),
    ("identity", "identity.pkl", identify),
    ("match", "match.pkl", match_text),
    ("stress", "stress.json", stress_step.fit_stress),
    ("details", "details.json", detail_step.fit_details),
    ("speakers", "speakers.json", speakers.fit_speakers),
    ("miscues", "miscues.json", miscues.measure_miscues),
    ("export", "exported.json", export_weights),
    ("report", "report.json", write_report),
)
"""(name, the file that says it is done, what does it), in order."""


def main() -> int:
    arguments = _parse()
    torch.set_num_threads(arguments.threads)
    np.seterr(all="raise", under="ignore")
    arguments.cache.mkdir(parents=True, exist_ok=True)
    workshop = Workshop(arguments.data, arguments.cache, arguments.models, arguments.threads)
    names = [name for name, *_ in STEPS]
    anew = names[names.index(arguments.start) :] if arguments.start else []
    if not (arguments.data / "labels.json").is_file():
        print(
            f"{arguments.data} holds no labels.json: name the corpus with --data", file=sys.stderr
        )
        return 2
    last = names.index(arguments.until) + 1 if arguments.until else len(STEPS)
    for name, marker, step in STEPS[:last]:
        done = workshop.cache / marker
        if done.exists() and name not in anew:
            print(f"{name}: done before")
            continue
        print(f"{name} …", flush=True)
        started = time.perf_counter()
        step(workshop)
        done.touch()
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of speechocean762-train")
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"))
    parser.add_argument("--models", type=Path, default=Path(".models"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--from", dest="start", choices=[name for name, *_ in STEPS])
    parser.add_argument("--until", choices=[name for name, *_ in STEPS], help="the last step done")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
