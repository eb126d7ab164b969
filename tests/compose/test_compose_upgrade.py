"""The release before, used, then upgraded to this one, taken back and upgraded again, by the lines that docs/operations.md has.

The release before is the newest tag `v…` behind this commit; where there is none, what stood before the newest migration came,
so that the schema always changes.
"""

import io
import json
import re
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from shared.roster import ROSTER
from shared.settings import REPO_ROOT
from shared.testing.compose import PROJECT, UP_TIMEOUT_S, Stack, own_settings

from .asking import OPEN, TEXT, asked, documented, ended, found, rows, sent, told

pytestmark = pytest.mark.timeout(3_600)

UPGRADED = "agentforge-upgrade"
MIGRATIONS = REPO_ROOT / "pipeline-orchestrator" / "alembic" / "versions"
LEARNER = "learner-7"
QUICK = "asr,align,phonemap,diff"
AWAY_S = 120
"""The longest that the door may be away: a lid, no measure."""
N_WAITING = 24
"""Sent while the older release makes way, a second of work each or more: what a worker doesn't come to before it is stopped."""


def git(*arguments: str) -> str:
    """What it prints; nothing where it fails."""
    done = subprocess.run(["git", *arguments], cwd=REPO_ROOT, check=False, capture_output=True, text=True, timeout=60)  # fmt: skip
    return done.stdout.strip() if done.returncode == 0 else ""


