"""The aligner `whisper-phones`: recording and target phones in, evidence out.

What was heard comes from the audio alone: the frame classifier never sees the text. The text only says
which phones to look for and where its words are.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from shared.audio import Audio
from shared.contracts import (
    AlignedWord,
    HeardPhone,
    InsertionEvidence,
    PhoneEvidence,
    UtteranceQuality,
)
from shared.engines import EngineContext
from shared.phonetics.arpabet import stress_of, strip_stress
from shared.phonetics.lexicon import Lexicon, SpokenWord

from ..base import Aligned, RecordingTooShort, stress_digit, targets_of
from .boundaries import segment_times
from .encoder import FRAME_S, WhisperEncoder
from .evidence import LocalTests, SegmentMeasures, measure_segments, run_local_tests
from .features import places_of
from .heads import Judgement
from .lattice import Path, TooShortForText
from .lattice import align as find_path
from .match import match_probability, text_features, word_features
from .phone_set import IS_VOWEL, SILENCE
from .weights import VERSION, TrainedWeights, load_weights

LEAST_INSERTION = 0.1
"""Inserted phones less likely than this are not reported."""


class WhisperPhones:
    name = "whisper-phones"
    model_version = VERSION

    def __init__(
        self,
        encoder: WhisperEncoder,
        weights: TrainedWeights,
        lexicon: Lexicon,
        *,
        max_variants: int,
    ) -> None:
        self._encoder = encoder
        self._weights = weights
        self._lexicon = lexicon
        self._max_variants = max_variants

    def warm_up(self) -> None:
        hum = 0.1 * np.sin(np.arange(16_000, dtype=np.float32) * 0.05)
        self.align(Audio(hum, 16_000, 0.0), self.pronounce("hello", {}))

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> list[SpokenWord]:
        return self._lexicon.pronounce(text, own)

    def align(self, audio: Audio, words: Sequence[SpokenWord]) -> Aligned:
        choices = [_bare_variants(targets_of(word, limit=self._max_variants)) for word in words]
        whitened = self._weights.whitening(self._encoder.hidden(audio.samples))
        log_posteriors = self._weights.classifier(whitened)
        emissions = self._weights.emissions(log_posteriors)
        try:
            path = find_path(emissions, [list(choice) for choice in choices])
        except TooShortForText as error:
            raise RecordingTooShort(str(error)) from error
        variants = [
            list(choice.values())[chosen]
            for choice, chosen in zip(choices, path.variants, strict=True)
        ]
        targets = [targets_of(word)[variant] for word, variant in zip(words, variants, strict=True)]
        stresses = [stress_of(phone) for phones in targets for phone in phones]
        measures = measure_segments(log_posteriors, whitened, path.segments)
        tests = run_local_tests(emissions, path.segments)
        judged = self._weights.heads.judge(places_of(path.segments, stresses), measures, tests)
        answer = _Answer(path, measures, tests, judged, segment_times(emissions, path.segments))
        text, word = self._weights.text_match
        said = match_probability(word_features(log_posteriors, path.segments, len(words)), word)
        return Aligned(
            [
                answer.word(index, spoken.text, targets[index], variants[index], float(said[index]))
                for index, spoken in enumerate(words)
            ],
            answer.utterance(),
            _rounded(float(match_probability(text_features(log_posteriors, path.segments), text))),
        )


class _Answer:
    """Everything measured about one recording, told word by word."""

    def __init__(
        self,
        path: Path,
        measures: SegmentMeasures,
        tests: LocalTests,
        judged: Judgement,
        times: list[tuple[float, float]],
    ) -> None:
        self._judged, self._measures, self._times = judged, measures, times
        self._segments = path.segments
        self._phones = np.array([segment.phone for segment in path.segments])
        self._margins = _margins(measures, self._phones)
        self._first: dict[int, int] = {}
        for index, segment in enumerate(path.segments):
            self._first.setdefault(segment.word, index)
        self._insertions = _insertions(judged, tests, path)

    def word(
        self, number: int, text: str, target: tuple[str, ...], variant: int, said: float
    ) -> AlignedWord:
        first = self._first[number]
        phones = [self._phone(first + i, i, phone) for i, phone in enumerate(target)]
        return AlignedWord(
            index=number,
            text=text,
            start_s=phones[0].start_s,
            end_s=phones[-1].end_s,
            variant=variant,
            spoken_probability=_rounded(said),
            quality=_rounded(self._judged.word_quality[number], 2),
            phones=phones,
            insertions=self._insertions.get(number, []),
        )

    def _phone(self, index: int, position: int, phone: str) -> PhoneEvidence:
        judged, (start_s, end_s) = self._judged, self._times[index]
        target_class = self._phones[index]
        return PhoneEvidence(
            index=position,
            target=strip_stress(phone),
            stress=stress_digit(phone),
            start_s=round(start_s, 3),
            end_s=round(end_s, 3),
            heard=judged.heard[index],
            heard_probability=_rounded(judged.heard_probability[index]),
            error_probability=_rounded(judged.error_probability[index]),
            deletion_probability=_rounded(judged.deletion_probability[index]),
            candidates=[
                HeardPhone(phone=name, probability=_rounded(probability))
                for name, probability in judged.candidates[index]
            ],
            log_posterior=_rounded(self._measures.log_posteriors[index, target_class], 3),
            margin=_rounded(self._margins[index], 3),
            quality=_rounded(judged.quality[index], 3),
        )

    def utterance(self) -> UtteranceQuality:
        accuracy, fluency, prosody, total = (_rounded(v, 2) for v in self._judged.utterance)
        return UtteranceQuality(accuracy=accuracy, fluency=fluency, prosody=prosody, total=total)


def _margins(measures: SegmentMeasures, phones: np.ndarray) -> np.ndarray:
    """Mean log-posterior of each target minus that of its best rival phone."""
    every = np.arange(len(phones))
    others = measures.log_posteriors.copy()
    others[every, phones] = -np.inf
    others[:, SILENCE] = -np.inf
    return measures.log_posteriors[every, phones] - others.max(axis=1)


def _insertions(
    judged: Judgement, tests: LocalTests, path: Path
) -> dict[int, list[InsertionEvidence]]:
    """Likely inserted phones by word.

    Where no silence parts two words, the end of one and the start of the next are one place with one
    probability, the larger of the two; it goes to the word that such a phone belongs to.
    """
    owners = _shared_gaps(path)
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for index, gap in enumerate(tests.gaps):
        owner = owners.get(gap, gap)
        chance = float(judged.insertion_probability[index])
        best[owner] = max(best.get(owner, (0.0, index)), (chance, index))
    found: dict[int, list[InsertionEvidence]] = {}
    for (word, position), (chance, index) in sorted(best.items()):
        if chance < LEAST_INSERTION:
            continue
        start, stop = tests.insertion_frames[index]
        found.setdefault(word, []).append(
            InsertionEvidence(
                heard=judged.inserted[index],
                before_phone=position,
                probability=_rounded(chance),
                start_s=round(float(start) * FRAME_S, 3),
                end_s=round(float(stop) * FRAME_S, 3),
            )
        )
    return found


def _shared_gaps(path: Path) -> dict[tuple[int, int], tuple[int, int]]:
    """Both names of each gap between two words without silence → the name it is reported under.

    A vowel before a cluster belongs to the cluster's word (iskool), else to the word it was added to.
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for index, (one, other) in enumerate(pairwise(path.segments)):
        if one.word != other.word and one.stop == other.start:
            end, start = (one.word, one.position + 1), (other.word, 0)
            after = path.segments[index + 2 : index + 3]
            in_cluster = any(each.word == other.word and not IS_VOWEL[each.phone] for each in after)
            is_cluster = in_cluster and not IS_VOWEL[other.phone]
            owners |= dict.fromkeys((end, start), start if is_cluster else end)
    return owners


def _bare_variants(variants: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Different phone sequences without stress → the first pronunciation that has them."""
    bare: dict[tuple[str, ...], int] = {}
    for index, phones in enumerate(variants):
        bare.setdefault(tuple(strip_stress(phone) for phone in phones), index)
    return bare


def _rounded(value: float, digits: int = 4) -> float:
    return round(float(value), digits)


def load(context: EngineContext) -> WhisperPhones:
    return WhisperPhones(
        WhisperEncoder(context.model_dir / "whisper-base" / "model.bin"),
        load_weights(),
        Lexicon.load(context.model_dir),
        max_variants=context.settings.max_variants,
    )
