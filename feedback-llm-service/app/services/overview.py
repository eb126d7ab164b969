"""The recording in a few sentences, and what to do next."""

from collections.abc import Sequence

from shared.contracts import Diff, OwnError, Priority, Progress

from .masteries import MASTERED
from .phrasing import Phrasing, capital, number


class Overview:
    def __init__(self, diff: Diff, phrasing: Phrasing) -> None:
        self._diff, self._phrasing, self._say = diff, phrasing, phrasing.say
        self._omitted = [word for word in diff.words if word.error_type == "omission"]
        self._added = [word.text for word in diff.words if word.error_type == "insertion"]
        self._n_uncertain = sum(
            phone.state == "uncertain" for word in diff.spoken_words for phone in word.phones
        )

    def summary(self, priorities: Sequence[Priority]) -> str:
        diff, say = self._diff, self._say
        parts: list[str] = []
        if diff.scores.overall is not None:
            parts.append(say("summary.overall", overall=number(diff.scores.overall)))
        parts += self._slips()
        if priorities:
            parts.append(say("summary.first", title=priorities[0].title))
        parts += self._miscues()
        if self._n_uncertain == 1:
            parts.append(say("summary.uncertain_one"))
        elif self._n_uncertain:
            n_sounds = self._phrasing.count(self._n_uncertain, "sound")
            parts.append(say("summary.uncertain", n_sounds=n_sounds))
        return " ".join(parts)

    def next_step(self, priorities: Sequence[Priority], progress: Progress | None) -> str:
        say, quoted = self._say, self._phrasing.quoted
        if priorities:
            return say("next.drill", title=priorities[0].title)
        if self._diff.issues:
            return say("next.unpriorised")
        if self._omitted:
            return say("next.omitted", words=quoted([word.text for word in self._omitted]))
        if self._added:
            return say("next.added", words=quoted(self._added))
        if error := _unsettled_error(progress):
            assert error.target is not None
            sound = self._phrasing.sound(error.target.phone)
            return say("next.own_error", sound=sound, words=quoted(error.words))
        return say("next.perfect_uncertain" if self._n_uncertain else "next.perfect")

    def _slips(self) -> list[str]:
        issues, count = self._diff.issues, self._phrasing.count
        if issues:
            n_words = count(len({issue.word_index for issue in issues}), "word")
            n_slips = count(len(issues), "slip")
            return [self._say("summary.slips", n_slips=n_slips, n_words=n_words)]
        if not any(p.state == "fine" for word in self._diff.spoken_words for p in word.phones):
            return []
        is_perfect = not self._omitted and not self._added
        return [self._say("summary.perfect" if is_perfect else "summary.sounds_fine")]

    def _miscues(self) -> list[str]:
        """Words left out, misread and added."""
        say, phrasing = self._say, self._phrasing
        silent = [word.text for word in self._omitted if word.read_as is None]
        parts = [say("summary.omitted", words=phrasing.quoted(silent))] if silent else []
        for word in self._omitted:
            if word.read_as is not None:
                gaps = {"word": phrasing.word(word.text), "read_as": phrasing.word(word.read_as)}
                parts.append(capital(say("summary.misread", **gaps)))
        if self._added:
            parts.append(say("summary.added", words=phrasing.quoted(self._added)))
        return parts


def _unsettled_error(progress: Progress | None) -> OwnError | None:
    """The most frequent of the speaker's own errors whose sound is not yet mastered."""
    if progress is None:
        return None
    mastery = {each.sound.phone: each.mastery for each in progress.phones}
    return next(
        (
            each
            for each in progress.own_errors
            if each.target and (mastery.get(each.target.phone) or 0.0) < MASTERED
        ),
        None,
    )
