"""Scripted calls: who says what, how, and what a coach should find there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r"^(agent|customer): (.*?)((?: \[[^\]]+\])*)$")
_MARK = re.compile(r"\[(\w+) ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class ScriptedLine:
    speaker: str
    text: str
    pause_s: float | None = None
    """Before it; None: as the next one speaks usually."""
    over_s: float = 0.0
    """So long before the last one ends it begins."""
    pace: float = 1.0
    slips: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words that are said with other phones than theirs."""
    planted: str | None = None
    """The rule that should find something here."""


@dataclass(frozen=True, slots=True)
class ScriptedCall:
    name: str
    lines: list[ScriptedLine] = field(default_factory=list)


def scripted_calls(path: Path) -> list[ScriptedCall]:
    """Raises ValueError for a line that is none."""
    calls: list[ScriptedCall] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            calls.append(ScriptedCall(line.removeprefix("= ")))
        elif line and not line.startswith("#"):
            calls[-1].lines.append(_read(line))
    return calls


def _read(line: str) -> ScriptedLine:
    found = _LINE.match(line)
    if found is None:
        raise ValueError(f"no line of a call: {line}")
    marks = list(_MARK.findall(found[3]))
    told = dict(marks)
    return ScriptedLine(
        speaker=found[1],
        text=found[2],
        pause_s=float(told["pause"]) if "pause" in told else None,
        over_s=float(told.get("over", 0)),
        pace=float(told.get("fast", 1)),
        slips=tuple(_slips(marks)),
        planted=told.get("plant"),
    )


def _slips(marks: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in marks:
        if name == "slip":
            word, phones = value.split("=")
            yield word, tuple(phones.split())
