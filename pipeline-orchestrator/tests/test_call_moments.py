"""The rules that find moments, on calls that are written down."""

from collections.abc import Sequence
from typing import get_args

import pytest

from shared.contracts import TranscriptWord
from shared.contracts.conversation import (
    ConversationSilence,
    Interruption,
    Monologue,
    SentimentProbabilities,
    SpeakerAnalysis,
)

from ..app.pipelines.calls.key_words import is_key_word
from ..app.pipelines.calls.moments.call import ToldCall
from ..app.pipelines.calls.moments.ranking import MOST_MOMENTS, moments_of
from ..app.pipelines.calls.moments.rules import rules
from ..app.pipelines.calls.moments.understanding import asks_again
from ..app.pipelines.calls.stretches import LEAST_WORDS, LONGEST_S, stretches_of
from ..app.schemas.calls import (
    AgentAccent,
    CallIssue,
    CallTalk,
    CallTurn,
    ClearTurn,
    CoachableMoment,
    MomentRule,
    TurnFeeling,
)

WORD_S = 0.4


def turn(index: int, speaker: str, text: str, start_s: float, word_s: float = WORD_S) -> CallTurn:
    words = [
        TranscriptWord(
            text=word,
            start_s=start_s + place * word_s,
            end_s=start_s + (place + 0.9) * word_s,
            confidence=0.9,
        )
        for place, word in enumerate(text.split())
    ]
    return CallTurn(
        index=index, speaker=speaker, start_s=start_s, end_s=words[-1].end_s, overlaps=False,
        confidence=None, text=text, words=words,
    )  # fmt: skip


def told(*said: tuple[str, str] | tuple[str, str, float]) -> list[CallTurn]:
    """Turns behind each other; the third of one is how negative it is, which `moods` reads."""
    turns: list[CallTurn] = []
    at_s = 0.5
    for index, (speaker, text, *_) in enumerate(said):
        turns.append(turn(index, speaker, text, at_s))
        at_s = turns[-1].end_s + 0.5
    return turns


def talk(
    turns: Sequence[CallTurn],
    moods: Sequence[tuple[float, float] | None] = (),
    *,
    paces: dict[int, float] | None = None,
    silences: Sequence[ConversationSilence] = (),
    interruptions: Sequence[Interruption] = (),
    monologue: Monologue | None = None,
) -> CallTalk:
    """`moods`: negative and positive of each turn."""
    felt = [*moods, *[None] * (len(turns) - len(moods))]
    return CallTalk(
        turns=[
            TurnFeeling(
                turn=each.index,
                sentiment=None if mood is None else "neutral",
                probabilities=None
                if mood is None
                else SentimentProbabilities(
                    negative=mood[0], positive=mood[1], neutral=1 - sum(mood)
                ),
                words_per_min=(paces or {}).get(each.index, 140.0),
                n_questions=0,
            )
            for each, mood in zip(turns, felt, strict=True)
        ],
        speakers=[
            SpeakerAnalysis(
                speaker=speaker, talk_s=10, talk_share=0.5, n_turns=1, n_words=10, words_per_min=140, n_questions=0,
                n_interruptions=0, longest_monologue=monologue or Monologue(start_s=0, end_s=0, turns=[]), sentiment=None,
            )
            for speaker in ("agent", "customer")
        ],
        silences=list(silences),
        interruptions=list(interruptions),
    )  # fmt: skip


def accent(clear: dict[int, tuple[int, int]], *issues: CallIssue) -> AgentAccent:
    """`clear`: clear words and all, by turn."""
    return AgentAccent(
        n_words=sum(n for _, n in clear.values()),
        n_clear_words=sum(n for n, _ in clear.values()),
        accuracy=80.0,
        turns=[
            ClearTurn(turn=at, n_words=n, n_clear_words=good) for at, (good, n) in clear.items()
        ],
        habits=[],
        issues=list(issues),
        n_unjudged_turns=0,
    )


def slip(turn_index: int, word: str, **more: object) -> CallIssue:
    told = {
        "turn": turn_index, "word": word, "rule": "TH_T", "tip": "TH_T", "category": "consonant", "severity": "high", "target": "TH",
        "heard": "T", "start_s": 1.0, "end_s": 1.1, "probability": 0.9, "message": f"the th of “{word}” was heard as t",
        "is_key_word": True,
    }  # fmt: skip
    return CallIssue.model_validate(told | more)


