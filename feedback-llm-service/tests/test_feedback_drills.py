"""Words for drills: pairs that the dictionary bears out, the used ones first, nothing that one would not say to a learner."""

import re

import pytest

from shared.phonetics.dictionary import load_dictionary
from shared.phonetics.lexicon import Lexicon
from shared.settings import CommonSettings

from ..app.services import languages, minimal_pairs

MODELS = CommonSettings().model_dir
BANK = minimal_pairs.WordBank.load(MODELS)
ENGLISH = languages.load_language(languages.SHIPPED / "en.toml")


def test_pairs_differ_in_the_sound_alone_and_the_most_used_come_first():
    pairs = BANK.pairs("TH", "T")
    dictionary = load_dictionary(MODELS)
    assert [pair.word for pair in pairs[:3]] == ["through", "three", "theme"]
    assert [pair.load for pair in pairs] == sorted((pair.load for pair in pairs), reverse=True)
    for pair in pairs:
        (place,) = [
            index
            for index, (one, other) in enumerate(
                zip(
                    dictionary.variants(pair.word)[0],
                    dictionary.variants(pair.other)[0],
                    strict=True,
                )
            )
            if one != other
        ]
        assert dictionary.variants(pair.word)[0][place] == "TH"


def test_a_pair_knows_where_in_the_word_its_sound_is():
    places = {pair.word: pair.place for pair in BANK.pairs("T", "D")}
    assert (places["town"], places["site"]) == ("first", "last")


@pytest.mark.parametrize(
    ("phones", "place", "heard", "other"),
    [
        (["TH", "R", "IY"], 0, "T", "tree"),
        (["V", "EH", "R", "IY"], 0, "W", None),
        (["K", "OW", "L", "D"], 3, None, "coal"),
    ],
)
def test_a_slip_may_make_another_word(phones, place, heard, other):
    assert BANK.turned_into(phones, place, heard) == other


@pytest.mark.parametrize("word", ["shit", "slut", "rape", "john", "com", "read", "the"])
def test_coarse_words_names_clippings_and_words_of_two_readings_are_left_out(word):
    everything = {
        each
        for target in ("T", "D", "S", "R", "L", "P", "K", "M", "N", "AH", "IY", "IH", "EH", "AA")
        for heard in ("T", "D", "S", "L", "P", "B", "K", "G", "AH", "IY", "IH", "EH", "AO", None)
        if target != heard
        for pair in BANK.pairs(target, heard)
        for each in (pair.word, pair.other)
    }
    assert len(everything) > 1000
    assert word not in everything


CONTRASTS = {
    "V_W": ("V", "W"), "V_B": ("V", "B"), "TH_T": ("TH", "T"), "DH_D": ("DH", "D"), "Z_S": ("Z", "S"), "F_P": ("F", "P"),
    "S_SH": ("S", "SH"), "CH_SH": ("CH", "SH"), "JH_Z": ("JH", "Z"), "L_R": ("L", "R"), "NG_G": ("NG", "N"),
    "AE_EH": ("AE", "EH"), "AE_AA": ("AE", "AA"), "AA_AO": ("AA", "AO"), "EY_EH": ("EY", "EH"), "OW_MON": ("OW", "AO"),
    "H_DROP": ("HH", None), "IH_IY": ("IY", "IH"),
}  # fmt: skip


@pytest.mark.parametrize("rule", CONTRASTS)
def test_the_reviewed_pairs_of_a_contrast_are_pairs_in_the_dictionary(rule):
    for one, other in ENGLISH.tips.rules[rule].pairs:
        assert BANK.places_of_pair(one, other, *CONTRASTS[rule]), (one, other)


@pytest.mark.parametrize("rule", CONTRASTS)
def test_a_rules_practice_sentences_are_dense_in_its_sounds(rule):
    for sentence in ENGLISH.tips.rules[rule].sentences:
        assert len(words_with(set(CONTRASTS[rule]), sentence)) >= 2, sentence


@pytest.mark.parametrize("phone", sorted(ENGLISH.tips.sounds))
def test_a_sounds_practice_sentences_are_dense_in_it(phone):
    for sentence in ENGLISH.tips.sounds[phone].sentences:
        assert len(words_with({phone}, sentence)) >= 2, sentence


def words_with(sounds: set[str | None], sentence: str) -> list[str]:
    """The vowel of a weak syllable does not count for the vowel of cut."""
    return [
        word.text
        for word in Lexicon.load(MODELS).pronounce(sentence)
        if any(
            re.sub(r"\d", "", each) in sounds and each != "AH0"
            for entry in word.pronunciations
            for each in entry.phones
        )
    ]
