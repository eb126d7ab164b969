"""What search is asked, and of what."""

import re
from collections import Counter

import pytest

from bench.search.calls import N_TURNS, made_calls, questions, sought_turns

_SMALL = 4
"""Letters: shorter words tell nothing."""


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > _SMALL}


def test_each_question_means_one_turn_and_each_of_those_is_in_one_call():
    ids = [turn.id for turn in sought_turns()]
    assert len(set(ids)) == len(ids) == 60
    asked = [questions(), questions(looked_at=True)]
    assert [[each.id for each in some] for some in asked] == [ids, ids]
    assert len({each.text for some in asked for each in some}) == 120
    held = Counter(call.sought for call in made_calls(seed=22) if call.sought)
    assert held == Counter(ids)


def test_no_text_is_there_twice_and_calls_are_the_same_each_time():
    calls = made_calls(seed=22)
    texts = [turn["text"] for call in calls for turn in call.turns]
    assert len(set(texts)) == len(texts) == N_TURNS
    assert [call.turns for call in made_calls(seed=22)] == [call.turns for call in calls]
    assert [call.turns for call in made_calls(seed=23)] != [call.turns for call in calls]


def test_the_place_of_what_is_sought_is_told():
    text_of = {turn.id: turn.text for turn in sought_turns()}
    for call in made_calls(seed=22):
        if call.sought is not None and call.sought_index is not None:
            assert call.turns[call.sought_index]["text"] == text_of[call.sought]


@pytest.mark.parametrize(("looked_at", "most"), [(True, 6), (False, 30)])
def test_how_many_questions_have_a_word_of_what_they_mean(looked_at: bool, most: int):
    text_of = {turn.id: turn.text for turn in sought_turns()}
    asked = questions(looked_at=looked_at)
    shared = [each.id for each in asked if words(each.text) & words(text_of[each.id])]
    assert len(shared) <= most
