"""The stage that tells who spoke when: by channels where each holds one speaker, else by voices."""

from shared.contracts.conversation import DiarizedRecording
from shared.roster import CONVERSATION

from ..upstreams import Upstreams, ask
from .materials import CallMaterials

USUAL_SPEAKERS = 2


async def diarize(materials: CallMaterials, upstreams: Upstreams) -> DiarizedRecording:
    """Of the stored recording, which the service reads itself. No measure of a voice comes back, and none is kept. Raises
    UpstreamFailed."""
    options = materials.options
    form = {
        "audio_key": materials.task.audio_key,
        "channels": "true" if options.channels else "false",
        "speakers": str(options.speakers or USUAL_SPEAKERS),
    }
    return await ask(DiarizedRecording, upstreams[CONVERSATION], "/diarize", data=form)
