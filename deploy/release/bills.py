"""Bills of materials of what is shipped, as CycloneDX: `make sbom`, or `python bills.py FOLDER`.

One for each image (its lock, with the hashes that the build requires), one for the page that the orchestrator's image holds, and one for the models,
which images fetch and don't hold.
"""

import base64
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
NPM_HASHES = {"sha512": "SHA-512", "sha1": "SHA-1"}


def image_locks() -> dict[str, Path]:
    """Image → lock. The GPU images are named by their lock."""
    found = {each.parent.parent.name: ROOT / "requirements" / f"{each.parent.parent.name}.txt" for each in ROOT.glob("*/app/main.py")}  # fmt: skip
    return dict(sorted((found | {"asr-service-gpu": ROOT / "requirements/asr-service-gpu.txt"}).items()))  # fmt: skip


def write_python(name: str, lock: Path, folder: Path) -> Path:
    path = folder / f"{name}.cdx.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(lock), "--output-reproducible", "--output-format", "JSON", "--output-file", str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    bill = json.loads(path.read_text("utf-8"))
    bill["metadata"]["component"] = {"type": "container", "name": f"agentforge/{name}", "version": _version()}  # fmt: skip
    path.write_text(json.dumps(bill, indent=1), "utf-8")
    return path


def page_bill(lock: dict[str, Any]) -> dict[str, Any]:
    """Of what a package-lock.json of version 3 has besides tools; npm's own command takes no package without a version, as the page is."""
    parts: list[dict[str, Any]] = []
    for path, each in lock["packages"].items():
        if not path or each.get("dev") or each.get("link"):
            continue
        name = path.rpartition("node_modules/")[2]
        algorithm, _, digest = each["integrity"].partition("-")
        parts.append(
            {
                "type": "library",
                "name": name,
                "version": each["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{each['version']}",
                "licenses": [{"license": {"name": each["license"]}}] if "license" in each else [],
                "hashes": [{"alg": NPM_HASHES[algorithm], "content": base64.b64decode(digest).hex()}],
            }
        )  # fmt: skip
    return _bill(parts)


def write_page(folder: Path) -> Path:
    path = folder / "page.cdx.json"
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    path.write_text(json.dumps(page_bill(lock), indent=1), "utf-8")
    return path


def _bill(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}


def models_bill(manifests: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Of what the manifests of shared/models name: those that are fetched, and our own, which images hold."""
    parts = [
        {
            "type": "machine-learning-model",
            "name": model["name"],
            "version": model["version"],
            "licenses": [{"license": {"name": model.get("licence", "Apache-2.0")}}],
            "components": [
                {"type": "file", "name": file["name"], "hashes": [{"alg": "SHA-256", "content": file["sha256"]}]}
                for file in model["files"]
            ],
        }
        for manifest in manifests
        for model in manifest["model"]
    ]  # fmt: skip
    return _bill(parts)


def write_models(folder: Path) -> Path:
    manifests = [tomllib.loads((ROOT / "shared/models" / name).read_text("utf-8")) for name in ("models.toml", "own.toml")]  # fmt: skip
    path = folder / "models.cdx.json"
    path.write_text(json.dumps(models_bill(manifests), indent=1), "utf-8")
    return path


def _version() -> str:
    [line] = [each for each in (ROOT / "shared/__init__.py").read_text("utf-8").splitlines() if each.startswith("__version__")]  # fmt: skip
    return line.split('"')[1]


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    written = [write_python(name, lock, folder) for name, lock in image_locks().items()]
    written += [write_page(folder), write_models(folder)]
    for path in written:
        print(f"{path}: {len(json.loads(path.read_text('utf-8'))['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
