"""`make bench-conversation`: how well conversation-service tells who spoke, how turns felt, and what must not be kept; into docs/conversation.md.

*Diarization*: 12 dialogs of two of the product's voices and 12 of two readers of speechocean762 (`--data`), a tenth of the speech overlapped; error with a collar of .25 s. *Channels*: the
same dialogs with a channel a speaker. *Sentiment*: `sentiment.tsv`, 120 turns written apart from those taught by. *PII*: 200 turns made of `pii.tsv`. Voices,
readers, turns and templates are held apart from what was developed on; `--development` measures diarization on those instead and writes nothing.
"""

import argparse
import csv
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, permutations
from pathlib import Path
from typing import get_args

import numpy as np

from bench.common.figures import Figure, figure_table
from bench.common.setting import setting
from shared.audio.checks import speech_of_long
from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import PiiEntity
from shared.engines import EngineContext
from shared.mount import module_of
from shared.roster import CONVERSATION
from shared.settings import REPO_ROOT, CommonSettings
from training.stats import wilson_interval

from .dialogs import MadeDialog, SpokenStretch, make_dialog
from .errors import NO_ERROR, DiarizationError, diarization_error
from .pii import PlantedTurn, planted_turns
from .readers import reader_pairs
from .speech import spoken_lines

PAGE = REPO_ROOT / "docs" / "conversation.md"
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
N_DIALOGS, N_TURNS = 12, 16
SENTIMENT = Path(__file__).with_name("sentiment.tsv")
PII_SEED = 22


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-conversation", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of speechocean762-train")
    parser.add_argument("--development", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="show what is told wrongly")
    asked = parser.parse_args()
    model_dir = CommonSettings().model_dir
    part = "development" if asked.development else "held-out"
    figures: list[Figure] = []
    groups = {"synthetic voices": list(voice_dialogs(part, model_dir))}
    if asked.data:
        groups["real readers"] = list(reader_dialogs(part, asked.data))
    for name, dialogs in groups.items():
        figures += diarization_figures(name, dialogs, model_dir, show=asked.wrong)
    if not asked.development:
        figures += channel_figures([each for dialogs in groups.values() for each in dialogs])
        figures += sentiment_figures(show=asked.wrong)
        figures += pii_figures(planted_turns(seed=PII_SEED), show=asked.wrong)
    table = figure_table(figures)
    print(table)
    if not asked.development and asked.data:
        _write(table)
    return 0


