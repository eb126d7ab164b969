"""The rule coach: says what the issues say, in words a speaker can use. Same input, same words."""

from collections.abc import Sequence

from shared.contracts import (
    Diff,
    Drill,
    Finding,
    Issue,
    JudgedWord,
    Priority,
    TimeSpan,
)
from shared.engines import EngineContext
from shared.phonetics.arpabet import to_ipa

from ...core.config import Settings
from ...schemas.request_response import EXAMPLE, FeedbackRequest
from ..habits import Habit, find_habits, spoken_words
from ..phrasing import capital, count, listed, number, quoted, where
from ..prosody import ProsodyFinding, prosody_findings
from ..tips import SHIPPED, TipLibrary, Wording, load_tips, load_wording
from .base import Coaching

_MOST_PAIRS = 4
_GOOD_SCORE = 80.0
"""From this score on, something is worth praise."""
_PRAISED = ("TH", "DH", "V", "W", "Z", "R", "AE", "EY", "OW", "IH", "IY", "P", "T", "K", "NG", "L")
"""Sounds that take learners work, hardest first; two words with one, all right, are a strength."""
_LEAST_WORDS_PRAISED = 2
_SEVERITIES = ("low", "medium", "high")


class RuleCoach:
    name = "rules"

    def __init__(self, tips: TipLibrary, wording: Wording) -> None:
        self._tips = tips
        self._wording = wording
        self.model_version = tips.version

    def warm_up(self) -> None:
        self.coach(FeedbackRequest.model_validate(EXAMPLE))

    def coach(self, request: FeedbackRequest) -> Coaching:
        diff, say = request.diff, self._wording.say
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
        priorities = [self._priority(rank, group, request.l1) for rank, group in by_rank.items()]
        return Coaching(
            summary=self._summary(diff, priorities),
            priorities=priorities,
            findings=self._findings(diff) + self._prosody(request),
            drills=[self._drill(rank, group) for rank, group in by_rank.items()],
            strength=self._strength(diff),
            next_step=self._next_step(diff, priorities),
            warnings=warnings,
        )

    def _priority(self, rank: int, issues: Sequence[Issue], l1: str | None) -> Priority:
        first, say = issues[0], self._wording.say
        pairs = self._pairs(first)
        spoken = ", ".join(f"“{one}” and “{other}”" for one, other in pairs[:2])
        tip = self._tips.rules.get(first.tip)
        if tip is None:
            sound = self._tips.sounds[_sound_of(first)]
            key = "why.sound_with_pairs" if pairs else "why.sound"
            gaps = {"sound": sound.name} | ({"pairs": spoken} if pairs else {})
            title, how, why = f"Work on {sound.name}", sound.how, say(key, **gaps)
        else:
            how = f"{tip.how} {tip.l1[l1]}" if l1 in tip.l1 else tip.how
            key = "why.rule" if pairs else "why.rule_without_pairs"
            gaps = {"why": capital(tip.why)} | ({"pairs": spoken} if pairs else {})
            title, why = tip.title, say(key, **gaps)
        return Priority(
            rank=rank, issue_ids=[issue.id for issue in issues], title=title, how=how, why=why
        )

    def _pairs(self, issue: Issue) -> list[tuple[str, str]]:
        tip = self._tips.rules.get(issue.tip)
        if tip is not None:
            return tip.pairs[:_MOST_PAIRS]
        if issue.target is None or issue.heard is None:
            return []
        return self._tips.contrasts.get((issue.target, issue.heard), [])[:_MOST_PAIRS]

    def _drill(self, rank: int, issues: Sequence[Issue]) -> Drill:
        first = issues[0]
        tip = self._tips.rules.get(first.tip)
        sentences = (tip or self._tips.sounds[_sound_of(first)]).sentences
        words = quoted(list(dict.fromkeys(issue.word for issue in issues)))
        return Drill(
            priority_rank=rank,
            minimal_pairs=[list(pair) for pair in self._pairs(first)],
            sentences=sentences,
            next_recording=self._wording.say("next.recording", words=words),
        )

    def _findings(self, diff: Diff) -> list[Finding]:
        """One a category, the severest first."""
        by_category: dict[str, list[Issue]] = {}
        for issue in diff.issues:
            by_category.setdefault(issue.category, []).append(issue)
        findings = [
            Finding(
                category=issues[0].category,
                severity=max(issues, key=lambda each: _SEVERITIES.index(each.severity)).severity,
                issue_ids=[issue.id for issue in issues],
                text=" ".join(self._describe(habit) for habit in find_habits(diff, issues)),
                times=[
                    TimeSpan(start_s=issue.start_s, end_s=issue.end_s)
                    for issue in sorted(issues, key=lambda each: each.start_s or 0.0)
                    if issue.start_s is not None and issue.end_s is not None
                ],
            )
            for issues in by_category.values()
        ]
        return sorted(findings, key=lambda each: -_SEVERITIES.index(each.severity))

    def _prosody(self, request: FeedbackRequest) -> list[Finding]:
        """Of the whole utterance; the diff has no issues for it. A recogniser's own marks are no phrases to pause at."""
        if request.diff.text_source == "transcript":
            return []
        return [
            Finding(
                category=found.category,
                severity=found.severity,
                issue_ids=[],
                text=self._wording.say(f"finding.{found.kind}", **_gaps(found, request.diff)),
                measured=[found.measured],
                times=list(found.times),
            )
            for found in prosody_findings(request.alignment)
        ]

    def _describe(self, habit: Habit) -> str:
        first = habit.issues[0]
        gaps: dict[str, str] = {"where": where(habit)}
        if habit.kind not in {"insertion", "stress"} and first.target:
            gaps["target"] = self._with_ipa(first.target)
        if habit.kind in {"insertion", "substitution"} and first.heard:
            gaps["heard"] = self._with_ipa(first.heard)
        return capital(self._wording.say(f"finding.{habit.kind}", **gaps))

    def _with_ipa(self, phone: str) -> str:
        """`th of thin /θ/`."""
        return f"{self._tips.name(phone)} /{to_ipa(phone)}/"

    def _summary(self, diff: Diff, priorities: Sequence[Priority]) -> str:
        say = self._wording.say
        parts: list[str] = []
        if diff.scores.overall is not None:
            parts.append(say("summary.overall", overall=number(diff.scores.overall)))
        if diff.issues:
            n_words = len({issue.word_index for issue in diff.issues})
            parts.append(
                say(
                    "summary.slips",
                    n_slips=count(len(diff.issues), "slip"),
                    n_words=count(n_words, "word"),
                )
            )
        elif _anything_judged(diff):
            parts.append(say("summary.perfect"))
        if priorities:
            parts.append(say("summary.first", title=priorities[0].title))
        parts += self._miscues(diff)
        if n_uncertain := _uncertain_sounds(diff):
            key = "summary.uncertain_one" if n_uncertain == 1 else "summary.uncertain"
            gaps = {} if n_uncertain == 1 else {"n_sounds": count(n_uncertain, "sound")}
            parts.append(say(key, **gaps))
        return " ".join(parts)

    def _miscues(self, diff: Diff) -> list[str]:
        say = self._wording.say
        omitted = [w for w in diff.words if w.error_type == "omission"]
        silent = [word.text for word in omitted if word.read_as is None]
        parts = [say("summary.omitted", words=quoted(silent))] if silent else []
        parts += [
            capital(say("summary.misread", word=f"“{word.text}”", read_as=f"“{word.read_as}”"))
            for word in omitted
            if word.read_as is not None
        ]
        if added := [word.text for word in diff.words if word.error_type == "insertion"]:
            parts.append(say("summary.added", words=quoted(added)))
        return parts

    def _strength(self, diff: Diff) -> str | None:
        """The most telling of what was measured and good; None when nothing was."""
        say = self._wording.say
        if praised := _mastered_sound(diff):
            phone, words = praised
            sound = capital(self._tips.name(phone))
            n = "both" if len(words) == 2 else f"all {len(words)}"
            return say("strength.sound", sound=sound, n=n, words=quoted(words))
        scores = {"fluency": diff.scores.fluency, "prosody": diff.scores.prosody}
        good = {k: v for k, v in scores.items() if v is not None and v >= _GOOD_SCORE}
        if good:
            best = max(good, key=lambda name: good[name])
            return say(f"strength.{best}", score=number(good[best]))
        if diff.scores.completeness == 100.0 and len(spoken_words(diff)) > 1:
            return say("strength.completeness")
        words = [
            (w.accuracy, w) for w in spoken_words(diff)
            if w.error_type == "none" and w.accuracy is not None and w.accuracy >= _GOOD_SCORE
        ]  # fmt: skip
        if not words:
            return None
        accuracy, word = max(words, key=lambda each: (each[0], -each[1].index))
        return say("strength.word", word=f"“{word.text}”", score=number(accuracy))

    def _next_step(self, diff: Diff, priorities: Sequence[Priority]) -> str:
        say = self._wording.say
        if priorities:
            return say("next.drill", title=priorities[0].title)
        if diff.issues or any(w.error_type in {"omission", "insertion"} for w in diff.words):
            return say("next.unpriorised")
        return say("next.perfect_uncertain" if _uncertain_sounds(diff) else "next.perfect")


