"""`afv`: recordings judged from a terminal."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from . import __version__
from .batch import BatchRun, BatchStopped, Done
from .call_report import CallRun, write_calls
from .client import Client
from .errors import (
    ApiProblem,
    NotLetIn,
    TaskFailed,
    TookTooLong,
    TooMany,
    Unreachable,
    VoiceError,
)
from .kept import Folder
from .live import played, spoken, stream
from .report import OUTCOMES, write_report
from .terminal import LiveLine, show_result
from .texts import WrongTable, plan

STAGES = "asr,align,phonemap,diff,feedback"
"""All but the voices, which take longest and can't be heard in a terminal."""
LONGEST_CALL_S = 21_600.0
"""For one call of hours, and those before it in the line."""
MOST_TEXTS = 64
"""That are translated by one call."""
START_S = 15.0
"""In which a service must answer before a batch begins."""


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    NOT_ALL = 1
    WRONG_USE = 2
    UNREACHABLE = 3
    NOT_LET_IN = 4
    FAILED = 5
    INTERRUPTED = 130


CODES = """exit codes: 0 judged; 1 could not be judged, or not all of a batch; 2 wrong use, or a refused recording; 3 the service can't be
reached; 4 no key, or one that may not; 5 the service failed or is busy; 130 interrupted"""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    console, errors = Console(), Console(stderr=True)
    try:
        with Client(asked.url, asked.key, timeout=asked.timeout) as client:
            return asked.do(client, asked, console, errors)
    except KeyboardInterrupt:
        _say(errors, "interrupted: the same command again goes on from here")
        return Exit.INTERRUPTED
    except OSError as error:
        _say(errors, f"afv: {error.filename or ''}: {error.strerror or error}")
        return Exit.WRONG_USE
    except ValueError as error:  # what the command line named
        _say(errors, f"afv: {error}")
        return Exit.WRONG_USE
    except VoiceError as error:
        _say(errors, f"afv: {error}")
        return code_of(error)


def _say(console: Console, line: str) -> None:
    """As it is, however wide the terminal: names may look like markup, and lines are read by programs, too."""
    console.print(Text(line), soft_wrap=True)


def code_of(error: VoiceError) -> Exit:
    """By what its reader can do about it."""
    if isinstance(error, NotLetIn):
        return Exit.NOT_LET_IN
    if isinstance(error, Unreachable):
        return Exit.UNREACHABLE
    if isinstance(error, TaskFailed | TookTooLong | TooMany):
        return Exit.FAILED
    if isinstance(error, ApiProblem):
        return Exit.WRONG_USE if error.status < 500 else Exit.FAILED
    return Exit.FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="afv", description="Judges recordings by AgentForge Voice, the self-hosted pronunciation coach.", epilog=CODES,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="one|batch|live|calls|translate")
    one = commands.add_parser("one", help="one recording, shown as a table", epilog=CODES)
    one.add_argument("audio", type=Path, help="the recording: WAV, FLAC, MP3, OGG, M4A, WebM …")
    one.add_argument(
        "text", nargs="?", help="what was to be read; without it what is recognised is judged"
    )
    one.add_argument("--json", action="store_true", help="the whole answer as JSON")
    one.set_defaults(do=judge_one)
    batch = commands.add_parser(
        "batch", help="a folder: CSV files and a page to listen to", epilog=CODES
    )
    batch.add_argument("folder", type=Path, help="is searched with all folders in it")
    batch.add_argument(
        "--texts", type=Path, metavar="CSV", help="columns file and text; also speaker_id, l1, language"
    )  # fmt: skip
    batch.add_argument("--out", type=Path, default=Path("report"), help="where the report goes")
    batch.add_argument(
        "--at-once", type=_count, default=2, metavar="N", help="how many under way, 1-16; 2 by default"
    )  # fmt: skip
    batch.add_argument("--without-text", action="store_true", help="judge also what the table has no text for")  # fmt: skip
    batch.add_argument("--again", action="store_true", help="judge anew what is there already")
    batch.add_argument("--erase", action="store_true", help="erase each recording at the service once it is judged")  # fmt: skip
    batch.set_defaults(do=judge_folder)
    for command in (one, batch):
        _add_common(command)
        _add_judging(command)
    live = commands.add_parser("live", help="words while they are spoken", epilog=CODES)
    live.add_argument("audio", type=Path, nargs="?", help="a WAV, played as fast as it was spoken; without it the microphone")  # fmt: skip
    live.add_argument("--text", help="what is read, to be told where the reader is")
    live.add_argument("--spoken", default="en", metavar="LANGUAGE", help="language spoken: en by default, or auto")  # fmt: skip
    live.add_argument("--json", action="store_true", help="each message of the service as a line of JSON")  # fmt: skip
    live.set_defaults(do=listen)
    _add_common(live)
    recorded = commands.add_parser(
        "calls",
        help="a folder of recorded calls: their moments worth coaching, as CSV",
        epilog=CODES,
    )
    recorded.add_argument("folder", type=Path, help="is searched with all folders in it")
    recorded.add_argument(
        "--out", type=Path, default=Path("calls-report"), help="where the tables go"
    )
    recorded.add_argument(
        "--channels", action="store_true", help="each channel of a recording holds one speaker"
    )
    recorded.add_argument("--agent", type=_count, metavar="N", help="which channel is the agent's, or which of the voices; 1 by default")  # fmt: skip
    recorded.add_argument("--direction", choices=("inbound", "outbound"), help="who called whom")
    recorded.add_argument("--speaker-id", help="your own name for the agent")
    recorded.add_argument("--l1", help="first language of the agent: hi, ta, zh …")
    recorded.add_argument("--language", help="that is spoken: en by default, or auto")
    recorded.add_argument("--tags", help="your own words for these calls, with commas between them")
    recorded.add_argument("--recording-notice", action="store_true", help="all on the calls were told of the recording")  # fmt: skip
    recorded.add_argument(
        "--unredacted", action="store_true", help="leave what is personal in the words"
    )
    recorded.add_argument("--at-once", type=_count, default=2, metavar="N", help="how many under way, 1-16; 2 by default")  # fmt: skip
    recorded.add_argument("--again", action="store_true", help="look anew at what is there already")
    recorded.set_defaults(do=coach_calls)
    _add_common(recorded)
    recorded.set_defaults(timeout=LONGEST_CALL_S)
    translate = commands.add_parser("translate", help="texts in another language", epilog=CODES)
    translate.add_argument(
        "text", nargs="*", help="each a text of its own; without any the lines of the standard input"
    )  # fmt: skip
    translate.add_argument("--to", required=True, metavar="LANGUAGE", help="hi, ta-IN, Tamil …")
    translate.add_argument("--from", dest="source", metavar="LANGUAGE", help="left out, each text's is detected")  # fmt: skip
    translate.add_argument("--term", action="append", default=[], type=_term, metavar="TERM=RESULT", help="how a term has to come out; as often as is needed")  # fmt: skip
    translate.add_argument("--json", action="store_true", help="the whole answer of each text as a line of JSON")  # fmt: skip
    translate.set_defaults(do=translate_texts)
    _add_common(translate)
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--url", default=os.environ.get("AFV_URL") or "http://127.0.0.1:8010", help="of the service, or AFV_URL")  # fmt: skip
    command.add_argument("--key", default=os.environ.get("AFV_API_KEY") or None, help="or better AFV_API_KEY: other users see what stands here")  # fmt: skip
    command.add_argument("--timeout", type=_seconds, default=300.0, metavar="S", help="for one recording; 300 by default")  # fmt: skip


