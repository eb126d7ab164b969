"""What the models that read spellings get wrong, as a page beside their weights."""

from collections.abc import Sequence

from ..stats import Interval
from .measuring import HeldOutReading, LeftOutName, phone_error, share

KINDS = ("given", "surname", "place", "food", "festival", "language", "loan", "brand", "tech")


def card(
    systems: dict[str, list[HeldOutReading]],
    names: Sequence[LeftOutName],
    *,
    in_dictionary: frozenset[str],
    ms_a_word: float,
    size_bytes: int,
) -> str:
    """Markdown. `systems` by what they are, each with the same held-out words."""
    lines = [
        "# How spellings are read",
        "",
        "Written by `make train-g2p`. Words: drawn from the CMU Pronouncing Dictionary and held out of training with all their regular derivatives.",
        "The served weights have learned of all words, by the same recipe. 95 % intervals over words.",
        "",
        "| read by | phones wrong | words wrong | with stress | readings | one is right |",
        "|---|---|---|---|---|---|",
        *(_row(name, read) for name, read in systems.items()),
        "",
        f"A word that is new takes {ms_a_word:.1f} ms of one processor (median, one at a time); the weights have {size_bytes / 1e6:.1f} MB.",
        "",
        "## Names",
        "",
        "Each name of names.tsv as if the list had not held it (tenfold). Right: listed, stress aside. The dictionary has some of them, and the English",
        "model learned of it: the last row is of those it lacks.",
        "",
        "| kind | first is right | one of two | one of all accepted |",
        "|---|---|---|---|",
        *(_name_row(kind, [each for each in names if each.name.kind == kind]) for kind in KINDS),
        _name_row("Indian kinds", [each for each in names if each.name.kind not in ("brand", "tech")]),
        _name_row("all", names),
        _name_row("of Indian kinds, not in the dictionary", [
            each for each in names
            if each.name.kind not in ("brand", "tech") and each.name.word not in in_dictionary
        ]),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _row(name: str, read: Sequence[HeldOutReading]) -> str:
    wrong = share([each.n_wrong > 0 for each in read])
    stress = share([not each.stress_is_right for each in read])
    mean = sum(each.n_accepted for each in read) / len(read)
    right = share([each.one_is_right for each in read])
    return f"| {name} | {_figure(phone_error(read))} | {wrong} | {stress} | {mean:.1f} | {right} |"


def _figure(figure: Interval) -> str:
    value, low, high = figure
    return f"{value:.3f}" if low is None or high is None else f"{value:.3f} ({low:.3f}–{high:.3f})"


def _name_row(kind: str, names: Sequence[LeftOutName]) -> str:
    cells = (share([each.is_right(n) for each in names]) for n in (1, 2, 99))
    return f"| {kind} | {' | '.join(cells)} |"
