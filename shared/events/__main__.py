"""`python -m shared.events`: write the JSON Schema of each type of event, for readers in other languages."""

import json
from pathlib import Path

from .kinds import KINDS, EventType, json_schema

FOLDER = Path(__file__).with_name("schemas")


def schema_file(event_type: EventType) -> Path:
    return FOLDER / f"{event_type}.v{KINDS[event_type].version}.json"


def written(event_type: EventType) -> str:
    return json.dumps(json_schema(event_type), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for event_type in KINDS:
        schema_file(event_type).write_text(written(event_type), encoding="utf-8")


if __name__ == "__main__":
    main()
