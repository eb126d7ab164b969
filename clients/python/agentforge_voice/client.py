"""The client: each call waits for its answer."""
# Made of async_client.py by `make clients`; not to be edited.

import contextlib
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

import httpx
from pydantic import BaseModel, ValidationError

from . import calls
from .calls import (
    ApiCall,
    Audio,
    RecordingOptions,
    ServiceAddress,
    TranslationOptions,
    Tries,
    TurnFilters,
)
from .errors import NoSuchService, TaskFailed, TookTooLong, problem_of
from .events import OVER, EventReader, TaskEvent
from .files import write_whole
from .recorded_calls import RecordedCalls
from .result import JudgedTask, Result, ResultViews, bound
from .schema import (
    ConsentRevoked,
    ConsentWording,
    DetectedLanguage,
    OfferedVoices,
    PlayableSpeech,
    ShownUsage,
    TaskAccepted,
    TaskPage,
    TaskSummary,
    Translation,
    TurnHits,
    WrittenText,
)
from .speakers import SpeakerCalls
from .waiting import run, sleep

Answer = TypeVar("Answer", bound=BaseModel)
CONNECT_S = 10.0
QUIET_S = 60.0
"""Without a word from the service, which sends a comment every 15 s, a stream of events is lost."""
LOST_AFTER = 3
"""Streams cut in a row; then the task is asked for instead."""
POLL_S = 1.0


