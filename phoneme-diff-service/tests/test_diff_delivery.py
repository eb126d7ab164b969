"""Pace, weak forms, rhythm, range, breaks, accents and fillers, of words whose times and pitch are known."""

import math
from collections.abc import Sequence

import pytest

from shared.contracts import (
    AlignedWord,
    Alignment,
    DeliveryFinding,
    DeliveryKind,
    Intonation,
    Pause,
    PhoneEvidence,
    PhonemeMap,
    PitchContour,
    Transcript,
    UsualBand,
    WordPitch,
)
from shared.phonetics.arpabet import is_vowel, stress_of, strip_stress

from ..app.services import delivery
from ..app.services.delivery import bands, expected_lengths, speech
from .conftest import CHECKS, STAMP

CONSONANT_S = 0.06
Phones = Sequence[tuple[str, float]]


class TimedReading:
    """A text as it was read, word by word."""

    def __init__(self) -> None:
        self.words: list[AlignedWord] = []
        self.pitches: list[WordPitch] = []
        self.pauses: list[Pause] = []
        self.text = ""
        self.spans: list[tuple[int, int]] = []
        self.f0_hz: list[float | None] = []
        self.at_s = 0.0

    def say(
        self,
        text: str,
        phones: str,
        *,
        vowel_s: float = 0.1,
        full: float | None = None,
        heard: str | None = None,
        gap_s: float = 0.0,
        filled: bool = False,
        hz: float = 100.0,
        pitch: tuple[float, float, float] = (0.0, 0.0, 0.0),
    ) -> "TimedReading":
        """`text` with the mark behind it, `pitch`: highest and movement in semitones, level in dB."""
        evidence: list[PhoneEvidence] = []
        start_s = self.at_s
        for symbol in phones.split():
            length_s = vowel_s if is_vowel(symbol) else CONSONANT_S
            evidence.append(_phone(len(evidence), symbol, self.at_s, length_s, heard))
            self.at_s = round(self.at_s + length_s, 3)
        index = len(self.words)
        self.words.append(
            AlignedWord(
                index=index,
                text=text.strip(".,"),
                start_s=start_s,
                end_s=self.at_s,
                variant=0,
                spoken_probability=0.99,
                full_vowel_probability=full,
                quality=9.0,
                phones=evidence,
            )
        )
        highest, movement, level_db = pitch
        self.pitches.append(
            WordPitch(
                word_index=index,
                mean_semitones=highest,
                highest_semitones=highest,
                movement_semitones=movement,
                level_db=level_db,
            )
        )
        self.text += (" " if self.text else "") + text
        end = len(self.text) - (len(text) - len(text.strip(".,")))
        self.spans.append((end - len(text.strip(".,")), end))
        if gap_s:
            end_s = round(self.at_s + gap_s, 3)
            if gap_s >= 0.2:
                self.pauses.append(
                    Pause(start_s=self.at_s, end_s=end_s, after_word=index, filled=filled)
                )
            self.at_s = end_s
        self.f0_hz += [hz] * (math.ceil(self.at_s / 0.02) - len(self.f0_hz))
        return self

    def measured(
        self, *, rate_sps: float = 4.0, heard: Sequence[tuple[str, float, float]] = ()
    ) -> dict[str, DeliveryFinding]:
        """By kind. `heard`: words of the recogniser with their times."""
        alignment = Alignment.model_validate(
            {
                "text": self.text,
                "words": self.words,
                "utterance": {"accuracy": 9, "fluency": 9, "prosody": 9, "total": 9},
                "timing": {
                    "speech_s": self.at_s,
                    "speech_rate_sps": rate_sps,
                    "articulation_rate_sps": rate_sps,
                    "pauses": self.pauses,
                },
                "checks": CHECKS,
                "text_match": 1.0,
                "pitch": PitchContour(
                    hop_s=0.02, start_s=0.0, f0_hz=self.f0_hz, median_hz=None, range_semitones=None
                ),
                "intonation": Intonation(final=None, words=self.pitches),
                **STAMP,
            }
        )
        found = delivery.delivery_of(
            speech.speech_of(
                alignment,
                self._map(),
                _transcript(heard),
                said=range(len(self.words)),
                text_source="reference",
            )
        )
        return {each.kind: each for each in found}

    def _map(self) -> PhonemeMap:
        return PhonemeMap.model_validate(
            {
                "text": self.text,
                "words": [
                    {
                        "index": word.index,
                        "text": word.text,
                        "token": word.text,
                        "start_char": start,
                        "end_char": end,
                        "source": "cmudict",
                        "pronunciations": [{"phones": [], "ipa": "", "syllables": []}],
                    }
                    for word, (start, end) in zip(self.words, self.spans, strict=True)
                ],
                "out_of_vocabulary": [],
                **STAMP,
            }
        )


