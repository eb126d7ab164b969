"""Objects in any S3 bucket, through the minio client."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import anyio.to_thread

from shared.errors import Unavailable
from shared.storage.base import ObjectMissing, checked_key

if TYPE_CHECKING:
    from minio import Minio

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class S3Store:
    client: "Minio"
    public_client: "Minio"
    """Signs URLs for the address that callers see, which may differ from ours."""
    bucket: str
    ttl_s: int

    async def put(self, key: str, content: bytes, *, content_type: str) -> None:
        checked_key(key)
        await self._call(
            lambda: self.client.put_object(
                self.bucket, key, io.BytesIO(content), len(content), content_type=content_type
            )
        )

    async def get(self, key: str) -> bytes:
        checked_key(key)

        def read() -> bytes:
            response = self.client.get_object(self.bucket, key)
            try:
                return response.read()
            finally:
                response.close()
                response.release_conn()

        return await self._call(read, key=key)

    async def exists(self, key: str) -> bool:
        checked_key(key)
        try:
            await self._call(lambda: self.client.stat_object(self.bucket, key), key=key)
        except ObjectMissing:
            return False
        return True

    async def delete(self, key: str) -> None:
        checked_key(key)
        await self._call(lambda: self.client.remove_object(self.bucket, key))

    async def keys(self, prefix: str) -> list[str]:
        listed = await self._call(
            lambda: list(self.client.list_objects(self.bucket, prefix=prefix, recursive=True))
        )
        return sorted(entry.object_name for entry in listed if entry.object_name)

    def url(self, key: str) -> str:
        return self.public_client.presigned_get_object(
            self.bucket, checked_key(key), expires=timedelta(seconds=self.ttl_s)
        )

    async def check(self) -> None:
        def make_bucket() -> None:
            if not self.client.bucket_exists(self.bucket):
                self.client.make_bucket(self.bucket)

        await self._call(make_bucket)

    async def _call(self, work: Callable[[], R], *, key: str = "") -> R:
        from minio.error import MinioException, S3Error
        from urllib3.exceptions import HTTPError

        try:
            return await anyio.to_thread.run_sync(work)
        except S3Error as error:
            if error.code in {"NoSuchKey", "NoSuchObject"}:
                raise ObjectMissing(f"there is no object {key}", field="key") from error
            raise Unavailable(f"the object store answered {error.code}") from error
        except (MinioException, HTTPError, OSError) as error:
            raise Unavailable("the object store can't be reached") from error
