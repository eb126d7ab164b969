"""Speech over a WebSocket, while it is made: what is told beside the sound. A message is a JSON object with its `type`.

The client sends one message, what POST /speak/stream takes without `format`, and may close whenever it has heard enough. Sound
comes as binary frames of 16-bit little-endian PCM in mono, each piece's after its message. An error is a message as of a live
stream (shared.contracts.streaming), and the connection is then closed with 4000 and the problem's status.
"""

from typing import Literal

from shared.contracts.base import Contract, Many, Stamped
from shared.contracts.tts import PhoneAlphabet, SpokenWordTimes


class SpeechBegins(Stamped):
    """The text is understood; sound follows."""

    type: Literal["begins"] = "begins"
    """Which message it is: the first."""
    rate_hz: int
    """Samples a second."""
    voice: str
    """Id of the voice."""
    language: str = "en"
    """Of the text, ISO 639-1."""
    alphabet: PhoneAlphabet = "arpabet"
    """Of the phones in what follows: `arpabet` where all that is said is English, else `ipa`."""


class SpeechPieceMade(Contract):
    """A sentence or a phrase; its sound follows."""

    type: Literal["piece"] = "piece"
    """Which message it is."""
    start_s: float
    """Where it begins, in seconds from the first sample of all."""
    duration_s: float
    """How long it is, with the pause before it."""
    words: Many[SpokenWordTimes] | None
    """When each word and phone is spoken, in seconds from the first sample of all; None where the engine can't tell."""


class SpeechDone(Contract):
    """All was said."""

    type: Literal["done"] = "done"
    """Which message it is: the last."""
    duration_s: float
    """Of all the speech."""
