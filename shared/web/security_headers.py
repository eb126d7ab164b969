"""Headers that tell browsers what an answer may not be used for; an endpoint's own stand."""

from collections.abc import Iterable

from shared.settings import CommonSettings

Header = tuple[bytes, bytes]

ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    # No answer is a page, but for /docs, which says what it needs.
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    # Results are about people: no cache keeps them unless the endpoint says for whom and how long.
    (b"cache-control", b"no-store"),
)
HSTS = (b"strict-transport-security", b"max-age=31536000")
"""Without subdomains: those may not be ours."""


def security_headers(common: CommonSettings) -> tuple[Header, ...]:
    """Of every answer; HSTS where PUBLIC_URL says that callers come by TLS."""
    return (*ALWAYS, HSTS) if common.public_url.lower().startswith("https://") else ALWAYS


def with_security(headers: Iterable[Header], added: Iterable[Header]) -> list[Header]:
    own = list(headers)
    names = {name.lower() for name, _ in own}
    return own + [each for each in added if each[0] not in names]
