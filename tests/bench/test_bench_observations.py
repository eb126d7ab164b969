"""Where a slip is, what counts as found, and what the figures make of it, on made-up observations."""

import numpy as np
import pytest

from bench.accuracy import synthetic
from bench.accuracy.observe import NOWHERE, Flag, Observation, Place, Row, gap, match_positions
from bench.accuracy.observe import _place_of_slip as place_of_slip
from bench.accuracy.observe import _with_slip as with_slip
from bench.accuracy.runs import sets_of, wrong_texts_for
from bench.accuracy.speech import only_slip, speech_power, with_noise
from training.speech.synth import Slip, SyntheticUtterance


def phone(word: int, index: int, probability: float, **values) -> Row:
    given = {
        "target": "T",
        "said": "T",
        "is_known": True,
        "gap_probability": 0.0,
        "ruled_probability": probability,
        "heard": "T",
        "heard_probability": 0.9,
        "state": "fine",
        "score": 90.0,
    }
    return Row(Place(word, index, is_gap=False), probability=probability, **(given | values))


def utterance(name: str = "one", *, voice: str = "af_sarah", slips: list[Slip] | None = None):
    return SyntheticUtterance(
        name, voice, True, [["T", "UW1"], ["T", "EH1", "N"]], ["two", "ten"], slips=slips or []
    )


def observation(rows, flags=(), *, name="one", slip=None, place=None, **values) -> Observation:
    given = {
        "slip_target": "T",
        "slip_rule": "SUB",
        "is_accepted": False,
        "n_phones": 5,
        "n_issues": 0,
        "is_assessable": True,
        "completeness": 100.0,
        "duration_s": 2.0,
        "cpu_s": 0.1,
    }
    return Observation(
        utterance(name), tuple(rows), tuple(flags), slip=slip, slip_place=place, **(given | values)
    )


def slipped(name: str, *, shown: str | None, probability: float) -> Observation:
    """The second word's T was said as D."""
    place = Place(1, 0, is_gap=False)
    flags = [Flag(place, "T", shown, "SUB")] if shown else []
    rows = [phone(0, 0, 0.1), phone(1, 0, probability, said="D")]
    return observation(rows, flags, name=name, slip=Slip("sub", 1, 0, "D"), place=place)


def figure_of(figures, name):
    return next(each.value for each in figures if each.name == name)


def test_the_gap_after_a_word_is_the_one_before_the_next():
    assert gap(0, 2, [2, 3]) == Place(1, 0, is_gap=True)
    assert gap(0, 1, [2, 3]) == Place(0, 1, is_gap=True)
    assert gap(1, 3, [2, 3]) == Place(1, 3, is_gap=True)


def test_phones_are_matched_across_pronunciations_of_different_length():
    assert match_positions(["IH", "T", "S"], ["IH", "S"]) == [0, None, 1]


def test_a_slip_is_looked_for_where_the_aligners_pronunciation_has_the_phone():
    place = place_of_slip(Slip("sub", 0, 1, "Z"), ["IH", "T", "S"], ["IH", "S"], [3])
    assert place == Place(0, 2, is_gap=False)


def test_a_slip_on_a_phone_that_the_aligner_did_not_look_for_is_nowhere():
    place = place_of_slip(Slip("sub", 0, 1, "D"), ["IH", "S"], ["IH", "T", "S"], [2])
    assert place == Place(0, NOWHERE, is_gap=False)


def test_an_inserted_phone_that_nobody_reports_becomes_a_row_that_is_missed():
    place = Place(1, 0, is_gap=True)
    rows = with_slip([phone(0, 0, 0.1)], Slip("ins", 1, 0, "IH"), place, None)
    assert (rows[-1].place, rows[-1].probability, rows[-1].said) == (place, 0.0, "IH")


def test_a_slip_counts_as_named_only_with_the_phone_that_was_said():
    assert slipped("a", shown="D", probability=0.9).is_named
    assert not slipped("b", shown="B", probability=0.9).is_named
    assert not slipped("c", shown=None, probability=0.9).is_named


def test_slip_figures_count_what_is_shown_and_what_could_be():
    found = [
        slipped("a", shown="D", probability=0.9),
        slipped("b", shown="B", probability=0.8),
        slipped("c", shown=None, probability=0.05),
    ]
    figures = synthetic.slip_figures(found)
    # Ranked .9 and .8 are slips, .1 three times is not: two of three slips before the first mistake.
    assert figure_of(figures, "one slip, recall at precision .80") == pytest.approx(2 / 3)
    assert figure_of(figures, "slips shown at the diff's gates: recall") == pytest.approx(2 / 3)
    assert figure_of(figures, "slips shown at the diff's gates: precision") == 1.0
    assert figure_of(figures, "phone named right, of slips shown") == 0.5