def _add_judging(command: argparse.ArgumentParser) -> None:
    command.add_argument("--l1", help="first language of the speaker: hi, ta, zh …; en for a native")  # fmt: skip
    command.add_argument("--language", help="of the feedback: en, hi")
    command.add_argument("--speaker-id", help="your own name for the speaker")
    command.add_argument("--stages", default=STAGES, help=f"{STAGES} by default; tts adds the American voice")  # fmt: skip


def _count(written: str) -> int:
    count = int(written) if written.isdecimal() else 0
    if not 1 <= count <= 16:
        raise argparse.ArgumentTypeError("a number from 1 to 16")
    return count


def _term(written: str) -> tuple[str, str]:
    term, sign, result = written.partition("=")
    if not (sign and term.strip() and result.strip()):
        raise argparse.ArgumentTypeError("a term, =, and how it has to come out")
    return term.strip(), result.strip()


def _seconds(written: str) -> float:
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise argparse.ArgumentTypeError("seconds, more than 0 and less than a day")
    return seconds


def _options(asked: argparse.Namespace) -> dict[str, Any]:
    """What holds for every recording."""
    named = {"l1": asked.l1, "language": asked.language, "speaker_id": asked.speaker_id}
    options: dict[str, Any] = {name: value for name, value in named.items() if value}
    return options | {"stages": asked.stages}


def judge_one(client: Client, asked: argparse.Namespace, console: Console, errors: Console) -> int:
    if asked.text is not None and not asked.text.strip():
        raise ValueError("the text is empty: leave it out to have judged what is recognised")
    with errors.status("judging …"):
        result = client.process(asked.audio, text=asked.text, **_options(asked))
    if asked.json:
        print(json.dumps(result.model_dump(mode="json"), ensure_ascii=False))
    else:
        show_result(result, console)
    return Exit.FINE if result.assessable else Exit.NOT_ALL


def listen(client: Client, asked: argparse.Namespace, console: Console, errors: Console) -> int:
    del client  # a stream has a connection of its own
    sound = played(asked.audio) if asked.audio else spoken()
    messages = stream(asked.url, asked.key, sound, language=asked.spoken, text=asked.text)
    was_understood = False
    with LiveLine(errors) as line:
        for message in messages:
            was_understood |= message["type"] == "final" and bool(message["words"])
            if asked.json:
                print(json.dumps(message, ensure_ascii=False), flush=True)
                continue
            line.show(message)
            if message["type"] == "final":
                _say(console, message["text"])
    return Exit.FINE if was_understood else Exit.NOT_ALL


