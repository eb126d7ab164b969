"""What to work on: at most three families of habits, how to change each, why it matters, and what to drill."""

from dataclasses import dataclass

from shared.contracts import Diff, Drill, Issue, Priority, PrioritySlip

from ..schemas.request_response import FeedbackRequest
from .advice import Advice, advice_on
from .cues import Cue, CueChooser
from .drills import Drills, own_words
from .families import STRESS_FAMILY, HabitFamilies
from .habits import STRESS, Habit, HabitFinder
from .phrasing import Phrasing
from .steps import DrillSteps

_PAIRS_IN_A_SENTENCE = 2
_MOST_CHANGES_TOLD = 2
"""Of a family, those in the most words; all are among its slips."""


@dataclass(frozen=True, slots=True)
class Family:
    """The issues of one priority, and what is said of them."""

    rank: int
    name: str
    issues: tuple[Issue, ...]
    habits: tuple[Habit, ...]
    """Those in the most words first; of `stress` the stress itself."""
    advice: Advice
    cue: Cue


class Priorities:
    """Of one recording whose diff is ranked."""

    def __init__(
        self,
        request: FeedbackRequest,
        phrasing: Phrasing,
        drills: Drills,
        finder: HabitFinder,
        steps: DrillSteps,
    ) -> None:
        self._phrasing, self._say = phrasing, phrasing.say
        self._drills, self._steps, self._l1 = drills, steps, request.l1
        self._earlier = request.history.recordings if request.history else []
        cues = CueChooser(request, phrasing)
        families = HabitFamilies(request.diff)
        self.families = [
            _family(rank, families.family_of(issues[0]), issues, finder, phrasing, cues)
            for rank, issues in _by_rank(request.diff).items()
        ]

    def priorities(self) -> list[Priority]:
        return [self._priority(family) for family in self.families]

    def drills(self) -> list[Drill]:
        return [self._drill(family) for family in self.families]

    def _priority(self, family: Family) -> Priority:
        phrasing = self._phrasing
        told = [
            phrasing.describe(habit, with_times=False)
            for habit in family.habits[:_MOST_CHANGES_TOLD]
        ]
        turned = [
            self._say("why.turned_into", word=phrasing.word(word), other=phrasing.word(other))
            for word, other in self._drills.turned(family.issues)[:_PAIRS_IN_A_SENTENCE]
        ]
        return Priority(
            rank=family.rank,
            issue_ids=[issue.id for issue in family.issues],
            title=title_of(family.advice, phrasing),
            how=self._how(family),
            why=" ".join([*told, *turned, self._why(family)]),
            slips=[self._slip(habit) for habit in family.habits],
            family=family.name,
        )

    def _how(self, family: Family) -> str:
        """At length the first time; when it came back, what has not been said yet."""
        advice = family.advice
        if family.cue.times_before:
            how = family.cue.text
        elif advice.sound is not None:
            how = self._phrasing.tips.sounds[advice.sound].how
        else:
            how = advice.tip.how if advice.tip else family.cue.text
        tips = dict.fromkeys(issue.tip for issue in family.issues)
        notes = (self._phrasing.tips.note(tip, self._l1) for tip in tips)
        return " ".join(filter(None, [how, next(filter(None, notes), None)]))

    def _why(self, family: Family) -> str:
        """What changes in meaning."""
        say, advice = self._say, family.advice
        if advice.sound is None:
            pairs = advice.reviewed_pairs
        else:
            pairs = self._drills.pairs(family.habits[:1], None)
        spoken = {"pairs": self._phrasing.pairs(pairs[:_PAIRS_IN_A_SENTENCE])} if pairs else {}
        if advice.sound is None:
            assert advice.tip is not None
            why = self._phrasing.capital(advice.tip.why)
            return say("why.rule" if pairs else "why.rule_without_pairs", why=why, **spoken)
        sound = self._phrasing.tips.name(advice.sound)
        if not pairs:
            return say("why.sound", sound=sound)
        is_dropped = family.habits[0].kind == "deletion"
        key = "why.sound_dropped_with_pairs" if is_dropped else "why.sound_with_pairs"
        return say(key, sound=sound, **spoken)

    def _slip(self, habit: Habit) -> PrioritySlip:
        first, named, kind = habit.issues[0], self._phrasing.named, habit.kind
        target = None if kind == STRESS else named(first.target)
        is_detail = kind in {"unaspirated", "retroflex"}
        return PrioritySlip(
            target=self._phrasing.weak_vowel(first) if kind == "weak_vowel" else target,
            heard=None if kind in {"unclear", STRESS} else named(first.heard),
            words=list(dict.fromkeys(issue.word for issue in habit.issues)),
            n_chances=habit.known_chances,
            detail=self._say(f"phrase.{kind}") if is_detail else None,
        )

    def _drill(self, family: Family) -> Drill:
        advice, say, quoted = family.advice, self._say, self._phrasing.quoted
        here = list(dict.fromkeys(issue.word for issue in family.issues))
        own = own_words(family.issues, self._earlier)
        recording = [say("next.recording", words=quoted(here))]
        if len(own) > len(here):
            recording.insert(0, say("next.own_words", words=quoted(own)))
        pairs = self._drills.pairs(family.habits, advice.tip)
        sentences = sentences_of(advice, self._phrasing)
        return Drill(
            priority_rank=family.rank,
            minimal_pairs=pairs,
            sentences=sentences,
            next_recording=" ".join(recording),
            own_words=own,
            steps=self._steps.steps(family.issues, advice.family, pairs, sentences),
        )


def title_of(advice: Advice, phrasing: Phrasing) -> str:
    if advice.sound is not None:
        return phrasing.say("title.sound", sound=phrasing.tips.name(advice.sound))
    assert advice.tip is not None
    return advice.tip.title


def sentences_of(advice: Advice, phrasing: Phrasing) -> list[str]:
    of_sound = phrasing.tips.sounds[advice.sound].sentences if advice.sound else None
    return of_sound or (advice.tip or advice.family).sentences


def _family(
    rank: int,
    name: str,
    issues: list[Issue],
    finder: HabitFinder,
    phrasing: Phrasing,
    cues: CueChooser,
) -> Family:
    found = sorted(finder.find(issues), key=lambda habit: (habit.kind != STRESS, -habit.n_words))
    if name == STRESS_FAMILY:
        found = [habit for habit in found if habit.kind == STRESS]
    advice = advice_on(name, issues, phrasing.tips)
    return Family(rank, name, tuple(issues), tuple(found), advice, cues.cue(name, issues, advice))


def _by_rank(diff: Diff) -> dict[int, list[Issue]]:
    ranks = sorted({issue.priority for issue in diff.issues if issue.priority is not None})
    return {rank: [issue for issue in diff.issues if issue.priority == rank] for rank in ranks}
