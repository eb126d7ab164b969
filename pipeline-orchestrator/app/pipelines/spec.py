"""What a pipeline is: a list of stages, each declared once.

Whoever runs, records, shows or erases tasks asks the declaration; nobody else knows a stage by its name.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from shared.contracts import Contract, EarlierRecording, NotAssessable, Stamped
from shared.events.kinds import Fact
from shared.roster import Service
from shared.storage import ObjectMissing

from ..domain.model import PickedModel
from ..domain.options import Options
from ..domain.speaker import EarlierTask
from ..domain.task import EndedRecord, StageRecord, TaskRecord
from ..schemas.tasks import TaskView
from .upstreams import Upstreams

RECORDING = "audio"
"""The need that every task meets from its start: the canonical recording, as the bytes of a WAV, or, of a pipeline of long
recordings, as a file that holds it."""


class Past(Protocol):
    """What is stored of a speaker's earlier tasks."""

    async def recordings(
        self, task: TaskRecord, *, text: str | None, judged_by: str, limit: int
    ) -> tuple[Sequence[EarlierRecording], EarlierTask | None]:
        """The newest `limit` of the task's speaker before it, oldest first, and the last one of the same words as
        `text`, with the key of what the stage `judged_by` gave."""
        ...

    async def result(self, key: str) -> bytes:
        """A stored result. Raises ObjectMissing when it was erased meanwhile."""
        ...


class NoPast:
    """Of who doesn't look back."""

    async def recordings(
        self, task: TaskRecord, *, text: str | None, judged_by: str, limit: int
    ) -> tuple[Sequence[EarlierRecording], EarlierTask | None]:
        del task, text, judged_by, limit
        return (), None

    async def result(self, key: str) -> bytes:
        raise ObjectMissing(key)


@dataclass(frozen=True, slots=True)
class PieceProgress:
    """How far a stage has come in a long recording."""

    n_done: int
    n_pieces: int
    done_s: float
    """Where in the recording the last piece that is done ends."""
    duration_s: float
    """Of the recording."""


class PieceBook(Protocol):
    """What a stage that works piece by piece has kept of its task, in this run and in earlier ones."""

    async def kept(self) -> list[bytes]:
        """What was kept of the first pieces, in their order, without a gap."""
        ...

    async def keep(self, index: int, content: bytes, progress: PieceProgress) -> None:
        """From now on this piece is done, whatever happens. Raises as the store and the database do, and when the task was taken
        away."""
        ...

    async def tell(self, progress: PieceProgress) -> None:
        """To who follows the task, as far as it is news."""
        ...

    async def discard(self) -> None:
        """Forget all pieces."""
        ...


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether the recording can be judged."""

    assessable: bool
    reason: NotAssessable | None = None


@dataclass(slots=True)
class Materials:
    """What there is so far: the recording, the request, and what finished stages gave."""

    task: TaskRecord
    past: Past
    given: dict[str, Any] = field(default_factory=dict)
    """Name of a need → what meets it."""
    models: Mapping[str, PickedModel] = field(default_factory=dict)
    """Which versions of models its services are to work with; theirs where nothing is said."""
    assessment: Assessment | None = None
    """What the last stage that could tell said; None until one did."""

    @property
    def audio(self) -> bytes:
        """The canonical recording, a WAV file."""
        return self.given[RECORDING]

    @property
    def file(self) -> BinaryIO:
        """The same of a long one, which is in no memory."""
        return self.given[RECORDING]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a stage's result means for its task, beside being there. It is told anew, from the stored result, when a task
    goes on after a stop: so it follows from the result alone, and does nothing."""

    gives: Mapping[str, Any] = field(default_factory=dict)
    """Needs that it meets beside `Stage.gives`, of those in `Stage.may_give`."""
    withheld: str = "not_given"
    """Why stages are skipped that need what it might have given and did not."""
    assessment: Assessment | None = None
    keep: tuple[object, ...] = ()
    """Facts with a table of their own, stored in one transaction with the result: `db.kept` knows them by type."""


NOTHING_MORE = Meaning()


