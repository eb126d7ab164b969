"""Several models of one service side by side: which of them a request is given to.

Those of a file (shared.models.listed) stand beside the service's own engine; each is loaded by an engine with settings of its own,
has a line of its own, and is counted by its name. What it is given goes by language, and by lot where it is on trial.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from pydantic import ValidationError

from shared.engines import (
    Engine,
    EngineContext,
    EngineHost,
    EngineSpec,
    EngineUnavailable,
    RunOutcome,
    load_engine,
)
from shared.lots import drawn
from shared.models.listed import OWN, ListedModel, ModelsUnreadable, read_model_file
from shared.on_demand import OnDemand, Shelf, State
from shared.web.dependencies import Runtime
from shared.web.engine_metrics import SECONDS

E_co = TypeVar("E_co", bound=Engine, covariant=True)


@dataclass(frozen=True, slots=True)
class LoadedModel(Generic[E_co]):
    listed: ListedModel | None
    """None for the service's own."""
    host: EngineHost[E_co]

    @property
    def name(self) -> str:
        return OWN if self.listed is None else self.listed.name

    @property
    def state(self) -> State:
        """`loaded`, but of an engine whose `weights` are loaded on demand."""
        weights = self._weights
        return "loaded" if weights is None else weights.state

    @property
    def load_s(self) -> float | None:
        """Seconds that loading took; None where it was not asked for yet."""
        weights = self._weights
        return self.host.load_s if self.listed is None or weights is None else weights.load_s

    @property
    def _weights(self) -> OnDemand[Any] | None:
        return getattr(self.host.engine, "weights", None)


@dataclass(frozen=True, slots=True)
class ModelBook(Generic[E_co]):
    """Of one process."""

    models: Sequence[LoadedModel[E_co]]
    """The service's own engine, then the others as they are listed."""

    @property
    def own(self) -> EngineHost[E_co]:
        return self.models[0].host

    @property
    def languages_of_others(self) -> frozenset[str]:
        """That a model beside the service's own is given, all of them or a share."""
        return frozenset(
            language for each in self.models if each.listed for language in each.listed.languages
        )

    def host_for(self, language: str | None, key: str) -> EngineHost[E_co]:
        """Who is given a request in a language, ISO 639; None where nobody knows it yet. Requests of one `key` are given to the
        same one."""
        return self.specialist(language, key) or self.own

    def specialist(self, language: str | None, key: str) -> EngineHost[E_co] | None:
        """The same; None where it is the service's own engine."""
        alike = [each for each in self.models if each.listed and language in each.listed.languages]
        lot, below = drawn(f"{language} {key}"), 0.0
        for each in alike:
            assert each.listed is not None
            if each.listed.share < 1:
                below += each.listed.share
                if lot < below:
                    return each.host
        return next((each.host for each in alike if each.listed and each.listed.share == 1), None)


def request_key() -> str:
    """Of the request that is worked on: its task, so that all of it is done by one model, else itself."""
    context = structlog.contextvars.get_contextvars()
    return str(context.get("task_id") or context.get("request_id") or "")


class _ModelMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        self.runs = Counter(
            "model_runs_total", "What each model was asked for", ["model", "outcome"], registry=registry
        )  # fmt: skip
        self.run_seconds = Histogram(
            "model_run_seconds",
            "Seconds that each model worked on one request, without the line",
            ["model"],
            buckets=SECONDS,
            registry=registry,
        )

    def watch(self, model: LoadedModel[Any]) -> None:
        for outcome in get_args(RunOutcome):  # 0, and not missing, of what nobody asked for yet
            self.runs.labels(model.name, outcome)
        self.run_seconds.labels(model.name)
        model.host.ran = partial(self._ran, model.name, model.host.ran)

    def _ran(
        self,
        name: str,
        before: Callable[[RunOutcome, float], None],
        outcome: RunOutcome,
        seconds: float,
    ) -> None:
        before(outcome, seconds)
        self.runs.labels(name, outcome).inc()
        self.run_seconds.labels(name).observe(seconds)

    def unregister(self) -> None:
        self._registry.unregister(self.runs)
        self._registry.unregister(self.run_seconds)


@asynccontextmanager
async def open_models(
    runtime: Runtime,
    path: str,
    specs: Sequence[EngineSpec],
    *,
    package: str,
    knows: Callable[[Any, str], bool],
    own: EngineHost[Any] | None = None,
    most_loaded: int | None = None,
) -> AsyncIterator[ModelBook[Any]]:
    """The service's own engine (or `own`, that it loaded beside) and what the file lists, if there is one; mock engines stand
    alone. `package` as of load_engine; `knows`: whether an engine takes a language. With `most_loaded` listed models are loaded when
    they are first asked for, and so many of them are in memory at once: for engines that keep their weights on the context's shelf.

    Raises EngineUnavailable for a file with a mistake, a model that can't be loaded, or one that is given a language which it
    doesn't know.
    """
    own = own or runtime.host
    assert own is not None, "the service has loaded its engine"
    metrics = _ModelMetrics(runtime.metrics)
    wait_s = runtime.settings.line_wait_s
    shelf = None if most_loaded is None else Shelf(most_loaded, longest_wait_s=wait_s)
    models: list[LoadedModel[Any]] = [LoadedModel(None, own)]
    try:
        metrics.watch(models[0])
        for listed in _listed(path) if path and not own.mock else ():
            models.append(LoadedModel(listed, await _load(listed, runtime, specs, package, shelf)))
            metrics.watch(models[-1])
            for language in listed.languages:
                if not knows(models[-1].host.engine, language):
                    raise EngineUnavailable(f"model {listed.name!r} doesn't know {language!r}")
        yield ModelBook(models)
    finally:
        metrics.unregister()
        for model in models[1:]:
            if (close := getattr(model.host.engine, "close", None)) is not None:
                close()


def _listed(path: str) -> list[ListedModel]:
    try:
        return read_model_file(Path(path))
    except ModelsUnreadable as error:
        raise EngineUnavailable(str(error)) from error


async def _load(
    listed: ListedModel,
    runtime: Runtime,
    specs: Sequence[EngineSpec],
    package: str,
    shelf: Shelf | None,
) -> EngineHost[Any]:
    kind = type(runtime.settings)
    if unknown := sorted(set(listed.settings) - set(kind.model_fields)):
        raise EngineUnavailable(f"model {listed.name!r}: there is no setting {unknown[0]!r}")
    try:
        its_own = kind.model_validate(runtime.settings.model_dump() | listed.settings)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise EngineUnavailable(f"model {listed.name!r}: {place}: {first['msg']}") from error
    try:
        return await load_engine(
            specs,
            package=package,
            wanted=listed.engine,
            mock_mode=False,
            context=EngineContext(
                its_own, runtime.common.model_dir, runtime.threads, shelf or Shelf()
            ),
            warm=shelf is None,
            line=runtime.engine_line(f"the model {listed.name}", its_own),
        )
    except EngineUnavailable as error:
        raise EngineUnavailable(f"model {listed.name!r}: {error}") from error
