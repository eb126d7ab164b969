"""SSML → text, spans and breaks, and what is refused."""

import pytest

from shared.errors import InvalidInput

from ..app.utils import ssml


def _parse(inside: str):
    return ssml.parse_ssml(f"<speak>{inside}</speak>")


def test_text_without_tags_is_the_text():
    script = _parse("Very good, thank you.")
    assert script.text == "Very good, thank you."
    assert script.breaks == ()


def test_the_w3c_namespace_version_and_language_are_understood():
    script = ssml.parse_ssml(
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-US">hi</speak>'
    )
    assert script.text == "hi"


@pytest.mark.parametrize(
    ("tag", "pause_s"),
    [
        ('<break time="500ms"/>', 0.5),
        ('<break time="1.5s"/>', 1.5),
        ("<break/>", 0.35),
        ('<break strength="x-strong"/>', 1.0),
        ('<break strength="none"/>', 0.0),
    ],
)
def test_a_break_stands_where_it_was_put(tag: str, pause_s: float):
    script = _parse(f"one{tag}two")
    assert script.text == "one two"
    assert [(each.at, each.pause_s) for each in script.breaks] == [(3, pause_s)]


@pytest.mark.parametrize(
    ("rate", "pace"),
    [("slow", 0.75), ("x-fast", 1.5), ("80%", 0.8), ("1.2", 1.2), ("-20%", 0.8), ("+10%", 1.1)],
)
def test_prosody_sets_the_pace_of_what_it_holds(rate: str, pace: float):
    script = _parse(f'a <prosody rate="{rate}">b</prosody> c')
    assert script.text == "a b c"
    assert [script.span_at(position).pace for position in (0, 2, 4)] == [
        1.0,
        pytest.approx(pace),
        1.0,
    ]


def test_rates_inside_rates_multiply():
    script = _parse('<prosody rate="50%">a <prosody rate="120%">b</prosody></prosody>')
    assert script.span_at(2).pace == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("level", "gain_db", "emphasised", "reduced"),
    [
        (' level="strong"', 4.0, True, False),
        ("", 2.0, True, False),
        (' level="reduced"', -2.0, False, True),
        (' level="none"', 0.0, False, False),
    ],
)
def test_emphasis_is_loudness_and_a_full_form(
    level: str, gain_db: float, emphasised: bool, reduced: bool
):
    span = _parse(f"<emphasis{level}>can</emphasis>").span_at(0)
    assert (span.gain_db, span.emphasised, span.reduced) == (gain_db, emphasised, reduced)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            '<phoneme alphabet="x-arpabet" ph="P IY1 K AA2 N">pecan</phoneme>',
            "pecan{P IY1 K AA2 N}",
        ),
        ('<phoneme alphabet="ipa" ph="ˈpikˌɑn">pecan</phoneme>', "pecan{P IY1 K AA2 N}"),
        ('<phoneme ph="ʃi">she</phoneme>', "she{SH IY}"),
        ('<phoneme ph="ʃi"/>', "{SH IY}"),
    ],
)
def test_phonemes_become_the_phones_of_their_word(tag: str, text: str):
    assert _parse(tag).text == text


