"""What learners say in place of an American phone, by first language: learner_habits.tsv, read and checked."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.phonetics.arpabet import FEATURES

LEVELS = {
    "often": 0.30,
    "commonly": 0.20,
    "sometimes": 0.12,
    "seldom": 0.04,
    "rarely": 0.01,
    "hardly": 0.002,
}
"""Share of the places in which a speaker with the habit's first language says it so. Set by hand, with the figures of all
human recordings of docs/people.md in view."""
EVERYONE = "all"
NATIVES = "american"
GROUPS = (EVERYONE, "indian", "chinese", "korean", "vietnamese", "spanish", NATIVES)
_GROUP_OF = {
    **dict.fromkeys(
        ("hi", "ur", "bn", "mr", "gu", "pa", "ta", "te", "kn", "ml", "or", "as", "ne", "kok", "bho", "sd", "si", "sa", "ks"),
        "indian",
    ),
    **dict.fromkeys(("zh", "cmn", "yue"), "chinese"),
    "ko": "korean",
    "vi": "vietnamese",
    "es": "spanish",
    "en": NATIVES,
}  # fmt: skip
_FILE = Path(__file__).parent / "learner_habits.tsv"
_DROPPED = "-"


@dataclass(frozen=True, slots=True)
class LearnerHabit:
    target: str
    said: str | None
    """None: the phone is dropped."""
    context: str
    share: dict[str, float]
    """By group."""


def group_of(l1: str | None) -> str:
    """The group of a first language (ISO 639); EVERYONE where none is known for it."""
    return _GROUP_OF.get(l1 or "", EVERYONE)


@cache
def learner_habits() -> tuple[LearnerHabit, ...]:
    """Those of learner_habits.tsv."""
    return read_habits(_FILE)


def read_habits(path: Path) -> tuple[LearnerHabit, ...]:
    """Raises ValueError naming the file and the line that can't be read."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(lines, start=1)
        if line[:1] not in {"#", ""}
    ]
    names = tuple(rows[0][1][3:])
    if names != GROUPS:
        raise ValueError(f"{path.name}, line {rows[0][0]}: columns {names}, not {GROUPS}")
    return tuple(_habit(row, f"{path.name}, line {number}") for number, row in rows[1:])


@cache
def said_instead() -> dict[str, tuple[str | None, ...]]:
    """By target phone, all that any learner says in its place."""
    found: dict[str, dict[str | None, None]] = {}
    for habit in learner_habits():
        found.setdefault(habit.target, {})[habit.said] = None
    return {target: tuple(said) for target, said in found.items()}


def _habit(row: list[str], place: str) -> LearnerHabit:
    try:
        target, said, context, *levels = row
        share = {group: LEVELS[level] for group, level in zip(GROUPS, levels, strict=True)}
    except (ValueError, KeyError) as error:
        raise ValueError(f"{place}: {error}") from error
    if target not in FEATURES or said not in {*FEATURES, _DROPPED} or said == target:
        raise ValueError(f"{place}: {target} > {said} is no change of a phone")
    return LearnerHabit(target, None if said == _DROPPED else said, context, share)