def test_rows_where_either_of_two_pronunciations_may_have_been_said_are_left_out():
    place = Place(1, 0, is_gap=False)
    doubtful = phone(0, 0, 0.99, is_known=False)
    each = observation(
        [doubtful, phone(1, 0, 0.9, said="D")], slip=Slip("sub", 1, 0, "D"), place=place
    )
    figures = synthetic.slip_figures([each])
    assert figure_of(figures, "one slip, recall at precision .80") == 1.0


def test_a_false_alarm_is_an_error_shown_anywhere_but_at_the_slip():
    elsewhere = Flag(Place(0, 0, is_gap=False), "T", "S", "SUB")
    each = slipped("a", shown="D", probability=0.9)
    both = observation([], [*each.flags, elsewhere], slip=each.slip, place=each.slip_place)
    assert synthetic.false_alarms([both]) == {("SUB", "T", "S"): 1}
    (counts,) = synthetic.counts_by([both], lambda _: "all")
    assert (counts.found, counts.named, counts.false_alarms, counts.precision) == (1, 1, 1, 0.5)


def test_native_issues_are_counted_per_hundred_phones():
    quiet = observation([], name="a", n_phones=60, n_issues=0)
    loud = observation([], name="b", n_phones=40, n_issues=2)
    assert synthetic.native_figure("clean", [quiet, loud], wanted=True).value == 2.0


def test_without_any_issue_the_upper_end_is_the_rule_of_threes():
    quiet = [observation([], name=name, n_phones=300) for name in "ab"]
    figure = synthetic.native_figure("clean", quiet, wanted=True)
    assert (figure.value, figure.low, figure.high) == (0.0, 0.0, 0.5)


def test_twins_compare_every_phone_but_the_slips():
    with_slip_ = observation(
        [phone(0, 0, 0.0, score=90.0), phone(0, 1, 0.0, score=70.0), phone(1, 0, 1.0, score=0.0)],
        slip=Slip("sub", 1, 0, "D"),
        place=Place(1, 0, is_gap=False),
    )
    clean = observation([phone(0, 0, 0.0), phone(0, 1, 0.0), phone(1, 0, 0.0)])
    median, _ = synthetic.twin_figures([(with_slip_, clean)])
    assert median.value == 10.0  # of 0 and 20


def test_cpu_is_over_all_the_audio():
    some = [observation([], name="a"), observation([], name="b", duration_s=6.0, cpu_s=0.3)]
    assert synthetic.cpu_figure(some).value == pytest.approx(0.4 / 8)


def test_heard_probability_is_judged_where_something_is_shown():
    fine = phone(0, 0, 0.0)
    shown = phone(0, 1, 0.9, said="D", heard="D", heard_probability=0.75, state="error", target="T")
    figures = synthetic.calibration_figures([observation([fine, shown])])
    assert figures[0].value == pytest.approx(0.25)


def test_wrong_texts_share_few_words_with_the_right_one():
    texts = ["I like the sea.", "I like the sun.", "He went home early.", "They sing at night."]
    assert set(wrong_texts_for(0, texts)) == {"He went home early.", "They sing at night."}


def test_the_sets_part_voices_and_slips():
    one, two = Slip("sub", 0, 0, "D"), Slip("sub", 1, 0, "D")
    plan = [
        utterance("native"),
        utterance("slip", slips=[one]),
        utterance("several", slips=[one, two]),
        utterance("hindi", voice="hf_beta"),
    ]
    sets = sets_of(plan, limit=None)
    assert [each.id for each in sets.native] == ["native"]
    assert [each.id for each in sets.slips] == ["slip"]
    assert [each.id for each in sets.hindi_native] == ["hindi"]
    assert sets.hindi_slips == []


@pytest.mark.parametrize(
    ("target", "said", "expected"),
    [
        ("TH IH1 N", "T IH1 N", Slip("sub", 2, 0, "T")),
        ("F IH1 L M", "F IH1 L AH0 M", Slip("ins", 2, 3, "AH")),
        ("P AE1 S T", "P AE1 S", Slip("del", 2, 3, None)),
    ],
)
def test_a_contrast_is_read_as_one_slip(target, said, expected):
    assert only_slip(target.split(), said.split(), word=2) == expected


@pytest.mark.parametrize("said", ["TH IH1 N", "T IY1 N"])
def test_a_contrast_of_no_slip_or_two_is_refused(said):
    with pytest.raises(ValueError, match="places"):
        only_slip(["TH", "IH1", "N"], said.split(), word=0)


@pytest.mark.parametrize("kind", ["white", "pink", "babble"])
def test_noise_is_15_db_below_the_speech(kind):
    rng = np.random.default_rng(3)
    tone = 0.1 * np.sin(np.arange(16_000) * 0.2).astype(np.float32)
    others = [rng.standard_normal(9_000) for _ in range(6)]
    noise = with_noise(tone, kind, others=others, rng=rng) - tone
    ratio_db = 10 * np.log10(speech_power(tone) / np.square(noise).mean())
    assert ratio_db == pytest.approx(15.0, abs=0.1)
