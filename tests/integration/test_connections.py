"""A fleet whose files run out, among connections that stand still: a smaller `make bench-connections`."""

from pathlib import Path

import anyio
import pytest

from bench.connections.trial import Trial, watch
from shared.testing.fleet import RunningFleet, running_fleet

SLOWEST_S = 20.0
"""Guards against a caller who is never served; how fast it is on a machine of its own, the bench says."""


@pytest.mark.parametrize(
    ("max_files", "settings", "told"),
    [
        # full of connections, with files to spare
        (1024, {"HTTP_MAX_CONNECTIONS": "60"}, '"room": '),
        # out of files, whatever was reckoned with
        (150, {"HTTP_MAX_CONNECTIONS": "1000"}, '"no_files": '),
    ],
    ids=["full", "out of files"],
)
def test_an_honest_caller_is_served_among_200_bad_connections(
    tmp_path: Path, max_files: int, settings: dict[str, str], told: str
):
    with running_fleet(
        tmp_path / "fleet",
        {"MOCK_MODE": "true", "LOG_FORMAT": "json", **settings},
        max_files=max_files,
    ) as fleet:
        trial = anyio.run(watch_briefly, fleet, max_files)
        assert fleet.process.poll() is None
        assert told in fleet.log.read_text()
    assert trial.served.failures == {}
    assert trial.served.n_cut <= 1 + trial.served.n_asked // 10
    assert trial.served.slowest_s < SLOWEST_S
    assert trial.n_opened >= 200
    # A line for each request that was answered, and one in ten seconds for all connections that were closed.
    n_answered = 8 * len(trial.served.seconds["POST /process"])
    assert trial.n_log_lines < 3 * n_answered + 30


async def watch_briefly(fleet: RunningFleet, max_files: int) -> Trial:
    return await watch(fleet, max_files=max_files, n_connections=200, watch_s=2.0, n_alone=0)
