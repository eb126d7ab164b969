"""One finished sample task, so that a fresh database shows what a result looks like.

Its rows name objects that were never stored: a real recording is nobody's sample.
"""

from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_seed_sample"
down_revision = "0001_init_schema"
branch_labels = None
depends_on = None

SAMPLE = UUID("00000000-0000-4000-8000-000000000001")
CREATED = datetime(2026, 11, 21, tzinfo=UTC)
STAGES = ("asr", "align", "phonemap", "diff", "tts", "vc", "feedback")
WITHOUT_CONSENT = "vc"

_json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
tasks = sa.table(
    "tasks",
    sa.column("id", sa.Uuid()),
    sa.column("status", sa.String()),
    sa.column("audio_uri", sa.String()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("updated_at", sa.DateTime(timezone=True)),
    sa.column("reference_text", sa.Text()),
    sa.column("l1", sa.String()),
    sa.column("options", _json),
    sa.column("assessable", sa.Boolean()),
    sa.column("attempts", sa.Integer()),
)
stages = sa.table(
    "stages",
    sa.column("task_id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("status", sa.String()),
    sa.column("reason", sa.Text()),
    sa.column("engine", sa.String()),
    sa.column("model_version", sa.String()),
    sa.column("mock", sa.Boolean()),
    sa.column("elapsed_ms", sa.Integer()),
)
artifacts = sa.table(
    "artifacts",
    sa.column("id", sa.Uuid()),
    sa.column("task_id", sa.Uuid()),
    sa.column("type", sa.String()),
    sa.column("uri", sa.String()),
    sa.column("metadata", _json),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
feedback = sa.table(
    "feedback",
    sa.column("id", sa.Uuid()),
    sa.column("task_id", sa.Uuid()),
    sa.column("payload", _json),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
events = sa.table(
    "events",
    sa.column("task_id", sa.Uuid()),
    sa.column("name", sa.String()),
    sa.column("fields", _json),
    sa.column("created_at", sa.DateTime(timezone=True)),
)

COACHING = {
    "summary": "One sound to work on: the v of “very”.",
    "priorities": [
        {
            "rank": 1,
            "issue_ids": ["i1"],
            "title": "v, not w",
            "how": "Let the upper teeth touch the lower lip and let the voice buzz through.",
            "why": "“vest” and “west” differ only here.",
        }
    ],
    "findings": [],
    "drills": [],
    "strength": None,
    "next_step": "Record “a very good view” and listen for the buzz.",
    "source": "rules",
    "prompt_version": None,
    "warnings": [],
}


def upgrade() -> None:
    op.bulk_insert(
        tasks,
        [
            {
                "id": SAMPLE,
                "status": "succeeded",
                "audio_uri": f"tasks/{SAMPLE}/recording.wav",
                "created_at": CREATED,
                "updated_at": CREATED,
                "reference_text": "It's a very good view.",
                "l1": "hi",
                "options": {
                    "speaking_rate": 1.0,
                    "stages": list(STAGES),
                    "lexicon": {},
                    "sample_keys": [],
                    "request_id": None,
                },
                "assessable": True,
                "attempts": 1,
            }
        ],
    )
    op.bulk_insert(stages, [_stage(name) for name in STAGES])
    op.bulk_insert(
        artifacts,
        [
            {
                "id": UUID(int=SAMPLE.int + 1 + index),
                "task_id": SAMPLE,
                "type": name,
                "uri": f"tasks/{SAMPLE}/{name}.json",
                "metadata": {"engine": "mock", "model_version": "sample", "mock": True},
                "created_at": CREATED,
            }
            for index, name in enumerate(STAGES)
            if name != WITHOUT_CONSENT
        ],
    )
    op.bulk_insert(
        feedback,
        [{"id": SAMPLE, "task_id": SAMPLE, "payload": COACHING, "created_at": CREATED}],
    )
    op.bulk_insert(
        events,
        [
            {
                "task_id": SAMPLE,
                "name": "task_finished",
                "fields": {"status": "succeeded"},
                "created_at": CREATED,
            }
        ],
    )


def _stage(name: str) -> dict[str, object]:
    if name == WITHOUT_CONSENT:
        nothing = dict.fromkeys(("engine", "model_version", "mock", "elapsed_ms"))
        return {
            "task_id": SAMPLE,
            "name": name,
            "status": "skipped",
            "reason": "consent_not_given",
            **nothing,
        }
    return {
        "task_id": SAMPLE,
        "name": name,
        "status": "succeeded",
        "reason": None,
        "engine": "mock",
        "model_version": "sample",
        "mock": True,
        "elapsed_ms": 1,
    }


def downgrade() -> None:
    for table in (events, feedback, artifacts, stages):
        op.execute(table.delete().where(table.c.task_id == SAMPLE))
    op.execute(tasks.delete().where(tasks.c.id == SAMPLE))
