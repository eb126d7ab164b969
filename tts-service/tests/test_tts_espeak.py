"""What a program beside the engine speaks: the real one where it is installed, and one that misbehaves."""

import shutil
import stat
from pathlib import Path

import numpy as np
import pytest

from shared.errors import EngineFailed, InvalidInput

from ..app.services.engines import espeak
from ..app.services.engines.base import SpeechWord
from ..app.services.engines.mock import MockSpeaker
from ..app.services.engines.together import Together
from ..app.services.languages.spelled import read_spelled
from ..app.services.languages.table import spoken_languages
from ..app.services.spelling import SpellingPronouncer
from ..app.services.spoken_words import Utterance, words_to_speak
from ..app.services.voices import LanguageNotSpoken, language_named

here = pytest.mark.skipif(
    shutil.which(espeak.PROGRAM) is None,
    reason="needs the program espeak-ng: apt install espeak-ng",
)
VIETNAMESE = "Xin chào, đơn hàng của bạn giá 250.000 ₫."


def _words(text: str, language: str = "vi") -> list[SpeechWord]:
    read = read_spelled(text, spoken_languages()[language])
    return [SpeechWord((), text=word.text, language=language) for word in read]


def _program(folder: Path, body: str) -> str:
    """A program that says a version, and then does what `body` does."""
    path = folder / espeak.PROGRAM
    version = "echo 'eSpeak NG text-to-speech: 1.52.0'"
    path.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then {version}; exit; fi\n{body}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_signs_are_called_by_their_names_and_figures_are_left_to_the_program():
    assert [word.text for word in _words(VIETNAMESE)] == [
        "Xin", "chào", "đơn", "hàng", "của", "bạn", "giá", "250.000", "đồng",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [("Xin chào नमस्ते", "नमस्ते"), ("Xin ☂", "☂"), ("10 × 3", "×"), ("a{AH0}", "braces")],
)
def test_what_cant_be_read_is_named(text: str, named: str):
    with pytest.raises(InvalidInput, match=named):
        _words(text)


def test_phones_cant_be_sent_for_a_voice_that_reads_spelling():
    utterance = Utterance(None, [["a"]], None, "espeak_vi", 1.0, language="vi")
    with pytest.raises(InvalidInput, match="reads spelling"):
        words_to_speak(utterance, SpellingPronouncer())


@here
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", VIETNAMESE),
        ("ne", "नमस्ते, तपाईंको सामान भोलि आउनेछ।"),
        ("as", "নমস্কাৰ, আপোনাৰ বস্তু কাইলৈ আহিব।"),
        ("si", "ආයුබෝවන්, ඔබේ භාණ්ඩ හෙට එනවා."),
    ],
)
def test_a_language_without_phones_is_heard(language: str, text: str):
    speaker = espeak.found_espeak()
    assert speaker is not None
    words = _words(text, language)
    voice = f"espeak_{language}"
    [speech] = list(speaker.speak_pieces([words], voice=voice, speaking_rate=1.0))
    assert (speech.rate_hz, speech.words) == (24_000, None)
    assert -25 < 20 * np.log10(np.sqrt(np.mean(speech.samples**2))) < -15
    told_s = speaker.expected_s(words, voice=voice, speaking_rate=1.0)
    assert 0.5 * told_s < speech.duration_s < 1.6 * told_s


@here
def test_twice_as_fast_is_about_half_as_long():
    speaker = espeak.found_espeak()
    assert speaker is not None
    lengths = [
        next(
            speaker.speak_pieces([_words(VIETNAMESE)], voice="espeak_vi", speaking_rate=rate)
        ).duration_s
        for rate in (1.0, 2.0)
    ]
    assert 0.4 < lengths[1] / lengths[0] < 0.65


@pytest.mark.parametrize(
    "body", ["exit 1", "cat > /dev/null", "cat > /dev/null; head -c 9000000 /dev/zero"]
)
def test_a_program_that_makes_no_speech_is_a_failure(tmp_path: Path, body: str):
    speaker = espeak.Espeak(_program(tmp_path, body))
    with pytest.raises(EngineFailed):
        list(speaker.speak_pieces([_words("Xin chào")], voice="espeak_vi", speaking_rate=1.0))


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(espeak, "_MARGIN_S", 0.5)
    speaker = espeak.Espeak(_program(tmp_path, "exec tail -f /dev/null"))
    with pytest.raises(EngineFailed, match="did not come to an end"):
        list(speaker.speak_pieces([_words("Xin chào")], voice="espeak_vi", speaking_rate=1.0))


def test_another_program_of_the_name_is_not_taken(tmp_path: Path):
    path = tmp_path / espeak.PROGRAM
    path.write_text("#!/bin/sh\necho hello\n")
    path.chmod(0o755)
    with pytest.raises(ValueError, match="no eSpeak NG"):
        espeak.Espeak(str(path))


def test_each_stretch_is_spoken_by_what_has_its_voice(tmp_path: Path):
    program = espeak.Espeak(_program(tmp_path, "exit 1"))
    both = Together([MockSpeaker(), program])
    vietnamese = [SpeechWord((), text="chào", language="vi", voice="espeak_vi")]
    words = [SpeechWord(("K", "AE1", "B")), *vietnamese, SpeechWord(("B", "AE1", "D"))]
    pieces = both.pieces(words, voice="af_heart")
    assert [[word.text for word in piece] for piece in pieces] == [[""], ["chào"], [""]]
    assert both.versions(words, "af_heart") == "mock-1+espeak-ng-1.52.0"
    assert both.versions(words[:1], "af_heart") == "mock-1"
    assert both.speaker_of("espeak_vi") is program


def test_robotic_voices_say_so_and_under_what_licence(tmp_path: Path):
    [vietnamese, *_] = espeak.Espeak(_program(tmp_path, "exit 1")).voices()
    assert (vietnamese.id, vietnamese.accent) == ("espeak_vi", "vi-VN")
    assert vietnamese.quality("vi") == "robotic"
    assert "GPL-3.0" in vietnamese.licence


def test_without_the_program_it_is_said_what_would_speak():
    with pytest.raises(LanguageNotSpoken, match="espeak-ng"):
        language_named("vi", MockSpeaker().voices())