def found(turns: Sequence[CallTurn], **known: object) -> list[CoachableMoment]:
    return moments_of(ToldCall(turns, turns[-1].end_s + 1, **known))  # pyright: ignore[reportArgumentType]


def names(moments: Sequence[CoachableMoment]) -> list[MomentRule]:
    return [each.rule for each in moments]


SMALL_TALK = [
    ("agent", "Good afternoon, this is the service desk."),
    ("customer", "I would like to change my address."),
    ("agent", "Of course, what is the new one?"),
    ("customer", "It is next to the old one."),
]


def test_there_is_a_rule_for_every_name_that_the_answer_has():
    assert set(rules()) == set(get_args(MomentRule))


def test_a_call_in_which_nothing_happens_has_no_moments():
    turns = told(*SMALL_TALK)
    assert found(turns) == []
    assert found(turns, talk=talk(turns, [(0.1, 0.1)] * 4), accent=accent({0: (7, 7), 2: (6, 6)})) == []  # fmt: skip


# being understood


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, I couldn't quite catch that.",
        "Pardon?",
        "Sorry, what?",
        "Could you please repeat the last bit?",
        "I didn't get what you said there.",
        "Hmm, I don't really understand you.",
        "Can you talk a little slower please?",
        "Was that fifteen or fifty?",
        "Excuse me, which street was it?",
        "Say that again?",
        "I missed that, sorry.",
        "Phir se boliye.",
        "क्या कहा आपने?",
    ],
)
def test_a_customer_asks_to_have_it_repeated(text):
    assert asks_again(text)
    turns = told(*SMALL_TALK[:3], ("customer", text))
    [moment] = found(turns)
    assert (moment.rule, moment.turns, moment.practise) == ("asked_to_repeat", [2, 3], 2)
    assert moment.evidence[0].quote == text


@pytest.mark.parametrize(
    "text",
    [
        "I am sorry that I call so late.",
        "I can repeat it if you like.",
        "What I want is a refund.",
        "Sorry for the trouble.",
        "My phone says hello again.",
        "The driver did not hear the bell, and then he left, and nobody told me what you people do about it when a parcel is lost.",
        "I understand.",
        "What time do you open?",
    ],
)
def test_not_every_sorry_asks_for_that(text):
    assert not asks_again(text)


def test_nobody_asks_again_before_anything_was_said():
    turns = told(
        ("customer", "Sorry, could you repeat that?"), ("agent", "I have said nothing yet.")
    )
    assert found(turns) == []


def test_the_agent_who_asks_again_is_no_moment():
    turns = told(*SMALL_TALK, ("agent", "Sorry, could you repeat that?"))
    assert found(turns) == []


def test_the_surest_slip_in_a_word_that_must_be_right_is_told():
    turns = told(*SMALL_TALK)
    known = accent({0: (5, 7)}, slip(0, "third", probability=0.8), slip(0, "thirty", probability=0.95))  # fmt: skip
    [moment] = found(turns, accent=known)
    assert (moment.rule, moment.practise) == ("hidden_key_word", 0)
    assert "thirty" in moment.reason
    assert moment.evidence[0].value == 0.95


@pytest.mark.parametrize(
    "more",
    [{"is_key_word": False}, {"severity": "low"}, {"probability": 0.5}, {"probability": None}],
)
def test_other_slips_are_no_moments(more):
    turns = told(*SMALL_TALK)
    assert found(turns, accent=accent({0: (6, 7)}, slip(0, "thirty", **more))) == []


def test_a_turn_that_is_far_less_clear_than_the_others_is_told():
    turns = told(*SMALL_TALK)
    [moment] = found(turns, accent=accent({0: (38, 40), 2: (8, 16)}))
    assert (moment.rule, moment.practise) == ("clarity_fall", 2)
    assert moment.evidence[0].model_dump(include={"measure", "value", "usual"}) == {
        "measure": "clear_share", "value": 0.5, "usual": 0.95,
    }  # fmt: skip
    assert found(turns, accent=accent({0: (38, 40), 2: (14, 16)})) == []
    assert found(turns, accent=accent({0: (5, 10), 2: (8, 16)})) == []


