"""`python -m shared.models`: fetch, verify and list the models, and say what is missing."""

import argparse
import signal
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from shared.models.fetch import FetchFailed, fetch
from shared.models.manifest import Model, known_models
from shared.models.store import flaws_of
from shared.models.transfers import megabytes, report_to
from shared.settings import CommonSettings

INTERRUPTED = 130


def main() -> int:
    arguments = _parse()
    console = Console()
    settings = CommonSettings()
    model_dir: Path = (arguments.dir or settings.model_dir).absolute()
    models = [known_models()[name] for name in arguments.names]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        match arguments.command:
            case "fetch":
                mirror = Path(settings.model_mirror) if settings.model_mirror else None
                return _fetch(models, model_dir, mirror, console)
            case "verify":
                return _verify(models, model_dir, console)
            case "list":
                return _list(models, model_dir, console)
            case _:
                from shared.models.doctor import examine, show

                return show(examine(settings, model_dir), console)
    except FetchFailed as error:
        console.print(str(error), style="red", highlight=False, markup=False)
        return 1
    except KeyboardInterrupt:
        console.print("interrupted: what is finished stays, the next run goes on from there")
        return INTERRUPTED


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m shared.models", description=__doc__)
    commands = {
        "fetch": "bring the store up to models.toml",
        "verify": "hash every file anew",
        "list": "names, sizes, licences",
        "doctor": "what is missing, and what each engine of each service needs",
    }
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, text in commands.items():
        command = subparsers.add_parser(name, help=text, description=text)
        command.add_argument("--dir", type=Path, help="the store; default: MODEL_DIR, or .models")
        if name != "doctor":
            command.add_argument("names", nargs="*", metavar="model", help="default: all of them")
    arguments = parser.parse_args()
    names: list[str] = getattr(arguments, "names", [])
    if unknown := [name for name in names if name not in known_models()]:
        parser.error(f"there is no model {unknown[0]}; there are {', '.join(known_models())}")
    arguments.names = names or list(known_models())
    return arguments


def _fetch(models: list[Model], model_dir: Path, mirror: Path | None, console: Console) -> int:
    with report_to(console) as report:
        fetched = fetch(models, model_dir, mirror=mirror, report=report)
    names = ", ".join(model.name for model in models)
    if fetched.n_files:
        console.print(
            f"{fetched.n_files} files, {megabytes(fetched.n_bytes)} in {fetched.elapsed_s:.1f} s: {names}",
            highlight=False,
        )
    else:
        console.print(f"models are here and verified: {names}", highlight=False)
    return 0


def _verify(models: list[Model], model_dir: Path, console: Console) -> int:
    n_flaws = 0
    for model in models:
        flaws = flaws_of(model, model_dir, rehash=True)
        n_flaws += len(flaws)
        for flaw in flaws:
            line = f"{model.name}/{flaw.file.name} {flaw.reason}"
            console.print(line, style="red", highlight=False, markup=False)
        if not flaws:
            console.print(f"{model.name}: {len(model.files)} files are as listed", highlight=False)
    return 1 if n_flaws else 0


def _list(models: list[Model], model_dir: Path, console: Console) -> int:
    table = Table("model", "version", "files", "size", "here", "licence", box=None, pad_edge=False)
    for model in models:
        here = "no" if flaws_of(model, model_dir) else "yes"
        size = megabytes(model.size_bytes)
        n_files = str(len(model.files))
        table.add_row(model.name, model.version, n_files, size, here, model.licence)
    console.print(table)
    for model in models:
        console.print(f"\n{model.name}: {model.about}\n  {model.homepage}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
