"""What a batch keeps of each recording: the answer, and of what it is the answer."""

import hashlib
import json
import re
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .files import write_whole
from .schema import TaskResult
from .texts import Job

FORM = 1
"""Of the files; others are made anew."""
SETTLED = {"judged", "not_assessable", "refused"}
"""What would come out the same again."""


@dataclass(slots=True)
class Kept:
    """One recording's file in the report."""

    fingerprint: str
    """Of the recording and all that is asked of it."""
    idempotency_key: str
    """Written down before it is sent, so that who was killed finds their task again."""
    outcome: str = "sent"
    """`judged`, `not_assessable`, `refused`, `failed`, or still `sent`: the next run takes it up"""
    detail: str = ""
    """Why it was refused or failed."""
    result: dict[str, Any] | None = None
    """As the service answered."""
    players: dict[str, str] = field(default_factory=dict)
    """Address of each kind of audio, from the report."""
    form: int = FORM

    @property
    def judged(self) -> TaskResult | None:
        return None if self.result is None else TaskResult.model_validate(self.result)


def fingerprint(job: Job, asked: dict[str, Any]) -> str:
    """SHA-256 over the file and what is asked. OSError where it can't be read."""
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode())
    digest.update(job.path.read_bytes())
    return digest.hexdigest()


class Folder:
    """The results of a batch, a file a recording."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.results = out / "results"
        self.audio = out / "audio"

    def make(self) -> None:
        self.results.mkdir(parents=True, exist_ok=True)
        self.audio.mkdir(exist_ok=True)

    def stem(self, job: Job) -> str:
        """A file name that reads as the recording's, and is no other's."""
        readable = re.sub(r"[^A-Za-z0-9_-]+", "_", job.name)[-60:]
        return f"{readable}-{hashlib.sha256(job.name.encode()).hexdigest()[:10]}"

    def read(self, job: Job) -> Kept | None:
        """None where nothing was kept, or it can't be read: then it is made anew."""
        try:
            kept = Kept(**json.loads(self._path(job).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return kept if kept.form == FORM else None

    def begin(self, job: Job, asked: dict[str, Any], *, again: bool) -> Kept:
        """What is kept of this very request, or a new one with a key of its own."""
        mark = fingerprint(job, asked)
        kept = self.read(job)
        if kept is None or kept.fingerprint != mark or again or kept.outcome == "failed":
            kept = Kept(mark, str(uuid.uuid4()))
        return kept

    def write(self, job: Job, kept: Kept) -> None:
        write_whole(self._path(job), json.dumps(asdict(kept), ensure_ascii=False, indent=1))

    def write_audio(self, job: Job, kind: str, wav: bytes) -> str:
        """Its address, from the report."""
        path = self.audio / f"{self.stem(job)}.{kind}.wav"
        write_whole(path, wav)
        return path.relative_to(self.out).as_posix()

    def _path(self, job: Job) -> Path:
        return self.results / f"{self.stem(job)}.json"
