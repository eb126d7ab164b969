"""`make bench-miscues`: are miscues found, whatever the length of the reading?

Voices that trained nothing read sentences that trained nothing, with known miscues: a word or a whole sentence
left out, a word added or said twice, a phrase said again, a word begun and broken off, two sentences
swapped. Recogniser, alignment and diff run as they are served, one thread each. Speech is kept in
`.cache/miscues/speech`. `--quick` leaves out the readings beyond 20 s.
"""

import argparse
import asyncio
import hashlib
import io
import os
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from shared.audio import encode_wav
from shared.audio.decode import RATE_HZ
from shared.audio.resampling import resample
from shared.settings import REPO_ROOT
from shared.testing import service_client

VOICES = ("af_bella", "af_sarah", "am_fenrir", "am_michael", "hf_beta", "hm_psi")
LENGTHS = {"3 s": (1, 24, 1), "20 s": (7, 6, 2), "60 s": (20, 3, 5), "115 s": (38, 2, 8)}
"""Sentences of a reading, readings, and miscues in each."""
KINDS = ("omission", "line", "insertion", "repetition", "phrase", "restart", "swap")
_SENTENCE_GAP_S = 0.3
SENTENCES = """
The old man carried a heavy basket down the hill.
My sister bought a green jacket at the market.
Nobody knew why the train stopped before the bridge.
We planted some tomatoes behind the garden wall.
The doctor asked me to come back in October.
A small boat drifted slowly across the lake.
They painted the kitchen yellow last summer.
His uncle repairs bicycles in a narrow street.
The baker opens his shop at six every morning.
I forgot my umbrella on the bus again.
The students listened to a long story about bears.
Her grandmother makes excellent soup from carrots.
The cat jumped over the fence and ran away.
We finally found the museum near the harbor.
Please close the door when you leave the office.
The farmer sold his horses to a rich neighbor.
Snow covered the mountains early this year.
He wrote a letter to his friend in Canada.
The bridge was closed because of the storm.
My brother plays football with his friends on Sunday.
The teacher drew a large circle on the board.
Two tall trees stood beside the empty house.
She drinks black coffee without any sugar.
The airplane landed late because of the fog.
Our neighbors have a friendly brown dog.
The museum shows paintings from many countries.
I usually take the early train to the city.
The police found the missing car in a forest.
You can borrow my dictionary until tomorrow.
The children built a castle from wet sand.
A stranger knocked on the window at midnight.
The company moved its office to another building.
We had lunch under a big apple tree.
The singer forgot the words of her own song.
My father reads the newspaper after breakfast.
The soup needs a little more salt and pepper.
They traveled by bus through seven different towns.
The clock on the tower stopped at noon.
""".strip().splitlines()
ADDED = ("really", "quickly", "yesterday", "perhaps", "suddenly")
"""Words that no sentence has."""


@dataclass(slots=True)
class Truth:
    """What is wrong with a reading."""

    omitted: set[int] = field(default_factory=set)
    """Words of the text."""
    extra: list[tuple[str, str, int]] = field(default_factory=list)
    """(kind, word, index of the target word it precedes)."""
    kinds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Spoken:
    """A sentence as it is read."""

    index: int
    phones: list[tuple[str, ...]]
    pauses: list[bool]
    """Behind each word: whether the speaker halts."""


@dataclass(slots=True)
class Counts:
    found: int = 0
    missed: int = 0
    false: int = 0

    def __str__(self) -> str:
        made, reported = self.found + self.missed, self.found + self.false
        recall = f"{self.found / made:.2f}" if made else "–"
        precision = f"{self.found / reported:.2f}" if reported else "–"
        return f"{recall} ({self.found}/{made}) | {precision} ({self.found}/{reported})"


@dataclass(slots=True)
class Figures:
    omission: Counts = field(default_factory=Counts)
    insertion: Counts = field(default_factory=Counts)
    repetition: Counts = field(default_factory=Counts)
    restart: Counts = field(default_factory=Counts)
    wrong_text: int = 0
    readings: int = 0
    completeness_error: list[float] = field(default_factory=list)
    issues: int = 0
    """Of American voices."""
    phones: int = 0
    cpu_s: float = 0.0
    audio_s: float = 0.0
    missed: dict[str, int] = field(default_factory=dict)


def make_reading(
    sentences: Sequence[Sequence[Any]], n_miscues: int, kinds: Sequence[str], rng: Any
) -> tuple[list[Spoken], Truth]:
    """Words of the lexicon, sentence by sentence, into what is read, and the truth about it."""
    starts = np.cumsum([0, *(len(each) for each in sentences)])
    spoken = [
        Spoken(i, [word.pronunciations[0].phones for word in each], [False] * len(each))
        for i, each in enumerate(sentences)
    ]
    truth = Truth()
    order = list(range(len(sentences)))
    places = rng.permutation(len(sentences)).tolist()
    for number in range(n_miscues):
        kind = kinds[number % len(kinds)]
        if kind in {"line", "swap"} and len(sentences) < 4:
            kind = "omission"
        s = places[number % len(places)]
        truth.kinds.append(kind)
        if kind == "line":
            order.remove(s)
            truth.omitted |= set(range(int(starts[s]), int(starts[s + 1])))
        elif kind == "swap":
            at = order.index(s)
            other = at + 1 if at + 1 < len(order) else at - 1
            order[at], order[other] = order[other], order[at]
        else:
            _spoil(spoken[s], sentences[s], kind, int(starts[s]), truth, rng)
    return [spoken[s] for s in order], truth


