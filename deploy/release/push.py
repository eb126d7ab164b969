"""Pushes the images of this release, and writes what the chart names them by: `make push-images REGISTRY=… TAG=…`.

A tag can be moved, a digest can't: what was pushed is then what runs.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPOSITORY = "agentforge"


def services() -> list[str]:
    return sorted(each.parent.parent.name for each in ROOT.glob("*/app/main.py"))


def push(service: str, registry: str, tag: str) -> str:
    """Its digest, `sha256:…`, as the registry has taken it."""
    local, there = f"{REPOSITORY}/{service}", f"{registry}/{REPOSITORY}/{service}"
    _docker("tag", local, f"{there}:{tag}")
    _docker("push", "--quiet", f"{there}:{tag}")
    named: list[str] = json.loads(_docker("image", "inspect", "--format", "{{json .RepoDigests}}", f"{there}:{tag}"))  # fmt: skip
    [digest] = [each.partition("@")[2] for each in named if each.startswith(f"{there}@")]
    return digest


def values(registry: str, tag: str, digests: dict[str, str]) -> str:
    """For `helm install -f`."""
    lines = ["image:", f"  registry: {registry}", f'  tag: "{tag}"', "  digests:"]
    lines += [f"    {name}: {digest}" for name, digest in digests.items()]
    return "\n".join(lines) + "\n"


def _docker(*arguments: str) -> str:
    done = subprocess.run(["docker", *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def main() -> int:
    registry, tag, path = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    digests = {service: push(service, registry, tag) for service in services()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(values(registry, tag, digests), "utf-8")
    print(path.read_text("utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