def test_too_fast_is_of_turns_that_are_long_enough():
    text = "word " * 20
    turns = told(("agent", text.strip()), ("customer", "Fine."), ("agent", "Short and quick."))
    [moment] = found(turns, talk=talk(turns, paces={0: 230.0, 2: 260.0}))
    assert (moment.rule, moment.turns) == ("too_fast", [0])
    assert "230" in moment.reason


# moods


def test_a_mood_that_falls_behind_an_answer_and_one_that_rises():
    turns = told(*SMALL_TALK[:2], ("agent", "That can not be done."), ("customer", "That is really bad for me."))  # fmt: skip
    falls = found(turns, talk=talk(turns, [None, (0.1, 0.2), None, (0.9, 0.0)]))
    assert [(each.rule, each.is_good, each.turns) for each in falls] == [("mood_fall", False, [1, 2, 3])]  # fmt: skip
    assert falls[0].practise is None
    rises = found(turns, talk=talk(turns, [None, (0.8, 0.1), None, (0.05, 0.9)]))
    assert [(each.rule, each.is_good) for each in rises] == [("mood_rise", True)]
    for calm in ([None, (0.5, 0.1), None, (0.9, 0.0)], [None, (0.1, 0.1), None, (0.5, 0.1)]):
        assert found(turns, talk=talk(turns, calm)) == []


def test_asking_again_is_no_bad_mood():
    turns = told(*SMALL_TALK[:1], ("customer", "Sorry, could you repeat that?"), ("agent", "The service desk."), ("customer", "Ah, wonderful, thanks."))  # fmt: skip
    moments = found(turns, talk=talk(turns, [None, (0.8, 0.1), None, (0.0, 1.0)]))
    assert names(moments) == ["asked_to_repeat"]


def test_a_good_closing_is_at_the_end_and_leaves_no_anger():
    closing = ("agent", "Is there anything else I can help with?")
    turns = told(*SMALL_TALK, closing, ("customer", "No, that was all, thanks."))
    content = talk(turns, [None] * 5 + [(0.0, 0.9)])
    assert names(found(turns, talk=content)) == ["good_closing"]
    angry = talk(turns, [None] * 5 + [(0.9, 0.0)])
    assert found(turns, talk=angry) == []
    early = told(closing, *SMALL_TALK, *SMALL_TALK)
    assert found(early, talk=talk(early)) == []


def test_empathy_is_an_answer_to_trouble():
    turns = told(("customer", "My order is broken."), ("agent", "I am sorry to hear that, I understand how annoying it is."))  # fmt: skip
    assert names(found(turns, talk=talk(turns, [(0.9, 0.0)]))) == ["empathy"]
    assert found(turns, talk=talk(turns, [(0.1, 0.0)])) == []


def test_numbers_that_are_read_back_are_praised():
    turns = told(("customer", "It is two two seven."), ("agent", "Let me confirm, two two seven, is that right?"))  # fmt: skip
    assert names(found(turns)) == ["read_back"]
    redacted = told(("customer", "It is <PHONE_NUMBER>."), ("agent", "Just to confirm, <PHONE_NUMBER> and two."))  # fmt: skip
    assert names(found(redacted)) == ["read_back"]


# how the talk was shared


def cut_in(overlap_s: float, speaker: str = "agent", *, gave_way: bool = True) -> Interruption:
    other = "customer" if speaker == "agent" else "agent"
    return Interruption(
        speaker=speaker, interrupted=other, at_s=5.0, overlap_s=overlap_s, turn=2, interrupted_turn=1, gave_way=gave_way,
    )  # fmt: skip


def test_the_agent_who_talks_over_the_customer():
    turns = told(*SMALL_TALK)
    [moment] = found(turns, talk=talk(turns, interruptions=[cut_in(1.4)]))
    assert (moment.rule, moment.turns, moment.evidence[0].value) == ("interrupting", [1, 2], 1.4)
    [milder] = found(turns, talk=talk(turns, interruptions=[cut_in(1.4, gave_way=False)]))
    assert milder.weight < moment.weight
    assert found(turns, talk=talk(turns, interruptions=[cut_in(0.5)])) == []
    assert found(turns, talk=talk(turns, interruptions=[cut_in(2.0, "customer")])) == []


