"""Signs the images that were pushed, and attests what is in them: `make sign-images`.

cosign signs without a key, by who asks: in CI by the workflow's own identity, which docs/releasing.md has whoever verifies ask for.
"""

import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = "agentforge"


def pushed(values: str) -> dict[str, str]:
    """Service → image by its digest, of what push.py has written."""
    [registry] = re.findall(r"^  registry: (\S+)$", values, re.MULTILINE)
    named = re.findall(r"^    ([a-z-]+): (sha256:[0-9a-f]{64})$", values, re.MULTILINE)
    return {service: f"{registry}/{REPOSITORY}/{service}@{digest}" for service, digest in named}


def main() -> int:
    values, bills = Path(sys.argv[1]).read_text("utf-8"), Path(sys.argv[2])
    for service, image in pushed(values).items():
        bill = bills / f"{service}.cdx.json"
        subprocess.run(["cosign", "sign", "--yes", image], check=True)
        subprocess.run(["cosign", "attest", "--yes", "--type", "cyclonedx", "--predicate", bill, image], check=True)  # fmt: skip
        print(f"signed {image}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
