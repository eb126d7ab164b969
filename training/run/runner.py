"""Steps in order, each done when what it is made from is what it was last made from."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.models.manifest import known_models
from shared.settings import REPO_ROOT

from ..corpora.people.corpus import digest_of
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
    reads_added: tuple[str, ...] = ()
    """Earlier steps that it reads as well in a run with added speech, `--also`."""
    only_added: bool = False
    """Whether it is a step of such runs alone."""
    folders: bool = False
    """Whether it reads the folders of added speech themselves."""

    def reads_in(self, settings: RunSettings) -> tuple[str, ...]:
        return (*self.reads, *(self.reads_added if settings.also else ()))


def made_from(
    steps: Sequence[TrainingStep], settings: RunSettings, sources: Sources | None = None
) -> dict[str, dict[str, str]]:
    """What each step is made from: {step: {part: digest}}, an earlier step being a part of a later one."""
    sources = sources or Sources(REPO_ROOT)
    labels = settings.data / "labels.json"
    corpus = hashlib.sha256(labels.read_bytes()).hexdigest() + f", {settings.n_speakers}"
    models = known_models()
    found: dict[str, dict[str, str]] = {}
    for step in steps_of(steps, settings):
        parts = sources.code_of(step.make.__module__, step.make.__name__)
        parts |= {name: sources.file(name) for name in step.files}
        parts |= {f"model {name}": _digest(repr(models[name])) for name in step.models}
        parts |= {
            f"step {name}": _digest(json.dumps(found[name])) for name in step.reads_in(settings)
        }
        if step.corpus:
            parts["corpus"] = corpus
        if step.folders:
            parts["also"] = digest_of(settings.also) + f", {settings.n_speakers}"
        found[step.name] = parts
    return found


def steps_of(steps: Sequence[TrainingStep], settings: RunSettings) -> list[TrainingStep]:
    """Those that a run of these settings has."""
    return [step for step in steps if settings.also or not step.only_added]


def run_steps(
    steps: Sequence[TrainingStep], settings: RunSettings, *, anew: Sequence[str] = ()
) -> None:
    """Do what is not done yet, and the steps of `anew` again."""
    parts_of = made_from(steps, settings)
    folder = settings.folder
    for step in steps_of(steps, settings):
        parts = parts_of[step.name]
        if folder.is_done(step.name, parts) and step.name not in anew:
            print(f"{step.name}: done before")
            continue
        changed = folder.changed(step.name, parts)
        print(f"{step.name} …{' changed: ' + ', '.join(changed) if changed else ''}", flush=True)
        started = time.perf_counter()
        folder.begin(step.name, {} if step.name in anew else parts)
        folder.begin(step.name, parts)
        step.make(RunContext(settings, step.name, step.reads_in(settings)))
        folder.finish(step.name, parts)
        print(f"{step.name}: {time.perf_counter() - started:.0f} s", flush=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
