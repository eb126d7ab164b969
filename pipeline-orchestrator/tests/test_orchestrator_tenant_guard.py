"""No function of the database can forget whose rows it looks at."""

import importlib
import inspect
import pkgutil
from typing import get_type_hints
from uuid import uuid4

import anyio
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from ..app import db
from ..app.db import across, migrate, session
from ..app.db.models import Base, StageRow, Task
from ..app.domain.claim import Claim, Sighting
from ..app.domain.erasure import Erasure, Wish
from ..app.domain.principal import SYSTEM, Principal, System
from .tenant_guard import TenantForgotten, forgetful

pytestmark = pytest.mark.anyio

NAMES_A_TENANT = (Principal, Claim, Sighting, Wish, Erasure, Task, System)
"""The last one says aloud that it is about all of them."""


def units_of_work() -> list:
    found = []
    for module in pkgutil.iter_modules(db.__path__):
        opened = importlib.import_module(f"{db.__name__}.{module.name}")
        for name, function in inspect.getmembers(opened, inspect.isfunction):
            if function.__module__ != opened.__name__ or name.startswith("__"):
                continue
            hints = list(get_type_hints(function).values())
            if hints and hints[0] is Session:
                found.append(pytest.param(hints, id=f"{module.name}.{name}"))
    return found


@pytest.mark.parametrize("hints", units_of_work())
def test_every_function_on_a_session_says_whose_rows_it_is_about(hints):
    assert hints[1] in NAMES_A_TENANT


def test_the_functions_are_found():
    assert len(units_of_work()) > 30


MAPPERS = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)


@pytest.mark.parametrize("mapper", MAPPERS, ids=lambda mapper: mapper.class_.__name__)
def test_what_is_looked_up_or_changed_by_its_key_names_its_tenant(mapper):
    assert mapper.primary_key[0].name == "tenant"


@pytest.mark.parametrize(
    ("sql", "forgotten"),
    [
        ("SELECT tasks.id FROM tasks WHERE tasks.tenant = ? AND tasks.id = ?", set()),
        ("SELECT tasks.id FROM tasks WHERE tasks.id = ?", {"tasks"}),
        ("SELECT tasks.tenant FROM tasks", {"tasks"}),
        ("SELECT 1 FROM practice JOIN artifacts ON artifacts.task_id = practice.task_id "
         "WHERE practice.tenant = %(t)s", {"artifacts"}),
        ("SELECT 1 FROM practice JOIN artifacts ON artifacts.tenant = practice.tenant "
         "WHERE artifacts.tenant = practice.tenant", {"practice", "artifacts"}),
        ("UPDATE tasks SET tenant=? WHERE tasks.id = ?", {"tasks"}),
        ("DELETE FROM consents WHERE consents.tenant = ? AND consents.id = ?", set()),
        ("DELETE FROM consents WHERE consents.id = ?", {"consents"}),
        ("INSERT INTO events (tenant, task_id, name) VALUES (?, ?, ?)", set()),
        ("INSERT INTO events (task_id, name) VALUES (?, ?)", {"events"}),
        ("SELECT version_num FROM alembic_version", set()),
    ],
)  # fmt: skip
def test_sql_without_a_tenant_is_told_from_sql_with_one(sql, forgotten):
    assert forgetful(sql) == forgotten


@pytest.fixture
def database(engine):
    migrate.migrate(engine)
    return session.Database(engine, anyio.CapacityLimiter(2), anyio.CapacityLimiter(2))


FORGETTING = {
    "select": lambda s: s.scalars(sa.select(Task)).all(),
    "count": lambda s: s.scalar(sa.select(sa.func.count()).select_from(Task)),
    "update": lambda s: s.execute(sa.update(Task).values(status="failed")),
    "delete": lambda s: s.execute(sa.delete(StageRow).where(StageRow.name == "asr")),
    "core": lambda s: s.execute(sa.delete(Base.metadata.tables["tasks"])),
}


@pytest.mark.parametrize("work", FORGETTING.values(), ids=FORGETTING)
async def test_a_unit_of_work_that_forgets_the_tenant_fails(database, guard_found, work):
    with pytest.raises(TenantForgotten):
        await database.write(work)
    guard_found.clear()


async def test_only_who_says_so_crosses_tenants(database):
    everyone = across.across_tenants(SYSTEM, sa.select(sa.func.count()).select_from(Task))
    assert await database.read(lambda s: s.scalar(everyone)) == 1  # the sample


async def test_a_row_without_a_tenant_is_not_stored(database):
    row = StageRow(task_id=uuid4(), name="asr", status="running")
    with pytest.raises(ValueError, match="a row of stages needs a tenant"):
        await database.write(lambda s: s.add(row))
