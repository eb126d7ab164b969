"""JWTs of an OIDC issuer: signed with a pinned asymmetric algorithm by a key of the issuer's own set, for this audience."""

import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import anyio
import httpx
import structlog
from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from shared.errors import InvalidInput, Unauthenticated, Unavailable

from ..core.oidc import OidcSettings, require_safe
from ..domain.principal import Principal, Role
from .keyring import require_subject

log = structlog.get_logger(__name__)

KEYS_KEPT_S = 3_600.0
REFRESH_AT_MOST_EVERY_S = 30.0
"""However many tokens name keys that nobody has: each would be a request to the issuer."""
STALE_KEYS_KEPT_S = 86_400.0
"""While the issuer can't be asked."""
FETCH_TIMEOUT_S = 3.0
MOST_BYTES = 262_144
"""Of a set of keys; issuers have a handful."""
MOST_SUBJECT_CHARS = 255
"""What OpenID Connect allows."""
_LATEST_S = 253_402_300_799.0
"""The end of the year 9999, the last that a datetime knows."""
ROLES = frozenset({"learner", "teacher", "operator", "service"})


@dataclass(slots=True)
class IssuerKeys:
    """The issuer's public keys, fetched when they are needed, kept, and asked for anew when a token names an unknown one."""

    settings: OidcSettings
    http: httpx.AsyncClient
    clock: Callable[[], float] = time.monotonic
    _keys: KeySet | None = None
    _fetched_at: float = float("-inf")
    _asked_at: float = float("-inf")
    _asking: anyio.Lock = field(default_factory=anyio.Lock)

    async def current(self) -> KeySet:
        """Raises Unavailable while there are none."""
        if self._keys is None or self.clock() - self._fetched_at >= KEYS_KEPT_S:
            await self.refresh()
        if self._keys is None or self.clock() - self._fetched_at >= STALE_KEYS_KEPT_S:
            raise Unavailable("the issuer of sign-ins can't be asked for its keys now")
        return self._keys

    async def refresh(self) -> None:
        """Ask the issuer, unless that was just done. What fails leaves the keys that are there."""
        async with self._asking:
            if self.clock() - self._asked_at < REFRESH_AT_MOST_EVERY_S:
                return
            self._asked_at = self.clock()
            try:
                self._keys = _public_keys(await self._fetch(await self._address()))
                self._fetched_at = self.clock()
            except (
                httpx.HTTPError, OSError, JoseError, ValueError, KeyError, TypeError, RecursionError
            ) as error:  # fmt: skip
                log.warning("issuer_keys_not_read", error=type(error).__name__)

    async def _address(self) -> str:
        if self.settings.oidc_jwks_url:
            return self.settings.oidc_jwks_url
        issuer = self.settings.oidc_issuer
        found = await self._fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found["issuer"] != issuer:
            raise ValueError("the issuer calls itself otherwise")
        address = str(found["jwks_uri"])
        require_safe(address)
        return address

    async def _fetch(self, address: str) -> dict[str, Any]:
        """Raises httpx.HTTPError, or ValueError for what is no JSON object or too large."""
        content = b""
        with anyio.fail_after(FETCH_TIMEOUT_S * 2):
            async with self.http.stream("GET", address, timeout=FETCH_TIMEOUT_S) as response:
                response.raise_for_status()
                async for part in response.aiter_bytes():
                    content += part
                    if len(content) > MOST_BYTES:
                        raise ValueError("the issuer's answer is too large")
        document = json.loads(content)
        if not isinstance(document, dict):
            raise ValueError("the issuer's answer is no JSON object")
        return document


def _public_keys(document: Mapping[str, Any]) -> KeySet:
    """The asymmetric signing keys of a set; others in it, for encryption or of kinds unknown here, do no harm."""
    usable = [
        each
        for each in document["keys"]
        if each.get("kty") in {"RSA", "EC", "OKP"} and each.get("use", "sig") == "sig"
    ]
    if not usable:
        raise ValueError("the issuer has no keys to sign with")
    return KeySet.import_key_set({"keys": usable})


