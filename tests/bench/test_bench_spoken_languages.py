"""What is counted of speech in other languages."""

from bench.spoken_languages.listening import character_errors
from bench.spoken_languages.phones import broad


def test_two_manners_of_writing_the_same_phones_are_one():
    assert broad("nəmˈʌsteː ˌaːpkˌaː") == broad("nəməst̪eː aːpkaː")
    assert broad("d͡ʒənt̪aː") == broad("ɟˈʌntˌaː") == ["ɟ", "ə", "n", "t", "ə"]


def test_another_sound_is_another_phone():
    assert broad("kaːl") != broad("kiːl")


def test_characters_count_marks_and_leave_spaces_and_points_out():
    assert character_errors("नमस्ते, आप", "नमस्ते आप।") == (0, 8)
    assert character_errors("आप", "आम") == (1, 2)
