"""What the acoustic models are taught with: who says what, and what happens to it on the way."""

from itertools import pairwise

import numpy as np
import pytest

from training.speech import augment
from training.speech.grammar import is_held_out, make_sentences
from training.speech.synth import (
    HELD_OUT_HINDI_VOICES,
    HELD_OUT_VOICES,
    TRAINING_VOICES,
    Sentences,
    Slip,
    SyntheticUtterance,
    choose_slips,
    plan_corpus,
)

RATE_HZ = 16_000
SENTENCE = [
    ("very", ["V", "EH1", "R", "IY0"]),
    ("thin", ["TH", "IH1", "N"]),
    ("school", ["S", "K", "UW1", "L"]),
    ("about", ["AH0", "B", "AW1", "T"]),
]


def utterance(*slips: Slip) -> SyntheticUtterance:
    words = [list(phones) for _, phones in SENTENCE]
    return SyntheticUtterance("u", "af_heart", False, words, ["", "", "", ""], slips=list(slips))


@pytest.mark.parametrize(
    ("slip", "word", "spoken"),
    [
        (Slip("sub", 0, 0, "W"), 0, ["W", "EH1", "R", "IY0"]),
        (Slip("sub", 0, 1, "AE"), 0, ["V", "AE1", "R", "IY0"]),
        (Slip("sub", 3, 0, "AA"), 3, ["AA0", "B", "AW1", "T"]),
        (Slip("del", 3, 3, None), 3, ["AH0", "B", "AW1"]),
        (Slip("ins", 2, 0, "IH"), 2, ["IH0", "S", "K", "UW1", "L"]),
        (Slip("ins", 2, 4, "AH"), 2, ["S", "K", "UW1", "L", "AH0"]),
    ],
)
def test_a_slip_changes_its_own_phone_and_no_other(slip, word, spoken):
    said = utterance(slip).spoken()

    assert said[word] == spoken
    assert [each for i, each in enumerate(said) if i != word] == [
        list(phones) for i, (_, phones) in enumerate(SENTENCE) if i != word
    ]


def test_one_slip_a_sentence_is_one_and_three_stand_apart():
    words = [list(phones) for _, phones in SENTENCE]
    offsets = [0, 4, 7, 11]
    for seed in range(20):
        rng = np.random.default_rng(seed)
        assert len(choose_slips(words, rng, most=1)) == 1
        places = sorted(
            offsets[each.word] + each.position for each in choose_slips(words, rng, most=3)
        )
        assert all(later - earlier >= 4 for earlier, later in pairwise(places))


def test_voices_and_sentences_for_measuring_are_in_no_training_part():
    other = [(text.upper(), phones) for text, phones in SENTENCE]
    plan = plan_corpus(
        Sentences(training=[SENTENCE], held_out=[other]),
        {"native": 20, "slips": 20, "held-native": 20, "held-slips": 20, "held-hindi": 5},
    )

    trained = [each for each in plan if not each.held_out]
    held = [each for each in plan if each.held_out]
    assert {each.voice for each in trained} <= set(TRAINING_VOICES)
    assert {each.voice for each in held} <= {*HELD_OUT_VOICES, *HELD_OUT_HINDI_VOICES}
    assert not set(TRAINING_VOICES) & {*HELD_OUT_VOICES, *HELD_OUT_HINDI_VOICES}
    assert {each.texts[0] for each in trained} == {"very"}
    assert {each.texts[0] for each in held} == {"VERY"}


def test_more_of_one_part_leaves_the_others_as_they_are():
    sentences = Sentences([SENTENCE], [SENTENCE])

    few = plan_corpus(sentences, {"native": 3, "held-slips": 6})
    many = plan_corpus(sentences, {"native": 9, "held-slips": 6})

    assert few[3:] == many[9:]


def test_made_up_sentences_for_measuring_share_no_chosen_word_with_those_for_training():
    common = {"the", "and", "in", "this", "that", "is", "they", "we", "i", "think", "will", "did"}
    common |= {"those", "were", "her", "was", "rather", "there", "a", "near", "their", "please"}
    common |= {"before", "his", "has", "she", "would", "at", "when", "other", "you", "should", "my"}
    common |= {"of", "us", "it", "few", "have", "with"}
    for held_out in (False, True):
        texts = make_sentences(300, held_out=held_out, seed=3)
        chosen = {word.lower() for text in texts for word in text.split()} - common
        assert len(set(texts)) == 300
        assert {is_held_out(word) for word in chosen} == {held_out}


@pytest.fixture
def tone() -> np.ndarray:
    return (0.2 * np.sin(2 * np.pi * 1000 * np.arange(RATE_HZ) / RATE_HZ)).astype(np.float32)


@pytest.mark.parametrize("kind", ["white", "pink", "babble", "hum"])
def test_noise_comes_at_the_ratio_asked_for(tone, kind):
    rng = np.random.default_rng(0)
    others = [np.random.default_rng(1).standard_normal(9000).astype(np.float32)]

    noisy = augment.with_noise(tone, rng, snr_db=15.0, others=others, kind=kind)

    noise_power = np.square(noisy - tone).mean()
    assert 10 * np.log10(np.square(tone).mean() / noise_power) == pytest.approx(15.0, abs=0.1)


def test_a_telephone_takes_the_lows_and_highs(tone):
    times = np.arange(RATE_HZ) / RATE_HZ
    high = (0.2 * np.sin(2 * np.pi * 6000 * times)).astype(np.float32)

    assert np.square(augment.telephoned(high)).mean() < 0.01 * np.square(high).mean()
    assert np.square(augment.telephoned(tone)).mean() > 0.8 * np.square(tone).mean()


def test_a_codec_shifts_nothing(tone):
    click = np.zeros(RATE_HZ, np.float32)
    click[8000:8040] = 0.5

    coded = augment.through_codec(click, compression=0.5)

    assert len(coded) == len(click)
    assert abs(int(np.abs(coded).argmax()) - 8020) < 80


def test_the_same_name_is_spoiled_the_same_way(tone):
    once, again, other = (
        augment.spoiled(tone, augment.generator_of(name), others=[tone]) for name in "aab"
    )

    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)
    assert len(once) == len(tone)
