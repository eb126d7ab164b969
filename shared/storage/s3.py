"""Objects in any S3 bucket, through the minio client."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from uuid import uuid4

import anyio.to_thread

from shared.errors import StorageFull, Unavailable
from shared.storage.base import ObjectMissing, StoredObject, checked_key
from shared.storage.faults import PROBE_BYTES
from shared.tracing import traced

if TYPE_CHECKING:
    from minio import Minio
    from minio.datatypes import Object
    from minio.sse import Sse

R = TypeVar("R")

FULL = frozenset(
    {"XMinioStorageFull", "InsufficientStorage", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded"}
)
"""What servers call it when there is no room."""
PROBE_EVERY_S = 30.0
_COPIED_BYTES = 1 << 20


KIND = {"agentforge.storage": "s3"}
"""What spans tell of it."""


@dataclass(slots=True)
class S3Store:
    client: "Minio"
    public_client: "Minio"
    """Signs URLs for the address that callers see, which may differ from ours."""
    bucket: str
    ttl_s: int
    sse: "Sse | None" = None
    """How the server encrypts what it keeps; sent with every write."""
    _was_opened: bool = field(default=False, init=False)
    """The bucket is made at most once: one that vanished has to come back by itself."""
    _probe_again_at: float = field(default=0.0, init=False)
    """On the monotonic clock: every write is paid for."""

    @traced("storage put", "client", KIND)
    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        await self._put(key, io.BytesIO(content), content_type)

    @traced("storage put", "client", KIND)
    async def put_file(self, key: str, file: BinaryIO, *, content_type: str) -> None:
        await self._put(key, file, content_type)

    async def _put(self, key: str, file: BinaryIO, content_type: str) -> None:
        checked_key(key)

        def write() -> None:
            n_bytes = file.seek(0, io.SEEK_END)
            file.seek(0)
            self.client.put_object(
                self.bucket, key, file, n_bytes, content_type=content_type, sse=self.sse
            )

        await self._call(write)

    @traced("storage get", "client", KIND)
    async def get(self, key: str) -> bytes:
        content = io.BytesIO()
        await self._copy(key, content)
        return content.getvalue()

    @traced("storage get", "client", KIND)
    async def copy_to(self, key: str, file: BinaryIO) -> None:
        await self._copy(key, file)

    async def _copy(self, key: str, file: BinaryIO) -> None:
        checked_key(key)

        def read() -> None:
            response = self.client.get_object(self.bucket, key)
            try:
                for part in response.stream(_COPIED_BYTES):
                    file.write(part)
            finally:
                response.close()
                response.release_conn()

        await self._call(read, key=key)

    @traced("storage exists", "client", KIND)
    async def exists(self, key: str) -> bool:
        checked_key(key)
        try:
            await self._call(lambda: self.client.stat_object(self.bucket, key), key=key)
        except ObjectMissing:
            return False
        return True

    @traced("storage delete", "client", KIND)
    async def delete(self, key: str) -> None:
        checked_key(key)
        await self._call(lambda: self.client.remove_object(self.bucket, key))

    @traced("storage delete_folder", "client", KIND)
    async def delete_folder(
        self, folder: str, *, keep: Callable[[str], bool] | None = None
    ) -> list[str]:
        keys = [
            key
            for key in await self.keys(checked_key(folder.rstrip("/")) + "/")
            if keep is None or not keep(key)
        ]
        for key in keys:
            await self.delete(key)
        return keys

    @traced("storage keys", "client", KIND)
    async def keys(self, prefix: str) -> list[str]:
        return sorted(str(each.object_name) for each in await self._objects(prefix))

    async def listed(self, prefix: str) -> list[StoredObject]:
        found = [
            StoredObject(
                str(each.object_name), each.size or 0, each.last_modified or datetime.now(UTC)
            )
            for each in await self._objects(prefix)
        ]
        return sorted(found, key=lambda each: each.key)

    async def _objects(self, prefix: str) -> "list[Object]":
        found = await self._call(
            lambda: list(self.client.list_objects(self.bucket, prefix=prefix, recursive=True))
        )
        return [each for each in found if each.object_name]

    def url(self, key: str, *, tenant: str = "") -> str:
        """Signed for GET alone. Servers pass over a parameter that begins with `x-`, but it is signed and logged."""
        return self.public_client.presigned_get_object(
            self.bucket,
            checked_key(key),
            expires=timedelta(seconds=self.ttl_s),
            extra_query_params={"x-tenant": tenant} if tenant else None,
        )

    async def check(self) -> None:
        await self._call(self._check, abandon=True)

    def _check(self) -> None:
        if self.client.bucket_exists(self.bucket):
            self._was_opened = True
        else:
            self._make_bucket()
        if time.monotonic() < self._probe_again_at:
            return
        key = f"probe/{uuid4()}"
        probe = io.BytesIO(bytes(PROBE_BYTES))
        self.client.put_object(self.bucket, key, probe, PROBE_BYTES, sse=self.sse)
        self.client.remove_object(self.bucket, key)
        self._probe_again_at = time.monotonic() + PROBE_EVERY_S

    def _make_bucket(self) -> None:
        """Raises Unavailable for one that was there."""
        if self._was_opened:
            raise Unavailable("the bucket of the object store is gone")
        self.client.make_bucket(self.bucket)
        self._was_opened = True

    def _in_bucket(self, work: Callable[[], R]) -> R:
        from minio.error import S3Error

        try:
            done = work()
        except S3Error as error:
            if error.code != "NoSuchBucket":
                raise
            self._make_bucket()
            done = work()
        self._was_opened = True
        return done

    async def clear_leftovers(self) -> None:
        """Nothing to do: an upload that breaks off leaves no object."""

    async def _call(self, work: Callable[[], R], *, key: str = "", abandon: bool = False) -> R:
        """`abandon`: given up with whoever asks; the thread goes on alone."""
        from minio.error import MinioException, S3Error
        from urllib3.exceptions import HTTPError

        try:
            return await anyio.to_thread.run_sync(self._in_bucket, work, abandon_on_cancel=abandon)
        except S3Error as error:
            if error.code in {"NoSuchKey", "NoSuchObject"}:
                raise ObjectMissing(f"there is no object {key}", field="key") from error
            if error.code in FULL or error.response.status == HTTPStatus.INSUFFICIENT_STORAGE:
                raise StorageFull(
                    "the object store is full: make room, DELETE /tasks/{id} does"
                ) from error
            raise Unavailable(f"the object store answered {error.code}") from error
        except (MinioException, HTTPError, OSError) as error:
            raise Unavailable("the object store can't be reached") from error
