"""What was found, in the words of a language: counts, quoted words, places, sounds."""

import unicodedata
from collections.abc import Sequence

from shared.contracts import Diff, Issue, NamedSound, Pause
from shared.phonetics.arpabet import to_ipa

from .habits import STRESS, Habit
from .languages import Language

_MOST_WORDS_LISTED = 4
_LONGEST_LETTERS = 2
"""`th`; longer first words of a sound's name are words."""
_MARKS = ' .,;:!?…"“”()[]'


class Phrasing:
    def __init__(self, language: Language, diff: Diff) -> None:
        self.tips = language.tips
        self.say, self.count = language.phrasebook.say, language.phrasebook.count
        names = (sound.name.split(" ")[0] for sound in self.tips.sounds.values())
        self._letters = frozenset(name for name in names if len(name) <= _LONGEST_LETTERS)
        self._stresses = {word.index: word.stress for word in diff.words if word.stress}

    def describe(self, habit: Habit, *, with_times: bool = True) -> str:
        """`V /v/ was heard as w /w/ in 3 of 4 words: “very” (0.41 s), …`"""
        first = habit.issues[0]
        gaps = {"where": self._where(habit, with_times=with_times)}
        if habit.kind not in {"insertion", "stress", "weak_vowel"} and first.target:
            gaps["target"] = self.sound(first.target)
        if habit.kind in {"insertion", "substitution", "weak_vowel"} and first.heard:
            gaps["heard"] = self.sound(first.heard)
        return self.capital(self.say(f"finding.{habit.kind}", **gaps))

    def sound(self, phone: str) -> str:
        """`th of thin /θ/`."""
        return self.say("phrase.sound", name=self.tips.name(phone), ipa=to_ipa(phone))

    def named(self, phone: str | None) -> NamedSound | None:
        if phone is None:
            return None
        return NamedSound(phone=phone, ipa=to_ipa(phone), name=self.tips.name(phone))

    def quoted(self, words: Sequence[str]) -> str:
        return self.listed([self.word(each) for each in words])

    def weak_vowel(self, issue: Issue) -> NamedSound:
        """The target of a schwa issue."""
        assert issue.target is not None
        ipa = to_ipa(f"{issue.target}0")
        return NamedSound(phone=issue.target, ipa=ipa, name=self.say("phrase.weak_vowel"))

    def word(self, text: str) -> str:
        """Quoted, without the marks that stand beside it in the text."""
        return self.say("phrase.word", word=bare(text))

    def capital(self, text: str) -> str:
        """First letter upper case, unless the text opens with the letters of a sound (`v was heard …`) or is in a script that
        has no capitals: there an English word stands as it is."""
        is_without = any(unicodedata.category(each) == "Lo" for each in text)
        if is_without or text.split(" ")[0] in self._letters:
            return text
        return text[0].upper() + text[1:]

    def pairs(self, pairs: Sequence[Sequence[str]]) -> str:
        return ", ".join(self.say("phrase.pair", one=one, other=other) for one, other in pairs)

    def listed(self, items: Sequence[str]) -> str:
        """The first few, and how many more."""
        shown = ", ".join(items[:_MOST_WORDS_LISTED])
        n_more = len(items) - _MOST_WORDS_LISTED
        return self.say("phrase.more", items=shown, n=n_more) if n_more > 0 else shown

    def pauses(self, pauses: Sequence[Pause], texts: dict[int, str]) -> str:
        return self.listed(
            [
                self.say(
                    "phrase.after", word=bare(texts[pause.after_word]), time=_time(pause.start_s)
                )
                for pause in pauses
                if pause.after_word in texts
            ]
        )

    def _where(self, habit: Habit, *, with_times: bool) -> str:
        """`3 of 4 words: …`; just the word where there was one chance."""
        if with_times:
            items = self.listed([self._placed(issue) for issue in habit.issues])
        elif habit.kind == STRESS:
            items = self.listed(
                [self._stressed(issue, self.word(issue.word)) for issue in habit.issues]
            )
        else:
            items = self.quoted(list(dict.fromkeys(issue.word for issue in habit.issues)))
        if habit.n_words == 1 and habit.known_chances in {None, 1}:
            return items
        if habit.known_chances is None:
            return self.say("phrase.of_words", n=self.count(habit.n_words, "word"), items=items)
        chances = self.count(habit.known_chances, "word")
        return self.say("phrase.of_chances", n=habit.n_words, chances=chances, items=items)

    def _placed(self, issue: Issue) -> str:
        placed = (
            self.word(issue.word)
            if issue.start_s is None
            else self.say("phrase.word_at", word=bare(issue.word), time=_time(issue.start_s))
        )
        return self._stressed(issue, placed)

    def _stressed(self, issue: Issue, placed: str) -> str:
        """With the syllables, where it is about stress and they were measured."""
        stress = self._stresses.get(issue.word_index)
        if issue.category != STRESS or stress is None:
            return placed
        target, heard = stress.target_syllable + 1, stress.heard_syllable + 1
        return self.say("phrase.stressed", word=placed, target=target, heard=heard)


def bare(text: str) -> str:
    """A word without the marks around it; as it stands where it is all marks."""
    return text.strip(_MARKS) or text


def number(score: float) -> str:
    return f"{score:.0f}"


def _time(seconds: float) -> str:
    return f"{seconds:.2f}"
