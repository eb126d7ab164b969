"""A build of web/, read into memory at start."""

import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from shared.settings import CommonSettings

PAGE = "index.html"
ASSETS = "assets"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wav": "audio/wav",
    ".woff2": "font/woff2",
}
"""What a build may hold beside its page; another kind of file is not served."""
SQUEEZED = frozenset({".css", ".js", ".json", ".svg", ".html"})


@dataclass(frozen=True, slots=True)
class WebFile:
    content: bytes = field(repr=False)
    squeezed: bytes | None = field(repr=False)
    """In gzip; None where that saves nothing."""
    kind: str
    etag: str


@dataclass(frozen=True, slots=True)
class WebClient:
    """A build of web/, read at start."""

    page: WebFile | None
    """None: nobody has built it."""
    assets: dict[str, WebFile]
    """By name."""
    policy: str
    """The page's Content-Security-Policy."""


def load_web_client(folder: Path, common: CommonSettings) -> WebClient:
    page = folder / PAGE
    if not page.is_file():
        return WebClient(None, {}, "")
    found = {
        path.name: _read(path, KINDS[path.suffix])
        for path in sorted((folder / ASSETS).glob("*"))
        if path.suffix in KINDS
    }
    return WebClient(_read(page, "text/html; charset=utf-8"), found, page_policy(common))


def page_policy(common: CommonSettings) -> str:
    """Nothing from elsewhere, but for sound that an object store of its own address serves."""
    store = ""
    if common.effective_storage_url.startswith("s3:"):
        scheme = "https" if common.s3_secure else "http"
        store = f" {scheme}://{common.s3_public_endpoint or common.s3_endpoint}"
    return (
        f"default-src 'self'; media-src 'self' blob:{store}; connect-src 'self'{store}; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _read(path: Path, kind: str) -> WebFile:
    content = path.read_bytes()
    squeezed = gzip.compress(content, 9, mtime=0) if path.suffix in SQUEEZED else None
    return WebFile(content, squeezed, kind, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
