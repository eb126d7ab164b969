"""Choosing, loading and running a service's engine.

A service lists its engines as `EngineSpec`s, best first. `<PREFIX>_ENGINE` names one, or `auto` takes
the first whose requirements are installed. A named engine that can't load stops the start with the
reason; it is never swapped for another.
"""

import importlib
import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, ParamSpec, Protocol, TypeVar

import anyio
import anyio.to_thread
import structlog

from shared.abandon import run_abandonable
from shared.errors import Problem, Unavailable
from shared.line import Line
from shared.models.store import missing_model
from shared.on_demand import Shelf
from shared.tracing import span

log = structlog.get_logger(__name__)

E_co = TypeVar("E_co", bound="Engine", covariant=True)
P = ParamSpec("P")
R = TypeVar("R")


_IMPORTING = Lock()
"""Services of one process load their engines at once, and libraries that import one another half-way don't bear that."""

RunOutcome = Literal["succeeded", "refused", "failed", "abandoned"]
"""`refused`: the request could not be done, by its own fault; `abandoned`: nobody waited for it any more."""


class Engine(Protocol):
    """What the host needs of any engine; each service's base.py adds what the engine does.

    Its work asks shared.abandon between its steps whether anybody still waits. One that holds connections also has `close()`, called when the service stops.
    """

    name: str
    model_version: str

    def warm_up(self) -> None:
        """Run once on a tiny input, so the first request isn't the slow one."""
        ...


@dataclass(frozen=True, slots=True)
class EngineSpec:
    name: str
    """What `<PREFIX>_ENGINE` calls it."""
    module: str
    """Module, relative to the service's `engines` package, with `load(context) -> Engine`."""
    about: str
    """A line for who chooses: what it is, what it needs beyond `requires` and `models`, and whatever of its licence binds the
    operator. `make doctor` shows it."""
    requires: tuple[str, ...] = ()
    """Import names that must be findable; checked without importing them."""
    models: tuple[str, ...] = ()
    """Entries of models.toml that must be in the model store."""
    automatic: bool = True
    """Whether `auto` may choose it. False for engines an operator must ask for by name."""


@dataclass(frozen=True, slots=True)
class EngineContext:
    """What an engine's `load` gets."""

    settings: Any
    """The service's own settings."""
    model_dir: Path
    """Root of the model store: one folder a model."""
    threads: int
    """Threads the engine may use for one request."""
    shelf: Shelf = field(default_factory=Shelf)
    """Where what it loads on demand is kept."""


class EngineUnavailable(Exception):
    """The engine named in the settings can't be used here; the message says what is missing."""


def is_installed(import_name: str) -> bool:
    """Whether a package can be imported, without importing it."""
    try:
        return importlib.util.find_spec(import_name) is not None
    except (ImportError, ValueError):
        return False


def missing_requirements(spec: EngineSpec, model_dir: Path) -> list[str]:
    """What `spec` needs and this machine lacks, in words; empty when it can be loaded."""
    packages = [f"package {name}" for name in spec.requires if not is_installed(name)]
    models = [lack for name in spec.models if (lack := missing_model(name, model_dir))]
    return packages + models


def choose_engine(
    wanted: str, specs: Sequence[EngineSpec], *, missing: Callable[[EngineSpec], list[str]]
) -> EngineSpec:
    """The spec called `wanted`, or for `auto` the first that lacks nothing.

    Raises EngineUnavailable with what is missing. A named engine is never replaced by another.
    """
    by_name = {spec.name: spec for spec in specs}
    if wanted != "auto":
        if wanted not in by_name:
            raise EngineUnavailable(f"no engine {wanted!r}; known: auto, {', '.join(by_name)}")
        if lacks := missing(by_name[wanted]):
            raise EngineUnavailable(f"engine {wanted!r} needs {', '.join(lacks)}")
        return by_name[wanted]
    reasons: list[str] = []
    for spec in specs:
        if not spec.automatic:
            continue
        if not (lacks := missing(spec)):
            return spec
        reasons.append(f"{spec.name} needs {', '.join(lacks)}")
    raise EngineUnavailable("no engine can be loaded: " + "; ".join(reasons))


@dataclass(slots=True)
class EngineHost(Generic[E_co]):
    """Holds one loaded engine and runs its blocking work in a thread, a few at a time."""

    engine: E_co
    mock: bool
    line: Line
    """Of those who want it."""
    load_s: float = field(default=0.0)
    """Seconds that loading and warming up took."""
    ran: Callable[[RunOutcome, float], None] = lambda outcome, seconds: None
    """Told of each run: how it ended, and its seconds."""
    _limiter: anyio.CapacityLimiter = field(init=False)

    def __post_init__(self) -> None:
        self._limiter = anyio.CapacityLimiter(self.line.places)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`work(*args, **kwargs)` in a worker thread, when it is its turn. Raises Busy where the line is full.

        When this is cancelled the work is abandoned (shared.abandon): it ends at its next step, and only then does
        another take its place.
        """
        async with AsyncExitStack() as stack:
            with span("line"):
                await stack.enter_async_context(self.line.place())
            with span("engine", attributes={"agentforge.engine": self.engine.name}), self._told():
                return await run_abandonable(work, self._limiter, *args, **kwargs)

    @contextmanager
    def _told(self) -> Iterator[None]:
        begun = time.perf_counter()
        outcome: RunOutcome = "abandoned"
        try:
            yield
            outcome = "succeeded"
        except Problem as problem:
            outcome = "refused" if problem.status < 500 else "failed"
            raise
        except Exception:
            outcome = "failed"
            raise
        finally:
            self.ran(outcome, time.perf_counter() - begun)

    def stamp(self) -> dict[str, Any]:
        """The three fields every response carries."""
        return {
            "engine": self.engine.name,
            "model_version": self.engine.model_version,
            "mock": self.mock,
        }


async def load_engine(
    specs: Sequence[EngineSpec],
    *,
    package: str,
    wanted: str,
    mock_mode: bool,
    context: EngineContext,
    line: Line,
    warm: bool = True,
) -> EngineHost[Any]:
    """Choose, import, load and (`warm`) warm up an engine; `package` is the service's `engines` package.

    Raises EngineUnavailable when the wanted engine can't be loaded.
    """
    name = "mock" if mock_mode else wanted
    spec = choose_engine(
        name, specs, missing=lambda each: missing_requirements(each, context.model_dir)
    )

    def load() -> Engine:
        with _IMPORTING:
            module = importlib.import_module(f"{package}.{spec.module}")
        engine: Engine = module.load(context)
        if warm:
            engine.warm_up()
        return engine

    started = time.perf_counter()
    try:
        engine = await anyio.to_thread.run_sync(load)
    except (ImportError, OSError, ValueError, Unavailable) as error:
        raise EngineUnavailable(f"engine {spec.name!r} did not load: {error}") from error
    load_s = time.perf_counter() - started
    log.info("engine_loaded", engine=spec.name, load_s=round(load_s, 2))
    return EngineHost(
        engine=engine,
        mock=spec.name == "mock",
        line=line,
        load_s=load_s,
    )
