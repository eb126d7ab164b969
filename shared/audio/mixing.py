"""Frames of a recording → blocks of mono, held to the limits on the way."""

from dataclasses import dataclass

import numpy as np

from shared.errors import AudioTooLong, AudioUnusable, NotAudio

FULL_SCALE = 0.999
"""A sample at least this loud counts as clipped."""
RATES_HZ = (4_000, 384_000)
"""Below, speech has lost its consonants; above, nobody records."""
MOST_CHANNELS = 8
MOST_SAMPLES = 64_000_000
"""Over all channels: two minutes of 8 channels at 48 kHz, or of stereo at 192 kHz, and some more."""
MOST_SAMPLES_A_S = 96_000
"""Of what may last longer: stereo at 48 kHz."""
LOUDEST = 16.0
"""24 dB over full scale: as far as a float recording with a hot gain may go. What is beyond is no such sample."""
_BLOCK = 1 << 16
"""Samples that are handed on at once, at least."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a recording, mixed down to mono at the file's own rate."""

    mono: np.ndarray
    """float32 (n_samples,), within ±1."""
    rate_hz: int
    n_values: int
    """Samples over all channels that it was mixed from."""
    n_clipped: int
    """How many of them were at full scale."""


class Mix:
    """Frames of all channels → blocks of mono, counted and checked on the way."""

    def __init__(
        self, max_duration_s: float, field: str, *, weights: np.ndarray | None = None
    ) -> None:
        """`weights` are those of ChannelStatistics; without them there are no blocks, only the checks."""
        self._max_duration_s, self._field = max_duration_s, field
        self._most_values = max(MOST_SAMPLES, int(max_duration_s * MOST_SAMPLES_A_S))
        self._weights = weights
        self._native: tuple[int, int] | None = None
        """Channels, and rate in Hz."""
        self._n_values = 0
        self._waiting: list[Block] = []

    @property
    def duration_s(self) -> float:
        if self._native is None:
            return 0.0
        n_channels, rate_hz = self._native
        return self._n_values / n_channels / rate_hz

    def add(self, frame: np.ndarray, rate_hz: int) -> Block | None:
        """A block when enough has come together. Raises NotAudio, AudioUnusable or AudioTooLong."""
        native = (frame.shape[1], rate_hz)
        if self._native is None:
            self._native = native
            refuse_rate(rate_hz, self._field)
            refuse_channels(frame.shape[1], self._field)
        elif native != self._native:
            raise NotAudio(
                "the channels or the sample rate change within the file", field=self._field
            )
        self._n_values += frame.size
        if self.duration_s > self._max_duration_s:
            raise too_long(self._max_duration_s, self._field)
        if self._n_values > self._most_values:
            raise AudioTooLong(
                f"the recording holds more than {self._most_values // 1_000_000} million samples: "
                "send it in mono at 48 kHz or less",
                field=self._field,
            )
        loudness = np.abs(frame)
        if not loudness.max(initial=0.0) <= LOUDEST:  # so written, what is not a number is caught
            raise AudioUnusable(
                "the file holds samples that are no sound (not a number, or far over full scale): "
                "export it as 16-bit WAV or FLAC",
                field=self._field,
            )
        if self._weights is None:
            return None
        used = np.flatnonzero(self._weights)
        block = Block(
            _mixed_down(frame, self._weights),
            rate_hz,
            len(frame) * len(used),
            int(np.count_nonzero(loudness[:, used] >= FULL_SCALE)),
        )
        self._waiting.append(block)
        return self.rest() if sum(len(each.mono) for each in self._waiting) >= _BLOCK else None

    def rest(self) -> Block | None:
        """What has come together since the last block."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return None
        return Block(
            np.concatenate([each.mono for each in waiting]),
            waiting[0].rate_hz,
            sum(each.n_values for each in waiting),
            sum(each.n_clipped for each in waiting),
        )


def _mixed_down(frame: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted sum over the channels of float32 (n_samples, n_channels); channel by channel, as short rows are slow."""
    mono = np.zeros(len(frame), np.float32)
    for channel in np.flatnonzero(weights):
        mono += weights[channel] * np.clip(frame[:, channel], -1.0, 1.0)
    return mono


def refuse_rate(rate_hz: int | None, field: str) -> None:
    lowest, highest = RATES_HZ
    if not rate_hz or not lowest <= rate_hz <= highest:
        raise AudioUnusable(
            f"the recording has a sample rate of {rate_hz or 0} Hz: "
            f"{lowest} to {highest} Hz are taken",
            field=field,
        )


def refuse_channels(n_channels: int, field: str) -> None:
    if not 1 <= n_channels <= MOST_CHANNELS:
        raise AudioUnusable(
            f"the recording has {n_channels} channels: 1 to {MOST_CHANNELS} are taken", field=field
        )


def refuse_channel(channel: int, n_channels: int, field: str) -> None:
    if channel >= n_channels:
        raise AudioUnusable(
            f"the recording has {n_channels} channel{'s' if n_channels > 1 else ''}: there is no number {channel + 1}",
            field=field,
            n_channels=n_channels,
        )


def too_long(max_duration_s: float, field: str) -> AudioTooLong:
    return AudioTooLong(
        f"the recording is longer than {max_duration_s:g} s: send a shorter one",
        field=field,
        max_duration_s=max_duration_s,
    )
