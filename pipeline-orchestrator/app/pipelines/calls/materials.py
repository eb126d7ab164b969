"""Names for what the stages of the calls pipeline give each other."""

from collections.abc import Sequence

from shared.audio.channel_wav import channels_of_wav
from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import ConversationAnalysis, DiarizedRecording

from ...schemas.calls import AGENT, CUSTOMER
from ..spec import Materials
from .options import CallOptions
from .stored import CallAccent, CallTranscript


class CallMaterials(Materials):
    __slots__ = ()

    @property
    def options(self) -> CallOptions:
        options = self.task.options
        assert isinstance(options, CallOptions), "a task has the options of its pipeline"
        return options

    @property
    def diarization(self) -> DiarizedRecording:
        return self.given["diarization"]

    @property
    def transcript(self) -> CallTranscript:
        return self.given["turns"]

    @property
    def analysis(self) -> ConversationAnalysis | None:
        """None where it failed."""
        return self.given.get("analysis")

    @property
    def accent(self) -> CallAccent | None:
        """None where it failed, or there was nothing to judge."""
        return self.given.get("accent")

    def channels(self) -> list[LongRecording]:
        """Of the stored recording: one, or one for each speaker."""
        return channels_of_wav(self.file)

    def agents_channel(self) -> LongRecording:
        channels = self.channels()
        return channels[agents_place(self.options, len(channels))]


def agents_place(options: CallOptions, n_speakers: int) -> int:
    """Of the channels, or of the voices in the order in which they are first heard, from 0."""
    if options.agent is not None:
        return min(options.agent, n_speakers) - 1
    is_answered = options.direction == "outbound" and not options.channels
    return 1 if is_answered and n_speakers > 1 else 0


def names_of(speakers: Sequence[str], options: CallOptions) -> dict[str, str]:
    """From the names that speakers have in the recording, in order, to those in the call."""
    if not speakers:
        return {}
    agent = speakers[agents_place(options, len(speakers))]
    others = [speaker for speaker in speakers if speaker != agent]
    named = {agent: AGENT}
    for number, speaker in enumerate(others, start=2):
        named[speaker] = CUSTOMER if number == 2 else f"speaker_{number}"
    return named