@pytest.mark.parametrize(
    ("kind", "written", "text"),
    [
        ("characters", "tv", "T{T IY1} V{V IY1}"),
        ("spell-out", "B2", "B{B IY1} 2"),
        ("digits", "1905", "1 9 0 5"),
        ("telephone", "555-1234", "5 5 5, 1 2 3 4"),
        ("cardinal", "1,905", "1,905"),
        ("ordinal", "21", "21st"),
        ("ordinal", "13", "13th"),
        ("date", "July 4", "July 4"),
    ],
)
def test_say_as_tells_how_text_is_read(kind: str, written: str, text: str):
    assert _parse(f'<say-as interpret-as="{kind}">{written}</say-as>').text == text


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ('<audio src="http://127.0.0.1/x"/>', "<audio>"),
        ("<p>one</p>", "<p>"),
        ('<prosody volume="loud">a</prosody>', "'volume'"),
        ('<prosody pitch="+10%">a</prosody>', "'+10%'"),
        ("<prosody>a</prosody>", "a rate or a pitch"),
        ("<prosody>a</prosody>", "rate"),
        ('<prosody rate="quick">a</prosody>', "'quick'"),
        ('<break time="soon"/>', "'soon'"),
        ('<break time="11s"/>', "10 s"),
        ('<break strength="huge"/>', "'huge'"),
        ("<break>a</break>", "<break>"),
        ('<emphasis level="huge">a</emphasis>', "'huge'"),
        ('<phoneme alphabet="x-sampa" ph="i">a</phoneme>', "'x-sampa'"),
        ('<phoneme ph="ɮ">a</phoneme>', "'ɮ'"),
        ('<phoneme alphabet="x-arpabet" ph="QQ">a</phoneme>', "'QQ'"),
        ("<phoneme>a</phoneme>", "ph"),
        ('<say-as interpret-as="poem">a</say-as>', "'poem'"),
        ("<say-as>a</say-as>", "interpret-as"),
        ("<speak>unclosed", "well-formed"),
    ],
)
def test_what_is_not_understood_is_named(inside: str, named: str):
    with pytest.raises(InvalidInput) as caught:
        _parse(inside)
    assert caught.value.field == "ssml"
    assert named in caught.value.detail


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE speak [<!ENTITY a "aaaa">]><speak>&a;</speak>',
        '<!DOCTYPE speak SYSTEM "http://127.0.0.1/x.dtd"><speak>a</speak>',
        '<!DOCTYPE speak [<!ENTITY x SYSTEM "file:///etc/passwd">]><speak>&x;</speak>',
    ],
)
def test_a_document_type_is_refused_before_anything_of_it_is_read(document: str):
    with pytest.raises(InvalidInput, match="no DTD"):
        ssml.parse_ssml(document)


def test_another_root_is_named():
    with pytest.raises(InvalidInput, match="<voice>"):
        ssml.parse_ssml("<voice>a</voice>")


@pytest.mark.parametrize("depth", [33, 1100])
def test_nesting_is_limited_before_anything_walks_the_tags(depth: int):
    with pytest.raises(InvalidInput, match="nests more than 32") as caught:
        ssml.parse_ssml("<speak>" * depth + "a" + "</speak>" * depth)
    assert caught.value.field == "ssml"


def test_tags_may_stand_as_deep_as_the_limit_says():
    assert ssml.parse_ssml("<speak>" * 32 + "a" + "</speak>" * 32).text == "a"


def test_the_number_of_tags_is_limited():
    with pytest.raises(InvalidInput, match="more than 2000 tags"):
        _parse("<break/>" * 2000)
    assert len(_parse("<break/>" * 1999).breaks) == 1999


@pytest.mark.parametrize(
    "rates",
    [["0"], ["0%"], ["-100%"], ["-300%"], ["9" * 400], ["0.1"], ["0.5"] * 10, ["200%"] * 10],
)
def test_rates_that_come_to_nonsense_are_refused_with_the_range(rates: list[str]):
    opened = "".join(f"<prosody rate='{rate}'>" for rate in rates)
    with pytest.raises(InvalidInput, match=r"between 0\.25 and 4"):
        _parse(f"{opened}a{'</prosody>' * len(rates)}")


@pytest.mark.parametrize("rate", ["inf", "nan", "1e308", "+-5%", ""])
def test_a_rate_that_is_no_number_is_refused(rate: str):
    with pytest.raises(InvalidInput, match="can't read the rate"):
        _parse(f"<prosody rate='{rate}'>a</prosody>")


@pytest.mark.parametrize("time", ["9" * 400 + "s", "1e3s", "-1s", "11s"])
def test_a_break_without_end_is_refused(time: str):
    with pytest.raises(InvalidInput, match="<break>"):
        _parse(f"a<break time='{time}'/>b")


@pytest.mark.parametrize("kind", ["ordinal", "digits", "characters", "telephone", "cardinal"])
@pytest.mark.parametrize("written", ["²", "٣", "①", "½"])
def test_figures_that_are_no_digits_are_no_crash(kind: str, written: str):
    _parse(f"<say-as interpret-as='{kind}'>{written}</say-as>")


def test_pauses_between_two_places_are_those_that_stand_there():
    script = _parse("a<break time='1s'/><break time='2s'/>b<break time='3s'/>c")
    # "a", two blanks, "b", a blank, "c"
    assert script.text == "a  b c"
    assert script.pauses_between(0, 3) == [1.0, 2.0]
    assert script.pauses_between(4, 5) == [3.0]
    assert script.pauses_between(5, 6) == []
