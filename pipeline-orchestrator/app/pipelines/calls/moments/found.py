"""What a rule finds, before it is ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ....schemas.calls import CallTurn, MomentEvidence
from .rules import CallRule

LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class FoundMoment:
    rule: CallRule
    turns: Sequence[CallTurn]
    """The exchange, in order."""
    evidence: Sequence[MomentEvidence]
    """What it rests on; the first fills the places of the rule's reason."""
    about: CallTurn | None = None
    """The agent's turn that it is about."""
    is_about_sound: bool = False
    """Whether how that turn was said is worth practising."""
    strength: float = 1.0
    """How much of the rule's weight it has; may pass 1."""
    told: Mapping[str, Any] = field(default_factory=dict)
    """What fills other places of the reason."""

    @property
    def reason(self) -> str:
        first = self.evidence[0]
        places = {"quote": first.quote, "value": first.value, "usual": first.usual, **self.told}
        return self.rule.reason.format(**{name: each for name, each in places.items() if each is not None})  # fmt: skip


def quoted(turn: CallTurn) -> MomentEvidence:
    text = turn.text
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"
    return MomentEvidence(turn=turn.index, start_s=turn.start_s, end_s=turn.end_s, quote=text)


def measured(
    turn: CallTurn, measure: str, value: float, usual: float | None = None
) -> MomentEvidence:
    return MomentEvidence(
        turn=turn.index,
        start_s=turn.start_s,
        end_s=turn.end_s,
        measure=measure,
        value=round(value, 3),
        usual=None if usual is None else round(usual, 3),
    )
