"""How each sound is made, for the pictures of the mouth: `make web-types` writes it from shared/phonetics."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from shared.phonetics.arpabet import FEATURES


def main(to: Path) -> None:
    rows = [f"{json.dumps(phone)}: {json.dumps(asdict(each))}" for phone, each in FEATURES.items()]
    to.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
