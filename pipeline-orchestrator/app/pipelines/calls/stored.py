"""What the stages of the calls pipeline leave in the store."""

from shared.contracts import NotAssessable, Stamped

from ...schemas.calls import AgentAccent, CallTurn, CoachableMoment


class CallTranscript(Stamped):
    """Who said what, without what is personal."""

    duration_s: float
    speech_s: float
    """Of all channels."""
    language: str | None
    language_probability: float | None
    assessable: bool
    reason: NotAssessable | None
    turns: list[CallTurn]
    n_redacted: int
    """Personal spans that were taken out."""


class CallAccent(Stamped):
    """How clearly the agent spoke."""

    accent: AgentAccent


class CallMoments(Stamped):
    moments: list[CoachableMoment]
    """The weightiest first."""
