"""What somebody wants erased, as it is kept while the database can't take it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from . import keys
from .principal import LOCAL_TENANT, Principal, acting_for

Kind = Literal["task", "speaker", "task_consent", "speaker_consent", "consent"]
VOICE_ONLY: frozenset[Kind] = frozenset({"task_consent", "speaker_consent"})


class Wish(BaseModel):
    """What somebody wants erased. `consent` is a standing consent that was not kept after all."""

    model_config = ConfigDict(frozen=True)

    tenant: str = LOCAL_TENANT
    """Wishes that were kept before there were tenants name none."""
    kind: Kind
    id: str
    """Of the task or consent; the speaker's own."""
    tasks: tuple[UUID, ...] = ()
    """Known to be meant."""
    consents: tuple[UUID, ...] = ()
    indexed: tuple[UUID, ...] = ()
    """Of the tasks, those that search-service may have."""

    @classmethod
    def of_task(cls, principal: Principal, task_id: UUID, kind: Kind = "task") -> "Wish":
        return cls(tenant=principal.tenant, kind=kind, id=str(task_id), tasks=(task_id,))

    @classmethod
    def of_speaker(cls, principal: Principal, speaker_id: str, kind: Kind = "speaker") -> "Wish":
        return cls(tenant=principal.tenant, kind=kind, id=speaker_id)

    @property
    def principal(self) -> Principal:
        """Who carries it out."""
        return acting_for(self.tenant, "eraser")

    @property
    def owners(self) -> tuple[UUID, ...]:
        """In whose folders is what goes beside the tasks' own: consents, and a speaker, for whom things were spoken."""
        if self.kind != "speaker":
            return self.consents
        return (*self.consents, keys.speech_owner(self.tenant, self.id))

    @property
    def of_a_speaker(self) -> bool:
        return self.kind in {"speaker", "speaker_consent"}


@dataclass(frozen=True, slots=True)
class Erasure:
    """Objects to be erased again later: a service may have been writing when they were erased."""

    id: int
    tenant: str
    task_id: UUID
    voice_only: bool
    """Only what was made under the consent."""
    in_index: bool = False
    """search-service may have it."""
    of_consent: bool = False
    """`task_id` is that of a standing consent."""
    wait_s: float = 0.0
    """Due when it has been waited with for so long."""
    is_overdue: bool = False
    """By the time of day, which may have been set since."""
