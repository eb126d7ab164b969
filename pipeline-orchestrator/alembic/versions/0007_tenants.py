"""Every row is a tenant's; what is there is the local one's. Idempotency keys and speakers' ids are per tenant."""

import sqlalchemy as sa
from alembic import op

revision = "0007_tenants"
down_revision = "0006_claims"
branch_labels = None
depends_on = None

LOCAL = "local"
TABLES = ("stages", "artifacts", "feedback", "events", "practice", "consents", "erasures")
"""Beside tasks, which is copied anew on SQLite."""
INDEXES = (
    ("practice", ("speaker_id", "recorded_at")),
    ("practice", ("speaker_id", "text_key", "recorded_at")),
    ("consents", ("speaker_id",)),
    ("tasks", ("created_at",)),
    ("tasks", ("speaker_id", "created_at")),
)
"""What callers look for: within their tenant from now on."""


def _tenant() -> sa.Column[str]:
    # The default stays: processes of the release before may go on writing while this one starts.
    return sa.Column("tenant", sa.String(32), nullable=False, server_default=LOCAL)


def upgrade() -> None:
    _require_tables_may_be_copied()
    for table, columns in INDEXES:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    for table in TABLES:
        op.add_column(table, _tenant())
    with op.batch_alter_table("tasks") as tasks:
        tasks.add_column(_tenant())
        tasks.drop_constraint("uq_tasks_idempotency_key", type_="unique")
        tasks.create_unique_constraint(
            "uq_tasks_tenant_idempotency_key", ["tenant", "idempotency_key"]
        )
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_tenant_{'_'.join(columns)}", table, ["tenant", *columns])
    op.create_index(
        "ix_tasks_tenant_status_created_at", "tasks", ["tenant", "status", "created_at"]
    )


def downgrade() -> None:
    _require_tables_may_be_copied()
    _require_nothing_is_left_behind()
    op.drop_index("ix_tasks_tenant_status_created_at", "tasks")
    for table, columns in INDEXES:
        op.drop_index(f"ix_{table}_tenant_{'_'.join(columns)}", table)
    with op.batch_alter_table("tasks") as tasks:
        tasks.drop_constraint("uq_tasks_tenant_idempotency_key", type_="unique")
        tasks.create_unique_constraint("uq_tasks_idempotency_key", ["idempotency_key"])
        tasks.drop_column("tenant")
    for table in TABLES:
        op.drop_column(table, "tenant")
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _require_tables_may_be_copied() -> None:
    """SQLite changes a constraint by copying the table. With foreign keys on, dropping the old one would delete all that
    hangs on its rows; alembic/env.py puts them off."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite" and bind.exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("begin the migration outside of a transaction: foreign keys are on")


def _require_nothing_is_left_behind() -> None:
    """The release before knows one tenant, and erases only from folders without a tenant's name."""
    bind = op.get_bind()
    tasks = sa.table("tasks", sa.column("tenant"), sa.column("audio_uri"))
    consents = sa.table("consents", sa.column("tenant"), sa.column("sample_keys", sa.Text()))
    n_new = [
        bind.execute(sa.select(sa.func.count()).select_from(table).where(condition)).scalar_one()
        for table, condition in (
            (tasks, (tasks.c.tenant != LOCAL) | tasks.c.audio_uri.like(f"tasks/{LOCAL}/%")),
            (
                consents,
                (consents.c.tenant != LOCAL)
                | sa.cast(consents.c.sample_keys, sa.Text()).like(f"%speakers/{LOCAL}/%"),
            ),
        )
    ]
    if any(n_new):
        raise RuntimeError(
            f"{n_new[0]} tasks and {n_new[1]} consents were made since 0007: the release before would not erase their "
            "objects. Erase them first (DELETE /tasks/{id}, DELETE /speakers/{id}), or restore the backup from before"
        )
