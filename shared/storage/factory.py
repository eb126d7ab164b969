"""Settings → object store."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from shared.settings import CommonSettings
from shared.storage.base import ObjectStore
from shared.storage.encryption import FileCipher, read_key, read_key_file
from shared.storage.files import FileStore, UrlSigner

if TYPE_CHECKING:
    from minio.sse import Sse

# The client's own limits are 5 min and 5 retries: a caller would wait half an hour for an address that swallows packets.
S3_CONNECT_S = 3.0
S3_READ_S = 10.0
S3_RETRIES = 2
S3_CONNECTIONS = 10


def open_store(settings: CommonSettings) -> ObjectStore:
    """The store that STORAGE_URL names. Raises ValueError for a scheme that isn't known, and for a key that is none or
    isn't the one that the store was written with."""
    if (folder := folder_of(settings)) is not None:
        store = FileStore(folder, url_signer(settings), file_cipher(settings))
        store.open()
        return store
    parts = urlsplit(settings.effective_storage_url)
    if parts.scheme == "s3":
        import certifi
        from minio import Minio
        from urllib3 import PoolManager, Retry, Timeout

        from shared.storage.s3 import S3Store

        def client(endpoint: str) -> Minio:
            return Minio(
                endpoint,
                access_key=settings.s3_access_key.get_secret_value(),
                secret_key=settings.s3_secret_key.get_secret_value(),
                region=settings.s3_region,
                secure=settings.s3_secure,
                http_client=PoolManager(
                    timeout=Timeout(connect=S3_CONNECT_S, read=S3_READ_S),
                    maxsize=S3_CONNECTIONS,
                    retries=Retry(
                        total=S3_RETRIES,
                        read=0,  # who took a request and says nothing is not asked again
                        backoff_factor=0.2,
                        status_forcelist=[500, 502, 503, 504],
                    ),
                    cert_reqs="CERT_REQUIRED",
                    ca_certs=os.environ.get("SSL_CERT_FILE") or certifi.where(),
                ),
            )

        return S3Store(
            client(settings.s3_endpoint),
            client(settings.s3_public_endpoint or settings.s3_endpoint),
            bucket=parts.netloc,
            ttl_s=settings.url_ttl_s,
            sse=_server_side_encryption(settings),
        )
    raise ValueError(f"STORAGE_URL must start with file:// or s3://, not {parts.scheme}://")


def folder_of(settings: CommonSettings) -> Path | None:
    """Where objects are files; None for S3."""
    parts = urlsplit(settings.effective_storage_url)
    # file://.data/objects is relative to where the service runs, file:///… is absolute.
    return Path(unquote(parts.netloc + parts.path)) if parts.scheme == "file" else None


def url_signer(settings: CommonSettings) -> UrlSigner:
    return UrlSigner(
        secret=settings.url_signing_key.get_secret_value().encode(),
        public_url=settings.public_url,
        ttl_s=settings.url_ttl_s,
    )


def file_cipher(settings: CommonSettings) -> FileCipher | None:
    """Raises ValueError."""
    if settings.files_key_file is not None:
        return FileCipher(read_key_file(settings.files_key_file))
    sent = settings.files_key.get_secret_value()
    return FileCipher(read_key(sent)) if sent else None


def _server_side_encryption(settings: CommonSettings) -> "Sse | None":
    if not settings.s3_sse:
        return None
    from minio.sse import SseKMS, SseS3

    if settings.s3_sse == "AES256":
        return SseS3()
    return SseKMS(settings.s3_sse_key_id, {})
