"""The aligner `wav2vec2-phoneme`: a CTC model of IPA tokens (transformers) into our lattice and local tests.

No head was trained on its evidence. It gives times, the phone that fits best and by how much, and no calibrated
probability: the diff then says fine or uncertain, never error.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shared.acoustics.boundaries import segment_times
from shared.acoustics.evidence import LocalTests, run_local_tests
from shared.acoustics.lattice import Segment, TooShortForText
from shared.acoustics.lattice import align as find_path
from shared.acoustics.phone_set import CLASS_OF, CLASSES, N_CLASSES, SILENCE
from shared.audio import Audio
from shared.contracts import AlignedWord, PhoneEvidence
from shared.engines import EngineContext
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import Lexicon, PronouncedText

from .base import UNRATED, Aligned, RecordingTooShort, stress_digit, targets_of, unrated_word

FRAME_SAMPLES = 320
"""At 16 kHz; the 20 ms that boundaries.py counts in."""
_RECEPTIVE_SAMPLES = 400
_WINDOW_FRAMES, _CONTEXT_FRAMES = 1_000, 50
"""Longer recordings go through in windows: attention's memory grows with the square."""
BLANK_PRICE = 2.0
"""Nats that a phone pays for a frame of CTC's blank: it spikes once and leaves the rest of the phone blank."""
_FLOOR = -16.0
IPA = {
    "IY": "i iː iə", "IH": "ɪ ᵻ ɪɹ", "EH": "ɛ e ɛɹ", "EY": "eɪ eː", "AE": "æ a", "AH": "ə ʌ ɐ əl",
    "AA": "ɑ ɑː ɒ ɑːɹ", "AO": "ɔ ɔː oːɹ ɔːɹ", "OW": "oʊ o oː əʊ", "UH": "ʊ ʊɹ", "UW": "u uː",
    "ER": "ɚ ɜː ɝ", "AY": "aɪ aɪɚ aɪə", "AW": "aʊ", "OY": "ɔɪ", "P": "p pʰ", "B": "b", "T": "t tʰ ʈ ɾ",
    "D": "d ɖ", "K": "k kʰ", "G": "ɡ g", "CH": "tʃ", "JH": "dʒ", "F": "f", "V": "v ʋ", "TH": "θ t̪",
    "DH": "ð d̪", "S": "s", "Z": "z", "SH": "ʃ", "ZH": "ʒ", "HH": "h ɦ", "M": "m m̩", "N": "n n̩",
    "NG": "ŋ", "L": "l ɫ", "R": "ɹ r ɻ", "W": "w", "Y": "j",
}  # fmt: skip
"""ARPAbet phone → tokens of espeak's IPA that stand for it; other tokens count for nothing."""


def class_log_posteriors(
    log_probabilities: np.ndarray, tokens: Mapping[str, int], *, blank: int
) -> np.ndarray:
    """float32 (n_frames, 40): tokens added up by phone; blank stands for silence.

    `log_probabilities` float (n_frames, n_tokens). Raises ValueError when a phone has no token.
    """
    table = np.full((len(log_probabilities), N_CLASSES), -np.inf)
    table[:, SILENCE] = log_probabilities[:, blank]
    for phone, names in IPA.items():
        columns = [tokens[name] for name in names.split() if name in tokens]
        if not columns:
            raise ValueError(f"the model has no token for {phone}")
        table[:, CLASS_OF[phone]] = np.logaddexp.reduce(log_probabilities[:, columns], axis=1)
    return np.maximum(table, _FLOOR).astype(np.float32)


def emissions_of(log_posteriors: np.ndarray) -> np.ndarray:
    """float32 (n_frames, 40): a blank frame may be any phone, at a price."""
    held = log_posteriors[:, [SILENCE]] - BLANK_PRICE
    emissions = np.logaddexp(log_posteriors, held)
    emissions[:, SILENCE] = log_posteriors[:, SILENCE]
    return emissions.astype(np.float32)


def heard_phones(tests: LocalTests, segments: Sequence[Segment]) -> list[str | None]:
    """What fits best in each phone's place: the target, another phone, or nothing."""
    heard: list[str | None] = []
    for index, segment in enumerate(segments):
        gains = tests.substitution[index].copy()
        gains[SILENCE] = -np.inf
        best = int(gains.argmax())
        if tests.deletion[index] > max(0.0, gains[best]):
            heard.append(None)
        else:
            heard.append(CLASSES[best if gains[best] > 0 else segment.phone])
    return heard