def _spoil(
    line: Spoken, words: Sequence[Any], kind: str, start: int, truth: Truth, rng: Any
) -> None:
    long_words = [i for i, word in enumerate(words) if len(word.pronunciations[0].phones) >= 4]
    i = int(rng.choice(long_words))
    phones = line.phones[i]
    if kind == "omission":
        truth.omitted.add(start + i)
        del line.phones[i], line.pauses[i]
        return
    if kind == "insertion":
        word = ADDED[int(rng.integers(len(ADDED)))]
        new = [LEXICON_ADDED[word]]
        truth.extra.append(("insertion", word, start + i))
    elif kind == "repetition":
        new = [phones]
        truth.extra.append(("repetition", words[i].text, start + i))
    elif kind == "phrase":
        i = min(i, len(words) - 2)
        new = [line.phones[i], line.phones[i + 1]]
        truth.extra += [("repetition", words[j].text, start + i) for j in (i, i + 1)]
    else:
        new = [phones[: max(2, (len(phones) + 1) // 2)]]
        truth.extra.append(("restart", words[i].text, start + i))
    line.phones[i:i] = new
    line.pauses[i:i] = [False] * (len(new) - 1) + [kind == "restart"]


LEXICON_ADDED: dict[str, tuple[str, ...]] = {}


class Voice:
    """Kokoro, with what it said before kept on disk."""

    def __init__(self, model_dir: Path, folder: Path) -> None:
        self._base = import_module("tts-service.app.services.engines.base")
        kokoro = import_module("tts-service.app.services.engines.kokoro")
        self._kokoro = kokoro.Kokoro(model_dir / "kokoro-82m", threads=1)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def read(self, lines: Sequence[Spoken], voice: str) -> np.ndarray:
        gap = np.zeros(int(_SENTENCE_GAP_S * RATE_HZ), dtype=np.float32)
        pieces = [gap]
        for line in lines:
            pieces += [self._line(line, voice), gap]
        return np.concatenate(pieces)

    def _line(self, line: Spoken, voice: str) -> np.ndarray:
        last = len(line.phones) - 1
        marks = ["." if i == last else "," if halt else "" for i, halt in enumerate(line.pauses)]
        key = hashlib.sha256(repr((voice, line.phones, marks)).encode()).hexdigest()[:20]
        path = self._folder / f"{key}.npy"
        if not path.exists():
            words = [
                self._base.SpeechWord(tuple(phones), after=mark)
                for phones, mark in zip(line.phones, marks, strict=True)
            ]
            speech = self._kokoro.speak(words, voice=voice, speaking_rate=1.0)
            samples = resample(speech.samples, speech.rate_hz, RATE_HZ)
            np.save(path, (samples * 32767).astype(np.int16))
        return np.load(path).astype(np.float32) / 32768


def score(diff: dict[str, Any], truth: Truth, n_words: int, figures: Figures) -> None:
    """Compare what the diff says with the truth."""
    figures.readings += 1
    if not diff["assessable"]:
        figures.wrong_text += 1
    said = {word["index"] for word in diff["words"] if word["error_type"] == "omission"}
    figures.omission.found += len(said & truth.omitted)
    figures.omission.missed += len(truth.omitted - said)
    figures.omission.false += len(said - truth.omitted)
    if diff["scores"]["completeness"] is not None:
        due = 100 * (1 - len(truth.omitted) / n_words)
        figures.completeness_error.append(abs(diff["scores"]["completeness"] - due))
    left = list(truth.extra)
    for word in diff["words"]:
        if word["error_type"] != "insertion":
            continue
        kind = "insertion" if word["kind"] == "other" else word["kind"]
        match = next((each for each in left if _is_it(each, word)), None)
        if match is None:
            getattr(figures, kind).false += 1
        else:
            left.remove(match)
            getattr(figures, match[0]).found += 1
    for kind, _, _ in left:
        getattr(figures, kind).missed += 1


def _is_it(made: tuple[str, str, int], word: dict[str, Any]) -> bool:
    kind, text, before = made
    near = abs(word["index"] - before) <= 2
    if kind == "restart":
        return near and word["kind"] in {"restart", "other", "repetition"}
    return near and word["text"].strip(".,!?").casefold() == text.casefold()


async def measure(quick: bool, verbose: bool) -> dict[str, Figures]:
    model_dir = REPO_ROOT / ".models"
    lexicon = import_module("shared.phonetics.lexicon").Lexicon.load(model_dir)
    LEXICON_ADDED.update({w: lexicon.pronounce(w)[0].pronunciations[0].phones for w in ADDED})
    voice = Voice(model_dir, REPO_ROOT / ".cache" / "miscues" / "speech")
    table: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as state:
        os.environ |= {
            "MODEL_DIR": str(model_dir), "DATA_DIR": state, "THREADS": "1", "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        async with AsyncExitStack() as stack:
            clients = {
                name: await stack.enter_async_context(
                    service_client(import_module(f"{name}-service.app.main").app)
                )
                for name in ("asr", "alignment", "phoneme-map", "phoneme-diff")
            }

            async def ask(service: str, path: str, **request: Any) -> dict[str, Any]:
                response = await clients[service].post(path, **request)
                response.raise_for_status()
                return response.json()

            for row, name, reading, figures in _readings(table, lexicon, quick):
                lines, truth, text, speaker = reading
                samples = voice.read(lines, speaker)
                wav = encode_wav(samples, RATE_HZ)

                def upload(wav: bytes = wav) -> dict[str, Any]:
                    return {"file": ("r.wav", io.BytesIO(wav), "audio/wav")}

                transcript = await ask("asr", "/process", data={}, files=upload())
                target = await ask("phoneme-map", "/map", json={"text": text})
                started = time.process_time()
                aligned = await ask("alignment", "/process", data={"text": text}, files=upload())
                diff = await ask(
                    "phoneme-diff",
                    "/diff",
                    json={
                        "alignment": aligned,
                        "phoneme_map": target,
                        "transcript": transcript,
                        "text_source": "reference",
                    },
                )
                figures.cpu_s += time.process_time() - started
                figures.audio_s += len(samples) / RATE_HZ
                before = vars_of(figures)
                score(diff, truth, len(target["words"]), figures)
                if speaker[0] == "a":
                    figures.issues += len(diff["issues"])
                    figures.phones += sum(len(word["phones"]) for word in aligned["words"])
                if verbose:
                    _tell(row, name, speaker, truth, transcript, diff, before, figures)
    return table


def vars_of(figures: Figures) -> str:
    return f"{figures.omission} {figures.insertion} {figures.repetition} {figures.restart}"


def _tell(
    row: str,
    name: int,
    speaker: str,
    truth: Truth,
    transcript: Any,
    diff: Any,
    before: str,
    figures: Any,
) -> None:
    found = [
        (word["error_type"], word["kind"], word["index"], word["text"])
        for word in diff["words"]
        if word["error_type"] in {"omission", "insertion"}
    ]
    print(row, name, speaker, truth.kinds, "\n   truth", sorted(truth.omitted), truth.extra)
    print(
        "   found",
        found,
        diff["reason"],
        "issues",
        [(i["word"], i["rule"], i["start_s"]) for i in diff["issues"]],
    )
    print("   asr", transcript["text"][:400], flush=True)


def _readings(table: dict[str, Figures], lexicon: Any, quick: bool) -> Iterator[Any]:
    sentences = [lexicon.pronounce(each) for each in SENTENCES]
    for length, (n_sentences, n_readings, n_miscues) in LENGTHS.items():
        if quick and n_sentences > 7:
            continue
        for clean in (True, False):
            row = f"{length}{', as written' if clean else ''}"
            figures = table.setdefault(row, Figures())
            for number in range(max(1, n_readings // 3) if clean else n_readings):
                rng = np.random.default_rng(zlib.crc32(f"{length}{clean}{number}".encode()))
                chosen = rng.permutation(len(sentences))[:n_sentences]
                kinds = [KINDS[(number + k) % len(KINDS)] for k in range(len(KINDS))]
                lines, truth = make_reading(
                    [sentences[i] for i in chosen], 0 if clean else n_miscues, kinds, rng
                )
                text = " ".join(SENTENCES[i] for i in chosen)
                yield row, number, (lines, truth, text, VOICES[number % len(VOICES)]), figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    table = asyncio.run(measure(arguments.quick, arguments.verbose))
    _print(table)
    return 0


def _print(table: dict[str, Figures]) -> None:
    columns: list[tuple[str, Callable[[Figures], Any]]] = [
        ("omission", lambda f: f.omission),
        ("insertion", lambda f: f.insertion),
        ("repetition", lambda f: f.repetition),
        ("restart", lambda f: f.restart),
    ]
    print("\n| reading | n | miscue | recall | precision |\n|---|---|---|---|---|")
    for row, figures in table.items():
        for name, of in columns:
            print(f"| {row} | {figures.readings} | {name} | {of(figures)} |")
    print(
        "\n| reading | audio s | CPU s a second | completeness off by | wrong text | issues in 100 phones |"
    )
    print("|---|---|---|---|---|---|")
    for row, f in table.items():
        off = f"{np.mean(f.completeness_error):.1f}" if f.completeness_error else "–"
        issues = f"{100 * f.issues / f.phones:.2f}" if f.phones else "–"
        print(
            f"| {row} | {f.audio_s:.0f} | {f.cpu_s / f.audio_s:.3f} | {off} | {f.wrong_text} | {issues} |"
        )
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the process, models and recogniser included: {peak_mb:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
