"""How large a request may be, by what it brings."""

from shared.contracts import MAX_VOICE_SAMPLES
from shared.settings import CommonSettings

OTHER_BODY_BYTES = 16_384
"""Of a body that brings no file, where nobody may be known who sends it: a key, or what one is to be."""
TEXTS_BYTES = 4_000_000
"""Of texts to translate: as many and as long as are taken, each character as an escape of six."""
_FORM_MB = 1


def recordings_mb(common: CommonSettings) -> float:
    """A recording and as many voice samples as are taken, each as large as an upload may be."""
    return common.max_upload_mb * (1 + MAX_VOICE_SAMPLES) + _FORM_MB


def long_recording_mb(common: CommonSettings) -> float:
    """One of up to hours."""
    return common.max_long_upload_mb + _FORM_MB


def largest_mb(common: CommonSettings) -> float:
    return max(recordings_mb(common), long_recording_mb(common))


def spoken_in_json_mb(common: CommonSettings) -> float:
    """Recordings in base64, together as large as an upload may be."""
    return common.max_upload_mb * 4 / 3 + _FORM_MB
