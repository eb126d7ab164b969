"""The most telling of a speaker's progress, in sentences."""

from collections.abc import Iterator, Sequence

from shared.contracts import NamedSound, PhoneMastery, ProgressStatement, SameText, SoundSlip

from .masteries import MASTERED, WINDOW, recent_of, total
from .phrasing import Phrasing, number

_MOST_SOUNDS_TOLD = 3
_LEAST_RECORDINGS_SETTLED = 3


def tell(
    same_text: SameText | None, phones: Sequence[PhoneMastery], phrasing: Phrasing
) -> Iterator[ProgressStatement]:
    """Of the last reading of the same words, then of sounds."""
    yield from _told_of_text(same_text, phrasing)
    yield from _told_of_sounds(phones, phrasing)


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
        before, now = total(each.timeline[:-1]), each.timeline[-1]
        yield _told(
            each.sound, phrasing, f"progress.{each.trend}",
            right=now.right, n=now.n, right_before=before.right, n_before=before.n,
        )  # fmt: skip
    for each in [each for each in phones if _has_settled(each)][:_MOST_SOUNDS_TOLD]:
        recent = recent_of(each.timeline)
        yield _told(
            each.sound, phrasing, "progress.mastered",
            right=each.recent.right, n=each.recent.n, n_recordings=len(recent),
        )  # fmt: skip


def _told(sound: NamedSound, phrasing: Phrasing, key: str, **gaps: int) -> ProgressStatement:
    text = phrasing.say(key, sound=phrasing.sound(sound.phone), **gaps)
    return ProgressStatement(text=phrasing.capital(text), phones=[sound.phone])


def _has_settled(each: PhoneMastery) -> bool:
    """Right nearly always of late, over several recordings with this one, and wrong before that."""
    recent = recent_of(each.timeline)
    earlier = each.timeline[: len(each.timeline) - len(recent)]
    return (
        each.trend != "worse"
        and each.recent.n >= WINDOW
        and each.recent.right >= MASTERED * each.recent.n
        and len(recent) >= _LEAST_RECORDINGS_SETTLED
        and each.timeline[-1].recorded_at is None
        and any(tally.right < tally.n for tally in earlier)
    )
