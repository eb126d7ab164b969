"""What the recording is as a whole, and what to do next."""

from collections.abc import Sequence

from shared.contracts import Diff, JudgedWord, NotePart, OwnError, Priority, Progress

from .masteries import MASTERED
from .phrasing import Phrasing, number


class Overview:
    def __init__(self, diff: Diff, phrasing: Phrasing) -> None:
        self._diff, self._phrasing, self._say = diff, phrasing, phrasing.say
        self._omitted = [word for word in diff.words if word.error_type == "omission"]
        self._added = [word for word in diff.words if word.error_type == "insertion"]
        self._doubtful = [
            word.index
            for word in diff.spoken_words
            for phone in word.phones
            if phone.state == "uncertain"
        ]

    @property
    def is_read_through(self) -> bool:
        """Whether every word of the text was said, and no other."""
        return not self._omitted and not self._added

    def next_step(
        self,
        priorities: Sequence[Priority],
        progress: Progress | None,
        *,
        is_about_delivery: bool = False,
    ) -> str:
        """`is_about_delivery`: whether a habit of pace, rhythm or melody is told where no sound is."""
        say, quoted = self._say, self._phrasing.quoted
        if priorities:
            return say("next.drill", title=priorities[0].title)
        if self._omitted:
            return say("next.omitted", words=quoted([word.text for word in self._omitted]))
        if self._added:
            return say("next.added", words=quoted([word.text for word in self._added]))
        if is_about_delivery:
            return say("next.delivery")
        if error := _unsettled_error(progress):
            assert error.target is not None
            sound = self._phrasing.sound(error.target.phone)
            return say("next.own_error", sound=sound, words=quoted(error.words))
        return say("next.perfect_uncertain" if self._doubtful else "next.perfect")

    def result(self) -> NotePart | None:
        """Of a recording without a slip: how it was; None where nothing could be judged."""
        if not any(p.state == "fine" for word in self._diff.spoken_words for p in word.phones):
            return None
        key = "summary.perfect" if self.is_read_through else "summary.sounds_fine"
        return NotePart(kind="counts", text=self._say(key))

    def counts(self) -> NotePart | None:
        """Score and number of slips."""
        diff, count = self._diff, self._phrasing.count
        slipped = sorted({issue.word_index for issue in diff.issues})
        parts: list[str] = []
        if diff.scores.overall is not None:
            parts.append(self._say("summary.overall", overall=number(diff.scores.overall)))
        if slipped:
            n_slips, n_words = count(len(diff.issues), "slip"), count(len(slipped), "word")
            parts.append(self._say("summary.slips", n_slips=n_slips, n_words=n_words))
        if not parts:
            return None
        return NotePart(kind="counts", text=" ".join(parts), word_indices=slipped)

    def unclear(self) -> NotePart | None:
        """Sounds that could not be judged."""
        n = len(self._doubtful)
        if not n:
            return None
        n_sounds = self._phrasing.count(n, "sound")
        one = self._say("summary.uncertain_one")
        text = one if n == 1 else self._say("summary.uncertain", n_sounds=n_sounds)
        return NotePart(kind="unclear", text=text, word_indices=sorted(set(self._doubtful)))

    def reading(self) -> NotePart | None:
        """Words left out, misread and added."""
        say, phrasing = self._say, self._phrasing
        silent = [word.text for word in self._omitted if word.read_as is None]
        parts = [say("summary.omitted", words=phrasing.quoted(silent))] if silent else []
        misread = [phrase for word in self._omitted if (phrase := self._misread(word))]
        if misread:
            parts.append(phrasing.capital(say("summary.misread", words=phrasing.listed(misread))))
        if self._added:
            added = phrasing.quoted([word.text for word in self._added])
            parts.append(say("summary.added", words=added))
        if not parts:
            return None
        indices = sorted({word.index for word in self._omitted})
        return NotePart(kind="reading", text=" ".join(parts), word_indices=indices)

    def _misread(self, word: JudgedWord) -> str | None:
        if word.read_as is None:
            return None
        gaps = {
            "word": self._phrasing.word(word.text),
            "read_as": self._phrasing.word(word.read_as),
        }
        return self._say("phrase.misread", **gaps)


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
