"""A folder of recordings, judged: what is there already is not done again."""

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from .client import Client
from .errors import (
    ApiProblem,
    NotLetIn,
    NotThere,
    ServiceFailed,
    TaskFailed,
    TooMany,
    VoiceError,
    WrongRequest,
)
from .kept import SETTLED, Folder, Kept
from .texts import Job

AUDIO_KINDS = ("recording", "reference", "own_voice")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a recording."""

    job: Job
    kept: Kept
    is_new: bool
    """Whether the service was asked."""


class BatchStopped(Exception):
    """The rest would fare no better: nobody is there, or nobody is let in. What was judged is kept."""

    def __init__(self, cause: VoiceError) -> None:
        self.cause = cause
        super().__init__(str(cause))


class BatchRun:
    """Judges `jobs` at `client`, `at_once` at a time, into `folder`."""

    def __init__(
        self, client: Client, folder: Folder, options: dict[str, Any], *, again: bool, erase: bool
    ) -> None:
        self._client, self._folder, self._options = client, folder, options
        self._again, self._erase = again, erase

    def run(self, jobs: list[Job], at_once: int, told: Callable[[Done], None]) -> list[Done]:
        """In the order of `jobs`; `told` hears of each as it ends. Raises BatchStopped; KeyboardInterrupt once those that are under way
        have ended."""
        self._folder.make()
        done: dict[str, Done] = {}
        with ThreadPoolExecutor(at_once, thread_name_prefix="afv") as pool:
            waiting = {pool.submit(self._one, job) for job in jobs}
            try:
                while waiting:
                    ended, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for each in _ended(ended):
                        done[each.job.name] = each
                        told(each)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [done[job.name] for job in jobs]

    def left(self, job: Job) -> Done:
        """A recording that this run did not come to: what an earlier one kept of it."""
        return Done(job, self._folder.read(job) or Kept("", "", detail="not begun"), is_new=False)

    def _one(self, job: Job) -> Done:
        if job.fault is not None:
            return Done(job, Kept("", "", "refused", job.fault), is_new=False)
        asked = self._options | job.asked
        try:
            kept = self._folder.begin(job, asked, again=self._again)
        except OSError as error:
            return Done(job, Kept("", "", "refused", f"it can't be read: {error}"), is_new=False)
        if kept.outcome in SETTLED:
            return Done(job, kept, is_new=False)
        self._folder.write(job, kept)
        self._judge(job, kept, asked)
        self._folder.write(job, kept)
        return Done(job, kept, is_new=True)

    def _judge(self, job: Job, kept: Kept, asked: dict[str, Any]) -> None:
        """Fills `kept`. Raises what ends the whole batch."""
        try:
            task = self._client.submit(job.path, idempotency_key=kept.idempotency_key, **asked)
            result = task.result()
        except (WrongRequest, NotThere) as refusal:
            kept.outcome = "refused" if isinstance(refusal, WrongRequest) else "failed"
            kept.detail = refusal.detail or refusal.title
            return
        except NotLetIn as refusal:
            raise BatchStopped(refusal) from refusal
        except VoiceError as failure:
            if not isinstance(failure, ApiProblem) and self._is_away():
                raise BatchStopped(failure) from failure
            if isinstance(failure, TaskFailed | ServiceFailed):
                kept.outcome = "failed"
            kept.detail = _told(failure)
            return
        kept.result = result.model_dump(mode="json")
        kept.outcome = "not_assessable" if result.assessable is False else "judged"
        if result.assessable is None:
            kept.outcome, kept.detail = (
                "failed",
                "it was not judged: leave asr and diff among the stages",
            )
        self._fetch(job, kept, result.audio)
        if self._erase:
            task.delete()

    def _fetch(self, job: Job, kept: Kept, audio: Any) -> None:
        """The service's own copies: WAV, which every browser plays, with the times of the answer."""
        for kind in AUDIO_KINDS:
            if (link := getattr(audio, kind)) is not None:
                try:
                    wav = self._client.fetch(link.url)
                except VoiceError as failure:
                    kept.detail = f"without audio: {_told(failure)}"
                    continue
                kept.players[kind] = self._folder.write_audio(job, kind, wav)

    def _is_away(self) -> bool:
        """Whether nobody is there at all, for this recording as for the next."""
        try:
            self._client.usage()
        except (TooMany, ServiceFailed):
            return False
        except VoiceError:
            return True
        return False


def _ended(futures: Iterable[Future[Done]]) -> Iterable[Done]:
    for future in futures:
        yield future.result()


def _told(failure: VoiceError) -> str:
    if isinstance(failure, ApiProblem):
        return failure.detail or failure.title
    return str(failure)
