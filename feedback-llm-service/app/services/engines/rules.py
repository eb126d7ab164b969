"""The rule coach: says what the issues say, in words a speaker can use. Same input, same words."""

from collections.abc import Mapping, Sequence

from shared.contracts import (
    Diff,
    Drill,
    EarlierRecording,
    Finding,
    Issue,
    OwnError,
    Priority,
    Progress,
    Slip,
    TimeSpan,
)
from shared.engines import EngineContext
from shared.errors import InvalidInput
from shared.mastery import spoken_words

from ...schemas.request_response import EXAMPLE, FeedbackRequest
from ..drills import Drills, own_words
from ..habits import Habit, HabitFinder
from ..languages import SHIPPED, Language, Tip, load_languages
from ..minimal_pairs import WordBank
from ..phrasing import Phrasing, capital, number
from ..progress import MASTERED, measure_progress
from ..prosody import ProsodyFinding, prosody_findings
from ..strengths import find_strength
from .base import Coaching

_PAIRS_IN_A_SENTENCE = 2
_SEVERITIES = ("low", "medium", "high")


class RuleCoach:
    name = "rules"

    def __init__(self, languages: Mapping[str, Language], bank: WordBank) -> None:
        self._languages = languages
        self._bank = bank
        self.model_version = languages["en"].tips.version

    def warm_up(self) -> None:
        self.coach(FeedbackRequest.model_validate(EXAMPLE))

    def coach(self, request: FeedbackRequest) -> Coaching:
        """Raises InvalidInput for a language it doesn't speak."""
        return _Note(request, self.language(request.language), self._bank).write()

    def language(self, code: str) -> Language:
        """Raises InvalidInput."""
        if code not in self._languages:
            known = ", ".join(sorted(self._languages))
            raise InvalidInput(
                f"there is no feedback in {code!r}; there is: {known}", field="language"
            )
        return self._languages[code]


