"""A speaker's recordings beside each other: what has settled, what got better, what comes back.

Only what chance explains badly is called better or worse: the probability that the share on target rose, under a uniform
prior for both shares (Gelman et al., Bayesian Data Analysis, 2013, ch. 2), has to be past 97.5 %.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import exp, lgamma
from typing import Literal

from shared.contracts import (
    Diff,
    EarlierReading,
    History,
    NamedSound,
    OwnError,
    PhoneMastery,
    Progress,
    ProgressStatement,
    SameText,
    SoundSlip,
    Tally,
    TimedTally,
)
from shared.mastery import certainly_heard, slips_of, spoken_words, tally_phones

from .phrasing import Phrasing, capital, number

_WINDOW = 12
"""Chances that say how a sound stands now."""
_LEAST_CHANCES = 4
"""Fewer say nothing."""
MASTERED = 0.9
"""Share on target of a sound that needs no more drills."""
_LEAST_RECORDINGS_SETTLED = 3
_SURE = 0.975
_MOST_OWN_ERRORS = 5
_MOST_OWN_WORDS = 8
_MOST_SOUNDS_TOLD = 3

Trend = Literal["better", "worse", "steady", "too_few"]


FindPairs = Callable[[str, str | None], list[list[str]]]
"""Minimal pairs for a target and what is heard for it, in ARPAbet."""


def measure_progress(
    history: History | None, diff: Diff, phrasing: Phrasing, find_pairs: FindPairs
) -> Progress | None:
    """None for a first recording, and for one that can't be judged."""
    if history is None or not history.recordings or not diff.assessable:
        return None
    phones = sorted(_masteries(history, diff, phrasing), key=_least_mastered_first)
    same_text = _compare(history.same_text, diff) if history.same_text else None
    return Progress(
        n_recordings=len(history.recordings),
        since=history.recordings[0].recorded_at,
        phones=phones,
        own_errors=_own_errors(history, diff, phrasing, find_pairs),
        same_text=same_text,
        statements=[*_told_of_text(same_text, phrasing), *_told_of_sounds(phones, phrasing)],
    )


