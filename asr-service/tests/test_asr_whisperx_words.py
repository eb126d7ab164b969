"""WhisperX's aligned words → ours, the ones it could not time included; tests/engines runs the engine."""

from ..app.services.engines import whisperx_batched as engine


def words(*timed: tuple[str, float | None, float | None]) -> list[dict]:
    return [
        {"word": text} | ({} if start is None else {"start": start, "end": end, "score": 0.9})
        for text, start, end in timed
    ]


def test_words_without_times_share_what_is_between_their_neighbours():
    segment = {
        "start": 0.0, "end": 4.0,
        "words": words(("in", 0.0, 1.0), ("20", None, None), ("26", None, None), ("we", 2.0, 3.0), ("7", None, None)),
    }  # fmt: skip
    found = list(engine.words_of([segment]))
    assert [(w.text, w.start_s, w.end_s) for w in found] == [
        (" in", 0.0, 1.0), (" 20", 1.0, 1.5), (" 26", 1.5, 2.0), (" we", 2.0, 3.0), (" 7", 3.0, 4.0),
    ]  # fmt: skip
    assert [w.confidence for w in found] == [0.9, 0.0, 0.0, 0.9, 0.0]


def test_a_segment_without_any_times_is_cut_evenly():
    segment = {"start": 1.0, "end": 3.0, "words": words(("1", None, None), ("2", None, None))}
    assert [(w.start_s, w.end_s) for w in engine.words_of([segment])] == [(1.0, 2.0), (2.0, 3.0)]


def test_speakers_are_those_who_talk_for_a_second_in_all():
    turns = [("A", 0.0, 3.0), ("B", 3.0, 3.6), ("A", 3.6, 5.0), ("B", 5.0, 5.5), ("C", 5.5, 5.9)]
    assert engine.count_speakers(turns) == 2
    assert engine.count_speakers([]) == 0
