"""The rule coach: says what the issues say, in words a speaker can use. Same input, same words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.contracts import NotAssessable, NotePart
from shared.contracts.moments import MomentToWord, WordedMoment
from shared.engines import EngineContext

from ...schemas.request_response import EXAMPLE, FeedbackRequest
from ..delivery import told_habits
from ..drills import Drills
from ..findings import find_all
from ..first_languages import usual_habits
from ..habits import HabitFinder
from ..languages import SHIPPED, Language, load_languages, spoken
from ..minimal_pairs import WordBank
from ..moments.given import as_given
from ..note import first_note, more_notes, text_of
from ..overview import Overview
from ..phrasing import Phrasing
from ..priorities import Priorities
from ..progress import measure_progress
from ..ranking import ranked
from ..score_reasons import reasons_told
from ..steps import DrillSteps
from ..strengths import find_strength, what_was_done
from .base import CoachNotes

NATIVE = "en"


class RuleCoach:
    name = "rules"

    def __init__(self, languages: Mapping[str, Language], bank: WordBank) -> None:
        self._languages = languages
        self._bank = bank
        self.model_version = languages["en"].tips.version

    def warm_up(self) -> None:
        self.coach(FeedbackRequest.model_validate(EXAMPLE))

    @property
    def languages(self) -> Sequence[str]:
        return sorted(self._languages)

    def language(self, code: str) -> Language:
        """Raises InvalidInput for one that it doesn't speak."""
        return spoken(self._languages, code)

    def word_moments(self, moments: Sequence[MomentToWord]) -> list[WordedMoment]:
        return as_given(moments)

    def explain(self, reason: NotAssessable, *, language: str) -> CoachNotes:
        """Raises InvalidInput for a language it doesn't speak."""
        say = self.language(language).phrasebook.say
        why, next_step = (say(f"not_assessable.{reason}.{part}") for part in ("why", "next"))
        note = [NotePart(kind="focus", text=why), NotePart(kind="again", text=next_step)]
        return CoachNotes(summary=why, next_step=next_step, note=note)

    def coach(self, request: FeedbackRequest) -> CoachNotes:
        """Raises InvalidInput for a language it doesn't speak."""
        diff = request.diff
        phrasing = Phrasing(self.language(request.language), diff)
        say = phrasing.say
        warnings = [say("warning.mock")] if diff.mock else []
        warnings += _without_notes(request.l1, phrasing)
        if not diff.assessable:
            assert diff.reason is not None
            return replace(self.explain(diff.reason, language=request.language), warnings=warnings)
        if diff.text_source == "transcript":
            warnings.append(say("warning.transcript"))
        request = request.model_copy(update={"diff": ranked(diff)})
        return replace(self._notes(request, phrasing), warnings=warnings)

    def _notes(self, request: FeedbackRequest, phrasing: Phrasing) -> CoachNotes:
        """Of a request whose diff is ranked."""
        diff = request.diff
        drills, finder = Drills(self._bank, diff), HabitFinder(diff)
        steps = DrillSteps(self._bank, request)
        to_work_on = Priorities(request, phrasing, drills, finder, steps)
        overview = Overview(diff, phrasing)
        priorities = to_work_on.priorities()
        progress = measure_progress(request.history, diff, phrasing, drills.of_contrast)
        strength = find_strength(request, progress, phrasing)
        delivery = [habit.part for habit in told_habits(diff, phrasing)]
        next_step = overview.next_step(priorities, progress, is_about_delivery=bool(delivery))
        note = first_note(
            next(iter(to_work_on.families), None),
            overview,
            phrasing,
            strength=strength,
            done=what_was_done(request, phrasing),
            next_step=next_step,
            delivery=delivery,
        )
        told = {part.text for part in note}
        findings = find_all(request, phrasing, finder)
        return CoachNotes(
            summary=text_of(note),
            priorities=priorities,
            findings=[finding for finding in findings if finding.text not in told],
            drills=to_work_on.drills(),
            strength=strength.text if strength else None,
            next_step=next_step,
            progress=progress,
            note=note,
            more=more_notes(
                overview, has_priority=bool(priorities), reasons=reasons_told(diff.scores, phrasing)
            ),
        )


def _without_notes(l1: str | None, phrasing: Phrasing) -> list[str]:
    """A warning for a first language that there are no notes for; natives need none."""
    known = phrasing.tips.first_languages
    if l1 is None or l1 == NATIVE or not known.by_code or l1 in known.by_code:
        return []
    return [phrasing.say("warning.no_notes", l1=l1, known=known.listed())]


def load(context: EngineContext) -> RuleCoach:
    """Raises LanguageError naming the file and the place, OSError or ValueError for broken word lists."""
    languages = load_languages(context.settings.languages_dir or SHIPPED)
    usual_habits()  # read now: a mistake stops the start, not a request
    return RuleCoach(languages, WordBank.load(context.model_dir))
