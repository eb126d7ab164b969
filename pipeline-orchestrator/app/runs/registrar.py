"""The loop that counts what tasks tell of their models, and ends trials that go wrong."""

import itertools
import math
from dataclasses import dataclass
from typing import get_args

from ..domain.trials import Fault
from ..pipelines.catalogue import models_tried
from .maintenance import repeat
from .supervisor import Pulse
from .worker import Worker

LOOK_S = 2.0
DRIFT_EVERY_S = 300.0
MEASURES = ("scores", "heard", "refusals")


@dataclass(slots=True)
class Registrar:
    worker: Worker
    _drift_due_at: float = -math.inf

    async def keep(self, pulse: Pulse) -> None:
        for model, why in itertools.product(models_tried(), get_args(Fault)):
            self.worker.metrics.model_rollbacks.labels(model, why)  # 0 until the first
        await repeat(self._look, pulse, pause_s=LOOK_S)

    async def _look(self, pulse: Pulse) -> None:
        metrics, watch = self.worker.metrics, self.worker.models
        while counted := await watch.count():
            pulse.turn()
            for (model, _, trial), n in counted.items():
                metrics.model_tasks.labels(model, "trial" if trial else "live").inc(n)
        for canary, why in await watch.end_what_fails():
            metrics.model_rollbacks.labels(canary.name, why).inc()
            await self.worker.rollout.refresh()
        if self.worker.clock() >= self._drift_due_at:
            self._drift_due_at = self.worker.clock() + DRIFT_EVERY_S
            await self._tell_drift()
            await watch.forget()

    async def _tell_drift(self) -> None:
        for model in sorted(models_tried()):
            found = await self.worker.models.newest_drift(model)
            for measure in MEASURES:
                value = math.nan if found is None else getattr(found, measure)
                self.worker.metrics.model_drift.labels(model, measure).set(value)
