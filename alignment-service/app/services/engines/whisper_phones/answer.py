"""What was measured of one recording, told word by word in the contract's terms."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from shared import gates
from shared.acoustics.encoder import FRAME_S
from shared.acoustics.evidence import LocalTests, SegmentMeasures
from shared.acoustics.heads import Judgement
from shared.acoustics.lattice import Segment
from shared.acoustics.miscue_resolution import ExtraSpan, ResolvedReading, at_a_cut
from shared.acoustics.phone_set import IS_VOWEL, SILENCE
from shared.contracts import (
    AlignedWord,
    ExtraSpeech,
    HeardPhone,
    InsertionEvidence,
    PhoneEvidence,
    UtteranceQuality,
)
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.lexicon import SpokenWord

from ..base import evidence_without_measures, stress_digit, targets_of


class Answer:
    """Everything measured about one recording, told word by word."""

    def __init__(
        self,
        telling: ResolvedReading,
        measures: SegmentMeasures,
        tests: LocalTests,
        judged: Judgement,
        times: list[tuple[float, float]],
    ) -> None:
        self._judged, self._measures, self._times = judged, measures, times
        self._phones = np.array([segment.phone for segment in telling.segments])
        self._margins = _margins(measures, self._phones)
        self._first: dict[int, int] = {}
        for index, segment in enumerate(telling.segments):
            self._first.setdefault(segment.word, index)
        self._insertions = _insertions(judged, tests, telling)

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
            spoken_probability=rounded(said),
            quality=rounded(self._judged.word_quality[number], 2),
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
            heard_probability=rounded(judged.heard_probability[index]),
            error_probability=rounded(judged.error_probability[index]),
            deletion_probability=rounded(judged.deletion_probability[index]),
            candidates=[
                HeardPhone(phone=name, probability=rounded(probability))
                for name, probability in judged.candidates[index]
            ],
            log_posterior=rounded(self._measures.log_posteriors[index, target_class], 3),
            margin=rounded(self._margins[index], 3),
            quality=rounded(judged.quality[index], 3),
        )

    def utterance(self) -> UtteranceQuality:
        accuracy, fluency, prosody, total = (rounded(v, 2) for v in self._judged.utterance)
        return UtteranceQuality(accuracy=accuracy, fluency=fluency, prosody=prosody, total=total)


def _margins(measures: SegmentMeasures, phones: np.ndarray) -> np.ndarray:
    """Mean log-posterior of each target minus that of its best rival phone."""
    every = np.arange(len(phones))
    others = measures.log_posteriors.copy()
    others[every, phones] = -np.inf
    others[:, SILENCE] = -np.inf
    return measures.log_posteriors[every, phones] - others.max(axis=1)


def _insertions(
    judged: Judgement, tests: LocalTests, telling: ResolvedReading
) -> dict[int, list[InsertionEvidence]]:
    """Likely inserted phones by word.

    Where no silence parts two words, the end of one and the start of the next are one place with one
    probability, the larger of the two; it goes to the word that such a phone belongs to. Where speech was
    cut out, its edges are no inserted phones.
    """
    owners = _shared_gaps(telling.segments)
    cut = at_a_cut(telling)
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for index, gap in enumerate(tests.gaps):
        if gap in cut:
            continue
        owner = owners.get(gap, gap)
        chance = float(judged.insertion_probability[index])
        best[owner] = max(best.get(owner, (0.0, index)), (chance, index))
    likely = {place: gap for place, gap in best.items() if gap[0] >= gates.INSERTION_REPORTED}
    found: dict[int, list[InsertionEvidence]] = {}
    for (word, position), (chance, index) in sorted(_one_at_a_time(likely, tests).items()):
        start, stop = tests.insertion_frames[index]
        found.setdefault(word, []).append(
            InsertionEvidence(
                heard=judged.inserted[index],
                before_phone=position,
                probability=rounded(chance),
                start_s=round(float(telling.kept[start]) * FRAME_S, 3),
                end_s=round(float(telling.kept[stop - 1] + 1) * FRAME_S, 3),
            )
        )
    return found


def _one_at_a_time(
    likely: dict[tuple[int, int], tuple[float, int]], tests: LocalTests
) -> dict[tuple[int, int], tuple[float, int]]:
    """Of gaps whose sounds would overlap in time the likeliest: a sound is put in once."""
    kept: dict[tuple[int, int], tuple[float, int]] = {}
    frames = tests.insertion_frames
    for place, (chance, index) in sorted(likely.items(), key=lambda item: -item[1][0]):
        start, stop = frames[index]
        if all(stop <= frames[other][0] or frames[other][1] <= start for _, other in kept.values()):
            kept[place] = (chance, index)
    return kept


def _shared_gaps(segments: Sequence[Segment]) -> dict[tuple[int, int], tuple[int, int]]:
    """Both names of each gap between two words without silence → the name it is reported under.

    A vowel before a cluster belongs to the cluster's word (iskool), else to the word it was added to.
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for index, (one, other) in enumerate(pairwise(segments)):
        if one.word != other.word and one.stop == other.start:
            end, start = (one.word, one.position + 1), (other.word, 0)
            after = segments[index + 2 : index + 3]
            in_cluster = any(each.word == other.word and not IS_VOWEL[each.phone] for each in after)
            is_cluster = in_cluster and not IS_VOWEL[other.phone]
            owners |= dict.fromkeys((end, start), start if is_cluster else end)
    return owners


def rounded(value: float, digits: int = 4) -> float:
    return round(float(value), digits)


def extra_speech(span: ExtraSpan, emissions: np.ndarray) -> ExtraSpeech:
    return ExtraSpeech(
        start_s=round(span.start * FRAME_S, 3),
        end_s=round(min(span.stop, len(emissions)) * FRAME_S, 3),
        before_word=span.before_word,
        kind=span.kind,
        words=list(span.words),
    )


def in_text_order(
    said: Sequence[AlignedWord],
    numbers: Sequence[int],
    words: Sequence[SpokenWord],
    *,
    end_s: float,
) -> list[AlignedWord]:
    """The words of the text; `numbers` says which of them those that were said are.

    A word that was left out stands between its neighbours, without evidence.
    """
    found = {
        number: word.model_copy(update={"index": number})
        for number, word in zip(numbers, said, strict=True)
    }
    aligned: list[AlignedWord] = []
    for number, word in enumerate(words):
        if number in found:
            aligned.append(found[number])
            continue
        before_s = aligned[-1].end_s if aligned else 0.0
        later = range(number + 1, len(words))
        after = next((each for each in later if each in found), None)
        after_s = max(before_s, found[after].start_s if after is not None else end_s)
        n_left_out = (len(words) if after is None else after) - number
        stop_s = before_s + (after_s - before_s) / n_left_out
        aligned.append(_left_out(number, word, before_s, stop_s))
    return aligned


def _left_out(number: int, word: SpokenWord, start_s: float, end_s: float) -> AlignedWord:
    phones = targets_of(word)[0]
    times = np.linspace(start_s, end_s, len(phones) + 1)
    return AlignedWord(
        index=number,
        text=word.text,
        start_s=round(start_s, 3),
        end_s=round(end_s, 3),
        variant=0,
        spoken_probability=gates.WORD_SKIPPED,
        quality=None,
        phones=[
            evidence_without_measures(index, phone, float(times[index]), float(times[index + 1]))
            for index, phone in enumerate(phones)
        ],
    )
