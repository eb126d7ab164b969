"""The pieces of one channel in the book of a stage that works through several."""

from dataclasses import dataclass, replace

from ..spec import PieceBook, PieceProgress


@dataclass(frozen=True, slots=True)
class ChannelBook:
    """The `PieceBook` of one channel."""

    book: PieceBook
    channel: int
    """From 0."""
    n_channels: int
    n_before: int
    """Pieces of the channels before it, which are all in the book."""

    async def kept(self) -> list[bytes]:
        """Of this channel alone."""
        found: list[bytes] = []
        for content in (await self.book.kept())[self.n_before :]:
            marked, _, piece = content.partition(b"\n")
            if marked != self._mark:
                break
            found.append(piece)
        return found

    async def keep(self, index: int, content: bytes, progress: PieceProgress) -> None:
        await self.book.keep(
            self.n_before + index, self._mark + b"\n" + content, self._of_all(progress)
        )

    async def tell(self, progress: PieceProgress) -> None:
        await self.book.tell(self._of_all(progress))

    async def discard(self) -> None:
        """Forgets the other channels' as well: what follows would otherwise stand behind a gap."""
        await self.book.discard()

    @property
    def _mark(self) -> bytes:
        return str(self.channel).encode()

    def _of_all(self, progress: PieceProgress) -> PieceProgress:
        """The channels to come are taken to have as many pieces as this."""
        n_to_come = self.n_channels - self.channel - 1
        return replace(
            progress,
            n_done=self.n_before + progress.n_done,
            n_pieces=self.n_before + progress.n_pieces * (1 + n_to_come),
            done_s=self.channel * progress.duration_s + progress.done_s,
            duration_s=self.n_channels * progress.duration_s,
        )
