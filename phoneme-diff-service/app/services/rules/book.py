"""The rules, read from their files and checked; an unreadable book stops the start.

A change is written `T>D` (D heard for T), `T>-` (T not heard) or `+AH` (AH added). `*` stands for any
phone, `?` for one that can't be named.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from shared.contracts import DEFAULT_RULES, Category, StopRealisationName
from shared.phonetics.arpabet import FEATURES, is_vowel

from .site import Site, holds, unknown_contexts

ANY, NOTHING, UNCLEAR = "*", "-", "?"
NEUTRAL_LOAD = 1.0


class RuleError(ValueError):
    """A rules file is wrong; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Change:
    target: str | None
    """None for an added phone."""
    heard: str | None
    """None for a dropped one."""

    def covers(self, other: "Change") -> bool:
        """Whether `other`, a change between named phones, is one of these."""
        return _fits(self.target, other.target) and _fits(self.heard, other.heard)


def _fits(pattern: str | None, phone: str | None) -> bool:
    return pattern == phone or (pattern == ANY and phone is not None and phone != UNCLEAR)


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    changes: tuple[Change, ...]
    context: str
    category: str
    """A contract category, or `auto`: that of the phone."""
    base: float
    """Severity before load and probability: 1 low … 3 high."""
    l1: frozenset[str]
    load: str
    tip: str
    message: str

    def explains(self, l1: str | None) -> bool:
        """Whether it is a habit that speakers of this first language may have; not where any phone would fit it."""
        is_habit = all(each.heard != ANY for each in self.changes)
        return is_habit and (l1 is None or not self.l1 or l1 in self.l1)


@dataclass(frozen=True, slots=True)
class Variant:
    id: str
    changes: tuple[Change, ...]
    context: str
    error_gate: float | None
    """None: never an error; else the error probability from which it is one."""


@dataclass(frozen=True, slots=True)
class DetailRule:
    """What a detail of a phone is called, and from when on."""

    rule: Rule
    gate: float
    adds_up: bool
    """Whether repeats make the habit matter more."""


@dataclass(frozen=True, slots=True)
class PhoneName:
    as_target: str
    as_heard: str
    example: str


@dataclass(frozen=True)
class RuleBook:
    rules: tuple[Rule, ...]
    variants: tuple[Variant, ...]
    names: dict[str, PhoneName]
    loads: dict[frozenset[str], float]
    """Frequency load per million words of the contrasts that carry any."""
    details: dict[str, DetailRule] = field(default_factory=dict)
    """By the detail's name; none are named where the folder has no details.tsv."""

    def rule_for(self, change: Change, site: Site, l1: str | None) -> Rule:
        """The first rule that fits, one of the speaker's own L1 group before the others."""
        fitting = [
            rule
            for rule in self.rules
            if any(each.covers(change) for each in rule.changes) and holds(rule.context, site)
        ]
        return min(fitting, key=lambda rule: l1 is None or l1 not in rule.l1)

    def variant_for(self, change: Change, site: Site) -> Variant | None:
        """The most lenient accepted variant that the change is, if any."""
        fitting = [
            variant
            for variant in self.variants
            if change in variant.changes and holds(variant.context, site)
        ]
        return max(
            fitting,
            key=lambda variant: math.inf if variant.error_gate is None else variant.error_gate,
            default=None,
        )

    def load_factor(self, rule: Rule, change: Change) -> float:
        """0.75 for a contrast that tells no common words apart, 1.25 for the heaviest, 1 if unknown."""
        if rule.load == NOTHING:
            return NEUTRAL_LOAD
        pair = (change.target, change.heard) if rule.load == "auto" else rule.load.split("/")
        load = self.loads.get(frozenset(filter(None, pair)), 0.0)
        return 0.75 + 0.5 * math.log1p(load) / math.log1p(max(self.loads.values()))

    def category_of(self, rule: Rule, change: Change) -> str:
        if rule.category != "auto":
            return rule.category
        phone = change.target or change.heard or ""
        return "vowel" if is_vowel(phone) else "consonant"

    def message(self, rule: Rule, change: Change, word: str) -> str:
        target, heard = (self.names.get(phone or "") for phone in (change.target, change.heard))
        return _fill(rule.message, word, target, heard)


def _fill(template: str, word: str, target: PhoneName | None, heard: PhoneName | None) -> str:
    return template.format(
        word=word,
        target=target.as_target if target else "",
        heard=heard.as_heard if heard else "",
        target_example=target.example if target else "",
        heard_example=heard.example if heard else "",
    )


def load_book(folder: Path) -> RuleBook:
    """Read rules.tsv, variants.tsv, phones.tsv, functional_load.tsv and, if it is there, details.tsv.

    Raises RuleError with file and line for unknown phones or contexts, duplicate ids, and the like.
    """
    names = _read_names(folder / "phones.tsv")
    rules = tuple(_read(folder / "rules.tsv", 9, lambda row: _rule(row, names)))
    if missing := [name for name in DEFAULT_RULES if name not in {rule.id for rule in rules}]:
        raise RuleError(f"rules.tsv: the default rule {missing[0]} is missing")
    variants = tuple(_read(folder / "variants.tsv", 5, _variant))
    loads = dict(_read(folder / "functional_load.tsv", 3, _load))
    if not loads or max(loads.values()) <= 0:
        raise RuleError("functional_load.tsv: no contrast carries any load")
    return RuleBook(rules, variants, names, loads, _read_details(folder / "details.tsv"))


