"""Settings → object store."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from shared.settings import CommonSettings
from shared.storage.base import ObjectStore
from shared.storage.files import FileStore, UrlSigner


def open_store(settings: CommonSettings) -> ObjectStore:
    """The store that STORAGE_URL names. Raises ValueError for a scheme that isn't known."""
    parts = urlsplit(settings.effective_storage_url)
    if parts.scheme == "file":
        # file://.data/objects is relative to where the service runs, file:///… is absolute.
        return FileStore(Path(unquote(parts.netloc + parts.path)), url_signer(settings))
    if parts.scheme == "s3":
        from minio import Minio

        from shared.storage.s3 import S3Store

        def client(endpoint: str) -> Minio:
            return Minio(
                endpoint,
                access_key=settings.s3_access_key.get_secret_value(),
                secret_key=settings.s3_secret_key.get_secret_value(),
                region=settings.s3_region,
                secure=settings.s3_secure,
            )

        return S3Store(
            client(settings.s3_endpoint),
            client(settings.s3_public_endpoint or settings.s3_endpoint),
            bucket=parts.netloc,
            ttl_s=settings.url_ttl_s,
        )
    raise ValueError(f"STORAGE_URL must start with file:// or s3://, not {parts.scheme}://")


def url_signer(settings: CommonSettings) -> UrlSigner:
    return UrlSigner(
        secret=settings.url_signing_key.get_secret_value().encode(),
        public_url=settings.public_url,
        ttl_s=settings.url_ttl_s,
    )
