"""How each kind of written piece is read; expectations are what an American, or an Indian speaker of English, would say."""

import random

import pytest

from shared.errors import InvalidInput
from shared.phonetics.reading import MOST_READINGS, ReadWord, Token, read_aloud

KNOWN = frozenset(
    [
        "the",
        "is",
        "in",
        "on",
        "at",
        "it",
        "we",
        "of",
        "a",
        "was",
        "who",
        "reads",
        "sent",
        "help",
        "school",
        "away",
        "war",
        "world",
        "room",
        "flight",
        "henry",
        "chapter",
        "mix",
        "read",
        "stop",
        "wi-fi",
        "x-ray",
        "t-shirt",
        "reenter",
        "please",
        "enter",
        "wrong",
        "password",
        "left",
        "jan",
        "nasa",
        "salt",
        "pepper",
        "pass",
        "or",
        "and",
        "cells",
        "about",
        "good",
        "year",
        "call",
        "won",
        "game",
        "score",
        "drip",
        "ready",
        "add",
        "cup",
        "cost",
        "costs",
        "open",
        "closed",
        "monday",
        "main",
        "street",
        "rao",
        "paul",
        "sun",
        "rose",
    ]
)


def words(readings: tuple[ReadWord, ...]) -> str:
    return " ".join(
        " ".join(word.text.upper()) if word.kind == "letters" else word.text.lower()
        for word in readings
    )


def read(text: str) -> str:
    """The likeliest reading."""
    return words(tuple(read_aloud(text, known=lambda word: word.lower() in KNOWN).words))


def ways(text: str) -> set[str]:
    """Every reading of a text of one token."""
    (token,) = read_aloud(text, known=lambda word: word.lower() in KNOWN).tokens
    return {words(reading) for reading in token.readings}


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2024 is good", "twenty twenty four is good"),
        ("in 1097", "in ten ninety seven"),
        ("476 AD", "four seventy six A D"),
        ("1914–18", "nineteen fourteen to eighteen"),
        ("24.12.2024", "december twenty fourth twenty twenty four"),
        ("2024-12-25", "december twenty fifth twenty twenty four"),
        ("Dec. 25, 2024", "december twenty fifth twenty twenty four"),
        ("3rd March", "third march"),
        ("9.30 a.m.", "nine thirty A M"),
        ("9am–5pm", "nine A M to five P M"),
        ("5:00 pm IST", "five P M I S T"),
        ("World War II", "world war two"),
        ("Henry VIII", "henry the eighth"),
        ("Chapter IV", "chapter four"),
        ("The IV drip", "the I V drip"),
        ("Call 911", "call nine one one"),
        ("1-800-555-0199", "one eight hundred five five five zero one nine nine"),
        ("Room 305", "room three oh five"),
        ("Boeing 747", "boeing seven forty seven"),
        ("CA 90210", "C A nine zero two one zero"),
        ("192.168.1.1", "one ninety two dot one sixty eight dot one dot one"),
        ("v2.0", "version two point zero"),
        ("10 − 5 = 5", "ten minus five equals five"),
        ("5-3=2", "five minus three equals two"),
        ("won 5-3", "won five to three"),
        ("3 × 4 = 12", "three times four equals twelve"),
        ("10 ÷ 2", "ten divided by two"),
        ("√16", "the square root of sixteen"),
        ("10⁶ cells", "ten to the sixth cells"),
        ("x²", "X squared"),
        ("H₂O", "H two O"),
        ("12 m²", "twelve square meters"),
        ("50¢", "fifty cents"),
        ("€3bn", "three billion euros"),
        ("₹1,50,000", "one lakh fifty thousand rupees"),
        ("−5°C", "minus five degrees celsius"),
        ("5'10\"", "five foot ten"),
        ("120/80", "one twenty over eighty"),
        ("4x4", "four by four"),
        ("Mon–Fri", "monday to friday"),
        ("See Fig. 3 in Vol. 2", "see figure three in volume two"),
        ("The WHO sent help", "the W H O sent help"),
        ("the Wi-Fi password", "the wi-fi password"),
        ("Please re-enter", "please reenter"),
        ("salt &amp; pepper", "salt and pepper"),
        ("rock 'n' roll", "rock and roll"),
        ("• Stop **read**", "stop read"),
        ("1. Stop", "one stop"),
        ("good 👍", "good"),
        ("Parts I–III", "parts one to three"),
        ("Psalm 23:4", "psalm twenty three four"),
        ("30 kg/m²", "thirty kilograms per square meter"),
        ("the 24th–26th", "the twenty fourth to twenty sixth"),
        ("020 7946 0958", "zero two zero seven nine four six zero nine five eight"),
        ("8/10", "eight tenths"),
        ("N/A", "N A"),
        ("READ IN THE SCHOOL", "read in the school"),
    ],
)
def test_each_kind_is_read_as_people_read_it(text: str, spoken: str):
    assert read(text) == spoken


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "2024",
            {"twenty twenty four", "two thousand twenty four", "two thousand and twenty four"},
        ),
        ("1/2", {"one half", "a half", "half"}),
        ("9:45", {"nine forty five", "quarter to ten"}),
        ("3.5", {"three point five", "three and a half"}),
        ("$2.50", {"two dollars and fifty cents", "two fifty"}),
        ("105", {"one hundred five", "one hundred and five", "a hundred and five"}),
        ("St.", {"street", "saint"}),
        ("1,50,000", {"one lakh fifty thousand", "one hundred fifty thousand"}),
        ("1500", {"fifteen hundred", "one thousand five hundred"}),
        ("4021", {"four thousand twenty one", "four zero two one", "forty twenty one"}),
    ],
)
def test_the_usual_readings_of_a_token_are_all_kept(text: str, others: set[str]):
    assert others <= ways(text)


