"""Which cue a habit gets: one more each time it comes back, so that nothing is said over and over."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.contracts import History, Issue
from shared.mastery import certainly_heard

from ..schemas.request_response import FeedbackRequest
from .advice import Advice
from .families import STRESS_FAMILY, HabitFamilies
from .phrasing import Phrasing, bare


@dataclass(frozen=True, slots=True)
class Cue:
    text: str
    """What to do, in one breath."""
    times_before: int
    """Earlier recordings with the habit."""


class CueChooser:
    """For one recording and its speaker's earlier ones."""

    def __init__(self, request: FeedbackRequest, phrasing: Phrasing) -> None:
        self._diff, self._history, self._phrasing = request.diff, request.history, phrasing

    def cue(self, family: str, issues: Sequence[Issue], advice: Advice) -> Cue:
        """How it feels, how it looks, beside its neighbor; then slower, then in a phrase; then from the second on."""
        times = _times_before(family, issues, self._history)
        cues = self._cues(issues, advice)
        return Cue(
            cues[times] if times < len(cues) else cues[1 + (times - 1) % (len(cues) - 1)], times
        )

    def _cues(self, issues: Sequence[Issue], advice: Advice) -> list[str]:
        say, word = self._phrasing.say, self._phrasing.word
        if advice.sound is None:
            slow, phrase = map(word, advice.family.phrases[:2])
            later = [say("cue.slower", phrase=slow), say("cue.phrase", phrase=phrase)]
            return [*(advice.family.cues or [advice.family.how]), *later]
        first = issues[0]  # the family's cues and phrases are of its other sounds, too
        gaps = {"sound": self._phrasing.tips.name(advice.sound)}
        later = [
            say("cue.slower_sound", word=word(first.word), **gaps),
            say("cue.phrase_sound", phrase=word(self._around(first)), **gaps),
        ]
        return [self._phrasing.tips.sounds[advice.sound].how, *later]

    def _around(self, issue: Issue) -> str:
        """The word with the one after it, else with the one before."""
        words = [word for word in self._diff.target_words if word.error_type != "omission"]
        place = next(n for n, word in enumerate(words) if word.index == issue.word_index)
        start = min(place, max(0, len(words) - 2))
        return " ".join(bare(word.text) for word in words[start : start + 2])


def _times_before(family: str, issues: Sequence[Issue], history: History | None) -> int:
    """Recordings with a slip of the same change; of stress only the last reading of the same text tells."""
    if history is None:
        return 0
    if family == STRESS_FAMILY:
        earlier = history.same_text.diff if history.same_text else None
        return int(earlier is not None and family in HabitFamilies(earlier).of(earlier.issues))
    changes = {(issue.target, certainly_heard(issue)) for issue in issues}
    return sum(
        any((slip.target, slip.heard) in changes for slip in recording.slips)
        for recording in history.recordings
    )
