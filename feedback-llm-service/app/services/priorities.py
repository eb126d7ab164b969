"""What to work on: at most three habits, how to change each, why it matters, and what to drill."""

from collections.abc import Sequence

from shared.contracts import Diff, Drill, Issue, Priority, PrioritySlip

from ..schemas.request_response import FeedbackRequest
from .drills import Drills, own_words
from .habits import STRESS, Habit, HabitFinder
from .languages import Tip
from .phrasing import Phrasing, capital

_PAIRS_IN_A_SENTENCE = 2


class Priorities:
    """Of one recording, by the ranks that its diff gave."""

    def __init__(
        self, request: FeedbackRequest, phrasing: Phrasing, drills: Drills, finder: HabitFinder
    ) -> None:
        self._phrasing, self._tips, self._say = phrasing, phrasing.tips, phrasing.say
        self._drills, self._l1 = drills, request.l1
        self._earlier = request.history.recordings if request.history else []
        self._issues = _by_rank(request.diff)
        self._habits = {rank: finder.find(issues) for rank, issues in self._issues.items()}

    def priorities(self) -> list[Priority]:
        return [self._priority(rank, habits) for rank, habits in self._habits.items()]

    def drills(self) -> list[Drill]:
        return [self._drill(rank, habits) for rank, habits in self._habits.items()]

    def _priority(self, rank: int, habits: Sequence[Habit]) -> Priority:
        issues, phrasing = self._issues[rank], self._phrasing
        title, how, why = self._advice(habits[0])
        heard = [phrasing.describe(habit, with_times=False) for habit in habits]
        turned = [
            self._say("why.turned_into", word=phrasing.word(word), other=phrasing.word(other))
            for word, other in self._drills.turned(issues)[:_PAIRS_IN_A_SENTENCE]
        ]
        return Priority(
            rank=rank,
            issue_ids=[issue.id for issue in issues],
            title=title,
            how=how,
            why=" ".join([*heard, *turned, why]),
            slips=[self._slip(habit) for habit in habits],
        )

    def _advice(self, habit: Habit) -> tuple[str, str, str]:
        """Title, how, and what changes in meaning."""
        say, tip = self._say, self._tip(habit)
        pairs = tip.pairs if tip else self._drills.pairs([habit], None)
        spoken = self._phrasing.pairs(pairs[:_PAIRS_IN_A_SENTENCE])
        sound = self._tips.sounds[_sound_of(habit.issues[0])]
        note = self._tips.note(habit.issues[0].tip, self._l1)
        how = " ".join(filter(None, [(tip or sound).how, note]))
        if tip is None:
            key = "why.sound_with_pairs" if pairs else "why.sound"
            gaps = {"sound": sound.name} | ({"pairs": spoken} if pairs else {})
            return say("title.sound", sound=sound.name), how, say(key, **gaps)
        key = "why.rule" if pairs else "why.rule_without_pairs"
        gaps = {"why": capital(tip.why)} | ({"pairs": spoken} if pairs else {})
        return tip.title, how, say(key, **gaps)

    def _slip(self, habit: Habit) -> PrioritySlip:
        first, named = habit.issues[0], self._phrasing.named
        target = None if habit.kind == STRESS else named(first.target)
        return PrioritySlip(
            target=self._phrasing.weak_vowel(first) if habit.kind == "weak_vowel" else target,
            heard=None if habit.kind in {"unclear", STRESS} else named(first.heard),
            words=list(dict.fromkeys(issue.word for issue in habit.issues)),
            n_chances=habit.known_chances,
        )

    def _drill(self, rank: int, habits: Sequence[Habit]) -> Drill:
        tip, say, quoted = self._tip(habits[0]), self._say, self._phrasing.quoted
        issues = self._issues[rank]
        here = list(dict.fromkeys(issue.word for issue in issues))
        own = own_words(issues, self._earlier)
        recording = [say("next.recording", words=quoted(here))]
        if len(own) > len(here):
            recording.insert(0, say("next.own_words", words=quoted(own)))
        return Drill(
            priority_rank=rank,
            minimal_pairs=self._drills.pairs(habits, tip),
            sentences=(tip or self._tips.sounds[_sound_of(issues[0])]).sentences,
            next_recording=" ".join(recording),
            own_words=own,
        )

    def _tip(self, habit: Habit) -> Tip | None:
        return self._tips.rules.get(habit.issues[0].tip)


def _by_rank(diff: Diff) -> dict[int, list[Issue]]:
    ranks = sorted({issue.priority for issue in diff.issues if issue.priority is not None})
    return {rank: [issue for issue in diff.issues if issue.priority == rank] for rank in ranks}


def _sound_of(issue: Issue) -> str:
    phone = issue.target or issue.heard
    assert phone is not None
    return phone
