"""The lexicon: which words are spoken, how each is said, and what is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.phonetics.arpabet import VOWELS, parse_phones
from shared.phonetics.dictionary import PronouncingDictionary
from shared.phonetics.lexicon import MOST_VARIANTS, Lexicon, SpokenWord
from shared.phonetics.syllables import with_primary_stress
from shared.phonetics.usage import Usage

WORDS = {
    "a": "AH0", "cat": "K AE1 T", "bus": "B AH1 S", "like": "L AY1 K", "want": "W AA1 N T",
    "color": "K AH1 L ER0", "organize": "AO1 R G AH0 N AY2 Z", "read": "R EH1 D", "read(2)": "R IY1 D",
    "aalborg": "AO1 L B AO0 R G # place, danish", "aalborg(2)": "AA1 L B AO0 R G", "i": "AY1",
    "have": "HH AE1 V", "twenty": "T W EH1 N T IY0", "three": "TH R IY1", "the": "DH AH0",
    "end": "EH1 N D", "and": "AH0 N D", "agent": "EY1 JH AH0 N T", "forge": "F AO1 R JH",
    "which": "W IH1 CH", "us": "AH1 S", "love": "L AH1 V", "nasa": "N AE1 S AH0", "must": "M AH1 S T",
    "new": "N UW1", "noon": "N UW1 N", "door": "D AO1 R", "dog": "D AO1 G",
}  # fmt: skip


class OneGuess:
    """Guesses T AH1 for every word."""

    def predict(self, words: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
        return [(("T", "AH1"),) if any(c.isalpha() for c in word) else () for word in words]


LEXICON = Lexicon(PronouncingDictionary(WORDS), OneGuess(), Usage.load())


def said(text: str, own: dict[str, list[str]] | None = None) -> list[str]:
    return [" ".join(word.pronunciations[0].phones) for word in LEXICON.pronounce(text, own)]


def only(text: str, own: dict[str, list[str]] | None = None) -> SpokenWord:
    (word,) = LEXICON.pronounce(text, own)
    return word


def variants(text: str, position: int = 0) -> list[str]:
    return [" ".join(e.phones) for e in LEXICON.pronounce(text)[position].pronunciations]


def test_all_variants_of_the_dictionary_come_without_its_comments():
    assert variants("Aalborg")[:2] == ["AO1 L B AO0 R G", "AA1 L B AO0 R G"]


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("cat's", "K AE1 T S"),
        ("dog's", "D AO1 G Z"),
        ("bus's", "B AH1 S IH0 Z"),
        ("cat’s", "K AE1 T S"),
        ("mustn't", "M AH1 S T AH0 N T"),
        ("cat'll", "K AE1 T AH0 L"),
        ("three've", "TH R IY1 V"),
    ],
)
def test_endings_after_an_apostrophe_follow_the_last_phone(word: str, phones: str):
    assert said(word) == [phones]
    assert only(word).source == "cmudict"


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("buses", "B AH1 S IH0 Z"),
        ("liked", "L AY1 K T"),
        ("wanted", "W AA1 N T IH0 D"),
        ("liking", "L AY1 K IH0 NG"),
        ("dogs", "D AO1 G Z"),
        ("catless", "K AE1 T L AH0 S"),
    ],
)
def test_a_regular_derivative_is_built_from_its_stem_and_called_a_guess(word: str, phones: str):
    assert said(word) == [phones]
    assert only(word).source == "g2p"


def test_british_spellings_are_said_as_the_american_words():
    assert said("colour organise") == ["K AH1 L ER0", "AO1 R G AH0 N AY2 Z"]
    assert LEXICON.in_vocabulary("colour")
    assert LEXICON.in_vocabulary("Cat's")
    assert not LEXICON.in_vocabulary("zxcat")


def test_unknown_words_are_guessed_and_listed_once():
    assert LEXICON.out_of_vocabulary("Blarg blarg cat quux") == ["Blarg", "quux"]


def test_a_word_in_braces_is_said_as_written_there():
    word = only("cat{K AA1 T}")
    assert (word.text, word.token, word.source) == ("cat", "cat", "caller")
    assert [(e.phones, e.label) for e in word.pronunciations] == [(("K", "AA1", "T"), "caller")]
    assert said("{hh ah0 l ow1}") == ["HH AH0 L OW1"]


def test_braces_win_over_the_callers_lexicon_which_wins_over_the_dictionary():
    own = {"CAT": ["K EY1 T", "K IY1 T"]}
    assert [" ".join(e.phones) for e in only("cat", own).pronunciations] == ["K EY1 T", "K IY1 T"]
    assert said("cat{K UW1 T} Cat's", own) == ["K UW1 T", "K EY1 T S"]


@pytest.mark.parametrize("key", ["COVID-19", "mp3", "C++", "Jean-Paul", "Zoë"])
def test_a_lexicon_word_may_hold_digits_hyphens_accents_and_signs(key: str):
    spoken = LEXICON.pronounce(f"a {key} cat", {key: ["T UW1"]})
    assert [(w.token, w.source) for w in spoken][1] == (key, "caller")
    assert len(spoken) == 3


def test_phones_without_stress_get_one():
    assert said("zed{Z EH D AH}") == ["Z EH1 D AH0"]


@pytest.mark.parametrize(
    ("text", "own", "field", "named"),
    [
        ("", None, "text", "no word"),
        ("... — 🙂", None, "text", "no word"),
        ("cat{Q}", None, "text", "'Q'"),
        ("cat{}", None, "text", "1 to 60"),
        ("cat {", None, "text", "'{'"),
        ("नमस्ते", None, "text", "'नमस्ते'"),
        ("hello Привет", None, "text", "'Привет'"),
        ("cat ४२", None, "text", "'४२'"),
        ("a" * 46, None, "text", "46 letters"),
        ("cat", {"cat": ["K AX T"]}, "lexicon", "'AX'"),
        ("cat", {"cat": []}, "lexicon", "'cat'"),
        ("cat", {"New Delhi": ["N UW1"]}, "lexicon", "'New Delhi'"),
        ("cat", {" ": ["N UW1"]}, "lexicon", "one word"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(text, own, field, named):
    with pytest.raises(InvalidInput) as refused:
        LEXICON.pronounce(text, own)
    assert refused.value.field == field
    assert named in refused.value.detail


def test_capitals_that_are_no_word_are_spelled_with_the_last_letter_stressed():
    word = only("GPT")
    assert (word.source, said("GPT")) == ("spelled", ["JH IY2 P IY2 T IY1"])
    assert said("PCs GPT's") == ["P IY2 S IY1 Z", "JH IY2 P IY2 T IY1 Z"]
    assert said("the US and us")[1] == "Y UW2 EH1 S"
    assert said("the US and us")[3] == "AH1 S"
    assert only("NASA").source == "cmudict"


def test_the_pronoun_i_is_a_word_in_either_case():
    assert [w.source for w in LEXICON.pronounce("I have, i have")] == ["cmudict"] * 4


def test_a_shouted_sentence_is_not_spelled():
    assert [w.source for w in LEXICON.pronounce("I LOVE US BLARG")] == [
        "cmudict", "cmudict", "cmudict", "g2p",
    ]  # fmt: skip


def test_joined_words_are_split_where_both_are_known():
    assert [w.text for w in LEXICON.pronounce("AgentForge AgentGPT")] == [
        "Agent", "Forge", "Agent", "GPT",
    ]  # fmt: skip


def test_the_is_said_with_iy_before_a_vowel():
    assert said("the cat the end") == ["DH AH0", "K AE1 T", "DH IY0", "EH1 N D"]


def test_function_words_are_weak_inside_a_phrase_and_full_at_its_end():
    assert said("cat and cat") == ["K AE1 T", "AH0 N D", "K AE1 T"]
    assert said("cat and.") == ["K AE1 T", "AE1 N D"]
    labels = {" ".join(e.phones): e.label for e in only("and").pronunciations}
    assert labels == {"AE1 N D": None, "AH0 N D": "weak", "AH0 N": "weak"}


@pytest.mark.parametrize(
    ("word", "accepted"),
    [
        ("dog", ["D AO1 G", "D AA1 G"]),
        ("door", ["D AO1 R"]),
        ("which", ["W IH1 CH", "HH W IH1 CH"]),
        ("new", ["N UW1", "N Y UW1"]),
        ("noon", ["N UW1 N"]),
        ("twenty", ["T W EH1 N T IY0", "T W EH1 N IY0"]),
    ],
)
def test_american_variants_are_accepted_and_only_those(word: str, accepted: list[str]):
    assert variants(word) == accepted


def test_a_loaded_lexicon_is_shared(real_models: Path):
    assert Lexicon.load(real_models) is Lexicon.load(real_models)


def test_real_words_are_said_as_the_dictionary_has_them(real_models: Path):
    spoken = Lexicon.load(real_models).pronounce("Very thin schools, travelled 23 km.")
    assert [" ".join(w.pronunciations[0].phones) for w in spoken] == [
        "V EH1 R IY0",
        "TH IH1 N",
        "S K UW1 L Z",
        "T R AE1 V AH0 L D",
        "T W EH1 N T IY0",
        "TH R IY1",
        "K AH0 L AA1 M AH2 T ER0 Z",
    ]


def test_words_that_begin_with_a_letter_and_an_apostrophe_are_words(real_models: Path):
    spoken = Lexicon.load(real_models).pronounce("At 3:00, ma'am, AT&T's o'clock")
    assert [(w.text, w.source) for w in spoken[2:]] == [
        ("o'clock", "cmudict"),
        ("ma'am", "cmudict"),
        ("AT", "spelled"),
        ("and", "cmudict"),
        ("T's", "cmudict"),
        ("o'clock", "cmudict"),
    ]


HOSTILE = ("a." * 1000, "1-" * 1000, "9 " * 1000, "a@" * 1000, "x{" * 999 + "}", "a" + "'" * 1999)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", HOSTILE)
def test_the_longest_hostile_texts_are_read_to_their_end(text: str):
    """What would try every way to cut them would not come to it."""
    _check(LEXICON, text)


def test_a_regular_english_word_is_guessed_as_it_is_spelled(real_models: Path):
    word = Lexicon.load(real_models).pronounce("activationist")[0]
    assert word.source == "g2p"
    assert "AE2 K T AH0 V EY1 SH AH0 N IH0 S T" in {" ".join(e.phones) for e in word.pronunciations}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("smartwatch", "S M AA1 R T W AA2 CH"),
        ("unfollowed", "AH2 N F AA1 L OW0 D"),
        ("upskilling", "AH2 P S K IH1 L IH0 NG"),
        ("idlis", "IH1 D L IY0 Z"),
        ("Jaiswal", "JH AY0 S W AA1 L"),
        ("Jaiswal's", "JH AY0 S W AA1 L Z"),
    ],
)
def test_derived_and_indian_words_are_accepted_as_they_are_said(
    real_models: Path, word: str, said: str
):
    (spoken,) = Lexicon.load(real_models).pronounce(word)
    assert spoken.source == "g2p"
    assert said in {" ".join(e.phones) for e in spoken.pronunciations}


def test_guesses_do_not_depend_on_the_words_guessed_with_them(real_models: Path):
    guesser = Lexicon.load(real_models).g2p
    alone = guesser.predict(["blargish"])
    assert alone[0]
    assert guesser.predict(["zyx", "blargish", "extraordinariliest"])[1] == alone[0]


def _check_refusal(refused: InvalidInput) -> None:
    assert refused.field == "text"


def _check(lexicon: Lexicon, text: str) -> None:
    try:
        spoken = lexicon.pronounce(text)
    except InvalidInput as refused:
        _check_refusal(refused)
        return
    assert spoken
    for word in spoken:
        assert 0 <= word.start_char < word.end_char <= len(text)
        assert word.token == text[word.start_char : word.end_char]
        assert word.text
        assert 1 <= len(word.pronunciations) <= MOST_VARIANTS
        assert len({e.phones for e in word.pronunciations}) == len(word.pronunciations)
        for entry in word.pronunciations:
            assert parse_phones(" ".join(entry.phones)) == list(entry.phones)
            assert all(phone not in VOWELS for phone in entry.phones), "each vowel has its stress"
    starts = [word.start_char for word in spoken]
    assert starts == sorted(starts)


LIKELY = st.text(
    "abcdeIMNPSTsxyz0123456789 .,'’:;-–/%$₹£&@#+=()!?{}éß½²\u0301\n", min_size=1, max_size=60
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(LIKELY, st.text(max_size=60)))
def test_any_text_is_said_or_refused_and_every_word_points_into_it(text: str):
    _check(LEXICON, text)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=LIKELY)
def test_any_text_is_said_or_refused_with_the_real_dictionary_too(real_models: Path, text: str):
    _check(Lexicon.load(real_models), text)


def test_every_row_of_the_weak_forms_is_arpabet_and_does_something():
    usage = Usage.load()
    for word in usage.function_words:
        for entry in only(word).pronunciations:
            assert parse_phones(" ".join(entry.phones)) == list(entry.phones)


def test_a_primary_stress_is_never_missing():
    assert with_primary_stress(["T", "AH0", "D", "EY2"]) == ("T", "AH0", "D", "EY1")
    assert with_primary_stress(["HH", "M"]) == ("HH", "M")
