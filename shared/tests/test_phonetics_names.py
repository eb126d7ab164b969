"""Names: that the list holds, and that Indian spelling tells."""

import re
from collections import Counter

import pytest

from shared.contracts import MappedWord
from shared.phonetics.arpabet import is_vowel, parse_phones
from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.guesses import WordGuesser, phone_distance, with_parts
from shared.phonetics.lexicon import Lexicon
from shared.phonetics.names import ListedName, listed_names
from shared.phonetics.origin import origin_model
from shared.phonetics.romanised import RomanisedReader, romanised_reader, stressed, units_of
from shared.phonetics.usage import Usage

NAMES = listed_names()
SPELLED_OUT = {"airbnb", "irctc", "paytm", "chatgpt", "mongodb", "mysql", "nginx", "nvidia", "url"}


def said(phones: str) -> tuple[str, ...]:
    return tuple(phones.split())


@pytest.mark.parametrize("name", NAMES.values(), ids=lambda name: name.word)
def test_a_listed_pronunciation_is_arpabet_with_one_primary_stress(name: ListedName):
    assert name.indian
    assert len(set(name.accepted)) == len(name.indian) + len(name.american)
    for phones in name.accepted:
        assert parse_phones(" ".join(phones)) == list(phones)
        vowels = [phone for phone in phones if is_vowel(phone)]
        assert all(vowel[-1] in "012" for vowel in vowels)
        assert sum(vowel.endswith("1") for vowel in vowels) == 1
        if name.word not in SPELLED_OUT:
            assert abs(len(vowels) - len(re.findall("[aeiouy]+", name.word))) <= 1


def test_each_kind_of_name_is_listed():
    kinds = Counter(name.kind for name in NAMES.values())
    assert set(kinds) == {
        "given", "surname", "place", "food", "festival", "language", "loan", "brand", "tech",
    }  # fmt: skip
    assert sum(kinds.values()) >= 500


def lexicon(words: dict[str, str], *listed: ListedName) -> Lexicon:
    return Lexicon(
        PronouncingDictionary(words),
        WordGuesser(),
        Usage.load(),
        {each.word: each for each in listed},
    )


NIKHIL = ListedName("nikhil", "given", (said("N IH1 K IH0 L"),), (said("N IH0 K IY1 L"),))
YOGA = ListedName("yoga", "loan", (said("Y OW1 G AA0"),), ())


def test_a_name_is_said_as_the_list_has_it_and_as_the_dictionary_has_it_after_that():
    (word,) = lexicon({"nikhil": "N IH1 K HH IH0 L"}, NIKHIL).pronounce("Nikhil's")
    assert word.source == "names"
    spoken = [" ".join(entry.phones) for entry in word.pronunciations]
    assert spoken[:3] == ["N IH1 K IH0 L Z", "N IH0 K IY1 L Z", "N IH1 K HH IH0 L Z"]


def test_a_loan_word_is_first_said_as_the_dictionary_has_it():
    (word,) = lexicon({"yoga": "Y OW1 G AH0"}, YOGA).pronounce("yoga")
    assert word.source == "cmudict"
    assert [entry.phones for entry in word.pronunciations] == [
        said("Y OW1 G AH0"), said("Y OW1 G AA0"),
    ]  # fmt: skip


def test_a_capitalised_name_of_the_list_is_not_spelled():
    (word,) = lexicon({}, NIKHIL).pronounce("NIKHIL")
    assert (word.text, word.source) == ("NIKHIL", "names")


def test_a_source_that_this_release_does_not_know_is_read_as_guessed():
    marks = MappedWord.model_fields["source"].metadata
    assert [mark.word for mark in marks] == ["g2p"]


@pytest.mark.parametrize(
    ("word", "units"),
    [
        ("bhavna", ["bh", "a", "v", "n", "a"]),
        ("Chhaya", ["chh", "a", "y", "a"]),
        ("Siddharth", ["-siddh", "a", "r", "th"]),
        ("Kolhapur", ["k", "o", "l", "h", "a", "pur-"]),
        ("Mahabali", ["-maha", "b", "a", "l", "i"]),
        ("Murthy", ["m", "u", "r", "th", "_y"]),
        ("", []),
    ],
)
def test_a_romanised_word_is_cut_into_its_units(word: str, units: list[str]):
    assert units_of(word) == units


def test_a_unit_is_said_as_it_was_in_like_names():
    zh_is_l = [ListedName(word, "place", (said(phones),), ()) for word, phones in (
        ("kuzhi", "K UH1 L IY0"), ("mozhi", "M OW1 L IY0"), ("vazhi", "V AH1 L IY0"), ("pozhi", "P OW1 L IY0"),
    )]  # fmt: skip
    first, _ = RomanisedReader.learned(zh_is_l).read("uzhi")[0]
    assert "L" in first
    assert "ZH" in RomanisedReader.learned([]).read("uzhi")[0][0]


@pytest.mark.parametrize(
    ("phones", "stress"),
    [
        ("R AA JH EY SH", "R AA0 JH EY1 SH"),
        ("M AH S AA L AA", "M AH0 S AA1 L AA0"),
        ("K AH M AH L AA", "K AH1 M AH0 L AA0"),
        ("R AA M", "R AA1 M"),
    ],
)
def test_stress_follows_the_weight_of_syllables(phones: str, stress: str):
    assert stressed(phones.split()) == said(stress)


def test_letters_tell_indian_words_from_english_ones():
    evidence = origin_model().evidence
    assert min(map(evidence, ("satyanarayanan", "jaishankar", "devgiri"))) > 0
    assert max(map(evidence, ("thornbridge", "whistleblower", "clockwork"))) < -0.4


def test_an_unknown_indian_name_has_its_indian_and_its_english_reading():
    (readings,) = WordGuesser().predict(["Devgiri"])
    assert readings[0] == romanised_reader().read("devgiri")[0][0]
    assert WordGuesser().english.predict(["Devgiri"])[0][0] in readings


def test_a_word_without_letters_has_no_reading():
    assert WordGuesser().predict(["'", ""]) == [(), ()]


def test_parts_count_only_near_a_guess():
    words = {"fire": [said("F AY1 ER0")], "wall": [said("W AO1 L")]}

    def variants(word: str) -> list[tuple[str, ...]]:
        return words.get(word, [])

    same = said("F AY1 ER0 W AO1 L")
    assert with_parts("firewall", [same], variants) == (said("F AY1 ER0 W AO2 L"), same)
    near, far = said("F AY1 ER0 W AA2 L"), said("F IH1 R IY0 W AH0 L AY0")
    assert with_parts("firewall", [near], variants) == (near, said("F AY1 ER0 W AO2 L"))
    assert with_parts("firewall", [far], variants) == (far,)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("K AE1 T", "K AE0 T", 0), ("K AE1 T", "K AA1 T S", 2), ("", "T", 1), ("S T", "T", 1)],
)
def test_phones_are_counted_whatever_their_stress(one: str, other: str, distance: int):
    assert phone_distance(said(one), said(other)) == distance
