"""What was judged of an agent's stretches → what is told of the call: clear words by turn, and habits over all of it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts import Diff, Issue, JudgedWord
from shared.contracts.names import Severity

from ...schemas.calls import AGENT, AgentAccent, CallHabit, CallIssue, CallTurn, ClearTurn
from .joining import AlignedStretch, mean_of
from .key_words import is_key_word, place_of

MOST_WORDS_OF_HABIT = 10
_WORST_FIRST: tuple[Severity, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class JudgedBatch:
    stretches: list[AlignedStretch]
    diff: Diff


def pooled(batches: Sequence[JudgedBatch], turns: Sequence[CallTurn]) -> AgentAccent:
    n_words: Counter[int] = Counter()
    n_clear: Counter[int] = Counter()
    issues: list[CallIssue] = []
    for batch in batches:
        places = _turns_of_words(batch)
        for word in batch.diff.spoken_words:
            if word.index in places:
                n_words[places[word.index]] += 1
                n_clear[places[word.index]] += word.is_clear
        issues += [
            _issue(issue, turns[places[issue.word_index]])
            for issue in batch.diff.issues
            if issue.word_index in places
        ]
    n_all = sum(turn.speaker == AGENT for turn in turns)
    return AgentAccent(
        n_words=n_words.total(),
        n_clear_words=n_clear.total(),
        accuracy=_accuracy(batches),
        turns=[
            ClearTurn(turn=turn, n_words=n_words[turn], n_clear_words=n_clear[turn])
            for turn in sorted(n_words)
        ],
        habits=habits_of(issues),
        issues=issues,
        n_unjudged_turns=n_all - len(n_words),
    )


def habits_of(issues: Sequence[CallIssue]) -> list[CallHabit]:
    """Those of key words and the severest first, then the commonest."""
    by_tip: defaultdict[str, list[CallIssue]] = defaultdict(list)
    for issue in issues:
        by_tip[issue.tip].append(issue)
    habits = [
        CallHabit(
            tip=tip,
            rule=Counter(each.rule for each in found).most_common(1)[0][0],
            category=found[0].category,
            severity=_worst(found),
            n=len(found),
            n_key_words=sum(each.is_key_word for each in found),
            words=[
                word
                for word, _ in Counter(each.word.lower() for each in found).most_common(
                    MOST_WORDS_OF_HABIT
                )
            ],
            turns=sorted({each.turn for each in found}),
        )
        for tip, found in by_tip.items()
    ]
    return sorted(
        habits,
        key=lambda each: (_WORST_FIRST.index(each.severity), -each.n - each.n_key_words, each.tip),
    )


def _worst(issues: Sequence[CallIssue]) -> Severity:
    there = {each.severity for each in issues}
    return next(severity for severity in _WORST_FIRST if severity in there)


def _accuracy(batches: Sequence[JudgedBatch]) -> float | None:
    weights = [float(len(batch.diff.spoken_words)) for batch in batches]
    mean = mean_of([batch.diff.scores.accuracy for batch in batches], weights)
    return None if mean is None else round(mean, 1)


def _turns_of_words(batch: JudgedBatch) -> dict[int, int]:
    """From a judged word's index to its turn: by when it was said, as a figure may have been read in more words than one."""
    found: dict[int, int] = {}
    for word in batch.diff.target_words:
        stretch = _said_in(word, batch.stretches)
        if stretch is not None:
            found[word.index] = stretch.stretch.turn
    return found


def _said_in(word: JudgedWord, stretches: Sequence[AlignedStretch]) -> AlignedStretch | None:
    if word.start_s is None or word.end_s is None:
        return None
    middle_s = (word.start_s + word.end_s) / 2
    return next(
        (each for each in stretches if each.stretch.start_s <= middle_s <= each.stretch.end_s),
        None,
    )


def _issue(issue: Issue, turn: CallTurn) -> CallIssue:
    place = place_of(issue.start_s, issue.end_s, turn.words)
    return CallIssue(
        turn=turn.index,
        word=issue.word,
        rule=issue.rule,
        tip=issue.tip,
        category=issue.category,
        severity=issue.severity,
        target=issue.target,
        heard=issue.heard,
        start_s=issue.start_s,
        end_s=issue.end_s,
        probability=issue.probability,
        message=issue.message,
        is_key_word=is_key_word(issue.word, turn.words, place),
    )
