"""Asking everything that a service needs whether it can be used, at once and within a time limit."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup

from shared.errors import Problem

log = structlog.get_logger(__name__)

LIMIT_S = 3.0
"""For all of them; whoever probes /ready waits for 4 or 5."""


@dataclass(slots=True)
class _Asked:
    over: anyio.Event = field(default_factory=anyio.Event)
    answer: Any = None
    failure: str | None = None


@dataclass(slots=True)
class Readiness:
    """What is asked already is not asked again: a part that hangs costs one thread, however often it is probed."""

    group: TaskGroup
    _under_way: dict[tuple[str, str], _Asked] = field(default_factory=dict)
    _is_over: bool = False

    def end(self) -> None:
        """The service stops, or what it ran on broke down: it is not ready any more, and asks nobody."""
        self._is_over = True
        self.group.cancel_scope.cancel()

    async def ask(
        self,
        checks: Mapping[str, Callable[[], Awaitable[None]]],
        notes: Mapping[str, Callable[[], Awaitable[Any]]],
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Name of each check that failed → why; name of each note → what it says, None where it can't tell."""
        if self._is_over:
            return {"service": "it is stopping"}, {}
        asked_checks = {name: self._start("check", name, ask) for name, ask in checks.items()}
        asked_notes = {name: self._start("note", name, ask) for name, ask in notes.items()}
        with anyio.move_on_after(LIMIT_S):
            for each in (*asked_checks.values(), *asked_notes.values()):
                await each.over.wait()
        failed = {
            name: each.failure if each.over.is_set() else f"no answer within {LIMIT_S:g} s"
            for name, each in asked_checks.items()
        }
        return (
            {name: failure for name, failure in failed.items() if failure is not None},
            {name: each.answer for name, each in asked_notes.items()},
        )

    def _start(self, kind: str, name: str, ask: Callable[[], Awaitable[Any]]) -> _Asked:
        asked = self._under_way.get((kind, name))
        if asked is None:
            asked = self._under_way[kind, name] = _Asked()
            self.group.start_soon(self._ask, (kind, name), ask, asked)
        return asked

    async def _ask(
        self, key: tuple[str, str], ask: Callable[[], Awaitable[Any]], asked: _Asked
    ) -> None:
        try:
            asked.answer = await ask()
        except Problem as problem:
            asked.failure = problem.detail
        except Exception:
            log.exception("readiness_check_crashed", check=key[1])
            asked.failure = "the check itself failed; the log says how"
        finally:
            del self._under_way[key]
            asked.over.set()
