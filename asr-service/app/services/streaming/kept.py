"""Streams whose connection was cut: kept for a while, a few of them, until their client comes back."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from shared.contracts.streaming import RESUME_WITHIN_S
from shared.errors import NotFound

from .session import StreamSession


class StreamUnknown(NotFound):
    slug: ClassVar[str] = "stream-unknown"
    title: ClassVar[str] = "There is no such stream to go on with"


@dataclass(slots=True)
class KeptStreams:
    most: int
    """The one that was cut first makes room for the next."""
    clock: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[StreamSession, float]] = field(default_factory=dict)

    def keep(self, session: StreamSession) -> None:
        self.forget_old()
        if self.most and len(self._kept) >= self.most:
            del self._kept[next(iter(self._kept))]
        self._kept[session.token] = (session, self.clock() + RESUME_WITHIN_S)

    def take(self, token: str, owner: str) -> StreamSession:
        """It is kept no longer. Raises StreamUnknown."""
        self.forget_old()
        session, _ = self._kept.get(token, (None, 0.0))
        if session is None or session.owner != owner:
            raise StreamUnknown(
                f"no stream was cut under this token within {RESUME_WITHIN_S:g} s: begin another",
                field="token",
            )
        del self._kept[token]
        return session

    def forget_old(self) -> None:
        now = self.clock()
        for token, (_, until) in list(self._kept.items()):
            if until <= now:
                del self._kept[token]

    def __len__(self) -> int:
        return len(self._kept)
