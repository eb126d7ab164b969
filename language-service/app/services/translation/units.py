"""What an engine is given and what it gives back, a sentence at a time."""

from dataclasses import dataclass

from shared.contracts.translation import Formality, WhyUntranslated

from .protected import Protected


@dataclass(frozen=True, slots=True)
class Direction:
    source: str
    """ISO 639-1, or the three letters of a language that has none."""
    target: str

    @property
    def back(self) -> "Direction":
        return Direction(self.target, self.source)

    @classmethod
    def of(cls, listed: str) -> "Direction":
        """Of `en>hi`, as a list of models has it."""
        source, _, target = listed.partition(">")
        return cls(source, target)

    @property
    def listed(self) -> str:
        return f"{self.source}>{self.target}"

    def __str__(self) -> str:
        return f"{self.source}→{self.target}"


@dataclass(frozen=True, slots=True)
class SourceSentence:
    text: str
    protected: tuple[Protected, ...] = ()
    """At their places in `text`."""

    @property
    def free_text(self) -> str:
        """What is left for an engine: all but what is protected."""
        parts, at = [], 0
        for each in self.protected:
            parts.append(self.text[at : each.start])
            at = each.end
        return " ".join([*parts, self.text[at:]])


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence in the other language."""

    text: str
    score: float | None = None
    """Mean log-probability of its tokens, at most 0; None where the engine tells none."""
    confidence: float | None = None
    """That it is right, 0–1; None where nobody has held the engine's own figures against what was right."""
    formality: Formality | None = None
    """As it is put; None where the sentence has no register, or the engine knows of none."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that is left untranslated, since a wrong one would be worse."""

    reason: WhyUntranslated


Outcome = Rendering | Refusal
