"""Sentences of a text, and what no engine may change of it."""

import pytest

from ..app.services.translation.keeping import Placeholders, translate_kept, what_is_lost
from ..app.services.translation.protected import find_protected
from ..app.services.translation.sentences import LONGEST_SENTENCE, split_sentences
from ..app.services.translation.units import Refusal, Rendering, SourceSentence


def sentences_of(text: str) -> list[str]:
    spans, after = split_sentences(text, find_protected(text))
    told = [text[each.start : each.end] for each in spans]
    joined = "".join(each.before + sentence for each, sentence in zip(spans, told, strict=True))
    assert joined + after == text
    return told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello. How are you?", ["Hello.", "How are you?"]),
        ("Dr. Rao paid Rs. 500.50 to A. Kumar. Thanks!", ["Dr. Rao paid Rs. 500.50 to A. Kumar.", "Thanks!"]),
        ("मेरा ऑर्डर कहाँ है?मुझे बताइए।धन्यवाद।", ["मेरा ऑर्डर कहाँ है?मुझे बताइए।", "धन्यवाद।"]),
        ("श्लोक एक॥ दो॥", ["श्लोक एक॥", "दो॥"]),
        ("डॉ. राव आए हैं। रु. 500 दीजिए।", ["डॉ. राव आए हैं।", "रु. 500 दीजिए।"]),
        ("你好。你在哪里？谢谢", ["你好。", "你在哪里？", "谢谢"]),
        ("أين طلبي؟ شكرا.", ["أين طلبي؟", "شكرا."]),
        ("میرا آرڈر کہاں ہے؟ شکریہ۔", ["میرا آرڈر کہاں ہے؟", "شکریہ۔"]),
        ("He said “Stop!” Then he left…", ["He said “Stop!”", "Then he left…"]),
        ("1. Open the app.\n2. Press Stop", ["1. Open the app.", "2. Press Stop"]),
        ("See www.example.com/a.b?c=d. Write to a.b@example.co.in.", ["See www.example.com/a.b?c=d.", "Write to a.b@example.co.in."]),
        ("  leading\n\nand trailing  ", ["leading", "and trailing"]),
        ("", []),
        (" \n ", []),
        ("?!", ["?!"]),
    ],
)  # fmt: skip
def test_a_text_is_split_by_the_signs_of_its_script(text: str, expected: list[str]):
    assert sentences_of(text) == expected


def test_a_sentence_without_an_end_is_cut_at_commas_and_never_within_a_number():
    text = "one two three, " * 100 + "id " + "A1" * 300
    pieces = sentences_of(text)
    assert all(len(each) <= LONGEST_SENTENCE for each in pieces[:-1])
    assert pieces[0].endswith("three,")
    assert pieces[-1].endswith("A1" * 300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Order #AB-4521 of 12/05/2026 at 10:30", [("id", "#AB-4521"), ("date", "12/05/2026"), ("time", "10:30")]),
        ("₹1,23,456.50 or Rs. 500/- or $20", [("amount", "₹1,23,456.50"), ("amount", "Rs. 500/-"), ("amount", "$20")]),
        ("ऑर्डर १२३४ और 20%", [("number", "१२३४"), ("percent", "20%")]),
        ("call +91 98765 43210", [("phone", "+91 98765 43210")]),
        ("<b>Hi</b> {name}, see https://x.in/a?b=1.", [("tag", "<b>"), ("tag", "</b>"), ("tag", "{name}"), ("url", "https://x.in/a?b=1")]),
        ("mail a.b@c.co.in 👍🏽", [("email", "a.b@c.co.in"), ("picture", "👍🏽")]),
        ("2 < 3 and word", [("number", "2"), ("number", "3")]),
    ],
)  # fmt: skip
def test_what_must_not_change_is_found(text: str, expected: list[tuple[str, str]]):
    assert [(each.kind, each.given) for each in find_protected(text)] == expected


def test_terms_are_whole_words_in_any_case_and_the_longest_wins():
    glossary = {"refund": "रिफ़ंड", "refund policy": "वापसी नीति", "ऑर्डर": "order"}
    found = find_protected("Refund POLICY, refunds, refund; ऑर्डरों का ऑर्डर", glossary)
    told = [(each.given, each.kept) for each in found]
    assert told == [("Refund POLICY", "वापसी नीति"), ("refund", "रिफ़ंड"), ("ऑर्डर", "order")]


def sentence(text: str, **glossary: str) -> SourceSentence:
    return SourceSentence(text, find_protected(text, glossary))


PLACEHOLDERS = Placeholders("<ID{n}>")


def translated(source: SourceSentence, *answers: str) -> Rendering | Refusal:
    """What becomes of it where the model gives these answers in turn."""
    left = list(answers)
    [outcome] = translate_kept([source], lambda _: [Rendering(left.pop(0))], PLACEHOLDERS)
    assert left == []
    return outcome


def test_placeholders_are_put_and_taken_out_again_in_whatever_order_the_model_has_them():
    source = sentence("Order AB-12 costs ₹500.")
    assert PLACEHOLDERS.put(source) == "Order <ID1> costs <ID2>."
    told = translated(source, "< id2 > का ऑर्डर <ID1> है।")
    assert told == Rendering("₹500 का ऑर्डर AB-12 है।")


def test_a_lost_placeholder_is_tried_without_and_then_refused():
    source = sentence("Order AB-12 costs ₹500.")
    assert translated(source, "<ID1> <ID1>", "AB-12 ₹500 है।") == Rendering("AB-12 ₹500 है।")
    assert translated(source, "<ID1>", "AB-12 ₹600 है।") == Refusal("not_kept")
    assert translated(source, "<ID1>", "AB-12 ₹500 और 7 है।") == Refusal("not_kept")
    assert translated(source, "<ID1> <ID2> 9", "") == Refusal("empty_answer")


def test_a_term_is_there_or_the_sentence_is_refused():
    source = sentence("I want a refund.", refund="रिफ़ंड")
    assert translated(source, "मुझे <ID1> चाहिए।") == Rendering("मुझे रिफ़ंड चाहिए।")
    assert translated(source, "मुझे चाहिए।", "मुझे पैसे चाहिए।") == Refusal("term_missing")


@pytest.mark.parametrize(
    ("text", "translation", "is_kept"),
    [
        ("<b>Stop</b>", "<b>रुकिए</b>", True),
        ("<b>Stop</b>", "</b>रुकिए<b>", False),
        ("<b>Stop</b>", "<b>रुकिए", False),
        ("5 and 5", "5 और 5", True),
        ("5 and 5", "5 और", False),
        ("15 cats", "51 बिल्लियाँ", False),
        ("1,500 cats", "1.500 बिल्लियाँ", False),
    ],
)
def test_numbers_and_markup_are_held_to_what_was_sent(text: str, translation: str, is_kept: bool):
    lost = what_is_lost(sentence(text), translation)
    assert lost == (None if is_kept else Refusal("not_kept"))


def test_a_text_that_holds_a_placeholder_itself_gets_through():
    source = SourceSentence("Say <ID1> 7.", find_protected("Say <ID1> 7."))
    told = translate_kept([source], lambda texts: [Rendering(each) for each in texts], PLACEHOLDERS)
    assert told == [Rendering("Say <ID1> 7.")]


def test_a_placeholder_without_a_number_is_none():
    with pytest.raises(ValueError, match="once"):
        Placeholders("<ID>")
