"""What the coach says of a speaker's earlier recordings: only what chance explains badly, and what was seen in both."""

import copy
import importlib
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.contracts import Diff, EarlierRecording, Progress, SoundTally
from shared.mastery import practised
from shared.settings import CommonSettings
from shared.testing.diffs import issue_about, judged_phone, judged_word

from ..app.core import config
from ..app.schemas import request_response as requests
from ..app.services import logic, masteries
from ..app.services.engines import rules

engines = importlib.import_module("shared.engines")

COACH = rules.load(engines.EngineContext(config.Settings(), CommonSettings().model_dir, threads=1))
START = datetime(2026, 11, 1, 10, tzinfo=UTC)
WORDS = [("very", "V EH R IY"), ("vest", "V EH S T"), ("live", "L IH V"), ("wine", "W AY N")]


def judged(*wrong: tuple[int, int, str], overall: float = 80.0, **changed: Any) -> Diff:
    """WORDS, with (word, phone, heard) off target; `?` for heard: uncertain."""
    off = {(word, place): heard for word, place, heard in wrong}
    words, issues = [], []
    for w, (text, phones) in enumerate(WORDS):
        made = []
        for p, target in enumerate(phones.split()):
            heard = off.get((w, p), target)
            state = "uncertain" if heard == "?" else "fine" if heard == target else "error"
            heard = target if heard == "?" else heard
            made.append(judged_phone(p, target, start_s=float(w), heard=heard, state=state))
        words.append(judged_word(w, text, made, start_s=float(w)))
        off_here = [phone["index"] for phone in made if phone["state"] == "error"]
        issues += [
            issue_about(n, words[-1], p) for n, p in enumerate(off_here, start=len(issues) + 1)
        ]
    body = copy.deepcopy(requests.EXAMPLE["diff"]) | {"words": words, "issues": issues} | changed
    body["scores"] = body["scores"] | {"overall": overall}
    return Diff.model_validate(body)


def kept(day: int, diff: Diff) -> EarlierRecording:
    return EarlierRecording(recorded_at=START + timedelta(days=day), **practised(diff).model_dump())


def coached(now: Diff, earlier: list[Diff], *, same_text: bool = False):
    recordings = [kept(day, each) for day, each in enumerate(earlier)]
    history = {
        "recordings": recordings,
        "same_text": {"recorded_at": recordings[-1].recorded_at, "diff": earlier[-1]} if same_text else None,
    }  # fmt: skip
    request = requests.FeedbackRequest.model_validate({"diff": now, "history": history})
    return logic.give_feedback(request, coach=COACH)


def progress_of(now: Diff, earlier: list[Diff], *, same_text: bool = False) -> Progress:
    given = coached(now, earlier, same_text=same_text).progress
    assert given is not None
    return given


def told(given: Progress) -> list[str]:
    return [each.text for each in given.statements]


ALL_W = ((0, 0, "W"), (1, 0, "W"), (2, 2, "W"))


def test_a_first_recording_has_no_progress():
    request = requests.FeedbackRequest.model_validate({"diff": judged(), "history": {}})
    assert logic.give_feedback(request, coach=COACH).progress is None


def test_what_can_not_be_judged_is_no_progress():
    scores = dict.fromkeys(("overall", "accuracy", "fluency", "completeness", "prosody"))
    silent = judged().model_copy(
        update={"assessable": False, "reason": "silence", "words": [], "issues": []}
    )
    silent = Diff.model_validate(silent.model_dump() | {"scores": scores})
    assert coached(silent, [judged()]).progress is None


def test_a_sound_that_got_better_is_told_with_its_counts():
    given = progress_of(judged(), [judged(*ALL_W)] * 4)
    v = next(each for each in given.phones if each.sound.phone == "V")
    assert (v.trend, v.recent.model_dump()) == ("better", {"n": 12, "right": 3})
    assert v.mastery == 0.25
    assert [each.right for each in v.timeline] == [0, 0, 0, 0, 3]
    assert v.timeline[-1].recorded_at is None
    assert told(given) == [
        "v /v/ is on target more often than before: 3 of 3 here, 0 of 12 in earlier recordings."
    ]


def test_a_sound_that_got_better_is_praised_in_no_word_that_is_a_guess():
    now = judged()
    now.words[1].text_source = "guess"
    (praise,) = [part for part in coached(now, [judged(*ALL_W)] * 4).note if part.kind == "well"]
    assert praise.word_indices == [0, 2]


def test_a_sound_that_slipped_back_is_told_too():
    given = progress_of(judged(*ALL_W), [judged()] * 4)
    assert told(given) == [
        "v /v/ is on target less often than before: 0 of 3 here, 12 of 12 in earlier recordings."
    ]


def test_the_clearest_of_all_falls_is_told_as_one():
    """Where the probability of a rise is 0 to the last digit."""
    many = SoundTally(n=6, right=6)
    recordings = [
        EarlierRecording(recorded_at=START + timedelta(days=day), phones={"V": many}, slips=[])
        for day in range(200)
    ]
    request = requests.FeedbackRequest.model_validate(
        {"diff": judged(*ALL_W), "history": {"recordings": recordings}}
    )
    given = logic.give_feedback(request, coach=COACH).progress
    assert given is not None
    assert next(each.trend for each in given.phones if each.sound.phone == "V") == "worse"


