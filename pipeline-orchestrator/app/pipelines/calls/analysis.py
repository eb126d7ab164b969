"""The stage that tells how a call went: how each turn felt, and how the talk was shared."""

from shared.contracts.conversation import ConversationAnalysis
from shared.roster import CONVERSATION

from ...schemas.calls import CallTalk, TurnFeeling
from ..upstreams import Upstreams, ask
from .materials import CallMaterials


async def analyse(materials: CallMaterials, upstreams: Upstreams) -> ConversationAnalysis:
    """Of turns from which what is personal was taken out. Raises UpstreamFailed."""
    turns = [
        turn.model_dump(include={"speaker", "text", "start_s", "end_s"})
        for turn in materials.transcript.turns
    ]
    return await ask(
        ConversationAnalysis, upstreams[CONVERSATION], "/analyse", json={"turns": turns}
    )


def talk_of(analysis: ConversationAnalysis) -> CallTalk:
    return CallTalk(
        turns=[
            TurnFeeling(
                turn=each.index,
                sentiment=each.sentiment,
                probabilities=each.probabilities,
                words_per_min=each.words_per_min,
                n_questions=each.n_questions,
            )
            for each in analysis.turns
        ],
        speakers=analysis.speakers,
        silences=analysis.silences,
        interruptions=analysis.interruptions,
    )
