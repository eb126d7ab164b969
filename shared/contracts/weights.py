"""Which weights a service is to work with in one request, where they are not its own."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contracts.base import RequestPart

WEIGHTS_UNUSABLE = "weights-unusable"
"""Type of the problem that a service answers with for weights which it can't work with."""


class NamedWeights(RequestPart):
    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$")]
    """What the answer is to call them by, as its `model_version`."""
    key: Annotated[str, Field(pattern=r"^models/[A-Za-z0-9_][A-Za-z0-9_./-]{0,200}$")]
    """Where their file lies in the object store: weights lie below one folder, so that a request can have nothing else read."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the file: another is not used."""


class Recalibration(RequestPart):
    """The file of a version that differs from a shipped archive of the aligner's in two things: how sure it is that a phone is
    wrong, and how much speaks for a learner's way with it."""

    format: Literal["aligner-recalibration-1"] = "aligner-recalibration-1"
    base: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of the archive that it was fitted to: on another it means nothing."""
    slope: Annotated[float, Field(ge=0.1, le=10)]
    """Of the log-odds of an error, which become `slope` × log-odds + `offset`; above 0: what was likelier wrong stays so."""
    offset: Annotated[float, Field(ge=-10, le=10)]
    """In nats."""
    evidence_offset: Annotated[float, Field(ge=-4, le=4)] = 0.0
    """Nats added to each phone's accent evidence, which itself rests on the log-odds as they were."""
