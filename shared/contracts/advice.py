"""feedback-llm-service: what the coach knows of each habit and sound, to be looked up by an issue's `tip` or a phone."""

from shared.contracts.base import Contract, Stamped


class HabitAdvice(Contract):
    tip: str
    """What an issue names as its `tip`: `V_W`, `sound.L`."""
    title: str
    """What to work on, in a few words."""
    how: str
    """How to place tongue, lips and voice."""
    why: str
    """What changes in meaning, a clause without its full stop; empty where nothing is known."""
    note: str | None
    """What the first language has in its place; null where none was named, or nothing is known of it."""


class HabitAdviceList(Stamped):
    """What GET /tips answers."""

    tips: list[HabitAdvice]
    """Of each habit that a rule names, then of each sound."""


class SoundAdvice(Contract):
    phone: str
    """ARPAbet, without stress."""
    ipa: str
    """The same in IPA."""
    name: str
    """How the coach calls it: `th of thin`."""
    how: str
    """How to make it."""
    sentences: list[str]
    """English sentences that are full of it."""


class SoundAdviceList(Stamped):
    """What GET /sounds answers."""

    sounds: list[SoundAdvice]
    """The 39 of American English, by phone."""
