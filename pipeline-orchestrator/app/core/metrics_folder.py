"""Where the child processes of a Celery worker keep what they count, so that one page tells of all.

prometheus-client looks for this folder when it is imported: whoever means to have it imports this module first.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from .config import Settings

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def _make() -> Path | None:
    """None where no worker's page is asked for. Emptied at the end of the process that made it, not of its children."""
    if not Settings().worker_metrics_port:
        return None
    folder = Path(tempfile.mkdtemp(prefix="agentforge-metrics-"))
    os.environ[VARIABLE] = str(folder)
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


METRICS_FOLDER = _make()
