"""What a stage's result means for the task, beside being there."""

from shared.contracts import Diff, Feedback, Transcript
from shared.mastery import practised

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
    """A diff has the last word on the recording, and is the speaker's progress; what a mock made up is nobody's."""
    del materials
    said = Assessment(diff.assessable, diff.reason)
    progress = (practised(diff),) if diff.assessable and not diff.mock else ()
    return Meaning({"verdict": said}, assessment=said, keep=progress)


def advised(feedback: Feedback, materials: PronunciationMaterials) -> Meaning:
    del materials
    return Meaning(keep=(feedback,))
