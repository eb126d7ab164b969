"""The use case: check that the diff holds together, then let the coach speak."""

from shared.contracts import Diff
from shared.errors import InvalidInput
from shared.phonetics.arpabet import FEATURES

from ..schemas.request_response import FeedbackRequest
from .engines.base import Coach, Coaching


def give_feedback(request: FeedbackRequest, *, coach: Coach) -> Coaching:
    """Coaching for one diff. Raises InvalidInput where the diff contradicts itself."""
    check_diff(request.diff)
    return coach.coach(request)


def check_diff(diff: Diff) -> None:
    """Every issue has its own id, a word of the diff and known phones. Raises InvalidInput."""
    if not diff.assessable and diff.reason is None:
        raise InvalidInput("a diff that is not assessable says why", field="diff.reason")
    if not diff.assessable and diff.issues:
        raise InvalidInput("a diff that is not assessable has no issues", field="diff.issues")
    words = {word.index: word for word in diff.words if word.error_type != "insertion"}
    seen: set[str] = set()
    for i, issue in enumerate(diff.issues):
        place = f"diff.issues.{i}"
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
        for name, phone in (("target", issue.target), ("heard", issue.heard)):
            if phone is not None and phone not in FEATURES:
                raise InvalidInput(f"{phone!r} is not an ARPAbet phone", field=f"{place}.{name}")
    for w, word in enumerate(diff.words):
        for p, phone in enumerate(word.phones):
            if phone.target not in FEATURES:
                raise InvalidInput(
                    f"{phone.target!r} is not an ARPAbet phone",
                    field=f"diff.words.{w}.phones.{p}.target",
                )
