"""Settings of who signs users in: OIDC_*."""

from urllib.parse import urlsplit

from pydantic import Field, model_validator

from shared.settings import ServiceSettings
from shared.web.listening import is_loopback

ASYMMETRIC = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")  # fmt: skip
"""A symmetric one would make whoever can verify a token able to sign one."""


class OidcSettings(ServiceSettings):
    """An issuer of JWTs, whose claims say who asks. Without OIDC_ISSUER no JWT is taken."""

    oidc_issuer: str = Field(default="", validation_alias="OIDC_ISSUER")
    """As its tokens name it: `https://sso.example.org/realms/school`."""
    oidc_audience: str = Field(default="", validation_alias="OIDC_AUDIENCE")
    """As its tokens name this installation."""
    oidc_jwks_url: str = Field(default="", validation_alias="OIDC_JWKS_URL")
    """Where its public keys are; empty: as `/.well-known/openid-configuration` of the issuer says."""
    oidc_algorithms: str = Field(default="RS256,ES256", validation_alias="OIDC_ALGORITHMS")
    """Comma-separated; asymmetric ones alone."""
    oidc_leeway_s: float = Field(default=60.0, ge=0, le=300, validation_alias="OIDC_LEEWAY_S")
    """By how much the issuer's clock may be off."""
    oidc_subject_claim: str = Field(default="sub", validation_alias="OIDC_SUBJECT_CLAIM")
    """Of a learner it is their `speaker_id`."""
    oidc_role_claim: str = Field(default="role", validation_alias="OIDC_ROLE_CLAIM")
    oidc_scopes_claim: str = Field(default="scope", validation_alias="OIDC_SCOPES_CLAIM")
    oidc_tenant_claim: str = Field(default="tenant", validation_alias="OIDC_TENANT_CLAIM")
    oidc_tenant: str = Field(default="", validation_alias="OIDC_TENANT")
    """Of tokens that name none; empty: those are refused."""

    @property
    def oidc_algorithm_list(self) -> list[str]:
        return [each.strip() for each in self.oidc_algorithms.split(",") if each.strip()]

    @model_validator(mode="after")
    def _whole_and_safe(self) -> "OidcSettings":
        if not self.oidc_issuer:
            return self
        if not self.oidc_audience:
            raise ValueError(
                "OIDC_AUDIENCE: tokens that the issuer made for others must not open this"
            )
        wrong = [each for each in self.oidc_algorithm_list if each not in ASYMMETRIC]
        if wrong or not self.oidc_algorithm_list:
            raise ValueError(f"OIDC_ALGORITHMS may hold {', '.join(ASYMMETRIC)} alone")
        for address in filter(None, (self.oidc_issuer, self.oidc_jwks_url)):
            require_safe(address)
        return self


def require_safe(address: str) -> None:
    """Raises ValueError for an address from which keys could be given by somebody else."""
    parts = urlsplit(address)
    is_near = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not is_near and (parts.scheme != "https" or not parts.hostname):
        raise ValueError("addresses of the issuer have to begin with https://")
