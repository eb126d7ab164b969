"""The voice samples that a speaker left with their standing consent: to be listened to, and taken away one by one."""

from uuid import UUID

from shared.errors import NotFound
from shared.storage import ObjectMissing

from ..app import App
from ..db import consents, samples
from ..domain import keys
from ..domain.principal import Principal
from ..schemas.speakers import KeptSample, KeptSamples


async def list_samples(app: App, principal: Principal, speaker_id: str) -> KeptSamples:
    """Those that are there. Raises NotFound where the speaker has given no consent, Gone while they are being erased."""
    _, found = await _kept(app, principal, speaker_id)
    base = f"{app.public_url.rstrip('/')}/speakers/{speaker_id}/consent/samples"
    return KeptSamples(
        items=[
            KeptSample(sample_id=number, url=f"{base}/{number}/audio") for number in sorted(found)
        ]
    )


async def sound(app: App, principal: Principal, speaker_id: str, sample_id: int) -> bytes:
    """One, whole. Raises NotFound."""
    _, found = await _kept(app, principal, speaker_id)
    try:
        return await app.store.get(_named(found, sample_id))
    except ObjectMissing as error:
        raise _missing(sample_id) from error


async def delete(app: App, principal: Principal, speaker_id: str, sample_id: int) -> None:
    """Erase one with what was measured of the samples, which is measured anew of the others when it is needed. The consent holds,
    and so does what was made under it.

    Raises NotFound, Conflict while a recording of the speaker is worked on, and Unavailable: it is then listed as long as it is there.
    """
    consent_id, found = await _kept(app, principal, speaker_id)
    key = _named(found, sample_id)
    try:
        n_bytes = len(await app.store.get(key))
    except ObjectMissing as error:
        raise _missing(sample_id) from error
    await app.database.write(
        lambda s: samples.forget_sample(s, principal, consent_id, key=key, n_bytes=n_bytes)
    )
    for folder in keys.measured_folders(principal.tenant, consent_id):
        await app.store.delete_folder(folder)
    await app.store.delete(key)


async def _kept(app: App, principal: Principal, speaker_id: str) -> tuple[UUID, dict[int, str]]:
    """The consent given last, and the keys of its samples by their numbers: of what is in the store, whether a row names it or not."""
    app.eraser.require_speaker(principal, speaker_id)
    consent = await app.database.read(lambda s: consents.newest(s, principal, speaker_id))
    if consent is None:
        raise NotFound(f"speaker {speaker_id} has given no consent", field="speaker_id")
    found: dict[int, str] = {}
    for folder in keys.standing_sample_folders(principal.tenant, consent.id):
        for key in await app.store.keys(folder):
            number = key.removeprefix(folder).removesuffix(".wav")
            if number.isdecimal():
                found[int(number)] = key
    return consent.id, found


def _named(found: dict[int, str], sample_id: int) -> str:
    if sample_id not in found:
        raise _missing(sample_id)
    return found[sample_id]


def _missing(sample_id: int) -> NotFound:
    return NotFound(f"there is no voice sample {sample_id}", field="sample_id")
