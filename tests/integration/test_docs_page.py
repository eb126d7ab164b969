"""/docs works without internet: all it loads is from its own origin, and it lets nothing else in."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from shared.mount import application
from shared.roster import ORCHESTRATOR, ROSTER, Service
from shared.testing import service_client

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("mock_mode")]

LINK = re.compile(r"""(?:src|href)\s*=\s*["']([^"']+)["']""")
CSS_LOAD = re.compile(r"""(?:@import\s+|url\()\s*["']?([^"')\s]+)""")


@pytest.mark.parametrize("service", [ROSTER[0], ORCHESTRATOR], ids=lambda service: service.name)
async def test_all_that_the_page_loads_is_there_and_from_here(service: Service):
    async with service_client(application(service)) as client:
        page = await client.get("/docs")
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        links = [link for link in LINK.findall(page.text) if link != "data:,"]
        assert len(links) == 3
        for link in links:
            address = urljoin(str(page.url), link)
            assert urlsplit(address).netloc == urlsplit(str(page.url)).netloc
            loaded = await client.get(address)
            assert (loaded.status_code, bool(loaded.content)) == (200, True), address
            if link.endswith(".css"):
                outside = [each for each in CSS_LOAD.findall(loaded.text) if "//" in each]
                assert [each for each in outside if not each.startswith("data:")] == []


async def test_the_page_reads_this_services_own_document():
    async with service_client(application(ROSTER[0])) as client:
        start = (await client.get("/docs/start.js")).text
        address = re.search(r'url: "([^"]+)"', start)
        assert address is not None
        document = await client.get(urljoin("/docs", address[1]))
        assert document.json()["info"]["title"] == ROSTER[0].name
        assert "validatorUrl: null" in start


async def test_the_policy_of_the_page_lets_nothing_in_from_elsewhere():
    async with service_client(application(ROSTER[0])) as client:
        for path in (
            "/docs",
            "/docs/start.js",
            "/docs/swagger-ui-bundle.js",
            "/docs/swagger-ui.css",
        ):
            headers = (await client.get(path)).headers
            rules = headers["content-security-policy"].split(";")
            policy = dict(rule.strip().split(maxsplit=1) for rule in rules)
            assert policy["default-src"] == "'none'"
            assert policy["script-src"] == "'self'"
            sources = {word for rule in policy.values() for word in rule.split()}
            assert sources <= {"'self'", "'none'", "'unsafe-inline'", "data:", "blob:"}
            assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/redoc", "/docs/oauth2-redirect", "/docs/core.py", "/docs/%2e%2e/core.py"]
)
async def test_nothing_else_of_the_package_is_sent(path: str):
    async with service_client(application(ROSTER[0])) as client:
        response = await client.get(path)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
