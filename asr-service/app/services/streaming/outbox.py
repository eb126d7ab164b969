"""What a stream has to tell, numbered, and kept until its client surely has it."""

from collections import deque
from dataclasses import dataclass, field

import anyio

from shared.contracts.streaming import PartialWords, StreamLag, StreamMessage

MOST_KEPT = 256
"""Messages that are told again after a cut."""
FULL = 64
"""Unsent messages from which on no more is recognised: the client reads too slowly."""


@dataclass(slots=True)
class Outbox:
    _unsent: deque[StreamMessage] = field(default_factory=deque)
    _sent: deque[StreamMessage] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    _seq: int = 0
    _news: anyio.Event = field(default_factory=anyio.Event)
    _room: anyio.Event = field(default_factory=anyio.Event)

    def put(self, message: StreamMessage) -> None:
        """A newer partial of a channel takes the place of one that was not sent yet, a newer lag too."""
        self._seq += 1
        message.seq = self._seq
        if isinstance(message, PartialWords | StreamLag):
            waiting = [each for each in self._unsent if _is_newer(message, each)]
            for each in waiting:
                self._unsent.remove(each)
        self._unsent.append(message)
        self._news.set()

    async def take(self) -> StreamMessage:
        """The next to be sent; waits for one."""
        while not self._unsent:
            self._news = anyio.Event()
            await self._news.wait()
        message = self._unsent.popleft()
        self._room.set()
        if not isinstance(message, StreamLag):
            self._sent.append(message)
        return message

    def rewind(self, last_seq: int) -> None:
        """What came after `last_seq` is told again. Of an utterance's partials the last alone."""
        again = [each for each in self._sent if each.seq > last_seq]
        latest = {_key(each): each.seq for each in again if isinstance(each, PartialWords)}
        again = [
            each
            for each in again
            if not isinstance(each, PartialWords) or latest[_key(each)] == each.seq
        ]
        self._sent = deque((each for each in self._sent if each.seq <= last_seq), maxlen=MOST_KEPT)
        self._unsent.extendleft(reversed(again))

    async def wait_for_room(self) -> None:
        """Until the client has taken some of what waits for it."""
        while len(self._unsent) >= FULL:
            self._room = anyio.Event()
            await self._room.wait()


def _key(message: PartialWords) -> tuple[int, int]:
    return message.channel, message.utterance


def _is_newer(message: StreamMessage, other: StreamMessage) -> bool:
    if isinstance(message, PartialWords) and isinstance(other, PartialWords):
        return _key(message) == _key(other)
    return isinstance(message, StreamLag) and isinstance(other, StreamLag)
