"""Requests as the service takes them, and when one is sent again. Nothing here talks to the network."""

import json
import os
import random
import re
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypedDict
from urllib.parse import quote

import httpx

from .errors import ApiProblem, Unreachable, VoiceError

ROOT = "/api/v1"
Audio = str | os.PathLike[str] | bytes | BinaryIO
"""A recording: where its file is, its bytes, or an open file."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
"""Between two tries, where the service doesn't say how long; doubled each time."""
MOST_CUTS = 4
"""Tries without any answer: a service that is restarted is back by then, one that isn't there is soon told."""
_SPEAKER_ID = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}")


class TurnFilters(TypedDict, total=False):
    """What turns that are searched must be like; what is left out bounds nothing."""

    agent: str | None
    """Recordings of this speaker; a learner's are their own."""
    customer: str | None
    started_from: str | None
    """Recordings that began then or later: ISO 8601 with time zone."""
    started_to: str | None
    """And before that."""
    language: str | None
    kind: str | None
    """`call` or `transcript`."""
    habit: str | None
    """A rule that was met in the recording: `V_W`."""
    tag: str | None
    sentiment: str | None
    """Turns that felt `negative`, `neutral` or `positive`."""
    speaker: str | None
    """Turns of this role: `agent`, `customer`."""
    task_id: str | None
    """This recording alone."""


class RecordingOptions(TypedDict, total=False):
    """What can be asked of a recording, beside the recording itself."""

    text: str | None
    """What was to be read aloud; without it the transcript is judged, with weaker phone scores."""
    speaker_id: str | None
    """Your own name for the speaker, 1-64 of A-Z a-z 0-9 . _ -"""
    l1: str | None
    """First language: `hi`, `ta`, `zh` …, `en` for a native."""
    language: str | None
    """Of the feedback: `en`, `hi`."""
    voice: str | None
    """Of the reference, an id of `voices()`."""
    speaking_rate: float | None
    """Of the reference, 0.5 to 2."""
    consent_voice_cloning: bool
    """The speaker agrees that a reference in their own voice is made."""
    voice_samples: Sequence[Audio]
    """More recordings of the speaker, for the own voice."""
    say_heard: bool
    """Wrong words are also spoken as they were heard."""
    lexicon: Mapping[str, Sequence[str]] | None
    """Own pronunciations: `{"Priya": ["P R IY1 Y AH0"]}`."""
    stages: Iterable[str] | None
    """Those to run, such as `["asr", "align", "phonemap", "diff"]`; all by default."""


class RecordedCallOptions(TypedDict, total=False):
    """Of a recorded call; see POST /calls."""

    channels: bool
    """Each channel holds one speaker."""
    agent: int | None
    """Which channel is the agent's, from 1, or which of the voices."""
    speakers: int | None
    """How many speak on one channel; 2 by default."""
    speaker_id: str | None
    """Own name for the agent."""
    l1: str | None
    """First language of the agent: `hi`."""
    language: str | None
    """That is spoken; `auto` to have it told."""
    lexicon: Mapping[str, Sequence[str]] | None
    """Own pronunciations of what the agent says: `{"Flipkart": ["F L IH1 P K AA2 R T"]}`."""
    redact: bool
    """False: what is personal stays in."""
    call_id: str | None
    """Own name for the call."""
    customer: str | None
    """Own name for the customer."""
    direction: str | None
    """`inbound` or `outbound`."""
    started_at: str | None
    """ISO 8601 with its time zone."""
    tags: Iterable[str] | None
    """Own words for it."""
    recording_notice: bool
    """All on the call were told of the recording."""


class TranslationOptions(TypedDict, total=False):
    """How texts are translated; what is left out or None is the service's default."""

    source: str | None
    """Language of all of them, `en`, `en-IN` or a name; left out, each text's is detected."""
    glossary: Mapping[str, str] | None
    """Terms, and how each has to come out."""
    formality: Literal["formal", "informal"] | None
    round_trip: bool
    """Translate each sentence back, too, to tell how much of it is still there."""


@dataclass(frozen=True, slots=True)
class ApiCall:
    method: str
    path: str
    """After the root."""
    form: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, tuple[str, bytes]]] = field(default_factory=list)
    query: dict[str, str | int] = field(default_factory=dict)
    json: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    repeatable: bool = True
    """Whether it may be sent again when nobody knows if it was done."""


def recording(
    path: str, audio: Audio, asked: RecordingOptions, *, idempotency_key: str | None = None
) -> ApiCall:
    """`audio` sent to /process or /tasks; the same key again is the same task. TypeError for an option that nobody knows."""
    if unknown := asked.keys() - RecordingOptions.__annotations__:
        raise TypeError(
            f"there is no option {sorted(unknown)[0]}: {', '.join(RecordingOptions.__annotations__)}"
        )
    form = {
        {"text": "reference_text"}.get(name, name): _written(value)
        for name, value in asked.items()
        if name != "voice_samples" and value is not None and value is not False
    }
    files = [("file", read_audio(audio))]
    files += [("voice_samples", read_audio(sample)) for sample in asked.get("voice_samples") or ()]
    headers = {"idempotency-key": idempotency_key or str(uuid.uuid4())}
    return ApiCall("POST", path, form=form, files=files, headers=headers)