def release_before() -> str:
    """Its revision; skips where there is no history to take it from."""
    tag = git("describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
    if tag:
        return tag
    newest = max(MIGRATIONS.glob("[0-9]*.py"))
    added = git("log", "--diff-filter=A", "--format=%H", "--", str(newest)).split()
    before = git("rev-parse", "--verify", f"{added[-1]}^") if added else ""
    if not before or git("rev-parse", "--is-shallow-repository") != "false":
        pytest.skip("the release before is not in this clone's history: git fetch --unshallow --tags")  # fmt: skip
    return before


def unpacked(revision: str, folder: Path) -> tuple[Path, ...]:
    """Compose files of that release, whose images have a tag of their own so that this one's stay."""
    packed = subprocess.run(["git", "archive", revision], cwd=REPO_ROOT, check=True, capture_output=True, timeout=120)  # fmt: skip
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    services = yaml.safe_load((folder / "docker-compose.yml").read_text("utf-8"))["services"]
    tagged = {name: {"image": f"{each['image'].partition(':')[0]}:before"} for name, each in services.items() if "build" in each}  # fmt: skip
    other = folder / "docker-compose.before.yml"
    other.write_text(json.dumps({"services": tagged}), "utf-8")
    return (folder / "docker-compose.yml", other)


@dataclass
class Lookout:
    """Asks the door, over and over, whether it is there, whether it reads what is kept, and whether all that it needs is there."""

    stack: Stack
    away_s: dict[str, float] = field(
        default_factory=lambda: dict.fromkeys(("/health", "/tasks", "/ready"), 0.0)
    )
    """The longest that each path was not answered with success."""

    def look(self, until: threading.Event) -> None:
        seen = dict.fromkeys(self.away_s, time.monotonic())
        while not until.wait(0.2):
            for path in seen:
                if self._answers(path):
                    seen[path] = time.monotonic()
                self.away_s[path] = max(self.away_s[path], time.monotonic() - seen[path])

    def _answers(self, path: str) -> bool:
        try:
            return httpx.get(
                self.stack.url + path, headers=self.stack.headers, timeout=2
            ).is_success
        except httpx.HTTPError:
            return False


@contextmanager
def watched(what: str, stack: Stack) -> Iterator[None]:
    """Prints how long it took, and how long nobody was at the door, which is not for long."""
    lookout, enough, started = Lookout(stack), threading.Event(), time.monotonic()
    thread = threading.Thread(target=lookout.look, args=(enough,))
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()
        away = ", ".join(f"{path} away {seconds:.1f} s" for path, seconds in lookout.away_s.items())
        print(f"{what}: {time.monotonic() - started:.0f} s, {away}", flush=True)
    assert max(lookout.away_s["/health"], lookout.away_s["/tasks"]) <= AWAY_S, away


def follow(
    lines: list[str],
    here: Stack,
    there: Stack,
    folder: Path,
    *,
    before: Callable[[str], object] = lambda line: None,
) -> None:
    """Where a line says `git checkout`, one release's tree is left for the other's. `before` each line, it is told of it."""
    at = here
    for line in lines:
        before(line)
        checkout, _, afterwards = line.partition(" && ")
        if checkout.startswith("git checkout "):
            at = there
            at.run_documented(afterwards, folder)
        else:
            started = time.monotonic()
            at.run_documented(line, folder, timeout_s=UP_TIMEOUT_S)
            print(f"{time.monotonic() - started:6.1f} s  {line[:100]}", flush=True)
    assert at is there
    tags = re.findall(r"^IMAGE_TAG=(.*)$", (folder / ".env").read_text("utf-8"), re.MULTILINE)
    assert tags == [checked_out(lines)]
    there.wait_ready(*(each for each in ROSTER if (there.files[0].parent / each.name).is_dir()))
    assert asked(there, "/version")["commit"] == there.environment["GIT_COMMIT"]


def checked_out(lines: list[str]) -> str:
    [line] = [line for line in lines if line.startswith("git checkout ")]
    return line.split()[2]


def queued(stack: Stack, n: int) -> list[str]:
    return [sent(stack, "/tasks", reference_text=TEXT, stages=QUICK) for _ in range(n)]


def n_open(stack: Stack, task_ids: list[str]) -> int:
    """Asked of the database, whoever is at the door."""
    statement = "SELECT count(*) FROM tasks WHERE status = ANY(%s) AND id::text = ANY(%s)"
    [(n,)] = rows(stack, statement, list(OPEN), task_ids)
    return n


def require_each_done_once(stack: Stack, task_ids: list[str]) -> None:
    """Taken up once, but for what was put off or put back in good order, and no stage of it ran to its end twice."""
    assert [ended(stack, each)["status"] for each in task_ids] == ["succeeded"] * len(task_ids)
    statement = "SELECT id::text, attempts FROM tasks WHERE id::text = ANY(%s)"
    assert dict(rows(stack, statement, task_ids)) == dict.fromkeys(task_ids, 1)
    statement = (
        "SELECT e.task_id::text, s.name, count(*) FROM events e JOIN stages s ON s.task_id = e.task_id AND s.name = e.fields->>'stage' "
        "WHERE e.name = 'stage_finished' AND s.status <> 'skipped' AND e.task_id::text = ANY(%s) GROUP BY 1, 2"
    )
    runs = {(task_id, stage): n for task_id, stage, n in rows(stack, statement, task_ids)}
    assert runs == dict.fromkeys(product(task_ids, QUICK.split(",")), 1)


@dataclass
class Crossing:
    """Tasks that come while the older release makes way, and what holds before each of the lines."""

    older: Stack
    waiting: list[str] = field(default_factory=list)

    def up(self, line: str) -> None:
        """The older door is there until the last line, and work that came after the build is left over for the newer workers."""
        assert asked(self.older, "/version")["commit"] == self.older.environment["GIT_COMMIT"], line
        assert asked(self.older, "/tasks", limit="1")["items"], line
        if line.endswith("-T models"):
            self.waiting += queued(self.older, N_WAITING)
        if line.endswith(("-T migrate", "worker pipeline-orchestrator")):
            n = n_open(self.older, self.waiting)
            print(f"{n} of {len(self.waiting)} tasks are open", flush=True)
            assert n, line


def require_any_open(stack: Stack, task_ids: list[str], line: str) -> None:
    """Where the schema goes back, with nobody at work."""
    if "alembic downgrade" in line:
        n = n_open(stack, task_ids)
        print(f"{n} of {len(task_ids)} tasks are open", flush=True)
        assert n, line


def schema(stack: Stack) -> str:
    [(revision,)] = rows(stack, "SELECT version_num FROM alembic_version")
    return revision


def without_new(before: Any, after: Any) -> Any:
    """`after` less the fields that `before` does not know, however deep."""
    if isinstance(before, dict) and isinstance(after, dict):
        return {key: without_new(before[key], value) for key, value in after.items() if key in before}  # fmt: skip
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [without_new(*pair) for pair in zip(before, after, strict=True)]
    return after


@dataclass(frozen=True)
class People:
    """Who has keys, and what they have set up."""

    teacher: str
    learner: str
    class_id: str

    @classmethod
    def come(cls, stack: Stack) -> "People":
        teacher = stack.another_key("--name", "teacher", "--role", "teacher", "--subject", "ms-rao")
        learner = stack.another_key("--name", "learner", "--role", "learner", "--subject", LEARNER)
        made = cls._asked(stack, teacher, "POST", "/classes", {"name": "7b"})
        cls._asked(stack, learner, "POST", "/memberships", {"code": made["code"], "called": "Priya", "share": "everything"})  # fmt: skip
        hook = {"url": "https://hooks.example.org/agentforge", "types": ["model.promoted"]}
        cls._asked(stack, stack.key, "POST", "/webhooks", hook)
        return cls(teacher, learner, made["class_id"])

    def see(self, stack: Stack) -> dict[str, Any]:
        """What each of them is shown of what they set up and sent."""
        return {
            "class": self._asked(stack, self.teacher, "GET", f"/classes/{self.class_id}"),
            "memberships": self._asked(stack, self.learner, "GET", "/memberships"),
            "progress": self._asked(stack, self.learner, "GET", f"/speakers/{LEARNER}/progress"),
            "webhooks": self._asked(stack, stack.key, "GET", "/webhooks"),
        }

    @staticmethod
    def _asked(stack: Stack, key: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"authorization": f"Bearer {key}"}
        answer = httpx.request(method, stack.url + path, json=body, headers=headers, timeout=60)
        assert answer.is_success, (path, answer.text)
        return answer.json()


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Stack]:
    """The release before, running. The other tests' fleet stands still meanwhile: one of two fills this machine."""
    files = unpacked(release_before(), tmp_path / "before")
    ports, settings = own_settings()
    settings |= {
        "GIT_COMMIT": "before",
        "WEBHOOK_HOSTS": "hooks.example.org",
        "MODEL_MIRROR": str(REPO_ROOT / ".models"),
    }
    stack = Stack(ports, settings, project=UPGRADED, files=files)
    others = Stack(ports, settings, project=PROJECT)
    others.compose("pause", check=False)
    stack.compose("down", "-v", "--remove-orphans", check=False)
    try:
        stack.compose("build", timeout_s=UP_TIMEOUT_S)
        stack.compose("up", "-d", timeout_s=UP_TIMEOUT_S)
        stack.wait_ready(*(each for each in ROSTER if (files[0].parent / each.name).is_dir()))
        stack.make_key()
        yield stack
    finally:
        stack.compose("down", "-v", "--remove-orphans", check=False)
        others.compose("unpause", check=False)