def rose(before: Tally, now: Tally) -> float:
    """Probability that the share on target is higher now, with Beta(1 + right, 1 + wrong) for each.

    Evan Miller's closed form of P(B > A) for whole parameters.
    """
    a, b = 1 + before.right, 1 + before.n - before.right
    c, d = 1 + now.right, 1 + now.n - now.right
    return sum(
        exp(_log_beta(a + i, b + d) - _log_beta(1 + i, d) - _log_beta(a, b)) / (d + i)
        for i in range(c)
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _masteries(history: History, diff: Diff, phrasing: Phrasing) -> Iterator[PhoneMastery]:
    here = tally_phones(diff)
    phones = sorted({phone for each in history.recordings for phone in each.phones} | here.keys())
    for phone in phones:
        timeline = [
            TimedTally(
                recorded_at=each.recorded_at, n=each.phones[phone].n, right=each.phones[phone].right
            )
            for each in history.recordings
            if phone in each.phones
        ]
        if phone in here:
            timeline.append(TimedTally(recorded_at=None, n=here[phone].n, right=here[phone].right))
        recent = _recent(timeline)
        sound = phrasing.named(phone)
        assert sound is not None
        yield PhoneMastery(
            sound=sound,
            timeline=timeline,
            recent=_sum(recent),
            mastery=_share(_sum(recent)),
            trend=_trend(timeline),
        )


def _recent(timeline: Sequence[TimedTally]) -> list[TimedTally]:
    """The latest recordings that have the sound _WINDOW times, or all."""
    n = 0
    for start in range(len(timeline) - 1, -1, -1):
        n += timeline[start].n
        if n >= _WINDOW:
            return list(timeline[start:])
    return list(timeline)


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(n=sum(each.n for each in tallies), right=sum(each.right for each in tallies))


def _share(tally: Tally) -> float | None:
    return round(tally.right / tally.n, 3) if tally.n >= _LEAST_CHANCES else None


def _trend(timeline: Sequence[TimedTally]) -> Trend:
    before, now = _sum(timeline[:-1]), timeline[-1]
    if now.recorded_at is not None or not now.n or before.n < _LEAST_CHANCES:
        return "too_few"
    probability = rose(before, now)
    if probability > _SURE:
        return "better"
    return "worse" if probability < 1 - _SURE else "steady"


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
    return [word.text.lower() for word in diff.words if word.error_type != "insertion"]


def _judged(diff: Diff) -> dict[tuple[int, int], SoundSlip | None]:
    """(word, phone) → its slip, None where it was right; uncertain ones are left out."""
    slips = {
        (issue.word_index, issue.phone_index): issue
        for issue in diff.issues
        if issue.category != "stress" and issue.target is not None
    }
    found: dict[tuple[int, int], SoundSlip | None] = {}
    for word in spoken_words(diff):
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
            words.setdefault((slip.target, slip.heard), []).append(slip.word.lower())
    repeated = [(len(texts), change) for change, texts in words.items() if len(texts) > 1]
    repeated.sort(key=lambda each: (-each[0], each[1][0] or "", each[1][1] or ""))
    return [
        OwnError(
            target=phrasing.named(target),
            heard=phrasing.named(heard),
            n=n,
            words=_most_frequent(words[target, heard]),
            minimal_pairs=find_pairs(target, heard) if target else [],
        )
        for n, (target, heard) in repeated[:_MOST_OWN_ERRORS]
    ]


def _most_frequent(words: Sequence[str]) -> list[str]:
    n = Counter(words)
    return sorted(n, key=lambda word: (-n[word], word))[:_MOST_OWN_WORDS]


def _told_of_text(same: SameText | None, phrasing: Phrasing) -> Iterator[ProgressStatement]:
    if same is None:
        return
    say, date = phrasing.say, same.recorded_at.date().isoformat()
    if same.overall_then is not None and same.overall_now is not None:
        then, now = number(same.overall_then), number(same.overall_now)
        yield ProgressStatement(
            text=say("progress.overall", date=date, then=then, now=now), phones=[]
        )
    for key, slips in (("solved", same.solved), ("again", same.again), ("fresh", same.fresh)):
        if slips:
            yield ProgressStatement(
                text=say(f"progress.{key}", date=date, items=_by_sound(slips, phrasing)),
                phones=sorted({slip.target for slip in slips if slip.target}),
            )


def _by_sound(slips: Sequence[SoundSlip], phrasing: Phrasing) -> str:
    """`v /v/ in “very”, “vest”; w /w/ in “wine”`."""
    words: dict[str, list[str]] = {}
    for slip in slips:
        assert slip.target is not None
        words.setdefault(slip.target, []).append(slip.word)
    return "; ".join(
        phrasing.say(
            "progress.slip",
            sound=phrasing.sound(target),
            words=phrasing.quoted(list(dict.fromkeys(texts))),
        )
        for target, texts in words.items()
    )


def _told_of_sounds(
    phones: Sequence[PhoneMastery], phrasing: Phrasing
) -> Iterator[ProgressStatement]:
    """A few sounds whose trend is sure, then those that have settled."""
    sure = [each for each in phones if each.trend in {"better", "worse"}]
    for each in sure[:_MOST_SOUNDS_TOLD]:
        before, now = _sum(each.timeline[:-1]), each.timeline[-1]
        yield _told(
            each.sound, phrasing, f"progress.{each.trend}",
            right=now.right, n=now.n, right_before=before.right, n_before=before.n,
        )  # fmt: skip
    for each in [each for each in phones if _has_settled(each)][:_MOST_SOUNDS_TOLD]:
        recent = _recent(each.timeline)
        yield _told(
            each.sound, phrasing, "progress.mastered",
            right=each.recent.right, n=each.recent.n, n_recordings=len(recent),
        )  # fmt: skip


def _told(sound: NamedSound, phrasing: Phrasing, key: str, **gaps: int) -> ProgressStatement:
    text = phrasing.say(key, sound=phrasing.sound(sound.phone), **gaps)
    return ProgressStatement(text=capital(text), phones=[sound.phone])


def _has_settled(each: PhoneMastery) -> bool:
    """Right nearly always of late, over several recordings with this one, and wrong before that."""
    recent = _recent(each.timeline)
    earlier = each.timeline[: len(each.timeline) - len(recent)]
    return (
        each.trend != "worse"
        and each.recent.n >= _WINDOW
        and each.recent.right >= MASTERED * each.recent.n
        and len(recent) >= _LEAST_RECORDINGS_SETTLED
        and each.timeline[-1].recorded_at is None
        and any(tally.right < tally.n for tally in earlier)
    )
