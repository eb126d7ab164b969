"""Steps in order, each done when what it is made from is what it was last made from."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.models.manifest import known_models
from shared.settings import REPO_ROOT

from .context import RunContext, RunSettings
from .fingerprints import Sources


@dataclass(frozen=True, slots=True)
class TrainingStep:
    name: str
    make: Callable[[RunContext], None]
    """A function at module level, whose imports are inside it: they are what it is made from."""
    reads: tuple[str, ...] = ()
    """Earlier steps."""
    models: tuple[str, ...] = ()
    """Names in models.toml."""
    files: tuple[str, ...] = ()
    """Paths in the repository: tables that are read, and code behind shared/mount.py."""
    corpus: bool = True
    """Whether it reads ratings or recordings of the corpus."""


def made_from(
    steps: Sequence[TrainingStep], settings: RunSettings, sources: Sources | None = None
) -> dict[str, dict[str, str]]:
    """What each step is made from: {step: {part: digest}}, an earlier step being a part of a later one."""
    sources = sources or Sources(REPO_ROOT)
    labels = settings.data / "labels.json"
    corpus = hashlib.sha256(labels.read_bytes()).hexdigest() + f", {settings.n_speakers}"
    models = known_models()
    found: dict[str, dict[str, str]] = {}
    for step in steps:
        parts = sources.code_of(step.make.__module__, step.make.__name__)
        parts |= {name: sources.file(name) for name in step.files}
        parts |= {f"model {name}": _digest(repr(models[name])) for name in step.models}
        parts |= {f"step {name}": _digest(json.dumps(found[name])) for name in step.reads}
        if step.corpus:
            parts["corpus"] = corpus
        found[step.name] = parts
    return found


def run_steps(
    steps: Sequence[TrainingStep], settings: RunSettings, *, anew: Sequence[str] = ()
) -> None:
    """Do what is not done yet, and the steps of `anew` again."""
    parts_of = made_from(steps, settings)
    folder = settings.folder
    for step in steps:
        parts = parts_of[step.name]
        if folder.is_done(step.name, parts) and step.name not in anew:
            print(f"{step.name}: done before")
            continue
        changed = folder.changed(step.name, parts)
        print(f"{step.name} …{' changed: ' + ', '.join(changed) if changed else ''}", flush=True)
        started = time.perf_counter()
        folder.begin(step.name, {} if step.name in anew else parts)
        folder.begin(step.name, parts)
        step.make(RunContext(settings, step.name, step.reads))
        folder.finish(step.name, parts)
        print(f"{step.name}: {time.perf_counter() - started:.0f} s", flush=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
