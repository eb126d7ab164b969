"""What was done well: what got better, then what is hard for speakers of the first language and was right throughout."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared.contracts import Diff, JudgedWord, Progress
from shared.gates import PRAISED_SCORE, WORD_CONFIDENCE

from ..schemas.request_response import FeedbackRequest
from .first_languages import hard_sounds
from .masteries import total
from .phrasing import Phrasing
from .prosody import pauses_inside

_LEAST_WORDS_PRAISED = 2
_MOST_WORDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Strength:
    text: str
    word_indices: tuple[int, ...] = ()


def find_strength(
    request: FeedbackRequest, progress: Progress | None, phrasing: Phrasing
) -> Strength | None:
    """None when nothing qualifies: easy sounds and scores are no strength."""
    found = _better(request.diff, progress, phrasing) or _mastered(request, phrasing)
    return next(iter(found), None)


def what_was_done(request: FeedbackRequest, phrasing: Phrasing) -> str | None:
    """What can be said to one without a strength: the text was finished, without a pause where none belongs."""
    diff, alignment = request.diff, request.alignment
    if diff.text_source == "transcript" or len(diff.spoken_words) < _LEAST_WORDS_PRAISED:
        return None
    if diff.scores.completeness != 100.0 or len(diff.spoken_words) < len(diff.target_words):
        return None
    is_steady = alignment is not None and not pauses_inside(alignment)
    return phrasing.say("strength.steady" if is_steady else "strength.completeness")


def _better(diff: Diff, progress: Progress | None, phrasing: Phrasing) -> list[Strength]:
    """Sounds whose share on target certainly rose, the hardest first."""
    if progress is None:
        return []
    sure = [each for each in progress.phones if each.trend == "better"]
    found: list[Strength] = []
    for each in sure:
        now, before = each.timeline[-1], total(each.timeline[:-1])
        text = phrasing.say(
            "progress.better",
            sound=phrasing.tips.name(each.sound.phone),
            right=now.right,
            n=now.n,
            right_before=before.right,
            n_before=before.n,
        )
        words = _words_with(each.sound.phone, diff)
        indices = tuple(word.index for word in words if word.text_source != "guess")
        found.append(Strength(phrasing.capital(text), indices))
    return found


def _mastered(request: FeedbackRequest, phrasing: Phrasing) -> list[Strength]:
    return [
        Strength(
            phrasing.say(
                "strength.sound",
                sound=phrasing.capital(phrasing.tips.name(phone)),
                words=", ".join(
                    phrasing.word(text)
                    for text in list(dict.fromkeys(word.text for word in words))[:_MOST_WORDS_NAMED]
                ),
            ),
            tuple(word.index for word in words),
        )
        for phone, words in mastered_sounds(request)
    ]


def mastered_sounds(request: FeedbackRequest) -> Iterator[tuple[str, list[JudgedWord]]]:
    """Hard sounds that were fine in every word that has them, hardest first; the words.

    A right sound that was said with a habit of its own (no puff of air) is none, nor one of words that the recogniser was
    not sure of where there was no text.
    """
    diff = request.diff
    if diff.text_source == "transcript" and not _is_sure(request):
        return
    for phone in hard_sounds(request.l1):
        if is_mastered(phone, diff):
            yield phone, _words_with(phone, diff)


def is_mastered(phone: str, diff: Diff) -> bool:
    """Whether it was fine in every word that has it, in two at least, and nobody heard it elsewhere or found fault with it."""
    if any(phone in {issue.target, issue.heard} for issue in diff.issues):
        return False
    words = _words_with(phone, diff)
    enough = len({word.text.lower() for word in words}) >= _LEAST_WORDS_PRAISED
    return enough and all(_all_right(word, phone) for word in words)


def _is_sure(request: FeedbackRequest) -> bool:
    words = request.transcript.words if request.transcript else []
    return bool(words) and all(
        word.confidence is not None and word.confidence >= WORD_CONFIDENCE for word in words
    )


def _words_with(phone: str, diff: Diff) -> list[JudgedWord]:
    return [w for w in diff.spoken_words if any(p.target == phone for p in w.phones)]


def _all_right(word: JudgedWord, phone: str) -> bool:
    return all(
        each.state == "fine"
        and each.heard == phone
        and (each.score is None or each.score >= PRAISED_SCORE)
        for each in word.phones
        if each.target == phone
    )
