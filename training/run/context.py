"""What a step is given: where things are, what came before it, and where its own goes."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..corpora.people.utterance import NOBODY, PeopleSpeech
from ..corpora.speechocean import RatedUtterance, first_speakers, load_corpus
from .arrays import SpeechFolders
from .folder import RunFolder

N_SPEAKERS = 125
"""Of the corpus; a sample of fewer makes as much less synthetic speech."""

PEOPLE = "people"
"""The step that reads and encodes them."""


class UndeclaredInput(Exception):
    """A step reads what it does not say it reads, which its fingerprint could not cover."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    data: Path
    """Folder of the corpus."""
    folder: RunFolder
    models: Path
    threads: int
    n_speakers: int | None = None
    """Of each corpus, the first so many; None for all."""
    also: tuple[Path, ...] = ()
    """Folders of more people's speech (corpora/people)."""

    @property
    def share(self) -> float:
        return 1.0 if self.n_speakers is None else self.n_speakers / N_SPEAKERS


@dataclass(frozen=True, slots=True)
class RunContext:
    settings: RunSettings
    step: str
    reads: tuple[str, ...]

    @property
    def data(self) -> Path:
        return self.settings.data

    @property
    def models(self) -> Path:
        return self.settings.models

    @property
    def threads(self) -> int:
        return self.settings.threads

    @property
    def corpus(self) -> dict[str, RatedUtterance]:
        corpus = load_corpus(self.data)
        n_speakers = self.settings.n_speakers
        return corpus if n_speakers is None else first_speakers(corpus, n_speakers)

    @property
    def people(self) -> PeopleSpeech:
        """Who was added to the corpus; nobody in a run without more folders."""
        if not self.settings.also:
            return NOBODY
        return PeopleSpeech(self.read(PEOPLE, "people.pkl"), self.folder_of(PEOPLE) / "frames")

    @property
    def whisper(self) -> Path:
        return self.models / "whisper-base" / "model.bin"

    @property
    def kokoro_dir(self) -> Path:
        return self.models / "kokoro-82m"

    @property
    def folder(self) -> Path:
        """The step's own."""
        return self.settings.folder.of(self.step)

    @property
    def own_speech(self) -> SpeechFolders:
        """Of speech that the step makes for itself."""
        return SpeechFolders(self.folder / "spoken", self.folder / "frames")

    @property
    def frames(self) -> Path:
        """Whitened frames of learners and of the common synthetic speech."""
        return self.folder_of("encoding") / "frames"

    @property
    def synthetic(self) -> SpeechFolders:
        return SpeechFolders(self.folder_of("synthesis") / "spoken", self.frames)

    def scaled(self, counts: dict[str, int]) -> dict[str, int]:
        """How many of each part a run of this size makes; at least eight."""
        share = self.settings.share
        return {part: n if share == 1 else max(8, round(n * share)) for part, n in counts.items()}

    def folder_of(self, step: str) -> Path:
        self._require(step)
        return self.settings.folder.of(step)

    def read(self, step: str, name: str) -> Any:
        self._require(step)
        return self.settings.folder.read(step, name)

    def write(self, name: str, value: Any) -> None:
        self.settings.folder.write(self.step, name, value)

    def tell(self, counts: Iterable[int], total: int, what: str) -> None:
        """Do the work that `counts` counts, and print how far it is."""
        started = time.perf_counter()
        for done in counts:
            if done % 100 == 0 or done == total:
                elapsed_s = time.perf_counter() - started
                print(f"  {what} {done}/{total}, {elapsed_s:.0f} s", flush=True)

    def _require(self, step: str) -> None:
        if step not in (self.step, *self.reads):
            raise UndeclaredInput(f"the step {self.step} does not declare that it reads {step}")