def judge_folder(
    client: Client, asked: argparse.Namespace, console: Console, errors: Console
) -> int:
    if not asked.folder.is_dir():
        raise WrongTable(f"{asked.folder} is no folder")
    options = _options(asked)
    jobs = plan(asked.folder, asked.texts, without_text=asked.without_text, apart=asked.out)
    if not jobs:
        raise WrongTable(f"there are no recordings in {asked.folder}")
    with Client(asked.url, asked.key, timeout=min(START_S, asked.timeout)) as asking:
        asking.usage()
    folder = Folder(asked.out)
    run = BatchRun(client, folder, options, again=asked.again, erase=asked.erase)
    so_far: dict[str, Done] = {}
    try:
        with _progress(errors) as progress:
            bar = progress.add_task("judging", total=len(jobs))

            def told(done: Done) -> None:
                so_far[done.job.name] = done
                progress.advance(bar)

            run.run(jobs, asked.at_once, told)
    except BatchStopped as stopped:
        _say(errors, f"afv: {stopped}; the same command again goes on from here")
        return code_of(stopped.cause)
    finally:
        done = [so_far.get(job.name) or run.left(job) for job in jobs]
        if folder.results.is_dir():
            write_report(folder, done)
    return _tell(done, asked.out, console)


def coach_calls(
    client: Client, asked: argparse.Namespace, console: Console, errors: Console
) -> int:
    if not asked.folder.is_dir():
        raise WrongTable(f"{asked.folder} is no folder")
    named = ("agent", "direction", "speaker_id", "l1", "language", "tags")
    options = {name: value for name in named if (value := getattr(asked, name))}
    options |= {"channels": asked.channels, "recording_notice": asked.recording_notice}
    options |= {"redact": False} if asked.unredacted else {}
    run = CallRun(client, asked.folder, asked.out, options, again=asked.again)
    files = run.files()
    if not files:
        raise WrongTable(f"there are no recordings in {asked.folder}")
    with Client(asked.url, asked.key, timeout=min(START_S, asked.timeout)) as asking:
        asking.usage()
    with _progress(errors) as progress:
        bar = progress.add_task("calls", total=len(files))
        told = run.run(files, asked.at_once, lambda: progress.advance(bar))
    write_calls(asked.out, told)
    for each in told:
        if each.call is None:
            _say(console, f"failed: {each.name}: {each.detail}")
    n_told = sum(each.call is not None for each in told)
    n_moments = sum(len(each.call.moments) for each in told if each.call is not None)
    n_new = sum(each.is_new and each.call is not None for each in told)
    _say(
        console, f"{len(told)} calls: {n_told} looked at, {n_new} of them now; {n_moments} moments"
    )
    _say(console, str(asked.out / "moments.csv"))
    return Exit.FINE if n_told == len(told) else Exit.NOT_ALL


def translate_texts(
    client: Client, asked: argparse.Namespace, console: Console, errors: Console
) -> int:
    """A line for each text, empty where no translation of it holds: why is told beside it."""
    texts = asked.text or sys.stdin.read().splitlines()
    n_missing = 0
    for start in range(0, len(texts), MOST_TEXTS):
        some = texts[start : start + MOST_TEXTS]
        told = client.translate(some, asked.to, source=asked.source, glossary=dict(asked.term))
        for number, (text, each) in enumerate(zip(some, told.translations, strict=True), start + 1):
            # A line of nothing has no words: it is one of nothing in any language.
            missing = each.translation is None and bool(text.strip())
            n_missing += missing
            if missing:
                _say(errors, f"afv: text {number} has no translation: {each.reason}")
            if asked.json:
                print(json.dumps(each.model_dump(mode="json"), ensure_ascii=False))
            else:
                _say(console, each.translation or "")
    return Exit.NOT_ALL if n_missing else Exit.FINE


def _progress(errors: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=errors, transient=True)


def _tell(done: Sequence[Done], out: Path, console: Console) -> int:
    for each in done:
        if each.kept.outcome not in {"judged", "not_assessable"}:
            _say(console, f"{OUTCOMES[each.kept.outcome]}: {each.job.name}: {each.kept.detail}")
    counts = Counter(each.kept.outcome for each in done)
    told = ", ".join(f"{counts[name]} {OUTCOMES[name]}" for name in OUTCOMES if counts[name])
    new = sum(each.is_new for each in done)
    _say(console, f"{len(done)} recordings: {told}; {new} of them now")
    _say(console, str(out / "report.html"))
    return Exit.FINE if counts["judged"] == len(done) else Exit.NOT_ALL


if __name__ == "__main__":
    sys.exit(main())
