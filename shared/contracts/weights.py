"""Which weights a service is to work with in one request, where they are not its own."""

from typing import Annotated

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
