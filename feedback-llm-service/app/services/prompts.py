"""The prompt templates: read, rendered with a sample and checked when the service starts.

Jinja2 in its sandbox, undefined names forbidden: a template can name only what its manifest lists.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.contracts import UNCLEAR_RULE, Diff, JudgedStress, Scores

from ..schemas.request_response import EXAMPLE, FeedbackRequest
from .claims import measure_recording
from .habits import STRESS


class PromptError(ValueError):
    """A prompt or its manifest is wrong; the message names file and line."""


class _ManifestEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    file: str = Field(pattern=r"^[a-z0-9_]+\.md$")
    version: str = Field(min_length=1)
    variables: list[str]
    """Exactly what the template names."""


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: str = Field(min_length=1)
    """Of the set; responses carry it as `prompt_version`."""
    template: dict[str, _ManifestEntry]


SYSTEM = ("system", "guardrails")
"""Templates of what a model is, in the order they are sent."""
USER = (
    "feedback",
    "word_stress",
    "schwa",
    "rhythm_intonation",
    "drills",
    "summary",
    "missing_data",
)
"""Templates of what it is asked about one recording."""


@dataclass(frozen=True)
class PromptLibrary:
    version: str
    templates: Mapping[str, Template]

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        """The prompt `name`; `context` is that of prompt_context. Raises jinja2.TemplateError."""
        return self.templates[name].render(context).strip()


def prompt_context(
    request: FeedbackRequest, *, pairs: Sequence[Sequence[Sequence[str]]] = ()
) -> dict[str, Any]:
    """Everything a template may name: plain values, no objects with methods.

    `pairs` are the minimal pairs of each priority, in order of rank, that a drill may choose from.
    """
    diff = request.diff.model_dump(mode="json")
    for issue in diff["issues"]:
        issue["heard"] = _heard(issue)
    measures = measure_recording(request.diff, request.alignment, None)
    return {
        "habits": [found.kind for found in request.diff.delivery if found.state == "habit"],
        "melody": _way(measures.said.get("melody")),
        "melody_to_advise": _way(measures.advised.get("melody")),
        "pace": _way(measures.said.get("pace")),
        "n_pauses": measures.n_pauses,
        "is_good": measures.is_good,
        "pairs": [list(map(list, of_rank)) for of_rank in pairs],
        "assessable": diff["assessable"],
        "issues": diff["issues"],
        "l1": request.l1,
        "language": request.language,
        "priorities": [issue for issue in diff["issues"] if issue["priority"] is not None],
        "reason": diff["reason"],
        "scores": diff["scores"],
        "stresses": _stresses(request.diff),
        "text_source": diff["text_source"],
        "uncertain": [
            {"word": word.text, "target": phone.target}
            for word in request.diff.spoken_words
            for phone in word.phones
            if phone.state == "uncertain"
        ],
        "words": [
            {key: word[key] for key in ("index", "text", "accuracy", "error_type")}
            for word in diff["words"]
        ],
    }


def _way(measured: frozenset[str] | None) -> str | None:
    """Which way a measure points."""
    return next(iter(measured), None) if measured else None


def _heard(issue: dict[str, Any]) -> str | None:
    """In words where it is no phone."""
    if issue["category"] == STRESS:
        return "the right sound, with the stress elsewhere"
    return "not certain" if issue["rule"] == UNCLEAR_RULE else issue["heard"]


def _stresses(diff: Diff) -> list[dict[str, Any]]:
    """Issues of stress; `heard` and `target` are syllables counted from 1, None where they were not told."""
    measured = {word.index: word.stress for word in diff.words if word.stress is not None}
    return [
        {
            "id": issue.id,
            "word": issue.word,
            "start_s": issue.start_s,
            "heard": stress.heard_syllable + 1 if stress else None,
            "target": stress.target_syllable + 1 if stress else None,
        }
        for issue in diff.issues
        if issue.category == STRESS
        for stress in [measured.get(issue.word_index)]
    ]


@cache
def load_prompts(folder: Path) -> PromptLibrary:
    """Read every template of manifest.toml and render it once; a process reads a folder once.

    Raises PromptError with file and line for a missing file, a syntax error, a name that the manifest
    doesn't list, or a template that fails or renders to nothing.
    """
    manifest = _read_manifest(folder / "manifest.toml")
    if missing := sorted({*SYSTEM, *USER} - manifest.template.keys()):
        raise PromptError(f"manifest.toml: template.{missing[0]} is missing")
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    templates = {
        name: _load(folder / entry.file, entry, environment)
        for name, entry in manifest.template.items()
    }
    return PromptLibrary(manifest.version, templates)


def _read_manifest(path: Path) -> _Manifest:
    try:
        return _Manifest.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise PromptError("manifest.toml: there is none in FEEDBACK_PROMPTS_DIR") from error
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"manifest.toml: {error}") from error
    except ValidationError as error:
        mistake = error.errors()[0]
        place = ".".join(map(str, mistake["loc"]))
        raise PromptError(f"manifest.toml: {place}: {mistake['msg']}") from error


def _load(path: Path, entry: _ManifestEntry, environment: SandboxedEnvironment) -> Template:
    try:
        source = path.read_text(encoding="utf-8")
        named = meta.find_undeclared_variables(environment.parse(source, filename=path.name))
        if named != set(entry.variables):
            raise PromptError(f"{path.name}:{_line_of_difference(source, named, entry)}")
        template = environment.from_string(environment.parse(source, filename=path.name))
    except FileNotFoundError as error:
        raise PromptError(f"{path.name}: the manifest names it, and it is not there") from error
    except TemplateSyntaxError as error:
        raise PromptError(f"{path.name}:{error.lineno}: {error.message}") from error
    for sample in _samples():
        _check_rendering(path, template, sample)
    return template


def _line_of_difference(source: str, named: set[str], entry: _ManifestEntry) -> str:
    """`line: what` for a name that template and manifest don't share."""
    if extra := sorted(named - set(entry.variables)):
        lines = enumerate(source.splitlines(), start=1)
        line = next((number for number, text in lines if extra[0] in text), 1)
        return f"{line}: {extra[0]!r} is not among the manifest's variables"
    return f"1: it never names {sorted(set(entry.variables) - named)[0]!r}"


