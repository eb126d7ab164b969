"""Forms as clients send them: multipart parts of any make, and fields that are sent empty.

Starlette's parser takes for a file only what has a plain `filename`. Here a part is a file where the endpoint wants one, however
its name is written, and text where the endpoint wants text. What is sent empty is as if not sent.
"""

import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import unquote

from fastapi import Request, UploadFile
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData, Headers
from starlette.datastructures import UploadFile as Upload
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from shared.errors import InvalidInput, UnsupportedMediaType
from shared.likeness import LONGEST_SHOWN
from shared.web.known_names import alternatives

MOST_TEXT_BYTES = 1_000_000
"""Of a file that is read as the text of a field; the parser's own limit for text is the same."""
_EXTENDED_NAME = re.compile(rb";\s*filename\*\s*=\s*\"?([\w-]*)'[^';]*'([^;\"]*)", re.IGNORECASE)
"""RFC 5987: `filename*=UTF-8''r%C3%A9c.wav`."""
_PLAIN_NAME = re.compile(rb";\s*filename\s*=", re.IGNORECASE)
_FIELD = re.compile(rb";\s*name\s*=\s*(?:\"([^\"]*)\"|([^;\s]*))", re.IGNORECASE)
_SOUND = (b"audio/", b"video/", b"application/ogg")


@dataclass(frozen=True, slots=True)
class FormFields:
    """What an endpoint reads of a form, by the name on the wire."""

    files: frozenset[str]
    texts: frozenset[str]

    @classmethod
    def of(cls, fields: Mapping[str, FieldInfo]) -> "FormFields":
        files = {name for name, field in fields.items() if holds_file(field.annotation)}
        return cls(frozenset(files), frozenset(fields) - files)


def holds_file(annotation: Any) -> bool:
    """Whether a field's type is an upload or a list of them."""
    return any(
        kind is UploadFile or any(holds_file(each) for each in get_args(kind))
        for kind in alternatives(annotation)
    )


async def read_form(request: Request, fields: FormFields) -> FormData:
    """The form of a request, each part as the endpoint wants it and nothing that is empty.

    Raises UnsupportedMediaType for a body that is no form, InvalidInput that names the field, and HTTPException (400) for
    a form that can't be read.
    """
    kind = media_type(request.headers)
    try:
        if kind == "multipart/form-data":
            parser: Any = _Parts(request.headers, request.stream(), fields.files)
        elif kind == "application/x-www-form-urlencoded":
            parser = FormParser(request.headers, request.stream())
        elif not has_body(request.headers):
            return FormData()
        else:
            await read_past(request)
            raise UnsupportedMediaType(_send_a_form(kind, fields), field="content-type")
        sent: FormData = await parser.parse()
        if kind != "multipart/form-data" and not all(name.isprintable() for name in sent):
            raise UnsupportedMediaType(
                _send_a_form("the bytes of a file as they are", fields), field="content-type"
            )
    except MultiPartException as error:
        raise HTTPException(400, f"the form can't be read: {error.message}") from error
    except UnicodeError as error:  # of a character set that the content-type asks for
        raise HTTPException(400, "the form can't be read: send it in UTF-8") from error
    except ClientDisconnect as error:
        raise HTTPException(400, "the form ended before its end") from error
    try:
        return FormData(
            [each for part in sent.multi_items() if (each := await _heard(part, fields))]
        )
    except BaseException:
        await sent.close()
        raise


async def read_past(request: Request) -> None:
    """Take the rest of a body that is refused: many clients send all of it before they read an answer.

    Raises ClientDisconnect.
    """
    async for _ in request.stream():
        pass


def media_type(headers: Headers) -> str:
    """Of a body, in small letters and without parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def has_body(headers: Headers) -> bool:
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


class _Parts(MultiPartParser):
    """A part under the name of a file is a file, whatever its filename looks like; so is what says that it is sound."""

    def __init__(
        self, headers: Headers, stream: AsyncGenerator[bytes, None], files: frozenset[str]
    ) -> None:
        super().__init__(headers, stream)
        self._files = files

    def on_headers_finished(self) -> None:
        part = self._current_part
        header = bytes(part.content_disposition or b"")
        if header and not _PLAIN_NAME.search(header):
            kind = dict(part.item_headers).get(b"content-type", b"").strip().lower()
            name = _FIELD.search(header)
            is_file = name is not None and (name[1] or name[2] or b"").decode("utf-8", "replace") in self._files  # fmt: skip
            if (extended := _EXTENDED_NAME.search(header)) is not None:
                part.content_disposition = header + b'; filename="' + _decoded(extended) + b'"'
            elif is_file or kind.startswith(_SOUND):
                part.content_disposition = header + b'; filename=""'
        super().on_headers_finished()


def _decoded(extended: re.Match[bytes]) -> bytes:
    """A filename as UTF-8 bytes between quotes."""
    try:
        name = unquote(
            extended[2].decode("ascii", "replace"), extended[1].decode("ascii") or "utf-8"
        )
    except LookupError:  # no such character set
        name = "unnamed"
    return name.replace("\\", "\\\\").replace('"', "'").encode()


async def _heard(part: tuple[str, Any], fields: FormFields) -> tuple[str, Any] | None:
    """A part as the endpoint wants it; None for one that is empty. Raises InvalidInput."""
    name, value = part
    if isinstance(value, str):
        if not (text := value.strip()):
            return None
        if name in fields.files:
            raise _no_file(name)
        return name, text
    upload: Upload = value
    if name in fields.texts:
        return await _as_text(name, upload)
    if not upload.filename and name in fields.files and not _says_sound(upload):
        start = await upload.read(1000)
        await upload.seek(0)
        if not start.strip():
            await upload.close()
            return None
        if _is_text(start):
            raise _no_file(name)
    return name, upload


async def _as_text(name: str, upload: Upload) -> tuple[str, str] | None:
    """A file that was sent for a text, as scripts send a blob of JSON. Raises InvalidInput for one that holds none."""
    content = await upload.read(MOST_TEXT_BYTES + 1)
    await upload.close()
    if len(content) > MOST_TEXT_BYTES or not _is_text(content):
        raise _refused(
            name,
            f"a text is taken here, and the file that was sent holds none: send it as {name}=…",
        )
    text = content.decode("utf-8-sig").strip()
    return (name, text) if text else None


def _says_sound(upload: Upload) -> bool:
    kind = upload.headers.get("content-type", "").strip().lower()
    return kind.encode("latin-1", "replace").startswith(_SOUND)


def _is_text(content: bytes) -> bool:
    """A character that is cut off at the end is none the less text."""
    for cut in range(4):
        try:
            return "\0" not in content[: len(content) - cut].decode()
        except UnicodeDecodeError:
            continue
    return False


def _no_file(name: str) -> InvalidInput:
    plain = name.removesuffix("[]")
    return _refused(
        plain,
        f"{plain} is a file upload: send it as {plain}=@my.wav in a multipart/form-data form; text, a path, an address or base64 "
        "is not read",
    )


def _refused(field: str, detail: str) -> InvalidInput:
    return InvalidInput(detail, field=field, errors=[{"field": field, "detail": detail}])


def _send_a_form(kind: str, fields: FormFields) -> str:
    names = sorted({name.removesuffix("[]") for name in fields.files})
    first = "file" if "file" in names else (names or sorted(fields.texts))[0]
    sent = f"{first}=@my.wav" if names else f"{first}=…"
    shown = kind[:LONGEST_SHOWN] or "a body without a content-type"
    return f"a form is taken here, not {shown}: send multipart/form-data with {sent} and the other fields as parts of it"
