"""A database and a store as the release before tenants (0006) left them: keys without a tenant, rows without one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

REVISION = "0006_claims"
FINISHED = UUID("11111111-1111-4111-8111-111111111111")
WAITING = UUID("22222222-2222-4222-8222-222222222222")
CONSENT = UUID("33333333-3333-4333-8333-333333333333")
CREATED = datetime(2026, 11, 20, 12, tzinfo=UTC)
STAGES = ("asr", "align", "phonemap", "diff", "feedback")
SAMPLE_KEYS = [f"speakers/{CONSENT}/samples/{index}.wav" for index in range(2)]
N_ROWS = {"tasks": 2, "stages": 6, "artifacts": 5, "feedback": 1, "events": 1} | dict.fromkeys(
    ("practice", "consents", "erasures"), 1
)

_TYPES = {"id": sa.Uuid(), "task_id": sa.Uuid(), "consent_id": sa.Uuid()}
_TIMES = {"created_at", "updated_at", "recorded_at", "given_at", "expires_at", "due_at"}
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def objects(results: dict[str, bytes], wav: bytes) -> dict[str, bytes]:
    """Key → content, of both tasks and the standing consent."""
    return {
        f"tasks/{FINISHED}/recording.wav": wav,
        f"tasks/{WAITING}/recording.wav": wav,
        **{f"tasks/{FINISHED}/1-{stage}.json": results[stage] for stage in STAGES},
        **dict.fromkeys(SAMPLE_KEYS, wav),
        f"speakers/{CONSENT}/voice/1.npz": b"features",
    }


def insert(connection: sa.Connection) -> None:
    for table, rows in _ROWS.items():
        for row in rows:
            columns = [sa.column(name, _type_of(table, name, row[name])) for name in row]
            connection.execute(sa.table(table, *columns).insert().values(row))


def _type_of(table: str, name: str, value: Any) -> Any:
    if table in {"events", "erasures"} and name == "id":
        return sa.Integer()
    if name in _TIMES:
        return sa.DateTime(timezone=True)
    if isinstance(value, dict | list):
        return _JSON
    return _TYPES.get(name)


def _task(task_id: UUID, status: str, **more: Any) -> dict[str, Any]:
    return {
        "id": task_id,
        "status": status,
        "audio_uri": f"tasks/{task_id}/recording.wav",
        "created_at": CREATED,
        "updated_at": CREATED,
        "reference_text": "Very good.",
        "options": {
            "speaking_rate": 1.0,
            "stages": list(STAGES) if status == "succeeded" else ["asr", "tts", "phonemap", "vc"],
            "lexicon": {},
            "say_heard": False,
            "sample_keys": [],
            "request_id": None,
            "is_waited_for": False,
        },
        "attempts": 0,
        **more,
    }


_ROWS: dict[str, list[dict[str, Any]]] = {
    "tasks": [
        _task(
            FINISHED,
            "succeeded",
            assessable=True,
            speaker_id="priya",
            idempotency_key="lesson-1",
            request_hash="0" * 64,
            claims=1,
        ),
        _task(WAITING, "queued", speaker_id="priya"),
    ],
    "stages": [
        {"task_id": FINISHED, "name": name, "status": "succeeded", "engine": "old", "mock": False}
        for name in STAGES
    ]
    + [{"task_id": WAITING, "name": "asr", "status": "running"}],
    "artifacts": [
        {
            "id": UUID(int=index + 1),
            "task_id": FINISHED,
            "type": name,
            "uri": f"tasks/{FINISHED}/1-{name}.json",
            "metadata": {},
            "created_at": CREATED,
        }
        for index, name in enumerate(STAGES)
    ],
    "feedback": [
        {"id": UUID(int=9), "task_id": FINISHED, "payload": {"a": 1}, "created_at": CREATED}
    ],
    "events": [
        {
            "task_id": FINISHED,
            "name": "task_finished",
            "fields": {"status": "succeeded"},
            "created_at": CREATED,
        }
    ],
    "practice": [
        {
            "task_id": FINISHED,
            "speaker_id": "priya",
            "recorded_at": CREATED,
            "phones": {"V": {"n": 2, "right": 1}},
            "slips": [],
        }
    ],
    "consents": [
        {
            "id": CONSENT,
            "speaker_id": "priya",
            "scope": "voice_cloning",
            "wording": "2026-11-1",
            "sample_keys": SAMPLE_KEYS,
            "given_at": CREATED,
            "expires_at": CREATED + timedelta(days=36500),
        }
    ],
    "erasures": [
        {
            "task_id": UUID("44444444-4444-4444-8444-444444444444"),
            "voice_only": False,
            "due_at": CREATED + timedelta(days=36500),
        }
    ],
}
