"""Alembic's way in: a connection handed over by the service, or DATABASE_URL on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection, MetaData


def run(connection: Connection, metadata: MetaData) -> None:
    with without_foreign_keys(connection):
        _run(connection, metadata)


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes constraints by copying a table and dropping the old one, which must take no other rows with it.

    It heeds that only outside of a transaction, so before the migrations' own begins and after it.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _run(connection: Connection, metadata: MetaData) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite can't alter columns in place
        transactional_ddl=True,  # app.db.session begins SQLite's transactions itself
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        _require_whole(connection)


def _require_whole(connection: Connection) -> None:
    """Raises RuntimeError, which undoes the migrations, when a row hangs on one that is not there."""
    if connection.dialect.name == "sqlite":
        torn = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if torn:
            raise RuntimeError(f"the migration would leave {len(torn)} rows without their task")


def run_from_command_line() -> None:
    from app.core.config import Settings
    from app.db.models import Base
    from app.db.session import default_database_url, make_engine

    from shared.logs import configure_logging, log_what_nobody_caught
    from shared.settings import CommonSettings

    common = CommonSettings()
    configure_logging(log_format=common.log_format, level=common.log_level)
    log_what_nobody_caught()
    url = Settings().database_url or default_database_url(common.data_dir)
    if context.is_offline_mode():
        context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    with make_engine(url).connect() as connection:
        run(connection, Base.metadata)
        connection.commit()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is None:
    run_from_command_line()
else:
    run(handed_over, context.config.attributes["target_metadata"])
