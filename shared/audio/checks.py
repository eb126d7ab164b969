"""Can this recording be judged? Level, clipping, noise and the share that is speech."""

from hashlib import blake2b

import numpy as np

from shared.audio.decode import RATE_HZ, Audio
from shared.audio.long_recording import LongRecording
from shared.audio.room import AddedRoom, Listening, room_for
from shared.audio.tones import Samples, Tones, measure_tones
from shared.audio.voice_activity import SPEECH_PROBABILITY, STEP, VoiceActivityDetector
from shared.contracts import NotAssessable, RecordingChecks
from shared.recently_made import RecentlyMade, key_of

SPEECH_STEP_S = STEP / RATE_HZ
SILENCE_DBFS = -60.0
"""Below this peak-window level nothing was recorded: the noise floor of a muted laptop microphone."""
TOO_QUIET_DBFS = -50.0
SHORTEST_S = 0.3
SHORTEST_SPEECH_S = 0.2
CLIPPED_SHARE = 0.02
"""From here on the peaks are flat enough to change vowel spectra audibly."""
NOISY_SNR_DB = 3.0
STEADY_IN_SPEECH = 0.2
"""Speech that mostly has more of its power in tones that keep their pitch has music about as loud behind it;
alone it has 0.01 at most (400 learners)."""
STEADY_WITHOUT_SPEECH, TONAL_WITHOUT_SPEECH = 0.2, 0.5
"""Without speech, more power than one of these in steady tones or in tones at all is music."""
LITTLE_SPEECH = 0.2
"""What the voice activity detector takes for speech in music is less of what sounds."""
FEWEST_PARTIALS = 1.5
"""A single sine is a beep."""
LEAST_MUSIC_S = 1.0
MAINS = 0.8
"""With more of the steady power at multiples of 50 or 60 Hz it is the mains that hums."""
_QUIET_QUARTER = 0.25
NOISE_FLOOR_DBFS = -50.0
"""Sound without speech or tones is noise when nine tenths of it are louder."""

_LEAD_STEPS = 10
"""Of silence before a long recording: the detector is unsure of its first 160 ms."""
_BLOCK_S = 512 * SPEECH_STEP_S
"""Of a long recording at a time; whole steps."""
_POWER_STEPS = 4096
"""At a time."""

_RECORDINGS = 16
"""Whose room and checks are kept: services that share a process are sent the same recording one after another."""
_LONG_RECORDINGS = 4

_rooms: RecentlyMade[AddedRoom] = RecentlyMade(_RECORDINGS)
_long: RecentlyMade[np.ndarray] = RecentlyMade(_LONG_RECORDINGS)
"""Probabilities of speech, 450 kB an hour."""
_checked: RecentlyMade[RecordingChecks] = RecentlyMade(_RECORDINGS)


def speech_probabilities(audio: Audio) -> np.ndarray:
    """Probability of speech in each 32 ms of 16 kHz audio, float32 (n_chunks,). Silero VAD."""
    if audio.rate_hz != RATE_HZ:
        raise ValueError(f"voice activity needs {RATE_HZ} Hz audio, not {audio.rate_hz}")
    found = VoiceActivityDetector().detect(audio.samples)
    found.setflags(write=False)  # kept for whoever asks next
    return found


def listen_to(audio: Audio) -> Listening:
    """Where a 16 kHz recording has speech, and how it is given to an engine: with silence where it was cut tightly.

    Found once for the recordings that were asked for last.
    """
    room = _rooms.get(_content(audio), lambda: room_for(audio, speech_probabilities))
    return room.around(audio)


def check_recording(audio: Audio) -> RecordingChecks:
    """Measure a 16 kHz recording and say why it can't be judged, if so; once, as listen_to."""
    return _checked.get(
        _content(audio), lambda: _check(audio, listen_to(audio).probabilities)
    ).model_copy()


def speech_of_long(recording: LongRecording) -> np.ndarray:
    """As speech_probabilities, of a recording of up to hours, which other recordings need not wait for; once, as listen_to."""
    digest = blake2b(digest_size=16)
    for samples in recording.blocks():
        digest.update(samples.tobytes())
    return _long.get(digest.digest(), lambda: _speech_of_long(recording))


def _speech_of_long(recording: LongRecording) -> np.ndarray:
    detector = VoiceActivityDetector()
    detector.detect(np.zeros(_LEAD_STEPS * STEP, np.float32))
    found = np.concatenate([detector.detect(part) for part in recording.blocks(_BLOCK_S)])
    found.setflags(write=False)
    return found


