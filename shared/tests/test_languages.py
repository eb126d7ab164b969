"""Languages as callers name them."""

import pytest

from shared.errors import InvalidInput
from shared.languages import language_code, read_language, well_formed
from shared.phonetics.learner_habits import EVERYONE, group_of


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("hi", "hi"),
        ("HI", "hi"),
        (" hi-IN ", "hi"),
        ("hi_IN", "hi"),
        ("hi_IN.UTF-8", "hi"),
        ("de_DE@euro", "de"),
        ("hin", "hi"),
        ("Hindi", "hi"),
        ("हिन्दी", "hi"),
        ("en-us", "en"),
        ("zh-Hant-HK", "zh"),
        ("zh-cmn-Hans-CN", "zh"),
        ("es-419", "es"),
        ("iw", "he"),
        ("Mandarin", "zh"),
        ("haitian creole", "ht"),
        ("kok", "kok"),
        ("cmn", "cmn"),
        ("bho-IN", "bho"),
    ],
)
def test_a_language_has_one_code_by_any_name(sent: str, code: str):
    assert language_code(sent) == code
    assert read_language(sent, "l1") == code
    assert well_formed(sent) == code


@pytest.mark.parametrize(
    ("sent", "meant"),
    [("jp", "ja"), ("cn", "zh"), ("JP_jp", "ja"), ("Hindhi", "hi"), ("Tamill", "ta"), ("Cantonesian", None), ("xx", None)],
)  # fmt: skip
def test_what_is_no_language_is_told_which_was_meant(sent: str, meant: str | None):
    with pytest.raises(InvalidInput, match="send an ISO 639 code such as hi, ta") as refused:
        read_language(sent, "l1")
    assert refused.value.field == "l1"
    assert (f"did you mean {meant}?" in refused.value.detail) == (meant is not None)


@pytest.mark.parametrize(
    "sent", ["h", "12", "hi-", "hi IN", "hi,en;q=0.8", "?", "abcd", "-hi", "hi\n\nen", "ｈｉ"]
)
def test_what_no_tag_looks_like_is_refused(sent: str):
    with pytest.raises(InvalidInput):
        read_language(sent, "l1")


def test_a_code_that_no_table_has_passes_between_services():
    assert well_formed("zz") == "zz"
    assert well_formed("  ") is None
    assert well_formed(5) == 5
    with pytest.raises(ValueError, match="there is no language"):
        well_formed("x1")


@pytest.mark.parametrize(
    "named",
    ["Tamil", "ta-LK", "TAM", "telugu", "Odia", "or-IN", "Korean", "vi_VN", "es-MX", "zh-TW"],
)
def test_languages_whose_habits_are_known_are_found_by_their_tags(named: str):
    assert group_of(language_code(named)) != EVERYONE
