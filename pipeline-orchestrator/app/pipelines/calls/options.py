"""What a caller may ask the calls pipeline for, and tell it of the call: a line of `CallOptions` each."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.contracts import CallerLexicon
from shared.contracts.conversation import MOST_SPEAKERS
from shared.errors import InvalidInput
from shared.languages import read_language

from ...domain.options import NOT_SENT, SPEAKER_ID, Options, Sent, sent_speaker_id
from ...schemas.calls import CallDirection
from ..lexicon import read_lexicon
from ..transcript.options import LANGUAGE, spoken_language

STAGES = ("diarize", "asr", "analyse", "accent", "moments", "index")
MOST_TAGS = 20
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,128}")
_TAG = re.compile(r"[^\x00-\x1f\x7f,]{1,64}")


def _call_id(sent: str | None) -> str | None:
    name = (sent or "").strip()
    if name and not _NAME.fullmatch(name):
        raise InvalidInput("a call's id is 1 to 128 printable characters", field="call_id")
    return name or None


def _customer(sent: str | None) -> str | None:
    name = (sent or "").strip()
    if name and not SPEAKER_ID.fullmatch(name):
        raise InvalidInput(
            "a customer's id is 1 to 64 letters, digits, '.', '_' and '-': your own name for them, better no real one",
            field="customer",
        )
    return name or None


def _direction(sent: str | None) -> CallDirection | None:
    match (sent or "").strip().lower():
        case "":
            return None
        case "inbound":
            return "inbound"
        case "outbound":
            return "outbound"
        case _:
            raise InvalidInput("a call is inbound or outbound", field="direction")


def _started_at(sent: str | None) -> datetime | None:
    if sent is None or not sent.strip():
        return None
    try:
        at = datetime.fromisoformat(sent.strip())
    except ValueError as error:
        raise InvalidInput(
            "send a time as in ISO 8601: 2026-11-28T09:30:00+05:30", field="started_at"
        ) from error
    if at.tzinfo is None:
        raise InvalidInput("say in which time zone: 2026-11-28T09:30:00+05:30", field="started_at")
    return at


def _tags(sent: str | None) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(each.strip() for each in (sent or "").split(",") if each.strip()))
    if len(tags) > MOST_TAGS or not all(map(_TAG.fullmatch, tags)):
        raise InvalidInput(
            f"at most {MOST_TAGS} tags of 1 to 64 printable characters are taken", field="tags"
        )
    return tags


def _number_of(field: str, least: int, most: int, meaning: str) -> Sent:
    def read(sent: str | None) -> int | None:
        text = (sent or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,3}", text) or not least <= int(text) <= most:
            raise InvalidInput(f"{meaning}: a number from {least} to {most}", field=field)
        return int(text)

    return Sent(read)


def _first_language(sent: str | None) -> str | None:
    return read_language(sent, "l1") if sent else None


class CallOptions(Options):
    """What POST /calls can be asked for, and is told of the call, beside the recording."""

    language: Annotated[str, Sent(spoken_language, examples=("en", "auto"))] = LANGUAGE
    """Language that is spoken, ISO 639, or `auto` to have it told by the recording."""
    channels: bool = False
    """true: each channel of the recording holds one speaker. Nobody is then taken for another; send it so where you can."""
    agent: Annotated[
        int | None,
        _number_of("agent", 1, MOST_SPEAKERS, "the agent's channel, or which of the voices"),
    ] = None
    """Which channel is the agent's, from 1; of one channel, which of the voices in the order in which they are first heard. Left out:
    the first; of one channel in an outbound call, where the customer answers, the second."""
    speakers: Annotated[
        int | None, _number_of("speakers", 1, MOST_SPEAKERS, "how many speak on one channel")
    ] = None
    """How many speak in a recording of one channel; two when left out."""
    speaker_id: Annotated[str | None, Sent(sent_speaker_id, examples=("agent-17",))] = None
    """Your own name for the agent, 1-64 of A-Z a-z 0-9 . _ -: who sees the call as theirs, and with whom it is erased."""
    l1: Annotated[str | None, Sent(_first_language, examples=("hi",))] = None
    """First language of the agent, ISO 639: the habits of its speakers are then expected, and more of their slips are heard."""
    lexicon: Annotated[CallerLexicon, Sent(read_lexicon)] = Field(default_factory=dict)
    """Your own pronunciations of what the agent says, such as names of products, JSON: `{"Flipkart": ["F L IH1 P K AA2 R T"]}`."""
    redact: bool = True
    """true: cards, telephone numbers and the like are taken out of all that is stored and shown of what was said."""
    call_id: Annotated[str | None, Sent(_call_id, examples=("C-2026-0042",))] = None
    """Your own name for the call."""
    customer: Annotated[str | None, Sent(_customer, examples=("customer-9",))] = None
    """Your own name for the customer, 1-64 of A-Z a-z 0-9 . _ -. Nothing of their voice is kept but the recording."""
    direction: Annotated[CallDirection | None, Sent(_direction, examples=("inbound",))] = None
    """`inbound` or `outbound`."""
    started_at: Annotated[
        datetime | None, Sent(_started_at, examples=("2026-11-28T09:30:00+05:30",))
    ] = None
    """When the call began, ISO 8601 with its time zone."""
    tags: Annotated[tuple[str, ...], Sent(_tags, examples=("billing,vip",))] = ()
    """Your own words for it, comma-separated, 20 at most."""
    recording_notice: bool = False
    """true: you say that all on the call were told that it is recorded. It is kept with the call; without it the result warns."""
    stages: Annotated[tuple[str, ...], NOT_SENT] = STAGES
    consent_voice_cloning: Annotated[bool, NOT_SENT] = False
