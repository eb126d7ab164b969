"""What is said for numbers, abbreviations and signs; expectations are what an American would read."""

import pytest

from shared.phonetics.reading import number_words as numbers
from shared.phonetics.reading import read_aloud

KNOWN = {"'tis", "well", "known", "no", "sun", "mar", "e", "mail"}


def read(text: str) -> str:
    return " ".join(
        r.text for r in read_aloud(text, known=lambda word: word.lower() in KNOWN).words
    )


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("0", "zero"),
        ("20", "twenty"),
        ("23", "twenty three"),
        ("110", "one hundred ten"),
        ("1,234", "one thousand two hundred thirty four"),
        ("1,00,000", "one lakh"),
        ("1000000", "one million"),
        ("1,000,000", "one million"),
        ("3rd", "third"),
        ("21st", "twenty first"),
        ("40th", "fortieth"),
        ("112th", "one hundred twelfth"),
        ("1999", "nineteen ninety nine"),
        ("2024", "twenty twenty four"),
        ("2000", "two thousand"),
        ("2005", "two thousand five"),
        ("1905", "nineteen oh five"),
        ("1900", "nineteen hundred"),
        ("1500 students", "one thousand five hundred students"),
        ("in 1500", "in fifteen hundred"),
        ("1990s", "nineteen nineties"),
        ("'90s", "nineties"),
        ("3.14", "three point one four"),
        (".5", "point five"),
        ("-5", "minus five"),
        ("50%", "fifty percent"),
        ("2.5 %", "two point five percent"),
        ("1/2", "one half"),
        ("3/4", "three quarters"),
        ("5/8", "five eighths"),
        ("7/200", "seven over two hundred"),
        ("½", "one half"),
        ("1½", "one and a half"),
        ("10–20", "ten to twenty"),
        ("1990-1995", "nineteen ninety to nineteen ninety five"),
        ("007", "zero zero seven"),
        ("555-1234", "five five five one two three four"),
        ("98765 43210", "nine eight seven six five four three two one zero"),
        ("+1 555 123 4567", "plus one five five five one two three four five six seven"),
        ("12/25/2024", "december twenty fifth twenty twenty four"),
    ],
)
def test_numbers_are_read_as_words(text: str, spoken: str):
    assert read(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("$5.50", "five dollars and fifty cents"),
        ("$1", "one dollar"),
        ("$0.99", "ninety nine cents"),
        ("$3 million", "three million dollars"),
        ("$2.5M", "two point five million dollars"),
        ("₹500", "five hundred rupees"),
        ("Rs. 20", "twenty rupees"),
        ("₹2 lakh", "two lakh rupees"),
        ("£1.01", "one pound and one penny"),
        ("20€", "twenty euros"),
        ("3:30", "three thirty"),
        ("3:05", "three oh five"),
        ("3:00", "three o'clock"),
        ("3:00 pm", "three P M"),
        ("9am", "nine A M"),
        ("5 km", "five kilometers"),
        ("1kg", "one kilogram"),
        ("60 km/h", "sixty kilometers per hour"),
        ("30°C", "thirty degrees celsius"),
        ("6 ft", "six feet"),
        ("5k", "five thousand"),
        ("per kg", "per kilogram"),
    ],
)
def test_money_times_and_units_are_read_out(text: str, spoken: str):
    assert read(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Mr. Rao", "mister Rao"),
        ("Mrs Rao", "missus Rao"),
        ("Dr. Rao", "doctor Rao"),
        ("St. Paul", "saint Paul"),
        ("Main St.", "Main street"),
        ("cats, etc.", "cats et cetera"),
        ("e.g. cats", "for example cats"),
        ("i.e. cats", "that is cats"),
        ("No. 5", "number five"),
        ("I said no.", "I said no"),
        ("No. Really", "No Really"),
        ("U.S.", "US"),
        ("R&D", "R and D"),
        ("a@b", "a at b"),
        ("#1", "number one"),
        ("#fun", "hashtag fun"),
        ("C++", "C plus plus"),
        ("info@cats.com", "info at cats dot com"),
        ("well-known", "well known"),
        ("e-mail", "e mail"),
        ("'tis", "'tis"),
        ("'hello'", "hello"),
        ("dogs' beds", "dogs beds"),
        ("café Zoë’s", "cafe Zoe's"),
        ("mp3 H2O", "mp three H two O"),
        ("B2B", "B two B"),
        ("B2° A0°", "B two degrees A zero degrees"),
        ("24/7", "twenty four seven"),
        ("AT&T", "AT and T"),
    ],
)
def test_abbreviations_and_signs_are_read_out(text: str, spoken: str):
    assert read(text) == spoken


def test_every_word_points_at_its_characters():
    text = "Café’s — 23 km"
    spans = [
        (r.text, text[r.start : r.end]) for r in read_aloud(text, known=lambda word: False).words
    ]
    assert spans == [
        ("Cafe's", "Café’s"),
        ("twenty", "23"),
        ("three", "23"),
        ("kilometers", "km"),
    ]


def test_an_accent_written_apart_belongs_to_its_letter():
    text = "cafe\u0301 a"
    (first, _) = read_aloud(text, known=lambda word: False).words
    assert text[first.start : first.end] == "cafe\u0301"


def test_a_phrase_ends_at_punctuation():
    readings = read_aloud("Yes, I do. (So we go) now", known=lambda word: True).words
    assert [r.text for r in readings if r.ends_phrase] == ["Yes", "do", "now"]


def test_numbers_too_long_for_a_name_are_read_digit_by_digit():
    assert numbers.cardinal("1" * 19) == ["one"] * 19
    assert numbers.cardinal("1" * 18)[:2] == ["one", "hundred"]
