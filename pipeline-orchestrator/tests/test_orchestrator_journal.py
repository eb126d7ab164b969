"""What a run writes down while it goes on."""

from dataclasses import dataclass, field

import anyio
import pytest

from ..app.domain.task import StageRecord
from ..app.pipelines.pronunciation.pipeline import PRONUNCIATION
from ..app.pipelines.steps import EndedStage, NotedStep, RunStep
from ..app.runs.journal import Journal

pytestmark = pytest.mark.anyio


def step(name: str) -> RunStep:
    return RunStep(EndedStage(PRONUNCIATION.stage(name), StageRecord(name, "succeeded")))


@dataclass
class Book:
    """Where each write waits until it is let go on."""

    writes: list[tuple[list[str], str | None]] = field(default_factory=list)
    began: anyio.Event = field(default_factory=anyio.Event)
    may_go_on: anyio.Event = field(default_factory=anyio.Event)

    async def write(self, steps, status, error) -> list[NotedStep]:
        self.began.set()
        await self.may_go_on.wait()
        self.writes.append(([each.ended.record.name for each in steps], status))
        return [NotedStep(each.ended.record) for each in steps]


async def test_what_comes_together_while_one_step_is_written_is_written_at_once():
    book = Book()
    journal = Journal(book.write)
    async with anyio.create_task_group() as group:
        group.start_soon(journal.keep)
        journal.note(step("asr"))
        await book.began.wait()
        journal.note(step("align"))
        journal.note(step("diff"))
        book.may_go_on.set()
        await journal.written()
        journal.end("succeeded", None)
    assert book.writes == [(["asr"], None), (["align", "diff"], None), ([], "succeeded")]


async def test_an_ending_that_comes_while_a_step_is_written_is_written_after_it():
    book = Book()
    journal = Journal(book.write)
    async with anyio.create_task_group() as group:
        group.start_soon(journal.keep)
        journal.note(step("asr"))
        await book.began.wait()
        journal.end("failed", None)
        book.may_go_on.set()
    assert book.writes == [(["asr"], None), ([], "failed")]


async def test_who_is_stopped_writes_down_what_was_noted():
    book = Book()
    journal = Journal(book.write)
    async with anyio.create_task_group() as group:
        group.start_soon(journal.keep)
        journal.note(step("asr"))
        await book.began.wait()
        journal.note(step("align"))
        group.cancel_scope.cancel()
        book.may_go_on.set()
    assert book.writes == [(["asr", "align"], None)]


async def test_a_step_tells_how_it_was_stored():
    revoked = NotedStep(StageRecord("vc", "skipped", "consent_revoked"))

    async def write(steps, status, error) -> list[NotedStep]:
        return [revoked for _ in steps]

    journal = Journal(write)
    async with anyio.create_task_group() as group:
        group.start_soon(journal.keep)
        assert await journal.note(step("vc")).stored() == revoked
        journal.end("succeeded", None)
