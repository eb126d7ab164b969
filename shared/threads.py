"""Threads of the libraries that compute, set before any of them is imported: numpy reads its own then, and never again."""

import os

from shared.cores import usable_cores

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Whose values are how many threads a library may have."""


def limit_library_threads() -> None:
    """Cap the threads of OpenMP and BLAS; the caller's own values stay.

    Half the cores: recogniser and aligner work at the same time, and a thread of BLAS that waits for its turn burns a core.
    """
    threads = str(max(1, min(4, usable_cores() // 2)))
    for variable in VARIABLES:
        os.environ.setdefault(variable, threads)
    # Eleven services share these cores: a thread that waits should sleep.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