def voice_dialogs(part: str, model_dir: Path) -> Iterator[MadeDialog]:
    """Pairs in the order of all ordered pairs, every fifth or so, so that no two follow each other with the same voice."""
    spoken = spoken_lines(part, model_dir)
    pairs = list(permutations(spoken, 2))
    chosen = islice(pairs[:: max(1, len(pairs) // N_DIALOGS)], N_DIALOGS)
    for number, (agent, customer) in enumerate(chosen):
        voices = [spoken[agent]["agent"], spoken[customer]["customer"]]
        yield make_dialog(f"{agent}-{customer}", voices, n_turns=N_TURNS, seed=number)


def reader_dialogs(part: str, data: Path) -> Iterator[MadeDialog]:
    for number, pair in enumerate(reader_pairs(data, part, n_pairs=N_DIALOGS)):
        name = "-".join(pair.speakers)
        yield make_dialog(name, pair.recordings, n_turns=N_TURNS, seed=100 + number)


def kept_recording(samples: np.ndarray) -> LongRecording:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the recording
    file.write(np.rint(np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    file.flush()
    return LongRecording(file, len(samples))


def diarization_figures(
    name: str, dialogs: Sequence[MadeDialog], model_dir: Path, *, show: bool
) -> list[Figure]:
    speech = module_of(CONVERSATION, "services.speech")
    turns = module_of(CONVERSATION, "services.turns")
    engine = module_of(CONVERSATION, "services.engines.resemblyzer").load(
        EngineContext(None, model_dir, 1)
    )
    errors: list[DiarizationError] = []
    begun, heard_s = time.process_time(), 0.0
    for dialog in dialogs:
        recording = kept_recording(dialog.mixed)
        regions = speech.speech_regions(speech_of_long(recording), recording.duration_s)
        spans = turns.joined_turns(engine.diarize(recording, regions, 2))
        told = [SpokenStretch(each.speaker, each.start_s, each.end_s) for each in spans]
        error = diarization_error(dialog.stretches, told, duration_s=recording.duration_s)
        errors.append(error)
        heard_s += recording.duration_s
        recording.close()
        if show:
            print(f"{dialog.name}: error {error.rate:.3f}, confusion {error.confusion:.3f}")
    cpu_s = time.process_time() - begun
    total = sum(errors, NO_ERROR)
    n = f"{len(dialogs)} dialogs, {heard_s / 60:.0f} min"
    worst = max(each.confusion for each in errors)
    return [
        Figure(f"diarization error, {name}", total.rate, *_between(errors, "rate"), 0.15, None, n, True),
        Figure(f"speaker confusion, {name}", total.confusion, *_between(errors, "confusion"), 0.03, None, n, True),
        Figure(f"the worst dialog's confusion, {name}", worst, None, None, None, None, n, True),
        Figure(f"CPU seconds a second, {name}", cpu_s / heard_s, None, None, None, None, n, True),
    ]  # fmt: skip


def _between(errors: Sequence[DiarizationError], name: str) -> tuple[float, float]:
    """Bootstrap over dialogs."""
    random = np.random.default_rng(0)
    drawn = [
        getattr(sum((errors[at] for at in some), NO_ERROR), name)
        for some in random.integers(0, len(errors), (1000, len(errors)))
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def channel_figures(dialogs: Sequence[MadeDialog]) -> list[Figure]:
    """A little of each speaker is heard in the other's channel, 26 dB below, as on telephones."""
    channels = module_of(CONVERSATION, "services.channels")
    turns = module_of(CONVERSATION, "services.turns")
    total = NO_ERROR
    for dialog in dialogs:
        across = dialog.channels + 0.05 * dialog.channels[::-1]
        recordings = [kept_recording(samples) for samples in across]
        spans = turns.joined_turns(channels.channel_spans(recordings))
        told = [SpokenStretch(each.speaker, each.start_s, each.end_s) for each in spans]
        total += diarization_error(dialog.stretches, told, duration_s=recordings[0].duration_s)
        for each in recordings:
            each.close()
    n = f"{len(dialogs)} dialogs"
    return [
        Figure("diarization error, channels", total.rate, None, None, 0.15, None, n, True),
        Figure("speaker confusion, channels", total.confusion, None, None, 0.0, None, n, True),
    ]


def sentiment_figures(*, show: bool) -> list[Figure]:
    load = module_of(CONVERSATION, "services.engines.sentiments.embedded").load
    teller = load(EngineContext(None, Path(), 1))
    with SENTIMENT.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    told = teller.tell([row["text"] for row in rows])
    figures: list[Figure] = []
    right = [odds.likeliest == row["sentiment"] for odds, row in zip(told, rows, strict=True)]
    if show:
        for odds, row, is_right in zip(told, rows, right, strict=True):
            if not is_right:
                print(f"{row['sentiment']} told as {odds.likeliest}: {row['text']}")
    for language in (None, "en", "hi"):
        some = [
            r for r, row in zip(right, rows, strict=True) if language in {None, row["language"]}
        ]
        low, high = wilson_interval(sum(some), len(some))
        name = f"sentiment right of three{f', {language}' if language else ''}"
        floor = 0.80 if language is None else None
        figures.append(Figure(name, sum(some) / len(some), low, high, floor, None, f"{len(some)} turns"))  # fmt: skip
    sure = float(np.mean([getattr(each, each.likeliest) for each in told]))
    figures.append(Figure("mean probability of the sentiment told", sure, None, None, None, None, f"{len(rows)} turns"))  # fmt: skip
    return figures


def pii_figures(turns: Sequence[PlantedTurn], *, show: bool) -> list[Figure]:
    redaction = module_of(CONVERSATION, "services.redaction.conversation")
    usual = frozenset(get_args(PiiEntity)) - {"PERSON"}
    made = [redaction.RedactableTurn(turn.text, None) for turn in turns]
    found = redaction.personal_spans(made, usual)
    n_planted = n_found = n_other = n_false = 0
    for turn, spans in zip(turns, found, strict=True):
        covered = np.zeros(len(turn.text), bool)
        personal = np.zeros(len(turn.text), bool)
        for span in spans:
            covered[span.start : span.end] = True
        for start, end, kind in turn.planted:
            personal[start:end] = True
            is_found = all(covered[start + at] for at, sign in enumerate(turn.text[start:end]) if sign.isalnum())  # fmt: skip
            n_planted, n_found = n_planted + 1, n_found + is_found
            if show and not is_found:
                print(f"left {kind}: {turn.text}")
        for first, last in _words(turn.text):
            if not personal[first:last].any():
                n_other += 1
                if covered[first:last].any():
                    n_false += 1
                    if show:
                        print(f"falsely {turn.text[first:last]!r}: {turn.text}")
    low, high = wilson_interval(n_found, n_planted)
    few, many = wilson_interval(n_false, n_other)
    return [
        Figure("planted items found whole", n_found / n_planted, low, high, 0.95, None, f"{n_planted} items in {len(turns)} turns"),
        Figure("words falsely redacted", n_false / n_other, few, many, 0.01, None, f"{n_other} words", True),
    ]  # fmt: skip


def _words(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, at + len(word)
        at += len(word)


def _write(table: str) -> None:
    """The page's words stay; its figures are made anew."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    head = setting("make bench-conversation DATA=…")
    PAGE.write_text(f"{before}{_BEGIN}\n{head}\n\n{table}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
