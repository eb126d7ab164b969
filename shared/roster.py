"""The eleven services: names, ports, settings prefixes and deadlines, in pipeline order, then those beside it.

Addresses and deadlines of the orchestrator, the import rules, the launcher, the compose file's checks and the tests are all driven by this list.
"""

from dataclasses import dataclass

CONTAINER_PORT = 8000
"""Every service listens here inside its container; `Service.port` is what the host sees."""


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    """Folder of the service, and its host name in compose."""
    port: int
    """TCP port on the host."""
    env_prefix: str
    """Settings of this service start with it: `ASR_ENGINE`; its address is `ASR_URL`."""
    stage: str | None
    """Name of its pipeline stage; None for a service that no pipeline asks, and for the orchestrator, which runs the stages."""
    endpoint: str
    """The path of its one use case. `/process` answers the same."""
    about: str
    """One line: what goes in, what comes out."""
    deadline_s: float = 60.0
    """Total seconds in which it has to answer the orchestrator, waits and retries included, unless `deadline_variable` says
    otherwise."""

    @property
    def url_variable(self) -> str:
        """Environment variable that overrides `local_url`."""
        return f"{self.env_prefix}_URL"

    @property
    def deadline_variable(self) -> str:
        """Environment variable of the orchestrator that overrides `deadline_s`, by the stage where there is one."""
        return f"ORCHESTRATOR_{(self.stage or self.env_prefix).upper()}_DEADLINE_S"

    @property
    def local_url(self) -> str:
        """Where the service answers when everything runs on one machine."""
        return f"http://127.0.0.1:{self.port}"


ASR = Service(
    "asr-service",
    port=8001,
    env_prefix="ASR",
    stage="asr",
    endpoint="/process",
    about="A recording in, its words out",
    deadline_s=120.0,
)
ALIGNMENT = Service(
    "alignment-service",
    port=8002,
    env_prefix="ALIGN",
    stage="align",
    endpoint="/process",
    about="A recording and its text in, evidence for each phone out",
    deadline_s=120.0,
)
PHONEME_MAP = Service(
    "phoneme-map-service",
    port=8003,
    env_prefix="PHONEME_MAP",
    stage="phonemap",
    endpoint="/map",
    about="A text in, how each of its words is said out",
    deadline_s=30.0,
)
PHONEME_DIFF = Service(
    "phoneme-diff-service",
    port=8004,
    env_prefix="DIFF",
    stage="diff",
    endpoint="/diff",
    about="Evidence and target phones in; scores, judged words and issues out",
    deadline_s=30.0,
)
TTS = Service(
    "tts-service",
    port=8005,
    env_prefix="TTS",
    stage="tts",
    endpoint="/speak",
    about="A text or phones in, speech out",
    deadline_s=120.0,
)
VOICE_CONVERSION = Service(
    "voice-conversion-service",
    port=8006,
    env_prefix="VC",
    stage="vc",
    endpoint="/convert",
    about="Speech and samples of a speaker in, the speech in a voice nearer to theirs out",
    deadline_s=180.0,
)
FEEDBACK = Service(
    "feedback-llm-service",
    port=8007,
    env_prefix="FEEDBACK",
    stage="feedback",
    endpoint="/feedback",
    about="What was judged in, what to do about it out",
    deadline_s=90.0,
)
LANGUAGE = Service(
    "language-service",
    port=8008,
    env_prefix="LANGUAGE",
    stage=None,
    endpoint="/detect",
    about="A text in, its language and script out; a transcript in, its written form out",
    deadline_s=30.0,
)
CONVERSATION = Service(
    "conversation-service",
    port=8009,
    env_prefix="CONVERSATION",
    stage=None,
    endpoint="/diarize",
    about="A call in, who spoke when out; its turns in, how they felt and what must not be kept out",
    deadline_s=1800.0,
)
SEARCH = Service(
    "search-service",
    port=8011,
    env_prefix="SEARCH",
    stage=None,
    endpoint="/search",
    about="Turns of recordings in; a question in, the turns that answer it out",
    deadline_s=600.0,
)
ORCHESTRATOR = Service(
    "pipeline-orchestrator",
    port=8010,
    env_prefix="ORCHESTRATOR",
    stage=None,
    endpoint="/process",
    about="A recording in, its judgement, a reference to listen to and coaching out",
)

ROSTER = (
    ASR,
    ALIGNMENT,
    PHONEME_MAP,
    PHONEME_DIFF,
    TTS,
    VOICE_CONVERSION,
    FEEDBACK,
    LANGUAGE,
    CONVERSATION,
    SEARCH,
    ORCHESTRATOR,
)
ASKED = tuple(service for service in ROSTER if service is not ORCHESTRATOR)
"""Those behind the orchestrator's door."""
STAGED = tuple(service for service in ROSTER if service.stage is not None)
"""Those that a pipeline's stage asks."""
