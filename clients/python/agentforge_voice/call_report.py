"""A folder of recorded calls, and what came of them: calls.csv, moments.csv, and the whole answer of each call."""

import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .client import Client
from .errors import NotLetIn, Unreachable, VoiceError
from .files import write_whole
from .report import written
from .schema import CallResult
from .texts import SOUND_ENDINGS

CALL_COLUMNS = (
    "file", "outcome", "detail", "call_id", "speaker_id", "customer", "duration_s", "n_turns", "n_words", "n_clear_words", "accuracy",
    "n_moments", "n_good_moments", "moments", "habits", "task_id",
)  # fmt: skip
MOMENT_COLUMNS = (
    "file", "index", "rule", "is_good", "title", "reason", "advice", "start_s", "end_s", "weight", "also", "agent_says", "evidence", "task_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldRecording:
    """What became of one file."""

    name: str
    """Below the folder."""
    call: CallResult | None
    detail: str = ""
    """Why there is none."""
    is_new: bool = True


class CallRun:
    """Sends the calls of `folder` to `client`, `at_once` at a time; what is below `out` already is not sent again."""

    def __init__(
        self, client: Client, folder: Path, out: Path, options: dict[str, Any], *, again: bool
    ) -> None:
        self._client, self._folder, self._out = client, folder, out
        self._options, self._again = options, again

    def files(self) -> list[Path]:
        return sorted(
            path
            for path in self._folder.rglob("*")
            if path.is_file()
            and path.suffix.lower() in SOUND_ENDINGS
            and self._out.resolve() not in path.resolve().parents
        )

    def run(
        self, files: Iterable[Path], at_once: int, told: Callable[[], None]
    ) -> list[ToldRecording]:
        """In the order of `files`. Raises NotLetIn and Unreachable: the rest would fare no better; what was told is kept."""
        (self._out / "calls").mkdir(parents=True, exist_ok=True)
        ordered = list(files)
        found: dict[Path, ToldRecording] = {}
        with ThreadPoolExecutor(at_once, thread_name_prefix="afv") as pool:
            waiting = {pool.submit(self._one, path): path for path in ordered}
            try:
                for each in as_completed(waiting):
                    found[waiting[each]] = each.result()
                    told()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [found[path] for path in ordered]

    def _one(self, path: Path) -> ToldRecording:
        name = path.relative_to(self._folder).as_posix()
        try:
            content = path.read_bytes()
        except OSError as error:
            return ToldRecording(name, None, error.strerror or str(error))
        key = self._key(content)
        kept = self._out / "calls" / f"{key}.json"
        if kept.is_file() and not self._again:
            return ToldRecording(
                name, CallResult.model_validate_json(kept.read_bytes()), is_new=False
            )
        try:
            asked = {"call_id": path.stem[:128], **self._options}
            sent_as = f"afv-call-{key}" + ("-again" if self._again else "")
            task_id = self._client.calls.submit(content, idempotency_key=sent_as, **asked)
            call = self._client.calls.result(task_id)
        except (NotLetIn, Unreachable):
            raise
        except VoiceError as error:
            return ToldRecording(name, None, str(error))
        write_whole(kept, call.model_dump_json(indent=1))
        return ToldRecording(name, call)

    def _key(self, content: bytes) -> str:
        asked = json.dumps(self._options, sort_keys=True).encode()
        return hashlib.sha256(asked + b"\n" + content).hexdigest()[:32]


def write_calls(out: Path, told: Iterable[ToldRecording]) -> None:
    """Both tables, each whole."""
    recordings = list(told)
    rows = [_call_row(each) for each in recordings]
    moments = [row for each in recordings for row in _moment_rows(each)]
    write_whole(out / "calls.csv", written(CALL_COLUMNS, rows))
    write_whole(out / "moments.csv", written(MOMENT_COLUMNS, moments))


def _call_row(told: ToldRecording) -> dict[str, Any]:
    call = told.call
    if call is None:
        return {"file": told.name, "outcome": "failed", "detail": told.detail}
    accent = call.accent
    habits = accent.habits if accent else []
    return {
        "file": told.name,
        "outcome": call.status if call.assessable is not False else "not_assessable",
        "detail": call.reason or "",
        "call_id": call.facts.call_id,
        "speaker_id": call.speaker_id,
        "customer": call.facts.customer,
        "duration_s": call.duration_s,
        "n_turns": len(call.turns),
        "n_words": accent.n_words if accent else None,
        "n_clear_words": accent.n_clear_words if accent else None,
        "accuracy": accent.accuracy if accent else None,
        "n_moments": sum(not each.is_good for each in call.moments),
        "n_good_moments": sum(each.is_good for each in call.moments),
        "moments": " ".join(str(each.rule) for each in call.moments),
        "habits": " ".join(f"{each.tip}:{each.n}" for each in habits),
        "task_id": str(call.task_id),
    }


def _moment_rows(told: ToldRecording) -> list[dict[str, Any]]:
    call = told.call
    if call is None:
        return []
    return [
        {
            "file": told.name,
            "index": each.index,
            "rule": each.rule,
            "is_good": each.is_good,
            "title": each.title,
            "reason": each.reason,
            "advice": each.advice,
            "start_s": each.start_s,
            "end_s": each.end_s,
            "weight": each.weight,
            "also": " ".join(map(str, each.also)),
            "agent_says": "" if each.practise is None else call.turns[each.practise].text,
            "evidence": "; ".join(
                part.quote or f"{part.measure} {part.value}" for part in each.evidence
            ),
            "task_id": str(call.task_id),
        }
        for each in call.moments
    ]