def _nothing_more(result: Any, materials: Any) -> Meaning:
    del result, materials
    return NOTHING_MORE


def _always(options: Any) -> bool:
    del options
    return True


def _never(materials: Any) -> bool:
    del materials
    return False


@dataclass(frozen=True, slots=True)
class Need:
    """A need with a condition; a plain one is its name."""

    name: str
    when: Callable[[Any], bool] = _always
    """Whether a request with these options has it."""
    if_there: bool = False
    """Waited for only where a requested stage gives it."""
    unless: Callable[[Any], bool] = _never
    """From the materials to whether the stage does without it by now."""


Guard = Callable[[Any], str | None]
"""From the materials to why the stage is skipped at once; None while it may run."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to show of a task."""

    task: TaskRecord
    results: Mapping[str, Any]
    """By stage, as far as there are."""
    url_of: Callable[[str], str]
    """From an object's key to an address that plays it."""
    public_url: str
    """Where callers reach this service."""
    recording_url: str | None = None
    """None when the recording was erased, and where it isn't shown."""


def _no_fields(result: Any, findings: Any) -> dict[str, Any]:
    del result, findings
    return {}


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    run: Callable[..., Awaitable[Stamped]]
    """From the pipeline's materials and the services, and the `PieceBook` of one that works `in_pieces`, to the result. Raises
    UpstreamFailed."""
    needs: tuple[str | Need, ...]
    gives: str
    """The name under which its result meets a need."""
    result: type[Stamped]
    shows: Callable[[Any, Findings], dict[str, Any]] = _no_fields
    """From the result, and whatever else there is, to the fields of the answer that it fills. What several stages fill
    together, each of them fills with all that there is."""
    optional: bool = False
    """Its failure leaves the task `partial`; that of another fails the task."""
    guards: tuple[Guard, ...] = ()
    on_success: Callable[[Any, Any], Meaning] = _nothing_more
    """From the result and the materials."""
    may_give: tuple[str, ...] = ()
    """What `on_success` may give beside the result."""
    after: tuple[str, ...] = ()
    """Stages that go first, where they were asked for, though nothing of theirs is needed: on few cores the
    scores should not wait for a voice."""
    service: Service | None = None
    """Whom it asks: without the services of required stages a recording is not taken. None: it needs nobody."""
    under_consent: bool = False
    """Made under the speaker's consent: not started once that is revoked, not kept, and erased with it."""
    leaves: tuple[str, ...] = ()
    """Objects that its service leaves in the task's folder beside the result."""
    facts: tuple[Callable[[EndedRecord, Any], Fact], ...] = ()
    """From the stage as it ended, and its result, to what its success is told of beyond its task."""
    model: str | None = None
    """Name in the registry of the model that its service works with, and that other versions of may be tried on a share of the
    tasks. What is counted of a model is counted here."""
    in_pieces: bool = False
    """It works through a long recording for minutes to hours: what it did is kept piece by piece, and it goes on from there. So,
    while its service is away, the task is put off even where it could do without, and its result is too long for an event."""

    def all_needs(self, options: Options) -> Iterator[Need]:
        """Those of such a request."""
        for each in self.needs:
            need = Need(each) if isinstance(each, str) else each
            if need.when(options):
                yield need

    def why_skipped(self, materials: Materials) -> str | None:
        """None while it may run."""
        return next((why for guard in self.guards if (why := guard(materials))), None)


def _what_stages_show(findings: Findings, filled: dict[str, Any]) -> dict[str, Any]:
    del findings
    return filled


def _no_warnings(findings: Findings) -> list[str]:
    del findings
    return []


@dataclass(frozen=True, slots=True)
class Showing:
    """How a pipeline's tasks are shown: the answer's model, and what fills the fields beside those of its stages."""

    model: type[Contract] = TaskView
    """What GET /tasks/{id} answers."""
    whole: Callable[[Findings, dict[str, Any]], dict[str, Any]] = _what_stages_show
    """From the findings, and the fields that the stages fill, to all of the pipeline's own fields."""
    warnings: Callable[[Findings], list[str]] = _no_warnings


def _nothing_given(options: Any) -> dict[str, Any]:
    del options
    return {}


