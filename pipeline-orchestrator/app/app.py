"""What the use cases work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from shared.line import Line
from shared.storage import ObjectStore

from .core.config import Settings
from .core.open_streams import OpenStreams
from .db.session import Database
from .domain.principal import Principal
from .domain.quotas import Allowance
from .erasing.eraser import Eraser
from .erasing.retention import Purger
from .flags.flags import Flags
from .pipelines.upstreams import Upstreams
from .registry.lexicons import LexiconBook
from .registry.rollout import RolloutBook
from .registry.watching import ModelWatch
from .runs.metrics import TaskMetrics
from .runs.notifier import TaskNotifier
from .runs.ports import TaskQueue


@dataclass(frozen=True, slots=True)
class App:
    """What the use cases need; made once at start."""

    settings: Settings
    database: Database
    store: ObjectStore
    upstreams: Upstreams
    queue: TaskQueue
    notifier: TaskNotifier
    eraser: Eraser
    purger: Purger
    metrics: TaskMetrics
    public_url: str
    """Where callers reach this service."""
    process_line: Line
    """Of the callers of POST /process."""
    streams: OpenStreams
    flags: Flags
    """What is switched on, and for whom."""
    rollout: RolloutBook
    """Which models are live, and tried beside them."""
    models: ModelWatch
    lexicons: LexiconBook
    """Of tenants, those that are live."""
    allowance: Callable[[Principal], Awaitable[Allowance]]
    """What holds for a caller, as it was a few seconds ago."""
