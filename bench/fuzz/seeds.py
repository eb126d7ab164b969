"""Right requests of every kind, to be spoilt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.roster import FEEDBACK, ORCHESTRATOR, PHONEME_DIFF, PHONEME_MAP, TTS, Service
from shared.testing.recordings import FORMATS

Json = dict[str, Any]
BOUNDARY = "b"
SSML = (
    "<speak>It is <emphasis level='strong'>very</emphasis> <break time='300ms'/> <prosody rate='slow'>good"
    "</prosody>, <say-as interpret-as='date'>2024-05-01</say-as> <phoneme alphabet='x-arpabet' ph='S K UW1 L'>school"
    "</phoneme>.</speak>"
)
TEXT = "Dr. Xavel paid $2.5 million at 9:30 on May 1st, 2024; I read it — “very” well!"
LEXICON = {"xavel": ["Z AE1 V AH0 L", "Z EY1 V AH0 L"], "very": ["V EH1 R IY0"]}


@dataclass(frozen=True, slots=True)
class Seed:
    name: str
    service: Service
    path: str
    body: Json | bytes
    """JSON is spoilt as values and as bytes, bytes as bytes."""
    content_type: str = "application/json"

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def seeds_of(documents: Mapping[Service, Json]) -> list[Seed]:
    """`documents` are the services' OpenAPI documents, whose examples are seeds, too."""
    documented = [
        Seed(f"{service.stage} as documented", service, service.endpoint, body)
        for service in (PHONEME_MAP, PHONEME_DIFF, FEEDBACK)
        for body in _documented(documents[service], service.endpoint)
    ]
    phones = [["IH1", "T"], ["IH1", "Z"], ["G", "UH1", "D"]]
    return [
        *documented,
        Seed("texts", PHONEME_MAP, "/map", {"text": TEXT}),
        Seed("lexicons", PHONEME_MAP, "/map", {"text": "Xavel is very good", "lexicon": LEXICON}),
        Seed("spoken texts", TTS, "/speak", {"text": TEXT, "speaking_rate": 1.1}),
        Seed("spoken lexicons", TTS, "/speak", {"text": "Xavel is very good", "lexicon": LEXICON}),
        Seed("phones", TTS, "/speak", {"phones": phones}),
        Seed("SSML", TTS, "/speak", {"ssml": SSML}),
        Seed("keys", ORCHESTRATOR, "/keys", {"name": "the app", "role": "service"}),
        Seed("multipart", ORCHESTRATOR, "/process", _multipart(), f"multipart/form-data; boundary={BOUNDARY}"),
        Seed("urlencoded", ORCHESTRATOR, "/speakers/s1/consent", b"consent_voice_cloning=true&expires_in_days=30", "application/x-www-form-urlencoded"),
    ]  # fmt: skip


def _documented(document: Json, endpoint: str) -> list[Json]:
    content = document["paths"][endpoint]["post"]["requestBody"]["content"]["application/json"]
    return [each["value"] for each in content["examples"].values()]


def _multipart() -> bytes:
    fields = {
        "reference_text": "It is very good.", "l1": "hi", "stages": "asr,phonemap",
        "lexicon": '{"xavel": ["Z AE1 V AH0 L"]}', "speaking_rate": "1.0", "speaker_id": "s1",
    }  # fmt: skip
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    top = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n'
        "Content-Type: audio/wav\r\n\r\n"
    )
    sound = FORMATS["wav"](0.4)
    return b"".join([*parts, top.encode(), sound, f"\r\n--{BOUNDARY}--\r\n".encode()])