@pytest.mark.parametrize(
    ("said", "length_s", "is_found"),
    [
        ("That is noted.", 9.0, True),
        ("That is noted.", 6.0, False),
        ("One moment please.", 9.0, False),
        ("Let me check that.", 12.0, True),
        ("Please hold while I look it up.", 20.0, False),
        ("This may take a while.", 20.0, False),
        ("Please hold the line.", 40.0, True),
    ],
)
def test_a_silence_may_be_longer_where_it_was_announced(said, length_s, is_found):
    first = turn(0, "agent", said, 1.0)
    second = turn(1, "customer", "Are you there?", first.end_s + length_s)
    silence = ConversationSilence(
        start_s=first.end_s, end_s=second.start_s, after="agent", before="customer"
    )
    turns = [first, second]
    moments = found(turns, talk=talk(turns, silences=[silence]))
    assert names(moments) == (["long_silence"] if is_found else [])
    if is_found:
        assert moments[0].evidence[0].turn is None
        assert moments[0].evidence[0].value == pytest.approx(length_s, abs=0.1)


def test_a_long_monologue_is_told_once():
    turns = told(*SMALL_TALK)
    long = talk(turns, monologue=Monologue(start_s=1.0, end_s=61.0, turns=[0, 2]))
    moments = found(turns, talk=long)
    assert [(each.rule, each.turns) for each in moments] == [("monologue", [0, 2])]


# ranking


def test_at_most_five_are_told_two_of_a_kind_and_the_good_one_has_its_place():
    asked = [("agent", "The reference is on the back."), ("customer", "Can you repeat that?")]
    closing = [("agent", "Is there anything else?"), ("customer", "No, many thanks.")]
    turns = told(*asked * 4, *closing)
    slips = [slip(at, "thirty", probability=0.9 + at / 100) for at in (0, 2, 4, 6)]
    cuts = [cut_in(1.5).model_copy(update={"turn": at, "interrupted_turn": at - 1}) for at in (2, 4, 6)]  # fmt: skip
    known = {"talk": talk(turns, interruptions=cuts), "accent": accent({0: (1, 2)}, *slips)}
    moments = found(turns, **known)
    assert len(moments) <= MOST_MOMENTS
    assert "good_closing" in names(moments)
    assert max(map(names(moments).count, names(moments))) <= 2
    assert [each.index for each in moments] == list(range(len(moments)))
    assert [each.weight for each in moments] == sorted((each.weight for each in moments), reverse=True)  # fmt: skip
    assert all(each.evidence for each in moments)


def test_what_several_rules_say_of_one_turn_is_one_moment():
    turns = told(*SMALL_TALK[:3], ("customer", "Sorry, say that again?"))
    [moment] = found(turns, accent=accent({2: (5, 6)}, slip(2, "thirty")))
    assert (moment.rule, moment.also) == ("asked_to_repeat", ["hidden_key_word"])


# words and stretches


@pytest.mark.parametrize(
    ("text", "place", "is_key"),
    [
        ("It is thirty dollars.", 2, True),
        ("It is thirty dollars.", 3, True),
        ("It is thirty dollars.", 0, False),
        ("Your order 4711 is here.", 2, True),
        ("Please ask Priya for it.", 2, True),
        ("Priya asked me.", 0, False),
        ("Yes. Then I called.", 1, False),
        ("And then I called.", 2, False),
        ("Come on Monday.", 2, True),
        ("It is a nice day.", 3, False),
    ],
)
def test_which_words_a_customer_must_get_right(text, place, is_key):
    words = turn(0, "agent", text, 0.0).words
    assert is_key_word(words[place].text, words, place) is is_key


def test_stretches_hold_nothing_personal_and_are_short_enough():
    long = " ".join(f"word{n}" for n in range(200))
    turns = [
        turn(0, "agent", "My number is <PHONE_NUMBER> and that is all", 1.0),
        turn(1, "customer", "Thank you very much indeed.", 10.0),
        turn(2, "agent", long, 20.0),
        turn(3, "agent", "Bye bye", 120.0),
    ]
    stretches = stretches_of(turns)
    assert [each.text for each in stretches[:2]] == ["My number is.", "and that is all."]
    placeholder = turns[0].words[3]
    assert stretches[0].end_s <= placeholder.start_s + 0.001
    assert stretches[1].start_s >= placeholder.end_s - 0.001
    assert {each.turn for each in stretches} == {0, 2}
    assert all(each.n_words >= LEAST_WORDS for each in stretches)
    assert all(each.end_s - each.start_s < LONGEST_S + 1 for each in stretches)
    assert sum(each.n_words for each in stretches if each.turn == 2) == 200
