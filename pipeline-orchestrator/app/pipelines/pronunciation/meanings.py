"""What a stage's result means for the task, beside being there."""

from collections import Counter

from shared.contracts import Diff, Feedback, JudgedWord, Transcript
from shared.mastery import practised

from ...domain.tally import LEFT_OUT, JudgedShape
from ...schemas.tasks import TaskOutcome
from ...utils.text import has_word
from ..spec import Assessment, Meaning
from .guards import NOT_ASSESSABLE
from .materials import PronunciationMaterials


def understood(transcript: Transcript, materials: PronunciationMaterials) -> Meaning:
    """A transcript tells whether there is speech to judge, and gives the text where none was sent."""
    said = Assessment(transcript.assessable, transcript.reason)
    if said.assessable and materials.text_source == "transcript" and not has_word(transcript.text):
        said = Assessment(assessable=False, reason="no_speech")
    text = {"text": transcript.text} if said.assessable else {}
    return Meaning({"verdict": said, **text}, withheld=NOT_ASSESSABLE, assessment=said)


def judged(diff: Diff, materials: PronunciationMaterials) -> Meaning:
    """A diff has the last word on the recording, is what lists tell of it, and the speaker's progress; what a mock made up is
    nobody's progress."""
    del materials
    said = Assessment(diff.assessable, diff.reason)
    facts: list[object] = []
    if diff.assessable:
        facts += [_outcome(diff), _shape(diff)] + ([] if diff.mock else [practised(diff)])
    return Meaning({"verdict": said}, assessment=said, keep=tuple(facts))


def _outcome(diff: Diff) -> TaskOutcome:
    first = next((issue.tip for issue in diff.issues if issue.priority == 1), None)
    scores = diff.scores.model_copy(update={"reasons": []})
    return TaskOutcome(
        scores=scores,
        n_issues=len(diff.issues),
        main_tip=first,
        n_uncertain_words=sum(map(_is_uncertain, diff.target_words)),
        habits=Counter(issue.tip for issue in diff.issues),
    )


def _shape(diff: Diff) -> JudgedShape:
    phones = [phone for word in diff.target_words for phone in word.phones]
    return JudgedShape(
        diff.scores.overall,
        len(diff.issues),
        Counter(phone.state for phone in phones),
        Counter(phone.heard or LEFT_OUT for phone in phones),
    )


def _is_uncertain(word: JudgedWord) -> bool:
    states = {phone.state for phone in word.phones}
    return "uncertain" in states and "error" not in states


def advised(feedback: Feedback, materials: PronunciationMaterials) -> Meaning:
    del materials
    return Meaning(keep=(feedback,))
