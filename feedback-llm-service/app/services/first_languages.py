"""What is hard for speakers of a first language, from first_languages.tsv: so the coach knows what to speak of first."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.languages import language_code
from shared.phonetics.arpabet import PHONES
from shared.phonetics.learner_habits import LEVELS, group_of, learner_habits

_FILE = Path(__file__).with_suffix(".tsv")
_NO_SOUNDS = "-"
_HARD = LEVELS["sometimes"]
"""From this share on a habit is one that is reckoned with."""


@dataclass(frozen=True, slots=True)
class UsualHabit:
    tip: str
    """As in an issue: `V_W`, `sound.L`."""
    sounds: tuple[str, ...]
    """ARPAbet phones that it is about; empty for stress, weak vowels and added ones."""
    share: dict[str, float]
    """Of the places in which speakers have it, by ISO 639 code."""


def hard_tips(l1: str | None) -> list[str]:
    """Tips for what speakers of a first language find hard, the most usual habit first; empty where no row is theirs."""
    return [habit.tip for habit in _ranked(l1) if habit.share[l1 or ""] >= _HARD]


def hard_sounds(l1: str | None) -> list[str]:
    """ARPAbet phones by how hard they are for speakers of a first language (ISO 639), hardest first.

    Where the table hasn't the language, by the habits of its group, or of all learners (shared/phonetics/learner_habits.tsv).
    """
    ranked = _ranked(l1)
    if not ranked:
        return _hard_for_group(group_of(l1))
    sounds = [s for habit in ranked if habit.share[l1 or ""] >= _HARD for s in habit.sounds]
    return list(dict.fromkeys(sounds))


@cache
def usual_habits() -> tuple[UsualHabit, ...]:
    return read_usual_habits(_FILE)


def read_usual_habits(path: Path) -> tuple[UsualHabit, ...]:
    """Raises ValueError naming the file and the line that can't be read."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    rows = [(number, line.split("\t")) for number, line in lines if line[:1] not in {"#", ""}]
    (number, (_, _, *codes)), *rest = rows
    if unknown := [code for code in codes if language_code(code) != code]:
        raise ValueError(f"{path.name}, line {number}: {unknown[0]} is no ISO 639 code")
    return tuple(_habit(row, codes, f"{path.name}, line {number}") for number, row in rest)


def _habit(row: list[str], codes: list[str], place: str) -> UsualHabit:
    try:
        tip, sounds, *levels = row
        share = {code: LEVELS[level] for code, level in zip(codes, levels, strict=True)}
    except (ValueError, KeyError) as error:
        raise ValueError(f"{place}: {error}") from error
    phones = () if sounds == _NO_SOUNDS else tuple(sounds.split(" "))
    if unknown := sorted(set(phones) - set(PHONES)):
        raise ValueError(f"{place}: {unknown[0]} is not an ARPAbet phone")
    return UsualHabit(tip, phones, share)


def _ranked(l1: str | None) -> list[UsualHabit]:
    """The most usual first, of equals the first row; empty for a language that has no column."""
    theirs = [habit for habit in usual_habits() if l1 in habit.share]
    return sorted(theirs, key=lambda habit: -habit.share[l1 or ""])


@cache
def _shares_of(group: str) -> dict[str, float]:
    """By target phone, the share of its places in which the group says something else."""
    shares: dict[str, float] = defaultdict(float)
    for habit in learner_habits():
        shares[habit.target] += habit.share[group]
    return shares


def _hard_for_group(group: str) -> list[str]:
    shares = _shares_of(group)
    hard = [phone for phone, share in shares.items() if share >= _HARD]
    return sorted(hard, key=lambda phone: -shares[phone])