class Client:
    """The service at `base_url`; with `api_key` where it asks for one. Closed by `close`, or at the end of a `with`.

    `timeout`: seconds that a call may take in all, tries again included. Every call raises Unreachable where no answer comes and
    an ApiProblem where it is no success.
    """

    def __init__(
        self,
        base_url: str = "http://127.0.0.1:8010",
        api_key: str | None = None,
        timeout: float = 300.0,
    ) -> None:
        self._service = ServiceAddress(base_url, api_key)
        self._timeout_s = timeout
        self._http = httpx.Client()
        self.speakers = SpeakerCalls(self)
        self.calls = RecordedCalls(self)

    def process(
        self, audio: Audio, *, idempotency_key: str | None = None, **asked: Unpack[RecordingOptions]
    ) -> Result:
        """Judge a recording and wait for the answer."""
        request = run(calls.recording, "/process", audio, asked, idempotency_key=idempotency_key)
        return bound(self.ask(request, Result), self.fetch)

    def submit(
        self, audio: Audio, *, idempotency_key: str | None = None, **asked: Unpack[RecordingOptions]
    ) -> "SubmittedTask":
        """Queue a recording; its task goes on without this client. The same `idempotency_key` again is the same task."""
        request = run(calls.recording, "/tasks", audio, asked, idempotency_key=idempotency_key)
        accepted = self.ask(request, TaskAccepted)
        return SubmittedTask(self, str(accepted.task_id))

    def task(self, task_id: object) -> JudgedTask:
        """The task as it is now, with what is there of its result."""
        return bound(self.ask(calls.of_task("GET", task_id), JudgedTask), self.fetch)

    def result(self, task_id: object, *, timeout: float | None = None) -> JudgedTask:
        """The task once it is over. Raises TaskFailed where it failed or was cancelled, TookTooLong after `timeout` seconds."""
        with contextlib.closing(self.follow(task_id, timeout=timeout)) as events:
            for event in events:
                if event.name == "task_finished":
                    break
        task = self.task(task_id)
        if task.status in {"failed", "cancelled"}:
            told = (task.error.title, task.error.detail) if task.error else ()
            raise TaskFailed(str(task_id), task.status, *told)
        return task

    def follow(
        self, task_id: object, *, last_event_id: int = 0, timeout: float | None = None
    ) -> Generator[TaskEvent, None, None]:
        """The events of a task, until it is over. A stream that is cut is taken up after the last event; where none can be had
        the task is asked for, and its end told as `task_finished`. Raises TookTooLong after `timeout` seconds."""
        ends_at = time.monotonic() + (self._timeout_s if timeout is None else timeout)
        cuts = 0
        while cuts < LOST_AFTER:
            told = last_event_id
            with contextlib.suppress(httpx.HTTPError):
                with contextlib.closing(self._events(task_id, last_event_id, ends_at)) as events:
                    for event in events:
                        last_event_id = max(last_event_id, event.id or 0)
                        yield event
                        if event.name == "task_finished":
                            return
            cuts = 0 if last_event_id > told else cuts + 1
            if time.monotonic() >= ends_at:
                raise TookTooLong(f"task {task_id} is not over yet")
            if cuts:
                sleep(min(POLL_S, max(0.0, ends_at - time.monotonic())))
        yield self._end_of(task_id, ends_at)

    def _events(
        self, task_id: object, last_event_id: int, ends_at: float
    ) -> Generator[TaskEvent, None, None]:
        """One stream. Ends without an event where all were told; raises httpx.HTTPError when it is cut."""
        left_s = max(0.001, ends_at - time.monotonic())
        request = calls.of_task("GET", task_id, "/events")
        headers = self._service.headers() | {"last-event-id": str(last_event_id)}
        timeout = httpx.Timeout(min(QUIET_S, left_s), connect=min(CONNECT_S, left_s))
        url = self._service.url(request)
        with self._http.stream("GET", url, headers=headers, timeout=timeout) as response:
            if response.status_code in {429, 503}:
                return
            if response.status_code == 204:
                yield self._end_of(task_id, ends_at)
            if not response.is_success:
                response.read()
                raise problem_of(response)
            reader = EventReader()
            for line in response.iter_lines():
                if event := reader.feed(line):
                    yield event
                if time.monotonic() >= ends_at:
                    return

    def _end_of(self, task_id: object, ends_at: float) -> TaskEvent:
        while True:
            task = self.task(task_id)
            if task.status in OVER:
                return TaskEvent("task_finished", {"status": task.status})
            if time.monotonic() + POLL_S >= ends_at:
                raise TookTooLong(f"task {task_id} is not over yet")
            sleep(POLL_S)

    def cancel(self, task_id: object) -> None:
        """Stop a task; InConflict where it is over."""
        self.ask(calls.of_task("POST", task_id, "/cancel"), TaskAccepted)

    def retry(self, task_id: object) -> None:
        """Run again what failed of a task, and no more; InConflict where it runs or nothing failed."""
        self.ask(calls.of_task("POST", task_id, "/retry"), TaskAccepted)

    def delete(self, task_id: object) -> None:
        """Erase all of a task: recording, results, voices."""
        self.send(calls.of_task("DELETE", task_id))

    def revoke_consent(self, task_id: object) -> ConsentRevoked:
        """Take back the consent that was given with a task: what was made by it is erased."""
        return self.ask(calls.of_task("DELETE", task_id, "/consent"), ConsentRevoked)

    def tasks(
        self, *, status: str | None = None, speaker_id: str | None = None
    ) -> Generator[TaskSummary, None, None]:
        """All tasks, newest first; pages are fetched as they are needed."""
        query = {"status": status, "speaker_id": speaker_id, "cursor": None}
        while True:
            sent: dict[str, Any] = {
                name: value for name, value in query.items() if value is not None
            }
            page = self.ask(ApiCall("GET", "/tasks", query={"limit": 100, **sent}), TaskPage)
            for item in page.items:
                yield item
            if page.next_cursor is None:
                return
            query["cursor"] = page.next_cursor

    def speak(
        self,
        text: str | None = None,
        *,
        phones: Sequence[Sequence[str]] | None = None,
        voice: str | None = None,
        speaking_rate: float = 1.0,
        speaker_id: str | None = None,
    ) -> PlayableSpeech:
        """A word or sentence in an American voice; by `phones` (ARPAbet, a list a word), as it was heard. What is said for
        `speaker_id` is erased with them."""
        asked = {"text": text, "phones": phones, "voice": voice, "speaking_rate": speaking_rate}
        if speaker_id is not None:
            asked["speaker_id"] = speaker_id
        return self.ask(ApiCall("POST", "/speak", json=asked), PlayableSpeech)

    def voices(self) -> OfferedVoices:
        return self.ask(ApiCall("GET", "/voices"), OfferedVoices)

    def consent_wording(self, language: str = "en") -> ConsentWording:
        """To be shown before anybody agrees."""
        request = ApiCall("GET", "/consent/wording", query={"language": language})
        return self.ask(request, ConsentWording)

    def usage(self) -> ShownUsage:
        """What was used of quotas and limits."""
        return self.ask(ApiCall("GET", "/usage"), ShownUsage)

    def search(self, q: str, *, limit: int = 10, **filters: Unpack[TurnFilters]) -> TurnHits:
        """Turns of recordings that answer a question, by its words and by what it means, best first."""
        query: dict[str, str | int] = {"q": q, "limit": limit}
        query |= {name: str(value) for name, value in filters.items() if value is not None}
        return self.ask(ApiCall("GET", "/search", query=query), TurnHits)

    def translate(
        self, texts: str | Sequence[str], target: str, **options: Unpack[TranslationOptions]
    ) -> Translation:
        """One text or up to 64 in another language, in order: `translations`, each null where none holds, with the reason. Numbers, ids,
        addresses and markup come out as they went in."""
        return self.ask(calls.translation(texts, target, options), Translation)

    def detect(self, text: str) -> DetectedLanguage:
        """Which language a text is in, in which script, and how surely."""
        return self.ask(ApiCall("POST", "/detect", json={"text": text}), DetectedLanguage)

    def normalise(
        self,
        text: str,
        *,
        language: str | None = None,
        numbers: bool = True,
        casing: bool = True,
        punctuation: bool = True,
    ) -> WrittenText:
        """A transcript written down: numbers in figures, capitals, a sign at its end; all that was changed is named."""
        asked: dict[str, Any] = {"text": text, "numbers": numbers, "casing": casing}
        asked["punctuation"] = punctuation
        if language is not None:
            asked["language"] = language
        return self.ask(ApiCall("POST", "/normalise", json=asked), WrittenText)

    def fetch(self, url: str) -> bytes:
        """What an address of an answer plays, as a whole."""
        response = self._answered(ApiCall("GET", ""), url=self._service.own(url))
        return response.content

    def load_audio(self, result: ResultViews) -> dict[str, bytes]:
        """WAV by kind of what a result plays, each fetched once: from then on `show()` has its players."""
        for kind, url in result.unfetched().items():
            result.keep_audio(kind, self.fetch(url))
        return result.audio_files()

    def ask(self, request: ApiCall, kind: type[Answer]) -> Answer:
        """An answer of its kind. Raises NoSuchService for any other."""
        response = self.send(request)
        try:
            return kind.model_validate_json(response.content)
        except ValidationError as error:
            raise NoSuchService(
                f"{response.url} answers what this client can't read: is the service there?"
            ) from error

    def send(self, request: ApiCall) -> httpx.Response:
        return self._answered(request, url=self._service.url(request))

    def save(self, request: ApiCall, path: Path) -> None:
        """An answer into a file, which is there whole or not at all."""
        response = self.send(request)
        run(write_whole, path, response.content)

    def _answered(self, request: ApiCall, *, url: str) -> httpx.Response:
        """The successful answer, after as many tries as fit into the time."""
        tries = Tries(request, self._timeout_s)
        while True:
            try:
                response = self._http.request(
                    request.method,
                    url,
                    params=request.query or None,
                    data=request.form or None,
                    files=[(name, (file, content)) for name, (file, content) in request.files]
                    or None,
                    json=request.json,
                    headers=self._service.headers() | request.headers,
                    timeout=httpx.Timeout(tries.left_s, connect=min(CONNECT_S, tries.left_s)),
                )
            except httpx.HTTPError as error:
                sleep(tries.pause_s(error))
                continue
            if response.is_success:
                return response
            sleep(tries.pause_s(problem_of(response)))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class SubmittedTask:
    """A task that was queued; `task_id` finds it again from anywhere."""

    def __init__(self, client: Client, task_id: str) -> None:
        self._client = client
        self.task_id = task_id

    def __repr__(self) -> str:
        return f"SubmittedTask({self.task_id!r})"

    def follow(self, *, timeout: float | None = None) -> Generator[TaskEvent, None, None]:
        return self._client.follow(self.task_id, timeout=timeout)

    def result(self, *, timeout: float | None = None) -> JudgedTask:
        return self._client.result(self.task_id, timeout=timeout)

    def cancel(self) -> None:
        self._client.cancel(self.task_id)

    def retry(self) -> None:
        self._client.retry(self.task_id)

    def delete(self) -> None:
        self._client.delete(self.task_id)