def _phone(
    index: int, symbol: str, start_s: float, length_s: float, heard: str | None
) -> PhoneEvidence:
    target = strip_stress(symbol)
    return PhoneEvidence.model_validate(
        {
            "index": index,
            "target": target,
            "stress": stress_of(symbol),
            "start_s": start_s,
            "end_s": round(start_s + length_s, 3),
            "heard": heard if heard and is_vowel(symbol) else target,
            "heard_probability": 0.95,
            "error_probability": 0.02,
            "deletion_probability": 0.01,
            "candidates": [],
            "log_posterior": -0.1,
            "margin": 2.0,
            "quality": 2.0,
        }
    )


def _transcript(words: Sequence[tuple[str, float, float]]) -> Transcript:
    return Transcript.model_validate(
        {
            "text": " ".join(text for text, _, _ in words),
            "language": "en",
            "language_probability": 1.0,
            "words": [
                {"text": text, "start_s": start_s, "end_s": end_s, "confidence": 0.9}
                for text, start_s, end_s in words
            ],
            "checks": CHECKS,
            "assessable": True,
            "reason": None,
            **STAMP,
        }
    )


def tea(*, full: float = 0.1, vowel_s: float = 0.05, heard: str | None = None) -> TimedReading:
    """Four places for a weak form: to, a, of, the; the last word has none."""
    reading = TimedReading()
    small = {"full": full, "vowel_s": vowel_s, "heard": heard}
    reading.say("came", "K EY1 M").say("to", "T AH0", **small).say("buy", "B AY1")
    reading.say("a", "AH0", **small).say("cup", "K AH1 P").say("of", "AH0 V", **small)
    reading.say("milk", "M IH1 L K").say("from", "F R AH0 M", **small).say("Paul.", "P AO1 L")
    return reading


def test_weak_forms_said_weakly_are_as_usual():
    found = tea().measured()["weak_forms"]
    assert (found.value, found.of, found.state) == (0, 4, "usual")


def test_function_words_with_full_vowels_are_a_habit_and_told_where():
    found = tea(full=0.9, vowel_s=0.1).measured()["weak_forms"]
    assert (found.value, found.of, found.state, found.side) == (4, 4, "habit", "high")
    assert found.word_indices == [1, 3, 5, 7]
    assert found.times[0].start_s == pytest.approx(0.22)  # after K EY1 M


def test_a_full_vowel_that_was_heard_is_enough():
    assert tea(vowel_s=0.1, heard="AE").measured()["weak_forms"].value == 4


def test_a_short_vowel_is_not_full_whatever_its_quality():
    assert tea(full=0.9, heard="AE").measured()["weak_forms"].value == 0


def test_the_full_vowel_before_another_is_no_full_form():
    # `to eat`: UW is what natives say
    reading = TimedReading().say("used", "Y UW1 Z D").say("to", "T UW0", full=0.9, vowel_s=0.1)
    assert "weak_forms" not in reading.say("eat.", "IY1 T").measured()


def test_a_function_word_before_a_pause_has_no_place_for_a_weak_form():
    reading = (
        TimedReading().say("look", "L UH1 K").say("at", "AE1 T", full=0.9, vowel_s=0.2, gap_s=0.3)
    )
    assert "weak_forms" not in reading.say("it.", "IH1 T").measured()


@pytest.mark.parametrize(
    ("rate_sps", "state", "side"),
    [(4.2, "usual", None), (5.8, "uncertain", "high"), (8.5, "habit", "high"), (2.1, "habit", "low")],
)  # fmt: skip
def test_pace_is_told_beyond_the_gates_only(rate_sps, state, side):
    found = tea().measured(rate_sps=rate_sps)["pace"]
    assert (found.value, found.state, found.side) == (rate_sps, state, side)