def _read_details(path: Path) -> dict[str, DetailRule]:
    return dict(_read(path, 7, _detail)) if path.is_file() else {}


def _read(path: Path, n_columns: int, parse: Callable[[list[str]], object]) -> Iterator:
    """Parse each line after the heading; `#` starts a comment line. Ids (column 1) are unique."""
    if not path.is_file():
        raise RuleError(f"{path.name}: there is no such file in the rules folder")
    seen: dict[str, int] = {}
    heading = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if heading:
            heading = False
            continue
        row = line.split("\t")
        try:
            if len(row) != n_columns:
                raise ValueError(f"{len(row)} columns, not {n_columns}")
            if row[0] in seen:
                raise ValueError(f"{row[0]!r} is already on line {seen[row[0]]}")
            seen[row[0]] = number
            yield parse(row)
        except (ValueError, KeyError, IndexError) as error:
            raise RuleError(f"{path.name}:{number}: {error}") from error


def _changes(text: str, *, wildcards: bool) -> tuple[Change, ...]:
    def phone(symbol: str) -> str | None:
        if symbol == NOTHING:
            return None
        if symbol in FEATURES or (wildcards and symbol in {ANY, UNCLEAR}):
            return symbol
        raise ValueError(f"{symbol!r} is not an ARPAbet phone without stress")

    changes: list[Change] = []
    for piece in text.split():
        if piece.startswith("+"):
            changes.append(Change(None, phone(piece[1:])))
        else:
            target, mark, heard = piece.partition(">")
            if not mark or target == NOTHING:
                raise ValueError(f"{piece!r} is no change: write T>D, T>- or +AH")
            changes.append(Change(phone(target), phone(heard)))
    if not changes:
        raise ValueError("no change is given")
    return tuple(changes)


def _checked_context(context: str) -> str:
    if unknown := unknown_contexts(context):
        raise ValueError(f"unknown context {unknown[0]!r}")
    return context


def _rule(row: list[str], names: dict[str, PhoneName]) -> Rule:
    rule_id, changes, context, category, base, l1, load, tip, message = row
    if category != "auto" and category not in get_args(Category):
        raise ValueError(f"unknown category {category!r}")
    if not 1 <= float(base) <= 3:
        raise ValueError("base must be 1 to 3")
    if load not in {"auto", NOTHING}:
        _pair(load)
    parsed = _changes(changes, wildcards=True)
    sample = next(iter(names.values()))
    try:
        _fill(message, "word", sample, sample)
        tip.format(target="V")
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"message or tip has an unknown placeholder: {error}") from error
    return Rule(
        id=rule_id,
        changes=parsed,
        context=_checked_context(context),
        category=category,
        base=float(base),
        l1=frozenset(l1.split(",")) - {"all"},
        load=load,
        tip=tip,
        message=message,
    )


def _variant(row: list[str]) -> Variant:
    variant_id, changes, context, verdict, _ = row
    gate = None if verdict == "fine" else float(verdict)
    if gate is not None and not 0 < gate <= 1:
        raise ValueError("verdict must be `fine` or a probability")
    return Variant(variant_id, _changes(changes, wildcards=False), _checked_context(context), gate)


def _detail(row: list[str]) -> tuple[str, DetailRule]:
    name, rule_id, gate, base, adds_up, tip, message = row
    if name not in get_args(StopRealisationName):
        raise ValueError(f"unknown detail {name!r}")
    if not 0 < float(gate) <= 1:
        raise ValueError("gate must be a probability")
    if not 1 <= float(base) <= 3:
        raise ValueError("base must be 1 to 3")
    if adds_up not in {"yes", "no"}:
        raise ValueError("adds_up must be `yes` or `no`")
    sample = PhoneName("", "", "")
    try:
        _fill(message, "word", sample, sample)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"message has an unknown placeholder: {error}") from error
    rule = Rule(rule_id, (), "any", "consonant", float(base), frozenset(), NOTHING, tip, message)
    return name, DetailRule(rule, float(gate), adds_up == "yes")


def _pair(text: str) -> frozenset[str]:
    pair = frozenset(text.split("/"))
    if len(pair) != 2 or not pair <= FEATURES.keys():
        raise ValueError(f"{text!r} is no pair of ARPAbet phones")
    return pair


def _load(row: list[str]) -> tuple[frozenset[str], float]:
    pair, _, load = row
    return _pair(pair), float(load)


def _read_names(path: Path) -> dict[str, PhoneName]:
    def name(row: list[str]) -> tuple[str, PhoneName]:
        if row[0] not in FEATURES:
            raise ValueError(f"{row[0]!r} is not an ARPAbet phone")
        return row[0], PhoneName(*row[1:])

    names = dict(_read(path, 4, name))
    if missing := sorted(FEATURES.keys() - names.keys()):
        raise RuleError(f"{path.name}: no name for {', '.join(missing)}")
    return names
