"""A model as the registry has it: an entry for each version, and how far each is let."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from shared.contracts.weights import NamedWeights

ModelStage = Literal["candidate", "canary", "live", "retired"]
"""`candidate`: known, given nothing; `canary`: given a share of the tasks; `live`: given the others; `retired`: no more."""
MAX_NAME_CHARS = 64
MODEL_NAME_FORM = r"^[a-z0-9][a-z0-9-]{0,63}$"
_LEXICON_OF = "lexicon-"
VERSION_FORM = r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$"


def lexicon_name(tenant: str) -> str:
    """What the registry calls a tenant's lexicon."""
    return f"{_LEXICON_OF}{tenant}"


def is_lexicon(name: str) -> bool:
    """It isn't tried on a share: it is read by a person, and there may be none before it and after it."""
    return name.startswith(_LEXICON_OF)


@dataclass(frozen=True, slots=True)
class NewModel:
    """What is put into the registry. It begins as a candidate."""

    name: str
    version: str
    service: str
    sha256: str
    """Of its file; of several, of their digests."""
    n_bytes: int
    card: str = ""
    """What is known of it, in Markdown."""
    figures: Mapping[str, float] = field(default_factory=dict)
    data: str = ""
    """What it was taught by, with licences."""
    licence: str = ""
    object_key: str | None = None
    """Of its file in the object store; None: a release ships it."""


@dataclass(frozen=True, slots=True)
class ModelVersion(NewModel):
    stage: ModelStage = "candidate"
    is_shipped: bool = False
    """By this release: its service works with it when it is told nothing."""
    share: float | None = None
    """Of a canary."""
    trial: int = 0
    """Number of its last trial; 0: it had none."""
    trial_since: datetime | None = None
    replaces: str | None = None
    """Version that was live before it."""
    why: str | None = None
    """It was rolled back."""
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def weights(self) -> NamedWeights | None:
        """To be asked for; None: what its service has of its own."""
        if self.object_key is None:
            return None
        return NamedWeights(version=self.version, key=self.object_key, sha256=self.sha256)


@dataclass(frozen=True, slots=True)
class PickedModel:
    """Which version of a model a task is given."""

    version: str
    trial: int = 0
    """In whose course it was picked; 0: there was none."""
    is_own: bool = True
    """Its service has it when it is told nothing."""
    weights: NamedWeights | None = None
    """That it is asked for with, while its version is given to anybody."""

    def stored(self) -> dict[str, Any]:
        """As a task keeps it."""
        return {"version": self.version, "trial": self.trial, "is_own": self.is_own}


@dataclass(frozen=True, slots=True)
class Served:
    """Of one model: what is live, and what is tried beside it."""

    live: ModelVersion
    canary: ModelVersion | None = None

    def pick(self, lot: float) -> PickedModel | None:
        """`lot` from 0 to 1; who has the canary keeps it while its share grows. None: there is no choice, and nothing to tell its
        service."""
        canary = self.canary
        if canary is None:
            return None if self.live.object_key is None else _picked(self.live, trial=0)
        is_tried = lot < (canary.share or 0.0)
        return _picked(canary if is_tried else self.live, trial=canary.trial)

    def asked_for(self, picked: PickedModel | None) -> PickedModel | None:
        """What its service is told now of what was picked: a version that was rolled back is given to nobody any more."""
        canary = self.canary
        is_tried = picked is not None and canary is not None and picked.version == canary.version
        version = canary if is_tried and canary is not None else self.live
        trial = picked.trial if picked is not None else 0
        return None if version.object_key is None else _picked(version, trial=trial)


def _picked(version: ModelVersion, *, trial: int) -> PickedModel:
    return PickedModel(version.version, trial, version.object_key is None, version.weights)


Rollout = Mapping[str, Served]
"""By the model's name."""


def picked_of(stored: Mapping[str, Any] | None) -> dict[str, PickedModel]:
    """As a task keeps it."""
    return {
        name: PickedModel(str(each["version"]), int(each["trial"]), bool(each["is_own"]))
        for name, each in (stored or {}).items()
    }
