"""docs/delivery.md out of what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import get_args

from bench.common.setting import setting
from shared.contracts import DeliveryFinding, DeliveryKind

_NATIVE = "english"
_KINDS = [kind for kind in get_args(DeliveryKind) if kind not in {"other", "words_per_minute"}]


@dataclass(frozen=True, slots=True)
class ReaderHeard:
    """What was found in one recording."""

    l1: str
    is_chosen_on: bool
    found: tuple[DeliveryFinding, ...]

    @property
    def group(self) -> str:
        return "American" if self.l1.startswith(_NATIVE) else self.l1.capitalize()


def write_page(by_length: Mapping[int, Sequence[ReaderHeard]]) -> str:
    parts = [
        "# How real readers are told of their delivery",
        "Pace, weak forms, rhythm, range, breaks, accents and fillers of the readers of [people.md](people.md), as the diff tells them. "
        "A habit that an American is told of is a false finding; what learners are told nobody has noted down, so it is neither "
        "right nor wrong here. Gates were chosen on some of the readers, the others only report. Each cell: recordings with the "
        "habit, of those with enough to measure.",
        setting("make bench-delivery DATA=…"),
    ]
    for n_clips, heard in by_length.items():
        parts += [
            f"## {'One sentence' if n_clips == 1 else f'{n_clips} sentences'} a recording",
            _habits(heard),
            _medians(heard),
        ]
    return "\n\n".join(parts) + "\n"


def _groups(heard: Sequence[ReaderHeard]) -> dict[str, list[ReaderHeard]]:
    groups: dict[str, list[ReaderHeard]] = {}
    for each in sorted(heard, key=lambda each: (each.group != "American", each.group)):
        name = f"{each.group}, {'chosen on' if each.is_chosen_on else 'reporting'}"
        groups.setdefault(name, []).append(each)
    return groups


def _of_kind(heard: Sequence[ReaderHeard], kind: str) -> list[DeliveryFinding]:
    return [found for each in heard for found in each.found if found.kind == kind]


def _habits(heard: Sequence[ReaderHeard]) -> str:
    rows = [
        [
            name,
            str(len(group)),
            *(
                f"{sum(f.state == 'habit' for f in _of_kind(group, kind))} of {len(_of_kind(group, kind))}"
                for kind in _KINDS
            ),
        ]
        for name, group in _groups(heard).items()
    ]
    return _table(["readers", "recordings", *(kind.replace("_", " ") for kind in _KINDS)], rows)


def _medians(heard: Sequence[ReaderHeard]) -> str:
    """Of rates and ratios the median, of counts the share of the places."""
    rows = []
    for name, group in _groups(heard).items():
        cells = [name]
        for kind in ("pace", "rhythm", "pitch_range"):
            values = [found.value for found in _of_kind(group, kind)]
            cells.append(f"{median(values):.2f}" if values else "–")
        full = _of_kind(group, "weak_forms")
        places = sum(found.of or 0 for found in full)
        cells.append(f"{sum(found.value for found in full) / places:.3f}" if places else "–")
        breaks = _of_kind(group, "unexpected_breaks")
        cells.append(f"{sum(found.value for found in breaks) / len(breaks):.2f}" if breaks else "–")
        rows.append(cells)
    head = [
        "readers", "syllables a second", "stressed over unstressed, of the expected", "range in semitones",
        "function words in full", "breaks inside phrases a recording",
    ]  # fmt: skip
    return _table(head, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