def _gaps(found: ProsodyFinding, diff: Diff) -> dict[str, str]:
    if found.kind != "pauses":
        return {}
    texts = {word.index: word.text for word in diff.words if word.error_type != "insertion"}
    places = [
        f"after “{texts[pause.after_word]}” ({pause.start_s:.2f} s)"
        for pause in found.pauses
        if pause.after_word in texts
    ]
    return {"n": count(len(found.pauses), "time"), "where": listed(places)}


def _sound_of(issue: Issue) -> str:
    phone = issue.target or issue.heard
    assert phone is not None
    return phone


def _anything_judged(diff: Diff) -> bool:
    return any(phone.state == "fine" for word in spoken_words(diff) for phone in word.phones)


def _uncertain_sounds(diff: Diff) -> int:
    return sum(p.state == "uncertain" for word in spoken_words(diff) for p in word.phones)


def _mastered_sound(diff: Diff) -> tuple[str, list[str]] | None:
    """A sound that was fine in every word that has it, in the most words; the words.

    A right sound that was said with a habit of its own (no puff of air) is none.
    """
    best: tuple[str, list[str]] | None = None
    remarked = {issue.target for issue in diff.issues}
    for phone in _PRAISED:
        if phone in remarked:
            continue
        words = [w for w in spoken_words(diff) if any(p.target == phone for p in w.phones)]
        if not all(_all_right(word, phone) for word in words):
            continue
        texts = list(dict.fromkeys(word.text for word in words))
        if len(texts) >= _LEAST_WORDS_PRAISED and (best is None or len(texts) > len(best[1])):
            best = (phone, texts)
    return best


def _all_right(word: JudgedWord, phone: str) -> bool:
    return all(
        each.state == "fine"
        and each.heard == phone
        and (each.score is None or each.score >= _GOOD_SCORE)
        for each in word.phones
        if each.target == phone
    )


def load(context: EngineContext) -> RuleCoach:
    """Raises TipError naming the file and the place."""
    return open_coach(context.settings)[0]


def open_coach(settings: Settings) -> tuple[RuleCoach, TipLibrary, Wording]:
    """The coach, and the tips and wording it speaks with. Raises TipError naming the file and the place."""
    folder = settings.tips_dir or SHIPPED
    tips, wording = load_tips(folder / "en.toml"), load_wording(folder / "wording.toml")
    return RuleCoach(tips, wording), tips, wording