def _mends_nothing(field: str, options: Any) -> None:
    del field, options


async def _takes_all(options: Any, upstreams: Upstreams) -> None:
    del options, upstreams


def because_of(stage: str) -> str:
    """The reason of a stage that is left out since that one failed."""
    return f"{stage}_failed"


@dataclass(frozen=True, slots=True)
class DueStages:
    """What comes next in a task's run."""

    skipped: Sequence[StageRecord] = ()
    starting: Sequence[Stage] = ()


NOTHING_DUE = DueStages()


@dataclass(frozen=True, slots=True)
class Pipeline:
    name: str
    """As it stands in the task's row."""
    stages: tuple[Stage, ...]
    """In the order in which they are shown, those that give before those that need."""
    options: type[Options] = Options
    showing: Showing = field(default_factory=Showing)
    materials: type[Materials] = Materials
    """With names for what its stages give."""
    from_start: Callable[[Any], dict[str, Any]] = _nothing_given
    """From the options to the needs that the request itself meets, beside the recording."""
    callers_field: Callable[[str, Any], str | None] = _mends_nothing
    """From the field that a service refused, and the options, to the caller's field that holds it; None where the caller
    can't mend it."""
    long_recordings: bool = False
    """Its recordings may have hours: they are worked on from a file, a few at once beside the tasks of other pipelines."""
    check: Callable[[Any, Upstreams], Awaitable[None]] = _takes_all
    """What only a service knows of the options, asked before there is a task. Raises InvalidInput."""

    def __post_init__(self) -> None:
        """Raises ValueError for a stage that is there twice, or that goes after one which does not come before it."""
        names: set[str] = set()
        for stage in self.stages:
            if stage.name in names:
                raise ValueError(f"{self.name}: there are two stages {stage.name}")
            if unknown := [name for name in stage.after if name not in names]:
                raise ValueError(
                    f"{self.name}: {stage.name} goes after {unknown[0]}: no such stage"
                )
            names.add(stage.name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(stage.name for stage in self.stages)

    @property
    def under_consent(self) -> tuple[str, ...]:
        """Names of the stages whose work is made under the speaker's consent."""
        return tuple(stage.name for stage in self.stages if stage.under_consent)

    @property
    def required_services(self) -> tuple[Service, ...]:
        """Without them no recording is taken."""
        return tuple(stage.service for stage in self.stages if stage.service and not stage.optional)

    def filled(self, findings: Findings) -> dict[str, Any]:
        """The fields of the answer that these results fill; of one stage's alone, what its event shows."""
        fields: dict[str, Any] = {}
        for stage in self.stages:
            if stage.name in findings.results:
                fields |= stage.shows(findings.results[stage.name], findings)
        return fields

    def stage(self, name: str) -> Stage:
        """Raises KeyError."""
        found = next((stage for stage in self.stages if stage.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def lay_ready(
        self, materials: Materials, stage: Stage, result: Stamped, meaning: Meaning
    ) -> None:
        """What a stage gave, where it is the one to give it."""
        for name, value in {stage.gives: result, **meaning.gives}.items():
            if self.giver_of(Need(name), materials.task.options) is stage:
                materials.given[name] = value
        if meaning.assessment is not None:
            materials.assessment = meaning.assessment

    def giver_of(self, need: Need, options: Options) -> Stage | None:
        """The stage that gives `need` in this request: of several that were asked for, the last. None for what is there
        from the start, or is not waited for."""
        if need.name == RECORDING or need.name in self.from_start(options):
            return None
        givers = [each for each in self.stages if need.name in {each.gives, *each.may_give}]
        asked = [each for each in givers if each.name in options.stages]
        if asked:
            return asked[-1]
        return None if need.if_there else givers[0]

    def missing_givers(self, options: Options) -> list[tuple[Stage, Stage]]:
        """(stage, stage it needs) for each requested stage whose need nobody requested would give."""
        return [
            (stage, giver)
            for stage in self.stages
            if stage.name in options.stages
            for need in stage.all_needs(options)
            if (giver := self.giver_of(need, options)) is not None
            and giver.name not in options.stages
        ]
