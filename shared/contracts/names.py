"""Words that more than one stage uses."""

from typing import Literal

StageName = Literal["asr", "align", "phonemap", "diff", "tts", "vc", "feedback"]
JudgedState = Literal["fine", "uncertain", "error"]
TextSource = Literal["reference", "transcript"]
Severity = Literal["low", "medium", "high"]
Category = Literal["vowel", "consonant", "cluster", "stress", "schwa", "rhythm", "intonation"]
