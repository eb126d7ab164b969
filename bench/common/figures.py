"""A measured number beside what it should be, and tables of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number beside what it should be."""

    name: str
    value: float
    low: float | None
    """2.5 % and 97.5 % of the bootstrap; None where none was drawn."""
    high: float | None
    floor: float | None
    aim: float | None
    n: str
    """How much it was measured on, in words."""
    less_is_better: bool = False

    def reaches(self, wanted: float | None) -> bool | None:
        """Whether the value is at least (or at most) `wanted`; None without one."""
        if wanted is None:
            return None
        return self.value <= wanted if self.less_is_better else self.value >= wanted


def number(value: float | None) -> str:
    """Three significant places at least, no more than the intervals bear."""
    if value is None or math.isnan(value):
        return "–"
    if value == int(value) and abs(value) >= 1:
        return str(int(value))
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def figure_table(figures: Sequence[Figure]) -> str:
    rows = []
    for each in figures:
        between = "–" if each.low is None else f"{number(each.low)} to {number(each.high)}"
        rows.append(
            f"| {each.name} | {number(each.value)} | {between} | {number(each.floor)} "
            f"| {number(each.aim)} | {_mark(each)} | {each.n} |"
        )
    head = "| figure | value | 95 % interval | floor | aim | reached | measured on |\n|---|---|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def _mark(figure: Figure) -> str:
    if figure.reaches(figure.aim):
        return "aim"
    if figure.floor is None:
        return "" if figure.aim is None else "no"
    return "floor" if figure.reaches(figure.floor) else "no"
