"""Rules about how the customer felt: before and behind what the agent said."""

from collections.abc import Iterator

from shared.contracts.conversation import SentimentProbabilities

from ....schemas.calls import AGENT, CUSTOMER, CallTurn
from .call import ToldCall
from .found import FoundMoment, measured, quoted
from .rules import CallRule
from .understanding import asks_again


def mood_fall(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for turns, before, after in _changes(call):
        is_fall = (
            before.negative <= rule.limit("most_negative_before")
            and after.negative >= rule.limit("least_negative")
            and len(turns[-1].words) >= rule.limit("least_words")
        )
        if is_fall:
            strength = after.negative - before.negative
            yield _change(rule, turns, "negative", after.negative, before.negative, strength)


def mood_rise(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """Asking to have something repeated sounds like a bad mood, and is none."""
    for turns, before, after in _changes(call):
        is_rise = (
            before.negative >= rule.limit("least_negative_before")
            and after.positive >= rule.limit("least_positive")
            and not asks_again(turns[0].text)
        )
        if is_rise:
            yield _change(rule, turns, "positive", after.positive, before.negative, after.positive)


Exchange = tuple[CallTurn, CallTurn, CallTurn]


def _changes(
    call: ToldCall,
) -> Iterator[tuple[Exchange, SentimentProbabilities, SentimentProbabilities]]:
    """How the customer felt before and behind each of the agent's answers, where both are known."""
    for exchange in call.exchanges:
        before, after = call.feeling(exchange[0]), call.feeling(exchange[2])
        if before is not None and after is not None:
            yield exchange, before, after


def _change(
    rule: CallRule, turns: Exchange, measure: str, value: float, usual: float, strength: float
) -> FoundMoment:
    _, turn, later = turns
    evidence = [measured(later, measure, value, usual), quoted(turn), quoted(later)]
    return FoundMoment(rule, turns, evidence, turn, strength=strength)


def good_closing(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """The last such turn of the agent's in the last part of the call, if the customer was not left annoyed."""
    customer = call.of(CUSTOMER)
    last = customer[-1] if customer else None
    feeling = call.feeling(last) if last is not None else None
    is_annoyed = feeling is not None and feeling.negative > rule.limit("most_negative_after")
    if last is None or is_annoyed:
        return
    from_s = rule.limit("from_share") * call.duration_s
    closing = [turn for turn in call.of(AGENT) if turn.start_s >= from_s and rule.finds(turn.text)]
    if len(closing) < rule.limit("least_phrases"):
        return
    turn = closing[-1]
    yield FoundMoment(rule, _with_answer(call, turn), [quoted(turn), quoted(last)], turn)


def empathy(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for turn in call.of(AGENT):
        earlier = call.before(turn, CUSTOMER)
        feeling = call.feeling(earlier) if earlier is not None else None
        is_troubled = feeling is not None and feeling.negative >= rule.limit(
            "least_negative_before"
        )
        if earlier is not None and is_troubled and rule.finds(turn.text):
            yield FoundMoment(rule, [earlier, turn], [quoted(turn), quoted(earlier)], turn)


def _with_answer(call: ToldCall, turn: CallTurn) -> list[CallTurn]:
    answer = call.after(turn, CUSTOMER)
    return [turn] if answer is None else [turn, answer]
