"""GET / and GET /assets/…: the web client, built from web/, on this origin."""

from fastapi import Request, Response

from shared.errors import NotFound
from shared.web import RuntimeDep, ServiceRouter
from shared.web.compression import takes_gzip

from ..utils.web_client import WebClient, WebFile

FOREVER = "public, max-age=31536000, immutable"
"""Of files that have a hash of their content in their name."""

router = ServiceRouter(include_in_schema=False)


@router.get("/")
async def show_page(request: Request, runtime: RuntimeDep) -> Response:
    client: WebClient = runtime.resources["web"]
    if client.page is None:
        raise NotFound("the web client is not built here: make web builds it; /docs shows the API")
    return _answer(
        request,
        client.page,
        {
            "cache-control": "no-cache",
            "content-security-policy": client.policy,
            "permissions-policy": "microphone=(self), camera=(), geolocation=()",
        },
    )


@router.get("/assets/{name}")
async def send_asset(name: str, request: Request, runtime: RuntimeDep) -> Response:
    client: WebClient = runtime.resources["web"]
    if name not in client.assets:
        raise NotFound("there is no such file of the web client: load its page anew")
    return _answer(request, client.assets[name], {"cache-control": FOREVER})


def _answer(request: Request, file: WebFile, headers: dict[str, str]) -> Response:
    headers |= {"etag": file.etag, "vary": "Accept-Encoding"}
    if file.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = file.content
    if file.squeezed is not None and takes_gzip(request.scope):
        content = file.squeezed
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=file.kind, headers=headers)
