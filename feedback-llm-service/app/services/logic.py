"""The use case: check that the evidence holds together, then let the coach speak."""

from shared.contracts import Diff, History
from shared.errors import InvalidInput
from shared.phonetics.arpabet import FEATURES

from ..schemas.request_response import FeedbackRequest
from .engines.base import Coach, Coaching


def give_feedback(request: FeedbackRequest, *, coach: Coach) -> Coaching:
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
    words = {word.index: word for word in diff.words if word.error_type != "insertion"}
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
        _check_phone(issue.target, f"{place}.target")
        _check_phone(issue.heard, f"{place}.heard")
    for w, word in enumerate(diff.words):
        for p, phone in enumerate(word.phones):
            _check_phone(phone.target, f"{name}.words.{w}.phones.{p}.target")


def check_history(history: History, name: str) -> None:
    """Known phones, and no more right than were judged. Raises InvalidInput; `name` is the field's."""
    for r, recording in enumerate(history.recordings):
        place = f"{name}.recordings.{r}"
        for phone, tally in recording.phones.items():
            _check_phone(phone, f"{place}.phones")
            if tally.right > tally.n:
                raise InvalidInput(
                    f"{phone} was right more often than it was judged", field=f"{place}.phones"
                )
        for s, slip in enumerate(recording.slips):
            _check_phone(slip.target, f"{place}.slips.{s}.target")
            _check_phone(slip.heard, f"{place}.slips.{s}.heard")
    if history.same_text is not None:
        check_diff(history.same_text.diff, f"{name}.same_text.diff")


def _check_phone(phone: str | None, field: str) -> None:
    if phone is not None and phone not in FEATURES:
        raise InvalidInput(f"{phone!r} is not an ARPAbet phone", field=field)
