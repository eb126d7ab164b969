"""Connections that stand still: silent, half-sent and trickling, opened anew when they are closed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import httpx

OPENED_A_SECOND = 500
REOPENED_AFTER_S = 5.0
TRICKLE_S = 1.0

_FORM = (
    b"POST /process HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\n"
    b"content-length: 900000\r\n\r\n"
)
_HALF_FILE = _FORM + (
    b'--b\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + bytes(30_000)
)
_HALF_HEAD = b"POST /process HTTP/1.1\r\nhost: x\r\nx-some"


@dataclass(frozen=True, slots=True)
class CallerHabit:
    """What a bad connection sends, and whether it goes on a byte at a time."""

    sends: bytes
    trickles: bool = False


HABITS = {
    "silent": CallerHabit(b""),
    "half a head": CallerHabit(_HALF_HEAD),
    "a head without its body": CallerHabit(_FORM),
    "half a body": CallerHabit(_HALF_FILE),
    "a head that trickles": CallerHabit(_HALF_HEAD, trickles=True),
    "a body that trickles": CallerHabit(_HALF_FILE, trickles=True),
}


@dataclass(slots=True)
class Crowd:
    """Bad connections, kept up by opening closed ones again."""

    addresses: Sequence[httpx.URL]
    n_open: int = 0
    n_opened: int = 0
    full: asyncio.Event = field(default_factory=asyncio.Event)
    """Each has been opened once."""

    @contextlib.asynccontextmanager
    async def standing(self, n_connections: int) -> AsyncIterator[None]:
        tasks: list[asyncio.Task[None]] = []
        filling = asyncio.create_task(self._fill(tasks, n_connections))
        try:
            yield
        finally:
            filling.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(filling, *tasks, return_exceptions=True)

    async def _fill(self, tasks: list[asyncio.Task[None]], n_connections: int) -> None:
        habits = list(HABITS.values())
        for number in range(n_connections):
            habit = habits[number % len(habits)]
            # Half of them at the orchestrator, the others at the services behind it.
            turn = number // len(habits)
            address = self.addresses[-1 if turn % 2 else turn // 2 % len(self.addresses)]
            tasks.append(asyncio.create_task(self._misbehave(address, habit)))
            if number % 50 == 49:
                await asyncio.sleep(50 / OPENED_A_SECOND)
        self.full.set()

    async def _misbehave(self, address: httpx.URL, habit: CallerHabit) -> None:
        while True:
            with contextlib.suppress(OSError):
                await self._once(address, habit)
            await asyncio.sleep(REOPENED_AFTER_S)

    async def _once(self, address: httpx.URL, habit: CallerHabit) -> None:
        reader, writer = await asyncio.open_connection(address.host, address.port)
        self.n_opened += 1
        self.n_open += 1
        try:
            writer.write(habit.sends)
            closed = asyncio.ensure_future(reader.read())
            while habit.trickles and not closed.done():
                await asyncio.wait({closed}, timeout=TRICKLE_S)
                writer.write(b"a")
            await closed
        finally:
            self.n_open -= 1
            writer.close()
