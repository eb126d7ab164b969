"""The types of both clients, from the orchestrator's OpenAPI document: `make clients` writes them.

`python clients/make_types.py openapi.json SCHEMA.py DOCUMENT.json` writes the models of the Python client, and the part of the
document that `web/scripts/make-api-types.ts` makes the types of the JavaScript client of.
"""

import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HEAD = (
    '"""What the service answers. Made of its openapi.json by `make clients`; not to be edited."""'
)
REFERENCE = "#/components/schemas/"
ANSWERS = (
    "UnifiedResult", "TaskResult", "TaskAccepted", "TaskPage", "ErasurePending", "ConsentRevoked", "SpeakerConsent",
    "SpeakerConsentRevoked", "SpeakerProgress", "SpeakerErased", "PlayableSpeech", "OfferedVoices", "ConsentWording",
    "ShownUsage", "TurnHits", "Translation", "DetectedLanguage", "WrittenText", "CallResult", "CallPage", "CallReplay", "ProblemDocument",
)  # fmt: skip
"""What the clients' calls are answered with; the schemas that these name come along."""


def reached(document: dict[str, Any], roots: tuple[str, ...] = ANSWERS) -> dict[str, Any]:
    """The document with the schemas that `roots` need, and without its paths. KeyError for a root that is not there."""
    schemas, kept, waiting = document["components"]["schemas"], {}, list(roots)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept[name] = copy.deepcopy(schemas[name])
            waiting += re.findall(f'"{REFERENCE}([^"]+)"', json.dumps(kept[name]))
    ordered = {name: kept[name] for name in schemas if name in kept}
    return {
        "openapi": document["openapi"],
        "info": document["info"],
        "paths": {},
        "components": {"schemas": ordered},
    }


LIMITS = {"maxItems", "minItems", "maximum", "minimum", "maxLength", "minLength", "pattern"}


def tolerant(part: Any) -> Any:
    """The same as a reader takes it: any string beside the values of an enum and no limits, so that answers of a later release are
    read, too; a list that need not be sent is an empty one, and an object that can't be null is always there."""
    if isinstance(part, list):
        return [tolerant(each) for each in part]
    if not isinstance(part, dict):
        return part
    read = {
        name: tolerant(value)
        for name, value in part.items()
        if name not in LIMITS and not (name == "title" and isinstance(value, str))
    }
    if read.get("type") == "string" and isinstance(read.get("enum"), list):
        values = {"type": read.pop("type"), "enum": read.pop("enum")}
        read["anyOf"] = [values, {"type": "string"}]
    if isinstance(read.get("anyOf"), list):
        read["anyOf"] = [choice for each in read["anyOf"] for choice in _choices(each)]
    if isinstance(read.get("properties"), dict):
        _fill(read)
    return read


def _choices(alternative: dict[str, Any]) -> list[dict[str, Any]]:
    return alternative["anyOf"] if set(alternative) == {"anyOf"} else [alternative]


def _fill(schema: dict[str, Any]) -> None:
    required = schema.setdefault("required", [])
    for name, field in schema["properties"].items():
        if name in required:
            continue
        if "$ref" in field:
            required.append(name)
        elif field.get("type") == "array":
            field.setdefault("default", [])


def write_models(document: dict[str, Any], to: Path) -> None:
    """pydantic models, in the house's format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "openapi.json"
        source.write_text(json.dumps(tolerant(document)), encoding="utf-8")
        program = Path(sys.executable).with_name("datamodel-codegen")
        subprocess.run(
            [program, "--input", source, "--input-file-type", "openapi", "--output", to,
             "--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11",
             "--enum-field-as-literal", "all", "--extra-fields", "allow", "--use-standard-collections", "--use-union-operator",
             "--use-annotated", "--use-attribute-docstrings", "--use-field-description", "--use-schema-description",
             "--strict-nullable", "--use-single-line-docstring", "--disable-timestamp", "--custom-file-header", HEAD, "--no-formatters"],
            check=True,
        )  # fmt: skip
    ruff = Path(sys.executable).with_name("ruff")
    house = ["--quiet", "--config", Path(__file__).parents[1] / "pyproject.toml"]
    subprocess.run([ruff, "check", *house, "--fix", "--exit-zero", to], check=True)
    subprocess.run([ruff, "format", *house, to], check=True)


def main(source: Path, models: Path, part: Path) -> None:
    document = reached(json.loads(source.read_text(encoding="utf-8")))
    write_models(document, models)
    part.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