@pytest.mark.parametrize(("word", "said"), [("I", "i"), ("mix", "mix"), ("CV", "C V"), ("MD", "M D"), ("DC", "D C")])  # fmt: skip
def test_a_word_of_roman_letters_is_no_number(word: str, said: str):
    assert read(f"the {word} is") == f"the {said} is"


def test_an_emoji_may_be_named_or_left_unsaid():
    tokens = read_aloud("good 👍", known=lambda word: word in KNOWN).tokens
    assert [words(reading) for reading in tokens[0].readings] == ["good", "good thumbs up"]


@pytest.mark.parametrize(("text", "named"), [("it costs 5 ⅁", "'⅁' at character 12"), ("cat नमस्ते", "character 5")])  # fmt: skip
def test_what_has_no_reading_is_refused_with_its_place(text: str, named: str):
    with pytest.raises(InvalidInput) as refused:
        read_aloud(text, known=lambda word: True)
    assert refused.value.field == "text"
    assert named in refused.value.detail


_BITS = [
    "0",
    "3",
    "07",
    "24",
    "99",
    "100",
    "305",
    "747",
    "1066",
    "1999",
    "90210",
    "1,50,000",
    "2.5",
    ".5",
    "$",
    "£",
    "₹",
    "¢",
    "Rs.",
    "USD",
    "%",
    "°C",
    "km",
    "m",
    "ft",
    "'",
    '"',
    "-",
    "–",
    "−",
    "+",
    "×",
    "=",
    "<",
    "^",
    "²",
    "⁶",
    "₂",
    "/",
    "\\",
    ":",
    ",",
    ".",
    "…",
    "(",
    ")",
    "[",
    "]",
    "*",
    "_",
    "#",
    "@",
    "&",
    "~",
    "|",
    "a.m.",
    "pm",
    "Jan.",
    "March",
    "Mon",
    "Dr.",
    "No.",
    "pp.",
    "vs",
    "e.g.",
    "U.S.",
    "WHO",
    "XQZ",
    "II",
    "VIII",
    "Henry",
    "Chapter",
    "the",
    "in",
    "at",
    "won",
    "Wi-Fi",
    "'n'",
    "th'",
    "www.a.com",
    "http://x.io/a?b=1",
    "a@b.co",
    "file.pdf",
    "v2.0",
    "1.2.3.4",
    "&amp;",
    "&#39;",
    "👍",
    "🇮🇳",
    "™",
    "•",
    "→",
    "∞",
    "½",
    "¾",
    "café",
    "\n",
    "\u200b",
    "A4",
    "4x4",
    "CO₂",
    "PhD",
    "k",
    "bn",
    "lakh",
    "st",
    "1990s",
    "555-1234",
    "+91",
    "1-800-555-0199",
    "24/7",
    "1/2",
    "24.12.2024",
    "9:30",
    "AD",
    "BC",
]


def tokens_or_refusal(text: str) -> tuple[Token, ...]:
    """None where the text is refused by name."""
    try:
        return read_aloud(text, known=lambda word: word.lower() in KNOWN).tokens
    except InvalidInput:
        return ()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_is_read_in_words_or_refused(seed: int):
    """Spans lie inside the text, in order; every word is letters; nothing but InvalidInput is raised."""
    dice = random.Random(seed)
    for _ in range(400):
        text = "".join(
            dice.choice(_BITS) + dice.choice(("", " ", " ")) for _ in range(dice.randint(1, 8))
        )
        tokens = tokens_or_refusal(text)
        end = 0
        for token in tokens:
            assert end <= token.start < token.end <= len(text), text
            assert 1 <= len(set(token.readings)) == len(token.readings) <= MOST_READINGS, text
            for word in sum(token.readings, ()):
                assert word.text.replace("'", "").replace("-", "").isalpha(), (text, word)
                assert token.start <= word.start < word.end <= token.end, text
            assert all(token.readings), text
            end = token.end