def test_words_a_minute_count_pauses_and_need_a_text():
    assert "words_per_minute" not in tea().measured()
    reading = TimedReading()
    for _ in range(30):
        reading.say("see", "S IY1", vowel_s=0.24, gap_s=0.2)
    # 0.5 s a word, the last without its pause: 60 × 30 / (15 − 0.2)
    assert reading.measured()["words_per_minute"].value == pytest.approx(121.6)


def paired(stressed_s: float, unstressed_s: float) -> TimedReading:
    """Stressed and unstressed syllables in turn, with a little life in their lengths."""
    reading = TimedReading()
    for number in range(12):
        life = 1.1 if number % 2 else 0.9
        reading.say("big", "B EH1 G", vowel_s=round(stressed_s * life, 4))
        reading.say("the", "DH AH0", vowel_s=round(unstressed_s * life, 4))
    return reading.say("end.", "EH1 N D")


def test_rhythm_is_the_ratio_of_lengths_over_what_the_text_leads_to_expect():
    # EH before G: 70 + (150 − 70) × (0.7 + 0.3 × 1.2) = 154.8 ms. AH0: 30 + (120 − 30) × 0.7 = 93 ms
    found = paired(0.1548, 0.093).measured()["rhythm"]
    assert (found.value, found.state) == (pytest.approx(1.0, abs=0.005), "usual")


def test_even_timing_is_a_habit_only_where_it_is_sure():
    found = paired(0.1, 0.1).measured()["rhythm"]
    assert (found.state, found.side) == ("habit", "low")
    assert found.value == pytest.approx(0.601, abs=0.005)  # 93 / 154.8
    assert found.sure_low is not None
    assert found.sure_high is not None
    assert found.sure_low < found.value < found.sure_high < 0.85


def test_a_few_vowels_have_no_rhythm():
    assert "rhythm" not in tea().measured()


def test_unstressed_vowels_inside_long_words_are_expected_shortest():
    vowel = _phone(3, "AH0", 0.0, 0.1, None)
    at_the_edge, inside = (
        expected_lengths.expected_length_ms(
            vowel, after=None, n_syllables=3, is_inside=is_inside, is_stressed=False
        )
        for is_inside in (False, True)
    )
    # 30 + 90 × 0.8 × 0.7, and × 0.5
    assert (at_the_edge, inside) == (pytest.approx(80.4), pytest.approx(66.0))


def sung(*tones: float, hz: float = 100.0) -> TimedReading:
    reading = TimedReading()
    for tone in tones:
        reading.say("see", "IY1", vowel_s=0.2, hz=hz * 2 ** (tone / 12))
    return reading


def test_the_range_is_from_the_tenth_to_the_ninetieth_percentile():
    # eleven equal steps: the 10th percentile is the second, the 90th the tenth
    found = sung(*range(11), *range(11)).measured()["pitch_range"]
    assert found.value == pytest.approx(8.0, abs=0.1)
    assert found.state == "usual"


def test_a_doubled_or_halved_pitch_does_not_widen_the_range():
    narrow = [0.0, 0.5, 1.0, 0.5, 0.0, 0.5, 1.0, 0.5, 0.0, 0.5, 1.0, 0.5, 0.0, 0.5]
    wrong = [tone + (12 if at == 4 else -12 if at == 9 else 0) for at, tone in enumerate(narrow)]
    assert sung(*wrong).measured()["pitch_range"].value == pytest.approx(1.0, abs=0.1)


def test_a_flat_voice_is_a_habit():
    found = sung(*[0.0, 0.5, 1.0] * 6).measured()["pitch_range"]
    assert (found.state, found.side) == ("habit", "low")


def test_pauses_inside_phrases_are_breaks_but_not_where_a_phrase_may_begin():
    reading = TimedReading().say("the", "DH AH0", gap_s=0.4).say("cat", "K AE1 T", gap_s=0.4)
    reading.say("with", "W IH1 TH").say("my", "M AY1", gap_s=0.3).say("mat,", "M AE1 T", gap_s=0.5)
    found = reading.say("sat.", "S AE1 T").measured()["unexpected_breaks"]
    assert (found.value, found.word_indices, found.state) == (2, [0, 3], "habit")
    assert found.times[1].end_s - found.times[1].start_s == pytest.approx(0.3)


