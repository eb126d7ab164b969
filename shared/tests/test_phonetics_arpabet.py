"""The 39 phones: IPA both ways, parsing, and how far apart two are made."""

import pytest

from shared.phonetics.arpabet import (
    PHONES,
    UnknownPhone,
    articulatory_distance,
    from_ipa,
    parse_phones,
    to_ipa,
)


@pytest.mark.parametrize("phone", PHONES)
def test_every_phone_comes_back_from_its_ipa(phone: str):
    assert from_ipa(to_ipa(phone)) == [phone]


@pytest.mark.parametrize(
    ("ipa", "phones"),
    [
        ("ˈvɛɹi", ["V", "EH", "R", "IY"]),
        ("tʃɝtʃ", ["CH", "ER", "CH"]),
        ("ɡoʊ", ["G", "OW"]),
        ("sə.ˈpɔɹt", ["S", "AH", "P", "AO", "R", "T"]),
    ],
)
def test_an_ipa_string_is_read_longest_symbol_first(ipa: str, phones: list[str]):
    assert from_ipa(ipa) == phones


def test_an_unstressed_vowel_has_its_own_ipa():
    assert (to_ipa("AH1"), to_ipa("AH0"), to_ipa("ER0")) == ("ʌ", "ə", "ɚ")


@pytest.mark.parametrize("text", ["V QQ", "V1", "EH3", "EH11", "ˈvɛɹi"])
def test_what_is_no_phone_is_refused(text: str):
    with pytest.raises(UnknownPhone):
        parse_phones(text)


@pytest.mark.parametrize(
    ("near", "far"),
    [(("V", "W"), ("V", "AA")), (("TH", "T"), ("TH", "M")), (("IH", "IY"), ("IH", "AA"))],
)
def test_phones_made_alike_are_nearer(near: tuple[str, str], far: tuple[str, str]):
    assert articulatory_distance(*near) < articulatory_distance(*far)
    assert articulatory_distance(*near) == articulatory_distance(*reversed(near))


def test_stress_makes_no_distance():
    assert articulatory_distance("EH1", "EH0") == 0
