"""Families of habits: which slips one piece of advice mends, whatever sounds they were made with. habit_families.tsv, read and checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from shared.contracts import STRESS_RULE, Diff, Issue, JudgedWord
from shared.mastery import certainly_heard
from shared.phonetics.arpabet import FEATURES, is_vowel

STRESS_FAMILY = "stress"
_FILE = Path(__file__).parent / "habit_families.tsv"
_COLUMNS = ["family", "rules", "changes", "place"]
_ANY, _CONSONANT, _NONE = "*", "C", "-"
_UNNAMED = "?"
"""Heard, but not certain enough to be named: what only `*` fits."""
_VOWEL = "V+"
"""In the file V beside a +; alone, V is a phone."""

Place = Literal["start", "end", "within", "any"]


@dataclass(frozen=True, slots=True)
class _FamilyChange:
    """`*`, `C` or `V+` stands for many phones, `-` for none."""

    target: str
    heard: str

    def fits(self, target: str | None, heard: str | None) -> bool:
        if (target is None) is not (self.target == _NONE):
            return False
        return _is_of(target, self.target) and (self.heard == _ANY or _is_of(heard, self.heard))


@dataclass(frozen=True, slots=True)
class _Row:
    family: str
    rules: tuple[str, ...]
    changes: tuple[_FamilyChange, ...]
    place: Place

    def fits(self, rule: str, target: str | None, heard: str | None, place: Place | None) -> bool:
        if rule in self.rules:
            return True
        is_there = self.place in {"any", place} or (self.place == "within" and place != "end")
        return is_there and any(change.fits(target, heard) for change in self.changes)


class HabitFamilies:
    """Of one diff."""

    def __init__(self, diff: Diff) -> None:
        self._words = {word.index: word for word in diff.target_words}
        self._moved = {issue.word_index for issue in diff.issues if issue.category == "stress"}

    def family_of(self, issue: Issue) -> str:
        """Every issue has one."""
        is_of_vowel = issue.target is not None and is_vowel(issue.target)
        if issue.category == "stress" or (is_of_vowel and issue.word_index in self._moved):
            return STRESS_FAMILY
        place = _place(issue, self._words[issue.word_index])
        is_named = issue.heard is None or certainly_heard(issue) is not None
        return _first_fit(issue.rule, issue.target, issue.heard if is_named else _UNNAMED, place)

    def of(self, issues: Iterable[Issue]) -> dict[str, list[Issue]]:
        """By family, in the order of the first."""
        found: dict[str, list[Issue]] = {}
        for issue in issues:
            found.setdefault(self.family_of(issue), []).append(issue)
        return found


@lru_cache(maxsize=4096)
def _first_fit(rule: str, target: str | None, heard: str | None, place: Place | None) -> str:
    return next(row.family for row in _rows() if row.fits(rule, target, heard, place))


def _place(issue: Issue, word: JudgedWord) -> Place | None:
    """`start`: before its word's first vowel, `end`: after the last; None between."""
    vowels = [phone.index for phone in word.phones if is_vowel(phone.target)]
    index = _added_before(issue, word) if issue.target is None else issue.phone_index
    if index is None or not vowels:
        return None
    if issue.target is None and index == vowels[0]:  # before the vowel itself: of what precedes it
        return "start" if index else None
    if index < vowels[0]:
        return "start"
    is_after = index > vowels[-1] + (issue.target is None)
    return "end" if is_after else None


def _added_before(issue: Issue, word: JudgedWord) -> int | None:
    """Index of the phone that an added one precedes; one past the last at the end; None where no time tells."""
    places = (
        added.before_phone
        for added in word.insertions
        if added.heard == issue.heard and added.start_s == issue.start_s
    )
    return next(places, None)


@cache
def families() -> tuple[str, ...]:
    """Their names, each once."""
    return (STRESS_FAMILY, *dict.fromkeys(row.family for row in _rows()))


@cache
def tips_of_family(family: str) -> tuple[str, ...]:
    """Keys of the rules' tips that speak for it alone, as they stand in the table."""
    if family == STRESS_FAMILY:
        return (STRESS_RULE,)
    return tuple(rule for row in _rows() if row.family == family for rule in row.rules)


@cache
def sounds_of_family(family: str) -> frozenset[str]:
    """Phones whose every slip, wherever in a word, is of it unless a rule says otherwise: its own sounds."""
    owner: dict[str, str] = {}
    for row in _rows():
        for change in row.changes:
            if change.heard == _ANY and change.target in FEATURES:
                owner.setdefault(change.target, row.family)
    return frozenset(phone for phone, name in owner.items() if name == family)


@cache
def _rows() -> tuple[_Row, ...]:
    return read_families(_FILE)


def read_families(path: Path) -> tuple[_Row, ...]:
    """Raises ValueError naming the file and the line that can't be read."""
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [
        (number, line.split("\t"))
        for number, line in enumerate(lines, start=1)
        if line[:1] not in {"#", ""}
    ]
    if numbered[0][1] != _COLUMNS:
        raise ValueError(f"{path.name}, line {numbered[0][0]}: columns must be {_COLUMNS}")
    return tuple(_row(cells, f"{path.name}, line {number}") for number, cells in numbered[1:])


def _row(cells: Sequence[str], where: str) -> _Row:
    try:
        family, rules, changes, place = cells
    except ValueError as error:
        raise ValueError(f"{where}: {len(cells)} columns, not {len(_COLUMNS)}") from error
    if place not in get_args(Place):
        raise ValueError(f"{where}: {place!r} is no place")
    if (rules == _NONE) is (changes == _NONE):
        raise ValueError(f"{where}: a row has rules or changes")
    named = () if rules == _NONE else tuple(rules.split(","))
    told = () if changes == _NONE else tuple(_change(each, where) for each in changes.split())
    return _Row(family, named, told, cast(Place, place))


def _change(text: str, where: str) -> _FamilyChange:
    target, mark, heard = text.partition(">")
    if text.startswith("+"):
        target, mark, heard = _NONE, "+", _VOWEL if text == "+V" else text[1:]
    known = {*FEATURES, _ANY, _CONSONANT, _VOWEL, _NONE}
    if not mark or target not in known or heard not in known:
        raise ValueError(f"{where}: {text!r} is no change of a phone")
    return _FamilyChange(target, heard)


def _is_of(phone: str | None, kind: str) -> bool:
    if phone is None:
        return kind == _NONE
    if kind in {phone, _ANY} or phone == _UNNAMED:
        return kind in {phone, _ANY}
    return kind == (_VOWEL if is_vowel(phone) else _CONSONANT)
