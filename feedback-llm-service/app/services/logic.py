"""The use case: check that the evidence holds together, then let the coach speak."""

from shared.contracts import Diff, Feedback, History
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.phonetics.arpabet import FEATURES

from ..schemas.request_response import FeedbackRequest, UnjudgedRequest
from .engines.base import Coach, CoachNotes


async def answer_feedback(request: FeedbackRequest, *, host: EngineHost[Coach]) -> Feedback:
    """Coaching for one diff. Raises as `give_feedback` does."""
    notes = await host.run(give_feedback, request, coach=host.engine)
    return Feedback(**notes.as_fields(), language=request.language, **host.stamp())


async def answer_unjudged(request: UnjudgedRequest, *, host: EngineHost[Coach]) -> Feedback:
    """Raises InvalidInput for a language that the coach doesn't speak."""
    notes = await host.run(host.engine.explain, request.reason, language=request.language)
    return Feedback(**notes.as_fields(), language=request.language, **host.stamp())


def give_feedback(request: FeedbackRequest, *, coach: Coach) -> CoachNotes:
    """Coaching for one diff. Raises InvalidInput where the diff or the history contradicts itself."""
    check_diff(request.diff, "diff")
    if request.history is not None:
        check_history(request.history, "history")
    return coach.coach(request)


def check_diff(diff: Diff, name: str) -> None:
    """Every issue has its own id, a word of the diff and known phones. Raises InvalidInput; `name` is the field's."""
    if not diff.assessable and diff.reason is None:
        raise InvalidInput("a diff that is not assessable says why", field=f"{name}.reason")
    if not diff.assessable and diff.issues:
        raise InvalidInput("a diff that is not assessable has no issues", field=f"{name}.issues")
    words = {word.index: word for word in diff.target_words}
    seen: set[str] = set()
    for i, issue in enumerate(diff.issues):
        place = f"{name}.issues.{i}"
        if issue.id in seen:
            raise InvalidInput(f"{issue.id!r} is the id of two issues", field=f"{place}.id")
        seen.add(issue.id)
        word = words.get(issue.word_index)
        if word is None or word.text != issue.word:
            raise InvalidInput(
                "the issue is about a word that the diff hasn't", field=f"{place}.word_index"
            )
        if issue.target is None and issue.heard is None:
            raise InvalidInput("the issue has neither target nor heard", field=f"{place}.target")
        for side, phone in (("target", issue.target), ("heard", issue.heard)):
            if not _is_known(phone):
                raise _unknown(phone, f"{place}.{side}")
    for w, word in enumerate(diff.words):
        for p, judged in enumerate(word.phones):
            if not _is_known(judged.target):
                raise _unknown(judged.target, f"{name}.words.{w}.phones.{p}.target")


def check_history(history: History, name: str) -> None:
    """Known phones, and no more right than were judged. Raises InvalidInput; `name` is the field's."""
    for r, recording in enumerate(history.recordings):
        place = f"{name}.recordings.{r}"
        for phone, tally in recording.phones.items():
            if not _is_known(phone):
                raise _unknown(phone, f"{place}.phones")
            if tally.right > tally.n:
                raise InvalidInput(
                    f"{phone} was right more often than it was judged", field=f"{place}.phones"
                )
        for s, slip in enumerate(recording.slips):
            for side, phone in (("target", slip.target), ("heard", slip.heard)):
                if not _is_known(phone):
                    raise _unknown(phone, f"{place}.slips.{s}.{side}")
    if history.same_text is not None:
        check_diff(history.same_text.diff, f"{name}.same_text.diff")


def _is_known(phone: str | None) -> bool:
    return phone is None or phone in FEATURES


def _unknown(phone: str | None, field: str) -> InvalidInput:
    return InvalidInput(f"{phone!r} is not an ARPAbet phone", field=field)
