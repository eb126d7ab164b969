"""GET /docs: Swagger UI from the service's own origin, so that it works without internet and tells nobody who reads it.

Its files come with the package fastapi-offline, of which nothing else is used. The page has no script of its own in it, so that
its Content-Security-Policy can refuse all that is not from here.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from shared.errors import NotFound
from shared.web.ranges import RangedFile

FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Swagger UI sets styles inline and draws icons from data addresses; it loads nothing else from outside its two files."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
"""


@cache
def files_folder() -> Path:
    """Where the installed package keeps Swagger UI; found without importing it."""
    package = find_spec("fastapi_offline")
    assert package is not None, "fastapi-offline is installed"
    return Path(str(package.origin)).parent / "static"


def docs_router(title: str) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/docs")
    async def show_docs() -> HTMLResponse:
        return HTMLResponse(_PAGE.format(title=title), headers=HEADERS)

    @router.get("/docs/start.js")
    async def start_docs() -> Response:
        return Response(_START, media_type="text/javascript", headers=HEADERS)

    @router.get("/docs/{name}")
    async def send_docs_file(name: str) -> RangedFile:
        if name not in FILES:
            raise NotFound("the page of this service's interface is at /docs")
        path = files_folder() / name
        return RangedFile(path, stat_result=path.stat(), media_type=FILES[name], headers=HEADERS)

    return router
