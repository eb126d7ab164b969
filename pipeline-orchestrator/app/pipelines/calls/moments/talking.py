"""Rules about how the talk was shared: interruptions, silences, monologues, and numbers that were read back."""

from collections.abc import Iterator

from ....schemas.calls import AGENT, CUSTOMER, MomentEvidence
from ..key_words import is_key_word
from .call import ToldCall
from .found import FoundMoment, measured, quoted
from .rules import CallRule


def interrupting(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """By the agent, of the customer."""
    for each in call.talk.interruptions if call.talk is not None else ():
        is_agents = each.speaker == AGENT and each.interrupted == CUSTOMER
        if not is_agents or each.overlap_s < rule.limit("least_overlap_s"):
            continue
        turn, of = call.turns[each.turn], call.turns[each.interrupted_turn]
        evidence = measured(turn, "overlap_s", each.overlap_s).model_copy(
            update={"start_s": each.at_s, "end_s": each.at_s + each.overlap_s}
        )
        yield FoundMoment(
            rule, [of, turn], [evidence, quoted(of)], turn,
            strength=rule.limit("gave_way_weight") if each.gave_way else 1.0,
        )  # fmt: skip


def long_silence(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    """Longer where it was announced."""
    for silence in call.talk.silences if call.talk is not None else ():
        length_s = silence.end_s - silence.start_s
        until = [turn for turn in call.turns if turn.start_s < silence.start_s + 0.5]
        behind = [turn for turn in call.turns if turn.start_s >= silence.end_s - 0.5]
        last = next((turn for turn in reversed(until) if turn.speaker == AGENT), None)
        least_s = _least_silence_s(rule, last.text if last is not None else "")
        if length_s < least_s or not until:
            continue
        evidence = MomentEvidence(
            turn=None,
            start_s=silence.start_s,
            end_s=silence.end_s,
            measure="silence_s",
            value=round(length_s, 1),
            usual=least_s,
        )
        yield FoundMoment(
            rule,
            [until[-1], *behind[:1]],
            [evidence],
            last,
            strength=min(1.5, 0.7 + 0.3 * length_s / least_s),
        )


def _least_silence_s(rule: CallRule, said_before: str) -> float:
    for announced in ("announced", "moment"):
        if rule.finds(said_before, phrases=announced):
            return rule.limit(f"least_s_{announced}")
    return rule.limit("least_s")


def monologue(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for speaker in call.talk.speakers if call.talk is not None else ():
        longest = speaker.longest_monologue
        length_s = longest.end_s - longest.start_s
        if speaker.speaker != AGENT or length_s < rule.limit("least_s") or not longest.turns:
            continue
        turns = [call.turns[index] for index in longest.turns]
        evidence = measured(turns[0], "monologue_s", length_s, rule.limit("least_s")).model_copy(
            update={"start_s": longest.start_s, "end_s": longest.end_s}
        )
        yield FoundMoment(
            rule, turns, [evidence], turns[0], strength=min(1.5, length_s / rule.limit("least_s"))
        )


def read_back(call: ToldCall, rule: CallRule) -> Iterator[FoundMoment]:
    for turn in call.of(AGENT):
        earlier = call.before(turn, CUSTOMER)
        n_key_words = sum(
            word.text.startswith("<") or is_key_word(word.text, turn.words, place)
            for place, word in enumerate(turn.words)
        )
        if (
            earlier is None
            or not rule.finds(turn.text)
            or n_key_words < rule.limit("least_key_words")
        ):
            continue
        yield FoundMoment(rule, [earlier, turn], [quoted(turn), quoted(earlier)], turn)
