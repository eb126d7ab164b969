"""What operators do with training jobs, and speakers with their consent to be learnt from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from shared.storage import ObjectStore

from ..db import training_consents, training_jobs
from ..db.session import Database
from ..domain import keys
from ..domain.principal import Principal
from ..domain.training import DataKey, NewTraining, RecipeName, TrainingConsent, TrainingJob
from ..runs.training_metrics import TrainingMetrics
from .recipes import recipe_of


@dataclass(frozen=True, slots=True)
class TrainingDesk:
    database: Database
    store: ObjectStore
    metrics: TrainingMetrics
    notify: Callable[[], None]

    async def start(
        self,
        principal: Principal,
        recipe_name: RecipeName,
        data: tuple[str, ...],
        options: Mapping[str, float],
    ) -> TrainingJob:
        """Raises InvalidInput for options and data that the recipe doesn't take, and Conflict while too many jobs are unfinished."""
        recipe = recipe_of(recipe_name)
        recipe.require_data(tuple(map(DataKey.of, data)))
        new = NewTraining(
            uuid4(),
            recipe_name,
            data,
            recipe.with_defaults(options),
            len(recipe.all_steps),
            principal.subject,
        )
        job = await self.database.write(lambda s: training_jobs.add(s, principal, new))
        self.notify()
        return job

    async def newest(self, principal: Principal, limit: int) -> list[TrainingJob]:
        return await self.database.read(lambda s: training_jobs.newest(s, principal, limit=limit))

    async def one(self, principal: Principal, job_id: UUID) -> TrainingJob:
        """Raises NotFound."""
        return await self.database.read(lambda s: training_jobs.find(s, principal, job_id))

    async def cancel(self, principal: Principal, job_id: UUID) -> TrainingJob:
        """Who works on it has noticed within seconds. Raises NotFound, and Conflict for one that has ended."""
        job, is_new = await self.database.write(
            lambda s: training_jobs.cancel(s, principal, job_id)
        )
        if is_new:
            self.metrics.ended.labels(job.recipe, "cancelled").inc()
        await self.store.delete_folder(keys.training_folder(principal.tenant, job_id))
        return job

    async def agree(self, principal: Principal, speaker_id: str) -> TrainingConsent:
        return await self.database.write(lambda s: training_consents.give(s, principal, speaker_id))

    async def consent(self, principal: Principal, speaker_id: str) -> TrainingConsent:
        """Raises NotFound."""
        return await self.database.read(lambda s: training_consents.find(s, principal, speaker_id))

    async def take_back(self, principal: Principal, speaker_id: str) -> None:
        """Raises NotFound."""
        await self.database.write(lambda s: training_consents.withdraw(s, principal, speaker_id))
        self.notify()
