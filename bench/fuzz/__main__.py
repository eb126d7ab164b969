"""Everything that can be asked of the services, right and spoilt: does anything crash, hang or break a limit?

schemathesis asks each service what its OpenAPI document allows and what it forbids, with all its checks, first with the door
open, then with keys; then right requests are spoilt in values, shape and bytes: texts, phones, lexicons, SSML, evidence, multipart.
Damaged recordings are in `make test-fuzz` and `make bench-uploads`. Recogniser, aligner and voices are mock, all else is real. Exits
1 for an answer 5xx but 503, one after 10 s, one that its document doesn't have, or a process that ended.

    make bench-fuzz                                  two minutes a service by schemathesis, 20,000 spoilt requests
    make bench-fuzz ARGS="--seconds 20 --spoilt 100"
"""

import argparse
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from shared.roster import ORCHESTRATOR
from shared.testing.fleet import RunningFleet, running_fleet

from .conformance import Conformance, conformance_of
from .odd_requests import OddTold, odd_requests

ENGINES = {
    "ASR_ENGINE": "mock",
    "ALIGN_ENGINE": "mock",
    "TTS_ENGINE": "mock",
    "VC_ENGINE": "mock",
    "LOG_LEVEL": "ERROR",
    "LOG_FORMAT": "json",
    # So that what is asked is looked at, and not how often.
    "ORCHESTRATOR_KEY_READS_PER_MINUTE": "1000000",
    "ORCHESTRATOR_KEY_WORK_PER_MINUTE": "1000000",
    "ORCHESTRATOR_TENANT_READS_PER_MINUTE": "1000000",
    "ORCHESTRATOR_TENANT_WORK_PER_MINUTE": "1000000",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=120, help="of schemathesis, a service")
    parser.add_argument("--spoilt", type=int, default=1500, help="spoilt requests of each kind")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    is_well = True
    for name, settings in {"the door open": {"AUTH": "none"}, "with keys": {}}.items():
        print(f"\n{name}")
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            is_well &= _run(Path(folder), settings, asked)
    return 0 if is_well else 1


def _run(folder: Path, settings: Mapping[str, str], asked: argparse.Namespace) -> bool:
    with running_fleet(folder / "fleet", ENGINES | dict(settings)) as fleet:
        key = "" if settings else made_key(fleet)
        headers = {"authorization": f"Bearer {key}"} if key else {}
        odd = (
            odd_requests(fleet, asked.spoilt // 2, number=asked.seed + bool(key), headers=headers)
            if asked.spoilt
            else []
        )  # first: schemathesis revokes the key that it is given
        found = (
            conformance_of(fleet, folder, seconds=asked.seconds, seed=asked.seed, key=key)
            if asked.seconds
            else []
        )
        is_alive = fleet.process.poll() is None
        crashes = fleet.log.read_text().count("request_crashed")
    return told(found, odd) and is_alive and not crashes


def told(found: list[Conformance], odd: list[OddTold]) -> bool:
    n_failures = sum(sum(each.failures.values()) for each in found)
    n_wrong = sum(len(each.wrong) for each in odd)
    print(
        f"schemathesis: {sum(each.n_cases for each in found)} cases, {n_failures} failures; "
        f"spoilt requests: {sum(each.n_cases for each in odd)}, {n_wrong} wrong answers, "
        f"slowest {max((each.slowest_s for each in odd), default=0.0):.1f} s"
    )
    return not n_failures and not n_wrong


def made_key(fleet: RunningFleet) -> str:
    """An operator's; from now on the door asks for one."""
    body = {"name": "fuzz", "role": "operator", "scopes": ["metrics"]}
    answer = httpx.post(f"{fleet.addresses[ORCHESTRATOR]}/api/v1/keys", json=body, timeout=30)
    return answer.raise_for_status().json()["key"]


if __name__ == "__main__":
    raise SystemExit(main())
