"""Words, figures and scripts of the languages beside English."""

import subprocess
import sys
from typing import Any

import pytest

from shared.errors import InvalidInput

from ..app.services.languages.abugida import abugida_phones
from ..app.services.languages.figures import number_words
from ..app.services.languages.reading import read_out, require_own_script
from ..app.services.languages.table import languages_with_phones, spoken_languages
from ..app.services.languages.urdu import urdu_phones
from ..app.services.spelling import SpellingPronouncer
from ..app.utils.kokoro_ipa import ipa_symbols


def _read(text: str, language: str, **given: Any) -> list[str]:
    words = read_out(text, spoken_languages()[language], english=SpellingPronouncer(), **given)
    return [word.text for word in words]


def _refusal(text: str, language: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        _read(text, language)
    assert refused.value.field == "text"
    return refused.value.detail


@pytest.mark.parametrize(
    ("language", "word", "phones"),
    [
        # the inherent vowel at the end and before the last syllable is not said
        ("hi", "समझना", "s ə m ə d͡ʒʱ n aː"),
        ("hi", "जनता", "d͡ʒ ə n t̪ aː"),
        ("hi", "रुपये", "ɾ ʊ p ə j eː"),
        ("hi", "मित्र", "m ɪ t̪ ɾ ə"),
        ("hi", "पहुँच", "p ə h ʊ̃ t͡ʃ"),
        ("hi", "ज्ञान", "ɡ j aː n"),
        ("hi", "ज़रूर", "z ə ɾ uː ɾ"),
        ("mr", "संध्याकाळी", "s ə n d̪ʱ j aː k aː ɭ iː"),
        ("gu", "સાંજે", "s aː ɲ d͡ʒ eː"),
        ("pa", "ਕੱਲ੍ਹ", "k ə l l h"),
        ("bn", "নমস্কার", "n ɔ m o ʃ k a ɾ"),
        ("bn", "স্বাধীন", "ʃ a d̪ʱ i n"),
        ("bn", "সত্য", "ʃ ɔ t̪ t̪ o"),
        ("or", "ଆପଣଙ୍କ", "a p ɔ ɳ ɔ ŋ k ɔ"),
        # Tamil: voiced after a nasal and between vowels
        ("ta", "உங்கள்", "u ŋ ɡ a ɭ"),
        ("ta", "தமிழ்", "t̪ a m i ɻ"),
        ("ta", "காற்று", "k aː t̪ ɾ u"),
        ("te", "సాయంత్రం", "s aː j a n t̪ ɾ a m"),
        ("kn", "ತಲುಪುತ್ತದೆ", "t̪ a l u p u t̪ t̪ a d̪ e"),
        ("ml", "എന്റെ", "e n t e"),
        ("ml", "കാറ്റ്", "k aː t t ə"),
    ],
)
def test_letters_become_the_phones_that_are_said(language: str, word: str, phones: str):
    assert abugida_phones(word, language) == phones.split()


def test_urdu_gets_the_vowels_that_it_does_not_write():
    assert urdu_phones("ہندوستان") == ("h", "ə", "n", "d̪", "uː", "s", "t̪", "aː", "n")


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("hi", 57, "सत्तावन"),
        ("hi", 250_000, "दो लाख पचास हज़ार"),
        ("ta", 21, "இருபத்து ஒன்று"),
        ("te", 1250, "ఒక వెయ్యి రెండు వందల యాభై"),
        ("kn", 83, "ಎಂಬತ್ತಮೂರು"),
        ("kn", 1250, "ಸಾವಿರದ ಇನ್ನೂರ ಐವತ್ತು"),
        ("kn", 12_345_678, "ಒಂದು ಕೋಟಿ ಇಪ್ಪತ್ತಮೂರು ಲಕ್ಷದ ನಲವತ್ತೈದು ಸಾವಿರದ ಆರುನೂರ ಎಪ್ಪತ್ತೆಂಟು"),
        ("or", 100, "ଶହେ"),
        ("ur", 0, "صفر"),
    ],
)
def test_numbers_are_said_in_lakh_and_crore(language: str, number: int, words: str):
    assert number_words(number, language) == words.split()


