"""What is counted of words that were judged while they were read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.live.play import PlayedStream
from shared.contracts import JudgedWord


@dataclass(frozen=True, slots=True)
class WordTold:
    """Of a word of the text that the judgement of the whole calls said."""

    state: str | None
    """As it was told while it was read; None where it was not told of."""
    probability: float | None
    after_s: float | None
    """From its end, as the judgement of the whole has it, to when it was told; None where it was not judged."""
    marked_after_s: float | None
    """From its end to when it was told as read, for good; None where it was not."""
    is_clear: bool
    """By the judgement of the whole."""


@dataclass(slots=True)
class ReadingTotals:
    words: list[WordTold] = field(default_factory=list)
    whole_s: list[float] = field(default_factory=list)
    """From a recording's being sent to its judgement."""
    lag_without_s: list[float] = field(default_factory=list)
    """From the end of the sound that a partial is of to when it was told."""
    lag_with_s: list[float] = field(default_factory=list)
    audio_s: float = 0.0
    cpu_without_s: float = 0.0
    cpu_with_s: float = 0.0
    loads: list[float] = field(default_factory=list)

    def add(self, words: Sequence[WordTold], plain: PlayedStream, judged: PlayedStream) -> None:
        self.words += words
        for played, lags in ((plain, self.lag_without_s), (judged, self.lag_with_s)):
            lags += [at_s - message["heard_s"] for at_s, message in played.of("partial")]


def of_recording(
    played: PlayedStream, whole: Sequence[JudgedWord], *, n_tokens: int
) -> list[WordTold]:
    """The words of a text whose every word is one spoken word; of another, or of a recording that can't be judged, none."""
    if len(whole) != n_tokens:
        return []
    told: dict[int, tuple[float, dict[str, object]]] = {}
    for at_s, message in played.of("clarity"):
        for word in message["words"]:
            told[word["index"]] = at_s, word
    marked = _marked(played)
    return [
        _told(told.get(word.index), marked.get(word.index), word)
        for word in whole
        if word.end_s is not None
    ]


def _marked(played: PlayedStream) -> dict[int, float]:
    """When each word was first told as read, and not taken back after."""
    marked: dict[int, float] = {}
    for at_s, message in played.of("reading"):
        for word in message["words"]:
            if word["state"] == "read":
                marked.setdefault(word["index"], at_s)
            else:
                marked.pop(word["index"], None)
        for index in message["undone"]:
            marked.pop(index, None)
    return marked


def _told(
    told: tuple[float, dict[str, object]] | None, marked_s: float | None, word: JudgedWord
) -> WordTold:
    assert word.end_s is not None, "it was said"
    marked_after_s = None if marked_s is None else marked_s - word.end_s
    if told is None:
        return WordTold(None, None, None, marked_after_s, word.is_clear)
    at_s, found = told
    probability = found["probability"]
    assert probability is None or isinstance(probability, float)
    after_s = None if probability is None else at_s - word.end_s
    return WordTold(str(found["state"]), probability, after_s, marked_after_s, word.is_clear)


def table(totals: ReadingTotals) -> str:
    words = totals.words
    judged = [each for each in words if each.probability is not None]
    said = [each for each in judged if each.state in ("clear", "unclear")]
    agreed = sum((each.state == "clear") == each.is_clear for each in said)
    lines = [
        f"{len(totals.whole_s)} recordings, {totals.audio_s:.0f} s, {len(words)} words said, {sum(not each.is_clear for each in words)} "
        f"of them unclear by the judgement of the whole; load {min(totals.loads):.1f}–{max(totals.loads):.1f}",
        f"judged {len(judged)} of {len(words)}, told as clear or unclear {len(said)}, as the whole has it {agreed}",
    ]
    for state in ("clear", "unclear"):
        own = [each for each in said if each.state == state]
        if own:
            right = sum(each.is_clear == (state == "clear") for each in own)
            mean = float(
                np.mean([each.probability for each in own if each.probability is not None])
            )
            lines.append(
                f"told as {state}: {len(own)}, {right} of them {state} in the whole; mean probability of being clear {mean:.2f}, "
                f"share that is {np.mean([each.is_clear for each in own]):.2f}"
            )
    for name, values in (
        (
            "marked as read after the word's end",
            [e.marked_after_s for e in words if e.marked_after_s is not None],
        ),
        (
            "told whether it was clear, after the word's end",
            [e.after_s for e in judged if e.after_s is not None],
        ),
        ("judgement of the whole after it was sent", totals.whole_s),
        ("a partial lags, without judging", totals.lag_without_s),
        ("a partial lags, with judging", totals.lag_with_s),
    ):
        if values:
            p50, p95 = np.percentile(values, [50, 95])
            lines.append(f"{name}: p50 {p50:.2f} s, p95 {p95:.2f} s (n {len(values)})")
    within = np.mean([each <= 1.0 for each in totals.whole_s])
    lines += [
        f"judgement of the whole within 1 s: {within:.2f} of the recordings",
        f"processor time a second of sound: {totals.cpu_without_s / totals.audio_s:.2f} s without judging, "
        f"{totals.cpu_with_s / totals.audio_s:.2f} s with it",
    ]
    return "\n".join(lines)