def check_long(recording: LongRecording, probabilities: np.ndarray) -> RecordingChecks:
    """As check_recording, with what speech_of_long found."""
    return _check(recording, probabilities)


def _content(audio: Audio) -> tuple[bytes, int, float]:
    return key_of(audio.samples.tobytes()), audio.rate_hz, audio.clipped_share


def _check(audio: Audio | LongRecording, probabilities: np.ndarray) -> RecordingChecks:
    samples = audio if isinstance(audio, LongRecording) else audio.samples
    power = _step_power(samples, len(probabilities))
    is_speech = probabilities >= SPEECH_PROBABILITY
    speech_s = float(is_speech.sum() * STEP / RATE_HZ)
    speech_dbfs = _dbfs(power[is_speech]) if is_speech.any() else None
    # A noise floor needs a few chunks that are surely not speech.
    is_background = probabilities < 0.1
    background_dbfs = _floor_dbfs(power[is_background]) if is_background.sum() >= 5 else None
    snr_db = (
        speech_dbfs - background_dbfs
        if speech_dbfs is not None and background_dbfs is not None
        else None
    )
    loudest_dbfs = _dbfs(power.max(keepdims=True)) if len(power) else SILENCE_DBFS - 1
    tones = measure_tones(samples, is_speech)
    return RecordingChecks(
        duration_s=audio.duration_s,
        speech_s=speech_s,
        level_dbfs=speech_dbfs,
        snr_db=snr_db,
        clipped_share=audio.clipped_share,
        reason=_reason(
            duration_s=audio.duration_s,
            speech_s=speech_s,
            loudest_dbfs=loudest_dbfs,
            speech_dbfs=speech_dbfs,
            snr_db=snr_db,
            clipped_share=audio.clipped_share,
            tones=tones,
        ),
    )


def _step_power(samples: Samples, n_steps: int) -> np.ndarray:
    """Mean square of each step, float64 (n_steps,)."""
    power = np.empty(n_steps)
    for first in range(0, n_steps, _POWER_STEPS):
        last = min(first + _POWER_STEPS, n_steps)
        steps = samples[first * STEP : last * STEP].reshape(-1, STEP)
        power[first:last] = np.square(steps, dtype=np.float64).mean(axis=1)
    return power


def _reason(
    *,
    duration_s: float,
    speech_s: float,
    loudest_dbfs: float,
    speech_dbfs: float | None,
    snr_db: float | None,
    clipped_share: float,
    tones: Tones,
) -> NotAssessable | None:
    if duration_s < SHORTEST_S:
        return "too_short"
    if loudest_dbfs < SILENCE_DBFS:
        return "silence"
    if clipped_share > CLIPPED_SHARE:
        return "clipped"
    if _is_music(tones, speech_s):
        return "music"
    if speech_s == 0.0 or speech_dbfs is None:
        is_noise = tones.tonal < TONAL_WITHOUT_SPEECH and tones.floor_dbfs > NOISE_FLOOR_DBFS
        return "noise" if is_noise else "no_speech"
    if speech_s < SHORTEST_SPEECH_S:
        return "too_short"
    if speech_dbfs < TOO_QUIET_DBFS:
        return "too_quiet"
    if snr_db is not None and snr_db < NOISY_SNR_DB:
        return "noise"
    return None


def _is_music(tones: Tones, speech_s: float) -> bool:
    if tones.mains > MAINS or tones.n_partials < FEWEST_PARTIALS:
        return False
    if speech_s >= SHORTEST_SPEECH_S and tones.steady_in_speech > STEADY_IN_SPEECH:
        return True
    return (
        tones.active_s >= LEAST_MUSIC_S
        and speech_s < LITTLE_SPEECH * tones.active_s
        and (tones.steady > STEADY_WITHOUT_SPEECH or tones.tonal > TONAL_WITHOUT_SPEECH)
    )


def _floor_dbfs(power: np.ndarray) -> float:
    """Of chunks that the detector takes for background: it also misses a syllable at a start, so not their mean."""
    return _dbfs(np.quantile(power, _QUIET_QUARTER, keepdims=True))


def _dbfs(power: np.ndarray) -> float:
    return float(10 * np.log10(power.mean() + 1e-12))
