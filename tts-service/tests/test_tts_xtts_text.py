"""What XTTS is given to read, and that nobody gets it unasked; tests/engines runs the engine."""

import pytest

from shared.engines import EngineContext, EngineUnavailable
from shared.settings import REPO_ROOT

from ..app.core.config import Settings
from ..app.services import kept
from ..app.services.engines import base, xtts


def words(text: str) -> list:
    return [base.SpeechWord(("AH0",), token[-1] if token[-1] in ",." else "", text=token.strip(",.")) for token in text.split()]  # fmt: skip


def texts(text: str) -> list[str]:
    return [
        " ".join(word.text + word.after for word in piece) for piece in xtts.pieces_of(words(text))
    ]


def test_a_short_text_is_one_piece_with_its_marks():
    assert texts("Very good, thank you.") == ["Very good, thank you."]


def test_a_long_text_is_cut_after_marks_and_nothing_is_lost():
    sentence = "The old man carried a heavy basket down the hill, and nobody saw him."
    text = " ".join([sentence] * 9)
    pieces = texts(text)
    assert " ".join(pieces) == text
    assert all(len(piece) <= 240 and piece[-1] in ",." for piece in pieces)


def test_a_text_without_marks_is_cut_between_words():
    text = " ".join(["word"] * 100)
    pieces = texts(text)
    assert " ".join(pieces) == text
    assert max(map(len, pieces)) <= 240


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ({}, "TTS_XTTS_LICENCE_ACCEPTED"),
        ({"xtts_licence_accepted": True}, "TTS_XTTS_DIR"),
        ({"xtts_licence_accepted": True, "xtts_dir": REPO_ROOT}, "TTS_XTTS_VOICES_DIR"),
    ],
)
def test_it_does_not_start_without_the_licence_and_its_folders(own, named):
    with pytest.raises(EngineUnavailable, match=named):
        xtts.load(EngineContext(Settings(**own), REPO_ROOT, 1))


def test_spelling_is_part_of_the_key_only_for_who_reads():
    made = [base.SpeechWord(("R", "EH1", "D"), text=text) for text in ("red", "read")]
    common = {"engine": "x", "model_version": "1", "voice": "af_a", "speaking_rate": 1.0}
    phones = {kept.speech_folder([[word]], **common).digest for word in made}
    read = {kept.speech_folder([[word]], **common, reads_text=True).digest for word in made}
    assert (len(phones), len(read)) == (1, 2)
