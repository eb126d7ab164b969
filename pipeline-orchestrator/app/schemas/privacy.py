"""What anyone may know of what is kept of them, on the wire."""

from shared.contracts import Contract

from ..domain.retention import RetainedKind


class PrivacyFacts(Contract):
    kept_days: dict[RetainedKind, int]
    """Kind of what is kept of a learner → after so many days it is erased; 0: not before somebody erases it."""
    language_model: bool | None
    """Whether a language model writes the notes: it is sent words, scores and marks of a recording, never sound or names, and may
    be elsewhere. Null while the service that writes them can't tell."""
