"""Reading uploaded files within the limits."""

from fastapi import UploadFile

from shared.audio import Audio
from shared.audio.decoder import AudioDecoder
from shared.errors import (
    AudioTooLong,
    AudioTooShort,
    AudioUnusable,
    InvalidInput,
    NotAudio,
    Problem,
    UploadTooLarge,
)
from shared.settings import CommonSettings

AUDIO_PROBLEMS: tuple[type[Problem], ...] = (
    InvalidInput,
    NotAudio,
    AudioUnusable,
    AudioTooShort,
    AudioTooLong,
    UploadTooLarge,
)
"""What `read_audio` can raise, for an endpoint's `problems(*AUDIO_PROBLEMS, …)`."""


async def read_upload(
    upload: UploadFile, settings: CommonSettings, *, field: str = "file"
) -> bytes:
    """The bytes of an uploaded file. Raises UploadTooLarge, or InvalidInput for a path-like name."""
    refuse_path(upload, field)
    max_bytes = settings.max_upload_mb * 1_000_000
    content = await upload.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UploadTooLarge(
            f"the file is larger than {settings.max_upload_mb} MB (MAX_UPLOAD_MB)", field=field
        )
    return content


def refuse_path(upload: UploadFile, field: str) -> None:
    """Raises InvalidInput."""
    name = upload.filename or ""
    if any(mark in name for mark in ("/", "\\", "\0")) or name in {".", ".."}:
        raise InvalidInput("a file name may not hold a path: send the bare name", field=field)


async def read_audio(
    upload: UploadFile,
    settings: CommonSettings,
    decoder: AudioDecoder,
    *,
    field: str = "file",
    rate_hz: int = 16_000,
) -> Audio:
    """Decode an uploaded recording to mono float32 at `rate_hz`.

    Raises UploadTooLarge, NotAudio, AudioUnusable, AudioTooShort or AudioTooLong, each naming `field`.
    """
    content = await read_upload(upload, settings, field=field)
    return await decoder.decode(
        content, max_duration_s=settings.max_audio_seconds, rate_hz=rate_hz, field=field
    )
