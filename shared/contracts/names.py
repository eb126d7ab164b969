"""Words that more than one stage uses; `…Read` in what is read of another service."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from shared.contracts.unknown_words import UnknownAs


def _small_letters(sent: Any) -> Any:
    return sent.strip().lower() if isinstance(sent, str) else sent


AnyCase = BeforeValidator(_small_letters)
"""Beside a word of a request that a caller chooses from several: `WAV` is `wav`."""
JudgedState = Literal["fine", "uncertain", "error"]
StateRead = Annotated[JudgedState, UnknownAs("uncertain")]
TextSource = Literal["reference", "transcript"]
WordSource = Literal["reference", "transcript", "guess"]
"""Of a word: the text that was to be read, what the recogniser heard, or a guess at what was meant."""
WordSourceRead = Annotated[WordSource, UnknownAs("guess")]
TextSourceRead = Annotated[TextSource, UnknownAs("transcript")]
Severity = Literal["low", "medium", "high"]
SeverityRead = Annotated[Severity, UnknownAs("medium")]
Comprehensibility = Literal["easy", "some_effort", "hard"]
"""How much effort a listener needs."""
Category = Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"]