def test_nothing_is_lost_by_an_upgrade_nor_by_the_way_back(older: Stack, tmp_path: Path):
    newer = replace(
        older,
        files=(REPO_ROOT / "docker-compose.yml",),
        environment=older.environment | {"GIT_COMMIT": "now"},
    )
    upgrading, stepping_back = documented("Upgrade")
    (tmp_path / ".env").write_text("APP_ENV=production\n", "utf-8")
    people = People.come(older)
    own = {"reference_text": TEXT, "consent_voice_cloning": "true"}
    task_id = sent(older, "/process", speaker_id=LEARNER, **own)
    call_id = sent(older, "/calls", recording_notice="true")
    assert ended(older, call_id)["status"] == "succeeded"
    hits = found(older, call_id)
    assert hits
    first_schema = schema(older)
    before, seen = told(older, task_id, call_id), people.see(older)

    crossing = Crossing(older)
    with watched("upgrade", older):
        follow(upgrading, older, newer, tmp_path, before=crossing.up)
    before["n_tasks"] += N_WAITING
    newest_schema = schema(newer)
    assert newest_schema == max(MIGRATIONS.glob("[0-9]*.py")).stem
    assert without_new(before, told(newer, task_id, call_id)) == before
    assert without_new(seen, people.see(newer)) == seen
    assert found(newer, call_id) == hits
    assert len(crossing.waiting) == N_WAITING
    require_each_done_once(newer, crossing.waiting)

    later_id = sent(newer, "/process", speaker_id=LEARNER, **own)
    later, seen_later = told(newer, later_id, call_id), people.see(newer)
    waiting = queued(newer, N_WAITING // 2)
    later["n_tasks"] += len(waiting)
    with watched("step back", newer):
        follow(
            stepping_back, newer, older, tmp_path, before=partial(require_any_open, newer, waiting)
        )
    assert schema(older) == first_schema
    again = told(older, task_id, call_id)
    assert again == before | {"n_tasks": later["n_tasks"]}
    as_older = told(older, later_id, call_id)
    assert without_new(as_older, later) == as_older
    as_seen = people.see(older)
    assert without_new(as_seen, seen_later) == as_seen
    assert found(older, call_id) == hits
    require_each_done_once(older, waiting)
    [last_id] = queued(older, 1)
    require_each_done_once(older, [last_id])

    with watched("upgrade again", older):
        follow(upgrading, older, newer, tmp_path)
    assert schema(newer) == newest_schema
    assert told(newer, later_id, call_id) == later | {"n_tasks": later["n_tasks"] + 1}
    assert people.see(newer) == seen_later
    assert found(newer, call_id) == hits
    require_each_done_once(newer, queued(newer, 1))
