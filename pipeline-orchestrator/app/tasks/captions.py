"""The words of a transcript as captions: SubRip (SRT) and WebVTT."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.contracts import TranscriptWord

MOST_CHARS = 42
"""Of a line on a screen."""
LONGEST_S = 6.0
PAUSE_S = 0.7
"""A pause in which the next line begins."""


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    start_s: float
    end_s: float


def captions(words: Sequence[TranscriptWord], form: Literal["srt", "webvtt"]) -> str:
    """Each caption with its times; WebVTT has its heading also without any."""
    mark = "," if form == "srt" else "."
    blocks = [
        f"{number}\n{_time(each.start_s, mark)} --> {_time(each.end_s, mark)}\n{_escaped(each.text, form)}\n"
        for number, each in enumerate(_lines(words), start=1)
    ]
    return "\n".join(blocks if form == "srt" else ["WEBVTT\n", *blocks])


def _lines(words: Sequence[TranscriptWord]) -> Iterator[Caption]:
    line: list[TranscriptWord] = []
    for word in words:
        if line and _is_full(line, word):
            yield _caption(line)
            line = []
        line.append(word)
    if line:
        yield _caption(line)


def _is_full(line: Sequence[TranscriptWord], word: TranscriptWord) -> bool:
    n_chars = sum(len(each.text) + 1 for each in line) + len(word.text)
    return (
        n_chars > MOST_CHARS
        or word.end_s - line[0].start_s > LONGEST_S
        or word.start_s - line[-1].end_s > PAUSE_S
    )


def _caption(line: Sequence[TranscriptWord]) -> Caption:
    return Caption(" ".join(each.text for each in line), line[0].start_s, line[-1].end_s)


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _escaped(text: str, form: str) -> str:
    if form == "srt":
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
