"""Words that more than one stage uses."""

from typing import Annotated, Literal

from shared.contracts.unknown_words import UnknownAs

StageName = Literal["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
JudgedState = Annotated[Literal["fine", "uncertain", "error"], UnknownAs("uncertain")]
TextSource = Annotated[Literal["reference", "transcript"], UnknownAs("transcript")]
Severity = Annotated[Literal["low", "medium", "high"], UnknownAs("medium")]
Category = Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"]
