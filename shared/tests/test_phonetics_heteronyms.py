"""Heteronyms: the reading that a sentence asks for comes first, the other stays accepted with its label."""

from pathlib import Path

import pytest

from shared.phonetics.arpabet import parse_phones
from shared.phonetics.heteronyms import Heteronyms
from shared.phonetics.heteronyms.tagger import TAGS
from shared.phonetics.lexicon import Lexicon, SpokenWord
from shared.phonetics.usage import OTHER_READING

HETERONYMS = Heteronyms.load()


def word_of(lexicon: Lexicon, text: str, word: str) -> SpokenWord:
    return next(each for each in lexicon.pronounce(text) if each.text.lower() == word)


def said(text: str, word: str) -> str:
    start = text.lower().index(word)
    return " ".join(HETERONYMS.in_text(text)[start].variants[0])


@pytest.mark.parametrize(
    ("text", "word", "phones"),
    [
        ("She will record the song.", "record", "R IH0 K AO1 R D"),
        ("She broke the record.", "record", "R EH1 K ER0 D"),
        ("Have you read it?", "read", "R EH1 D"),
        ("Did you read it?", "read", "R IY1 D"),
        ("The lead pipe burst.", "lead", "L EH1 D"),
        ("They lead the race.", "lead", "L IY1 D"),
        ("We heard live music.", "live", "L AY1 V"),
        ("He plays the bass guitar.", "bass", "B EY1 S"),
        ("We caught a bass in the lake.", "bass", "B AE1 S"),
        ("They live close to us.", "close", "K L OW1 S"),
        ("Please close the door.", "close", "K L OW1 Z"),
        ("Two does and a deer ran off.", "does", "D OW1 Z"),
        ("I like Polish food.", "polish", "P OW1 L IH0 SH"),
        ("I polish my shoes.", "polish", "P AA1 L IH0 SH"),
        ("He used to smoke.", "used", "Y UW1 S T"),
        ("He used a knife.", "used", "Y UW1 Z D"),
        ("They separate the eggs.", "separate", "S EH1 P ER0 EY2 T"),
        ("We slept in separate rooms.", "separate", "S EH1 P R AH0 T"),
        ("She presents the prizes.", "presents", "P R IY0 Z EH1 N T S"),
        ("The presents are wrapped.", "presents", "P R EH1 Z AH0 N T S"),
    ],
)
def test_the_sentence_decides(text: str, word: str, phones: str):
    assert said(text, word) == phones


def test_each_occurrence_is_read_by_itself():
    text = "I refuse to take out the refuse."
    found = HETERONYMS.in_text(text)
    first, last = (found[place].name for place in (text.index("refuse"), text.rindex("refuse")))
    assert (first, last) == ("V", "N")


def test_what_comes_after_a_full_stop_says_nothing():
    alone = said("We heard the record.", "record")
    assert said("We heard the record. To play it is easy.", "record") == alone


def test_a_word_with_a_capital_at_the_start_is_no_name():
    assert said("Polish your shoes.", "polish") == "P AA1 L IH0 SH"


def test_the_other_reading_is_accepted_last_and_labelled(real_models: Path):
    lexicon = Lexicon.load(real_models)
    noun = word_of(lexicon, "She broke the record.", "record").pronunciations
    verb = word_of(lexicon, "We record it.", "record").pronunciations
    assert noun[0].phones == ("R", "EH1", "K", "ER0", "D")
    assert {each.phones for each in noun} == {each.phones for each in verb}
    for here, there in ((noun, verb), (verb, noun)):
        right = {each.phones for each in here if each.label is None}
        assert right == {each.phones for each in there if each.label == OTHER_READING}


def test_words_with_one_reading_have_no_label(real_models: Path):
    lexicon = Lexicon.load(real_models)
    for text in ("dog", "often", "schedule"):
        assert {each.label for each in lexicon.pronounce(text)[0].pronunciations} == {None}


def test_a_callers_pronunciation_wins(real_models: Path):
    words = Lexicon.load(real_models).pronounce("a live show", {"live": ["L IH1 V"]})
    assert [(e.phones, e.label) for e in words[1].pronunciations] == [(("L", "IH1", "V"), "caller")]


def test_the_rows_of_the_tables_are_phones_tags_and_readings(real_models: Path):
    lexicon = Lexicon.load(real_models)
    for word, readings in HETERONYMS.readings.items():
        first = lexicon.pronounce(word)[0].pronunciations[0].phones
        assert first in {phones for reading in readings for phones in reading.variants}, word
        for reading in readings:
            assert reading.tags <= {*TAGS}, word
            for phones in reading.variants:
                assert parse_phones(" ".join(phones)) == list(phones)
        variants = [phones for reading in readings for phones in reading.variants]
        assert len(variants) == len(set(variants)), word


def test_every_cue_names_a_reading_of_its_word_and_asks_for_something():
    for word, cues in HETERONYMS.cues.items():
        names = {reading.name for reading in HETERONYMS.readings[word]}
        for cue in cues:
            assert cue.reading in names, word
            assert cue.previous or cue.next or cue.near or cue.form, word
