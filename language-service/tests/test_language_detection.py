"""Which language a text is in."""

from pathlib import Path

import pytest

from shared.engines import EngineContext
from shared.lazily import Lazily
from shared.settings import CommonSettings

from ..app.services.detection import SHARED_SCRIPTS
from ..app.services.engines.embedded import EmbeddedLinguist, load
from ..app.services.frequent_words import count_frequent_words
from ..app.services.scripts import letters_by_script, script_of

SENTENCES = Path(__file__).parent / "sentences"
FLOOR_OF_ALL = 0.98
FLOOR_OF_ONE = 0.94


@pytest.fixture(scope="module")
def linguist() -> EmbeddedLinguist:
    return load(EngineContext(None, CommonSettings().model_dir, 1))


def told(linguist: EmbeddedLinguist, text: str) -> str:
    return linguist.rank_languages(text).languages[0][0]


def test_sentences_of_thirteen_languages_are_told_right(linguist: EmbeddedLinguist):
    """None of them is in a table of the service."""
    right: dict[str, float] = {}
    for path in SENTENCES.glob("*.txt"):
        texts = path.read_text(encoding="utf-8").splitlines()
        assert len(texts) == len(set(texts)) == 50
        right[path.stem] = sum(told(linguist, text) == path.stem[:2] for text in texts) / 50
    assert len(right) == 14
    assert {name: share for name, share in right.items() if share < FLOOR_OF_ONE} == {}
    assert sum(right.values()) / len(right) >= FLOOR_OF_ALL


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("mera order number 4521 hai, kab milega?", "hi", "Latn"),
        ("toi muon doi dia chi giao hang", "vi", "Latn"),
        ("WHERE IS MY ORDER", "en", "Latn"),
        ("मेरा order अभी तक deliver नहीं हुआ", "hi", "Deva"),
        ("என் order number 12 எங்கே", "ta", "Taml"),
        ("অসমীয়া ভাষাত কথা পাতোঁ, ৱাহ", "as", "Beng"),
        ("Wo ist der nächste Bahnhof?", "de", "Latn"),
        ("मलाई नेपाली भाषा मन पर्छ", "ne", "Deva"),
        ("أين تقع المحطة القريبة من هنا؟", "ar", "Arab"),
        ("Где находится ближайшая станция?", "ru", "Cyrl"),
    ],
)
def test_mixed_romanised_and_other_texts_are_told(
    linguist: EmbeddedLinguist, text: str, language: str, script: str
):
    ranking = linguist.rank_languages(text)
    assert (ranking.languages[0][0], ranking.script) == (language, script)


def test_a_text_in_two_scripts_is_shared_out(linguist: EmbeddedLinguist):
    languages = dict(linguist.rank_languages("தமிழ் எழுத்து ಕನ್ನಡ ಅಕ್ಷರ").languages)
    assert set(languages) == {"ta", "kn"}
    assert sum(languages.values()) == pytest.approx(1, abs=0.001)


def test_no_more_is_loaded_than_a_text_needs(linguist: EmbeddedLinguist):
    fresh = EmbeddedLinguist()
    fresh.warm_up()
    assert told(fresh, "தமிழ் மொழி") == "ta"
    assert not fresh.is_loaded
    assert told(fresh, "good morning") == "en"
    assert fresh.is_loaded


def test_what_failed_to_load_is_tried_again():
    tries: list[str] = []

    def load_at_second_try() -> str:
        tries.append("try")
        if len(tries) == 1:
            raise OSError("no memory")
        return "loaded"

    part = Lazily(load_at_second_try)
    with pytest.raises(OSError, match="no memory"):
        part.get()
    assert (part.is_loaded, part.get(), part.get(), len(tries)) == (False, "loaded", "loaded", 2)


def test_a_long_text_is_told_by_its_beginning(linguist: EmbeddedLinguist):
    assert told(linguist, "Every house has a door. " * 200) == "en"


def test_letters_are_counted_by_script_and_signs_are_not():
    assert letters_by_script("ab, हि 12!") == {"Latn": 2, "Deva": 1}  # the vowel sign is a mark
    assert (script_of("ß"), script_of("ễ"), script_of("Ꭰ")) == ("Latn", "Latn", "Zzzz")


def test_words_and_their_endings_are_counted_once_each():
    assert count_frequent_words("Mera order aayega", "Latn") == {"hi": 2, "en": 1}
    assert count_frequent_words("मला जायचे आहे", "Deva") == {"mr": 3}
    assert count_frequent_words("ega", "Latn") == {}  # an ending is no word


def test_a_frequent_word_is_of_a_language_that_is_told_apart():
    table = Path(__file__).parents[1] / "app" / "services" / "frequent_words.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            script, language, words = line.split("\t")
            assert language in {*SHARED_SCRIPTS[script], "hi"}
            assert len(words.split()) > 20
