"""What a training job can make: each recipe declared once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.errors import InvalidInput
from shared.gates import HABIT_ERROR, PHONE_ERROR
from shared.roster import ALIGNMENT, ORCHESTRATOR, PHONEME_MAP

from ..domain.model import lexicon_name
from ..domain.training import DataKey, RecipeName
from ..pipelines.models import ALIGNER
from .gathering import Gatherer, findings_judged, words_corrected

GATHER = "gather"
"""The first step of each: what is in database and store, in one file; all that follows comes from that alone."""
_STEPS = f"{ORCHESTRATOR.name}.app.training.steps"


@dataclass(frozen=True, slots=True)
class Bound:
    """Of an option: a whole number where all three are."""

    default: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Recipe:
    name: RecipeName
    takes: frozenset[str]
    """Kinds of data sets."""
    gather: Callable[[Gatherer, tuple[DataKey, ...]], Awaitable[bytes]]
    module: str
    """Where the other steps are functions of these names; the last one's file holds the candidate."""
    steps: tuple[str, ...]
    options: Mapping[str, Bound]
    model: Callable[[str], str]
    """Name in the registry, from the tenant."""
    version: str
    """In front of the digest of what was made."""
    service: str
    constants: Mapping[str, float]

    @property
    def all_steps(self) -> tuple[str, ...]:
        return (GATHER, *self.steps)

    def with_defaults(self, sent: Mapping[str, float]) -> dict[str, float]:
        """Raises InvalidInput for an option that is none of the recipe's, or out of bounds."""
        for name, value in sent.items():
            bound = self.options.get(name)
            if bound is None:
                raise InvalidInput(f"the recipe {self.name} has no option {name}", field=f"options.{name}")  # fmt: skip
            if not bound.least <= value <= bound.most:
                raise InvalidInput(f"{name} is {bound.least:g} to {bound.most:g}", field=f"options.{name}")  # fmt: skip
        return {name: sent.get(name, bound.default) for name, bound in self.options.items()}

    def require_data(self, keys: tuple[DataKey, ...]) -> None:
        """Raises InvalidInput."""
        for key in keys:
            if key.kind not in self.takes:
                taken = " and ".join(sorted(self.takes))
                raise InvalidInput(f"the recipe {self.name} learns from {taken}", field="data")


SEED = Bound(0, 0, 2**31 - 1)

RECIPES: Mapping[str, Recipe] = {
    each.name: each
    for each in (
        Recipe(
            "aligner-recalibration",
            takes=frozenset({"verdicts"}),
            gather=findings_judged,
            module=f"{_STEPS}.recalibration",
            steps=("folds", "measure", "fit_all", "write"),
            options={
                "least_verdicts": Bound(60, 20, 100_000),
                "least_speakers": Bound(5, 3, 10_000),
                "n_folds": Bound(5, 2, 20),
                "n_draws": Bound(2000, 200, 20_000),
                "seed": SEED,
            },
            model=lambda _: ALIGNER,
            version="recalibrated-",
            service=ALIGNMENT.name,
            constants={"gate": PHONE_ERROR, "gate_of_habits": HABIT_ERROR},
        ),
        Recipe(
            "lexicon",
            takes=frozenset({"verdicts", "assignments"}),
            gather=words_corrected,
            module=f"{_STEPS}.lexicon",
            steps=("count", "choose", "write"),
            options={"least_speakers": Bound(3, 2, 10_000), "least_share": Bound(0.8, 0.5, 1.0)},
            model=lexicon_name,
            version="lexicon-",
            service=PHONEME_MAP.name,
            constants={},
        ),
    )
}


def recipe_of(name: str) -> Recipe:
    return RECIPES[name]


def given(recipe: Recipe, options: Mapping[str, Any]) -> dict[str, Any]:
    """What its steps are given."""
    return {**options, **recipe.constants}
