"""A speaker's recordings beside each other: what has settled, what got better, what comes back."""

from collections.abc import Callable

from shared.contracts import (
    Diff,
    EarlierReading,
    History,
    OwnError,
    PhoneMastery,
    Progress,
    SameText,
    SoundSlip,
)
from shared.mastery import certainly_heard, slips_of, sound_issues

from .drills import MOST_OWN_WORDS, most_frequent
from .masteries import masteries
from .phrasing import Phrasing
from .progress_statements import tell

_MOST_OWN_ERRORS = 5

FindPairs = Callable[[str, str | None], list[list[str]]]
"""Minimal pairs for a target and what is heard for it, in ARPAbet."""


def measure_progress(
    history: History | None, diff: Diff, phrasing: Phrasing, find_pairs: FindPairs
) -> Progress | None:
    """None for a first recording, and for one that can't be judged."""
    if history is None or not history.recordings or not diff.assessable:
        return None
    phones = sorted(masteries(history, diff, phrasing), key=_least_mastered_first)
    same_text = _compare(history.same_text, diff) if history.same_text else None
    return Progress(
        n_recordings=len(history.recordings),
        since=history.recordings[0].recorded_at,
        phones=phones,
        own_errors=_own_errors(history, diff, phrasing, find_pairs),
        same_text=same_text,
        statements=list(tell(same_text, phones, phrasing)),
    )


def _least_mastered_first(each: PhoneMastery) -> tuple[float, str]:
    return (2.0 if each.mastery is None else each.mastery, each.sound.phone)


def _compare(earlier: EarlierReading, diff: Diff) -> SameText | None:
    """Sound by sound, where both were certain. None where the words are not the same after all."""
    then, now = earlier.diff, diff
    if _texts(then) != _texts(now):
        return None
    before, after = _judged(then), _judged(now)
    shared = sorted(before.keys() & after.keys())
    return SameText(
        recorded_at=earlier.recorded_at,
        overall_then=then.scores.overall,
        overall_now=now.scores.overall,
        solved=[slip for at in shared if (slip := before[at]) and after[at] is None],
        again=[slip for at in shared if before[at] and (slip := after[at])],
        fresh=[slip for at in shared if before[at] is None and (slip := after[at])],
    )


def _texts(diff: Diff) -> list[str]:
    return [word.text.lower() for word in diff.target_words]


def _judged(diff: Diff) -> dict[tuple[int, int], SoundSlip | None]:
    """(word, phone) → its slip, None where it was right; uncertain ones are left out."""
    slips = {
        (issue.word_index, issue.phone_index): issue
        for issue in sound_issues(diff)
        if issue.target is not None
    }
    found: dict[tuple[int, int], SoundSlip | None] = {}
    for word in diff.spoken_words:
        for phone in word.phones:
            issue = slips.get((word.index, phone.index))
            if issue is not None:
                found[word.index, phone.index] = SoundSlip(
                    word=word.text, target=phone.target, heard=certainly_heard(issue)
                )
            elif phone.state == "fine":
                found[word.index, phone.index] = None
    return found


def _own_errors(
    history: History, diff: Diff, phrasing: Phrasing, find_pairs: FindPairs
) -> list[OwnError]:
    """Slips made more than once, over all recordings."""
    words: dict[tuple[str | None, str | None], list[str]] = {}
    for slips in [*(each.slips for each in history.recordings), slips_of(diff)]:
        for slip in slips:
            words.setdefault((slip.target, slip.heard), []).append(slip.word)
    repeated = [(len(texts), change) for change, texts in words.items() if len(texts) > 1]
    repeated.sort(key=lambda each: (-each[0], each[1][0] or "", each[1][1] or ""))
    return [
        OwnError(
            target=phrasing.named(target),
            heard=phrasing.named(heard),
            n=n,
            words=most_frequent(words[target, heard])[:MOST_OWN_WORDS],
            minimal_pairs=find_pairs(target, heard) if target else [],
        )
        for n, (target, heard) in repeated[:_MOST_OWN_ERRORS]
    ]