def recorded_call(
    audio: Audio, asked: RecordedCallOptions, *, idempotency_key: str | None = None
) -> ApiCall:
    """`audio` sent to /calls; the same key again is the same task. TypeError for an option that nobody knows."""
    if unknown := asked.keys() - RecordedCallOptions.__annotations__:
        raise TypeError(
            f"there is no option {sorted(unknown)[0]}: {', '.join(RecordedCallOptions.__annotations__)}"
        )
    form = {name: _written(value) for name, value in asked.items() if value is not None}
    headers = {"idempotency-key": idempotency_key or str(uuid.uuid4())}
    return ApiCall(
        "POST", "/calls", form=form, files=[("file", read_audio(audio))], headers=headers
    )


def translation(texts: str | Sequence[str], target: str, options: TranslationOptions) -> ApiCall:
    asked = {name: value for name, value in options.items() if value is not None}
    if "glossary" in asked:
        terms = options.get("glossary") or {}
        asked["glossary"] = [
            {"source": source, "target": wanted} for source, wanted in terms.items()
        ]
    listed = [texts] if isinstance(texts, str) else list(texts)
    return ApiCall("POST", "/translate", json={"texts": listed, "target": target} | asked)


def of_call(method: str, task_id: object, rest: str = "", **parts: Any) -> ApiCall:
    return ApiCall(method, f"/calls/{quote(str(task_id), safe='')}{rest}", **parts)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return json.dumps({word: list(said) for word, said in value.items()}, ensure_ascii=False)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ",".join(value)
    return str(value)


def read_audio(audio: Audio) -> tuple[str, bytes]:
    """(file name, content): all of it, since a request may have to be sent again. OSError where a file can't be read."""
    if isinstance(audio, bytes):
        return "recording", audio
    if isinstance(audio, str | os.PathLike):
        path = Path(audio)
        return path.name, path.read_bytes()
    return Path(str(getattr(audio, "name", "recording"))).name, audio.read()


def of_task(method: str, task_id: object, rest: str = "", **parts: Any) -> ApiCall:
    return ApiCall(method, f"/tasks/{quote(str(task_id), safe='')}{rest}", **parts)


def of_speaker(method: str, speaker_id: str, rest: str = "", **parts: Any) -> ApiCall:
    """ValueError for a name that no speaker can have: an empty one would be another address."""
    if not _SPEAKER_ID.fullmatch(speaker_id):
        raise ValueError(f"a speaker is named by 1-64 of A-Z a-z 0-9 . _ -, not by {speaker_id!r}")
    return ApiCall(method, f"/speakers/{speaker_id}{rest}", **parts)


def consent(speaker_id: str, samples: Sequence[Audio], expires_in_days: int | None) -> ApiCall:
    form = {"consent_voice_cloning": "true"}
    if expires_in_days is not None:
        form["expires_in_days"] = str(expires_in_days)
    files = [("voice_samples", read_audio(sample)) for sample in samples]
    return of_speaker("POST", speaker_id, "/consent", form=form, files=files, repeatable=False)


class ServiceAddress:
    """Where the service is, and with which key it is asked."""

    def __init__(self, base_url: str, api_key: str | None) -> None:
        address = httpx.URL(base_url)
        if address.scheme not in {"http", "https"} or not address.host:
            raise ValueError(f"{base_url!r} is no address: one looks like http://127.0.0.1:8010")
        self.address = str(address).rstrip("/").removesuffix(ROOT)
        self._key = (api_key or "").strip()
        if not self._key.isascii() or any(each.isspace() for each in self._key):
            raise ValueError("the key has characters that no key has: copy it again")

    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._key}"} if self._key else {}

    def url(self, request: ApiCall) -> str:
        return f"{self.address}{ROOT}{request.path}"

    def own(self, url: str) -> str:
        """An address of a result as it is reached from here: the service may be known by another name to itself. The key
        never goes to another host. Raises VoiceError for what is not the service's."""
        found = re.search(
            rf"(?:{ROOT})?/(?:objects|tasks|calls)/[^#]*", httpx.URL(url).raw_path.decode()
        )
        if found is None:
            raise VoiceError(f"{url} is no address of the service")
        return self.address + found[0]


class Tries:
    """When a request is sent again: what was refused for now (429, 503) after the time that the service names, what was cut
    only where it may be repeated; never after the deadline."""

    def __init__(self, request: ApiCall, timeout_s: float) -> None:
        self._repeatable = request.repeatable
        self._ends_at = time.monotonic() + timeout_s
        self._count = self._cuts = 0

    @property
    def left_s(self) -> float:
        """Until the deadline; never quite nothing."""
        return max(0.001, self._ends_at - time.monotonic())

    def pause_s(self, failure: ApiProblem | httpx.HTTPError) -> float:
        """Seconds to wait before the next try. Raises what the caller gets where there is none."""
        self._count += 1
        if isinstance(failure, ApiProblem):
            again, named = failure.status in {429, 503}, failure.retry_after_s
        else:
            self._cuts += 1
            may = self._repeatable or isinstance(failure, httpx.ConnectError)
            again, named = may and self._cuts < MOST_CUTS, None
        backoff = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (self._count - 1))
        pause = named if named is not None else backoff * random.uniform(0.5, 1.0)
        if not again or pause >= self.left_s:
            if isinstance(failure, ApiProblem):
                raise failure
            raise Unreachable(f"no answer: {failure or type(failure).__name__}") from failure
        return pause
