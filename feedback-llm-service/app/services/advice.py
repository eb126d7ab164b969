"""Which tip speaks for a family of habits: of its one rule, of its one sound, or its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts import Issue

from .families import sounds_of_family, tips_of_family
from .languages import FamilyTip, Tip, TipLibrary


@dataclass(frozen=True, slots=True)
class Advice:
    """On the slips of one family in one recording."""

    family: FamilyTip
    tip: Tip | None
    """Of the one rule that names all slips, else the family's; None where one sound's own words are fitter."""
    sound: str | None
    """ARPAbet: that sound."""

    @property
    def reviewed_pairs(self) -> list[tuple[str, str]]:
        return self.tip.pairs if self.tip else []


def advice_on(family: str, issues: Sequence[Issue], tips: TipLibrary) -> Advice:
    """`issues` are all of `family`."""
    of_family = tips.families[family]
    named = {issue.tip for issue in issues}
    (only,) = named if len(named) == 1 else (None,)
    if only in tips_of_family(family) and (tip := tips.rules.get(only or "")) is not None:
        return Advice(of_family, tip, None)
    targets = {issue.target for issue in issues}
    (target,) = targets if len(targets) == 1 else (None,)
    if only is not None and target in sounds_of_family(family) and only == f"sound.{target}":
        return Advice(of_family, None, target)
    return Advice(of_family, of_family, None)
