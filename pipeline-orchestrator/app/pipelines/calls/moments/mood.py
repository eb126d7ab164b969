"""Rules about how the customer felt: before and behind what the agent said."""

from collections.abc import Iterator

from ....schemas.calls import AGENT, CUSTOMER, CallTurn
from .call import ToldCall
from .found import FoundMoment, measured, quoted
from .rules import CallRule
from .understanding import asks_again


def mood_fall(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for earlier, turn, later in call.exchanges:
        before, after = call.feeling(earlier), call.feeling(later)
        if before is None or after is None or len(later.words) < rule.limit("least_words"):
            continue
        is_fall = before.negative <= rule.limit(
            "most_negative_before"
        ) and after.negative >= rule.limit("least_negative")
        if is_fall:
            evidence = [
                measured(later, "negative", after.negative, before.negative),
                quoted(turn),
                quoted(later),
            ]
            yield FoundMoment(
                rule,
                [earlier, turn, later],
                evidence,
                turn,
                strength=after.negative - before.negative,
            )


def mood_rise(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for earlier, turn, later in call.exchanges:
        before, after = call.feeling(earlier), call.feeling(later)
        if before is None or after is None or asks_again(earlier.text):
            continue
        is_rise = before.negative >= rule.limit(
            "least_negative_before"
        ) and after.positive >= rule.limit("least_positive")
        if is_rise:
            evidence = [
                measured(later, "positive", after.positive, before.negative),
                quoted(turn),
                quoted(later),
            ]
            yield FoundMoment(rule, [earlier, turn, later], evidence, turn, strength=after.positive)


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
