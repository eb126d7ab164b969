"""The client that blocks, of the one that is awaited: `make clients` writes it.

`python clients/make_sync.py FOLDER` writes the modules of MADE in a package, each from its async one. A word for
a word: what differs otherwise is in waiting.py and async_waiting.py.
"""

import re
import subprocess
import sys
from pathlib import Path

WORDS = (
    (r"\basync (?=def|with|for)", ""),
    (r"\bawait ", ""),
    (r"is awaited", "waits for its answer"),
    (r"AsyncGenerator\[(\w+), None\]", r"Generator[\1, None, None]"),
    (r"\bAsyncGenerator\b", "Generator"),
    (r"\bAsync(?=Client|SubmittedTask|SpeakerCalls|RecordedCalls)", ""),
    (r"\basync_(?=client|speakers|waiting|recorded_calls)", ""),
    (r"\b__a(?=enter__|exit__)", "__"),
    (r"\ba(?=close\b|closing\b|read\b|iter_lines\b)", ""),
    (r"\ban(?= `with`)", "a"),
)
"""What becomes what, in this order."""
MADE = ("client.py", "speakers.py", "recorded_calls.py")


def made_sync(source: str, name: str) -> str:
    """Of async_`name`."""
    for pattern, put in WORDS:
        source = re.sub(pattern, put, source)
    head = rf"\g<0>\n# Made of async_{name} by `make clients`; not to be edited."
    return _in_house_format(re.sub(r'(?s)\A""".*?"""', head, source))


def _in_house_format(source: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    config = ["--config", Path(__file__).parents[1] / "pyproject.toml", "--quiet"]
    for command in (["check", "--select", "I", "--fix", "--exit-zero"], ["format"]):
        source = subprocess.run(
            [ruff, *command, *config, "--stdin-filename", "client.py", "-"],
            input=source, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    return source


def main(package: Path) -> None:
    for name in MADE:
        made = made_sync((package / f"async_{name}").read_text(encoding="utf-8"), name)
        (package / name).write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
