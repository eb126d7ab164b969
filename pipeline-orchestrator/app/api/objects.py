"""GET /objects: plays the objects of a file store to those who hold a signed address."""

import re
import time
from functools import partial
from pathlib import PurePosixPath

import anyio.to_thread
from fastapi import Depends
from fastapi.responses import FileResponse, Response

from shared.audio.formats import CONTENT_TYPES as AUDIO_TYPES
from shared.errors import Forbidden, NotFound, Unavailable
from shared.storage import ObjectMissing
from shared.storage.factory import url_signer
from shared.storage.files import FileStore
from shared.web import CommonSettingsDep, ServiceRouter, StoreDep, problems
from shared.web.known_names import any_query
from shared.web.ranges import PART_ANSWERS, RangedFile, RangedReading

SIGNATURE = re.compile(r"[0-9a-f]{64}")
CONTENT_TYPES = {f".{name}": kind for name, kind in AUDIO_TYPES.items()} | {
    ".json": "application/json"
}

router = ServiceRouter(tags=["objects"])


@router.get(
    "/objects/{key:path}",
    response_class=FileResponse,
    responses={
        200: {"content": {kind: {} for kind in AUDIO_TYPES.values()}},
        **PART_ANSWERS,
        **problems(Forbidden, NotFound, Unavailable),
    },
    dependencies=[Depends(any_query)],
)
async def get_object(
    key: str,
    store: StoreDep,
    common: CommonSettingsDep,
    tenant: str = "",
    expires: str = "",
    signature: str = "",
) -> Response:
    """The object behind an address from a result; players may ask for ranges of it."""
    if not isinstance(store, FileStore):
        raise NotFound("the objects of this installation are served by its object store")
    if not (SIGNATURE.fullmatch(signature) and re.fullmatch(r"[0-9]{1,12}", expires)):
        raise Forbidden("use an address from a result: it carries a signature", field="signature")
    url_signer(common).verify(key, expires=int(expires), signature=signature, tenant=tenant)
    try:
        found = await store.open_part(key)
    except ObjectMissing as error:
        raise ObjectMissing("this object has been erased", field="key") from error
    kind = CONTENT_TYPES.get(PurePosixPath(key).suffix, "application/octet-stream")
    headers = {
        "cache-control": f"private, max-age={max(0, int(expires) - int(time.time()))}",
        "x-content-type-options": "nosniff",
    }
    if found.cipher is None:
        return RangedFile(found.path, stat_result=found.status, media_type=kind, headers=headers)
    return RangedReading(
        partial(anyio.to_thread.run_sync, found.read),
        size=found.size,
        stored_at_s=found.status.st_mtime,
        media_type=kind,
        headers=headers,
    )
