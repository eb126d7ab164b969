"""The aligner `whisper-phones`: recording and target phones in, evidence out.

What was heard comes from the audio alone: the frame classifier never sees the text. The text only says
which phones to look for and where its words are.
"""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from scipy.special import expit, logit

from shared.acoustics.accent import AccentModel, load_accent
from shared.acoustics.aligner_weights import TrainedWeights, load_weights
from shared.acoustics.boundaries import segment_times
from shared.acoustics.boundary_refinement import refined_times
from shared.acoustics.decoder import WhisperDecoder, expect_words
from shared.acoustics.encoder import Encoder
from shared.acoustics.evidence import measure_segments, run_local_tests
from shared.acoustics.features import places_of
from shared.acoustics.lattice import TooShortForText
from shared.acoustics.listener import Heard, shared_encoder, tell_listeners
from shared.acoustics.miscue_resolution import ResolvedReading, resolve_miscues
from shared.acoustics.passages import judge_passages, passage_bounds
from shared.acoustics.speakers import Speakers, load_speakers
from shared.acoustics.stop_realisation import StopModel, load_stops, measure_sites
from shared.acoustics.stress import StressModel, levels_db, load_stress, measure_vowels
from shared.acoustics.text_match import match_probability, word_features
from shared.audio import Audio
from shared.audio.pitch import PitchTrack, track_pitch
from shared.contracts import AlignedWord, UtteranceQuality
from shared.contracts.weights import Recalibration
from shared.engines import EngineContext
from shared.phonetics.arpabet import stress_of, strip_stress
from shared.phonetics.lexicon import Lexicon, PronouncedText, SpokenWord

from ..base import Aligned, RecordingTooShort, targets_of
from ..phone_timer import PhoneTimer
from .accents import with_accents
from .answer import Answer, extra_speech, in_text_order, rounded
from .readings import heard_readings
from .stop_details import with_details
from .times import Times, agreed_times, in_the_whole, without_the_rest
from .weights import SHIPPED, WeightArchives
from .word_stress import with_stress


