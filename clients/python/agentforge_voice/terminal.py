"""One result for a terminal."""

from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from .rows import AnyResult, heard_of, state_of

COLOURS = {"fine": "green", "uncertain": "yellow", "error": "red", "omitted": "red", "added": "magenta"}  # fmt: skip


def show_result(result: AnyResult, console: Console) -> None:
    """Words with times and phones, scores, issues and the coach's summary."""
    if result.reference_text:
        console.print(Text.assemble(("text  ", "dim"), result.reference_text))
    if result.transcript:
        console.print(Text.assemble(("heard ", "dim"), result.transcript.text))
    if result.assessable is False:
        console.print(
            Text(f"could not be judged: {(result.reason or 'other').replace('_', ' ')}", "bold red")
        )
    else:
        _show_words(result, console)
    if result.feedback:
        console.print(Text.assemble(("coach ", "dim"), result.feedback.summary))
    for warning in result.warnings:
        console.print(Text.assemble(("note  ", "dim"), warning))


def _show_words(result: AnyResult, console: Console) -> None:
    words = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("word", "time", "accuracy", "target", "heard", "state"):
        words.add_column(column)
    for word in result.words:
        state = state_of(word)
        words.add_row(
            Text(word.text, COLOURS[state]),
            _span(word.start_s, word.end_s),
            "" if word.accuracy is None else f"{word.accuracy:.0f}",
            Text(" ".join(phone.ipa for phone in word.phones)),
            Text(heard_of(word)),
            "not heard" if state == "omitted" else state,
        )
    console.print(words)
    told = [
        f"{name} {value:.0f}"
        for name in ("overall", "accuracy", "fluency", "completeness", "prosody")
        if (value := getattr(result.scores, name)) is not None
    ]
    if result.scores.n_words:
        told.insert(0, f"{result.scores.n_clear_words} of {result.scores.n_words} words clear")
    console.print(Text.assemble(("\nscores ", "dim"), "  ".join(told)))
    for issue in result.issues:
        times = _span(issue.start_s, issue.end_s)
        console.print(Text.assemble(("issue  ", "dim"), issue.message, (f"  {times}", "dim")))


def _span(start_s: float | None, end_s: float | None) -> str:
    return "" if start_s is None or end_s is None else f"{start_s:.2f}–{end_s:.2f}"


class LiveLine(Live):
    """What is being said: stable words, and those that may still change dimmed; gone once the utterance is told."""

    def __init__(self, console: Console) -> None:
        super().__init__(Text(), console=console, transient=True)

    def show(self, message: dict[str, Any]) -> None:
        """Takes any message of a stream."""
        if message["type"] == "partial":
            stable, loose = (" ".join(word["text"] for word in message[name]) for name in ("stable", "unstable"))  # fmt: skip
            self.update(Text.assemble(stable, " " if stable else "", (loose, "dim")))
        elif message["type"] == "final":
            self.update(Text())
        elif message["type"] == "lag":
            self.update(Text(f"({message['lag_s']:.1f} s behind)" if message["lag_s"] else "", "dim"))  # fmt: skip