def test_one_slip_more_or_less_is_nothing_to_tell():
    given = progress_of(judged((0, 0, "W")), [judged(), judged((1, 0, "W")), judged()])
    v = next(each for each in given.phones if each.sound.phone == "V")
    assert v.trend == "steady"
    assert told(given) == []


def test_a_sound_that_has_settled_is_told_once_it_was_ever_off():
    given = progress_of(judged(), [judged(*ALL_W)] + [judged()] * 4)
    assert told(given) == [
        "v /v/ has settled: on target 12 of the last 12 times, over 4 recordings."
    ]
    assert told(progress_of(judged(), [judged()] * 5)) == []


def test_the_least_mastered_sound_comes_first():
    given = progress_of(judged(), [judged(*ALL_W)] * 4)
    assert given.phones[0].sound.phone == "V"
    assert given.phones[0].sound.name == "v"
    assert given.phones[-1].mastery is None or given.phones[-1].mastery == 1.0


def test_the_same_text_is_compared_sound_by_sound():
    before = judged((0, 0, "W"), (1, 0, "W"), (3, 0, "V"), overall=61)
    now = judged((1, 0, "W"), (2, 2, "W"), overall=74)
    same = progress_of(now, [before], same_text=True).same_text
    assert same is not None
    assert [(slip.word, slip.target) for slip in same.solved] == [("very", "V"), ("wine", "W")]
    assert [(slip.word, slip.target) for slip in same.again] == [("vest", "V")]
    assert [(slip.word, slip.target) for slip in same.fresh] == [("live", "V")]
    assert told(progress_of(now, [before], same_text=True)) == [
        "Your last recording of this text (2026-11-01) had 61 of 100 overall, this one has 74.",
        "Off target on 2026-11-01 and on target now: v /v/ in “very”; w /w/ in “wine”.",
        "Off target again, as on 2026-11-01: v /v/ in “vest”.",
        "On target on 2026-11-01 and off target now: v /v/ in “live”.",
    ]


@pytest.mark.parametrize("before", [((0, 0, "?"),), ()])
@pytest.mark.parametrize("now", [((0, 0, "?"),)])
def test_what_was_uncertain_on_one_side_is_not_compared(before, now):
    for one, other in ((before, now), (now, ((0, 0, "W"),))):
        same = progress_of(judged(*other), [judged(*one)], same_text=True).same_text
        assert same is not None
        assert (same.solved, same.again, same.fresh) == ([], [], [])


def test_other_words_under_the_same_name_are_not_compared():
    before = judged((0, 0, "W"))
    before.words[0].text = before.issues[0].word = "berry"
    assert progress_of(judged(), [before], same_text=True).same_text is None


def test_errors_that_come_back_are_counted_with_their_words():
    given = coached(judged((0, 0, "W")), [judged(*ALL_W), judged((0, 0, "W"), (3, 0, "V"))])
    assert given.progress is not None
    (first,) = given.progress.own_errors
    assert first.target is not None
    assert first.heard is not None
    assert (first.target.ipa, first.heard.ipa, first.n) == ("v", "w", 5)
    assert first.words == ["very", "live", "vest"]
    assert first.minimal_pairs[0] == ["verse", "worse"]


def test_after_a_clean_recording_the_next_step_is_ones_own_most_frequent_error():
    given = coached(judged(), [judged(*ALL_W), judged((0, 0, "W"))])
    assert given.next_step == (
        "Nothing new to work on, so keep on with v /v/: in earlier recordings it slipped in “very”, “live”, “vest”."
    )
    settled = coached(judged(), [judged(*ALL_W)] + [judged()] * 5)
    assert settled.next_step.startswith("Take a longer text")


def test_a_drill_begins_with_the_speakers_own_words():
    given = coached(judged((3, 0, "V"), (0, 0, "W")), [judged(*ALL_W)])
    (drill,) = given.drills
    assert drill.own_words == ["very", "wine", "live", "vest"]
    assert drill.next_recording.startswith("Begin with the words from your own recordings: “very”")


def test_the_probability_of_a_rise_is_that_of_a_simulation():
    draw = random.Random(7)
    for before, now in (((10, 2), (3, 3)), ((4, 4), (5, 1)), ((12, 6), (6, 3)), ((1, 0), (1, 1))):
        exact = masteries.rose(
            SoundTally(n=before[0], right=before[1]), SoundTally(n=now[0], right=now[1])
        )
        drawn = sum(
            draw.betavariate(1 + now[1], 1 + now[0] - now[1])
            > draw.betavariate(1 + before[1], 1 + before[0] - before[1])
            for _ in range(20_000)
        )
        assert exact == pytest.approx(drawn / 20_000, abs=0.015)


def test_speakers_who_never_change_are_seldom_told_that_they_did():
    """Chance alone: 100 speakers with steady shares, twenty earlier recordings each; any change told at all is a mistake."""
    draw = random.Random(11)
    n_told = 0
    for _ in range(100):
        shares = {(w, p): draw.choice([0.98, 0.9, 0.6, 0.3]) for w in range(4) for p in range(4)}

        def reading(shares=shares) -> Diff:
            off = [
                (at, share) for at, share in shares.items() if at[1] < len(WORDS[at[0]][1].split())
            ]
            return judged(*[(*at, "S") for at, share in off if draw.random() > share])

        given = progress_of(reading(), [reading() for _ in range(20)])
        n_told += any(each.trend in {"better", "worse"} for each in given.phones)
    assert n_told < 10
