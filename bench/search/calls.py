"""2,000 turns of calls: 60 that questions are asked about, each in a call of its own, among turns made of templates."""

import csv
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
N_TURNS = 2_000
TURNS_A_CALL = 20
HINDI_SHARE = 0.08
_TURN_S = 4.0
_SLOT = re.compile(r"\{(\w+)\}")
Slots = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SoughtTurn:
    id: str
    language: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    id: str
    """Of the turn that it means."""
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class MadeCall:
    id: str
    turns: list[dict[str, Any]]
    """As search-service takes them."""
    sought: str | None
    """Id of the turn in it that a question means."""
    sought_index: int | None


def sought_turns() -> list[SoughtTurn]:
    return [SoughtTurn(*row) for row in _rows("turns.tsv")]


def questions(*, looked_at: bool = False) -> list[SearchQuestion]:
    """Those that nothing was chosen by, or those that the share of the mean was."""
    return [
        SearchQuestion(*row)
        for row in _rows("questions.tsv" if looked_at else "questions_unseen.tsv")
    ]


def made_calls(*, seed: int) -> list[MadeCall]:
    """N_TURNS in calls of TURNS_A_CALL, no text twice."""
    rng = random.Random(seed)
    sought = sought_turns()
    n_calls = N_TURNS // TURNS_A_CALL
    holders = dict(zip(rng.sample(range(n_calls), len(sought)), sought, strict=True))
    known = {turn.text for turn in sought}
    calls: list[MadeCall] = []
    for number in range(n_calls):
        held = holders.get(number)
        place = rng.randrange(TURNS_A_CALL) if held else None
        turns: list[dict[str, Any]] = []
        for index in range(TURNS_A_CALL):
            speaker = held.speaker if held and index == place else ("agent", "customer")[index % 2]
            text = held.text if held and index == place else _new_line(speaker, known, rng)
            start_s = index * _TURN_S
            turns.append(
                {"index": index, "speaker": speaker, "text": text, "start_s": start_s, "end_s": start_s + 3}
            )  # fmt: skip
        calls.append(MadeCall(f"call-{number}", turns, held.id if held else None, place))
    return calls


def _new_line(speaker: str, known: set[str], rng: random.Random) -> str:
    """One that is not in `known`, and is from then on."""
    templates = _templates()
    for _ in range(200):
        if rng.random() < HINDI_SHARE:
            lines, slots = templates["hindi"][speaker], templates["hindi"]["slots"]
        else:
            lines, slots = templates[speaker]["lines"], templates["slots"]
        text = filled(rng.choice(lines), slots, rng)
        if text not in known:
            known.add(text)
            return text
    raise ValueError("the templates have no further line: add slots")


def filled(template: str, slots: Slots, rng: random.Random) -> str:
    return _SLOT.sub(lambda slot: rng.choice(slots[slot[1]]), template)


@cache
def _templates() -> dict[str, Any]:
    return tomllib.loads((HERE / "templates.toml").read_text(encoding="utf-8"))


def _rows(name: str) -> list[list[str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
