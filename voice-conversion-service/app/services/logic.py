"""A reference and the speaker's samples → the reference in a voice closer to the speaker's."""

import hashlib
from collections.abc import Sequence

from shared.audio import encode_wav
from shared.audio.wav import decode_wav
from shared.contracts import MAX_VOICE_SAMPLES, Conversion, StoredAudio, VoiceErased
from shared.errors import ConsentMissing, InvalidInput
from shared.storage import ObjectMissing, ObjectStore, checked_key

from .engines.base import StudiedReference
from .samples import FEATURES_FOLDER, VoiceRoom
from .study import Study

RESULT_NAME = "own_voice.wav"
SYNTHETIC = (
    "Synthetic speech: a reference recording converted to a speaker's voice with their consent, by "
)
"""Begins the comment in the metadata of every conversion; the engine follows."""
_KEY_ROOTS = ("tasks/", "speakers/", "vc/")
"""What is made stays where erasing a task, a speaker, or withdrawing consent finds it."""


def require_consent(consent_voice_cloning: bool) -> None:
    """Raises ConsentMissing before anything of the voice is looked at."""
    if not consent_voice_cloning:
        raise ConsentMissing(
            "voice conversion needs the speaker's consent: send consent_voice_cloning=true",
            field="consent_voice_cloning",
        )


async def reference_bytes(upload: bytes | None, key: str | None, *, store: ObjectStore) -> bytes:
    """The uploaded reference, or the one under `key`. Raises InvalidInput unless it is exactly one."""
    if (upload is None) == (not key):
        raise InvalidInput("send the file reference, or else reference_key", field="reference")
    return upload if upload is not None else await _stored(key or "", "reference_key", store)


def require_some_samples(n_samples: int) -> None:
    """Before any is read. Raises InvalidInput for none or too many."""
    if not 1 <= n_samples <= MAX_VOICE_SAMPLES:
        raise InvalidInput(
            f"send one to {MAX_VOICE_SAMPLES} recordings of the speaker: files samples, or sample_keys",
            field="samples",
        )


async def sample_bytes(
    uploads: Sequence[bytes], keys: Sequence[str], *, store: ObjectStore
) -> list[bytes]:
    """Uploaded samples, then those under `keys`."""
    return [*uploads, *[await _stored(key, "sample_keys", store) for key in keys]]


async def convert(
    reference: bytes,
    samples: Sequence[bytes],
    *,
    key_prefix: str | None,
    voice_prefix: str | None,
    max_audio_s: float,
    room: VoiceRoom,
) -> Conversion:
    """The result goes under `key_prefix`, what is measured of the samples under `voice_prefix`, or beside it.

    Raises NotAudio and the like naming `reference` or `samples`, and InvalidInput for unusable samples.
    """
    engine = f"{room.host.engine.name} {room.host.engine.model_version}"
    own = key_prefix is None
    prefix = _own_prefix(reference, samples, engine) if own else checked_prefix(key_prefix or "")
    kept_at = prefix if voice_prefix is None else checked_prefix(voice_prefix, "voice_prefix")
    key = f"{prefix}/{RESULT_NAME}"
    spoken = await room.decoder.decode(reference, max_duration_s=max_audio_s, field="reference")
    study = Study(room.host.engine, spoken)
    try:
        voices = await room.measured(
            samples, prefix=kept_at, max_audio_s=max_audio_s, meanwhile=study.begin
        )
        if own and await room.store.exists(key):
            content = await room.store.get(key)  # the same inputs, converted before
        else:
            converted = await room.host.run(
                lambda: room.host.engine.convert(
                    StudiedReference(spoken, study.features()), [each.sample for each in voices]
                )
            )
            content = encode_wav(converted.samples, converted.rate_hz, comment=SYNTHETIC + engine)
            await room.store.put(key, content, content_type="audio/wav")
    except InvalidInput:
        if (
            own and voice_prefix is None
        ):  # the caller never learns the prefix and could not erase it
            for kept in await room.store.keys(f"{prefix}/{FEATURES_FOLDER}/"):
                await room.store.delete(kept)
        raise
    made, rate_hz = decode_wav(content)
    return Conversion(
        audio=StoredAudio(
            key=key, url=room.store.url(key), duration_s=len(made) / rate_hz, rate_hz=rate_hz
        ),
        samples_used=len(voices),
        samples=[each.checks for each in voices],
        **room.host.stamp(),
    )


async def erase(key_prefix: str, *, store: ObjectStore) -> VoiceErased:
    """Delete what was converted and measured under a prefix. Raises InvalidInput, or ObjectMissing for nothing there.

    Not what lies in folders below it: `tasks/<tenant>` is the prefix of nobody's conversion.
    """
    prefix = checked_prefix(key_prefix)
    result = f"{prefix}/{RESULT_NAME}"
    conversions = [key for key in await store.keys(f"{prefix}/") if key == result]
    features = await store.keys(f"{prefix}/{FEATURES_FOLDER}/")
    if not conversions and not features:
        raise ObjectMissing(f"nothing is kept under {prefix}", field="key_prefix")
    for key in [*conversions, *features]:
        await store.delete(key)
    return VoiceErased(conversions=len(conversions), features=len(features))


def checked_prefix(prefix: str, field: str = "key_prefix") -> str:
    """Raises InvalidInput unless it is a plain key below one of the folders that are erased with consent."""
    prefix = checked_key(prefix.rstrip("/"), field=field)
    if not prefix.startswith(_KEY_ROOTS):
        raise InvalidInput(f"{field} starts with {', '.join(_KEY_ROOTS)}", field=field)
    return prefix


def _own_prefix(reference: bytes, samples: Sequence[bytes], engine: str) -> str:
    """One that the inputs and the engine decide."""
    parts = [engine.encode(), reference, *samples]
    digests = b"".join(hashlib.sha256(part).digest() for part in parts)
    return f"vc/{hashlib.sha256(digests).hexdigest()}"


async def _stored(key: str, field: str, store: ObjectStore) -> bytes:
    try:
        return await store.get(checked_key(key, field=field))
    except ObjectMissing as error:
        raise ObjectMissing(f"there is no object {key}", field=field) from error
