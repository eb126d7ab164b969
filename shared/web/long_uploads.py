"""Recordings of up to hours, kept in a file while they are worked on, a few at a time."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import BinaryIO

from fastapi import UploadFile

from shared.audio.decoder import AudioDecoder
from shared.audio.long_recording import LongRecording
from shared.audio.mixing import MOST_CHANNELS
from shared.errors import AudioUnusable, UploadTooLarge
from shared.line import Line
from shared.settings import CommonSettings
from shared.storage import ObjectStore
from shared.web.dependencies import Runtime
from shared.web.uploads import refuse_path

RESOURCE = "long recordings"
_DECODED_AT_ONCE = 1


@dataclass(frozen=True, slots=True)
class StoredRecording:
    """One that lies in the object store."""

    store: ObjectStore
    key: str


@dataclass(frozen=True, slots=True)
class LongRecordings:
    """Of one service."""

    line: Line
    decoder: AudioDecoder
    longest_s: float
    max_upload_mb: int

    @asynccontextmanager
    async def opened(
        self, upload: UploadFile, *, field: str = "file"
    ) -> AsyncIterator[LongRecording]:
        """The recording, for as long as it is worked on.

        Raises Busy, UploadTooLarge, StorageFull and what shared.web.read_audio raises, naming `field`.
        """
        self._refuse_large(upload, field)
        async with self.line.place():
            recording = await self.decoder.keep(
                upload.file, max_duration_s=self.longest_s, field=field
            )
            await upload.close()
            try:
                yield recording
            finally:
                recording.close()

    @asynccontextmanager
    async def opened_parts(
        self, source: UploadFile | StoredRecording, *, field: str, channels: bool = False
    ) -> AsyncIterator[list[LongRecording]]:
        """The recording, uploaded or stored, for as long as it is worked on: mixed, or each of its channels.

        Raises what `opened` raises, and ObjectMissing.
        """
        if not isinstance(source, StoredRecording):
            self._refuse_large(source, field)
        async with self.line.place():
            with ExitStack() as kept:
                if isinstance(source, StoredRecording):
                    file: BinaryIO = kept.enter_context(tempfile.TemporaryFile())
                    await source.store.copy_to(source.key, file)
                else:
                    file = source.file
                yield await self._parts(file, field, channels, kept)

    async def _parts(
        self, file: BinaryIO, field: str, channels: bool, kept: ExitStack
    ) -> list[LongRecording]:
        """Closed with `kept`."""
        made: list[LongRecording] = []
        for channel in range(MOST_CHANNELS) if channels else (None,):
            try:
                recording = await self.decoder.keep(
                    file, max_duration_s=self.longest_s, field=field, channel=channel
                )
            except AudioUnusable as error:
                if made and error.members.get("n_channels") == len(made):
                    break  # there is no further channel
                raise
            kept.callback(recording.close)
            made.append(recording)
        return made

    def _refuse_large(self, upload: UploadFile, field: str) -> None:
        refuse_path(upload, field)
        if (upload.size or 0) > self.max_upload_mb * 1_000_000:
            raise UploadTooLarge(
                f"the file is larger than {self.max_upload_mb} MB (MAX_LONG_UPLOAD_MB)",
                field=field,
            )


@asynccontextmanager
async def open_long_recordings(
    runtime: Runtime, *, longest_s: float, at_once: int
) -> AsyncIterator[None]:
    """Puts LongRecordings among a service's resources."""
    assert runtime.lines is not None, "lines are watched"
    common = runtime.common
    decoder = AudioDecoder(
        processes=_DECODED_AT_ONCE,
        cpu_s=common.audio_decode_cpu_s * max(1.0, longest_s / common.max_audio_seconds),
        memory_mb=common.audio_decode_memory_mb + 2 * common.max_long_upload_mb,
        on_loss=lambda _: None,
    )
    line = runtime.lines.watched(Line("long recordings", at_once, most_waiting=0))
    runtime.resources[RESOURCE] = LongRecordings(
        line, decoder, longest_s, common.max_long_upload_mb
    )
    try:
        yield
    finally:
        decoder.close()


def long_body_limit_mb(common: CommonSettings) -> float:
    """Of a service that takes them."""
    return max(common.max_upload_mb, common.max_long_upload_mb) + 1
