"""POST /analyse: the turns of a conversation → how each felt, and how the talk was shared."""

from collections.abc import Sequence

import numpy as np

from shared.contracts.conversation import (
    ConversationAnalysis,
    ConversationSilence,
    ConversationToAnalyse,
    Interruption,
    Monologue,
    SentimentProbabilities,
    SpeakerAnalysis,
    TurnAnalysis,
)
from shared.engines import EngineHost
from shared.errors import InvalidInput

from .engines.sentiments.base import SENTIMENTS, SentimentOdds, SentimentTeller
from .talk.interruptions import FoundInterruption, interruptions
from .talk.monologues import LongTalk, longest_monologues
from .talk.silences import long_silences
from .talk.timed import TimedTurn, by_start, n_questions, words_per_min

Odds = dict[int, SentimentOdds]
"""By the turn's index; of a turn without words, or that the engine gave none for, there are none."""


async def analyse(
    request: ConversationToAnalyse, *, host: EngineHost[SentimentTeller]
) -> ConversationAnalysis:
    """Raises InvalidInput naming a turn that ends before it begins; Busy."""
    turns = _timed(request)
    said = [turn for turn in turns if turn.n_words]
    told = await host.run(host.engine.tell, [turn.text for turn in said]) if said else []
    odds = {turn.index: each for turn, each in zip(said, told, strict=True) if each is not None}
    found = interruptions(turns)
    return ConversationAnalysis(
        **host.stamp(),
        duration_s=_s(max(turn.end_s for turn in turns) - min(turn.start_s for turn in turns)),
        turns=[_turn(turn, odds.get(turn.index)) for turn in turns],
        speakers=_speakers(turns, found, odds),
        silences=[
            ConversationSilence(
                start_s=each.start_s, end_s=each.end_s, after=each.after, before=each.before
            )
            for each in long_silences(turns)
        ],
        interruptions=[
            Interruption(
                speaker=each.by.speaker,
                interrupted=each.of.speaker,
                at_s=each.by.start_s,
                overlap_s=_s(each.overlap_s),
                turn=each.by.index,
                interrupted_turn=each.of.index,
                gave_way=each.gave_way,
            )
            for each in found
        ],
    )


def _timed(request: ConversationToAnalyse) -> list[TimedTurn]:
    for index, turn in enumerate(request.turns):
        if turn.end_s < turn.start_s:
            raise InvalidInput("a turn ends before it begins", field=f"turns.{index}.end_s")
    return [
        TimedTurn(index, turn.speaker, turn.text, turn.start_s, turn.end_s)
        for index, turn in enumerate(request.turns)
    ]


def _turn(turn: TimedTurn, odds: SentimentOdds | None) -> TurnAnalysis:
    return TurnAnalysis.model_validate(
        {
            "index": turn.index,
            "sentiment": odds.likeliest if odds else None,
            "probabilities": _probabilities(odds) if odds else None,
            "n_words": turn.n_words,
            "words_per_min": words_per_min(turn.n_words, turn.duration_s),
            "n_questions": n_questions(turn.text),
        }
    )


def _probabilities(odds: SentimentOdds) -> SentimentProbabilities:
    """Rounded so that they still add up to 1."""
    negative, positive = round(odds.negative, 3), round(odds.positive, 3)
    neutral = max(0.0, round(1 - negative - positive, 3))
    return SentimentProbabilities(negative=negative, neutral=neutral, positive=positive)


def _speakers(
    turns: Sequence[TimedTurn], found: Sequence[FoundInterruption], odds: Odds
) -> list[SpeakerAnalysis]:
    """In the order in which they are first heard."""
    longest = longest_monologues(turns)
    total_s = sum(turn.duration_s for turn in turns) or 1.0
    told: list[SpeakerAnalysis] = []
    for speaker in dict.fromkeys(turn.speaker for turn in by_start(turns)):
        own = [turn for turn in turns if turn.speaker == speaker]
        talk_s = sum(turn.duration_s for turn in own)
        words = sum(turn.n_words for turn in own)
        told.append(
            SpeakerAnalysis(
                speaker=speaker,
                talk_s=_s(talk_s),
                talk_share=round(min(1.0, talk_s / total_s), 4),
                n_turns=len(own),
                n_words=words,
                words_per_min=words_per_min(words, talk_s),
                n_questions=sum(n_questions(turn.text) for turn in own),
                n_interruptions=sum(each.by.speaker == speaker for each in found),
                longest_monologue=_monologue(longest[speaker]),
                sentiment=_mean(own, odds),
            )
        )
    return told


def _monologue(talk: LongTalk) -> Monologue:
    return Monologue(
        start_s=talk.start_s, end_s=talk.end_s, turns=[turn.index for turn in talk.turns]
    )


def _mean(turns: Sequence[TimedTurn], odds: Odds) -> SentimentProbabilities | None:
    """Weighted by words."""
    known = [(turn.n_words, odds[turn.index]) for turn in turns if turn.index in odds]
    if not known:
        return None
    weights = np.array([words for words, _ in known], float)
    rows = np.array([[getattr(each, name) for name in SENTIMENTS] for _, each in known])
    return _probabilities(SentimentOdds(*map(float, weights @ rows / weights.sum())))


def _s(seconds: float) -> float:
    return round(seconds, 3)