@pytest.mark.parametrize("language", languages_with_phones())
def test_no_two_numbers_are_said_alike_and_all_can_be_spoken(language: str):
    said: dict[tuple[str, ...], int] = {}
    for number in [*range(0, 1000), *range(1000, 100_000, 997), 10**5, 10**7, 987_654_321]:
        words = tuple(number_words(number, language))
        assert words not in said, f"{number} is said as {said.get(words)}"
        said[words] = number
    for written in ("0", "38", "91", "1,25,000", "99999999"):
        spoken = read_out(written, spoken_languages()[language], english=SpellingPronouncer())
        assert all(ipa_symbols(p, language=language) for word in spoken for p in word.phones)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("hi", "₹1,250.50", "एक हज़ार दो सौ पचास रुपये पचास पैसे"),
        ("hi", "Rs. 500", "पाँच सौ रुपये"),
        ("hi", "१२%", "बारह प्रतिशत"),
        ("hi", "3.5", "तीन दशमलव पाँच"),
        ("hi", "-5°", "ऋण पाँच डिग्री"),
        ("hi", "15/08/2026", "पंद्रह अगस्त दो हज़ार छब्बीस"),
        ("hi", "2026-08-15", "पंद्रह अगस्त दो हज़ार छब्बीस"),
        ("hi", "10:30", "दस बजकर तीस मिनट"),
        ("hi", "10:00", "दस बजे"),
        ("hi", "9876543210", "नौ आठ सात छः पाँच चार तीन दो एक शून्य"),
        ("bn", "10:00", "দশটা"),
        ("ta", "₹50", "ஐம்பது ரூபாய்"),
        ("te", "7%", "ఏడు శాతం"),
        ("ur", "۵ روپے", "پاںچ روپے"),
    ],
)
def test_figures_and_signs_are_read_out(language: str, text: str, words: str):
    assert _read(text, language) == words.split()


def test_english_words_inside_are_read_as_english_and_keep_their_place():
    words = read_out("मेरा SIM card बंद है।", spoken_languages()["hi"], english=SpellingPronouncer())
    assert [(word.text, word.language) for word in words] == [
        ("मेरा", "hi"), ("sim", "en"), ("card", "en"), ("बंद", "hi"), ("है", "hi"),
    ]  # fmt: skip
    assert words[2].phones == ("K", "AE1", "R", "D")
    assert (words[2].start_char, words[2].end_char) == (9, 13)


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("வணக்கம்", "hi", "Tamil"),
        ("नमस्ते", "ta", "Devanagari"),
        ("привет", "hi", "Cyrillic"),
        ("नमस्ते 🙂", "hi", "🙂"),
        ("1/2 कप", "hi", "1/2"),
        ("31/31/2026", "hi", "31/31/2026"),
        ("25:99", "hi", "25:99"),
    ],
)
def test_what_cant_be_read_is_named(text: str, language: str, named: str):
    assert named in _refusal(text, language)


def test_a_text_wholly_in_latin_letters_is_not_of_the_language():
    hindi = spoken_languages()["hi"]
    words = read_out("namaste ji", hindi, english=SpellingPronouncer())
    with pytest.raises(InvalidInput, match="Latin letters"):
        require_own_script(words, hindi)


SENTENCES = {
    "hi": "नमस्ते, आपका ऑर्डर कल शाम तक पहुँच जाएगा।",
    "mr": "नमस्कार, तुमची मागणी उद्या संध्याकाळी पोहोचेल.",
    "gu": "નમસ્તે, તમારો ઓર્ડર કાલે સાંજે પહોંચી જશે.",
    "pa": "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ, ਤੁਹਾਡਾ ਪਾਰਸਲ ਕੱਲ੍ਹ ਪਹੁੰਚ ਜਾਵੇਗਾ।",
    "bn": "নমস্কার, আপনার পার্সেল কাল সন্ধ্যায় আসবে।",
    "or": "ନମସ୍କାର, ଆପଣଙ୍କ ପାର୍ସଲ କାଲି ସନ୍ଧ୍ୟାରେ ପହଞ୍ଚିବ।",
    "ta": "வணக்கம், உங்கள் பொருள் நாளை மாலை வந்து சேரும்.",
    "te": "నమస్కారం, మీ పార్సెల్ రేపు సాయంత్రం చేరుతుంది.",
    "kn": "ನಮಸ್ಕಾರ, ನಿಮ್ಮ ಪಾರ್ಸೆಲ್ ನಾಳೆ ಸಂಜೆ ತಲುಪುತ್ತದೆ.",
    "ml": "നമസ്കാരം, നിങ്ങളുടെ പാഴ്സൽ നാളെ വൈകുന്നേരം എത്തും.",
    "ur": "السلام علیکم، آپ کا پارسل کل شام تک پہنچ جائے گا۔",
}


@pytest.mark.parametrize("language", languages_with_phones())
def test_each_phone_of_a_sentence_can_be_spoken(language: str):
    spoken = read_out(
        SENTENCES[language], spoken_languages()[language], english=SpellingPronouncer()
    )
    assert len(spoken) == len(SENTENCES[language].split())
    assert all(ipa_symbols(p, language=language) for word in spoken for p in word.phones)


def test_nothing_of_other_languages_is_loaded_for_english():
    asked = """
import sys
from shared.mount import module_of
from shared.roster import TTS
module_of(TTS, "main")
words = module_of(TTS, "services.spoken_words")
spelling = module_of(TTS, "services.spelling")
utterance = words.Utterance("a bad cab", None, None, "af_heart", 1.0)
words.words_to_speak(utterance, spelling.SpellingPronouncer())
letters = module_of(TTS, "services.languages.abugida")._letters.cache_info().currsize
print({"g2p2", "indic_numtowords"} & set(sys.modules), letters)
"""
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set() 0"
