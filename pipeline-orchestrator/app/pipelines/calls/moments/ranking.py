"""All that the rules find → at most five moments: the weightiest of each turn, not too many of one kind, and what was good as well."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from ....schemas.calls import CoachableMoment, MomentRule
from .call import ToldCall
from .found import FoundMoment
from .mood import empathy, good_closing, mood_fall, mood_rise
from .rules import CallRule, rules
from .talking import interrupting, long_silence, monologue, read_back
from .understanding import asked_to_repeat, clarity_fall, hidden_key_word, too_fast

MOST_MOMENTS = 5
MOST_GOOD = 2
MOST_OF_ONE_RULE = 2

_FINDERS: Mapping[MomentRule, Callable[[ToldCall, CallRule], Iterator[FoundMoment]]] = {
    "asked_to_repeat": asked_to_repeat,
    "hidden_key_word": hidden_key_word,
    "mood_fall": mood_fall,
    "clarity_fall": clarity_fall,
    "interrupting": interrupting,
    "long_silence": long_silence,
    "monologue": monologue,
    "too_fast": too_fast,
    "mood_rise": mood_rise,
    "good_closing": good_closing,
    "empathy": empathy,
    "read_back": read_back,
}


def moments_of(call: ToldCall) -> list[CoachableMoment]:
    """The weightiest first."""
    found = [each for name, rule in rules().items() for each in _FINDERS[name](call, rule)]
    found.sort(key=lambda each: (-_weight(each), each.turns[0].start_s))
    chosen = _chosen(found)
    return [_moment(index, each, also) for index, (each, also) in enumerate(chosen)]


def _chosen(found: Sequence[FoundMoment]) -> list[tuple[FoundMoment, list[MomentRule]]]:
    """What is about a turn that a weightier one of its kind is about only says so there."""
    chosen: list[tuple[FoundMoment, list[MomentRule]]] = []
    n_of: Counter[MomentRule] = Counter()
    n_good = n_bad = 0
    keep_for_good = min(1, sum(each.rule.is_good for each in found))
    for each in found:
        same = next((one for one in chosen if _is_about_the_same(one[0], each)), None)
        if same is not None:
            if each.rule.name not in {same[0].rule.name, *same[1]}:
                same[1].append(each.rule.name)
            continue
        is_good = each.rule.is_good
        is_full = n_good >= MOST_GOOD if is_good else n_bad >= MOST_MOMENTS - keep_for_good
        if is_full or n_of[each.rule.name] >= MOST_OF_ONE_RULE or len(chosen) >= MOST_MOMENTS:
            continue
        n_of[each.rule.name] += 1
        n_good += is_good
        n_bad += not is_good
        chosen.append((each, []))
    return chosen


def _is_about_the_same(one: FoundMoment, other: FoundMoment) -> bool:
    if one.rule.is_good != other.rule.is_good:
        return False
    return one.about is not None and one.about is other.about


def _weight(found: FoundMoment) -> float:
    return min(1.0, found.rule.weight * found.strength)


def _moment(index: int, found: FoundMoment, also: list[MomentRule]) -> CoachableMoment:
    turns = sorted(found.turns, key=lambda turn: turn.index)
    times = [(each.start_s, each.end_s) for each in [*turns, *found.evidence]]
    return CoachableMoment(
        index=index,
        rule=found.rule.name,
        is_good=found.rule.is_good,
        title=found.rule.title,
        reason=found.reason,
        advice=found.rule.advice,
        start_s=round(min(start_s for start_s, _ in times), 3),
        end_s=round(max(end_s for _, end_s in times), 3),
        turns=[turn.index for turn in turns],
        practise=found.about.index if found.about is not None and found.is_about_sound else None,
        weight=round(_weight(found), 3),
        also=also,
        evidence=list(found.evidence),
    )
