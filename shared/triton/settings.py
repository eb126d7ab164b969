"""Where the Triton server is, for services whose engine `triton` asks one."""

from pydantic import Field

from shared.settings import ServiceSettings


class TritonSettings(ServiceSettings):
    triton_url: str = Field(default="", validation_alias="TRITON_URL")
    """For the engine `triton`: gRPC address of the server, host:8001."""
    triton_deadline_s: float = Field(default=30.0, gt=0, validation_alias="TRITON_DEADLINE_S")
    """For one run of a model on it."""