class _Note:
    """One coaching note in the making."""

    def __init__(self, request: FeedbackRequest, language: Language, bank: WordBank) -> None:
        self._request, self._diff = request, request.diff
        self._tips, self._say = language.tips, language.wording.say
        self._phrasing = Phrasing(language, request.diff)
        self._drills = Drills(bank, request.diff)
        self._omitted = [word for word in request.diff.words if word.error_type == "omission"]
        self._added = [word for word in request.diff.words if word.error_type == "insertion"]
        self._find_habits = HabitFinder(request.diff).find

    def write(self) -> Coaching:
        diff, say = self._diff, self._say
        warnings = [say("warning.mock")] if diff.mock else []
        if not diff.assessable:
            assert diff.reason is not None
            return Coaching(
                summary=say(f"not_assessable.{diff.reason}.why"),
                next_step=say(f"not_assessable.{diff.reason}.next"),
                warnings=warnings,
            )
        if diff.text_source == "transcript":
            warnings.append(say("warning.transcript"))
        ranks = sorted({issue.priority for issue in diff.issues if issue.priority is not None})
        by_rank = {rank: [i for i in diff.issues if i.priority == rank] for rank in ranks}
        habits = {rank: self._find_habits(issues) for rank, issues in by_rank.items()}
        priorities = [
            self._priority(rank, issues, habits[rank]) for rank, issues in by_rank.items()
        ]
        progress = measure_progress(
            self._request.history, diff, self._phrasing, self._drills.of_contrast
        )
        return Coaching(
            summary=self._summary(priorities),
            priorities=priorities,
            findings=self._findings() + self._prosody(),
            drills=[self._drill(rank, issues, habits[rank]) for rank, issues in by_rank.items()],
            strength=find_strength(diff, self._phrasing),
            next_step=self._next_step(priorities, progress),
            progress=progress,
            warnings=warnings,
        )

    def _priority(self, rank: int, issues: Sequence[Issue], habits: Sequence[Habit]) -> Priority:
        title, how, why = self._advice(habits[0])
        heard = [self._phrasing.describe(habit, with_times=False) for habit in habits]
        turned = [
            self._say("why.turned_into", word=self._phrasing.word(word), other=self._phrasing.word(other))
            for word, other in self._drills.turned(issues)[:_PAIRS_IN_A_SENTENCE]
        ]  # fmt: skip
        return Priority(
            rank=rank,
            issue_ids=[issue.id for issue in issues],
            title=title,
            how=how,
            why=" ".join([*heard, *turned, why]),
            slips=[self._slip(habit) for habit in habits],
        )

    def _tip(self, issue: Issue) -> Tip | None:
        return self._tips.rules.get(issue.tip)

    def _advice(self, habit: Habit) -> tuple[str, str, str]:
        """Title, how, and what changes in meaning."""
        say, l1, first = self._say, self._request.l1, habit.issues[0]
        tip = self._tip(first)
        pairs = tip.pairs if tip else self._drills.pairs([habit], None)
        spoken = self._phrasing.pairs(pairs[:_PAIRS_IN_A_SENTENCE])
        if tip is None:
            sound = self._tips.sounds[_sound_of(first)]
            key = "why.sound_with_pairs" if pairs else "why.sound"
            gaps = {"sound": sound.name} | ({"pairs": spoken} if pairs else {})
            return say("title.sound", sound=sound.name), sound.how, say(key, **gaps)
        how = f"{tip.how} {tip.l1[l1]}" if l1 in tip.l1 else tip.how
        key = "why.rule" if pairs else "why.rule_without_pairs"
        gaps = {"why": capital(tip.why)} | ({"pairs": spoken} if pairs else {})
        return tip.title, how, say(key, **gaps)

    def _slip(self, habit: Habit) -> Slip:
        first, named = habit.issues[0], self._phrasing.named
        target = None if habit.kind == "stress" else named(first.target)
        return Slip(
            target=self._phrasing.weak_vowel(first) if habit.kind == "weak_vowel" else target,
            heard=None if habit.kind in {"unclear", "stress"} else named(first.heard),
            words=list(dict.fromkeys(issue.word for issue in habit.issues)),
            n_chances=habit.known_chances,
        )

    def _drill(self, rank: int, issues: Sequence[Issue], habits: Sequence[Habit]) -> Drill:
        tip, say = self._tip(issues[0]), self._say
        here = list(dict.fromkeys(issue.word for issue in issues))
        own = own_words(issues, self._earlier)
        begin = (
            [say("next.own_words", words=self._phrasing.quoted(own))]
            if len(own) > len(here)
            else []
        )
        return Drill(
            priority_rank=rank,
            minimal_pairs=self._drills.pairs(habits, tip),
            sentences=(tip or self._tips.sounds[_sound_of(issues[0])]).sentences,
            next_recording=" ".join([*begin, say("next.recording", words=self._phrasing.quoted(here))]),
            own_words=own,
        )  # fmt: skip

    @property
    def _earlier(self) -> Sequence[EarlierRecording]:
        return self._request.history.recordings if self._request.history else []

    def _findings(self) -> list[Finding]:
        """One a category, the severest first."""
        by_category: dict[str, list[Issue]] = {}
        for issue in self._diff.issues:
            by_category.setdefault(issue.category, []).append(issue)
        findings = [
            Finding(
                category=issues[0].category,
                severity=max(issues, key=lambda each: _SEVERITIES.index(each.severity)).severity,
                issue_ids=[issue.id for issue in issues],
                text=" ".join(map(self._phrasing.describe, self._find_habits(issues))),
                times=[
                    TimeSpan(start_s=issue.start_s, end_s=issue.end_s)
                    for issue in sorted(issues, key=lambda each: each.start_s or 0.0)
                    if issue.start_s is not None and issue.end_s is not None
                ],
            )
            for issues in by_category.values()
        ]
        return sorted(findings, key=lambda each: -_SEVERITIES.index(each.severity))

    def _prosody(self) -> list[Finding]:
        """Of the whole utterance; the diff has no issues for it. A recogniser's own marks are no phrases to pause at."""
        if self._diff.text_source == "transcript":
            return []
        return [
            Finding(
                category=found.category,
                severity=found.severity,
                issue_ids=[],
                text=self._say(f"finding.{found.kind}", **self._prosody_gaps(found)),
                measured=[found.measured],
                times=list(found.times),
            )
            for found in prosody_findings(self._request.alignment)
        ]

    def _prosody_gaps(self, found: ProsodyFinding) -> dict[str, str]:
        if found.kind != "pauses":
            return {}
        texts = {
            word.index: word.text for word in self._diff.words if word.error_type != "insertion"
        }
        where = self._phrasing.pauses(found.pauses, texts)
        return {"n": self._phrasing.count(len(found.pauses), "time"), "where": where}  # fmt: skip

    def _summary(self, priorities: Sequence[Priority]) -> str:
        diff, say, count = self._diff, self._say, self._phrasing.count
        parts: list[str] = []
        if diff.scores.overall is not None:
            parts.append(say("summary.overall", overall=number(diff.scores.overall)))
        if diff.issues:
            n_words = count(len({issue.word_index for issue in diff.issues}), "word")
            n_slips = count(len(diff.issues), "slip")
            parts.append(say("summary.slips", n_slips=n_slips, n_words=n_words))
        elif _anything_judged(diff):
            parts.append(
                say("summary.sounds_fine" if self._omitted + self._added else "summary.perfect")
            )
        if priorities:
            parts.append(say("summary.first", title=priorities[0].title))
        parts += self._miscues()
        if n_uncertain := _uncertain_sounds(diff):
            key = "summary.uncertain_one" if n_uncertain == 1 else "summary.uncertain"
            gaps = {} if n_uncertain == 1 else {"n_sounds": count(n_uncertain, "sound")}
            parts.append(say(key, **gaps))
        return " ".join(parts)

    def _miscues(self) -> list[str]:
        say, phrasing = self._say, self._phrasing
        silent = [word.text for word in self._omitted if word.read_as is None]
        parts = [say("summary.omitted", words=phrasing.quoted(silent))] if silent else []
        for word in self._omitted:
            if word.read_as is not None:
                gaps = {"word": phrasing.word(word.text), "read_as": phrasing.word(word.read_as)}
                parts.append(capital(say("summary.misread", **gaps)))
        if self._added:
            texts = [word.text for word in self._added]
            parts.append(say("summary.added", words=phrasing.quoted(texts)))
        return parts

    def _next_step(self, priorities: Sequence[Priority], progress: Progress | None) -> str:
        diff, say = self._diff, self._say
        if priorities:
            return say("next.drill", title=priorities[0].title)
        if diff.issues:
            return say("next.unpriorised")
        for key, words in (("omitted", self._omitted), ("added", self._added)):
            if words:
                texts = [word.text for word in words]
                return say(f"next.{key}", words=self._phrasing.quoted(texts))
        if error := _unsettled_error(progress):
            assert error.target is not None
            sound = self._phrasing.sound(error.target.phone)
            return say("next.own_error", sound=sound, words=self._phrasing.quoted(error.words))
        return say("next.perfect_uncertain" if _uncertain_sounds(diff) else "next.perfect")


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


def _sound_of(issue: Issue) -> str:
    phone = issue.target or issue.heard
    assert phone is not None
    return phone


def _anything_judged(diff: Diff) -> bool:
    return any(phone.state == "fine" for word in spoken_words(diff) for phone in word.phones)


def _uncertain_sounds(diff: Diff) -> int:
    return sum(p.state == "uncertain" for word in spoken_words(diff) for p in word.phones)


def load(context: EngineContext) -> RuleCoach:
    """Raises LanguageError naming the file and the place, OSError or ValueError for broken word lists."""
    languages = load_languages(context.settings.languages_dir or SHIPPED)
    return RuleCoach(languages, WordBank.load(context.model_dir))
