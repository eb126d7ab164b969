"""One word that turns a meaning round keeps a stored sentence from being given; another way to say the same does not."""

import pytest

from ..app.services.engines.translators.phrases.turning import alike, turns
from ..app.services.engines.translators.phrases.wording import words_of


def turned(asked: str, stored: str, language: str) -> bool:
    return turns(words_of(asked, language), words_of(stored, language), language)


@pytest.mark.parametrize(
    ("language", "asked", "stored"),
    [
        # negation, in a word or a prefix
        ("en", "The lift isn't working.", "The lift is working."),
        ("en", "Nobody lives here.", "Somebody lives here."),
        ("en", "My number is unlisted.", "My number is listed."),
        ("en", "Yes, and I do not mind.", "Yes, and I mind."),
        ("hi", "दरवाज़ा नहीं खुलता।", "दरवाज़ा खुलता है।"),
        # opposites
        ("en", "The shop opens at ten.", "The shop closes at ten."),
        ("en", "Turn the light on.", "Turn the light off."),
        ("hi", "चाय गरम है।", "चाय ठंडी है।"),
        # numbers, and what is counted
        ("en", "I rang you three times.", "I rang you twice."),
        ("en", "It takes a week.", "It takes a day."),
        ("hi", "मैंने पाँच बार फ़ोन किया।", "मैंने दो बार फ़ोन किया।"),
        # days, limits
        ("en", "See you on Friday.", "See you on Tuesday."),
        ("en", "Send only the letter.", "Send the letter."),
        ("hi", "वह कल आएगा।", "वह परसों आएगा।"),
        ("en", "It takes half an hour.", "It takes an hour."),
        ("en", "Write back if the lamp glows.", "Write back."),
        ("en", "Bring tea instead of coffee.", "Bring coffee."),
        ("en", "The gate shuts on Mondays.", "The gate shuts on Friday."),
        ("en", "Paint it after noon.", "Paint it."),
        ("en", "It is not ready, is it?", "It is ready."),
        ("en", "There is no problem.", "There is a problem."),
        ("hi", "चाबी नहीं है न?", "चाबी है।"),
        ("hi", "मैंने दो बार लिखा।", "मैंने लिखा।"),
        ("hi", "सवाल हल हो गया।", "सवाल बाकी है।"),
        # who, and when
        ("en", "You cannot see me.", "I cannot see you."),
        ("en", "When did the bus come?", "When will the bus come?"),
    ],
)
def test_a_word_that_turns_the_meaning_is_seen(language: str, asked: str, stored: str):
    assert turned(asked, stored, language)
    assert turned(stored, asked, language)


@pytest.mark.parametrize(
    ("language", "asked", "stored"),
    [
        ("en", "The lift is not working.", "The lift doesn't work."),
        ("en", "No, that's false.", "No, that is not true."),
        ("en", "I was charged two times.", "I was charged twice."),
        ("en", "Close it at once, please.", "Please close it."),
        ("en", "The lift is out of order again.", "The lift does not go up."),
        ("en", "The radio is down.", "The radio is not working."),
        ("en", "Could you ask him if the lamp glows?", "Does the lamp glow?"),
        ("en", "I wonder if the road is open.", "Is the road open?"),
        ("en", "Paint it red if you can.", "Paint it red."),
        ("en", "The gate shuts on Mondays.", "The gate shuts on Monday."),
        ("en", "The letter has not come until now.", "The letter has not come."),
        ("en", "Write to me after a while.", "Write to me later."),
        ("en", "I want to paint it red instead.", "I want to paint it red."),
        ("en", "Half an hour", "Thirty minutes"),
        ("en", "It took me a fortnight.", "It took me two weeks."),
        ("en", "The lamp glows, doesn't it?", "The lamp glows."),
        ("en", "That is fine, no worries.", "That is fine."),
        ("en", "Parking is free.", "There is no charge for parking."),
        ("hi", "चाबी है न?", "चाबी है।"),
        ("hi", "दो बार लिखिए।", "दोबारा लिखिए।"),
        ("hi", "दोबारा लिखिए।", "फिर से लिखिए।"),
        ("hi", "अगर हो सके तो जल्दी लिखिए।", "जल्दी लिखिए।"),
        ("hi", "आधे घंटे में आऊँगा।", "तीस मिनट में आऊँगा।"),
        ("hi", "एक बार फिर कहिए।", "फिर कहिए।"),
        ("hi", "जी नहीं, यह मेरा है।", "यह मेरा है।"),
        ("hi", "क्या मेरी बात सुन रहे हैं?", "क्या आप मेरी बात सुन रहे हैं?"),
    ],
)
def test_another_way_to_say_it_is_left_to_the_gate(language: str, asked: str, stored: str):
    assert not turned(asked, stored, language)
    assert not turned(stored, asked, language)


def test_whose_it_is_has_to_be_the_same():
    assert turned("Where is her order?", "Where is my order?", "en")
    assert not turned("They lost my order.", "My order was lost.", "en")


def test_a_way_that_is_turned_and_nearer_refuses_the_others():
    asked = words_of("The bus is fast.", "en")
    slow, sluggish = (words_of(f"The bus is {how}.", "en") for how in ("slow", "sluggish"))
    assert alike(asked, [slow, sluggish], "en") == []
    assert alike(asked, [sluggish, words_of("The bus is quick.", "en")], "en") == [0, 1]


def test_a_danda_is_no_part_of_a_word():
    assert words_of("यह नहीं।", "hi") == ["यह", "नहीं"]
