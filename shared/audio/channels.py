"""Which channels of a recording hold the speech, and how they are mixed so that none of it is lost.

A mean is silence where one channel is the other upside down (a balanced cable, a broken adapter), a comb filter where
one comes later, and noise where one is a dead microphone's. So the channels are compared before they are mixed.
"""

from collections.abc import Sequence

import numpy as np

_FRAME_S = 0.128
"""Half of it is the step; three times as long as channels may lie apart."""
_BAND_HZ = (200.0, 4_000.0)
"""Above the mains and its first multiples; speech has most of its power here."""
_RATE_ENOUGH_HZ = 12_000
"""Neighbouring samples are taken together down to about this rate: what is measured reaches no higher than the band."""
_LATEST_S = 0.04
"""As long as an echo may take and still be taken for the same sound."""
_LEAST_RANGE_DB = 6.0
"""Between the quiet and the loud tenths of frames: speech has 15 dB and more, hum and noise have 2."""
_RANGE_ENOUGH_DB = 30.0
_NOISIER_DB = 12.0
"""By so much smaller a range than the best channel's, a channel only adds noise to it."""
_FAINTER_DB = 30.0
_INAUDIBLE_DBFS = -90.0
"""In the band; below is the rounding of 16 bits."""
_SAME_SOUND = 0.3
"""Correlation from which, or below whose negative, two channels hold one sound."""
_LATER_SOUND = 0.35
"""The same with one of them shifted in time."""
_BETTER_LATER = 0.1
_CENTRE = {3: 2, 5: 2, 6: 2, 7: 2, 8: 2}
"""Number of channels → which is the centre, in the order of WAV, FLAC and FFmpeg, where the voice of a film is."""


class ChannelStatistics:
    """What is measured of a recording's channels, frame by frame, in memory that doesn't depend on its length."""

    def __init__(self, n_channels: int, rate_hz: int) -> None:
        self._together = max(1, rate_hz // _RATE_ENOUGH_HZ)
        n_means = round(_FRAME_S * rate_hz / self._together)
        self._n_samples = n_means * self._together
        self._rate_hz = rate_hz / self._together
        hz = np.fft.rfftfreq(n_means, 1 / self._rate_hz)
        self._in_band = (hz >= _BAND_HZ[0]) & (hz <= _BAND_HZ[1])
        self._window = np.hanning(n_means).astype(np.float32)
        self._cross = np.zeros((n_channels, n_channels, int(self._in_band.sum())), complex)
        self._powers: list[np.ndarray] = []
        self._waiting = np.zeros((0, n_channels), np.float32)

    def add(self, frame: np.ndarray) -> None:
        """float32 (n_samples, n_channels)."""
        self._waiting = np.concatenate([self._waiting, frame])
        while len(self._waiting) >= self._n_samples:
            self._measure(self._waiting[: self._n_samples])
            self._waiting = self._waiting[self._n_samples // 2 :]

    def weights(self) -> np.ndarray:
        """float32 (n_channels,): what each channel is multiplied by before they are added; the magnitudes add up to 1."""
        if not self._powers and len(self._waiting):
            self._measure(
                np.pad(self._waiting, ((0, self._n_samples - len(self._waiting)), (0, 0)))
            )
        signs = self._signs() if self._powers else np.ones(len(self._cross))
        return (signs / np.abs(signs).sum()).astype(np.float32)

    def _measure(self, samples: np.ndarray) -> None:
        n_means = len(self._window)
        # added slice by slice: means over short rows are slow
        sums = samples[:: self._together].T.copy()
        for offset in range(1, self._together):
            sums += samples[offset :: self._together].T
        means = sums / np.float32(self._together)
        spectra = np.fft.rfft(means * self._window)[:, self._in_band]
        self._cross += spectra[:, np.newaxis] * spectra[np.newaxis].conj()
        scale = 2 / (n_means * float(np.square(self._window).sum()))
        self._powers.append(np.square(np.abs(spectra)).sum(axis=1) * scale)

    def _signs(self) -> np.ndarray:
        """1, 0 or −1 for each channel; one at least is not 0."""
        powers = np.array(self._powers)
        quiet, loud = np.quantile(powers, [0.1, 0.95], axis=0)
        speech_db = 10 * np.log10(np.maximum(loud - quiet, 0) + 1e-15)
        range_db = np.minimum(10 * np.log10((loud + 1e-12) / (quiet + 1e-12)), _RANGE_ENOUGH_DB)
        is_heard = 10 * np.log10(loud + 1e-15) > _INAUDIBLE_DBFS
        if not is_heard.any():
            return np.ones(len(self._cross))
        is_kept = is_heard & (range_db >= _LEAST_RANGE_DB)
        if not is_kept.any():
            is_kept = is_heard
        is_kept &= range_db >= range_db[is_kept].max() - _NOISIER_DB
        is_kept &= speech_db >= speech_db[is_kept].max() - _FAINTER_DB
        best = int(np.argmax(np.where(is_kept, speech_db, -np.inf)))
        centre = _CENTRE.get(len(is_kept))
        if (
            centre is not None
            and is_kept[centre]
            and not self._is_one_sound(np.flatnonzero(is_kept))
        ):
            is_kept[:] = False
            is_kept[centre], best = True, centre
        return np.array(
            [self._sign(best, each) if is_kept[each] else 0.0 for each in range(len(is_kept))]
        )

    def _is_one_sound(self, channels: Sequence[int] | np.ndarray) -> bool:
        first = channels[0]
        return all(self._correlation(first, each)[0] >= _SAME_SOUND for each in channels)

    def _sign(self, best: int, other: int) -> float:
        """How `other` is added to the best channel: as it is, upside down, or, as it would cancel parts, not at all."""
        now, later = self._correlation(best, other)
        if later >= _LATER_SOUND and later > abs(now) + _BETTER_LATER:
            return 0.0
        return -1.0 if now <= -_SAME_SOUND else 1.0

    def _correlation(self, one: int, other: int) -> tuple[float, float]:
        """−1 to 1 as they are; and the largest magnitude with either shifted by up to _LATEST_S, 0 to 1."""
        norm = np.sqrt(self._cross[one, one].real.sum() * self._cross[other, other].real.sum())
        if norm <= 0:
            return 0.0, 0.0
        spectrum = np.zeros(len(self._in_band), complex)
        spectrum[self._in_band] = self._cross[one, other]
        n_lags = len(self._window)
        shifted = np.fft.irfft(spectrum, n_lags) * n_lags / 2 / norm
        reach = min(round(_LATEST_S * self._rate_hz), n_lags // 2)
        near = np.concatenate([shifted[: reach + 1], shifted[-reach:]])
        return float(shifted[0]), float(np.abs(near).max())