def _check_rendering(path: Path, template: Template, sample: dict[str, Any]) -> None:
    try:
        rendered = template.render(sample)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise PromptError(f"{path.name}:{_failing_line(error)}: {error}") from error
    if not rendered.strip():
        raise PromptError(f"{path.name}:1: it renders to nothing")


def _failing_line(error: BaseException) -> int:
    """Line of the template that raised: the last frame that Jinja2 maps back to it."""
    line, traceback = 1, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _samples() -> list[dict[str, Any]]:
    """What templates are tried with: one slip, the same unmeasured, moved stress, one that can't be judged."""
    slip = FeedbackRequest.model_validate(EXAMPLE)
    silent = slip.diff.model_copy(
        update={"assessable": False, "reason": "silence", "issues": [], "words": []}
    )
    (issue,), (word,) = slip.diff.issues, slip.diff.words
    doubtful = word.phones[1].model_copy(update={"state": "uncertain", "score": None})
    unmeasured = slip.diff.model_copy(
        update={
            "scores": Scores(),
            "text_source": "transcript",
            "issues": [issue.model_copy(update={"start_s": None, "heard": None, "priority": None})],
            "words": [word.model_copy(update={"accuracy": None, "phones": [doubtful]})],
        }
    )
    stress = JudgedStress(
        state="error", target_syllable=0, heard_syllable=1, probability=0.9, prominence=[0.1, 0.9]
    )
    moved = slip.diff.model_copy(
        update={
            "issues": [issue.model_copy(update={"category": STRESS, "heard": None})],
            "words": [word.model_copy(update={"stress": stress})],
        }
    )
    return [
        prompt_context(slip),
        prompt_context(slip.model_copy(update={"diff": unmeasured})),
        prompt_context(slip.model_copy(update={"diff": moved})),
        prompt_context(slip.model_copy(update={"diff": silent, "l1": None})),
    ]
