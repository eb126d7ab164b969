"""The eight services: names, ports and settings prefixes, in pipeline order.

URLs, the launcher, the compose file's checks and the tests are all driven by this list.
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
    """Name of its pipeline stage; None for the orchestrator, which runs the stages."""
    endpoint: str
    """The path of its one use case. `/process` answers the same."""

    @property
    def url_variable(self) -> str:
        """Environment variable that overrides `local_url`."""
        return f"{self.env_prefix}_URL"

    @property
    def local_url(self) -> str:
        """Where the service answers when everything runs on one machine."""
        return f"http://127.0.0.1:{self.port}"


ASR = Service("asr-service", 8001, "ASR", "asr", "/process")
ALIGNMENT = Service("alignment-service", 8002, "ALIGN", "align", "/process")
PHONEME_MAP = Service("phoneme-map-service", 8003, "PHONEME_MAP", "phonemap", "/map")
PHONEME_DIFF = Service("phoneme-diff-service", 8004, "DIFF", "diff", "/diff")
TTS = Service("tts-service", 8005, "TTS", "tts", "/speak")
VOICE_CONVERSION = Service("voice-conversion-service", 8006, "VC", "vc", "/convert")
FEEDBACK = Service("feedback-llm-service", 8007, "FEEDBACK", "feedback", "/feedback")
ORCHESTRATOR = Service("pipeline-orchestrator", 8010, "ORCHESTRATOR", None, "/process")

ROSTER = (
    ASR,
    ALIGNMENT,
    PHONEME_MAP,
    PHONEME_DIFF,
    TTS,
    VOICE_CONVERSION,
    FEEDBACK,
    ORCHESTRATOR,
)
