"""Word stress heard by the real engine in voices and words it was not trained on."""

import pytest

from shared.audio import Audio
from shared.contracts import AlignedWord

pytestmark = pytest.mark.engine

GATE = 0.8
"""The diff's default gate for an error."""
MOVED = [
    ("photography", "F AH0 T AA1 G R AH0 F IY0", "F OW1 T AH0 G R AE0 F IY0", 0),
    ("develop", "D IH0 V EH1 L AH0 P", "D IY1 V AH0 L AH0 P", 0),
    ("economy", "IH0 K AA1 N AH0 M IY0", "IH0 K AH0 N AA1 M IY0", 2),
    ("hotel", "HH OW0 T EH1 L", "HH OW1 T AH0 L", 0),
    ("computer", "K AH0 M P Y UW1 T ER0", "K AA1 M P Y AH0 T ER0", 0),
    ("banana", "B AH0 N AE1 N AH0", "B AE1 N AH0 N AH0", 0),
]
"""(word, as the target has it, with the stress moved, to which syllable)."""
VOICES = ("am_michael", "af_bella")
"""Not among those the model was trained on."""


def heard(aligner, audio: Audio, text: str, own: dict[str, list[str]]) -> AlignedWord:
    """The last word of `the <word>`."""
    return aligner.align(audio, aligner.pronounce(f"the {text}", own)).words[-1]


@pytest.fixture(scope="module")
def words(aligner, speak) -> dict[tuple[str, str, bool], AlignedWord]:
    """(word, voice, whether its stress was moved) → what was heard."""
    found = {}
    for text, target, moved, _ in MOVED:
        for voice in VOICES:
            for is_moved, phones in ((False, target), (True, moved)):
                audio = speak(["DH AH0", phones], by=voice)
                found[text, voice, is_moved] = heard(aligner, audio, text, {text: [target]})
    return found


def test_words_spoken_as_written_are_not_called_moved(words):
    wrong = [key for key, word in words.items() if not key[2] and word.stress.probability >= 0.45]
    assert wrong == []


def test_most_moved_stresses_are_heard_and_none_of_them_on_the_wrong_syllable(words):
    named = {key: word for key, word in words.items() if key[2] and word.stress.probability >= GATE}
    assert len(named) >= len(MOVED) * len(VOICES) // 2
    syllables = {text: syllable for text, _, _, syllable in MOVED}
    assert all(word.stress.heard_syllable == syllables[key[0]] for key, word in named.items())


def test_prominences_are_shares_of_the_words_syllables(words):
    stress = words["photography", VOICES[0], False].stress
    assert stress.target_syllable == stress.heard_syllable == 1
    assert [each.target_stress for each in stress.syllables] == [0, 1, 0, 0]
    assert sum(each.prominence for each in stress.syllables) == pytest.approx(1.0, abs=0.001)


def test_either_stress_of_a_word_that_is_noun_and_verb_is_right(aligner, speak):
    both = {"present": ["P R EH1 Z AH0 N T", "P R IH0 Z EH1 N T"]}
    for phones in both["present"]:
        word = heard(aligner, speak(["DH AH0", phones], by=VOICES[0]), "present", both)
        assert word.stress is not None
        assert word.stress.accepted_syllables == [0, 1]
        assert word.stress.probability < 0.01


def test_a_word_of_one_syllable_has_no_stress(aligner, speak):
    assert heard(aligner, speak(["DH AH0", "B OY1"], by=VOICES[0]), "boy", {}).stress is None


def test_only_reduced_targets_say_how_likely_they_were_full(words):
    word = words["photography", VOICES[0], False]
    measured = [phone.unreduced_probability is not None for phone in word.phones]
    # F AH0 T AA1 G R AH0 F IY0
    assert measured == [False, True, False, False, False, False, True, False, False]


def test_a_vowel_said_in_full_is_likelier_to_be_unreduced(aligner, speak):
    target = {"support": ["S AH0 P AO1 R T"]}
    reduced = heard(aligner, speak(["DH AH0", "S AH0 P AO1 R T"], by=VOICES[0]), "support", target)
    full = heard(aligner, speak(["DH AH0", "S AA2 P AO1 R T"], by=VOICES[0]), "support", target)
    in_full, in_short = (each.phones[1].unreduced_probability for each in (full, reduced))
    assert in_full is not None
    assert in_short is not None
    assert in_full > 0.5 > in_short


def test_a_function_words_vowel_is_measured_whichever_form_was_matched(aligner, speak):
    said = {
        form: aligner.align(
            speak(["L UH1 K", form, "HH IH1 M"], by=VOICES[0]),
            aligner.pronounce("look at him", {}),
        ).words
        for form in ("AE1 T", "AH0 T")
    }
    full, weak = (said[form][1].full_vowel_probability for form in said)
    assert full is not None
    assert weak is not None
    assert full > weak
    assert said["AE1 T"][0].full_vowel_probability is None
