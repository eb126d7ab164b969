"""Words that more than one stage uses; `…Read` in what is read of another service."""

from typing import Annotated, Literal

from shared.contracts.unknown_words import UnknownAs

JudgedState = Literal["fine", "uncertain", "error"]
StateRead = Annotated[JudgedState, UnknownAs("uncertain")]
TextSource = Literal["reference", "transcript"]
TextSourceRead = Annotated[TextSource, UnknownAs("transcript")]
Severity = Literal["low", "medium", "high"]
SeverityRead = Annotated[Severity, UnknownAs("medium")]
Category = Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"]