class Wav2Vec2Phoneme:
    name = "wav2vec2-phoneme"

    def __init__(
        self, model: str, lexicon: Lexicon, *, device: str, threads: int, max_variants: int
    ) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        from transformers import (  # pyright: ignore[reportMissingImports]
            AutoFeatureExtractor,
            Wav2Vec2ForCTC,
        )
        from transformers.utils.hub import cached_file  # pyright: ignore[reportMissingImports]

        torch.set_num_threads(threads)
        self._torch, self._device = torch, torch.device(device)
        self._network: Any = Wav2Vec2ForCTC.from_pretrained(model).eval().to(self._device)
        self._normalises = bool(AutoFeatureExtractor.from_pretrained(model).do_normalize)
        vocabulary = Path(str(cached_file(model, "vocab.json")))
        self._tokens: dict[str, int] = json.loads(vocabulary.read_text(encoding="utf-8"))
        self._blank = int(self._network.config.pad_token_id)
        self._lexicon, self._max_variants = lexicon, max_variants
        self.model_version = Path(model).name

    def warm_up(self) -> None:
        hum = 0.1 * np.sin(np.arange(16_000, dtype=np.float32) * 0.05)
        self.align(Audio(hum, 16_000, 0.0), self.pronounce("hello", {}))

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        return self._lexicon.pronounce_readings(text, own)

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        words = text.words
        choices = [targets_of(word, limit=self._max_variants) for word in words]
        log_posteriors = class_log_posteriors(
            self._log_probabilities(audio.samples), self._tokens, blank=self._blank
        )
        emissions = emissions_of(log_posteriors)
        bare = [[tuple(map(strip_stress, phones)) for phones in choice] for choice in choices]
        try:
            path = find_path(emissions, bare)
        except TooShortForText as error:
            raise RecordingTooShort(str(error)) from error
        segments, times = path.segments, segment_times(emissions, path.segments)
        heard = heard_phones(run_local_tests(emissions, segments), segments)
        rows = iter(zip(segments, times, heard, strict=True))
        aligned: list[AlignedWord] = []
        for number, (word, variant) in enumerate(zip(words, path.variants, strict=True)):
            phones = [
                _evidence(position, phone, *next(rows), log_posteriors)
                for position, phone in enumerate(choices[number][variant])
            ]
            aligned.append(unrated_word(number, word.text, phones, variant=variant))
        return Aligned(aligned, UNRATED, text_match=None)

    def _log_probabilities(self, samples: np.ndarray) -> np.ndarray:
        """float32 (n_frames, n_tokens) of 16 kHz samples, 50 frames a second."""
        if self._normalises:
            samples = (samples - samples.mean()) / np.sqrt(samples.var() + 1e-7)
        pieces: list[np.ndarray] = []
        for first, last, start, stop in _windows(len(samples)):
            piece = self._torch.from_numpy(np.ascontiguousarray(samples[first:last], np.float32))
            with self._torch.inference_mode():
                logits = self._network(piece[None].to(self._device)).logits[0]
                pieces.append(logits.log_softmax(-1).float().cpu().numpy()[start:stop])
        return np.concatenate(pieces)


def _windows(n_samples: int) -> Iterator[tuple[int, int, int, int]]:
    """(first, last) sample of what is encoded, (start, stop) frame of it that is kept. Raises RecordingTooShort."""
    n_frames = (n_samples - _RECEPTIVE_SAMPLES) // FRAME_SAMPLES + 1
    if n_frames < 1:
        raise RecordingTooShort("the recording is shorter than one frame")
    for kept in range(0, n_frames, _WINDOW_FRAMES):
        begin = max(0, kept - _CONTEXT_FRAMES)
        end = min(n_frames, kept + _WINDOW_FRAMES + _CONTEXT_FRAMES)
        last = (end - 1) * FRAME_SAMPLES + _RECEPTIVE_SAMPLES
        stop = min(n_frames, kept + _WINDOW_FRAMES) - begin
        yield begin * FRAME_SAMPLES, last, kept - begin, stop


def _evidence(
    position: int,
    phone: str,
    segment: Segment,
    span: tuple[float, float],
    heard: str | None,
    log_posteriors: np.ndarray,
) -> PhoneEvidence:
    mean = log_posteriors[segment.start : segment.stop].mean(axis=0)
    rivals = np.delete(mean, [SILENCE, segment.phone])
    return PhoneEvidence(
        index=position,
        target=strip_stress(phone),
        stress=stress_digit(phone),
        start_s=round(span[0], 3),
        end_s=round(span[1], 3),
        heard=heard,
        heard_probability=None,
        error_probability=None,
        deletion_probability=None,
        candidates=[],
        log_posterior=round(float(mean[segment.phone]), 3),
        margin=round(float(mean[segment.phone] - rivals.max()), 3),
        quality=None,
    )


def load(context: EngineContext) -> Wav2Vec2Phoneme:
    settings = context.settings
    return Wav2Vec2Phoneme(
        settings.wav2vec2_model,
        Lexicon.load(context.model_dir),
        device=settings.device,
        threads=context.threads,
        max_variants=settings.max_variants,
    )
