"""The pipeline, as a list to read aloud.

A stage starts as soon as its needs are there: `audio` from the start, `text` from the start where the
caller gave a reference, else from the transcript. `verdict` is whether the recording can be judged:
the diff gives it, or the transcript where no diff was asked for. `slips` are the diff's too, for who wants to hear them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from shared import contracts
from shared.contracts import Stamped

from ..domain.task import TaskOptions
from .stages import Materials, Reference, align, coach, convert, diff, map_words, speak, transcribe
from .upstreams import Upstreams


@dataclass(frozen=True, slots=True)
class Stage:
    name: contracts.StageName
    run: Callable[[Materials, Upstreams], Awaitable[Stamped]]
    needs: tuple[str, ...]
    gives: str
    result: type[Stamped]
    optional: bool = False
    """Its failure leaves the task `partial`; that of another fails the task."""
    after: tuple[contracts.StageName, ...] = ()
    """Stages that go first, where they were asked for, though nothing of theirs is needed: on few cores the
    scores should not wait for a voice."""


PIPELINE: tuple[Stage, ...] = (
    Stage("asr", transcribe, ("audio",), "transcript", contracts.Transcript),
    Stage("align", align, ("audio", "transcript", "text"), "alignment", contracts.Alignment),
    Stage("phonemap", map_words, ("text",), "target_phones", contracts.PhonemeMap),
    Stage("diff", diff, ("alignment", "target_phones", "transcript"), "diff", contracts.Diff),
    Stage(
        "tts",
        speak,
        ("text", "target_phones", "slips"),
        "reference_audio",
        Reference,
        optional=True,
        after=("align",),
    ),
    Stage(
        "vc",
        convert,
        ("reference_audio", "audio", "verdict"),
        "own_voice",
        contracts.Conversion,
        optional=True,
    ),
    Stage(
        "feedback",
        coach,
        ("diff", "alignment", "transcript"),
        "feedback",
        contracts.Feedback,
        optional=True,
    ),
)


def giver_of(need: str, options: TaskOptions) -> contracts.StageName | None:
    """The stage that gives `need` in this request; None for what is there from the start."""
    if need == "audio" or (need == "text" and options.reference_text):
        return None
    if need == "text":
        return "asr"
    if need == "slips":
        return "diff" if options.say_heard else None
    if need == "verdict":
        return next((name for name in ("diff", "asr") if name in options.stages), None)
    return next(stage.name for stage in PIPELINE if stage.gives == need)


def missing_givers(options: TaskOptions) -> list[tuple[contracts.StageName, contracts.StageName]]:
    """(stage, stage it needs) for each requested stage whose need nobody requested would give."""
    return [
        (stage.name, giver)
        for stage in PIPELINE
        if stage.name in options.stages
        for need in stage.needs
        if (giver := giver_of(need, options)) is not None and giver not in options.stages
    ]
