"""Alembic's way in: a connection handed over by the service, or DATABASE_URL on the command line."""

from alembic import context
from sqlalchemy import Connection, MetaData


def run(connection: Connection, metadata: MetaData) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite can't alter columns in place
        transactional_ddl=True,  # app.db.session begins SQLite's transactions itself
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


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