def test_one_break_is_no_habit():
    reading = TimedReading().say("the", "DH AH0", gap_s=0.4).say("cat.", "K AE1 T")
    assert reading.measured()["unexpected_breaks"].state == "usual"


def test_sentences_that_run_on_are_missing_breaks():
    reading = TimedReading()
    for _ in range(3):
        reading.say("see", "S IY1").say("this.", "DH IH1 S")
    found = reading.measured()["missing_breaks"]
    # The last sentence ends the recording.
    assert (found.value, found.of, found.state) == (2, 2, "habit")


def test_a_text_of_one_sentence_can_miss_no_break():
    assert "missing_breaks" not in tea().measured()


def phrases(last: tuple[float, float, float], first: tuple[float, float, float]) -> TimedReading:
    """Three phrases of two content words, each with its pitch; the first one's vowel as long as is due."""
    reading = TimedReading()
    for one, other in (("cat", "mat,"), ("zoo", "school,"), ("house", "west.")):
        reading.say(one, "K AE1 T", vowel_s=0.3, pitch=first)
        reading.say(other, "M AE1 T", vowel_s=0.15, pitch=last, gap_s=0.3)
    return reading


def test_an_accent_elsewhere_needs_pitch_length_and_level_together():
    found = phrases((-3.0, 0.5, -5.0), (4.0, 1.0, 3.0)).measured()["nuclear_accent"]
    assert (found.value, found.of, found.state) == (3, 3, "habit")
    assert found.word_indices == [0, 2, 4]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ((-3.0, -4.0, -5.0), (4.0, 1.0, 3.0)),  # the last word falls: it has an accent
        ((2.0, 0.5, -5.0), (4.0, 1.0, 3.0)),  # hardly lower
        ((-3.0, 0.5, 1.0), (4.0, 1.0, 3.0)),  # hardly softer
    ],
)
def test_what_one_of_them_contradicts_is_not_told(last, first):
    assert phrases(last, first).measured()["nuclear_accent"].value == 0


def test_a_phrase_that_contrasts_may_have_its_accent_anywhere():
    reading = TimedReading().say("not", "N AA1 T").say("cat", "K AE1 T", pitch=(5.0, 1.0, 5.0))
    reading.say("mat.", "M AE1 T", pitch=(-5.0, 0.0, -5.0))
    assert "nuclear_accent" not in reading.measured()


def test_ums_that_were_written_down_are_fillers_and_two_are_a_habit():
    found = tea().measured(heard=[("Um,", 0.2, 0.4), ("came", 0.4, 0.6), ("uh", 0.9, 1.1)])
    fillers = found["fillers"]
    assert (fillers.value, fillers.state) == (2, "habit")
    assert [span.start_s for span in fillers.times] == [0.2, 0.9]


@pytest.mark.parametrize(
    ("heard", "n"), [([("see", 0.0, 0.1)], 1), ([("well", 0.2, 0.5)], 0), ([("um", 0.2, 0.5)], 1)]
)
def test_voice_in_a_pause_is_a_filler_unless_it_is_a_word(heard, n):
    reading = TimedReading().say("see", "S IY1", gap_s=0.4, filled=True).say("it.", "IH1 T")
    assert reading.measured(heard=heard)["fillers"].value == n


def test_each_measure_has_a_band_with_its_source():
    found = [*tea().measured().values(), *paired(0.1, 0.1).measured().values()]
    assert {each.usual.source for each in found} <= {band.source for band in _bands()}
    assert all(band.source and (band.low, band.high) != (None, None) for band in _bands())


def _bands() -> list[UsualBand]:
    kinds: list[DeliveryKind] = [
        "pace", "words_per_minute", "weak_forms", "rhythm", "pitch_range", "unexpected_breaks", "missing_breaks",
        "nuclear_accent", "fillers",
    ]  # fmt: skip
    return [bands.band_of(kind) for kind in kinds]


def test_the_diff_tells_how_it_was_delivered(run, evidence):
    outcome = run(evidence("the cat sat on the mat"))
    assert {each.kind for each in outcome.delivery} >= {"unexpected_breaks", "fillers"}
