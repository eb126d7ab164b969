"""Runs in .venv-beside alone: judges recordings that are named on standard input, a line of JSON each, and tells how long each took."""

import json
import sys
import time
from pathlib import Path


def main() -> None:
    from mcp_server_pronunciation.assessor import (  # pyright: ignore[reportMissingImports]
        PronunciationAssessor,
    )

    told, sys.stdout = sys.stdout, sys.stderr  # its libraries may write what they like
    assessor = PronunciationAssessor(sys.argv[1])
    assessor._get_model()
    print("ready", file=told, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        wall, cpu = time.perf_counter(), time.process_time()
        found = assessor.assess(Path(asked["path"]), asked["text"])
        answer = found.to_dict()
        taken = {
            "wall_ms": (time.perf_counter() - wall) * 1000,
            "cpu_ms": (time.process_time() - cpu) * 1000,
            "n_words": len(answer["alignment"]),
        }
        print(json.dumps(taken), file=told, flush=True)


if __name__ == "__main__":
    main()