@dataclass(slots=True)
class TokenReader:
    """From a JWT to who asks with it."""

    settings: OidcSettings
    keys: IssuerKeys

    async def read(self, token: str) -> tuple[Principal, datetime]:
        """Who it is, and until when. Raises Unauthenticated, and Unavailable while the issuer's keys can't be had."""
        claims = await self._claims(token)
        registry = jwt.JWTClaimsRegistry(
            leeway=int(self.settings.oidc_leeway_s),
            iss={"essential": True, "value": self.settings.oidc_issuer},
            aud={"essential": True, "value": self.settings.oidc_audience},
            exp={"essential": True},
        )
        try:
            registry.validate(claims)
        except ExpiredTokenError as error:
            raise Unauthenticated("this token has expired", was_shown=True) from error
        except JoseError as error:
            raise Unauthenticated(
                "this token is for another service, of another issuer, or not good yet",
                was_shown=True,
            ) from error
        until = min(float(claims["exp"]) + self.settings.oidc_leeway_s, _LATEST_S)
        return self._principal(claims), datetime.fromtimestamp(until, UTC)

    async def _claims(self, token: str) -> dict[str, Any]:
        """Of a token whose signature is right. Raises Unauthenticated or Unavailable."""
        try:
            algorithms = self.settings.oidc_algorithm_list
            if jws.extract_compact(token.encode()).headers().get("alg") not in algorithms:
                raise Unauthenticated(
                    "this token is signed in a way that is not taken", was_shown=True
                )
            keys = await self.keys.current()
            try:
                return jwt.decode(token, keys, algorithms=algorithms).claims
            except InvalidKeyIdError:
                await self.keys.refresh()
                return jwt.decode(token, await self.keys.current(), algorithms=algorithms).claims
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise Unauthenticated("this token can't be read or verified", was_shown=True) from error

    def _principal(self, claims: Mapping[str, Any]) -> Principal:
        """Raises Unauthenticated for claims that name no tenant, role or subject that can be used."""
        settings = self.settings
        role = claims.get(settings.oidc_role_claim)
        if not isinstance(role, str) or role not in ROLES:
            raise Unauthenticated(
                f"this token's claim {settings.oidc_role_claim} has to be one of {', '.join(sorted(ROLES))}",
                was_shown=True,
            )
        tenant = claims.get(settings.oidc_tenant_claim, settings.oidc_tenant or None)
        subject = claims.get(settings.oidc_subject_claim)
        scopes = claims.get(settings.oidc_scopes_claim) or ()
        try:
            if not isinstance(tenant, str) or not isinstance(subject, str):
                raise ValueError("tenant and subject are texts")
            if not 0 < len(subject) <= MOST_SUBJECT_CHARS:
                raise ValueError("a subject has a length")
            principal = Principal(tenant, subject, cast(Role, role), _known_scopes(scopes))
            require_subject(principal)
        except (ValueError, InvalidInput) as error:
            raise Unauthenticated(
                f"this token's claims {settings.oidc_tenant_claim} and {settings.oidc_subject_claim} can't be used: a tenant is 1 to 32 of "
                "a-z, 0-9 and '-', a learner's subject their speaker_id",
                was_shown=True,
            ) from error
        return principal


@asynccontextmanager
async def open_tokens(settings: OidcSettings) -> AsyncIterator[TokenReader]:
    async with httpx.AsyncClient(follow_redirects=False) as http:
        yield TokenReader(settings, IssuerKeys(settings, http))


def _known_scopes(sent: Any) -> frozenset[str]:
    """Ours, of the many that a token may hold: a list, or a text with spaces."""
    each = sent.split() if isinstance(sent, str) else sent
    return frozenset({"metrics", "tenants"} & set(map(str, each if isinstance(each, list) else ())))