@dataclass(frozen=True, slots=True)
class Models:
    """Everything that is loaded once."""

    encoder: Encoder
    decoder: WhisperDecoder
    weights: TrainedWeights
    stress: StressModel
    details: StopModel
    speakers: Speakers
    accent: AccentModel
    timer: PhoneTimer

    @classmethod
    def load(
        cls,
        whisper_dir: Path,
        archives: WeightArchives,
        *,
        threads: int,
        encoder: Encoder | None = None,
    ) -> Self:
        return cls(
            encoder or shared_encoder(whisper_dir),
            WhisperDecoder(whisper_dir, threads=threads),
            load_weights(archives.aligner, None if archives is SHIPPED else archives.listening),
            load_stress(archives.stress),
            load_stops(archives.stops),
            load_speakers(archives.speakers),
            load_accent(archives.accent),
            PhoneTimer(),
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    """A recording in frames, before any text is looked at."""

    samples: np.ndarray
    rate_hz: int
    hidden: np.ndarray
    whitened: np.ndarray
    log_posteriors: np.ndarray
    emissions: np.ndarray


@dataclass(frozen=True, slots=True)
class _Said:
    """The words that were said, each by the pronunciation that fits best."""

    words: list[SpokenWord]
    variants: list[int]
    targets: list[tuple[str, ...]]


class WhisperPhones:
    name = "whisper-phones"

    def __init__(
        self,
        models: Models,
        lexicon: Lexicon,
        *,
        max_variants: int,
        model_version: str,
        listening: Path | None = None,
        archive: Path | None = None,
        fitted: Recalibration | None = None,
    ) -> None:
        """`listening`: the archive of the frame classifier; None: the shipped one. `archive`: that of the models' own weights;
        None: it is not known, and nothing can be recalibrated. `fitted`: what its heads were recalibrated by."""
        self._fitted = fitted
        self._archive = archive
        self._listening = listening
        self.model_version = model_version
        self._models = models
        self._lexicon = lexicon
        self._max_variants = max_variants

    def warm_up(self) -> None:
        hum = 0.1 * np.sin(np.arange(16_000, dtype=np.float32) * 0.05)
        self.align(Audio(hum, 16_000, 0.0), self.pronounce("hello", {}))

    def with_weights(self, content: bytes, version: str) -> "WhisperPhones":
        """`content`: an archive of the aligner's, made with the frame classifier that this engine has loaded, or a Recalibration of
        the one that it has."""
        fitted = self._recalibration(content) if content.startswith(b"{") else None
        weights = self._read(content) if fitted is None else self._recalibrated(fitted)
        return type(self)(
            replace(self._models, weights=weights),
            self._lexicon,
            max_variants=self._max_variants,
            model_version=version,
            listening=self._listening,
            fitted=fitted,
        )

    def _recalibration(self, content: bytes) -> Recalibration:
        fitted = Recalibration.model_validate_json(content)
        if self._archive is None or _digest(self._archive) != fitted.base:
            raise ValueError("it was fitted to another archive")
        return fitted

    def _recalibrated(self, fitted: Recalibration) -> TrainedWeights:
        heads = self._models.weights.heads.recalibrated(slope=fitted.slope, offset=fitted.offset)
        return replace(self._models.weights, heads=heads)

    def _as_taught(self, error: np.ndarray) -> np.ndarray:
        """Probabilities of an error before they were recalibrated."""
        if self._fitted is None:
            return error
        return expit((logit(error) - self._fitted.offset) / self._fitted.slope)

    def _read(self, content: bytes) -> TrainedWeights:
        with tempfile.NamedTemporaryFile(suffix=".npz") as file:
            file.write(content)
            file.flush()
            return load_weights(Path(file.name), self._listening)

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        return self._lexicon.pronounce_readings(text, own)

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        heard = self._hear(audio)
        otherwise = heard_readings(heard.emissions, text)
        words = text.read_with(otherwise)
        choices = [_bare_variants(targets_of(word, limit=self._max_variants)) for word in words]
        try:
            telling, matches = resolve_miscues(
                heard.emissions,
                heard.log_posteriors,
                [list(choice) for choice in choices],
                coefficients=self._models.weights.text_match,
            )
        except TooShortForText as error:
            raise RecordingTooShort(str(error)) from error
        said = _said(telling, words, choices)
        track = track_pitch(audio.samples, audio.rate_hz)
        levels = levels_db(audio.samples, audio.rate_hz)
        aligned, utterance = self._judge(heard, telling, said, track, levels)
        several = self._models.speakers.several_probability(heard.whitened, heard.log_posteriors)
        return Aligned(
            in_text_order(aligned, telling.words, words, end_s=audio.duration_s),
            utterance,
            rounded(matches),
            several_speakers_probability=None if several is None else rounded(several),
            track=track,
            levels=levels,
            skipped=frozenset(range(len(words))) - set(telling.words),
            extra=[extra_speech(span, heard.emissions) for span in telling.extra],
            read_otherwise=otherwise,
        )

    def _hear(self, audio: Audio) -> _Heard:
        weights = self._models.weights
        hidden = self._models.encoder.hidden(audio.samples)
        whitened = weights.whitening(hidden)
        log_posteriors = weights.classifier(whitened)
        heard = Heard(whitened, log_posteriors)
        tell_listeners(self._models.encoder, weights.whitening, audio.samples, heard)
        emissions = weights.emissions(log_posteriors)
        return _Heard(audio.samples, audio.rate_hz, hidden, whitened, log_posteriors, emissions)

    def _judge(
        self,
        heard: _Heard,
        telling: ResolvedReading,
        said: _Said,
        track: PitchTrack,
        levels: np.ndarray,
    ) -> tuple[list[AlignedWord], UtteranceQuality]:
        """Evidence and ratings for the words that were said."""
        models, segments, kept = self._models, telling.segments, telling.kept
        texts = [word.text for word in said.words]
        whitened, log_posteriors = heard.whitened[kept], heard.log_posteriors[kept]
        measures = measure_segments(log_posteriors, whitened, segments)
        tests = run_local_tests(heard.emissions[kept], segments)
        posteriors = models.weights.posteriors(whitened, segments, tests)
        stresses = [stress_of(phone) for phones in said.targets for phone in phones]
        places = places_of(segments, stresses)
        bounds = passage_bounds(places.word)
        wording = expect_words(models.decoder, heard.hidden[kept], segments, texts, bounds)
        judge = models.weights.heads.judge
        judged = judge_passages(judge, places, measures, tests, posteriors, wording)
        times = segment_times(heard.emissions, telling.spoken_at)
        told = self._told_times(heard.samples, telling, said.targets, times)
        answer = Answer(telling, measures, tests, judged, told)
        rows = word_features(log_posteriors, segments, len(texts))
        chances = match_probability(rows, models.weights.text_match[1])
        aligned = [
            answer.word(index, text, said.targets[index], said.variants[index], chances[index])
            for index, text in enumerate(texts)
        ]
        vowels = measure_vowels(
            segments,
            times,
            whitened,
            levels=levels,
            track=track,
            usual_s=models.stress.usual_s,
        )
        aligned = with_stress(aligned, said.words, said.targets, models.stress, vowels)
        sites = measure_sites(
            texts, said.targets, segments, times, whitened=whitened, samples=heard.samples
        )
        aligned = with_details(aligned, segments, models.details.probabilities(sites))
        aligned = with_accents(
            aligned,
            segments,
            models.accent,
            whitened=whitened,
            posteriors=posteriors,
            judged=judged,
            error=self._as_taught(judged.error_probability),
            shift=self._fitted.evidence_offset if self._fitted else 0.0,
        )
        return aligned, answer.utterance()

    def _told_times(
        self,
        samples: np.ndarray,
        telling: ResolvedReading,
        targets: Sequence[Sequence[str]],
        times: Times,
    ) -> Times:
        """(start, end) of each phone as they are told; what was taught on the frames' own times goes on with those."""
        words = [[strip_stress(phone) for phone in phones] for phones in targets]
        timed = self._models.timer.times(without_the_rest(samples, telling.kept), words)
        refined = refined_times(samples, telling.spoken_at, times)
        return agreed_times(refined, in_the_whole(timed, telling.kept), telling.segments)


def _said(
    telling: ResolvedReading,
    words: Sequence[SpokenWord],
    choices: Sequence[dict[tuple[str, ...], int]],
) -> _Said:
    said = [words[number] for number in telling.words]
    variants = [
        list(choices[number].values())[telling.variants[number]] for number in telling.words
    ]
    targets = [targets_of(word)[variant] for word, variant in zip(said, variants, strict=True)]
    return _Said(said, variants, targets)


def _bare_variants(variants: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Different phone sequences without stress → the first pronunciation that has them."""
    bare: dict[tuple[str, ...], int] = {}
    for index, phones in enumerate(variants):
        bare.setdefault(tuple(strip_stress(phone) for phone in phones), index)
    return bare


def load(context: EngineContext) -> WhisperPhones:
    return load_with(WhisperPhones, context)


def load_with(
    kind: type[WhisperPhones], context: EngineContext, encoder: Encoder | None = None
) -> WhisperPhones:
    """`encoder`: in place of the one of the model store."""
    folder = context.settings.weights_dir
    archives = WeightArchives.of_team(folder) if folder else SHIPPED
    whisper_dir = context.model_dir / "whisper-base"
    return kind(
        Models.load(whisper_dir, archives, threads=context.threads, encoder=encoder),
        Lexicon.load(context.model_dir),
        max_variants=context.settings.max_variants,
        model_version=archives.version,
        listening=None if archives is SHIPPED else archives.listening,
        archive=archives.aligner,
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
