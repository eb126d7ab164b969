"""Reading along: where the reader is in the text."""

import pytest

from ..app.services.engines.base import RecognisedWord
from ..app.services.streaming.reading import ReadingTracker

TEXT = "The quick brown fox jumps over the lazy dog, and then it sleeps."


def said(text: str) -> list[RecognisedWord]:
    return [RecognisedWord(f" {each}", n, n + 1, 0.9) for n, each in enumerate(text.split())]


def states(tracker: ReadingTracker) -> str:
    """A letter a word up to the last that is marked: r(ead), u(nsure), s(kipped), or how often it was said."""
    return "".join(
        str(mark.n_times) if mark.n_times > 1 else mark.state[0]
        for _, mark in sorted(tracker.marks.items())
    )


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("the quick brown", "rrr"),
        ("the brown fox", "rsrr"),
        ("the quick brown quick brown fox", "r22r"),
        ("the the quick", "2r"),
        ("the quick red fox", "rrur"),
        ("the quick brawn fox", "rrrr"),
        ("well the quick", "rr"),
        ("the quick over the lazy", "rrsssrrr"),
        ("", ""),
    ],
)
def test_each_word_is_marked_by_what_was_heard(heard: str, expected: str):
    tracker = ReadingTracker(TEXT)
    tracker.hear(said(heard))
    assert states(tracker) == expected


def test_only_what_changed_is_told_and_the_next_word_is_known():
    tracker = ReadingTracker(TEXT)
    assert [mark.index for mark in tracker.hear(said("the quick"))[0]] == [0, 1]
    assert tracker.position == 2
    assert [mark.index for mark in tracker.hear(said("the quick brown"))[0]] == [2]
    assert tracker.hear(said("the quick brown")) == ([], [])


def test_what_was_taken_for_a_word_and_was_none_is_taken_back():
    tracker = ReadingTracker(TEXT)
    tracker.hear(said("the quick brown"))
    changed, undone = tracker.hear(said("the quick"))
    assert (changed, undone, tracker.position) == ([], [2], 2)


def test_the_next_utterance_goes_on_where_the_last_came_to():
    tracker = ReadingTracker(TEXT)
    tracker.settle(said("the quick brown fox"))
    tracker.settle(said("jumps over the lazy"))
    assert (states(tracker), tracker.position) == ("rrrrrrrr", 8)
    tracker.hear(said("over the lazy dog"))
    assert (states(tracker), tracker.position) == ("rrrrr222r", 9)


def test_the_first_the_is_not_taken_for_the_second():
    tracker = ReadingTracker(TEXT)
    tracker.hear(said("the"))
    assert tracker.position == 1


def test_more_than_the_text_is_borne():
    tracker = ReadingTracker("Very good.")
    tracker.hear(said("very good indeed my friend thanks a lot"))
    assert states(tracker)[:2] == "rr"
    assert tracker.position == 2
