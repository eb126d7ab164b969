"""What is taken out of turns, and what is left."""

from typing import get_args

import pytest

from shared.contracts.conversation import PiiEntity

from ..app.services.redaction.checksums import is_luhn, is_verhoeff
from ..app.services.redaction.conversation import RedactableTurn, personal_spans

ALL = frozenset(get_args(PiiEntity))


def redacted(*turns: str | tuple[str, str]) -> list[str]:
    """Texts, or (speaker, text)."""
    made = [
        RedactableTurn(turn, None) if isinstance(turn, str) else RedactableTurn(turn[1], turn[0])
        for turn in turns
    ]
    told: list[str] = []
    for turn, spans in zip(made, personal_spans(made, ALL), strict=True):
        text = turn.text
        for span in reversed(spans):
            text = f"{text[: span.start]}<{span.entity}>{text[span.end :]}"
        told.append(text)
    return told


@pytest.mark.parametrize(
    ("digits", "right"),
    [("4111111111111111", True), ("4111111111111112", False), ("378282246310005", True)],
)
def test_a_card_has_its_check_digit(digits: str, right: bool):
    assert is_luhn(digits) is right


@pytest.mark.parametrize(
    ("digits", "right"), [("2363", True), ("2364", False), ("234123412346", True)]
)
def test_an_aadhaar_has_its_check_digit(digits: str, right: bool):
    """2363 is Verhoeff's own example."""
    assert is_verhoeff(digits) is right


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("My card is 4111 1111 1111 1111, valid in May.", "My card is <CREDIT_CARD>, valid in May."),
        ("four one one one, one one one one, one one one one, one one one one", "<CREDIT_CARD>"),
        ("card four triple one double one double one one one one one one one one one", "card <CREDIT_CARD>"),
        ("2341 2341 2346", "<IN_AADHAAR>"),
        ("aadhaar two three four one two three four one two three four six", "aadhaar <IN_AADHAAR>"),
        ("aadhaar number 2341 2341 2347", "aadhaar number <IN_AADHAAR>"),
        ("PAN ABCPE1234F", "PAN <IN_PAN>"),
        ("it is A B C P E one two three four F", "it is <IN_PAN>"),
        ("IFSC HDFC0001234", "IFSC <IN_IFSC>"),
        ("H D F C zero zero zero one two three four", "<IN_IFSC>"),
        ("pay priya@okhdfcbank", "pay <UPI_ID>"),
        ("to priya at ok hdfc bank please", "to <UPI_ID> please"),
        ("mail priya.sharma@gmail.com now", "mail <EMAIL_ADDRESS> now"),
        ("my email is priya dot sharma at the rate gmail dot com", "my email is <EMAIL_ADDRESS>"),
        ("it's rahul nine nine at yahoo dot co dot in", "it's <EMAIL_ADDRESS>"),
        ("ईमेल प्रिया एट जीमेल डॉट कॉम", "ईमेल <EMAIL_ADDRESS>"),
        ("call +91 98765 43210", "call <PHONE_NUMBER>"),
        ("call (415) 555-2671", "call (<PHONE_NUMBER>"),
        ("plus four four seven seven double zero nine double zero one two three", "plus <PHONE_NUMBER>"),
        ("नंबर नौ आठ सात छह पाँच चार तीन दो एक शून्य है", "नंबर <PHONE_NUMBER> है"),
        ("number nau aath saat chhe paanch char teen do ek shunya hai", "number <PHONE_NUMBER> hai"),
        ("is it this one nine eight seven six five four three two one zero", "is it this one <PHONE_NUMBER>"),
        ("order number four five six seven eight nine", "order number <ORDER_NUMBER>"),
        ("order OD-1234567", "order <ORDER_NUMBER>"),
        ("account number ninety eight seventy six fifty four thirty two", "account number <ACCOUNT_NUMBER>"),
        ("I was born on the twelfth of March nineteen ninety", "I was born on the <DATE_OF_BIRTH>"),
        ("date of birth 12/03/1990", "date of birth <DATE_OF_BIRTH>"),
        ("My name is Priya Sharma and I call from Pune", "My name is <PERSON> and I call from Pune"),
        ("मेरा नाम राहुल वर्मा है", "मेरा नाम <PERSON> है"),
    ],
)  # fmt: skip
def test_what_is_personal_is_taken_out(text: str, told: str):
    assert redacted(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "It costs 125000 rupees.",
        "I paid one thousand two hundred and fifty rupees.",
        "That is 1,25,000 and not 12,50,000.",
        "It was in 2019 2020 2021 and 2022.",
        "See you at 10:30 on 12/03/2024.",
        "The meeting is on the twelfth of March.",
        "There are two three people in one or two rooms.",
        "We sold one hundred and twenty thousand in twenty twenty four.",
        "My pin code is five six zero zero three four.",
        "The train 12627 leaves at ten.",
        "What do you do for your teen?",
        "Meet me at the store dot com is down.",
        "One two three, testing.",
        "पच्चीस हज़ार रुपये लगे, दो तीन दिन में।",
        "",
    ],
)
def test_what_counts_or_dates_something_is_left(text: str):
    assert redacted(text) == [text]


def test_a_number_goes_on_over_the_speaker_s_turns():
    assert redacted(
        ("agent", "What is your card number?"),
        ("customer", "Four one one one"),
        ("agent", "okay"),
        ("customer", "one one one one one one one one"),
        ("agent", "yes"),
        ("customer", "one one one one, and that is it"),
    ) == [
        "What is your card number?",
        "<CREDIT_CARD>",
        "okay",
        "<CREDIT_CARD>",
        "yes",
        "<CREDIT_CARD>, and that is it",
    ]


def test_what_another_says_at_length_ends_a_number():
    said = redacted(
        ("a", "four one one"),
        ("b", "sorry, I was away, could you please say that again"),
        ("a", "one one one"),
    )
    assert said[0] == "four one one"


def test_a_question_tells_what_the_answer_is():
    assert (
        redacted(
            ("agent", "And your date of birth, please?"),
            ("customer", "Sure, third of June nineteen eighty five."),
        )[1]
        == "Sure, <DATE_OF_BIRTH>."
    )


def test_a_text_without_a_speaker_stands_by_itself():
    said = "It was between 2022 and 2020."
    assert redacted("What is your date of birth?", said)[1] == said


def test_only_what_is_asked_for_is_taken_out():
    turns = [RedactableTurn("priya@gmail.com, PAN ABCPE1234F", None)]
    (spans,) = personal_spans(turns, frozenset({"IN_PAN"}))
    assert [span.entity for span in spans] == ["IN_PAN"]


def test_spans_say_whether_a_form_bears_them_out_and_how_they_were_said():
    turns = [
        RedactableTurn("4111111111111111", None),
        RedactableTurn("card four one one one one two", None),
    ]
    (written,), (spoken,) = personal_spans(turns, ALL)
    assert (written.checked, written.spoken) == (True, False)
    assert (spoken.checked, spoken.spoken) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "You will have the money in five days.",
        "Open the money box in 5 minutes.",
        "He took four or five of them on one of the two days.",
        "We also open at ten on some of these two days.",
    ],
)
def test_plain_words_before_a_number_are_no_bank_code(text: str):
    """Eleven letters and figures with an o in the fifth place are not enough: the zero is said by itself."""
    assert redacted(text) == [text]


@pytest.mark.parametrize("zero", ["zero", "o", "0"])
def test_a_bank_code_with_its_zero_said_by_itself(zero: str):
    assert redacted(f"code is I O B A {zero} zero zero one two three four") == ["code is <IN_IFSC>"]
